import type { Boxes } from './boxes.ts'

/** Steps in which what units cost is told apart as a box is filled up. */
const STEPS = 128

/**
 * One box for another: what it would cost all in all, and doing it. Boxes may hold fewer persons than they need for a while,
 * at `price` for each person missing.
 */
export class Exchange {
  /** for each person that a box is short of */
  price = 0
  /** words and units looked at so far */
  looks = 0
  /** boxes that the exchange weighed last would change */
  readonly touched: number[] = []
  readonly #boxes: Boxes
  readonly #k: number
  /** steps of what a person loses, per unit of cost */
  readonly #scale: number
  /** what the boxes would gain or lose in persons */
  #change: Float64Array
  /** the exchange at which a unit was taken last */
  readonly #taken: Int32Array
  #turn = 0
  /** whether a box holds less than it needs already */
  #anyShort = false
  readonly #take: Int32Array
  #takes = 0
  readonly #freed: Int32Array
  readonly #waiting: Int32Array
  readonly #sorted: Int32Array
  readonly #step: Uint8Array
  readonly #start = new Int32Array(STEPS + 1)

  constructor(boxes: Boxes) {
    const { units, trees, k } = boxes.problem
    this.#boxes = boxes
    this.#k = k
    // Half of the steps reach as far as four cells hidden.
    this.#scale = STEPS / 2 / Math.max(1e-9, (4 * trees.reduce((sum, { cost }) => sum + cost[0]!, 0)) / trees.length)
    this.#change = new Float64Array(boxes.cost.length)
    this.#taken = new Int32Array(units)
    this.#take = new Int32Array(units)
    this.#freed = new Int32Array(units)
    this.#waiting = new Int32Array(units)
    this.#sorted = new Int32Array(units)
    this.#step = new Uint8Array(units)
  }

  short(held: number): number {
    return held <= 0 || held >= this.#k ? 0 : this.price * (this.#k - held)
  }

  /**
   * What it costs to close box `gone` (-1: none) and to open `box` (null: none); infinite if nobody would come, or as soon as it is sure to be more than `limit`.
   */
  weigh(gone: number, box: Int32Array | null, limit: number): number {
    const { of, lost, cost, held, below, sets } = this.#boxes
    const { weight } = this.#boxes.problem
    if (this.#change.length < cost.length) this.#change = new Float64Array(cost.length)
    const k = this.#k
    const change = this.#change
    const touched = this.touched
    const turn = ++this.#turn
    touched.length = 0
    this.#takes = 0
    let delta = 0
    let freed = 0
    let persons = 0
    let own = 0
    if (box) {
      own = this.#boxes.costOf(box)
      this.looks += this.#boxes.findLosing(box, own)
    }
    if (gone >= 0) {
      // Who is freed loses from now on what the cheapest other box costs.
      const from = below[gone]!
      const before = cost[gone]!
      this.looks += from.length
      for (let i = 0; i < from.length; i++) {
        const unit = from[i]!
        if (of[unit] !== gone) continue
        const next = cost[this.#boxes.cheapest(unit, gone)]!
        lost[unit] = next
        delta += weight[unit]! * (next - before)
        this.#freed[freed++] = unit
        if (!box || next <= own || !sets.holds(box, unit)) continue
        delta -= weight[unit]! * (next - own)
        persons += weight[unit]!
        this.#take[this.#takes++] = unit
        this.#taken[unit] = turn
      }
      delta -= this.short(held[gone]!)
    }
    if (box) {
      const gained = this.#takeGaining(gone, own)
      delta -= gained.sum
      persons += gained.persons
      if (delta - gained.refused > limit) delta = Number.POSITIVE_INFINITY
      else if (persons < k) {
        this.looks += sets.find(box, null)
        delta -= this.#fillUp(gone, own, persons)
        // What other boxes are short of by it can only add to that.
        if (!this.#anyShort && delta > limit) delta = Number.POSITIVE_INFINITY
      }
      if (this.#takes === 0) delta = Number.POSITIVE_INFINITY
    }
    const needy = delta < Number.POSITIVE_INFINITY && this.#someShort()
    for (let i = 0; i < freed; i++) {
      const unit = this.#freed[i]!
      const next = lost[unit]!
      lost[unit] = cost[gone]!
      if (this.#taken[unit] === turn || delta === Number.POSITIVE_INFINITY) continue
      const to = needy ? this.#needy(unit, gone, next) : this.#boxes.cheapest(unit, gone)
      if (change[to] === 0) touched.push(to)
      change[to]! += weight[unit]!
      delta += weight[unit]! * (cost[to]! - next)
    }
    for (let i = 0; i < touched.length; i++) {
      const id = touched[i]!
      if (change[id] === 0) continue
      delta += this.short(held[id]! + change[id]!) - this.short(held[id]!)
      change[id] = 0
    }
    return delta
  }

  /** Whether some box would hold less than it needs. */
  #someShort(): boolean {
    if (this.#anyShort) return true
    const { held } = this.#boxes
    for (let i = 0; i < this.touched.length; i++) {
      const then = held[this.touched[i]!]! + this.#change[this.touched[i]!]!
      if (then > 0 && then < this.#k) return true
    }
    return false
  }

  /** Where a freed unit helps most: in a box that is short of persons, if it loses less by it than they are worth; else where it loses `least`. */
  #needy(unit: number, gone: number, least: number): number {
    const { above, room, many, cost, held } = this.#boxes
    const first = this.#boxes.cheapest(unit, gone)
    for (let at = unit * room, end = at + many[unit]!; at < end; at++) {
      const id = above[at]!
      if (cost[id]! - least >= this.price) break
      const then = held[id]! + this.#change[id]!
      if (id !== gone && then > 0 && then < this.#k) return id
    }
    return first
  }

  /** The class that most persons would leave for the box, were they free to; -1 if nobody would. */
  mostDrained(box: Int32Array): number {
    const { of, lost, sets, cost } = this.#boxes
    const { weight } = this.#boxes.problem
    if (this.#change.length < cost.length) this.#change = new Float64Array(cost.length)
    const own = this.#boxes.costOf(box)
    this.looks += this.#boxes.findLosing(box, own)
    const { found, count } = sets
    const change = this.#change
    let best = -1
    let most = 0
    for (let i = 0; i < count; i++) {
      const unit = found[i]!
      if (lost[unit]! <= own) continue
      const id = of[unit]!
      change[id]! += weight[unit]!
      if (change[id]! > most && id > 0) {
        most = change[id]!
        best = id
      }
    }
    for (let i = 0; i < count; i++) change[of[found[i]!]!] = 0
    return best
  }

  /** Takes who gains in a box of that cost: those whom their box can spare, and those who gain more than the price of a person. */
  #takeGaining(gone: number, own: number): { sum: number; persons: number; refused: number } {
    const { of, lost, held, sets } = this.#boxes
    const { weight } = this.#boxes.problem
    const { found, count } = sets
    const k = this.#k
    const change = this.#change
    const touched = this.touched
    const taken = this.#taken
    const take = this.#take
    const turn = this.#turn
    let takes = this.#takes
    let sum = 0
    let persons = 0
    let refused = 0
    for (let i = 0; i < count; i++) {
      const unit = found[i]!
      const gain = lost[unit]! - own
      if (gain <= 0) continue
      const id = of[unit]!
      if (id === gone) continue
      const lot = weight[unit]!
      if (gain < this.price && held[id]! + change[id]! - lot < k) {
        refused += lot * gain
        continue
      }
      if (change[id] === 0) touched.push(id)
      change[id]! -= lot
      sum += lot * gain
      persons += lot
      take[takes++] = unit
      taken[unit] = turn
    }
    this.#takes = takes
    return { sum, persons, refused }
  }

  /** Takes those who lose least by it, until the box holds enough or nobody is left; answers what is gained, the price of who is missing with it. */
  #fillUp(gone: number, own: number, persons: number): number {
    const { of, lost, held, sets } = this.#boxes
    const { weight } = this.#boxes.problem
    const { found, count } = sets
    const k = this.#k
    const price = this.price
    const change = this.#change
    const start = this.#start
    const taken = this.#taken
    const turn = this.#turn
    start.fill(0)
    let waiting = 0
    for (let i = 0; i < count; i++) {
      const unit = found[i]!
      if (taken[unit] === turn) continue
      const gain = lost[unit]! - own
      if (gain <= -price) continue
      const id = of[unit]!
      if (gain <= 0 && id !== gone && held[id]! + change[id]! - weight[unit]! < k) continue
      const step = Math.max(0, Math.min(STEPS - 1, STEPS / 2 - Math.floor(gain * this.#scale)))
      this.#step[waiting] = step
      this.#waiting[waiting++] = unit
      start[step + 1]!++
    }
    for (let step = 0; step < STEPS; step++) start[step + 1]! += start[step]!
    for (let i = 0; i < waiting; i++) this.#sorted[start[this.#step[i]!]!++] = this.#waiting[i]!
    let sum = 0
    for (let i = 0; i < waiting && persons < k; i++) {
      const unit = this.#sorted[i]!
      const id = of[unit]!
      const gain = lost[unit]! - own
      const lot = weight[unit]!
      if (id !== gone) {
        if (gain <= 0 && held[id]! + change[id]! - lot < k) continue
        if (change[id] === 0) this.touched.push(id)
        change[id]! -= lot
      }
      sum += lot * gain
      persons += lot
      this.#take[this.#takes++] = unit
      taken[unit] = turn
    }
    return sum - this.short(persons)
  }

  /** Does what was weighed last; boxes that it changed settle, and those that nobody is left in are closed. */
  carryOut(gone: number, box: Int32Array | null): void {
    const boxes = this.#boxes
    if (box) {
      const opened = boxes.add(box)
      for (let i = 0; i < this.#takes; i++) boxes.move(this.#take[i]!, opened)
      this.touched.push(opened)
    }
    if (gone >= 0) boxes.remove(gone)
    for (const id of this.touched) if (boxes.held[id]! > 0) this.settle(id)
    for (const id of this.touched) if (id > 0 && boxes.held[id] === 0 && boxes.below[id]!.length > 0) boxes.remove(id)
    this.#anyShort = boxes.open.some((id) => boxes.held[id]! < this.#k)
  }

  /** Lets go of whom the box can spare and who is better off elsewhere, or calls in whom it is short of. */
  settle(id: number): void {
    const held = this.#boxes.held[id]!
    if (held > this.#k) this.#release(id)
    else if (held < this.#k) this.#call(id)
  }

  #release(id: number): void {
    const { of, held, below } = this.#boxes
    const { weight } = this.#boxes.problem
    const leaving: { unit: number; gain: number }[] = []
    for (const unit of below[id]!) {
      if (of[unit] !== id || held[id]! - weight[unit]! < this.#k) continue
      const gain = this.#better(unit, id).gain
      if (gain > 0) leaving.push({ unit, gain })
    }
    leaving.sort((a, b) => b.gain - a.gain || a.unit - b.unit)
    for (const { unit } of leaving) {
      if (held[id]! - weight[unit]! < this.#k) continue
      const { to } = this.#better(unit, id)
      if (to >= 0) this.#boxes.move(unit, to)
    }
  }

  /** Where each person of the unit gains most, counting what the box there is short of. */
  #better(unit: number, id: number): { to: number; gain: number } {
    const { above, room, many, cost, held } = this.#boxes
    let to = -1
    let most = 1e-9
    for (let at = unit * room, end = at + many[unit]!; at < end; at++) {
      const other = above[at]!
      if (cost[other]! >= cost[id]! + this.price) break
      if (other === id || held[other] === 0) continue
      const gain = cost[id]! - cost[other]! + (held[other]! < this.#k ? this.price : 0)
      if (gain > most) {
        most = gain
        to = other
      }
    }
    return { to, gain: to < 0 ? 0 : most }
  }

  #call(id: number): void {
    const { of, held, below, cost, lost } = this.#boxes
    const { weight } = this.#boxes.problem
    const coming: number[] = []
    for (const unit of below[id]!) {
      const from = of[unit]!
      if (from !== id && cost[id]! - lost[unit]! < this.price && held[from]! - weight[unit]! >= this.#k) coming.push(unit)
    }
    coming.sort((a, b) => lost[b]! - lost[a]! || a - b)
    for (const unit of coming) {
      if (held[id]! >= this.#k) break
      if (held[of[unit]!]! - weight[unit]! >= this.#k) this.#boxes.move(unit, id)
    }
  }
}
