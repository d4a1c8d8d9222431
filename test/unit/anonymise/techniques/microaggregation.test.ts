import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mdav } from '../../../../src/anonymise/techniques/microaggregation/mdav.ts'
import { PointTree } from '../../../../src/anonymise/techniques/microaggregation/point-tree.ts'
import { univariate } from '../../../../src/anonymise/techniques/microaggregation/univariate.ts'
import { standardised } from '../../../support/points.ts'

const ownPerson = (n: number) => Int32Array.from({ length: n }, (_, i) => i)

/** Sum of squares within groups, of points or numbers. */
function within(points: ArrayLike<number>, d: number, groups: Int32Array): number {
  const sums = new Map<number, number[]>()
  const counts = new Map<number, number>()
  groups.forEach((group, i) => {
    counts.set(group, (counts.get(group) ?? 0) + 1)
    const sum = sums.get(group) ?? new Array<number>(d).fill(0)
    for (let j = 0; j < d; j++) sum[j]! += points[i * d + j]!
    sums.set(group, sum)
  })
  let squares = 0
  groups.forEach((group, i) => {
    for (let j = 0; j < d; j++) squares += (points[i * d + j]! - sums.get(group)![j]! / counts.get(group)!) ** 2
  })
  return squares
}

const REFERENCE = [
  resolve('../shared/reference/sdcmicro'),
  resolve(import.meta.dirname, '../../../../../../shared/reference/sdcmicro'),
].find((path) => existsSync(path))

describe('MDAV', () => {
  if (!REFERENCE) {
    const missing = 'no reference data beside the repository: the losses of the field’s tool cannot be compared'
    console.log(missing)
    it.skip(missing, () => {})
  } else
    it.each([3, 5, 10])('loses on Tarragona what the reference loses, k = %i', (k) => {
      const rows = readFileSync(`${REFERENCE}/inputs/Tarragona.csv`, 'utf8').trim().split('\n').slice(1)
      const points = standardised(rows.map((row) => row.split(',').map(Number)))
      const d = points.length / rows.length
      const groups = mdav(points, d, ownPerson(rows.length), k)
      const { il, sst } = JSON.parse(readFileSync(`${REFERENCE}/expected/mdav-Tarragona-k${k}.json`, 'utf8')) as { il: number; sst: number }
      const loss = (100 * within(points, d, groups)) / sst
      expect(Math.abs(loss / il - 1)).toBeLessThan(0.02)
    })

  it('makes groups of enough persons, whoever holds several points, and leaves none out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 30 })), {
          minLength: 1,
          maxLength: 90,
        }),
        fc.integer({ min: 2, max: 6 }),
        (rows, size) => {
          const person = Int32Array.from(rows, ([, , who]) => who)
          fc.pre(new Set(person).size >= size)
          const groups = mdav(Float64Array.from(rows.flatMap(([x, y]) => Array.of(x, y))), 2, person, size)
          const members = new Map<number, Set<number>>()
          groups.forEach((group, i) => {
            expect(group).toBeGreaterThanOrEqual(0)
            members.set(group, (members.get(group) ?? new Set()).add(person[i]!))
          })
          for (const own of members.values()) expect(own.size).toBeGreaterThanOrEqual(size)
        },
      ),
    )
  })
})

it('groups have persons of two households, in any number of columns', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4 })), {
        minLength: 3,
        maxLength: 60,
      }),
      fc.integer({ min: 2, max: 4 }),
      (rows, size) => {
        rows.sort(([a], [b]) => a - b)
        const homes = { of: Int32Array.from(rows, ([, , home]) => home), atLeast: 2 }
        fc.pre(rows.length >= size && new Set(homes.of).size >= 2)
        const person = ownPerson(rows.length)
        const two = mdav(Float64Array.from(rows.flatMap(([x, y]) => Array.of(x, y))), 2, person, size, homes)
        const one = univariate(
          Float64Array.from(rows, ([x]) => x),
          person,
          size,
          homes,
        )
        for (const groups of [one, two])
          for (const group of new Set(groups)) {
            const own = person.filter((i) => groups[i] === group)
            expect(own.length).toBeGreaterThanOrEqual(size)
            expect(new Set(own.map((i) => homes.of[i]!)).size).toBeGreaterThanOrEqual(2)
          }
      },
    ),
  )
})

describe('a tree of points', () => {
  it('finds what looking at every point finds, while points go', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 120 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        (rows, gone, count) => {
          const points = Float64Array.from(rows.flat())
          const tree = new PointTree(points, 2)
          const left = new Set(rows.keys())
          const distance = (i: number, to: Float64Array) => (points[2 * i]! - to[0]!) ** 2 + (points[2 * i + 1]! - to[1]!) ** 2
          for (const pick of [0, ...gone]) {
            const to = Float64Array.of(pick % 11, pick % 5)
            const near = [...left].sort((a, b) => distance(a, to) - distance(b, to) || a - b)
            const far = [...left].sort((a, b) => distance(b, to) - distance(a, to) || a - b)
            tree.nearest(to, Math.min(count, tree.size))
            expect([...tree.found.ids.slice(0, tree.found.count)]).toEqual(near.slice(0, count))
            expect(tree.farthest(to)).toBe(far[0] ?? -1)
            if (left.size === 0) break
            const next = [...left][pick % left.size]!
            left.delete(next)
            tree.remove(next)
          }
        },
      ),
    )
  })
})

describe('the best groups along one column', () => {
  /** Every way to cut, tried. */
  function least(values: readonly number[], person: readonly number[], size: number, from = 0): number {
    if (from === values.length) return 0
    let best = Number.POSITIVE_INFINITY
    for (let to = from + 1; to <= values.length; to++) {
      if (new Set(person.slice(from, to)).size < size) continue
      const own = values.slice(from, to)
      const rest = least(values, person, size, to)
      best = Math.min(best, within(own, 1, new Int32Array(own.length)) + rest)
    }
    return best
  }

  it('are as good as the best of all cuts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 7 })), { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 2, max: 3 }),
        (rows, size) => {
          rows.sort(([a], [b]) => a - b)
          const values = rows.map(([value]) => value)
          const person = rows.map(([, who]) => who)
          fc.pre(new Set(person).size >= size)
          const groups = univariate(Float64Array.from(values), Int32Array.from(person), size)
          expect(within(values, 1, groups)).toBeCloseTo(least(values, person, size), 6)
        },
      ),
    )
  })
})
