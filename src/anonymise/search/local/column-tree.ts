import type { SearchColumn } from '../types.ts'
import { makeTree, type Tree } from './tree.ts'

/** The labels of one column of the search as a tree, and what stands behind its nodes. */
export interface ColumnTree {
  tree: Tree
  /** node of every leaf code */
  nodeOf: Int32Array
  /** level of the ladder that gives the node its text; -1: the cell is hidden and left empty */
  level: Int32Array
  /** a leaf below the node, whose text at `level` is the node's */
  example: Int32Array
  /** values that the node may stand for; all of them if it is hidden */
  covered: Float64Array
  leaves: number
}

interface Draft {
  level: number
  leaves: number[]
  covered: number
  children: Draft[]
}

/**
 * @param used - leaf codes that rows hold
 * @param weight - what a hidden cell of the column counts
 * @param levels - lowest and highest level that cells may take; above the highest a cell is hidden
 */
export function columnTree(
  column: SearchColumn,
  used: readonly number[],
  weight: number,
  [min, max]: readonly [number, number] = [column.min, column.max],
): ColumnTree {
  // Levels that do not nest (months in years and in fiscal years) cannot be mixed in one file: the coarser is passed over.
  const nested = [min]
  for (let level = min + 1; level <= max; level++)
    if (coarsens(column.levels[nested[nested.length - 1]!]!.code, column.levels[level]!.code, used)) nested.push(level)
  let drafts: Draft[] = []
  nested.forEach((level, i) => {
    const { code, covered } = column.levels[level]!
    const parents = new Map<number, Draft>()
    const place = (leaf: number) => {
      let draft = parents.get(code[leaf]!)
      if (!draft) {
        draft = { level, leaves: [], covered: covered[code[leaf]!]!, children: [] }
        parents.set(code[leaf]!, draft)
      }
      return draft
    }
    if (i === 0) for (const leaf of used) place(leaf).leaves.push(leaf)
    else
      for (const child of drafts) {
        const parent = place(child.leaves[0]!)
        parent.leaves.push(...child.leaves)
        parent.children.push(child)
      }
    drafts = [...parents.values()]
  })
  const hidden: Draft = { level: -1, leaves: [...used], covered: column.leaves, children: drafts }
  const parent: number[] = []
  const level: number[] = []
  const example: number[] = []
  const covered: number[] = []
  const nodeOf = new Int32Array(Math.max(0, ...column.levels.map(({ code }) => code.length))).fill(-1)
  const visit = (draft: Draft, above: number): void => {
    // A label that tells no less than the one above it says more for nothing.
    let own = draft
    while (own.children.length === 1) own = own.children[0]!
    const node = parent.length
    parent.push(above)
    level.push(own.level)
    example.push(own.leaves[0]!)
    covered.push(own.covered)
    if (own.children.length === 0) for (const leaf of own.leaves) nodeOf[leaf] = node
    for (const child of own.children.sort((a, b) => lowest(a) - lowest(b))) visit(child, node)
  }
  visit(hidden, -1)
  const cost = Float64Array.from(covered, (values) => (weight * values) / Math.max(1, column.leaves))
  return {
    tree: makeTree(Int32Array.from(parent), cost),
    nodeOf,
    level: Int32Array.from(level),
    example: Int32Array.from(example),
    covered: Float64Array.from(covered),
    leaves: column.leaves,
  }
}

const lowest = (draft: Draft) => draft.leaves.reduce((least, leaf) => Math.min(least, leaf), Number.POSITIVE_INFINITY)

function coarsens(fine: Int32Array, coarse: Int32Array, used: readonly number[]): boolean {
  const image = new Map<number, number>()
  for (const leaf of used) {
    const known = image.get(fine[leaf]!)
    if (known === undefined) image.set(fine[leaf]!, coarse[leaf]!)
    else if (known !== coarse[leaf]) return false
  }
  return true
}
