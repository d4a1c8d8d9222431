import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { draws, residents, shuffled } from '../support/residents.ts'
import { ENGINES, type EngineName, runTable } from '../support/run-table.ts'

type Cells = (string | null)[]

const base = {
  番号: { class: 'linking-code', technique: 'pseudonym' },
  世帯: { class: 'linking-code', technique: 'delete-column' },
  氏名: { class: 'direct-identifier', technique: 'delete-column' },
  年度: { class: 'other', technique: 'keep', reason: '年次比較' },
  年齢: { class: 'other', technique: 'keep', reason: '試験' },
  性別: { class: 'quasi-identifier', technique: 'keep' },
  町: { class: 'other', technique: 'keep', reason: '試験' },
  世帯人数: { class: 'other', technique: 'keep', reason: '試験' },
  所得: { class: 'other', technique: 'keep', reason: '試験' },
}
const privacy = { k: 2, suppressionLimit: 0.2 }

const recipes: Record<string, { columns: object; person?: null; household?: string }> = {
  'MDAV of two columns by sex, noise in a third': {
    columns: {
      年齢: { class: 'other', technique: 'microaggregate', with: ['所得'], by: ['性別'], size: 3 },
      所得: { class: 'other', technique: 'microaggregate' },
      世帯人数: { class: 'other', technique: 'add-noise', absolute: 2, bounds: [1, 9] },
    },
  },
  'one column in groups, ranks and chance': {
    columns: {
      所得: { class: 'sensitive', technique: 'microaggregate', statistic: 'median' },
      年齢: { class: 'other', technique: 'swap', window: 0.2, by: ['町'] },
      世帯人数: { class: 'other', technique: 'swap', method: 'pram', rate: 0.5 },
    },
  },
  'records between towns, correlated noise, no person': {
    person: null,
    columns: {
      番号: { class: 'linking-code', technique: 'delete-column' },
      町: { class: 'other', technique: 'swap', method: 'record', rate: 0.3, by: ['性別'] },
      年齢: { class: 'other', technique: 'add-noise', scale: 0.3, correlatedWith: ['所得'] },
      所得: { class: 'other', technique: 'add-noise', scale: 0.3, step: 1000 },
    },
  },
  'households between towns': {
    household: '世帯',
    columns: {
      町: { class: 'other', technique: 'swap', method: 'record', rate: 0.5 },
      性別: { class: 'other', technique: 'delete-column' },
    },
  },
}

const table = (years: number) => residents({ persons: 120, years, seed: 5 })
const recipeOf = ({ columns, person, household }: (typeof recipes)[string]) => ({
  person: person === null ? null : '番号',
  ...(household ? { household } : {}),
  columns: { ...base, ...columns },
  privacy,
})

async function released(rows: Cells[], recipe: object, engine: EngineName, secret = 7) {
  const { csv } = await runTable(rows, recipe, { engine, secret: new Uint8Array(32).fill(secret) })
  return csv
}

describe('steps over rows', () => {
  for (const [name, recipe] of Object.entries(recipes))
    it.each([1, 3])(`D2 D5 give the same bytes on every engine and in any order of rows: ${name}, %i year(s)`, async (years) => {
      const rows = table(years)
      const mixed = [rows[0]!, ...shuffled(rows.slice(1), 9)]
      const given = recipeOf(recipe)
      const [memory, ...others] = [
        await released(rows, given, 'memory'),
        await released(rows, given, 'duckdb'),
        await released(mixed, given, 'memory'),
        await released(mixed, given, 'duckdb'),
      ]
      expect(memory).not.toBe('')
      for (const other of others) expect(other).toBe(memory)
      expect(await released(rows, given, 'duckdb', 8)).not.toBe(memory)
    })
})

/** Numbers in one column, with the row's name beside. */
const numbers = (count: number, value: (next: () => number, i: number) => Cells) => {
  const next = draws(11)
  return Array.from({ length: count }, (_, i): Cells => [`r${i}`, ...value(next, i)])
}

async function columnsOf(header: string[], rows: Cells[], columns: object, engine: EngineName = 'duckdb') {
  const recipe = {
    person: null,
    columns: { id: { class: 'other', technique: 'keep', reason: '試験', confirmed: '試験' }, ...columns },
    privacy: { k: 2 },
  }
  const { csv } = await runTable([['id', ...header], ...rows], recipe, { engine })
  const cells = (parse(csv) as string[][]).slice(1)
  cells.sort((a, b) => Number(a[0]!.slice(1)) - Number(b[0]!.slice(1)))
  return header.map((_, i) => cells.map((row) => row[i + 1]!))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const covariance = (a: readonly number[], b: readonly number[]) => {
  const [ma, mb] = [mean(a), mean(b)]
  return a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0) / (a.length - 1)
}

describe('what steps over rows keep', () => {
  it.each(ENGINES)('microaggregation keeps means, on %s', async (engine) => {
    const rows = numbers(400, (next) => [String(Math.floor(next() * 5000)), String(Math.floor(next() * 90))])
    const released = await columnsOf(
      ['a', 'b'],
      rows,
      { a: { class: 'other', technique: 'microaggregate', with: ['b'], size: 4 }, b: { class: 'other', technique: 'microaggregate' } },
      engine,
    )
    released.forEach((column, i) => {
      expect(mean(column.map(Number)) / mean(rows.map((row) => Number(row[i + 1])))).toBeCloseTo(1, 10)
      const counts = new Map<string, number>()
      for (const cell of column) counts.set(cell, (counts.get(cell) ?? 0) + 1)
      for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(4)
    })
  })

  it.each(ENGINES)('rank swapping keeps every value as often and moves none beyond the window, on %s', async (engine) => {
    const rows = numbers(501, (next, i) => [String(i * 10 + Math.floor(next() * 10))])
    const [values] = await columnsOf(['a'], rows, { a: { class: 'other', technique: 'swap', window: 0.04 } }, engine)
    const before = rows.map((row) => row[1]!)
    expect([...values!].sort()).toEqual([...before].sort())
    const rank = new Map(before.map((value, i) => [value, i]))
    values!.forEach((value, i) => {
      expect(value).not.toBe(before[i])
      expect(Math.abs(rank.get(value)! - i)).toBeLessThanOrEqual(0.04 * 501)
    })
  })

  it('invariant PRAM keeps how often values occur, within chance, and changes as many as it says', async () => {
    const rows = numbers(6000, (next) => [['a', 'a', 'a', 'b', 'b', 'c'][Math.floor(next() * 6)]!])
    const [values] = await columnsOf(['x'], rows, { x: { class: 'other', technique: 'swap', method: 'pram', rate: 0.4 } })
    const share = (cells: readonly (string | null)[], value: string) => cells.filter((cell) => cell === value).length / cells.length
    const before = rows.map((row) => row[1]!)
    for (const value of ['a', 'b', 'c']) expect(Math.abs(share(values!, value) - share(before, value))).toBeLessThan(0.025)
    // Drawn anew with 0.4, and then another value with 1 − Σ share².
    const moves = values!.filter((value, i) => value !== before[i]).length / 6000
    const other = 1 - ['a', 'b', 'c'].reduce((sum, value) => sum + share(before, value) ** 2, 0)
    expect(Math.abs(moves - 0.4 * other)).toBeLessThan(0.02)
  })

  it.each(['normal', 'laplace'])('%s noise has mean 0 and the deviation asked for', async (distribution) => {
    const rows = numbers(6000, (next) => [String(Math.floor(next() * 100_000))])
    const [values] = await columnsOf(['a'], rows, { a: { class: 'other', technique: 'add-noise', scale: 0.2, distribution } })
    const before = rows.map((row) => Number(row[1]))
    const noise = values!.map((value, i) => Number(value) - before[i]!)
    const deviation = Math.sqrt(covariance(before, before))
    expect(Math.abs(mean(noise))).toBeLessThan((4 * 0.2 * deviation) / Math.sqrt(6000))
    expect(Math.sqrt(covariance(noise, noise)) / (0.2 * deviation)).toBeCloseTo(1, 1)
    // Sizes of a normal variable: 4.6 % beyond two deviations; of a Laplace one: 5.9 %, and 0.85 % beyond 3.37 against 0.08 %.
    const far = noise.filter((one) => Math.abs(one) > 3.37 * 0.2 * deviation).length / 6000
    if (distribution === 'normal') expect(far).toBeLessThan(0.004)
    else expect(far).toBeGreaterThan(0.004)
  })

  it('correlated noise lets covariances grow alike', async () => {
    const rows = numbers(6000, (next) => {
      const a = Math.floor(next() * 10_000)
      return [String(a), String(20_000 - a + Math.floor(next() * 4000))]
    })
    const noisy = { class: 'other', technique: 'add-noise', scale: 0.5 }
    const released = await columnsOf(['a', 'b'], rows, { a: { ...noisy, correlatedWith: ['b'] }, b: noisy })
    const before = [1, 2].map((i) => rows.map((row) => Number(row[i])))
    const after = released.map((column) => column.map(Number))
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const)
      expect(Math.abs(covariance(after[i]!, after[j]!) / (1.25 * covariance(before[i]!, before[j]!)) - 1)).toBeLessThan(0.06)
  })

  it.each(ENGINES)('bounded noise is reflected, not clamped, and stays on its grid, on %s', async (engine) => {
    const rows = numbers(2000, (next) => [String(Math.floor(next() * 21) * 5)])
    const [values] = await columnsOf(
      ['a'],
      rows,
      { a: { class: 'other', technique: 'add-noise', absolute: 60, bounds: [0, 100], step: 5 } },
      engine,
    )
    const counts = new Map<number, number>()
    for (const value of values!.map(Number)) {
      expect(value % 5).toBe(0)
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(100)
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    // Clamped, each end would hold a fifth of the rows; reflected, half of an inner point's.
    expect(counts.get(0)! + counts.get(100)!).toBeLessThan(200)
  })
})
