import type { Tree } from './tree.ts'

/** Alike persons (units), whose cells are to be recoded so that each lot of equal ones is large enough. */
export interface Problem {
  trees: readonly Tree[]
  units: number
  /** Leaf of each unit in each column: `leaf[unit × columns + column]`. */
  leaf: Int32Array
  /** Persons of each unit. */
  weight: Float64Array
  /** Persons that a class needs. */
  k: number
  /**
   * Whether the units together hold what the models ask, beyond k; absent: nothing more is asked.
   * Must stay true when units join.
   */
  holds?: (members: ArrayLike<number>, from: number, to: number) => boolean
}

/** Labels that stand for all of the units, one per column. */
export function labelsOf(problem: Problem, members: ArrayLike<number>, from: number, to: number, into: Int32Array, at = 0): void {
  const { trees, leaf } = problem
  const q = trees.length
  for (let c = 0; c < q; c++) {
    const tree = trees[c]!
    const { table, nodes } = tree
    let node = leaf[members[from]! * q + c]!
    if (table) for (let i = from + 1; i < to && node > 0; i++) node = table[node * nodes + leaf[members[i]! * q + c]!]!
    else for (let i = from + 1; i < to && node > 0; i++) node = tree.join(node, leaf[members[i]! * q + c]!)
    into[at + c] = node
  }
}

export function weightOf(problem: Problem, members: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += problem.weight[members[i]!]!
  return sum
}

/** What all persons lose in these classes. */
export function lossOf(problem: Problem, classes: readonly (readonly number[])[]): number {
  const labels = new Int32Array(problem.trees.length)
  let sum = 0
  for (const members of classes) {
    labelsOf(problem, members, 0, members.length, labels)
    const each = problem.trees.reduce((all, { cost }, c) => all + cost[labels[c]!]!, 0)
    sum += each * weightOf(problem, members, 0, members.length)
  }
  return sum
}

/** The problem of these units alone; unit i of it is `units[i]`. */
export function partOf(problem: Problem, units: readonly number[]): Problem {
  const q = problem.trees.length
  const leaf = new Int32Array(units.length * q)
  const weight = new Float64Array(units.length)
  units.forEach((unit, i) => {
    leaf.set(problem.leaf.subarray(unit * q, unit * q + q), i * q)
    weight[i] = problem.weight[unit]!
  })
  const { holds } = problem
  return {
    ...problem,
    units: units.length,
    leaf,
    weight,
    ...(holds
      ? {
          holds: (members, from, to) => {
            const here = Array.from({ length: to - from }, (_, i) => units[members[from + i]!]!)
            return holds(here, 0, here.length)
          },
        }
      : {}),
  }
}
