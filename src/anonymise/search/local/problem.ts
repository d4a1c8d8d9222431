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
