import { type Classes, LEAST_GAIN } from './classes.ts'

/** The class in which the unit adds least, below `limit`; -1 if there is none. What it adds stands in `added`. */
export function place(state: Classes, unit: number, except: number, limit: number): number {
  const { trees, leaf, weight, k } = state.problem
  const q = state.q
  const own = weight[unit]!
  const base = unit * q
  const order = state.order
  const { keys, lists, columns } = state.index
  const label = state.label
  const weights = state.weight
  const costs = state.cost
  const joinedTables = state.joined
  const rows = state.rows
  const labelCosts = state.labelCosts
  // What the unit loses at the least in the columns that the index does not know.
  let tail = state.leafCost[unit]!
  for (let i = 0; i < q; i++) {
    const c = order[i]!
    const tree = trees[c]!
    rows[i] = leaf[base + c]! * tree.nodes
    if (i < columns) tail -= tree.cost[leaf[base + c]!]!
  }
  let least = limit
  let best = -1
  // Lists that would keep their labels come first: what they offer rules most of the others out.
  let waiting = 0
  for (let turn = 0, b = 0; ; b++) {
    if (turn === 0 && b === lists.length) {
      turn = 1
      b = 0
    }
    if (turn === 1 && b >= waiting) break
    const list = turn === 0 ? lists[b]! : lists[state.waiting[b]!]!
    if (list.length === 0) continue
    // What joining costs more in the columns of the index.
    let more = 0
    if (turn === 0) {
      let joined = 0
      let now = 0
      for (let i = 0; i < columns; i++) {
        const c = order[i]!
        const node = keys[b * columns + i]!
        now += trees[c]!.cost[node]!
        joined += joinedTables[i]![rows[i]! + node]!
      }
      const bound = k * (joined - now) + own * (joined + tail)
      if (bound >= least) continue
      if (joined > now + LEAST_GAIN) {
        state.waiting[waiting] = b
        state.bounds[waiting] = bound
        state.sums[waiting++] = joined - now
        continue
      }
    } else {
      if (state.bounds[b]! >= least) continue
      more = state.sums[b]!
    }
    for (let l = 0; l < list.length; l++) {
      const id = list[l]!
      if (id === except) continue
      const theirs = weights[id]!
      const total = theirs + own
      const lost = theirs * costs[id]!
      const most = (least + lost) / total
      // A label only gets coarser: the class loses no less than now.
      let sum = costs[id]! + more
      for (let i = columns; i < q && sum < most; i++) {
        const table = joinedTables[i]
        const c = order[i]!
        const node = label[id * q + c]!
        const cost = labelCosts[i]!
        sum += (table ? table[rows[i]! + node]! : cost[trees[c]!.join(node, leaf[base + c]!)]!) - cost[node]!
      }
      if (sum < most) {
        least = sum * total - lost
        best = id
      }
    }
  }
  state.added = least
  return best
}
