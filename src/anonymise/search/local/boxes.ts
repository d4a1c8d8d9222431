import type { Problem } from './problem.ts'
import { UnitSets } from './unit-sets.ts'

/** Steps in which what units lose is told apart. */
const LOSING = 64

/**
 * Classes as boxes: one label per column, open to every unit below these labels, whether it is in the box or not. Every unit is in one box.
 * Box 0 hides everything and is always open, so that nobody is ever without a place.
 */
export class Boxes {
  readonly problem: Problem
  readonly q: number
  readonly sets: UnitSets
  /** open boxes other than box 0, in no order; each holds somebody */
  readonly open: number[] = []
  /** `label[box × columns + column]` */
  label: Int32Array
  /** what each person in the box loses */
  cost: Float64Array
  /** persons in the box */
  held: Float64Array
  /** units below the labels of the box, ascending */
  readonly below: Int32Array[] = []
  /** box of each unit, and what each of its persons loses there */
  readonly of: Int32Array
  readonly lost: Float64Array
  /** bits of the units that lose at least so many steps: `losing[step]` */
  readonly losing: Int32Array[]
  readonly #scale: number
  /** what all persons lose */
  total = 0
  /** open boxes above each unit, cheapest first: `above[unit × room … + many[unit] - 1]` */
  room = 32
  above: Int32Array
  readonly many: Int32Array
  /** the cheapest two of them, side by side in memory: `best[2 × unit]` */
  readonly #best: Int32Array
  readonly #free: number[] = []
  readonly #at: number[] = []

  constructor(problem: Problem) {
    const { trees, units } = problem
    this.problem = problem
    this.q = trees.length
    this.sets = new UnitSets(problem)
    this.label = new Int32Array(64 * this.q)
    this.cost = new Float64Array(64)
    this.held = new Float64Array(64)
    this.of = new Int32Array(units).fill(-1)
    this.lost = new Float64Array(units)
    this.above = new Int32Array(units * this.room)
    this.many = new Int32Array(units)
    this.#best = new Int32Array(2 * units)
    const most = trees.reduce((sum, { cost }) => sum + cost[0]!, 0)
    this.#scale = LOSING / Math.max(1e-9, most)
    this.losing = Array.from({ length: LOSING + 2 }, () => new Int32Array(Math.ceil(units / 32)))
    this.losing[0]!.fill(-1)
    this.add(new Int32Array(this.q))
  }

  /** Finds the units below the box that lose more than `cost` where they are, and maybe some that lose about as much. */
  findLosing(box: Int32Array, cost: number): number {
    return this.sets.find(box, this.losing[Math.floor(cost * this.#scale)]!)
  }

  costOf(box: Int32Array): number {
    let sum = 0
    for (let c = 0; c < this.q; c++) sum += this.problem.trees[c]!.cost[box[c]!]!
    return sum
  }

  /** Opens a box. Nobody is in it yet. */
  add(box: Int32Array): number {
    this.sets.find(box, null)
    const id = this.#free.pop() ?? this.below.length
    if (id >= this.cost.length) this.#grow()
    const cost = this.costOf(box)
    const below = this.sets.found.slice(0, this.sets.count)
    this.label.set(box, id * this.q)
    this.cost[id] = cost
    this.held[id] = 0
    this.below[id] = below
    if (id > 0) {
      this.#at[id] = this.open.length
      this.open.push(id)
    }
    for (let i = 0; i < below.length; i++) {
      const unit = below[i]!
      if (this.many[unit] === this.room) this.#widen()
      const from = unit * this.room
      let at = from + this.many[unit]!++
      for (; at > from && this.cost[this.above[at - 1]!]! > cost; at--) this.above[at] = this.above[at - 1]!
      this.above[at] = id
      if (at < from + 2) this.#keepBest(unit)
    }
    return id
  }

  /** Closes a box; who is still in it goes to the cheapest other box. */
  remove(id: number): void {
    const below = this.below[id]!
    for (let i = 0; i < below.length; i++) {
      const unit = below[i]!
      if (this.of[unit] === id) this.move(unit, this.cheapest(unit, id))
      const end = unit * this.room + --this.many[unit]!
      let at = unit * this.room
      while (this.above[at] !== id) at++
      const first = at < unit * this.room + 2
      for (; at < end; at++) this.above[at] = this.above[at + 1]!
      if (first) this.#keepBest(unit)
    }
    this.below[id] = new Int32Array(0)
    this.#free.push(id)
    const last = this.open.pop()!
    if (last === id) return
    this.open[this.#at[id]!] = last
    this.#at[last] = this.#at[id]!
  }

  move(unit: number, to: number): void {
    const weight = this.problem.weight[unit]!
    const from = this.of[unit]!
    if (from >= 0) {
      this.held[from]! -= weight
      this.total -= weight * this.cost[from]!
    }
    this.held[to]! += weight
    this.total += weight * this.cost[to]!
    this.of[unit] = to
    const before = Math.floor(this.lost[unit]! * this.#scale)
    const now = Math.floor(this.cost[to]! * this.#scale)
    for (let step = Math.min(before, now) + 1; step <= Math.max(before, now); step++) this.losing[step]![unit >>> 5]! ^= 1 << (unit & 31)
    this.lost[unit] = this.cost[to]!
  }

  /** The cheapest open box above the unit other than `except`. */
  cheapest(unit: number, except: number): number {
    const first = this.#best[2 * unit]!
    return first === except ? this.#best[2 * unit + 1]! : first
  }

  #keepBest(unit: number): void {
    this.#best[2 * unit] = this.above[unit * this.room]!
    this.#best[2 * unit + 1] = this.above[unit * this.room + 1]!
  }

  /** Units of each box, boxes and units in ascending order. */
  result(): number[][] {
    const classes = new Map<number, number[]>()
    this.of.forEach((id, unit) => {
      const members = classes.get(id)
      if (members) members.push(unit)
      else classes.set(id, [unit])
    })
    return [...classes.values()]
  }

  #grow(): void {
    const size = 2 * this.cost.length
    const [label, cost, held] = [this.label, this.cost, this.held]
    this.label = new Int32Array(size * this.q)
    this.label.set(label)
    this.cost = new Float64Array(size)
    this.cost.set(cost)
    this.held = new Float64Array(size)
    this.held.set(held)
  }

  #widen(): void {
    const { above, room } = this
    this.room = 2 * room
    this.above = new Int32Array(this.of.length * this.room)
    for (let unit = 0; unit < this.of.length; unit++)
      this.above.set(above.subarray(unit * room, unit * room + this.many[unit]!), unit * this.room)
  }
}
