import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FEWEST, type Order, spreadOf, type Tallied } from '../../../src/anonymise/run/distribution.ts'

const tally = (counts: Record<string, number>): Tallied[] => Object.entries(counts).map(([text, rows]) => ({ text, rows }))
const distributionOf = (values: Tallied[], order: Order | null, mostRows: number) => spreadOf(values, order, mostRows).distribution
const labels = (values: Tallied[], mostRows = 1) =>
  distributionOf(values, null, mostRows)?.bars.map(({ label, rows }) => `${label} ${rows}`)

describe('F1: how values are spread, in few bars', () => {
  it('names are told by frequency, rare ones together, counts rounded to 5', () => {
    const values = tally({ 農業: 102, 事務: 301, 知事: 1, 漁業: 9 })
    expect(distributionOf(values, 'names', 1)).toEqual({
      bars: [
        { label: '事務', rows: 300 },
        { label: '農業', rows: 100 },
      ],
      others: { values: 2, rows: 10 },
      intervals: false,
    })
  })
  it('one rare value alone is not told by its difference: the smallest bar goes with it', () => {
    expect(distributionOf(tally({ 農業: 102, 事務: 301, 知事: 1 }), 'names', 1)).toMatchObject({
      bars: [{ label: '事務', rows: 300 }],
      others: { values: 2, rows: 105 },
    })
  })
  it('rows of a person with several of them are not persons: three years of nine are no ten', () => {
    const values = tally({ 農業: 27, 事務: 300, 漁業: 28 })
    expect(labels(values, 3)).toEqual(['事務 300'])
    expect(labels(values, 1)).toEqual(['事務 300', '漁業 30', '農業 25'])
  })
  it('numbers come in intervals of round edges; one far value makes no edge', () => {
    const incomes = Array.from({ length: 400 }, (_, i): Tallied => ({ text: String(i * 12_345), rows: 3 }))
    const spread = distributionOf([...incomes, { text: '9876543210', rows: 1 }], spreadOf(incomes, null, 1).order, 1)!
    expect(spread.intervals).toBe(true)
    expect(spread.bars[0]!.label).toBe('50万未満')
    expect(spread.bars.at(-1)!.label).toBe('450万〜')
    expect(spread.bars.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(1_190)
  })
  it('few values, labels of intervals, days and years stand in their order', () => {
    expect(labels(tally({ '30-39': 50, '20-29': 20, '40以上': 30 }))).toEqual(['20-29 20', '30-39 50', '40以上 30'])
    expect(labels(tally({ 令和6年度: 50, 令和5年度: 20, 令和元年度: 30 }))).toEqual(['令和元年度 30', '令和5年度 20', '令和6年度 50'])
    const days = Array.from({ length: 60 }, (_, i): Tallied => ({ text: `${1950 + i}-04-0${1 + (i % 9)}`, rows: 10 }))
    expect(distributionOf(days, null, 1)!.bars.map(({ label }) => label)).toContain('1970年〜')
  })
  it('nothing is shown of a file of few persons', () => {
    expect(distributionOf(tally({ 男: 4, 女: 5 }), 'names', 1)).toBe(null)
    expect(distributionOf([], 'names', 1)).toBe(null)
  })
  it('whatever the values: no bar and no rest of fewer than ten persons, all counts by 5, no rare value named', () => {
    const text = fc.oneof(
      fc.integer({ min: -50, max: 100_000 }).map(String),
      fc.constantFrom('東', '西', '1985-04', '90以上', '[1,2)'),
      fc.string(),
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ text: fc.option(text, { freq: 20 }), rows: fc.integer({ min: 0, max: 60 }) }), {
          selector: ({ text }) => text,
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 3 }),
        (values, mostRows) => {
          const spread = distributionOf(values, null, mostRows)
          if (spread === null) return
          const least = Math.round((mostRows * (FEWEST - 1) + 1) / 5) * 5
          for (const { rows } of [...spread.bars, ...(spread.others ? [spread.others] : [])]) {
            expect(rows % 5).toBe(0)
            expect(rows).toBeGreaterThanOrEqual(least)
          }
          const total = values.reduce((sum, { rows }) => sum + rows, 0)
          const told = spread.bars.reduce((sum, { rows }) => sum + rows, spread.others?.rows ?? 0)
          expect(Math.abs(total - told)).toBeLessThanOrEqual(2.5 * (spread.bars.length + 1))
          if (!spread.intervals)
            for (const { label } of spread.bars) {
              if (label === '（空欄）') continue
              expect(Math.ceil(values.find((value) => value.text === label)!.rows / mostRows)).toBeGreaterThanOrEqual(FEWEST)
            }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
