import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/anonymise/index.ts'
import { FILES_FOLDER, makeDemoData, TAX_YEARS, taxFileName } from '../../src/demo/index.ts'
import { runRecipe } from '../../src/runner/run-recipe.ts'
import { verifyFile } from '../../src/verify/index.ts'

/**
 * The eight steps of the research procedure, as one recipe over three tax years of 3,000 invented persons. Everything is
 * counted again here, from the bytes of the result, by counting that shares nothing with the product.
 */

type Row = Record<string, string>
interface Report {
  rows: Record<'input' | 'removed' | 'suppressed' | 'output', number>
  persons: Record<'input' | 'removed' | 'suppressed' | 'output', number>
  privacy: { k: { required: number; achieved: number; unit: string; over: string[]; met: boolean } }
  search: { levels: Record<string, number>; optimal: boolean }
  rule27: { item: number; met: boolean }[]
  thresholds: { column: string; limit: number }[]
  households: { blanked: number; rows: number }
}

const RECIPE = join(FILES_FOLDER, '住民税課税台帳', 'recipes', 'crepe.json')
const K = 3
const RELEASED = ['年度', '宛名番号', '世帯番号', '生年月日', '性別', '郵便番号', '所得', '税額', '徴収区分']

const folder = mkdtempSync(join(tmpdir(), 'sakyu-crepe-'))
const inputs = TAX_YEARS.map((year) => join(folder, 'in', taxFileName(year)))
const sourceRows = (): Row[] =>
  inputs.flatMap((file) => parse(new TextDecoder('shift_jis', { fatal: true }).decode(readFileSync(file)), { columns: true }) as Row[])

async function carryOut(engine: 'duckdb' | 'memory', secret: number): Promise<{ text: string; rows: Row[]; report: Report }> {
  const out = join(folder, `${engine}-${secret}`)
  const outcome = await runRecipe({
    recipePath: RECIPE,
    inputs,
    out,
    engine,
    secret: new Uint8Array(32).fill(secret),
    memoryBytes: null,
    threads: 2,
    progress: () => {},
  })
  expect(outcome.status).toBe('released')
  const text = readFileSync(join(out, 'data.csv'), 'utf8')
  return { text, rows: parse(text, { columns: true }), report: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) }
}

function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

const rounded = (text: string, limit: number) => Math.floor(Math.min(Number(text), limit) / 1000 + 0.5) * 1000

beforeAll(() => {
  makeDemoData({ persons: 3000, seed: 5, out: join(folder, 'in') })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(['duckdb', 'memory'] as const)('the eight steps on %s', (engine) => {
  let source: Row[]
  let rows: Row[]
  let report: Report
  let persons: Map<string, Row[]>
  const profile = (of: readonly Row[]) =>
    of
      .map((row) => JSON.stringify([row.年度, row.生年月日, row.性別, row.郵便番号]))
      .sort()
      .join('|')

  beforeAll(async () => {
    source = sourceRows()
    ;({ rows, report } = await carryOut(engine, 1))
    persons = groupBy(rows, (row) => row.宛名番号!)
  })

  it('① names, numbers and addresses are gone', () => {
    expect(Object.keys(rows[0]!)).toEqual(RELEASED)
    const bytes = readFileSync(join(folder, `${engine}-1`, 'data.csv'), 'utf8')
    for (const column of ['氏名', '個人番号'])
      for (const value of new Set(source.map((row) => row[column]!)))
        if (bytes.includes(value)) throw new Error(`a value of ${column} is in the result`)
    const cells = new Set(bytes.split(/[,\n]/))
    for (const column of ['住所', '宛名番号', '世帯番号', '勤務先', '備考'])
      for (const row of source) if (row[column] !== '' && cells.has(row[column]!)) throw new Error(`a cell of ${column} is in the result`)
  })

  it('③ numbers are pseudonyms of 32 letters', () => {
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.宛名番号).toMatch(/^[a-p]{32}$/)
      expect(row.世帯番号).toMatch(/^([a-p]{32})?$/)
    }
  })

  it('④ a person has one pseudonym over the years: each history is part of one of the source', () => {
    const limits = Object.fromEntries(report.thresholds.map(({ column, limit }) => [column, limit]))
    const year = (row: Row, amount: (column: string) => number) => [row.年度, row.性別, amount('所得'), amount('税額'), row.徴収区分].join()
    const sourceOf = new Map<string, Set<string>>() // what a year looks like → who in the source looks so
    for (const row of source) {
      const key = year(row, (column) => rounded(row[column]!, limits[column]!))
      sourceOf.set(key, (sourceOf.get(key) ?? new Set()).add(row.宛名番号!))
    }
    // Who moved to a household that was not sampled has lost years: so a part of the source's history.
    for (const own of persons.values()) {
      expect(new Set(own.map((row) => row.年度)).size).toBe(own.length)
      const candidates = own.map((row) => sourceOf.get(year(row, (column) => Number(row[column]))) ?? new Set<string>())
      expect([...candidates[0]!].some((person) => candidates.every((some) => some.has(person)))).toBe(true)
    }
    const whole = [...persons.values()].filter((own) => own.length === 3).length
    expect(whole / persons.size).toBeGreaterThan(0.8)
  })

  it('② no number is left to a large household, and ④ members stay together where one is left', () => {
    const size = new Map<string, number>()
    for (const [number, own] of groupBy(source, (row) => row.世帯番号!)) size.set(number, new Set(own.map((row) => row.宛名番号)).size)
    expect([...size.values()].filter((members) => members >= 7).length).toBeGreaterThan(0)
    const released = groupBy(
      rows.filter((row) => row.世帯番号 !== ''),
      (row) => row.世帯番号!,
    )
    expect(released.size).toBeGreaterThan(50)
    for (const own of released.values()) expect(new Set(own.map((row) => row.宛名番号)).size).toBeLessThan(7)
    expect([...released.values()].some((own) => new Set(own.map((row) => row.宛名番号)).size >= 2)).toBe(true)
  })

  it('② a household number stays only where three households look alike; the report says how many were blanked', () => {
    const released = groupBy(
      rows.filter((row) => row.世帯番号 !== ''),
      (row) => row.世帯番号!,
    )
    const looks = [...released.values()].map((own) =>
      [...new Set(own.map((row) => row.宛名番号!))]
        .map((person) => profile(persons.get(person)!))
        .sort()
        .join('/'),
    )
    for (const alike of groupBy(looks, (look) => look).values()) expect(alike.length).toBeGreaterThanOrEqual(3)
    // and so do the rows that stand under the number, year by year
    const stands = [...released.values()].map((own) => [...groupBy(own, (row) => row.宛名番号!).values()].map(profile).sort().join('/'))
    for (const alike of groupBy(stands, (look) => look).values()) expect(alike.length).toBeGreaterThanOrEqual(3)
    const blankRows = rows.filter((row) => row.世帯番号 === '').length
    expect(report.households.blanked).toBeGreaterThan(0)
    expect(report.households.rows).toBeGreaterThanOrEqual(report.households.blanked)
    expect(report.households.rows).toBeLessThanOrEqual(blankRows)
  })

  it('⑤ the top of income and tax is one value, held by at least ten persons and one in a hundred', () => {
    expect(report.thresholds.map(({ column }) => column)).toEqual(['所得', '税額'])
    for (const { column, limit } of report.thresholds) {
      const highest = Math.max(...rows.map((row) => Number(row[column])))
      expect(highest).toBe(rounded(String(limit), limit))
      const atTop = new Set(rows.filter((row) => Number(row[column]) === highest).map((row) => row.宛名番号))
      expect(atTop.size).toBeGreaterThanOrEqual(10)
      expect(atTop.size).toBeGreaterThanOrEqual(0.01 * persons.size)
      expect(limit).not.toBe(Math.max(...source.map((row) => Number(row[column]))))
    }
    expect(rows.every((row) => Number(row.所得) % 1000 === 0)).toBe(true)
  })

  it('⑥ birth dates are months or coarser, of the day before', () => {
    const forms = [/^\d{4}-\d{2}$/, /^\d{4}$/, /^\d{4}-\d{4}$/, /^\d{4}-\d{4}$/, /^\*$/]
    const form = forms[report.search.levels.生年月日!]!
    for (const row of rows) expect(row.生年月日).toMatch(form)
  })

  it('⑦ every history of quasi-identifiers is shared by three persons of two households or more', () => {
    const classes = groupBy([...persons.values()], profile)
    const smallest = Math.min(...[...classes.values()].map((own) => own.length))
    expect(smallest).toBeGreaterThanOrEqual(K)
    expect(report.privacy.k).toMatchObject({ required: K, achieved: smallest, unit: 'profiles', met: true })
    // which implies the count by rows
    const byRow = groupBy(rows, (row) => profile([row]))
    for (const own of byRow.values()) expect(new Set(own.map((row) => row.宛名番号)).size).toBeGreaterThanOrEqual(K)
    for (const own of classes.values()) {
      const numbers = own.map((histories) => histories[0]!.世帯番号!)
      if (numbers.every((number) => number !== '')) expect(new Set(numbers).size).toBeGreaterThanOrEqual(2)
    }
    expect(report.search.optimal).toBe(true)
    expect(report.rule27.map(({ item, met }) => [item, met])).toEqual([1, 2, 3, 4, 5].map((item) => [item, true]))
  })

  it('the finished file alone verifies too', async () => {
    const recipe = parseRecipe(readFileSync(RECIPE, 'utf8'))
    const verified = await verifyFile({ path: join(folder, `${engine}-1`, 'data.csv'), recipe })
    expect(verified).toMatchObject({ met: true, unit: 'profiles', rows: rows.length, persons: persons.size })
  })

  it('⑧ half of the households entered, and no more was suppressed than allowed', () => {
    const all = new Set(source.map((row) => row.宛名番号)).size
    const { persons: counted, rows: rowsCounted } = report
    expect(counted.input).toBe(all)
    expect(rowsCounted.input).toBe(source.length)
    const entered = counted.input - counted.removed
    // persons of a household go together: about 2.5 times the variance of independent draws, four standard deviations
    expect(Math.abs(entered / all - 0.5)).toBeLessThan(4 * Math.sqrt((0.25 * 4) / all))
    expect(counted.output).toBe(persons.size)
    expect(counted.suppressed).toBe(entered - persons.size)
    expect(counted.suppressed).toBeLessThanOrEqual(0.05 * entered)
    expect(rowsCounted.output).toBe(rows.length)
    expect(rowsCounted.suppressed).toBeLessThanOrEqual(0.05 * (rowsCounted.input - rowsCounted.removed))
  })

  it('rows come in no order of the source: neighbours are of one household no more than by chance', () => {
    const numbered = rows.map((row) => row.世帯番号!)
    const share = (pairs: number) => pairs / rows.length
    const neighbours = share(numbered.filter((number, i) => number !== '' && number === numbered[i + 1]).length)
    expect(neighbours).toBeLessThan(0.01)
    const same = share(rows.filter((row, i) => row.宛名番号 === rows[i + 1]?.宛名番号).length)
    expect(same).toBeLessThan(0.01)
  })
})

describe('the eight steps, run twice', () => {
  it('with one secret: the same bytes from both engines, whatever the order of the files', async () => {
    const [one, other] = [await carryOut('duckdb', 2), await carryOut('memory', 2)]
    expect(other.text).toBe(one.text)
    inputs.reverse()
    try {
      rmSync(join(folder, 'duckdb-2'), { recursive: true })
      expect((await carryOut('duckdb', 2)).text).toBe(one.text)
    } finally {
      inputs.reverse()
    }
  })

  it('with two secrets: no pseudonym in common', async () => {
    const numbers = ({ rows }: { rows: Row[] }) =>
      new Set(rows.flatMap((row) => [row.宛名番号!, row.世帯番号!]).filter((text) => text !== ''))
    const one = numbers(await carryOut('memory', 3))
    const other = numbers(await carryOut('memory', 4))
    expect([...one].filter((number) => other.has(number))).toEqual([])
    expect(one.size).toBeGreaterThan(500)
  })
})
