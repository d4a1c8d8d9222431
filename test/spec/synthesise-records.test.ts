import { describe, expect, it } from 'vitest'
import { draws } from '../support/residents.ts'
import { ENGINES, runTable, type TableRun } from '../support/run-table.ts'

/** Persons of one row: age band by twenty years, sex, town, a job that follows from age and sex, an income that follows from the job. */
function workers(count: number, more: (string | null)[][] = []): (string | null)[][] {
  const next = draws(7)
  const rows = Array.from({ length: count }, (_, i) => {
    const age = 20 + Math.floor(next() * 60)
    const sex = next() < 0.5 ? '男' : '女'
    const town = ['東町', '西町', '南町'][Math.floor(next() * 3)]!
    const job = age < 40 ? '営業' : sex === '男' ? '技術' : '管理'
    const income = { 営業: 3, 技術: 5, 管理: 7 }[job]! * 1_000_000 + Math.floor(next() * 90) * 10_000
    return [`P${i + 1}`, String(age), sex, town, job, String(income)]
  })
  return [['番号', '年齢', '性別', '町', '職業', '所得'], ...rows, ...more]
}

const recipe = (records: object[], more: object = {}) => ({
  person: '番号',
  columns: {
    番号: { class: 'linking-code', technique: 'pseudonym' },
    年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age', widths: [20], top: 80 } },
    性別: { class: 'quasi-identifier', technique: 'keep' },
    町: { class: 'quasi-identifier', technique: 'keep' },
    職業: { class: 'other', technique: 'keep', reason: '利用の目的' },
    所得: { class: 'other', technique: 'keep', reason: '利用の目的', confirmed: '試験' },
  },
  records,
  privacy: { k: 5 },
  ...more,
})
const synthesise = (share: number, mode?: string) => recipe([{ technique: 'synthesise', share, ...(mode ? { mode } : {}) }])
const marks = ({ side }: TableRun) => side.map(([, , mark]) => mark)
const made = (run: TableRun) => run.rows.filter((_, i) => run.side[i]![2] === '1')
const real = (run: TableRun) => run.rows.filter((_, i) => run.side[i]![2] === '0')
const groups = (rows: string[][]) => {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.slice(1, 4).join('|'), (counts.get(row.slice(1, 4).join('|')) ?? 0) + 1)
  return counts
}

describe.each(ENGINES)('synthetic records: %s', (engine) => {
  it('replace: a share leaves before the search, as many come in; the file is as long as before', async () => {
    const run = await runTable(workers(600), synthesise(0.3), { engine })
    const { synthetic, rows, persons } = run.findings
    expect(synthetic!.mode).toBe('replace')
    expect(rows.removed).toBeGreaterThan(130)
    expect(rows.removed).toBeLessThan(230)
    expect(synthetic!.rows).toBe(rows.removed)
    expect(rows.output).toBe(600 - rows.suppressed)
    expect(persons!.output + synthetic!.persons).toBe(rows.output)
    expect(run.rows).toHaveLength(rows.output)
    expect(synthetic!.share).toBeCloseTo(synthetic!.rows / rows.output, 12)
    expect(marks(run).filter((mark) => mark === '1')).toHaveLength(synthetic!.rows)
  })

  it('add: a share of the released persons comes on top', async () => {
    const run = await runTable(workers(400), synthesise(0.25, 'add'), { engine })
    expect(run.findings.persons!.output).toBe(400)
    expect(run.findings.synthetic!.persons).toBe(100)
    expect(run.rows).toHaveLength(500)
  })

  it('k is that of the real persons, and made rows stand only in classes of k of them (A7)', async () => {
    const run = await runTable(workers(500), synthesise(0.4), { engine })
    const own = groups(real(run))
    for (const size of own.values()) expect(size).toBeGreaterThanOrEqual(5)
    expect(made(run).length).toBeGreaterThan(0)
    for (const key of groups(made(run)).keys()) expect(own.get(key) ?? 0).toBeGreaterThanOrEqual(5)
  })

  it('what follows from other columns follows in made rows too', async () => {
    const run = await runTable(workers(800), synthesise(0.4), { engine })
    const rows = made(run)
    expect(rows.filter((row) => row[1] === '20-39' && row[4] !== '営業').length).toBeLessThan(rows.length * 0.02)
    const income = rows.filter((row) => row[4] === '管理').map((row) => Number(row[5]))
    expect(income.reduce((a, b) => a + b, 0) / income.length / 7_445_000).toBeCloseTo(1, 1)
  })

  it('pseudonyms of made persons are their own', async () => {
    const run = await runTable(workers(400), synthesise(0.4), { engine })
    expect(new Set(run.rows.map(([id]) => id)).size).toBe(run.rows.length)
    for (const [id] of made(run)) expect(id).toMatch(/^[a-p]{32}$/)
  })

  it('F5 an income that one person has never reappears', async () => {
    for (const mode of ['add', 'replace']) {
      const run = await runTable(workers(400, [['P999', '45', '男', '東町', '技術', '987654321']]), synthesise(0.5, mode), { engine })
      expect(made(run).length).toBeGreaterThan(0)
      for (const row of made(run)) expect(Number(row[5])).toBeLessThan(8_000_000)
    }
  })

  it('too few persons make none', async () => {
    await expect(
      runTable(workers(15), { ...synthesise(0.3, 'add'), privacy: { k: 2, suppressionLimit: 0.9 } }, { engine }),
    ).rejects.toThrow('人以上')
  })

  it('without a person column each record is one, and its mark is in the side file', async () => {
    const table = workers(400).map((row) => row.slice(1))
    const { person: _, columns, ...rest } = synthesise(0.2)
    const { 番号: __, ...others } = columns
    const run = await runTable(table, { ...rest, person: null, columns: others }, { engine })
    expect(run.findings.synthetic!.rows).toBe(run.findings.rows.removed)
    expect(marks(run).filter((mark) => mark === '1')).toHaveLength(run.findings.synthetic!.rows)
  })
})

it('synthetic records: the same bytes on both engines and in any order of rows', async () => {
  const [header, ...rows] = workers(500)
  for (const mode of ['add', 'replace']) {
    const [first, ...others] = [
      await runTable([header!, ...rows], synthesise(0.3, mode), { engine: 'memory' }),
      await runTable([header!, ...rows], synthesise(0.3, mode), { engine: 'duckdb' }),
      await runTable([header!, ...rows.toReversed()], synthesise(0.3, mode), { engine: 'duckdb' }),
    ]
    for (const other of others) {
      expect(other.csv).toBe(first!.csv)
      expect(other.findings.synthetic).toEqual(first!.findings.synthetic)
    }
  }
})

it('synthetic records: several rows a person, several files in any order', async () => {
  const next = draws(3)
  const rows: string[][] = []
  for (let person = 1; person <= 300; person++) {
    const sex = next() < 0.5 ? '男' : '女'
    const from = 2019 + Math.floor(next() * 2)
    for (let year = from; year <= 2021; year++) rows.push([`P${person}`, sex, String(year), sex === '男' ? 'A' : 'B'])
  }
  const given = {
    person: '番号',
    columns: {
      番号: { class: 'linking-code', technique: 'pseudonym' },
      性別: { class: 'quasi-identifier', technique: 'keep' },
      年度: { class: 'quasi-identifier', technique: 'keep' },
      区分: { class: 'other', technique: 'keep', reason: '試験' },
    },
    records: [{ technique: 'synthesise', share: 0.3 }],
    privacy: { k: 3 },
  }
  const header = ['番号', '性別', '年度', '区分']
  const runs = [
    await runTable([header, ...rows], given, { engine: 'memory' }),
    await runTable(
      [
        [header, ...rows.slice(200)],
        [header, ...rows.slice(0, 200)],
      ],
      given,
      { engine: 'duckdb' },
    ),
  ]
  expect(runs[1]!.csv).toBe(runs[0]!.csv)
  const histories = new Map<string, string[][]>()
  for (const row of made(runs[0]!)) histories.set(row[0]!, [...(histories.get(row[0]!) ?? []), row])
  expect(histories.size).toBe(runs[0]!.findings.synthetic!.persons)
  for (const own of histories.values()) {
    expect(new Set(own.map((row) => row[1])).size).toBe(1)
    for (const row of own) expect(row[3]).toBe(row[1] === '男' ? 'A' : 'B')
  }
})

describe('synthetic records beside other steps: both engines and any order give the same bytes', () => {
  const next = draws(5)
  const header = ['番号', '世帯', '年齢', '性別', '町', '所得', '備考']
  const rows = Array.from({ length: 400 }, (_, i) => [
    `P${i + 1}`,
    `H${Math.floor(i / 2) + 1}`,
    String(20 + Math.floor(next() * 40)),
    next() < 0.5 ? '男' : '女',
    ['東町', '西町'][Math.floor(next() * 2)]!,
    String(1_000_000 + Math.floor(next() * 400) * 10_000),
    next() < 0.3 ? null : `記載${Math.floor(next() * 3)}`,
  ])
  const pseudonym = { class: 'linking-code', technique: 'pseudonym' }
  const deleted = { class: 'linking-code', technique: 'delete-column' }
  const columns = {
    番号: pseudonym,
    世帯: pseudonym,
    年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age', widths: [10, 20] } },
    性別: { class: 'quasi-identifier', technique: 'keep' },
    町: { class: 'quasi-identifier', technique: 'keep' },
    所得: { class: 'sensitive', technique: 'round', step: 10_000 },
    備考: { class: 'other', technique: 'keep', reason: '試験' },
  }
  const base = {
    person: '番号',
    household: '世帯',
    columns,
    records: [{ technique: 'synthesise', share: 0.3 }],
    privacy: { k: 3, households: { perClass: 1, k: 1 } },
  }
  const alone = { ...base, household: null, columns: { ...columns, 世帯: deleted } }
  it.each<[string, object]>([
    ['households that leave', base],
    ['households too rare to leave', { ...base, privacy: { k: 3, households: { perClass: 2, k: 3 } } }],
    ['nothing that links a person', { ...alone, columns: { ...alone.columns, 番号: deleted } }],
    ['local recoding', { ...alone, search: { recoding: 'local' } }],
    ['hidden cells', { ...alone, search: { cells: true } }],
    ['a sample before', { ...base, records: [{ technique: 'sample', rate: 0.8 }, ...base.records] }],
    [
      'emptied cells',
      { ...base, columns: { ...columns, 備考: { class: 'other', technique: 'delete-cells', where: { column: '年齢', atLeast: 40 } } } },
    ],
    ['lines in the order of their values', { ...base, output: { shuffle: false } }],
    [
      'other steps over rows',
      {
        ...base,
        columns: {
          ...columns,
          所得: { class: 'sensitive', technique: 'microaggregate', size: 5 },
          備考: { class: 'other', technique: 'synthesise', from: ['所得', '年齢'], share: 0.4 },
        },
      },
    ],
    [
      'a model without k',
      { ...base, privacy: { models: [{ model: 'distinct-l-diversity', column: '備考', l: 2 }], households: { perClass: 1, k: 1 } } },
    ],
  ])('%s', async (_, given) => {
    const first = await runTable([header, ...rows], given, { engine: 'memory' })
    expect(first.findings.met).toBe(true)
    expect(made(first)).toHaveLength(first.findings.synthetic!.rows)
    expect(first.findings.synthetic!.missing).toBe(0)
    expect((await runTable([header, ...rows.toReversed()], given, { engine: 'duckdb' })).csv).toBe(first.csv)
  })
})

describe('what a recipe of synthetic records may not say', () => {
  it.each([
    ['a share of all', [{ technique: 'synthesise', share: 1 }], 'records.0.share'],
    ['no share', [{ technique: 'synthesise' }], 'records.0.share'],
    ['an unknown mode', [{ technique: 'synthesise', share: 0.1, mode: 'swap' }], 'records.0.mode'],
    [
      'a step behind it',
      [
        { technique: 'synthesise', share: 0.1 },
        { technique: 'sample', rate: 0.5 },
      ],
      'records.0.technique',
    ],
  ])('%s', async (_, records, path) => {
    await expect(runTable(workers(30), recipe(records), { engine: 'memory' })).rejects.toThrow(path)
  })
})
