import { type Classes, LEAST_GAIN } from './classes.ts'
import { place } from './place.ts'

/** Tries for each finer label of the class whether a new class under it would gain. */
export function openBelow(state: Classes, id: number): number {
  const { trees } = state.problem
  const q = state.q
  let gained = 0
  for (let c = 0; c < q; c++) {
    if (state.members[id]!.length < 2) break
    const tree = trees[c]!
    const node = state.label[id * q + c]!
    for (let i = tree.childStart[node]!; i < tree.childStart[node + 1]!; i++) {
      if (state.label[id * q + c] !== node || state.members[id]!.length < 2) break
      const box = state.label.slice(id * q, id * q + q)
      box[c] = tree.child[i]!
      gained += open(state, id, box)
    }
  }
  return gained
}

/** A new class of units below the labels of `box` that lose more where they are; `id` may be broken up for it. */
function open(state: Classes, id: number, box: Int32Array): number {
  const { leaf, weight, k, holds } = state.problem
  const q = state.q
  const cost = state.costAt(box, 0)
  const { from, to, units } = state.below.range(box)
  if (to - from > state.looksAt) return 0
  const found: number[] = []
  let could = 0
  // Only columns whose label leaves something out need a look.
  const { test, low, high } = state.box
  let narrow = 0
  for (let i = 0; i < q; i++) {
    const c = state.order[i]!
    if (box[c] === 0) continue
    test[narrow] = c
    low[narrow] = box[c]!
    high[narrow++] = state.below.end[c]![box[c]!]!
  }
  scan: for (let i = from; i < to; i++) {
    const unit = units[i]!
    for (let at = 0; at < narrow; at++) {
      const own = leaf[unit * q + test[at]!]!
      if (own < low[at]! || own >= high[at]!) continue scan
    }
    const own = state.of[unit]!
    if (state.cost[own]! <= cost + LEAST_GAIN) continue
    found.push(unit)
    could += weight[unit]!
  }
  if (could < k) return 0
  found.sort((a, b) => state.cost[state.of[b]!]! - state.cost[state.of[a]!]! || a - b)
  const taken = new Map<number, number>()
  const chosen: number[] = []
  let sum = 0
  const take = (unit: number) => {
    const source = state.of[unit]!
    chosen.push(unit)
    sum += weight[unit]!
    taken.set(source, (taken.get(source) ?? 0) + weight[unit]!)
  }
  for (const unit of found) {
    const source = state.of[unit]!
    if (source === id || state.weight[source]! - (taken.get(source) ?? 0) - weight[unit]! >= k) take(unit)
  }
  if (sum < k) {
    // Break up the class that has most to give.
    const give = new Map<number, number>()
    const isChosen = new Set(chosen)
    for (const unit of found) if (!isChosen.has(unit)) give.set(state.of[unit]!, (give.get(state.of[unit]!) ?? 0) + weight[unit]!)
    let second = -1
    let most = 0
    for (const [source, share] of give)
      if (sum + share >= k && share / state.weight[source]! > most) {
        most = share / state.weight[source]!
        second = source
      }
    if (second < 0) return 0
    for (const unit of found) if (state.of[unit] === second && !isChosen.has(unit)) take(unit)
  }
  if (holds && !holds(chosen, 0, chosen.length)) return 0
  const journal = state.begin()
  let gain = 0
  const homeless: number[] = []
  const gone = new Set(chosen)
  for (const source of taken.keys()) {
    state.touch(source)
    gain += state.weight[source]! * state.cost[source]!
    const stay = state.members[source]!.filter((unit) => !gone.has(unit))
    if (state.weight[source]! - taken.get(source)! < k || (holds && !holds(stay, 0, stay.length))) {
      homeless.push(...stay)
      state.members[source] = []
    } else state.members[source] = stay
  }
  const opened = state.add(chosen)
  gain -= state.weight[opened]! * state.cost[opened]!
  for (const source of taken.keys()) {
    state.measure(source)
    gain -= state.weight[source]! * state.cost[source]!
  }
  let rest = 0
  for (const unit of homeless) rest += weight[unit]! * state.leafCost[unit]!
  for (const unit of homeless) {
    rest -= weight[unit]! * state.leafCost[unit]!
    const home = gain - rest <= LEAST_GAIN ? -1 : place(state, unit, -1, gain - rest - LEAST_GAIN)
    if (home < 0) {
      state.rollback(journal, opened)
      return 0
    }
    gain -= state.added
    state.touch(home)
    state.join(unit, home)
  }
  if (gain <= LEAST_GAIN) {
    state.rollback(journal, opened)
    return 0
  }
  state.journal = null
  return gain
}
