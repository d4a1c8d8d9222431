import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each folder of src/ may import, as data. The longest matching folder decides. `$own` is the folder itself. */
const MAY_IMPORT: Record<string, string[]> = {
  'core/': ['$own'],
  'anonymise/': ['anonymise/'],
  'intake/': ['$own', 'core/'],
  // Estimates of a population are made by `sakyu risk`'s own code, which shares nothing with the run's.
  'verify/': ['$own', 'core/', 'intake/index.ts', 'anonymise/recipe.ts', 'risk/population.ts'],
  'programmes/': ['$own', 'core/'],
  'audit/': ['$own', 'core/', 'platform/database.ts', 'platform/ports.ts'],
  'auth/': ['$own', 'core/', 'views/', 'programmes/index.ts', 'platform/database.ts', 'platform/ports.ts', 'audit/index.ts', 'app-env.ts'],
  'views/': ['$own', 'core/', 'programmes/index.ts'],
  'documents/': ['$own', 'core/', 'programmes/index.ts'],
  'platform/': ['$own', 'core/'],
  'inspect/': ['$own', 'core/', 'anonymise/index.ts'],
  'risk/': ['$own', 'core/'],
  'attack/': ['$own', 'core/', 'risk/index.ts', 'anonymise/index.ts'],
  'report/': ['$own', 'core/', 'anonymise/index.ts', 'intake/index.ts'],
  'modules/': [
    '$own',
    'core/',
    'programmes/index.ts',
    'anonymise/index.ts',
    'audit/index.ts',
    'auth/index.ts',
    'views/',
    'documents/index.ts',
    'documents/preview.tsx',
    'platform/database.ts',
    'platform/ports.ts',
    'platform/sealed.ts',
    'report/index.ts',
    'report/report.ts',
    'app-env.ts',
    'modules/*/index.ts',
  ],
  'runner/': [
    '$own',
    'core/',
    'anonymise/index.ts',
    'anonymise/beside.ts',
    'intake/index.ts',
    'verify/index.ts',
    'report/index.ts',
    'report/report.ts',
    'attack/index.ts',
    'risk/index.ts',
    'platform/',
    'modules/*/index.ts',
  ],
  'demo/': ['*'],
  'cli/': ['*'],
  // Entries and wiring at the top of src/ may import anything.
  '': ['*'],
}

/** npm packages that only some folders may name. */
const PACKAGES: Record<string, string[]> = {
  lucia: ['auth/'],
  arquero: ['anonymise/engines/memory/'],
  '@duckdb/node-api': ['platform/node/'],
  nodemailer: ['platform/node/'],
  docx: ['documents/'],
  handlebars: ['documents/'],
  '@libsql/client': ['platform/'],
}

/** What an entry must not reach, by any way of imports. */
const MAY_NOT_REACH: Record<string, string[]> = {
  'main.edge.ts': ['runner/', 'platform/node/', 'cli/', 'main.deps.ts'],
}

const SRC = resolve('src')
const files = (readdirSync(SRC, { recursive: true, encoding: 'utf8' }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))

const importsOf = (file: string) =>
  [
    ...readFileSync(join(SRC, file), 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)[^'"\n]*?(?:\{[^}]*\}[^'"\n]*?)?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
    ),
  ].map((match) => (match[1] ?? match[2])!)

const ruleFor = (file: string) =>
  Object.keys(MAY_IMPORT)
    .sort((a, b) => b.length - a.length)
    .find((folder) => file.startsWith(folder))!

/** modules/<m>/ is its own room: only its index is open to other modules. */
const ownFolder = (file: string) => /^modules\/[^/]+\//.exec(file)?.[0] ?? `${file.split('/')[0]}/`

const allowed = (file: string, target: string) =>
  MAY_IMPORT[ruleFor(file)]!.some((pattern) => {
    if (pattern === '*') return true
    if (pattern === '$own') return target.startsWith(ownFolder(file))
    if (pattern.includes('*')) return new RegExp(`^${pattern.replace('*', '[^/]+').replace('.', '\\.')}$`).test(target)
    return pattern.endsWith('/') ? target.startsWith(pattern) : target === pattern
  })

describe('boundaries: the map of folders holds', () => {
  it('no folder imports what its rule does not name', () => {
    const broken: string[] = []
    for (const file of files)
      for (const name of importsOf(file)) {
        if (name.startsWith('.')) {
          const target = relative(SRC, resolve(SRC, dirname(file), name)).replaceAll('\\', '/')
          if (target.startsWith('..')) {
            if (!/^\.\.\/(data-catalog|drizzle|templates)\//.test(target) && !/package\.json$/.test(target))
              broken.push(`${file} → ${target}`)
          } else if (!allowed(file, target)) broken.push(`${file} → ${target}`)
        } else {
          const pkg = name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/')
          const only = PACKAGES[pkg]
          if (only && !only.some((folder) => file.startsWith(folder))) broken.push(`${file} → ${name}`)
          if (
            name.startsWith('node:') &&
            !/\.build\.ts$/.test(file) &&
            /^(core|anonymise|programmes|audit|auth|views|documents|modules|platform\/edge)\//.test(file)
          )
            broken.push(`${file} → ${name}`)
        }
      }
    expect(broken).toEqual([])
  })

  it.each(Object.entries(MAY_NOT_REACH))('%s reaches no folder that it must not', (entry, forbidden) => {
    const reached = new Set<string>()
    const walk = (file: string) => {
      if (reached.has(file) || !files.includes(file)) return
      reached.add(file)
      for (const name of importsOf(file))
        if (name.startsWith('.')) walk(relative(SRC, resolve(SRC, dirname(file), name)).replaceAll('\\', '/'))
    }
    walk(entry)
    expect(reached).toContain('app.tsx')
    expect([...reached].filter((file) => forbidden.some((place) => file.startsWith(place)))).toEqual([])
  })

  it('anonymise/ is opened only through its index, and by a second thread through beside.ts', () => {
    const doors = ['anonymise/index.ts', 'anonymise/beside.ts']
    const broken = files.flatMap((file) =>
      file.startsWith('anonymise/')
        ? []
        : importsOf(file)
            .filter((name) => name.startsWith('.'))
            .map((name) => relative(SRC, resolve(SRC, dirname(file), name)).replaceAll('\\', '/'))
            .filter((target) => target.startsWith('anonymise/') && !doors.includes(target) && !file.startsWith('verify/'))
            .map((target) => `${file} → ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('clock and chance come in as arguments', () => {
    const broken = files
      .filter((file) => !/^(platform|runner|cli|demo)\/|^(main\.|cli\.ts)/.test(file))
      .filter((file) => /Math\.random\(|Date\.now\(|new Date\(\)/.test(readFileSync(join(SRC, file), 'utf8')))
    expect(broken).toEqual([])
  })

  it('there are no import cycles', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter((name) => name.startsWith('.'))
          .map((name) => relative(SRC, resolve(SRC, dirname(file), name)).replaceAll('\\', '/'))
          .filter((target) => files.includes(target)),
      ]),
    )
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const next of graph.get(file) ?? []) visit(next, [...path, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })
})
