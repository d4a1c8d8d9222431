import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explore, frontier, MEASURES, type Requirement, search } from '../../src/anonymise/search/index.ts'
import { codesOf, type Hierarchy, type Person } from './search-oracle.ts'

const runs = Number(process.env.SAKYU_PROPERTY_RUNS ?? 60)

const hierarchy = (leaves: number): fc.Arbitrary<Hierarchy> =>
  fc.array(fc.nat(Math.max(0, leaves - 2)), { minLength: leaves, maxLength: leaves }).map((map) => {
    const first = Array.from({ length: leaves }, (_, leaf) => `leaf ${leaf}`)
    return [first, map.map((n) => `group ${n}`), map.map(() => '*')]
  })

const cases = fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 }).chain((leaves) =>
  fc.record({
    hierarchies: fc.tuple(...leaves.map(hierarchy)),
    persons: fc.array(
      fc.record({
        household: fc.constant(0),
        rows: fc.array(fc.record({ leaves: fc.tuple(...leaves.map((n) => fc.nat(n - 1))), values: fc.constant<(number | null)[]>([]) }), {
          minLength: 1,
          maxLength: 2,
        }),
      }),
      { minLength: 2, maxLength: 16 },
    ),
    k: fc.integer({ min: 2, max: 4 }),
    known: fc.constantFrom(1, Number.POSITIVE_INFINITY),
    limit: fc.constantFrom(0, 0.2, 0.5, 1),
    measure: fc.constantFrom(...MEASURES),
  }),
)

describe('the frontier', () => {
  it('each point is what its own search finds, and is at the risk that its classes give', () => {
    fc.assert(
      fc.property(cases, ({ hierarchies, persons, k, known, limit, measure }) => {
        const ranges = hierarchies.map(({ length }) => ({ min: 0, max: length - 1 }))
        const demand = { k, known, models: [], householdsPerClass: null, limit, ranges }
        const { columns, histogram, requirement } = codesOf(persons as Person[], hierarchies, demand)
        const minimise = { measure }
        const explored = explore(columns, histogram, requirement, { minimise })
        const { result } = explored
        if (!result.met) return
        const ks = [2, 3, 5, 8]
        const limits = [0, 0.3, 1]
        const found = frontier(columns, histogram, requirement, {
          minimise,
          ks,
          limits,
          chosen: { limit, explored: { ...explored, result } },
        })
        expect(found.complete).toBe(true)
        expect(found.points).toHaveLength(new Set([...ks, k]).size * new Set([...limits, limit]).size)
        expect(found.points.filter(({ chosen }) => chosen)).toMatchObject([{ k, limit, best: { levels: result.levels } }])
        for (const point of found.points) {
          const asked: Requirement = {
            ...requirement,
            k: point.k,
            maxSuppressedRows: Math.floor(point.limit * requirement.rows + 1e-9),
            maxSuppressedPersons: Math.floor(point.limit * requirement.persons + 1e-9),
          }
          const alone = search(columns, histogram, asked, { minimise })
          expect(point.best === null).toBe(!alone.met)
          if (!alone.met || !point.best) {
            expect(point).toMatchObject({ highest: null, average: null })
            continue
          }
          expect(point.best).toMatchObject({ levels: alone.levels, optimal: true, suppressedRows: alone.suppressedRows })
          expect(point.best.cost).toBeCloseTo(alone.cost, 9)
          if (known === Number.POSITIVE_INFINITY) {
            expect(point.highest).toBeCloseTo(1 / alone.smallest!, 12)
            expect(point.average).toBeCloseTo(alone.classes / (requirement.persons - alone.suppressedPersons), 12)
          }
          expect(point.highest).toBeLessThanOrEqual(1 / point.k)
        }
        for (const { column, level, evaluation } of found.neighbours) {
          expect(Math.abs(level - result.levels[column]!)).toBe(1)
          expect(evaluation.levels).toEqual(result.levels.with(column, level))
        }
      }),
      { numRuns: runs },
    )
  })

  it('out of time it leaves points out and says so', () => {
    const persons = Array.from({ length: 8 }, (_, i) => ({ household: 0, rows: [{ leaves: [i % 4], values: [] }] }))
    const texts: Hierarchy = [
      ['a', 'b', 'c', 'd'],
      ['ab', 'ab', 'cd', 'cd'],
      ['*', '*', '*', '*'],
    ]
    const demand = { k: 2, known: 1, models: [], householdsPerClass: null, limit: 0, ranges: [{ min: 0, max: 2 }] }
    const { columns, histogram, requirement } = codesOf(persons, [texts], demand)
    const explored = explore(columns, histogram, requirement)
    if (!explored.result.met) throw new Error('not met')
    let now = 0
    const found = frontier(columns, histogram, requirement, {
      ks: [2, 3, 4, 5, 8],
      limits: [0, 0.5],
      chosen: { limit: 0, explored: { ...explored, result: explored.result } },
      clock: () => now++,
      seconds: 8,
    })
    expect(found.complete).toBe(false)
    expect(found.points.length).toBeLessThan(10)
    expect(found.points.some(({ chosen }) => chosen)).toBe(true)
  })
})
