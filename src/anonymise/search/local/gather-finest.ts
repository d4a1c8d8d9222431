import type { Problem } from './problem.ts'

/** Numbers kept for the two halves of the columns (160 MB), and units looked at over all combinations; beyond, what is left stays open. */
const MOST_NUMBERS = 4e7
const MOST_COMBINATIONS = 200_000
const MOST_LOOKS = 7e8

/** Labels of some columns at one depth each: a number per unit, equal where all labels are. */
interface Half {
  cost: number
  number: Int32Array
}

/**
 * Goes through the combinations of depths, those that lose least first; units that are alike there and many enough become a class.
 * Classes are thus as fine as their units allow, the rare ones coming last with coarse labels.
 *
 * @returns the classes, and the units that found none (too few, or the effort was spent); null where there are too many combinations
 */
export function gatherFinest(problem: Problem): { classes: number[][]; left: number[] } | null {
  const { trees, units, weight, k } = problem
  const q = trees.length
  const combinations = trees.reduce((product, tree) => product * tree.height, 1)
  if (units === 0 || combinations > MOST_COMBINATIONS) return null
  const [first, second] = halve(trees.map(({ height }) => height))
  const sizeOf = (columns: readonly number[]) => columns.reduce((product, c) => product * trees[c]!.height, 1)
  if ((sizeOf(first) + sizeOf(second)) * units > MOST_NUMBERS) return null
  const a = halfOf(problem, first)
  const b = halfOf(problem, second)
  const order = a.flatMap((x, i) => b.map((y, j) => ({ x: i, y: j, cost: x.cost + y.cost })))
  order.sort((s, t) => s.cost - t.cost || s.x - t.x || s.y - t.y)
  let slots = 2
  while (slots < 2 * units) slots *= 2
  const stamp = new Int32Array(slots)
  const keyA = new Int32Array(slots)
  const keyB = new Int32Array(slots)
  const sum = new Float64Array(slots)
  const left = Int32Array.from({ length: units }, (_, unit) => unit)
  const at = new Int32Array(units)
  let count = units
  let looks = 0
  const classes: number[][] = []
  for (let turn = 0; turn < order.length && count > 0 && looks < MOST_LOOKS; turn++) {
    const { x, y } = order[turn]!
    const one = a[x]!.number
    const two = b[y]!.number
    looks += count
    let full = false
    let mask = 2
    while (mask < 2 * count) mask *= 2
    mask--
    for (let i = 0; i < count; i++) {
      const unit = left[i]!
      const u = one[unit]!
      const v = two[unit]!
      let slot = Math.imul(u ^ Math.imul(v, 0x9e3779b1), 0x85ebca6b)
      slot = (slot ^ (slot >>> 15)) & mask
      while (stamp[slot] === turn + 1 && (keyA[slot] !== u || keyB[slot] !== v)) slot = (slot + 1) & mask
      if (stamp[slot] !== turn + 1) {
        stamp[slot] = turn + 1
        keyA[slot] = u
        keyB[slot] = v
        sum[slot] = 0
      }
      sum[slot]! += weight[unit]!
      if (sum[slot]! >= k) full = true
      at[i] = slot
    }
    if (!full) continue
    const formed = new Map<number, number[]>()
    let kept = 0
    for (let i = 0; i < count; i++) {
      const unit = left[i]!
      const slot = at[i]!
      if (sum[slot]! < k) left[kept++] = unit
      else {
        const members = formed.get(slot)
        if (members) members.push(unit)
        else formed.set(slot, [unit])
      }
    }
    count = kept
    classes.push(...formed.values())
  }
  return q === 0 ? null : { classes, left: Array.from(left.subarray(0, count)) }
}

/** Columns in two lots of about as many combinations. */
function halve(heights: readonly number[]): [number[], number[]] {
  const lots: [number[], number[]] = [[], []]
  const sizes = [1, 1]
  for (const c of heights.map((_, i) => i).sort((s, t) => heights[t]! - heights[s]! || s - t)) {
    const to = sizes[0]! <= sizes[1]! ? 0 : 1
    lots[to].push(c)
    sizes[to]! *= heights[c]!
  }
  return lots
}

/** All combinations of depths of these columns. Numbers are mixed, not unique: a clash costs at most a coarser class. */
function halfOf({ trees, units, leaf, weight }: Problem, columns: readonly number[]): Half[] {
  const q = trees.length
  let total = 0
  for (let unit = 0; unit < units; unit++) total += weight[unit]!
  let halves: Half[] = [{ cost: 0, number: new Int32Array(units) }]
  for (const c of columns) {
    const { height, path, cost } = trees[c]!
    const next: Half[] = []
    for (let depth = 0; depth < height; depth++) {
      const nodes = new Int32Array(units)
      let lost = 0
      for (let unit = 0; unit < units; unit++) {
        const own = leaf[unit * q + c]!
        const above = path[own * height + depth]!
        nodes[unit] = above < 0 ? own : above
        lost += weight[unit]! * cost[nodes[unit]!]!
      }
      for (const half of halves) {
        const number = new Int32Array(units)
        for (let unit = 0; unit < units; unit++) {
          const mixed = Math.imul(half.number[unit]! ^ (nodes[unit]! + 1), 0x9e3779b1)
          number[unit] = mixed ^ (mixed >>> 16)
        }
        next.push({ cost: half.cost + lost / total, number })
      }
    }
    halves = next
  }
  return halves
}
