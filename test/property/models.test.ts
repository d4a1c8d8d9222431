import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepWhatHolds } from '../../src/anonymise/privacy/model.ts'
import { binder } from '../../src/anonymise/search/bind.ts'
import { evaluate, MEASURES, type ModelRequirement, search } from '../../src/anonymise/search/index.ts'
import { holds, model, VALUES } from './models-by-definition.ts'
import { codesOf, type Hierarchy, type Person } from './search-oracle.ts'

/** Models that are not upward closed: who is struck equals their plain definitions, and pruning never loses the best combination. */

const runs = Number(process.env.SAKYU_PROPERTY_RUNS ?? 150)
const wholeFile: fc.Arbitrary<ModelRequirement> = fc.record({
  model: fc.constantFrom('average-risk' as const, 'sample-uniqueness' as const),
  threshold: fc.constantFrom(0.1, 0.3, 0.45),
})

const LADDER: Hierarchy = [
  ['a', 'b', 'c', 'd'],
  ['ab', 'ab', 'cd', 'cd'],
  ['*', '*', '*', '*'],
]
const cases = (models: fc.Arbitrary<ModelRequirement[]>) =>
  fc.record({
    people: fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.option(fc.nat(VALUES - 1), { freq: 8 })), { minLength: 2, maxLength: 24 }),
    k: fc.constantFrom(null, null, 2),
    limit: fc.constantFrom(0, 0.1, 0.3, 0.5, 1),
    models,
  })

const vectors = LADDER.flatMap((_, a) => LADDER.map((__, b) => [a, b]))

function setUp({ people, k, limit }: { people: [number, number, number | null][]; k: number | null; limit: number }) {
  const persons: Person[] = people.map(([a, b, value], i) => ({ household: i, rows: [{ leaves: [a, b], values: [value] }] }))
  const ranges = [LADDER, LADDER].map(({ length }) => ({ min: 0, max: length - 1 }))
  const demand = { k, known: Number.POSITIVE_INFINITY, models: [], householdsPerClass: null, limit, ranges }
  return codesOf(persons, [LADDER, LADDER], demand)
}

const classOf = (levels: number[], [a, b]: [number, number, number | null]) => `${LADDER[levels[0]!]![a]}|${LADDER[levels[1]!]![b]}`

describe('models that are not upward closed', () => {
  it('strike the classes that fail by definition, and the search finds the best of all combinations', () => {
    fc.assert(
      fc.property(cases(fc.array(model, { minLength: 1, maxLength: 2 })), (given) => {
        const { columns, histogram, requirement, profileOf } = setUp(given)
        // The blank's code is one above the highest that occurs.
        const codes = histogram.sensitive![0]!
        fc.pre(codes.some((code) => code === VALUES - 1))
        const wanted = { ...requirement, models: given.models }
        const value = (v: number | null) => v ?? VALUES
        const all = given.people.map(([, , v]) => value(v))
        let best = Number.POSITIVE_INFINITY
        for (const levels of vectors) {
          const classes = new Map<string, number[]>()
          for (const [i, one] of given.people.entries())
            classes.set(classOf(levels, one), [...(classes.get(classOf(levels, one)) ?? []), i])
          const fails = new Set<number>()
          for (const members of classes.values()) {
            const own = members.map((i) => all[i]!)
            if (members.length < (given.k ?? 1) || !given.models.every((one) => holds(one, own, all))) for (const i of members) fails.add(i)
          }
          const got = evaluate(columns, histogram, wanted, levels)
          // Where nobody may go it does not matter who would.
          if (wanted.maxSuppressedRows > 0 && got.met)
            expect(given.people.map((_, i) => got.suppressedProfiles[profileOf[i]!] === 1)).toEqual(
              given.people.map((_, i) => fails.has(i)),
            )
          const met = fails.size < given.people.length && fails.size <= wanted.maxSuppressedRows
          expect(got.met).toBe(met)
          if (met) best = Math.min(best, got.loss)
        }
        const result = search(columns, histogram, wanted)
        expect(result.met).toBe(best < Number.POSITIVE_INFINITY)
        if (result.met) expect(result.loss).toBeCloseTo(best, 11)
      }),
      { numRuns: runs },
    )
  })

  it('of the whole file: as few of the smallest classes go as it takes, and no better combination is lost', () => {
    fc.assert(
      fc.property(cases(fc.array(wholeFile, { minLength: 1, maxLength: 2 })), (given) => {
        const { columns, histogram, requirement } = setUp(given)
        const wanted = { ...requirement, models: given.models }
        let best = Number.POSITIVE_INFINITY
        for (const levels of vectors) {
          const sizes = new Map<string, number>()
          for (const one of given.people) sizes.set(classOf(levels, one), (sizes.get(classOf(levels, one)) ?? 0) + 1)
          const left = [...sizes.values()].filter((n) => n >= (given.k ?? 1)).sort((a, b) => a - b)
          const fine = () => {
            const n = left.reduce((sum, size) => sum + size, 0)
            return given.models.every((one) => {
              if (!('threshold' in one)) throw new Error(one.model)
              const risk = one.model === 'average-risk' ? left.length / n : left.filter((size) => size === 1).length / n
              return risk <= one.threshold + 1e-12
            })
          }
          while (left.length > 0 && !fine()) left.shift()
          const gone = given.people.length - left.reduce((sum, size) => sum + size, 0)
          const met = left.length > 0 && gone <= wanted.maxSuppressedRows
          const got = evaluate(columns, histogram, wanted, levels)
          expect(got.met).toBe(met)
          if (!met) continue
          expect(got.suppressedRows).toBe(gone)
          best = Math.min(best, got.loss)
        }
        const result = search(columns, histogram, wanted)
        expect(result.met).toBe(best < Number.POSITIVE_INFINITY)
        if (result.met) expect(result.loss).toBeCloseTo(best, 11)
      }),
      { numRuns: runs },
    )
  })

  it('by any measure the search finds what going through all combinations one by one finds', () => {
    fc.assert(
      fc.property(cases(fc.array(model, { minLength: 1, maxLength: 2 })), fc.constantFrom(...MEASURES), (given, measure) => {
        const { columns, histogram, requirement } = setUp(given)
        const wanted = { ...requirement, models: given.models }
        const only = (levels: number[]) => columns.map((column, c) => ({ ...column, min: levels[c]!, max: levels[c]! }))
        const costs = vectors.flatMap((levels) => {
          const alone = search(only(levels), histogram, wanted, { minimise: { measure } })
          return alone.met ? [alone.cost] : []
        })
        const result = search(columns, histogram, wanted, { minimise: { measure } })
        expect(result.met).toBe(costs.length > 0)
        if (result.met) expect(result.cost).toBeCloseTo(Math.min(...costs), 9)
      }),
      { numRuns: 2 * runs },
    )
  })

  it('what must go of a class at least is never more than what goes when everything is tried', () => {
    fc.assert(
      fc.property(
        model,
        fc.array(fc.nat(VALUES), { minLength: 1, maxLength: 9 }),
        fc.array(fc.nat(VALUES), { maxLength: 20 }),
        fc.integer({ min: 1, max: 3 }),
        (one, own, others, smallest) => {
          const all = [...own, ...others, ...Array.from({ length: VALUES }, (_, v) => v)]
          const persons = all.length
          const order = Int32Array.from(all, (_, i) => i)
          const histogram = {
            columns: [],
            tuples: persons,
            profileStart: Int32Array.from({ length: persons + 1 }, (_, i) => i),
            profileTuples: order,
            profilePersons: new Int32Array(persons).fill(1),
            sensitive: [Int32Array.from(all, (v) => (v === VALUES ? -1 : v))],
          }
          const limits = { maxSuppressedRows: persons, maxSuppressedPersons: persons, rows: persons, persons }
          const requirement = { k: null, known: Number.POSITIVE_INFINITY, models: [one], householdsPerClass: null, ...limits }
          const bound = binder([], histogram, requirement)([], { of: order.map((i) => (i < own.length ? 0 : 1)), classes: 2 })
          const alive = Uint8Array.from(all, (_, i) => (i < own.length ? 1 : 0))
          const [judge] = bound.all
          if (judge!.necessary) keepWhatHolds([judge!.necessary], alive)
          const struck = alive.subarray(0, own.length).every((living) => living === 0)
          const atLeast = struck ? own.length : (judge!.atLeastGone?.(alive, smallest) ?? 0)
          let fewest = own.length
          for (let mask = 1; mask < 2 ** own.length; mask++) {
            const rest = own.filter((_, i) => (mask >> i) & 1)
            if (rest.length >= smallest && holds(one, rest, all)) fewest = Math.min(fewest, own.length - rest.length)
          }
          // A class of fewer than k persons fails anyhow.
          if (!struck && own.length < smallest) return
          expect(atLeast).toBeLessThanOrEqual(fewest)
        },
      ),
      { numRuns: 2 * runs },
    )
  })
})
