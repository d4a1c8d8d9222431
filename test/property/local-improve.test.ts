import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anneal } from '../../src/anonymise/search/local/anneal.ts'
import { improve } from '../../src/anonymise/search/local/improve.ts'
import type { Problem } from '../../src/anonymise/search/local/problem.ts'
import { labelsOf } from '../../src/anonymise/search/local/problem.ts'
import { makeTree } from '../../src/anonymise/search/local/tree.ts'

const runs = Number(process.env.SAKYU_PROPERTY_RUNS ?? 300)

/** A tree of one root, a few groups and leaves below them; the leaves are the nodes from `first` on. */
function treeOf(groups: number[], weight: number) {
  const parent = [-1, ...groups.map(() => 0)]
  const first = parent.length
  groups.forEach((size, g) => {
    for (let i = 0; i < size; i++) parent.push(g + 1)
  })
  const leaves = parent.length - first
  const cost = parent.map((_, node) => (node === 0 ? 1 : node < first ? (groups[node - 1]! - 1) / leaves : 0) * weight)
  return { tree: makeTree(Int32Array.from(parent), Float64Array.from(cost)), first, leaves }
}

const problems = fc
  .record({
    columns: fc.array(fc.tuple(fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 4 }), fc.constantFrom(0.5, 1)), {
      minLength: 1,
      maxLength: 4,
    }),
    units: fc.array(fc.tuple(fc.array(fc.nat(15), { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 6 })), {
      minLength: 2,
      maxLength: 60,
    }),
    k: fc.integer({ min: 2, max: 12 }),
    holding: fc.boolean(),
    rough: fc.array(fc.nat(7), { minLength: 60, maxLength: 60 }),
    empty: fc.array(fc.nat(9), { maxLength: 3 }),
    rounds: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ columns, units, k, holding, rough, empty, rounds }) => {
    const made = columns.map(([groups, weight]) => treeOf(groups, weight))
    const problem: Problem = {
      trees: made.map(({ tree }) => tree),
      units: units.length,
      leaf: Int32Array.from(units.flatMap(([leaves]) => made.map(({ first, leaves: n }, c) => first + (leaves[c]! % n)))),
      weight: Float64Array.from(units, ([, weight]) => weight),
      k,
      // Something that stays true when units join: two units at least.
      ...(holding ? { holds: (_: ArrayLike<number>, from: number, to: number) => to - from >= 2 } : {}),
    }
    // Any classes that hold: units by number, those too small joined to the first.
    const lots = new Map<number, number[]>()
    units.forEach((_, unit) => {
      lots.set(rough[unit]!, [...(lots.get(rough[unit]!) ?? []), unit])
    })
    const classes: number[][] = []
    const rest: number[] = []
    for (const members of lots.values())
      if (members.reduce((sum, unit) => sum + problem.weight[unit]!, 0) >= k && (!holding || members.length >= 2)) classes.push(members)
      else rest.push(...members)
    if (classes.length > 0) classes[0]!.push(...rest)
    for (const at of empty) if (classes.length > 0) classes.splice(at % (classes.length + 1), 0, [])
    return { problem, classes, rounds }
  })

function costOf(problem: Problem, classes: readonly (readonly number[])[]): number {
  const labels = new Int32Array(problem.trees.length)
  let sum = 0
  for (const members of classes) {
    if (members.length === 0) continue
    labelsOf(problem, members, 0, members.length, labels)
    const cost = problem.trees.reduce((all, tree, c) => all + tree.cost[labels[c]!]!, 0)
    for (const unit of members) sum += problem.weight[unit]! * cost
  }
  return sum
}

describe('local recoding: bettering classes', () => {
  it('keeps everybody once, in classes that hold, and never costs more', () => {
    fc.assert(
      fc.property(problems, ({ problem, classes, rounds }) => {
        fc.pre(classes.length > 0)
        const before = costOf(problem, classes)
        const bettered = improve(problem, classes, rounds)
        expect(bettered.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: problem.units }, (_, unit) => unit))
        for (const members of bettered) {
          expect(members.reduce((sum, unit) => sum + problem.weight[unit]!, 0)).toBeGreaterThanOrEqual(problem.k)
          if (problem.holds) expect(problem.holds(members, 0, members.length)).toBe(true)
        }
        expect(costOf(problem, bettered)).toBeLessThanOrEqual(before + 1e-9)
        // What came out can be given in again, also with the classes that are empty now.
        const again = improve(problem, [...bettered, []], 1)
        expect(costOf(problem, again)).toBeLessThanOrEqual(costOf(problem, bettered) + 1e-9)
      }),
      { numRuns: runs },
    )
  })

  it('annealing keeps everybody once, in classes that hold, the same every time', () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: 1, max: 40_000 }), ({ problem, classes }, effort) => {
        const { holds: _, ...plain } = problem
        fc.pre(classes.length > 0)
        const annealed = anneal(plain, classes, effort)
        expect(annealed.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: plain.units }, (_, unit) => unit))
        for (const members of annealed) expect(members.reduce((sum, unit) => sum + plain.weight[unit]!, 0)).toBeGreaterThanOrEqual(plain.k)
        expect(anneal(plain, classes, effort)).toEqual(annealed)
      }),
      { numRuns: runs },
    )
  })

  it('takes no classes that leave somebody out', () => {
    const { tree, first } = treeOf([2, 2], 1)
    const problem: Problem = {
      trees: [tree],
      units: 3,
      leaf: Int32Array.of(first, first + 1, first),
      weight: Float64Array.of(2, 2, 2),
      k: 2,
    }
    expect(() => improve(problem, [[0], [1]], 1)).toThrow('in no class')
    expect(() => anneal(problem, [[0], [1]], 1)).toThrow('in no class')
    expect(improve(problem, [[0], [], [1, 2]], 1).flat()).toHaveLength(3)
  })
})
