import { describe, expect, it } from 'vitest'
import { type DistinctLDiversity, search } from '../../../../src/anonymise/search/index.ts'
import { codesOf, type Person } from '../../../property/search-oracle.ts'

/** The rules of counting, one small register each. Ages in years; level 1 of age is the decade, level 2 is everything. */

const AGES = Array.from({ length: 100 }, (_, age) => age)
const age = [AGES.map(String), AGES.map((a) => `${Math.floor(a / 10)}0s`), AGES.map(() => '*')]
const year = [['2019', '2020']]
const everything = { min: 0, max: 2 }

const demand = (k: number, rest: { known?: number; models?: DistinctLDiversity[]; householdsPerClass?: number; limit?: number } = {}) => ({
  k,
  known: Number.POSITIVE_INFINITY,
  models: [] as DistinctLDiversity[],
  householdsPerClass: null,
  limit: 0,
  ...rest,
})

const person = (household: number, ...rows: [leaf: number, ...values: (number | null)[]][]): Person => ({
  household,
  rows: rows.map(([leaf, ...values]) => ({ leaves: [leaf], values })),
})

const times = (n: number, make: (i: number) => Person) => Array.from({ length: n }, (_, i) => make(i))

function run(persons: Person[], wanted: ReturnType<typeof demand>, hierarchies = [age], ranges = [everything]) {
  const { columns, histogram, requirement, profileOf } = codesOf(persons, hierarchies, { ...wanted, ranges })
  return { result: search(columns, histogram, requirement), profileOf }
}

describe('A1: profiles', () => {
  it('30–34 in 2019, then 35–39 in 2020: bands that few share over the years are not released', () => {
    // Every single row is shared by ten persons; only two persons moved from one band to the next.
    const bands = [
      ['30-34', '35-39'],
      ['*', '*'],
    ]
    const history = (...bandOfYear: number[]): Person => ({
      household: 0,
      rows: bandOfYear.map((band, at) => ({ leaves: [band, at], values: [] })),
    })
    const persons = [
      ...times(8, () => history(0, 0)),
      ...times(2, () => history(0, 1)),
      ...times(8, () => history(1, 1)),
      ...times(2, () => history(1, 0)),
    ]
    const ranges = [
      { min: 0, max: 1 },
      { min: 0, max: 0 },
    ]
    const linked = run(persons, demand(5), [bands, year], ranges).result
    expect(linked).toMatchObject({ met: true, levels: [1, 0], smallest: 20, classes: 1, rowClasses: 2 })
    const notLinked = run(persons, demand(5, { known: 1 }), [bands, year], ranges).result
    expect(notLinked).toMatchObject({ met: true, levels: [0, 0], smallest: 10, classes: 4 })
  })

  it('a person with several equal rows is one person', () => {
    const { result } = run([person(0, [20], [20], [20], [20], [20])], demand(2, { known: 1 }))
    expect(result).toMatchObject({ met: false, closest: { suppressedRows: 5, suppressedPersons: 1, smallest: null } })
  })
})

describe('A2: whole persons', () => {
  it('one rare row takes all rows of its person, which can take others', () => {
    // Five persons at 20; one of them is alone at 70, so only four are left at 20: not enough for k = 5.
    const persons = [...times(4, (i) => person(i, [20])), person(4, [20], [70]), ...times(15, (i) => person(i, [50]))]
    const fixed = [{ min: 0, max: 0 }]
    const { result, profileOf } = run(persons, demand(5, { known: 1, limit: 0.5 }), [age], fixed)
    expect(result).toMatchObject({ met: true, suppressedRows: 6, suppressedPersons: 5, smallest: 15, classes: 1 })
    if (!result.met) throw new Error('not met')
    expect(persons.map((_, i) => result.suppressedProfiles[profileOf[i]!])).toEqual([1, 1, 1, 1, 1, ...Array(15).fill(0)])
  })

  it('the limit holds for rows and for persons', () => {
    // 2 of 12 persons, but 20 of 30 rows.
    const heavy = times(2, (i) => person(i, ...Array.from({ length: 10 }, (): [number] => [70 + i])))
    const persons = [...heavy, ...times(10, (i) => person(i, [20]))]
    const { result } = run(persons, demand(5, { limit: 0.2 }), [age], [{ min: 0, max: 0 }])
    expect(result).toMatchObject({ met: false, closest: { suppressedPersons: 2, suppressedRows: 20 } })
  })
})

describe('A4: households', () => {
  it('seven persons of one facility are not k = 5', () => {
    const persons = [...times(7, () => person(99, [85])), ...times(7, (i) => person(i, [82]))]
    expect(run(persons, demand(5)).result).toMatchObject({ met: true, levels: [0], loss: 0 })
    expect(run(persons, demand(5, { householdsPerClass: 2 })).result).toMatchObject({ met: true, levels: [1], fewestHouseholds: 2 })
  })
})

describe('C1: sensitive values are held by persons', () => {
  const l = (need: number, joined: number[] = []): DistinctLDiversity[] => [{ model: 'distinct-l-diversity', column: 0, l: need, joined }]

  it('one person with three diagnoses among five with one: two values by different persons', () => {
    const persons = [...times(5, (i) => person(i, [20, 0])), person(9, [20, 0], [20, 1], [20, 2])]
    expect(run(persons, demand(5, { known: 1, models: l(2) })).result).toMatchObject({ met: true, models: [{ achieved: 2 }] })
    expect(run(persons, demand(5, { known: 1, models: l(3) })).result.met).toBe(false)
  })

  it('a blank adds nothing', () => {
    const persons = [...times(5, (i) => person(i, [20, 0])), person(9, [20, null])]
    expect(run(persons, demand(5, { models: l(2) })).result.met).toBe(false)
  })

  it('two diagnoses over two years do not hide what everybody had in the first', () => {
    const persons = times(
      5,
      (i): Person => ({
        household: i,
        rows: [
          { leaves: [20, 0], values: [0] },
          { leaves: [20, 1], values: [1 + (i % 2)] },
        ],
      }),
    )
    const ranges = [everything, { min: 0, max: 0 }]
    expect(run(persons, demand(5, { models: l(2) }), [age, year], ranges).result.met).toBe(false)
  })

  it('who knows one sensitive value must not learn the other', () => {
    const persons = [
      ...times(5, (i) => person(i, [20, 0, 0])),
      ...times(5, (i) => person(i, [20, 1, 1])),
      ...times(5, (i) => person(i, [20, 1, 2])),
    ]
    expect(run(persons, demand(5, { models: l(2) })).result).toMatchObject({ met: true, suppressedRows: 0 })
    // Joined, value 0 of the second column tells value 0 of the first: everybody knows, nothing helps.
    expect(run(persons, demand(5, { models: l(2, [1]) })).result.met).toBe(false)
  })
})

describe('G4: ties', () => {
  const sexes = [
    ['f', 'm'],
    ['*', '*'],
  ]
  const free = { min: 0, max: 1 }
  const persons: Person[] = [
    { household: 0, rows: [{ leaves: [0, 0], values: [] }] },
    { household: 1, rows: [{ leaves: [0, 1], values: [] }] },
    { household: 2, rows: [{ leaves: [1, 0], values: [] }] },
    { household: 3, rows: [{ leaves: [1, 1], values: [] }] },
  ]

  it('go to fewer levels in the first column', () => {
    expect(run(persons, demand(2), [sexes, sexes], [free, free]).result).toMatchObject({ met: true, levels: [0, 1] })
    expect(run([...persons].reverse(), demand(2), [sexes, sexes], [free, free]).result).toMatchObject({ met: true, levels: [0, 1] })
  })

  it('without a column in the loss, nothing is lost and the lowest levels are taken', () => {
    const { columns, histogram, requirement } = codesOf(persons, [sexes, sexes], { ...demand(2), ranges: [free, free] })
    const outside = columns.map((column) => ({ ...column, inLoss: false }))
    expect(search(outside, histogram, requirement)).toMatchObject({ met: true, loss: 0, levels: [0, 1], bound: 0 })
    expect(search([], { ...histogram, columns: [] }, requirement)).toMatchObject({ met: true, loss: 0, levels: [], space: 1, checked: 1 })
  })

  it('an empty result is none, whatever may be suppressed', () => {
    const { result } = run(persons, demand(5, { limit: 1 }), [sexes, sexes], [free, free])
    expect(result).toMatchObject({ met: false, closest: { suppressedRows: 4, smallest: null } })
  })
})
