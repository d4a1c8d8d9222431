import { upTo } from '../../coding/codes.ts'
import { PointTree } from './point-tree.ts'

/** Records of one part of the file: only these are grouped with each other. */
export interface Part {
  /** rows, in an order of their own */
  own: Uint32Array
  /** group of each of `own`, 0 … */
  groups: Int32Array
  /** coordinates of each of `own`, column by column */
  points: readonly Float64Array[]
  /** columns that have a value in these rows */
  there: readonly number[]
}

/** Records that are equal in what is not grouped. */
export interface Stratum {
  /** by the columns that lack a value */
  parts: Part[]
  /** rows without any value: a class that nothing is near to */
  empty: number[]
}

/** Which classes fail, given the class of every row, 0 … classes − 1: 1 for each. */
export type Fails = (of: Int32Array, classes: number) => Uint8Array

/**
 * Joins groups that fail with the nearest of their part, by their means, until none fails or all of a part are one. A part that lacks
 * a column and fails even so joins the empty rows of its stratum, unless nothing else is left of it. The strata are changed.
 * @param columns - number of columns that are grouped
 * @returns how many groups fewer there are of those near each other; how many strata have empty rows that fail; how many fail still,
 * all of a part being one
 */
export function joinGroups(
  strata: readonly Stratum[],
  columns: number,
  rows: number,
  fails: Fails,
): { fewer: number; emptyFail: number; stillFail: number } {
  let fewer = 0
  for (;;) {
    const failing = failingIn(strata, rows, fails)
    let any = false
    for (const { parts } of strata)
      for (const part of parts) {
        const joined = joinedIn(part, (group) => failing.of(part)[group] === 1)
        if (joined === null) continue
        fewer += countOf(part.groups) - countOf(joined)
        part.groups = joined
        any = true
      }
    if (any) continue
    for (const stratum of strata) {
      const lost = stratum.parts.filter((part) => part.there.length < columns && failing.of(part).includes(1))
      if (lost.length === 0 || lost.length === stratum.parts.length) continue
      stratum.parts = stratum.parts.filter((part) => !lost.includes(part))
      for (const { own } of lost) for (const row of own) stratum.empty.push(row)
      any = true
    }
    if (any) continue
    const stillFail = strata.filter(({ parts }) => parts.some((part) => failing.of(part).includes(1))).length
    return { fewer, emptyFail: failing.empty, stillFail }
  }
}

/** Which groups fail, part by part, and in how many strata the empty rows do. */
function failingIn(strata: readonly Stratum[], rows: number, fails: Fails): { of: (part: Part) => Uint8Array; empty: number } {
  const of = new Int32Array(rows)
  const from = new Map<Part, number>()
  const empties: number[] = []
  let classes = 0
  for (const { parts, empty } of strata) {
    for (const part of parts) {
      from.set(part, classes)
      part.own.forEach((row, i) => {
        of[row] = classes + part.groups[i]!
      })
      classes += countOf(part.groups)
    }
    if (empty.length === 0) continue
    for (const row of empty) of[row] = classes
    empties.push(classes++)
  }
  const failing = fails(of, classes)
  return {
    of: (part) => failing.subarray(from.get(part)!, from.get(part)! + countOf(part.groups)),
    empty: empties.filter((one) => failing[one] === 1).length,
  }
}

const countOf = (groups: Int32Array): number => groups.reduce((most, group) => Math.max(most, group), -1) + 1

/** Null: none fails, or there is one group only. */
function joinedIn({ groups, points }: Part, fails: (group: number) => boolean): Int32Array | null {
  const count = countOf(groups)
  const failing = Array.from({ length: count }, (_, group) => group).filter(fails)
  if (failing.length === 0 || count < 2) return null
  const d = points.length
  const means = new Float64Array(count * d)
  const sizes = new Int32Array(count)
  groups.forEach((group, i) => {
    sizes[group]!++
    points.forEach((column, j) => {
      means[group * d + j]! += column[i]!
    })
  })
  for (let group = 0; group < count; group++) for (let j = 0; j < d; j++) means[group * d + j]! /= sizes[group]!
  const tree = new PointTree(means, d)
  const joins = upTo(count)
  const root = (group: number): number => {
    let at = group
    while (joins[at] !== at) at = joins[at]!
    return at
  }
  const taken = new Uint8Array(count)
  for (const group of failing) {
    if (taken[group]) continue
    tree.nearest(means.subarray(group * d, (group + 1) * d), 2)
    const near = tree.found.ids[0] === group ? tree.found.ids[1]! : tree.found.ids[0]!
    const to = root(near)
    joins[Math.max(group, to)] = Math.min(group, to)
    taken[group] = 1
    taken[near] = 1
  }
  const numbers = new Map<number, number>()
  return groups.map((group) => {
    const to = root(group)
    const known = numbers.get(to) ?? numbers.size
    numbers.set(to, known)
    return known
  })
}
