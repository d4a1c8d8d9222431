import { type Classes, LEAST_GAIN } from './classes.ts'
import { place } from './place.ts'

export function moveOne(state: Classes, unit: number): number {
  const id = state.of[unit]!
  if (state.weight[id]! - state.problem.weight[unit]! < state.problem.k || state.cost[id]! - state.leafCost[unit]! < LEAST_GAIN) return 0
  return leave(state, id, [unit])
}

/** Sends minorities of a class away, column by column, while that is a gain; then tries to dissolve the class. */
export function trim(state: Classes, id: number): number {
  const { trees, leaf, weight } = state.problem
  const q = state.q
  let gained = 0
  for (let again = true; again && state.members[id]!.length > 1; ) {
    again = false
    for (let c = 0; c < q && !again; c++) {
      const members = state.members[id]!
      const tree = trees[c]!
      const below = tree.depth[state.label[id * q + c]!]! + 1
      if (below >= tree.height || members.length < 2) continue
      const shares = new Map<number, number>()
      for (const unit of members) {
        const child = tree.path[leaf[unit * q + c]! * tree.height + below]!
        shares.set(child, (shares.get(child) ?? 0) + weight[unit]!)
      }
      if (shares.size < 2) continue
      let main = -1
      let most = 0
      for (const [child, share] of shares)
        if (child >= 0 && (share > most || (share === most && child < main))) {
          most = share
          main = child
        }
      if (main < 0) continue
      const gain = leave(
        state,
        id,
        members.filter((unit) => tree.path[leaf[unit * q + c]! * tree.height + below]! !== main),
      )
      if (gain > 0) {
        gained += gain
        again = true
      }
    }
  }
  return gained
}

/** Takes `gone` out of its class and finds a place for each; all of the class goes if what is left would not hold. */
function leave(state: Classes, id: number, gone: readonly number[]): number {
  const { weight, k, holds } = state.problem
  let lost = 0
  for (const unit of gone) lost += weight[unit]!
  let stay: number[] = []
  if (state.weight[id]! - lost >= k) {
    if (gone.length === 1) stay = state.members[id]!.filter((unit) => unit !== gone[0])
    else {
      const leaving = new Set(gone)
      stay = state.members[id]!.filter((unit) => !leaving.has(unit))
    }
    if (holds && !holds(stay, 0, stay.length)) stay = []
  }
  if (stay.length === 0) {
    gone = [...state.members[id]!]
    lost = state.weight[id]!
  }
  let budget = state.weight[id]! * state.cost[id]!
  if (stay.length > 0) {
    state.labels(stay, state.scratch, 0)
    budget -= (state.weight[id]! - lost) * state.costAt(state.scratch, 0)
  }
  // Nobody can lose less than his own leaves do.
  let rest = 0
  for (const unit of gone) rest += weight[unit]! * state.leafCost[unit]!
  if (budget - rest <= LEAST_GAIN) return 0
  const undo: { unit: number; to: number; weight: number; cost: number; labels: Int32Array }[] = []
  const q = state.q
  for (const unit of gone) {
    rest -= weight[unit]! * state.leafCost[unit]!
    const to = place(state, unit, id, budget - rest - LEAST_GAIN)
    if (to < 0) {
      for (const step of undo.reverse()) {
        state.members[step.to]!.pop()
        state.of[step.unit] = id
        state.weight[step.to] = step.weight
        state.cost[step.to] = step.cost
        state.label.set(step.labels, step.to * q)
        state.index.place(step.to, state.label)
      }
      return 0
    }
    undo.push({ unit, to, weight: state.weight[to]!, cost: state.cost[to]!, labels: state.label.slice(to * q, to * q + q) })
    budget -= state.added
    state.join(unit, to)
  }
  state.members[id] = stay
  state.measure(id)
  return budget
}
