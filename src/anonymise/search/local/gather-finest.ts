import { upTo } from '../../coding/codes.ts'
import { Alike } from './alike.ts'
import type { Problem } from './problem.ts'

/** Numbers kept for the two halves of the columns (160 MB), and units looked at over all combinations; beyond, what is left stays open. */
const MOST_NUMBERS = 4e7
const MOST_COMBINATIONS = 200_000
const MOST_LOOKS = 7e8

/** Share of the units at which the rest is looked at afresh. */
const RANKED_ANEW = 0.9

/** What a bit that a label still tells counts against it, in shares of a hidden cell: classes that tell less for the same loss leave more to others. */
const PER_BIT = 0.04
const PER_BIT_OF_LARGE = 0.08
const LARGE = 50

/** Labels of some columns at one depth each: a number per unit, equal where all labels are. */
interface Half {
  cost: number
  /** depth by column of the half, in its order */
  depths: readonly number[]
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
  let order = a.flatMap((_, x) => b.map((_, y) => ({ x, y, cost: 0 })))
  const left = upTo(units)
  const alike = new Alike(weight, k)
  const idle = new Uint8Array(combinations)
  let count = units
  const classes: number[][] = []
  let ranked = Number.POSITIVE_INFINITY
  for (let next = 0, turn = 0; next < order.length && count > 0 && alike.looks < MOST_LOOKS; ) {
    if (count < RANKED_ANEW * ranked) {
      // What is left is of another kind than the whole: the combinations that are still to come are ranked by it.
      ranked = count
      rank(problem, a, first, left, count)
      rank(problem, b, second, left, count)
      order = order.slice(next).filter(({ x, y }) => idle[x * b.length + y] === 0)
      for (const entry of order) entry.cost = a[entry.x]!.cost + b[entry.y]!.cost
      order.sort((s, t) => s.cost - t.cost || s.x - t.x || s.y - t.y)
      next = 0
      continue
    }
    const { x, y } = order[next++]!
    if (idle[x * b.length + y] === 1) continue
    if (alike.weighEnough(a[x]!.number, b[y]!.number, left, count)) {
      const formed = new Map<number, number[]>()
      let kept = 0
      for (let i = 0; i < count; i++) {
        const unit = left[i]!
        const group = alike.groupAt(i)
        const members = formed.get(group)
        if (group === -1) left[kept++] = unit
        else if (members) members.push(unit)
        else formed.set(group, [unit])
      }
      count = kept
      classes.push(...formed.values())
      continue
    }
    // Nor are there enough where labels are finer, now or later: those left only become fewer. How far up this holds is found by
    // halving a way to the coarsest labels, and what lies below is passed over.
    const way = wayUp(a[x]!.depths, b[y]!.depths, turn++)
    let [barren, full] = [-1, way.length - 1]
    while (full - barren > 1) {
      const middle = (barren + full) >> 1
      const [s, t] = way[middle]!.map((depths, half) => placeOf(half === 0 ? a : b, depths)) as [number, number]
      const isFull = idle[s * b.length + t] === 0 && alike.weighEnough(a[s]!.number, b[t]!.number, left, count, true)
      if (isFull) full = middle
      else barren = middle
    }
    if (barren === -1) continue
    const [above, beside] = way[barren]!
    const finer = b.flatMap(({ depths }, t) => (isFiner(depths, beside) ? [t] : []))
    a.forEach(({ depths }, s) => {
      if (isFiner(depths, above)) for (const t of finer) idle[s * b.length + t] = 1
    })
  }
  return q === 0 ? null : { classes, left: Array.from(left.subarray(0, count)) }
}

/** Depths of both halves, coarser by one column at a time, each in turn, until all are coarsest. */
function wayUp(one: readonly number[], other: readonly number[], turn: number): [number[], number[]][] {
  const depths = [...one, ...other]
  const way: [number[], number[]][] = []
  for (let at = turn; depths.some((depth) => depth > 0); at++) {
    const c = at % depths.length
    if (depths[c] === 0) continue
    depths[c]!--
    way.push([depths.slice(0, one.length), depths.slice(one.length)])
  }
  return way
}

/** Where a half stands among those of `halfOf`: the first column changes fastest. */
function placeOf(halves: readonly Half[], depths: readonly number[]): number {
  const finest = halves.at(-1)!.depths
  return depths.reduceRight((place, depth, i) => place * (finest[i]! + 1) + depth, 0)
}

const isFiner = (depths: readonly number[], than: readonly number[]) => depths.every((depth, i) => depth >= than[i]!)

/** What the halves lose on average over these units, and what they still tell. */
function rank(
  { trees, leaf, weight, k }: Problem,
  halves: readonly Half[],
  columns: readonly number[],
  left: Int32Array,
  count: number,
): void {
  const q = trees.length
  let total = 0
  for (let i = 0; i < count; i++) total += weight[left[i]!]!
  const lost = columns.map((c) => {
    const { height, path, cost, nodes } = trees[c]!
    const perBit = (k < LARGE ? PER_BIT : PER_BIT_OF_LARGE) * cost[0]!
    const sums = new Float64Array(height)
    const shares = Array.from({ length: height }, () => new Float64Array(nodes))
    for (let i = 0; i < count; i++) {
      const own = leaf[left[i]! * q + c]!
      for (let depth = 0; depth < height; depth++) {
        const above = path[own * height + depth]!
        shares[depth]![above < 0 ? own : above]! += weight[left[i]!]! / total
      }
    }
    shares.forEach((share, depth) => {
      for (let node = 0; node < nodes; node++)
        if (share[node]! > 0) sums[depth]! += share[node]! * (cost[node]! - perBit * Math.log2(share[node]!))
    })
    return sums
  })
  for (const half of halves) half.cost = half.depths.reduce((sum, depth, i) => sum + lost[i]![depth]!, 0)
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
function halfOf({ trees, units, leaf }: Problem, columns: readonly number[]): Half[] {
  const q = trees.length
  let halves: Half[] = [{ cost: 0, depths: [], number: new Int32Array(units) }]
  for (const c of columns) {
    const { height, path } = trees[c]!
    const next: Half[] = []
    for (let depth = 0; depth < height; depth++) {
      const nodes = new Int32Array(units)
      for (let unit = 0; unit < units; unit++) {
        const own = leaf[unit * q + c]!
        const above = path[own * height + depth]!
        nodes[unit] = above < 0 ? own : above
      }
      for (const half of halves) {
        const number = new Int32Array(units)
        for (let unit = 0; unit < units; unit++) {
          const mixed = Math.imul(half.number[unit]! ^ (nodes[unit]! + 1), 0x9e3779b1)
          number[unit] = mixed ^ (mixed >>> 16)
        }
        next.push({ cost: 0, depths: [...half.depths, depth], number })
      }
    }
    halves = next
  }
  return halves
}
