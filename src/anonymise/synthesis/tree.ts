import { upTo } from '../coding/codes.ts'
import type { Classes } from './classes.ts'
import type { Chance } from './draws.ts'

/** What trees are grown on: rows, and which row of its person each is. */
export interface Sample {
  rows: number
  /** first, second … row of the person, from 0: as many rows of one place as lie in a leaf, so many persons at least are in it */
  place: Uint8Array
  /** rows of this place or a later one are not counted */
  places: number
}

/** A predictor or the target: class per row. */
export interface Variable {
  classes: Classes
  of: Int32Array
}

export interface Growth {
  /** persons in every leaf, at least */
  least: number
  depth: number
}

/** A tree of Breiman et al. (1984): each leaf knows how often each class of the target occurs in it. */
export interface Tree {
  /** predictor of a node; -1: a leaf */
  split: number[]
  /** groups of the predictor's classes that go left */
  left: Uint8Array[]
  /** first of the two children, which follow each other */
  child: number[]
  /** drawable classes of the target in a leaf, and their running shares of the rows */
  drawn: Shares[]
  /** of all rows, for leaves of which nothing may be drawn */
  overall: Shares
  groupOf: Uint8Array[]
}

interface Shares {
  classes: Int32Array
  upTo: Float64Array
}

/** Classes of a predictor are looked at in at most so many groups, those of the target in so many. */
const PREDICTOR_GROUPS = 64
const TARGET_GROUPS = 24
/** Least share of a node's impurity that a split must take away. */
const LEAST_GAIN = 0.002

/** Neighbouring classes joined into groups of about equal numbers of rows. */
function groupsOf({ classes, of }: Variable, most: number): { of: Uint8Array; count: number } {
  const group = new Uint8Array(classes.count)
  if (classes.count <= most) {
    for (let i = 0; i < classes.count; i++) group[i] = i
    return { of: group, count: classes.count }
  }
  const rows = new Float64Array(classes.count)
  for (const one of of) rows[one]!++
  const share = of.length / most
  let current = 0
  let filled = 0
  for (let i = 0; i < classes.count; i++) {
    if (filled >= share && current < most - 1) {
      current++
      filled = 0
    }
    group[i] = current
    filled += rows[i]!
  }
  return { of: group, count: current + 1 }
}

/** Grows a tree that tells the target's class from the predictors', by the Gini impurity. */
export function grow(sample: Sample, predictors: readonly Variable[], target: Variable, { least, depth }: Growth): Tree {
  const targets = groupsOf(target, TARGET_GROUPS)
  const groups = predictors.map((one) => groupsOf(one, PREDICTOR_GROUPS))
  const targetOf = Uint8Array.from(target.of, (one) => targets.of[one]!)
  const groupAt = predictors.map((one, i) => Uint8Array.from(one.of, (own) => groups[i]!.of[own]!))
  const order = upTo(sample.rows)
  const tree: Tree = { split: [], left: [], child: [], drawn: [], overall: leafOf(target, order), groupOf: groups.map(({ of }) => of) }
  const spare = new Int32Array(sample.rows)
  const pending = [{ node: 0, from: 0, to: sample.rows, deep: 0 }]
  tree.split.push(-1)
  tree.left.push(new Uint8Array(0))
  tree.child.push(-1)
  tree.drawn.push({ classes: new Int32Array(0), upTo: new Float64Array(0) })
  const nothing = tree.drawn[0]!
  const histogram = new Int32Array(PREDICTOR_GROUPS * TARGET_GROUPS)
  const { place, places } = sample
  const standing = new Int32Array(PREDICTOR_GROUPS * places)
  for (let next = 0; next < pending.length; next++) {
    const { node, from, to, deep } = pending[next]!
    const best = deep < depth ? bestSplit(from, to) : null
    if (best === null) {
      tree.drawn[node] = leafOf(target, order.subarray(from, to))
      continue
    }
    const at = groupAt[best.predictor]!
    let low = from
    let high = 0
    for (let i = from; i < to; i++) {
      const row = order[i]!
      if (best.left[at[row]!]) order[low++] = row
      else spare[high++] = row
    }
    order.set(spare.subarray(0, high), low)
    const child = tree.split.length
    tree.split[node] = best.predictor
    tree.left[node] = best.left
    tree.child[node] = child
    for (let i = 0; i < 2; i++) {
      tree.split.push(-1)
      tree.left.push(best.left)
      tree.child.push(-1)
      tree.drawn.push(nothing)
    }
    pending.push({ node: child, from, to: low, deep: deep + 1 }, { node: child + 1, from: low, to, deep: deep + 1 })
  }
  return tree

  function bestSplit(from: number, to: number): { predictor: number; left: Uint8Array } | null {
    const rows = to - from
    const classes = targets.count
    const totals = new Float64Array(classes)
    const inNode = new Int32Array(places)
    for (let i = from; i < to; i++) {
      totals[targetOf[order[i]!]!]!++
      const own = place[order[i]!]!
      if (own < places) inNode[own]!++
    }
    if (rows < 2 * least) return null
    const whole = totals.reduce((sum, n) => sum + n * n, 0) / rows
    if (rows - whole < 1e-9) return null
    let best: { predictor: number; left: Uint8Array } | null = null
    let bestGain = LEAST_GAIN * (rows - whole)
    const lefts = new Float64Array(classes)
    for (let predictor = 0; predictor < predictors.length; predictor++) {
      const count = groups[predictor]!.count
      if (count < 2) continue
      const at = groupAt[predictor]!
      histogram.fill(0, 0, count * classes)
      standing.fill(0, 0, count * places)
      for (let i = from; i < to; i++) {
        const row = order[i]!
        const group = at[row]!
        histogram[group * classes + targetOf[row]!]!++
        const own = place[row]!
        if (own < places) standing[group * places + own]!++
      }
      const filled: { group: number; rows: number; mean: number }[] = []
      for (let group = 0; group < count; group++) {
        let n = 0
        let sum = 0
        for (let i = 0; i < classes; i++) {
          const own = histogram[group * classes + i]!
          n += own
          sum += own * i
        }
        if (n > 0) filled.push({ group, rows: n, mean: sum / n })
      }
      if (filled.length < 2) continue
      // What lies on no line is put on one by the target: for two classes that finds the best parting of all (Breiman et al. 1984).
      if (!predictors[predictor]!.classes.ordered) filled.sort((a, b) => a.mean - b.mean || a.group - b.group)
      lefts.fill(0)
      let leftRows = 0
      const inLeft = new Int32Array(places)
      for (let cut = 0; cut < filled.length - 1; cut++) {
        const { group } = filled[cut]!
        for (let i = 0; i < classes; i++) lefts[i]! += histogram[group * classes + i]!
        leftRows += filled[cut]!.rows
        let leftPersons = 0
        let rightPersons = 0
        for (let i = 0; i < places; i++) {
          inLeft[i]! += standing[group * places + i]!
          leftPersons = Math.max(leftPersons, inLeft[i]!)
          rightPersons = Math.max(rightPersons, inNode[i]! - inLeft[i]!)
        }
        if (leftPersons < least) continue
        if (rightPersons < least) break
        let left = 0
        let right = 0
        for (let i = 0; i < classes; i++) {
          const own = lefts[i]!
          left += own * own
          right += (totals[i]! - own) ** 2
        }
        const gain = left / leftRows + right / (rows - leftRows) - whole
        if (gain <= bestGain) continue
        bestGain = gain
        // Groups that do not occur here go with the larger part.
        const marks = new Uint8Array(count).fill(leftRows * 2 > rows ? 1 : 0)
        filled.forEach((one, i) => {
          marks[one.group] = i <= cut ? 1 : 0
        })
        best = { predictor, left: marks }
      }
    }
    return best
  }
}

function leafOf({ classes, of }: Variable, rows: Int32Array): Shares {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const own = of[row]!
    if (classes.drawable[own]) counts.set(own, (counts.get(own) ?? 0) + 1)
  }
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const total = sorted.reduce((sum, [, n]) => sum + n, 0)
  const upTo = new Float64Array(sorted.length)
  let seen = 0
  sorted.forEach(([, n], i) => {
    seen += n
    upTo[i] = seen / total
  })
  return { classes: Int32Array.from(sorted, ([own]) => own), upTo }
}

/** A class of the target drawn in the leaf of the predictors' classes; -1: none may be drawn. */
export function drawClass(tree: Tree, classes: ArrayLike<number>, draws: Chance): number {
  let node = 0
  while (tree.split[node] !== -1) {
    const predictor = tree.split[node]!
    const group = tree.groupOf[predictor]![classes[predictor]!]!
    node = tree.child[node]! + (tree.left[node]![group] ? 0 : 1)
  }
  const { classes: own, upTo } = tree.drawn[node]!.classes.length > 0 ? tree.drawn[node]! : tree.overall
  if (own.length === 0) return -1
  const drawn = draws.next()
  let at = 0
  while (at < own.length - 1 && upTo[at]! <= drawn) at++
  return own[at]!
}
