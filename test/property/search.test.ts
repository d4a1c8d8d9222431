import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DistinctLDiversity, evaluate, search } from '../../src/anonymise/search/index.ts'
import { codesOf, type Demand, type Hierarchy, naiveBest, naiveNode, naiveNodes, type Person } from './search-oracle.ts'

const runs = Number(process.env.SAKYU_PROPERTY_RUNS ?? 150)

/** Texts per level. `tree`: each level merges the one before; else any level may cut across (as a fiscal year cuts years). */
const hierarchy = (leaves: number, tree: boolean): fc.Arbitrary<Hierarchy> =>
  fc.array(fc.array(fc.nat(Math.max(0, leaves - 2)), { minLength: leaves, maxLength: leaves }), { maxLength: 2 }).chain((maps) =>
    fc.boolean().map((top) => {
      const levels = [Array.from({ length: leaves }, (_, leaf) => `leaf ${leaf}`)]
      let number = Array.from({ length: leaves }, (_, leaf) => leaf)
      for (const map of maps) {
        number = tree ? number.map((n) => map[n]!) : map
        levels.push(number.map((n) => `group ${n}`))
      }
      if (top) levels.push(number.map(() => '*'))
      return levels
    }),
  )

interface Case {
  hierarchies: Hierarchy[]
  persons: Person[]
  demand: Demand
}

const caseOf = (maxRows: number, sensitive: number, tree = true): fc.Arbitrary<Case> =>
  fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
    .chain((leaves) =>
      fc.record({
        hierarchies: fc.tuple(...leaves.map((n) => hierarchy(n, tree))),
        persons: fc.array(
          fc.record({
            household: fc.nat(4),
            rows: fc.array(
              fc.record({
                leaves: fc.tuple(...leaves.map((n) => fc.nat(n - 1))),
                values: fc.tuple(...Array.from({ length: sensitive }, () => fc.option(fc.nat(2), { freq: 6 }))),
              }),
              { minLength: 1, maxLength: maxRows },
            ),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        demand: fc.record({
          k: fc.integer({ min: 2, max: 4 }),
          known: fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
          models: fc.constant<DistinctLDiversity[]>([]),
          householdsPerClass: fc.constantFrom(null, null, 2, 3),
          limit: fc.constantFrom(0, 0.1, 0.3, 0.5, 1),
          range: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: leaves.length, maxLength: leaves.length }),
        }),
      }),
    )
    .chain(({ hierarchies, persons, demand }) =>
      (sensitive === 0
        ? fc.constant<DistinctLDiversity[]>([])
        : fc.array(
            fc.record({
              model: fc.constant('distinct-l-diversity' as const),
              column: fc.nat(sensitive - 1),
              l: fc.integer({ min: 2, max: 3 }),
              alone: fc.boolean(),
            }),
            { minLength: 1, maxLength: 2 },
          )
      ).map((models) => ({
        hierarchies,
        persons,
        demand: {
          ...demand,
          // Half of the columns are free, the others kept to a range or to one level.
          ranges: hierarchies.map(({ length }, c) => {
            const [a, b] = demand.range[c]!
            if (a % 2 === 0) return { min: 0, max: length - 1 }
            return { min: Math.min(a % length, b % length), max: Math.max(a % length, b % length) }
          }),
          models: (models as (DistinctLDiversity & { alone?: boolean })[]).map(({ model, column, l, alone }) => ({
            model,
            column,
            l,
            joined: alone ? [] : Array.from({ length: sensitive }, (_, j) => j).filter((j) => j !== column),
          })),
        },
      })),
    )

function agree({ hierarchies, persons, demand }: Case): void {
  const nodes = naiveNodes(persons, hierarchies, demand)
  const best = naiveBest(nodes)
  const { columns, histogram, requirement, profileOf } = codesOf(persons, hierarchies, demand)
  const result = search(columns, histogram, requirement)
  expect(result.met).toBe(best !== null)
  const { seconds: _, checked: __, ...halved } = search(columns, histogram, requirement, { inOrder: 0 })
  expect(result).toMatchObject(halved)
  expect(result.space).toBe(nodes.length)
  if (!result.met) {
    expect(result.closest.suppressedRows).toBe(Math.min(...nodes.map(({ rows }) => rows)))
    return
  }
  expect(result.levels).toEqual(best!.levels)
  expect(result.loss).toBeCloseTo(best!.loss, 11)
  expect(result.optimal).toBe(true)
  expect(result.bound).toBeCloseTo(best!.loss, 11)
  expect(result).toMatchObject({ suppressedRows: best!.rows, suppressedPersons: best!.persons, smallest: best!.smallest })
  expect(result.classes).toBe(best!.classes)
  expect(result.models.map(({ achieved }) => achieved)).toEqual(best!.achieved)
  expect(persons.map((_, i) => result.suppressedProfiles[profileOf[i]!] === 1)).toEqual(persons.map((person) => best!.gone.has(person)))
}

describe('search: equals the enumeration of everything', () => {
  it.each([
    ['one row each, k', 1, 0, true],
    ['several rows each, k', 3, 0, true],
    ['one row each, l', 1, 1, true],
    ['one row each, two sensitive columns', 1, 2, true],
    ['several rows each, l', 3, 1, true],
    ['several rows each, two sensitive columns', 2, 2, true],
    ['levels that cut across', 1, 0, false],
    ['levels that cut across, several rows each, l', 2, 1, false],
  ] as const)('%s', (_, maxRows, sensitive, tree) => {
    fc.assert(fc.property(caseOf(maxRows, sensitive, tree), agree), { numRuns: runs })
  })

  it('each combination measures as the naive count does', () => {
    fc.assert(
      fc.property(caseOf(3, 1), fc.nat(), ({ hierarchies, persons, demand }, choice) => {
        let rest = choice
        const levels = hierarchies.map((h) => {
          const level = rest % h.length
          rest = Math.floor(rest / h.length)
          return level
        })
        const naive = naiveNode(persons, hierarchies, demand, levels)
        const { columns, histogram, requirement } = codesOf(persons, hierarchies, demand)
        const got = evaluate(columns, histogram, requirement, levels)
        expect(got.loss).toBeCloseTo(naive.loss, 11)
        expect(got).toMatchObject({
          met: naive.met,
          suppressedRows: naive.rows,
          suppressedPersons: naive.persons,
          classes: naive.classes,
          smallest: naive.smallest,
        })
      }),
      { numRuns: runs },
    )
  })

  it('the order of persons changes nothing', () => {
    fc.assert(
      fc.property(caseOf(2, 1), fc.infiniteStream(fc.nat()), ({ hierarchies, persons, demand }, draws) => {
        const one = codesOf(persons, hierarchies, demand)
        const shuffled = persons.map((person) => ({ person, at: draws.next().value as number }))
        const other = codesOf(
          shuffled.sort((a, b) => a.at - b.at).map(({ person }) => person),
          hierarchies,
          demand,
        )
        const { suppressedProfiles: _, ...a } = pick(search(one.columns, one.histogram, one.requirement))
        const { suppressedProfiles: __, ...b } = pick(search(other.columns, other.histogram, other.requirement))
        expect(a).toEqual(b)
      }),
      { numRuns: runs },
    )
  })
})

const pick = (result: ReturnType<typeof search>) => (result.met ? result : { ...result.closest, checked: result.checked })
