import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGGREGATES, MEASURES, type MeasureSpec, search, WEIGHTED } from '../../src/anonymise/search/index.ts'
import { codesOf, type Demand, type Hierarchy, naiveNodes, type Person, type Row } from './search-oracle.ts'

const runs = Number(process.env.SAKYU_PROPERTY_RUNS ?? 60)

/** The figure of a combination, said as plainly as the definition: value by value, row by row. */
function naiveCost(spec: MeasureSpec, persons: Person[], gone: Set<Person>, hierarchies: Hierarchy[], levels: number[]): number[] {
  const rows = persons.flatMap((person) => person.rows.map((row) => ({ row, gone: gone.has(person) })))
  const n = rows.length
  const weights = hierarchies.map((_, c) => spec.weights?.[c] ?? 1)
  const most = Math.max(...weights)
  const w = weights.map((weight) => (most > 0 ? weight / most : 0))
  const text = (row: Row, c: number, level = levels[c]!) => hierarchies[c]![level]![row.leaves[c]!]!
  const key = (row: Row) => JSON.stringify(hierarchies.map((_, c) => text(row, c)))
  const suppressed = rows.filter(({ gone: is }) => is)
  const sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0)
  const per = (of: (c: number) => number) => hierarchies.map((_, c) => w[c]! * of(c))
  const mean = (xs: number[]) => sum(xs) / hierarchies.length
  const precision = (c: number, monotone: boolean) => {
    const height = hierarchies[c]!.length - 1
    return sum(rows.map(({ gone: is }) => (is && !monotone ? 1 : height === 0 ? 0 : levels[c]! / height))) / n
  }
  const entropy = (c: number, monotone: boolean) => {
    const among = (list: typeof rows, level: number, value: string) => list.filter(({ row }) => text(row, c, level) === value).length
    const bits = sum(rows.map(({ row }) => Math.log2(among(rows, levels[c]!, text(row, c)) / among(rows, 0, text(row, c, 0)))))
    return monotone
      ? bits
      : bits + sum(suppressed.map(({ row }) => Math.log2(suppressed.length / among(suppressed, levels[c]!, text(row, c)))))
  }
  const same = (list: typeof rows, one: Row) => list.filter(({ row }) => key(row) === key(one)).length
  switch (spec.measure) {
    case 'height':
      return [sum(per((c) => levels[c]!))]
    case 'precision':
    case 'precision-monotone':
      return [mean(per((c) => precision(c, spec.measure !== 'precision')))]
    case 'entropy':
    case 'entropy-nonmonotonic':
      return [sum(per((c) => entropy(c, spec.measure === 'entropy')))]
    case 'discernibility-monotone':
      return [sum(rows.map(({ row }) => same(rows, row)))]
    case 'discernibility': {
      const kept = rows.filter(({ gone: is }) => !is)
      return [sum(rows.map(({ row, gone: is }) => (is ? n : same(kept, row))))]
    }
    case 'average-class-size':
      return [n / (new Set(rows.filter(({ gone: is }) => !is).map(({ row }) => key(row))).size + (suppressed.length > 0 ? 1 : 0))]
    case 'loss': {
      const factor = spec.suppression ?? 0.5
      const g = Math.min(1, 2 - 2 * factor)
      const s = Math.min(1, 2 * factor)
      const losses = per((c) => {
        const texts = hierarchies[c]![levels[c]!]!
        const D = texts.length
        if (D === 1) return 0
        const cost = rows.map(({ row, gone: is }) => {
          const share = (g * texts.filter((other) => other === text(row, c)).length) / D
          return is ? share + s * (1 - share) : share
        })
        return (sum(cost) - (n * g) / D) / (n - (n * g) / D)
      })
      switch (spec.aggregate ?? 'geometric') {
        case 'geometric':
          return [losses.reduce((a, b) => a * (1 + b), 1) ** (1 / losses.length) - 1]
        case 'arithmetic':
          return [mean(losses)]
        case 'sum':
          return [sum(losses)]
        case 'max':
          return [Math.max(...losses)]
        case 'rank':
          return losses.sort((a, b) => b - a)
      }
    }
  }
}

/** Lexicographic, with the tolerance of two ways to add. */
const compare = (a: number[], b: number[]): number => {
  for (let i = 0; i < a.length; i++) if (Math.abs(a[i]! - b[i]!) > 1e-9 * Math.max(1, Math.abs(b[i]!))) return a[i]! - b[i]!
  return 0
}

interface Case {
  hierarchies: Hierarchy[]
  persons: Person[]
  demand: Demand
}

const hierarchy = (leaves: number): fc.Arbitrary<Hierarchy> =>
  fc.array(fc.array(fc.nat(Math.max(0, leaves - 2)), { minLength: leaves, maxLength: leaves }), { maxLength: 2 }).map((maps) => {
    const levels = [Array.from({ length: leaves }, (_, leaf) => `leaf ${leaf}`)]
    let number = Array.from({ length: leaves }, (_, leaf) => leaf)
    for (const map of maps) {
      number = number.map((n) => map[n]!)
      levels.push(number.map((n) => `group ${n}`))
    }
    return [...levels, number.map(() => '*')]
  })

const cases = (maxRows: number): fc.Arbitrary<Case> =>
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }).chain((leaves) =>
    fc
      .record({
        hierarchies: fc.tuple(...leaves.map(hierarchy)),
        persons: fc.array(
          fc.record({
            household: fc.constant(0),
            rows: fc.array(
              fc.record({ leaves: fc.tuple(...leaves.map((n) => fc.nat(n - 1))), values: fc.constant<(number | null)[]>([]) }),
              {
                minLength: 1,
                maxLength: maxRows,
              },
            ),
          }),
          { minLength: 1, maxLength: 14 },
        ),
        k: fc.integer({ min: 2, max: 4 }),
        known: fc.constantFrom(1, Number.POSITIVE_INFINITY),
        limit: fc.constantFrom(0, 0.1, 0.3, 0.6, 1),
      })
      .map(({ hierarchies, persons, k, known, limit }) => ({
        hierarchies,
        persons,
        demand: {
          k,
          known,
          models: [],
          householdsPerClass: null,
          limit,
          ranges: hierarchies.map(({ length }) => ({ min: 0, max: length - 1 })),
        },
      })),
  )

const specs: MeasureSpec[] = [
  ...MEASURES.filter((measure) => measure !== 'loss').map((measure) => ({ measure })),
  ...AGGREGATES.map((aggregate) => ({ measure: 'loss' as const, aggregate })),
]
const name = ({ measure, aggregate }: MeasureSpec) => (aggregate ? `${measure} ${aggregate}` : measure)

const dressed = (spec: MeasureSpec) =>
  fc
    .record({
      suppression: fc.constantFrom(0, 0.33, 0.5, 0.66, 1),
      weights: fc.array(fc.constantFrom(0, 1, 1, 2, 5), { minLength: 3, maxLength: 3 }),
    })
    .map(
      ({ suppression, weights }): MeasureSpec => ({
        ...spec,
        ...(spec.measure === 'loss' ? { suppression } : {}),
        // At least one column counts.
        ...(WEIGHTED.includes(spec.measure) ? { weights: [Math.max(1, weights[0]!), ...weights.slice(1)] } : {}),
      }),
    )

describe('measures: the optimum is that of the enumeration of everything', () => {
  it.each(specs.flatMap((spec) => [1, 3].map((rows) => [name(spec), rows, spec] as const)))('%s, up to %i rows each', (_, rows, spec) => {
    fc.assert(
      fc.property(cases(rows), dressed(spec), ({ hierarchies, persons, demand }, minimise) => {
        const nodes = naiveNodes(persons, hierarchies, demand).filter(({ met }) => met)
        const { columns, histogram, requirement } = codesOf(persons, hierarchies, demand)
        const result = search(columns, histogram, requirement, { minimise })
        expect(result.met).toBe(nodes.length > 0)
        // Halving boxes gives the same.
        const { seconds: _, checked: __, ...halved } = search(columns, histogram, requirement, { minimise, inOrder: 0 })
        expect(result).toMatchObject(halved)
        if (!result.met) return
        const costs = nodes.map((node) => ({ node, cost: naiveCost(minimise, persons, node.gone, hierarchies, node.levels) }))
        const least = costs.reduce((best, one) => (compare(one.cost, best.cost) < 0 ? one : best))
        // Vectors come in ascending order: the first of equals is the one to take.
        expect(result.levels).toEqual(costs.find(({ cost }) => compare(cost, least.cost) === 0)!.node.levels)
        expect(result.cost).toBeCloseTo(least.cost[0]!, 8)
        expect(result).toMatchObject({ optimal: true, measure: minimise.measure, suppressedRows: least.node.rows })
        expect(result.bound).toBeCloseTo(result.cost, 8)
      }),
      { numRuns: runs },
    )
  })

  it('rank: figures that tie but for their last bit are one figure', () => {
    const leaves = ['leaf 0', 'leaf 1', 'leaf 2', 'leaf 3']
    const all = ['*', '*', '*', '*']
    // 1 of 2 values and 2 of 4 lose 0.2 each, as binary fractions unlike each other; the last column has nothing to lose.
    const hierarchies: Hierarchy[] = [
      [leaves.slice(0, 2), all.slice(0, 2)],
      [leaves, ['group 0', 'group 0', 'group 1', 'group 0'], ['group 1', 'group 1', 'group 1', 'group 1'], all],
      [leaves.slice(0, 1), all.slice(0, 1)],
    ]
    const persons: Person[] = [0, 2].map((leaf) => ({ household: 0, rows: [{ leaves: [0, leaf, 0], values: [] }] }))
    const ranges = hierarchies.map(({ length }) => ({ min: 0, max: length - 1 }))
    const demand: Demand = { k: 2, known: 1, models: [], householdsPerClass: null, limit: 0, ranges }
    const { columns, histogram, requirement } = codesOf(persons, hierarchies, demand)
    const minimise: MeasureSpec = { measure: 'loss', aggregate: 'rank', suppression: 0, weights: [1, 1, 5] }
    for (const inOrder of [0, undefined])
      expect(search(columns, histogram, requirement, { minimise, ...(inOrder === 0 ? { inOrder } : {}) })).toMatchObject({
        met: true,
        levels: [0, 2, 0],
      })
  })

  it.each(specs.map((spec) => [name(spec), spec] as const))('%s: the order of persons changes nothing', (_, spec) => {
    fc.assert(
      fc.property(cases(2), dressed(spec), fc.infiniteStream(fc.nat()), ({ hierarchies, persons, demand }, minimise, draws) => {
        const shuffled = persons
          .map((person) => ({ person, at: draws.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ person }) => person)
        const [one, other] = [persons, shuffled].map((order) => {
          const { columns, histogram, requirement } = codesOf(order, hierarchies, demand)
          const { seconds: _, ...result } = search(columns, histogram, requirement, { minimise })
          return result.met ? { ...result, suppressedProfiles: null } : result.closest.levels
        })
        expect(one).toEqual(other)
      }),
      { numRuns: runs },
    )
  })

  it.each(specs.map((spec) => [name(spec), spec] as const))('%s: out of time, the bound is true', (_, spec) => {
    fc.assert(
      fc.property(
        cases(1),
        dressed(spec),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(0, 1e6),
        ({ hierarchies, persons, demand }, minimise, steps, inOrder) => {
          const { columns, histogram, requirement } = codesOf(persons, hierarchies, demand)
          const proven = search(columns, histogram, requirement, { minimise })
          let at = 0
          const hasty = search(columns, histogram, requirement, { minimise, seconds: steps, inOrder, clock: () => at++ })
          expect(hasty.met).toBe(proven.met)
          if (!hasty.met || !proven.met) return
          expect(hasty.bound).toBeLessThanOrEqual(proven.cost * (1 + 1e-9) + 1e-12)
          expect(hasty.cost).toBeGreaterThanOrEqual(proven.cost * (1 - 1e-9) - 1e-12)
          if (hasty.optimal) expect(hasty.levels).toEqual(proven.levels)
        },
      ),
      { numRuns: runs },
    )
  })
})
