import { PointTree } from './point-tree.ts'

/** Records of one part of the file: only these are grouped with each other. */
export interface Part {
  /** rows, in an order of their own */
  own: Uint32Array
  /** group of each of `own`, 0 … */
  groups: Int32Array
  /** coordinates of each of `own`, column by column */
  points: readonly Float64Array[]
}

/**
 * Joins groups that fail with the nearest of their part, by their means, until none fails or all of a part are one.
 * @param fails - given the class of every row and the number of classes, 1 for each that fails
 * @param classOf - class of every row; those of rows that no part holds stay apart
 * @returns how many groups there are fewer
 */
export function joinGroups(parts: Part[], rows: number, fails: (of: Int32Array, classes: number) => Uint8Array): number {
  const before = parts.map(({ groups }) => countOf(groups))
  for (;;) {
    const of = new Int32Array(rows).fill(-1)
    const first: number[] = []
    let classes = 0
    for (const { own, groups } of parts) {
      first.push(classes)
      own.forEach((row, i) => {
        of[row] = classes + groups[i]!
      })
      classes += countOf(groups)
    }
    // Rows without a group are not asked about: one class, of which nothing follows.
    const open = of.includes(-1) ? 1 : 0
    const failing = fails(
      of.map((group) => (group === -1 ? classes : group)),
      classes + open,
    )
    let any = false
    parts.forEach((part, p) => {
      const joined = joinedIn(part, (group) => failing[first[p]! + group] === 1)
      if (joined === null) return
      part.groups = joined
      any = true
    })
    if (!any) return before.reduce((sum, groups, p) => sum + groups - countOf(parts[p]!.groups), 0)
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
  const joins = Int32Array.from({ length: count }, (_, group) => group)
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
