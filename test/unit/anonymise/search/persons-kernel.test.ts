import { describe, expect, it } from 'vitest'
import type { SearchColumn } from '../../../../src/anonymise/search/index.ts'
import { PersonsKernel } from '../../../../src/anonymise/search/persons-kernel.ts'
import { Tallies } from '../../../../src/anonymise/search/tallies.ts'

let state = 11
const draw = (below: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

const column = (leaves: number, widths: number[]): SearchColumn => ({
  name: 'c',
  levels: [1, ...widths, leaves].map((width) => {
    const code = Int32Array.from({ length: leaves }, (_, i) => Math.floor(i / width))
    return { code, classes: code[leaves - 1]! + 1, covered: new Float64Array(leaves).fill(width) }
  }),
  leaves,
  min: 0,
  max: widths.length + 1,
  inLoss: true,
})

describe('the kernel counts as a map of texts does, whether keys are addressed or folded', () => {
  const columns = [column(70_000, [100, 5000]), column(900, [30]), column(40, []), column(2, [])]
  const rows = Array.from({ length: 3000 }, () => columns.map(({ leaves }) => Math.floor((draw(1000) * draw(1000) * leaves) / 1e6)))
  const persons = Int32Array.from(rows, () => 1 + draw(3))
  const histogram = {
    columns: columns.map((_, c) => Int32Array.from(rows, (row) => row[c]!)),
    tuples: rows.length,
    profileStart: Int32Array.from({ length: rows.length + 1 }, (_, i) => i),
    profileTuples: Int32Array.from(rows, (_, i) => i),
    profilePersons: persons,
  }

  const counted = (levels: number[]) => {
    const sizes = new Map<string, number>()
    const keys = rows.map((row) => row.map((leaf, c) => columns[c]!.levels[levels[c]!]!.code[leaf]).join())
    keys.forEach((key, i) => {
      sizes.set(key, (sizes.get(key) ?? 0) + persons[i]!)
    })
    return { sizes, keys }
  }
  const naive = (levels: number[], k: number) => {
    const { sizes, keys } = counted(levels)
    return keys.flatMap((key, i) => (sizes.get(key)! < k ? [i] : []))
  }

  it('tallies are the same whatever was counted before', () => {
    const most = 100
    const order: number[][] = []
    for (let a = 0; a < 4; a++) for (let b = 0; b < 3; b++) for (let c = 0; c < 2; c++) for (let d = 0; d < 2; d++) order.push([a, b, c, d])
    const drawn = order.map((levels) => ({ levels, at: draw(1e6) })).sort((a, b) => a.at - b.at)
    const ways = [order, order.toReversed(), drawn.map(({ levels }) => levels)].map((levels) => ({
      levels,
      tallies: new Tallies(columns, histogram, most),
    }))
    let exactly = 0
    for (const { levels: own, tallies } of ways)
      for (const levels of own)
        for (const k of [1, 2, 7, most]) {
          const expected = naive(levels, k)
          const rows = expected.reduce((sum, i) => sum + persons[i]!, 0)
          const tally = tallies.rowsBelow(levels, k)
          if (tally.exact) expect(tally.rows).toBe(rows)
          else expect(tally.rows).toBeLessThanOrEqual(rows)
          const gone = tallies.gone(levels, k)
          if (!gone) continue
          exactly++
          expect({ rows: gone.rows, tuples: [...gone.tuples] }).toEqual({ rows, tuples: expected })
        }
    expect(exactly).toBeGreaterThan(300)
    expect(ways[0]!.tallies.effort).toBe(order.length * 4 * rows.length)
  })

  it.each([
    [0, 0, 0, 0],
    [1, 0, 0, 0],
    [1, 1, 0, 1],
    [2, 0, 1, 0],
    [2, 1, 1, 1],
    [3, 1, 1, 0],
    [3, 2, 1, 1],
  ])('levels %i %i %i %i', (...levels) => {
    const sizes = new PersonsKernel(columns, histogram, persons, 2).sizes(levels)
    const range = columns.reduce((product, { levels: own }, c) => product * own[levels[c]!]!.classes, 1)
    expect(sizes?.sort() ?? null).toEqual(range > 2 ** 32 ? null : Int32Array.from(counted(levels).sizes.values()).sort())
    for (const k of [2, 5, 255]) {
      const kernel = new PersonsKernel(columns, histogram, persons, k)
      const all = kernel.gone(levels, Number.POSITIVE_INFINITY)
      const expected = naive(levels, k)
      expect([...all.tuples]).toEqual(expected)
      expect(all.rows).toBe(expected.reduce((sum, i) => sum + persons[i]!, 0))
      // With a limit: all of them if it is kept, else at least more than it.
      for (const limit of [0, 100, 2000]) {
        const some = kernel.gone(levels, limit)
        if (all.rows <= limit) expect(some.rows).toBe(all.rows)
        else {
          expect(some.rows).toBeGreaterThan(limit)
          expect(some.rows).toBeLessThanOrEqual(all.rows)
        }
      }
    }
  })
})
