import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codesOf } from '../../src/anonymise/coding/codes.ts'
import { HeldRows, without } from '../../src/anonymise/engines/duckdb/held-rows.ts'
import type { Key, LeafKey } from '../../src/anonymise/engines/engine.ts'

/** Columns of up to 3,000 codes (more combinations than one table counts), some of them by classes; −1 is a class too. */
const table = fc
  .record({
    rows: fc.integer({ min: 1, max: 400 }),
    sizes: fc.array(fc.constantFrom(1, 2, 5, 60, 300, 3000), { minLength: 2, maxLength: 5 }),
  })
  .chain(({ rows, sizes }) =>
    fc.record({
      columns: fc.tuple(
        ...sizes.map((size) =>
          fc.record({
            codes: fc.array(fc.integer({ min: 0, max: size - 1 }), { minLength: rows, maxLength: rows }),
            classes: fc.option(fc.array(fc.integer({ min: -1, max: 4 }), { minLength: size, maxLength: size })),
          }),
        ),
      ),
      gone: fc.nat(),
    }),
  )

type Columns = { codes: number[]; classes: number[] | null }[]

/** The key's code of every row. */
const valuesOf = ({ codes, classes }: Columns[number]) => codes.map((code) => (classes ? classes[code]! : code))

function held(columns: Columns) {
  const sizes = columns.map(({ codes, classes }) => classes?.length ?? Math.max(...codes) + 1)
  const coded = columns.map(({ codes }, c) => {
    const typed = codesOf(sizes[c]!, codes.length)
    typed.set(codes)
    return typed
  })
  const rows = new HeldRows(columns[0]!.codes.length, (name) => ({ codes: coded[Number(name)]!, size: sizes[Number(name)]! }))
  const keys = columns.map(({ classes }, c): LeafKey => {
    const leaf = { column: String(c), marks: [], codes: sizes[c]! }
    return classes ? { kind: 'leaf', leaf, classes: Int32Array.from(classes) } : { kind: 'leaf', leaf }
  })
  return { rows, coded, keys }
}

function counted(columns: Columns, rows: readonly number[]): Map<string, number> {
  const values = columns.map(valuesOf)
  const counts = new Map<string, number>()
  for (const row of rows) {
    const key = values.map((own) => own[row]).join()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const sorted = (counts: Map<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
const uniques = (counts: Map<string, number>) => [...counts.values()].filter((count) => count === 1).length

describe('rows held as typed arrays', () => {
  it('count what going through them row by row counts, before and after some are suppressed', () => {
    fc.assert(
      fc.property(table, ({ columns, gone }) => {
        const { rows, coded, keys } = held(columns)
        let left = columns[0]!.codes.map((_, row) => row)
        const agrees = () => {
          const { codes, rows: counts } = rows.groups(keys)
          const found = new Map(Array.from(counts, (count, i) => [codes.map((own) => own[i]).join(), count]))
          expect(found.size).toBe(counts.length)
          expect(sorted(found)).toEqual(sorted(counted(columns, left)))
          // The same further keys again and again, then several at once, and one alone.
          for (const key of keys.slice(1)) {
            const own = keys.indexOf(key)
            const quasi = keys.slice(0, 1)
            expect(rows.unique([key, ...quasi])).toBe(uniques(counted([columns[own]!, columns[0]!], left)))
          }
          expect(rows.unique(keys)).toBe(uniques(counted(columns, left)))
          expect(rows.unique([keys[0]!])).toBe(uniques(counted([columns[0]!], left)))
        }
        agrees()
        const tuples = rows.histogram(keys)
        expect(tuples.rows.reduce((sum, count) => sum + count, 0)).toBe(left.length)
        const flags = new Uint8Array(tuples.tuples)
        flags[gone % tuples.tuples] = 1
        const leaves = tuples.columns.map((own) => own[gone % tuples.tuples])
        const values = columns.map(valuesOf)
        const out = rows.suppress(flags)!
        expect([...out]).toEqual(left.map((row) => (values.every((own, c) => own[row] === leaves[c]) ? 1 : 0)))
        coded.forEach((codes, c) => {
          coded[c] = without(codes, out)
        })
        left = left.filter((row) => out[row] === 0)
        expect(rows.rows).toBe(left.length)
        if (left.length > 0) agrees()
      }),
      { numRuns: 200 },
    )
  })

  it('tell the rows of groups that hold one original value', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 4 }), ({ columns }, k) => {
        const { rows, keys } = held(columns)
        const hidden = { ...keys[0]! }
        delete hidden.classes
        const found = rows.pins(hidden.leaf, keys[0]!, keys[1]! as Key, k)
        const [original, own, key] = [columns[0]!.codes, valuesOf(columns[0]!), valuesOf(columns[1]!)]
        const groups = new Map<string, number[]>()
        original.forEach((_, row) => {
          const name = `${own[row]},${key[row]}`
          groups.set(name, [...(groups.get(name) ?? []), row])
        })
        const sums = new Map<string, [number, number]>()
        for (const members of groups.values()) {
          if (members.length < k) continue
          const name = `${own[members[0]!]},${members.length}`
          const sum = sums.get(name) ?? [0, 0]
          sums.set(name, sum)
          sum[0] += members.length
          if (new Set(members.map((row) => original[row])).size === 1) sum[1] += members.length
        }
        const told = Array.from(found.class, (id, i) => [`${id},${found.persons[i]}`, [found.rows[i], found.pinned[i]]] as const)
        expect(new Map(told)).toEqual(sums)
        expect(told).toHaveLength(sums.size)
      }),
      { numRuns: 200 },
    )
  })
})
