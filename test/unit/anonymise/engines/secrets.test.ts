import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { compileHierarchy, compilePlan, DuckDbEngine, parseRecipe, run, type SqlRunner, subkey } from '../../../../src/anonymise/index.ts'
import { DatabaseFault, openDuckDb } from '../../../../src/platform/node/duckdb.ts'
import { writeChunks } from '../../../../src/runner/output.ts'
import { residents } from '../../../support/residents.ts'

const folder = mkdtempSync(join(tmpdir(), 'sakyu-secret-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const recipe = parseRecipe(
  JSON.stringify({
    sakyu: 'recipe/1',
    title: '試験',
    person: '番号',
    household: '世帯',
    columns: {
      番号: { class: 'linking-code', technique: 'pseudonym' },
      世帯: { class: 'linking-code', technique: 'pseudonym' },
      氏名: { class: 'direct-identifier', technique: 'delete-column' },
      年度: { class: 'other', technique: 'keep', reason: '試験' },
      年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [20] } },
      性別: { class: 'quasi-identifier', technique: 'keep' },
      町: { class: 'quasi-identifier', technique: 'keep' },
      世帯人数: { class: 'other', technique: 'keep', reason: '試験' },
      所得: { class: 'sensitive', technique: 'top-code', percentile: 90 },
    },
    records: [{ technique: 'sample', by: 'household', rate: 0.9 }],
    privacy: { k: 2, suppressionLimit: 0.3 },
  }),
)

/** Every byte of every file below the folder. */
const filesBelow = (path: string): string[] =>
  readdirSync(path).flatMap((name) => (statSync(join(path, name)).isDirectory() ? filesBelow(join(path, name)) : [join(path, name)]))

it('D2 the run secret and its keys are in no statement and in no file', async () => {
  const [header, ...rows] = residents({ persons: 200, years: 1, seed: 8 })
  const secret = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 101) & 255)
  const sql = await openDuckDb({ memoryBytes: 400e6, threads: 2, spill: join(folder, 'spill') })
  const statements: string[] = []
  const recorded: SqlRunner = {
    ...sql,
    run: (text, parameters) => {
      statements.push(text)
      return sql.run(text, parameters)
    },
    read: (text, parameters) => {
      statements.push(text)
      return sql.read(text, parameters)
    },
  }
  const engine = new DuckDbEngine(
    { sql: recorded, write: writeChunks },
    [
      {
        header: header as string[],
        rows: async function* () {
          yield rows
        },
      },
    ],
    [''],
  )
  const findings = await run({
    recipe,
    plan: compilePlan(recipe, (spec, column) => compileHierarchy(spec, { column } as never)),
    engine,
    secret,
    organisation: 'o',
    order: false,
    progress: () => {},
    clock: () => 0,
    output: { path: join(folder, 'out.csv'), sidePath: join(folder, 'side.csv') },
  })
  const profiling = await sql.read(`SELECT coalesce(current_setting('enable_profiling')::VARCHAR, '')`)
  await engine.close()
  expect(findings.met).toBe(true)
  expect(statements.length).toBeGreaterThan(20)
  expect(profiling).toEqual([['']])
  const keys = [
    secret,
    ...[['order'], ['sample', 'household'], ['pseudonym', 'person'], ['pseudonym', 'household']].map((purpose) =>
      subkey(secret, ...purpose, 'o'),
    ),
  ]
  const canaries = keys.flatMap((key) => [
    Buffer.from(key).toString('hex'),
    Buffer.from(key).toString('base64'),
    Buffer.from(key).toString('latin1'),
  ])
  const everything = [statements.join('\n'), JSON.stringify(findings), ...filesBelow(folder).map((file) => readFileSync(file, 'latin1'))]
  for (const text of everything) for (const canary of canaries) expect(text.includes(canary)).toBe(false)
  // Nor does any statement hold a value of a cell.
  expect(statements.join('\n')).not.toMatch(/P1\d\d\d|H1\d\d|住民\d|東町/)
})

it('F7 the text of a database error never passes: it quotes cells and bound keys', async () => {
  const sql = await openDuckDb({ memoryBytes: 200e6, threads: 1, spill: join(folder, 'spill2') })
  await sql.create('t', { v: ['canary-4711'] })
  const key = Uint8Array.from({ length: 64 }, () => 0x41)
  for (const [text, parameters] of [
    ['SELECT CAST(v AS INTEGER) FROM t', {}],
    ['SELECT CAST($key::BLOB::VARCHAR AS INTEGER)', { key }],
    ["SELECT error('canary-4711')", {}],
    ['SELECT "canary-4711" FROM t', {}],
    ["SELECT * FROM read_csv('/nowhere/canary-4711.csv')", {}],
  ] as const) {
    const error = await sql.read(text, parameters).catch((fault: unknown) => fault)
    expect(error).toBeInstanceOf(DatabaseFault)
    expect(`${(error as Error).stack} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toMatch(/canary|AAAA/)
  }
  await sql.close()
})
