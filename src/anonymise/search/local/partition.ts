import { labelsOf, type Problem } from './problem.ts'

/** How a lot is cut along one column: into all children of its label, or into one child and the rest. */
interface Cut {
  column: number
  child: number
  score: number
}

export interface Effort {
  /** Cuts that are tried out to the end before one is chosen; 1: the first that promises most. */
  trials: number
  /** Lots of fewer units than this are cut without trying. */
  smallest: number
}

/** Cuts are worth what they save per bit of the lot's size that they spend; this many bits are free, so that tiny cuts do not win. */
const FREE_BITS = 0.3

const bits = (share: number) => (share > 0 ? -share * Math.log2(share) : 0)

/**
 * Cuts all units from above: a lot is divided along one column's hierarchy as long as each part stays large enough; parts that would
 * be too small stay together under the old label, and where they are too few still, the units that fit them best join them.
 * Which cut is best is found by following the most promising ones to the end.
 *
 * @returns the units of each class
 * @source after LeFevre et al. 2006 (Mondrian) and Fung et al. 2005 (top-down specialisation)
 */
export function partition(problem: Problem, effort: Effort): number[][] {
  const { trees, units, leaf, weight, k } = problem
  const q = trees.length
  const tables = trees.map((tree) => tree.table)
  const layers: Int32Array[] = []
  const layer = (depth: number) => {
    layers[depth] ??= new Int32Array(units)
    return layers[depth]!
  }
  const counts = trees.map((tree) => new Float64Array(tree.nodes))
  const part = trees.map((tree) => new Int32Array(tree.nodes))
  const label = new Int32Array(q)
  const restLabel = new Int32Array(q)
  const result: number[][] = []

  function emit(members: Int32Array, from: number, to: number): void {
    result.push(Array.from(members.subarray(from, to)))
  }

  /** Cuts of a lot whose labels stand in `label`, best first. */
  function cutsOf(members: Int32Array, from: number, to: number, total: number): Cut[] {
    const cuts: Cut[] = []
    if (total < 2 * k) return cuts
    for (let c = 0; c < q; c++) {
      const tree = trees[c]!
      const node = label[c]!
      const below = tree.depth[node]! + 1
      const first = tree.childStart[node]!
      const last = tree.childStart[node + 1]!
      if (first === last) continue
      const count = counts[c]!
      const { path, height } = tree
      let own = 0
      for (let i = from; i < to; i++) {
        const unit = members[i]!
        const child = path[leaf[unit * q + c]! * height + below]!
        if (child < 0) own += weight[unit]!
        else count[child]! += weight[unit]!
      }
      let left = own
      let gain = 0
      let groups = 0
      let kinds = own > 0 ? 1 : 0
      let spent = 0
      let largest = -1
      for (let i = first; i < last; i++) {
        const child = tree.child[i]!
        const n = count[child]!
        if (n === 0) continue
        kinds++
        if (largest < 0 || n > count[largest]!) largest = child
        if (n < k) {
          left += n
          continue
        }
        groups++
        gain += n * (tree.cost[node]! - tree.cost[child]!)
        spent += bits(n / total)
      }
      if (groups > 0 && kinds > 1) {
        spent += bits(left / total)
        if (left > 0 && left < k) {
          // Too few are left over: the largest part gives, or goes under if that makes it too small.
          const given = count[largest]! - (k - left) < k ? count[largest]! : k - left
          gain -= given * (tree.cost[node]! - tree.cost[largest]!)
          if (given === count[largest]! && groups === 1) gain = 0
        }
        if (gain > 0) cuts.push({ column: c, child: -1, score: gain / total / (spent + FREE_BITS) })
        if (kinds > 2)
          for (let i = first; i < last; i++) {
            const child = tree.child[i]!
            const n = count[child]!
            if (n < k || total - n < k) continue
            const saved = n * (tree.cost[node]! - tree.cost[child]!)
            const score = saved / total / (bits(n / total) + bits(1 - n / total) + FREE_BITS)
            if (score > 0) cuts.push({ column: c, child, score })
          }
      }
      for (let i = first; i < last; i++) count[tree.child[i]!] = 0
    }
    return cuts.sort((a, b) => b.score - a.score || a.column - b.column || a.child - b.child)
  }

  /** Writes the parts of a cut one after another into the next layer; answers their ends, or null if the cut comes to nothing. */
  function apply(members: Int32Array, from: number, to: number, cut: Cut, node: number, into: Int32Array): number[] | null {
    const { column: c, child: only } = cut
    const tree = trees[c]!
    const below = tree.depth[node]! + 1
    const first = tree.childStart[node]!
    const last = tree.childStart[node + 1]!
    const { path, height } = tree
    const count = counts[c]!
    const numbers = part[c]!
    const childOf = (unit: number) => path[leaf[unit * q + c]! * height + below]!
    for (let i = from; i < to; i++) {
      const child = childOf(members[i]!)
      if (child >= 0) count[child]! += weight[members[i]!]!
    }
    let parts = 0
    const sizes: number[] = []
    for (let i = first; i < last; i++) {
      const child = tree.child[i]!
      numbers[child] = -1
      if (count[child]! >= k && (only < 0 || child === only)) {
        numbers[child] = parts++
        sizes.push(count[child]!)
      }
      count[child] = 0
    }
    const lengths = new Int32Array(parts + 1)
    const numberOf = (unit: number) => {
      const child = childOf(unit)
      return child < 0 || numbers[child] === -1 ? parts : numbers[child]!
    }
    let rest = 0
    for (let i = from; i < to; i++) {
      const number = numberOf(members[i]!)
      lengths[number]!++
      if (number === parts) rest += weight[members[i]!]!
    }
    const ends: number[] = []
    let at = from
    const fill = new Int32Array(parts + 1)
    for (let p = 0; p <= parts; p++) {
      fill[p] = at
      at += lengths[p]!
      ends.push(at)
    }
    for (let i = from; i < to; i++) into[fill[numberOf(members[i]!)]!++] = members[i]!
    if (rest > 0 && rest < k) {
      let donor = 0
      for (let p = 1; p < parts; p++) if (sizes[p]! > sizes[donor]!) donor = p
      if (!fetch(into, ends, donor, sizes[donor]!, rest, from)) {
        // The donor would be too small: it joins the rest as a whole.
        if (parts === 1) return null
        moveBehind(into, ends, donor, from)
      }
    }
    if (ends.length > 1 && ends[ends.length - 1] === ends[ends.length - 2]) ends.pop()
    if (ends.length < 2) return null
    if (problem.holds) {
      let start = from
      for (const end of ends) {
        if (!problem.holds(into, start, end)) return null
        start = end
      }
    }
    return ends
  }

  /** Part `donor` goes to the end of the lot, so that it stands beside the rest. */
  function moveBehind(into: Int32Array, ends: number[], donor: number, from: number): void {
    const start = donor === 0 ? from : ends[donor - 1]!
    const length = ends[donor]! - start
    const moved = into.slice(start, ends[donor]!)
    const last = ends.length - 1
    const restEnd = ends[last]!
    into.copyWithin(start, ends[donor]!, restEnd)
    into.set(moved, restEnd - length)
    for (let p = donor + 1; p < last; p++) ends[p - 1] = ends[p]! - length
    ends.pop()
    ends[last - 1] = restEnd
  }

  /** Moves the best fitting units of the donor to the rest until that is large enough; false if the donor cannot spare them. */
  function fetch(into: Int32Array, ends: number[], donor: number, size: number, rest: number, from: number): boolean {
    const last = ends.length - 1
    const start = donor === 0 ? from : ends[donor - 1]!
    const moved: number[] = []
    labelsOf(problem, into, ends[last - 1]!, ends[last]!, restLabel)
    let to = ends[donor]!
    while (rest < k) {
      let best = -1
      let least = Number.POSITIVE_INFINITY
      for (let i = start; i < to; i++) {
        const unit = into[i]!
        if (size - weight[unit]! < k) continue
        let cost = 0
        for (let c = 0; c < q; c++) {
          const tree = trees[c]!
          const own = leaf[unit * q + c]!
          const table = tables[c]
          cost += tree.cost[table ? table[restLabel[c]! * tree.nodes + own]! : tree.join(restLabel[c]!, own)]!
          if (cost >= least) break
        }
        if (cost < least) {
          least = cost
          best = i
        }
      }
      if (best < 0) return false
      const unit = into[best]!
      into[best] = into[to - 1]!
      into[to - 1] = unit
      to--
      moved.push(unit)
      rest += weight[unit]!
      size -= weight[unit]!
      for (let c = 0; c < q; c++) restLabel[c] = trees[c]!.join(restLabel[c]!, leaf[unit * q + c]!)
    }
    // The parts between donor and rest move up by as many places.
    into.copyWithin(to, ends[donor]!, ends[last - 1]!)
    for (let p = donor; p < last; p++) ends[p]! -= moved.length
    into.set(moved, ends[last - 1]!)
    return true
  }

  function solve(depth: number, from: number, to: number, trying: boolean): number {
    const members = layer(depth)
    labelsOf(problem, members, from, to, label)
    let total = 0
    for (let i = from; i < to; i++) total += weight[members[i]!]!
    let each = 0
    for (let c = 0; c < q; c++) each += trees[c]!.cost[label[c]!]!
    const own = label.slice()
    const cuts = cutsOf(members, from, to, total)
    const into = layer(depth + 1)
    if (!trying && effort.trials > 1 && to - from >= effort.smallest && cuts.length > 1) {
      let least = Number.POSITIVE_INFINITY
      let chosen: Cut | null = null
      let tried = 0
      for (const cut of cuts) {
        if (tried === effort.trials) break
        const ends = apply(members, from, to, cut, own[cut.column]!, into)
        if (!ends) continue
        tried++
        let cost = 0
        let start = from
        for (const end of ends) {
          cost += solve(depth + 1, start, end, true)
          start = end
        }
        if (cost < least) {
          least = cost
          chosen = cut
        }
      }
      if (chosen && chosen !== cuts[0]) cuts.unshift(chosen)
    }
    for (const cut of cuts) {
      const ends = apply(members, from, to, cut, own[cut.column]!, into)
      if (!ends) continue
      let cost = 0
      let start = from
      for (const end of ends) {
        cost += solve(depth + 1, start, end, trying)
        start = end
      }
      return cost
    }
    if (!trying) emit(members, from, to)
    return total * each
  }

  const all = layer(0)
  for (let unit = 0; unit < units; unit++) all[unit] = unit
  if (units > 0) solve(0, 0, units, false)
  return result
}
