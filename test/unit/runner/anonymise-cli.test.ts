import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as command } from '../../../src/cli/anonymise.ts'
import { exitStatusOf } from '../../../src/cli/exit-status.ts'
import { sakyu, scratch } from '../../support/cli.ts'
import { residents } from '../../support/residents.ts'

const folder = scratch()
afterAll(folder.erase)
const at = folder.path

const columns = {
  番号: { class: 'linking-code', technique: 'pseudonym', rule: 3 },
  世帯: { class: 'linking-code', technique: 'delete-column', rule: 3 },
  氏名: { class: 'direct-identifier', technique: 'delete-column', rule: 1 },
  年度: { class: 'other', technique: 'keep', reason: '年次比較' },
  年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10, 20] }, rule: 5 },
  性別: { class: 'quasi-identifier', technique: 'keep' },
  町: { class: 'quasi-identifier', technique: 'keep' },
  世帯人数: { class: 'other', technique: 'keep', reason: '世帯の分析' },
  所得: { class: 'sensitive', technique: 'top-code', percentile: 99, rule: 4 },
}
const recipe = (more: object = {}) => ({
  sakyu: 'recipe/1',
  title: '試験',
  person: '番号',
  columns,
  privacy: { k: 3, suppressionLimit: 0.1 },
  ...more,
})
const fileHierarchy = (path: string) => ({ kind: 'file', path, sha256: '0'.repeat(64) })
const town = (path: string) => ({ class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path } })
const writeRecipe = (name: string, value: object | string) =>
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value))
const csv = (rows: (string | null)[][]) =>
  `${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell ?? '') ? `"${cell!.replaceAll('"', '""')}"` : (cell ?? ''))).join(',')).join('\r\n')}\r\n`
const people = residents({ persons: 300, years: 1, seed: 5 })
/** The command in this process: its start costs more than the work. */
async function anonymise(...args: string[]): Promise<{ status: number; stderr: string }> {
  process.env.INIT_CWD = at('.')
  let stderr = ''
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = (text: string | Uint8Array) => {
    stderr += text
    return true
  }
  try {
    const status = await command(['--progress', 'none', ...args]).catch((error: unknown) => exitStatusOf(error, process.stderr))
    return { status, stderr }
  } finally {
    process.stderr.write = write
  }
}
const run = (out: string, ...args: string[]) =>
  anonymise('--recipe', 'recipe.json', '--in', 'people.csv', '--out', out, '--secret-file', 'secret', ...args)

beforeAll(() => {
  writeRecipe('recipe.json', recipe())
  writeFileSync(at('people.csv'), csv(people))
  writeFileSync(at('secret'), 'ab'.repeat(32))
})

/** Nothing of a run may be left beside its result. */
const leftOvers = () => readdirSync(at('.')).filter((name) => name.includes('.sakyu-'))

describe('sakyu anonymise: done', () => {
  it('writes data, report and data package; paths are relative to the caller', async () => {
    const args = ['anonymise', '--recipe', 'recipe.json', '--in', 'people.csv', '--out', 'done', '--secret-file', 'secret']
    const { status, stderr, stdout } = await sakyu(args, { cwd: at('.') })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(stderr).not.toMatch(/P1\d\d\d|住民\d/)
    expect(readdirSync(at('done')).sort()).toEqual(['data.csv', 'datapackage.json', 'report.html', 'report.json'])
    const report = JSON.parse(readFileSync(at('done/report.json'), 'utf8'))
    const data = readFileSync(at('done/data.csv'))
    const sha256 = createHash('sha256').update(data).digest('hex')
    expect(report.sha256.output).toBe(sha256)
    expect(report.rows).toMatchObject({ input: 300, removed: 0 })
    expect(report.rows.suppressed + report.rows.output).toBe(300)
    expect(report.privacy.k).toMatchObject({ required: 3, unit: 'persons', over: ['年齢', '性別', '町'], met: true })
    expect(report.rule27.map(({ met }: { met: boolean }) => met)).toEqual([true, true, true, true, true])
    const described = JSON.parse(readFileSync(at('done/datapackage.json'), 'utf8'))
    expect(described.resources[0]).toMatchObject({ path: 'data.csv', hash: `sha256:${sha256}`, rowCount: report.rows.output })
    expect(leftOvers()).toEqual([])
  })

  it('CP932 in, and the memory engine, give the same bytes', async () => {
    writeFileSync(at('people-sjis.csv'), iconv.encode(csv(people), 'cp932'))
    const sjis = await anonymise('--recipe', 'recipe.json', '--in', 'people-sjis.csv', '--out', 'sjis', '--secret-file', 'secret')
    expect(sjis.status).toBe(0)
    expect((await run('memory', '--engine', 'memory')).status).toBe(0)
    const expected = readFileSync(at('done/data.csv'))
    expect(readFileSync(at('sjis/data.csv')).equals(expected)).toBe(true)
    expect(readFileSync(at('memory/data.csv')).equals(expected)).toBe(true)
  })

  it('several files of the same columns in another order are one table', async () => {
    const [header, ...rows] = people
    const order = [4, 1, 0, 2, 3, 8, 7, 6, 5]
    writeFileSync(at('a.csv'), csv([header!, ...rows.slice(0, 120)]))
    writeFileSync(at('b.csv'), csv([header!, ...rows.slice(120)].map((row) => order.map((i) => row[i]!))))
    const both = await anonymise('--recipe', 'recipe.json', '--in', 'a.csv', '--in', 'b.csv', '--out', 'both', '--secret-file', 'secret')
    expect(both.status).toBe(0)
    expect(readFileSync(at('both/data.csv')).equals(readFileSync(at('done/data.csv')))).toBe(true)
  })

  it('quotes, line breaks and mixed line ends inside cells come through', async () => {
    writeRecipe('note.json', {
      sakyu: 'recipe/1',
      title: 'n',
      person: null,
      columns: { a: columns.性別, b: { class: 'other', technique: 'keep', reason: 'r' } },
      privacy: { k: 2 },
      output: { shuffle: false },
    })
    writeFileSync(at('note.csv'), 'a,b\r\nx,"two\nlines"\nx,"say ""yes"""\r\n')
    expect((await anonymise('--recipe', 'note.json', '--in', 'note.csv', '--out', 'note')).status).toBe(0)
    expect(readFileSync(at('note/data.csv'), 'utf8')).toBe('a,b\nx,"say ""yes"""\nx,"two\nlines"\n')
  })

  it('writes CP932 and Parquet as the recipe says', async () => {
    writeRecipe('sjis-out.json', recipe({ output: { encoding: 'cp932' } }))
    writeRecipe('parquet.json', recipe({ output: { format: 'parquet' } }))
    const args = (name: string) => ['--recipe', `${name}.json`, '--in', 'people.csv', '--out', `${name}-out`, '--secret-file', 'secret']
    expect((await anonymise(...args('sjis-out'))).status).toBe(0)
    expect(iconv.decode(readFileSync(at('sjis-out-out/data.csv')), 'cp932')).toBe(readFileSync(at('done/data.csv'), 'utf8'))
    expect((await anonymise(...args('parquet'))).status).toBe(0)
    const parquet = readFileSync(at('parquet-out/data.parquet'))
    expect(parquet.subarray(0, 4).toString()).toBe('PAR1')
    expect(parquet.includes('住民1')).toBe(false)
  })
})

describe('sakyu anonymise: exit status 2 leaves no folder', () => {
  const header = csv([people[0]!])
  it.each<[string, Record<string, string | Buffer>, string[], RegExp]>([
    ['no such input', {}, ['--recipe', 'recipe.json', '--in', 'none.csv', '--out', 'x'], /ありません/],
    ['an empty file', { 'e.csv': '' }, ['--recipe', 'recipe.json', '--in', 'e.csv', '--out', 'x'], /空/],
    ['a header only', { 'h.csv': header }, ['--recipe', 'recipe.json', '--in', 'h.csv', '--out', 'x'], /データの行がありません/],
    [
      'a broken quote',
      { 'q.csv': `${header}P1,"H,x,2019,1,男,東,1,1\r\n` },
      ['--recipe', 'recipe.json', '--in', 'q.csv', '--out', 'x'],
      /引用符/,
    ],
    [
      'a quote inside a bare cell',
      { 'i.csv': `${header}P1,H"H,x,2019,1,男,東,1,1\r\n` },
      ['--recipe', 'recipe.json', '--in', 'i.csv', '--out', 'x'],
      /2行目.*引用符/,
    ],
    [
      'ragged rows',
      { 'r.csv': `${header}P1,H\r\nP2,H,x,2019,1,男,東,1,1\r\nP3\r\n` },
      ['--recipe', 'recipe.json', '--in', 'r.csv', '--out', 'x'],
      /2行あります（2、4行目/,
    ],
    [
      'an empty line',
      { 'l.csv': `${header}\r\nP2,H,x,2019,1,男,東,1,1\r\n` },
      ['--recipe', 'recipe.json', '--in', 'l.csv', '--out', 'x'],
      /1行あります（2行目/,
    ],
    ['a column nobody decided', { 'c.csv': '番号,x\nP1,2\n' }, ['--recipe', 'recipe.json', '--in', 'c.csv', '--out', 'x'], /「x」/],
    ['doubled columns', { 'd.csv': '番号,番号\nP1,2\n' }, ['--recipe', 'recipe.json', '--in', 'd.csv', '--out', 'x'], /「番号」が二つ/],
    [
      'an unknown recipe key',
      { 'k.json': JSON.stringify({ ...recipe(), extra: 1 }) },
      ['--recipe', 'k.json', '--in', 'people.csv', '--out', 'x'],
      /extra/,
    ],
    [
      'no secret of 32 bytes',
      { s: 'short' },
      ['--recipe', 'recipe.json', '--in', 'people.csv', '--out', 'x', '--secret-file', 's'],
      /32バイト/,
    ],
    ['an unknown option', {}, ['--recipe', 'recipe.json', '--in', 'people.csv', '--out', 'x', '--fast'], /--fast/],
    [
      'more persons asked for than the file has records: nothing can meet it',
      { 'many.json': JSON.stringify(recipe({ privacy: { k: 301 } })) },
      ['--recipe', 'many.json', '--in', 'people.csv', '--out', 'x'],
      /「privacy\.k」: .*本人が300人しかいません.*小さく/,
    ],
    [
      'more persons asked for than the file has, though it has as many records',
      { 'many.json': JSON.stringify(recipe({ privacy: { k: 301 } })), 'two.csv': csv(residents({ persons: 300, years: 2, seed: 5 })) },
      ['--recipe', 'many.json', '--in', 'two.csv', '--out', 'x'],
      /「privacy\.k」: .*本人が300人しかいません.*小さく/,
    ],
    [
      'a hierarchy that is not there',
      { 'h.json': JSON.stringify(recipe({ columns: { ...columns, 町: town('none.csv') } })) },
      ['--recipe', 'h.json', '--in', 'people.csv', '--out', 'x'],
      /「columns\.町\.hierarchy\.path」: .*none\.csv.*相対パス/,
    ],
    [
      'a hierarchy of a model that is not the one that was agreed on',
      {
        'h.json': JSON.stringify(
          recipe({
            privacy: {
              k: 3,
              models: [{ model: 't-closeness', column: '所得', t: 0.2, distance: 'ordered', hierarchy: fileHierarchy('t.csv') }],
            },
          }),
        ),
        't.csv': '1;*\n2;*\n',
      },
      ['--recipe', 'h.json', '--in', 'people.csv', '--out', 'x'],
      /「privacy\.models\.0\.hierarchy\.sha256」: .*書き直して/,
    ],
    [
      'a population of fewer persons than k-map asks for',
      {
        'p.json': JSON.stringify(recipe({ privacy: { models: [{ model: 'k-map', k: 3, population: 'p.csv' }] } })),
        'p.csv': '年齢,性別,町\n30,男,東\n40,女,西\n',
      },
      ['--recipe', 'p.json', '--in', 'people.csv', '--out', 'x'],
      /「privacy\.models\.0\.k」: .*2人.*小さく/,
    ],
    ['no recipe', {}, ['--in', 'people.csv', '--out', 'x'], /--recipe/],
    ['an unknown engine', {}, ['--recipe', 'recipe.json', '--in', 'people.csv', '--out', 'x', '--engine', 'spark'], /--engine/],
  ])('%s', async (_, files, args, message) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content)
    const { status, stderr } = await anonymise(...args)
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(existsSync(at('x'))).toBe(false)
    expect(leftOvers()).toEqual([])
  })

  it('a folder that holds something is left as it is', async () => {
    mkdirSync(at('full'))
    writeFileSync(at('full/keep.txt'), 'mine')
    expect(await run('full')).toMatchObject({ status: 2, stderr: expect.stringMatching(/空ではありません/) })
    expect(readdirSync(at('full'))).toEqual(['keep.txt'])
  })

  it('an empty folder is taken', async () => {
    mkdirSync(at('empty'))
    expect((await run('empty')).status).toBe(0)
    expect(readdirSync(at('empty'))).toContain('data.csv')
  })

  it('a character that CP932 lacks is refused by column before anything stands there', async () => {
    const rows = people.map((row, i) => row.map((cell, c) => (i > 0 && c === 6 ? '𠮷町' : cell)))
    writeFileSync(at('odd.csv'), csv(rows))
    writeRecipe('odd.json', recipe({ output: { encoding: 'cp932' } }))
    const { status, stderr } = await anonymise('--recipe', 'odd.json', '--in', 'odd.csv', '--out', 'x')
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/CP932.*「町」300件/) })
    expect(stderr).not.toContain('𠮷')
    expect(existsSync(at('x'))).toBe(false)
  })
})

describe('sakyu anonymise: exit status 3', () => {
  it('leaves the report, which says how far it is, and no data', async () => {
    writeRecipe('hard.json', recipe({ privacy: { k: 290 } }))
    const { status, stderr } = await anonymise('--recipe', 'hard.json', '--in', 'people.csv', '--out', 'hard')
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/要件を満たせません/) })
    expect(readdirSync(at('hard')).sort()).toEqual(['report.html', 'report.json'])
    const report = JSON.parse(readFileSync(at('hard/report.json'), 'utf8'))
    expect(report).toMatchObject({
      rows: { input: 300, output: 0 },
      sha256: { output: null },
      privacy: { k: { required: 290, met: false } },
    })
    expect(leftOvers()).toEqual([])
  })

  it('an empty result is none', async () => {
    const records = [
      { technique: 'delete-records', where: { column: '年齢', atLeast: 0 } },
      { technique: 'delete-records', where: { column: '年齢', isNull: true } },
    ]
    writeRecipe('none.json', recipe({ records }))
    const { status } = await anonymise('--recipe', 'none.json', '--in', 'people.csv', '--out', 'none')
    expect(status).toBe(3)
    expect(JSON.parse(readFileSync(at('none/report.json'), 'utf8'))).toMatchObject({ rows: { input: 300, removed: 300, output: 0 } })
  })
})

describe('sakyu anonymise: killed', () => {
  it.each(['read', 'search', 'write', 'verify'])('at %s: nothing half stands there, and the next run sweeps', async (stage) => {
    const out = `killed-${stage}`
    const args = [
      'anonymise',
      '--progress',
      'json',
      '--recipe',
      'recipe.json',
      '--in',
      'people.csv',
      '--out',
      out,
      '--secret-file',
      'secret',
    ]
    const killed = await sakyu(args, { cwd: at('.'), onStderr: (text, kill) => text.includes(`"${stage}"`) && kill() })
    expect(killed.status).toBe(null)
    expect(existsSync(at(out))).toBe(false)
    expect(leftOvers()).toHaveLength(1)
    expect((await run(out)).status).toBe(0)
    expect(readFileSync(at(`${out}/data.csv`)).equals(readFileSync(at('done/data.csv')))).toBe(true)
    expect(leftOvers()).toEqual([])
  })

  it('by SIGTERM: the working folder goes with it', async () => {
    let stopped = false
    const args = ['anonymise', '--progress', 'json', '--recipe', 'recipe.json', '--in', 'people.csv', '--out', 'term']
    const { spawn } = await import('node:child_process')
    const child = spawn(process.execPath, ['src/cli.ts', ...args], {
      env: { ...process.env, INIT_CWD: at('.') },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child.stderr.on('data', () => {
      if (!stopped) child.kill('SIGTERM')
      stopped = true
    })
    const status = await new Promise((done) => child.on('close', done))
    expect(status).toBe(1)
    expect(existsSync(at('term'))).toBe(false)
    expect(leftOvers()).toEqual([])
  })
})

it('a parent folder that cannot be written is said, not hidden', async () => {
  if (process.getuid?.() === 0) return // root writes everywhere
  mkdirSync(at('locked'))
  chmodSync(at('locked'), 0o500)
  expect(await run('locked/out')).toMatchObject({ status: 2 })
})

it('the help lists the commands there are', async () => {
  const { status, stdout } = await sakyu(['--help'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/anonymise {2,}個人情報ファイルを加工する/)
  expect((await sakyu(['nothing'])).status).toBe(2)
})
