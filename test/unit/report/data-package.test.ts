import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { runRecipe } from '../../../src/runner/run-recipe.ts'
import { scratch } from '../../support/cli.ts'
import { fits } from '../../support/json-schema.ts'
import { draws } from '../../support/residents.ts'
import { faults, TABULAR_DATA_PACKAGE } from '../../support/table-schema.ts'

const folder = scratch()
afterAll(folder.erase)
const at = folder.path

const gone = { technique: 'delete-column' }
const recipe = {
  sakyu: 'recipe/1',
  title: '型の試験',
  person: '番号',
  columns: {
    番号: { class: 'linking-code', technique: 'pseudonym' },
    氏名: { class: 'direct-identifier', ...gone },
    年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [10, 20] }, level: 1 },
    性別: { class: 'quasi-identifier', technique: 'keep' },
    コード: { class: 'other', technique: 'keep', reason: '試験' },
    枚数: { class: 'other', technique: 'keep', reason: '試験' },
    身長: { class: 'other', technique: 'round', step: 0.5 },
    届出日: { class: 'other', technique: 'keep', reason: '試験' },
    所得: { class: 'sensitive', technique: 'round', step: 1_000_000 },
    備考: { class: 'other', technique: 'keep', reason: '試験' },
  },
  records: [{ technique: 'delete-records', where: { column: '枚数', atLeast: 90 } }],
  privacy: { k: 2, suppressionLimit: 0.3 },
}
const NOTES = ['特になし', '=1+1', '+81', '@週末', '-', '持病, あり']

/** Invented persons; some are deleted by the recipe or by the search, with values that nobody else has. */
function people(): string[][] {
  const next = draws(11)
  const rows = Array.from({ length: 400 }, (_, i) => [
    `K${1000 + i}`,
    `架空${i}`,
    String(20 + Math.floor(next() * 60)),
    next() < 0.5 ? '男' : '女',
    `0${Math.floor(next() * 4)}1`,
    String(Math.floor(next() * 4)),
    String(150 + Math.floor(next() * 80) / 4),
    `2024-0${1 + Math.floor(next() * 9)}-15`,
    String(Math.floor(next() * 80) * 100_000),
    NOTES[Math.floor(next() * NOTES.length)]!,
  ])
  rows.push(['K9001', '架空消', '45', '男', '777', '95', '160', '2023-12-24', '100000', '唯一の知事'])
  rows.push(['K9002', '架空伏', '119', '女', '888', '1', '161', '2022-11-23', '200000', '最高齢の人'])
  return rows
}
/** Values of the two persons who are deleted, in columns that leave. */
const DELETED = ['777', '888', '2023-12-24', '2022-11-23', '唯一の知事', '最高齢の人', '119', '110-119']

interface Package {
  resources: [
    {
      path: string
      bytes: number
      hash: string
      rowCount: number
      schema: { fields: { name: string; type: string; description: string; constraints?: { enum: unknown[] } }[]; primaryKey?: string }
    },
  ]
}

async function released(name: string, output: object, engine: 'duckdb' | 'memory', more: object[] = []) {
  const header = Object.keys(recipe.columns)
  const csv = [header, ...people()].map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')).join('\n')
  writeFileSync(at('in.csv'), `${csv}\n`)
  writeFileSync(at(`${name}.json`), JSON.stringify({ ...recipe, records: [...recipe.records, ...more], output }))
  const outcome = await runRecipe({
    recipePath: at(`${name}.json`),
    inputs: [at('in.csv')],
    out: at(name),
    engine,
    secret: new Uint8Array(32).fill(3),
    memoryBytes: null,
    threads: 2,
    progress: () => {},
  })
  expect(outcome.status).toBe('released')
  const described = JSON.parse(readFileSync(at(`${name}/datapackage.json`), 'utf8')) as Package
  return { described, report: JSON.parse(readFileSync(at(`${name}/report.json`), 'utf8')) }
}

describe.each(['duckdb', 'memory'] as const)('datapackage.json, %s engine', (engine) => {
  it('is a tabular data package whose schema the file keeps, cell by cell', async () => {
    const { described, report } = await released(`csv-${engine}`, {}, engine)
    expect(fits(described, TABULAR_DATA_PACKAGE)).toBe(true)
    const [resource] = described.resources
    const bytes = readFileSync(at(`csv-${engine}/${resource.path}`))
    expect(resource.bytes).toBe(bytes.length)
    expect(resource.hash).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
    const [header, ...rows] = parse(bytes.toString('utf8')) as string[][]
    expect(resource.rowCount).toBe(rows.length)
    expect(faults(header!, rows, resource.schema)).toEqual([])
    const types = Object.fromEntries(resource.schema.fields.map(({ name, type }) => [name, type]))
    expect(types).toEqual({
      番号: 'string',
      年齢: 'string',
      性別: 'string',
      コード: 'string', // 021 is no number
      枚数: 'integer',
      身長: 'number',
      届出日: 'date',
      所得: 'integer',
      備考: 'string',
    })
    expect(resource.schema.primaryKey).toBe('番号')
    const listed = resource.schema.fields.filter(({ constraints }) => constraints).map(({ name }) => name)
    expect(listed).toEqual(['年齢', '性別', 'コード', '枚数', '身長', '届出日', '所得', '備考'])
    expect(resource.schema.fields.find(({ name }) => name === '年齢')!.description).toMatch(/10ごと.*「20-24」は 20 以上 24 以下/)
    // A11: what a spreadsheet would run as a formula is named, with its count; numbers are none.
    const formulas = rows.filter((row) => /^[=+\-@]/.test(row[header!.indexOf('備考')]!)).length
    expect(formulas).toBeGreaterThan(0)
    expect(report.formulaLike).toEqual([{ column: '備考', cells: formulas }])
    expect(readFileSync(at(`csv-${engine}/report.html`), 'utf8')).toContain(`備考」${formulas} 件`)
  })

  it('B4 of a whole register the population’s unique persons are the file’s own; of a simple random sample they are estimated', async () => {
    const { report } = await released(`whole-${engine}`, {}, engine)
    expect(report.risk.before.uniques).toBeGreaterThan(0)
    for (const side of [report.risk.before, report.risk.after]) expect(side.populationUniques).toBe(side.uniques)
    const { report: sampled } = await released(`sampled-${engine}`, {}, engine, [{ technique: 'sample', rate: 0.8 }])
    expect(sampled.risk.after.population).toMatchObject({ fraction: 0.8, by: ['person'], estimates: { dankar: 0 } })
    expect(sampled.risk.after.populationUniques, 'nobody is alone in the sample').toBe(0)
    expect(sampled.risk.before.populationUniques, 'before the search no class sizes are kept').toBe(null)
    expect(report.risk.after.population, 'no estimator is named').toBeUndefined()
  })

  it('F1 F2 no file of the result holds a value that occurs in deleted rows alone', async () => {
    for (const [name, output] of [
      ['bytes', {}],
      ['parquet', { format: 'parquet' }],
    ] as const) {
      await released(`${name}-${engine}`, output, engine)
      for (const file of readdirSync(at(`${name}-${engine}`))) {
        const bytes = readFileSync(at(`${name}-${engine}/${file}`)).toString('utf8')
        // Numbers of three digits stand by chance among counts and hashes: only the data itself is searched for them.
        const searched = file.startsWith('data.') ? DELETED : DELETED.filter((value) => value.length > 3)
        for (const value of searched) expect(`${file}: ${bytes.includes(value) ? value : ''}`).toBe(`${file}: `)
      }
    }
  })
})

describe('the schema’s own test', () => {
  it('finds a cell of another type, an unlisted one, and a list with a value too many', () => {
    const fields = [
      { name: 'a', type: 'integer' },
      { name: 'b', type: 'string', constraints: { enum: ['x', 'y'] } },
    ]
    expect(
      faults(
        ['a', 'b'],
        [
          ['1', 'x'],
          ['z', 'y'],
          ['', 'w'],
        ],
        { fields },
      ),
    ).toEqual(['a 2: not integer', 'b 3: not listed'])
    expect(faults(['a', 'b'], [['1', 'x']], { fields })).toEqual(['b: lists a value that no row has'])
  })
})
