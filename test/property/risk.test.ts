import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ColumnCoder, measureRisk } from '../../src/risk/index.ts'

const coded = (name: string, cells: (string | null)[]) => {
  const coder = new ColumnCoder()
  for (const cell of cells) coder.add(cell)
  return coder.column(name)
}
const names = (width: number) => Array.from({ length: width }, (_, i) => `列${i}`)
const subsets = (width: number) =>
  Array.from({ length: 2 ** width - 1 }, (_, mask) => names(width).flatMap((_, i) => (((mask + 1) >> i) & 1 ? [i] : [])))
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

/** Rows of small digits; the last column names the person. */
const tables = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 4 }))
  .chain(([width, rows, values]) =>
    fc.record({
      width: fc.constant(width),
      cells: fc.array(fc.array(fc.integer({ min: 0, max: values }).map(String), { minLength: width, maxLength: width }), {
        minLength: rows,
        maxLength: rows,
      }),
      persons: fc.array(fc.integer({ min: 0, max: rows }).map(String), { minLength: rows, maxLength: rows }),
      secret: fc.array(fc.integer({ min: 0, max: 3 }).map(String), { minLength: rows, maxLength: rows }),
    }),
  )

describe('risk against counts made the long way', () => {
  it('minimal sample uniques, sets of columns and risky cells', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), ({ width, cells, persons }, byPerson) => {
        const { risk, records } = measureRisk({
          rows: cells.length,
          quasi: names(width).map((name, i) =>
            coded(
              name,
              cells.map((row) => row[i]!),
            ),
          ),
          person: byPerson ? coded('人', persons) : null,
          household: null,
          weights: null,
          sensitive: [],
          fraction: 1,
          nullsMatch: 'own',
          cells: [1, 2, 3],
        })
        const unit = (row: number) => (byPerson ? persons[row]! : String(row))
        const on = (set: number[], row: number) => set.map((i) => cells[row]![i]).join()
        const all = cells.map((_, row) => row)
        const isAlone = (set: number[], row: number) => all.every((other) => unit(other) === unit(row) || on(set, other) !== on(set, row))
        const minimal = (row: number) =>
          subsets(width).filter(
            (set) =>
              isAlone(set, row) &&
              subsets(width).every((less) => less.length >= set.length || !less.every((i) => set.includes(i)) || !isAlone(less, row)),
          )
        all.forEach((row) => {
          expect(records.suda2![row]).toBe(minimal(row).reduce((sum, set) => sum + factorial(width - set.length), 0))
        })
        const drivers = new Map<string, Set<string>>()
        for (const row of all)
          for (const set of minimal(row)) drivers.set(set.join(), (drivers.get(set.join()) ?? new Set()).add(unit(row)))
        expect(risk.drivers).toHaveLength(Math.min(20, drivers.size))
        for (const { columns, uniques } of risk.drivers!) {
          const key = columns.map((name) => name.slice(1)).join()
          expect(uniques).toBe(drivers.get(key)!.size)
          drivers.delete(key)
        }
        for (const { size } of drivers.values()) expect(size).toBeLessThanOrEqual(risk.drivers!.at(-1)!.uniques)
        for (const set of risk.sets!) {
          const chosen = set.columns.map((name) => Number(name.slice(1)))
          const values = all.map((row) => on(chosen, row))
          const pairs = all.flatMap((a) => all.filter((b) => b > a).map((b) => values[a] !== values[b]))
          expect(set.distinct).toBe(new Set(values).size)
          expect(set.separation).toBeCloseTo(pairs.length === 0 ? 0 : pairs.filter(Boolean).length / pairs.length, 12)
          expect(set.uniques).toBe(new Set(all.filter((row) => isAlone(chosen, row)).map(unit)).size)
        }
        for (const { columns, threshold, unsafe } of risk.riskyCells!) {
          const chosen = columns.map((name) => Number(name.slice(1)))
          const held = new Map<string, Set<string>>()
          for (const row of all) held.set(on(chosen, row), (held.get(on(chosen, row)) ?? new Set()).add(unit(row)))
          expect(unsafe).toBe([...held.values()].filter(({ size }) => size <= threshold).length)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('sensitive values: distinct, entropy, recursive, both distances', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), ({ width, cells, secret }, isOrdered) => {
        const column = coded('秘', secret)
        const texts = [...new Set(secret)]
        const order = isOrdered ? texts.map((_, code) => code).sort((a, b) => Number(texts[a]) - Number(texts[b])) : null
        const { risk } = measureRisk({
          rows: cells.length,
          quasi: names(width).map((name, i) =>
            coded(
              name,
              cells.map((row) => row[i]!),
            ),
          ),
          person: null,
          household: null,
          weights: null,
          sensitive: [{ ...column, order }],
          fraction: 1,
          nullsMatch: 'own',
          c: 2,
        })
        const classes = new Map<string, string[]>()
        for (const [i, row] of cells.entries()) classes.set(row.join(), [...(classes.get(row.join()) ?? []), secret[i]!])
        const shares = (values: string[]) =>
          new Map([...new Set(values)].map((value) => [value, values.filter((one) => one === value).length / values.length]))
        const whole = shares(secret)
        const sorted = [...whole.keys()].sort((a, b) => Number(a) - Number(b))
        const figures = [...classes.values()].map((values) => {
          const own = shares(values)
          const counts = [...own.values()].map((share) => share * values.length).sort((a, b) => b - a)
          const tail = (l: number) => counts.slice(l - 1).reduce((sum, count) => sum + count, 0)
          let carried = 0
          const steps = sorted.map((value) => {
            carried += (own.get(value) ?? 0) - whole.get(value)!
            return Math.abs(carried)
          })
          return {
            l: own.size,
            entropy: Math.exp(-[...own.values()].reduce((sum, share) => sum + share * Math.log(share), 0)),
            recursive: counts.reduce((most, _, i) => (i > 0 && counts[0]! < 2 * tail(i + 1) - 1e-9 ? i + 1 : most), 1),
            t: isOrdered
              ? sorted.length < 2
                ? 0
                : steps.reduce((sum, one) => sum + one, 0) / (sorted.length - 1)
              : sorted.reduce((sum, value) => sum + Math.abs((own.get(value) ?? 0) - whole.get(value)!), 0) / 2,
          }
        })
        expect(risk.sensitive!.l).toBe(Math.min(...figures.map(({ l }) => l)))
        expect(risk.sensitive!.entropyL).toBeCloseTo(Math.min(...figures.map(({ entropy }) => entropy)), 10)
        expect(risk.sensitive!.recursiveL).toBe(Math.min(...figures.map(({ recursive }) => recursive)))
        expect(risk.sensitive!.t).toBeCloseTo(Math.max(...figures.map(({ t }) => t)), 10)
      }),
      { numRuns: 200 },
    )
  })
})
