import { describe, expect, it } from 'vitest'
import { draws } from '../support/residents.ts'
import { ENGINES, runTable } from '../support/run-table.ts'

/** Sex decides the job, the job decides the income; the row's number travels through the run. */
function workers(count: number, more: string[][] = []): string[][] {
  const next = draws(11)
  const rows = Array.from({ length: count }, (_, i) => {
    const sex = next() < 0.5 ? '男' : '女'
    const job = sex === '男' ? (next() < 0.8 ? '技術' : '営業') : next() < 0.7 ? '管理' : '営業'
    const income = { 営業: 3, 技術: 5, 管理: 8 }[job]! * 1_000_000 + Math.floor(next() * 900) * 1000
    return [`r${i + 1}`, sex, job, String(income)]
  })
  return [['行', '性別', '職業', '所得'], ...rows, ...more]
}

const recipe = (columns: object = {}, more: object = {}) => ({
  person: null,
  columns: {
    行: { class: 'other', technique: 'keep', reason: '行の番号', confirmed: '試験' },
    性別: { class: 'quasi-identifier', technique: 'keep' },
    職業: { class: 'other', technique: 'keep', reason: '利用の目的' },
    所得: { class: 'other', technique: 'keep', reason: '利用の目的', confirmed: '試験' },
    ...columns,
  },
  privacy: { k: 5 },
  ...more,
})
const byRow = (rows: string[][]) => [...rows].sort((a, b) => Number(a[0]!.slice(1)) - Number(b[0]!.slice(1)))
const job = (share: number) => recipe({ 職業: { class: 'other', technique: 'synthesise', from: ['性別'], share } })
const income = (share: number) => recipe({ 所得: { class: 'other', technique: 'synthesise', from: ['職業'], share } })

describe.each(ENGINES)('synthesise on a column: %s', (engine) => {
  it('a share of the cells is drawn anew, the others stay as they are', async () => {
    const table = workers(1000)
    const run = await runTable(table, job(0.3), { engine })
    const changed = byRow(run.rows).filter((row, i) => row[2] !== table[i + 1]![2]).length
    // Of 30 % drawn, about four in ten take another value: 0.3 × (2 × 0.8 × 0.2 + 2 × 0.7 × 0.3) / 2.
    expect(changed).toBeGreaterThan(60)
    expect(changed).toBeLessThan(170)
  })

  it('what the other column tells is kept: nobody gets a job that their sex never has', async () => {
    const run = await runTable(workers(1000), job(1), { engine })
    for (const [, sex, own] of run.rows) expect(own).not.toBe(sex === '男' ? '管理' : '技術')
    const managers = run.rows.filter(([, sex, own]) => sex === '女' && own === '管理').length
    const women = run.rows.filter(([, sex]) => sex === '女').length
    expect(managers / women).toBeCloseTo(0.7, 1)
  })

  it('numbers are drawn from bins, and one that only one person has never reappears', async () => {
    const planted = [['r1001', '男', '技術', '987654321']]
    const table = workers(1000, planted)
    const run = await runTable(table, income(1), { engine })
    const real = new Map<string, number>()
    for (const row of table) real.set(row[3]!, (real.get(row[3]!) ?? 0) + 1)
    for (const row of run.rows) {
      expect(Number(row[3])).toBeLessThan(9_000_000)
      expect(real.get(row[3]!) ?? 2).toBeGreaterThan(1)
    }
    const mean = (own: string) => {
      const values = run.rows.filter((row) => row[2] === own).map((row) => Number(row[3]))
      return values.reduce((a, b) => a + b, 0) / values.length
    }
    expect(mean('管理') / 8_450_000).toBeCloseTo(1, 1)
    expect(mean('営業') / 3_450_000).toBeCloseTo(1, 1)
  })

  it('a person with the same value in several rows gets one drawn value in all of them', async () => {
    const once = workers(300)
    const rows = once.slice(1).flatMap(([id, ...cells]) => [
      [`p${id}`, `${id}`, ...cells],
      [`p${id}`, `r${Number(id!.slice(1)) + 1000}`, ...cells],
    ])
    const given = recipe({
      番号: { class: 'linking-code', technique: 'delete-column' },
      職業: { class: 'other', technique: 'synthesise', from: ['性別'], share: 0.6 },
    })
    const run = await runTable([['番号', ...once[0]!], ...rows], { ...given, person: '番号' }, { engine })
    const of = new Map(run.rows.map(([id, , own]) => [id!, own!]))
    for (const [id] of once.slice(1)) expect(of.get(`r${Number(id!.slice(1)) + 1000}`)).toBe(of.get(id!))
    expect(of.size).toBe(600)
  })

  it('a drawn quasi-identifier does not make k: it is met before, and counted again on the file', async () => {
    const table = workers(60).map((row) => row.slice(0, 3))
    const { 所得: _, ...columns } = recipe({
      職業: { class: 'quasi-identifier', technique: 'synthesise', from: ['性別'], share: 0.5 },
    }).columns as Record<string, object>
    const alone = [...table, ['r61', '男', '管理']]
    const run = await runTable(alone, { ...recipe(), columns, privacy: { k: 5 } }, { engine })
    expect(run.findings.met).toBe(false)
  })

  it('F5 a row that one person alone has is given to nobody else', async () => {
    // In each village one of six men is an engineer, as most men elsewhere are: drawn freely, four or five would be.
    const villages = Array.from({ length: 20 }, (_, v) =>
      Array.from({ length: 6 }, (_, i) => [`v${v}-${i}`, '男', i === 0 ? '技術' : '営業', `村${v}`]),
    ).flat()
    const table = [
      ['番号', '性別', '職業', '町'],
      ...workers(600)
        .slice(1)
        .map(([id, sex, own]) => [id!, sex!, own!, '町']),
      ...villages,
    ]
    const given = {
      person: '番号',
      columns: {
        番号: { class: 'linking-code', technique: 'delete-column' },
        性別: { class: 'quasi-identifier', technique: 'keep' },
        町: { class: 'other', technique: 'keep', reason: '利用の目的' },
        職業: { class: 'other', technique: 'synthesise', from: ['性別'], share: 1 },
      },
      privacy: { k: 5 },
    }
    const run = await runTable(table, given, { engine })
    const engineers = run.rows.filter(([, town, own]) => town !== '町' && own === '技術').map(([, town]) => town)
    expect(engineers.length).toBe(new Set(engineers).size)
    expect(engineers.length).toBeGreaterThan(5)
    // Nothing else is left to draw where a village has one man of each kind of work.
    const few = [
      ...table.filter(([, , , town]) => town === '町'),
      ...['営業', '技術'].map((own, i) => [`x${i}`, '男', own, '村']),
      ['x2', '男', '管理', '村'],
    ]
    const empty = await runTable(few, given, { engine })
    const own = empty.rows.filter(([, town]) => town === '村').map(([, , one]) => one)
    expect(own).toContain('')
    expect(empty.findings.warnings.join()).toContain('空にしました')
  })

  it('too few persons are refused', async () => {
    await expect(runTable(workers(19), { ...job(0.5), privacy: { k: 2 } }, { engine })).rejects.toThrow('20人以上')
  })
})

it('synthesise on a column: the same bytes on both engines and in any order of rows', async () => {
  const [header, ...rows] = workers(400)
  const given = recipe({
    職業: { class: 'other', technique: 'synthesise', from: ['性別'], share: 0.5 },
    所得: { class: 'other', technique: 'synthesise', from: ['職業', '性別'], share: 0.5 },
  })
  const first = await runTable([header!, ...rows], given, { engine: 'memory' })
  expect((await runTable([header!, ...rows], given, { engine: 'duckdb' })).csv).toBe(first.csv)
  expect((await runTable([header!, ...rows.toReversed()], given, { engine: 'duckdb' })).csv).toBe(first.csv)
})

describe('what a recipe of a drawn column may not say', () => {
  it.each([
    ['itself', { from: ['職業'], share: 0.5 }, 'columns.職業.from.0'],
    ['a column that there is not', { from: ['年齢'], share: 0.5 }, 'columns.職業.from.0'],
    ['nothing', { from: [], share: 0.5 }, 'columns.職業.from'],
    ['the same twice', { from: ['性別', '性別'], share: 0.5 }, 'columns.職業.from.1'],
    ['a column that is deleted', { from: ['性別', '所得'], share: 0.5 }, 'columns.職業.from.1'],
    ['a share of nobody', { from: ['性別'], share: 0 }, 'columns.職業.share'],
    ['more than all', { from: ['性別'], share: 1.1 }, 'columns.職業.share'],
  ])('%s', async (_, step, path) => {
    const given = recipe({
      職業: { class: 'other', technique: 'synthesise', ...step },
      所得: { class: 'other', technique: 'delete-column' },
    })
    await expect(runTable(workers(30), given, { engine: 'memory' })).rejects.toThrow(path)
  })
})
