import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ground } from '../../src/anonymise/privacy/grounds.ts'
import { evaluate, type ModelRequirement, search } from '../../src/anonymise/search/index.ts'
import { codesOf, type Hierarchy, type Person } from './search-oracle.ts'

/** Models that are not upward closed: who is struck equals their plain definitions, and pruning never loses the best combination. */

const runs = Number(process.env.SAKYU_PROPERTY_RUNS ?? 150)
const VALUES = 3
/** Values 0 and 1 meet one level below the top; 2 and the blank (3) are by themselves. */
const GROUPS = [0, 0, 1, 2]

const share = (counts: number[]) => {
  const all = counts.reduce((sum, n) => sum + n, 0)
  return counts.map((n) => n / all)
}

/** Whether the values of a class hold, by the definition. */
function holds(model: ModelRequirement, own: number[], all: number[]): boolean {
  const count = (values: number[]) => Array.from({ length: VALUES + 1 }, (_, v) => values.filter((value) => value === v).length)
  const told = count(own).slice(0, VALUES)
  const n = told.filter((c) => c > 0).sort((a, b) => b - a)
  const [p, q] = [share(count(own)), share(count(all))]
  switch (model.model) {
    case 'entropy-l-diversity':
      return n.length >= model.l && -share(n).reduce((sum, x) => sum + x * Math.log(x), 0) >= Math.log(model.l) - 1e-12
    case 'recursive-cl-diversity':
      return n.length >= model.l && n[0]! < model.c * n.slice(model.l - 1).reduce((sum, x) => sum + x, 0) - 1e-9
    case 't-closeness': {
      const half = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + Math.abs(x - b[i]!), 0) / 2
      const grouped = (of: number[]) => [0, 1, 2].map((g) => of.reduce((sum, x, v) => sum + (GROUPS[v] === g ? x : 0), 0))
      const distance = model.ground.distance === 'equal' ? half(p, q) : (half(p, q) + half(grouped(p), grouped(q))) / 2
      return distance <= model.t + 1e-12
    }
    case 'delta-disclosure':
      return p.every((x, v) => x === 0 || Math.abs(Math.log2(x / q[v]!)) < model.delta - 1e-12)
    case 'basic-beta-likeness':
      return p.every((x, v) => x === 0 || (x - q[v]!) / q[v]! <= model.beta + 1e-12)
    case 'enhanced-beta-likeness':
      return p.every((x, v) => x === 0 || (x - q[v]!) / q[v]! <= Math.min(model.beta, -Math.log(q[v]!)) + 1e-12)
    default:
      throw new Error(model.model)
  }
}

const model: fc.Arbitrary<ModelRequirement> = fc.oneof(
  fc.record({
    model: fc.constant('entropy-l-diversity' as const),
    column: fc.constant(0),
    l: fc.constantFrom(2, 2.5),
    estimator: fc.constant('shannon' as const),
  }),
  fc.record({
    model: fc.constant('recursive-cl-diversity' as const),
    column: fc.constant(0),
    c: fc.constantFrom(1.5, 2.5),
    l: fc.constant(2),
  }),
  fc.record({
    model: fc.constant('t-closeness' as const),
    column: fc.constant(0),
    t: fc.constantFrom(0.1, 0.2, 0.35),
    ground: fc.constantFrom<Ground[]>({ distance: 'equal' }, { distance: 'hierarchical', groups: [Int32Array.from(GROUPS)] }),
  }),
  fc.record({ model: fc.constant('delta-disclosure' as const), column: fc.constant(0), delta: fc.constantFrom(0.5, 1.1) }),
  fc.record({
    model: fc.constantFrom('basic-beta-likeness' as const, 'enhanced-beta-likeness' as const),
    column: fc.constant(0),
    beta: fc.constantFrom(0.3, 0.8),
  }),
)
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
})
