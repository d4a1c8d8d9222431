/** Counts units that are alike in two numbers, in one table that serves again. */
export class Alike {
  /** units looked at so far */
  looks = 0
  readonly #weight: ArrayLike<number>
  readonly #k: number
  /** open addressing; the turn that used a slot last says whether it is in use */
  readonly #turns: Int32Array
  readonly #ones: Int32Array
  readonly #others: Int32Array
  readonly #sums: Float64Array
  readonly #slots: Int32Array
  #turn = 0

  /** @param weight - by unit; k: what a group must weigh */
  constructor(weight: ArrayLike<number>, k: number) {
    this.#weight = weight
    this.#k = k
    let size = 2
    while (size < 2 * weight.length) size *= 2
    this.#turns = new Int32Array(size)
    this.#ones = new Int32Array(size)
    this.#others = new Int32Array(size)
    this.#sums = new Float64Array(size)
    this.#slots = new Int32Array(weight.length)
  }

  /**
   * Whether any units alike in both numbers weigh k.
   * @param one, other - numbers by unit
   * @param among - the units that count are its first `count`
   * @param isAsked - only whether: the groups are not told apart further
   */
  weighEnough(one: Int32Array, other: Int32Array, among: Int32Array, count: number, isAsked = false): boolean {
    const turns = this.#turns
    const ones = this.#ones
    const others = this.#others
    const sums = this.#sums
    const slots = this.#slots
    const weight = this.#weight
    const k = this.#k
    const turn = ++this.#turn
    let enough = false
    let mask = 2
    while (mask < 2 * count) mask *= 2
    mask--
    for (let i = 0; i < count; i++) {
      const unit = among[i]!
      const u = one[unit]!
      const v = other[unit]!
      let slot = Math.imul(u ^ Math.imul(v, 0x9e3779b1), 0x85ebca6b)
      slot = (slot ^ (slot >>> 15)) & mask
      while (turns[slot] === turn && (ones[slot] !== u || others[slot] !== v)) slot = (slot + 1) & mask
      if (turns[slot] !== turn) {
        turns[slot] = turn
        ones[slot] = u
        others[slot] = v
        sums[slot] = 0
      }
      sums[slot]! += weight[unit]!
      if (sums[slot]! >= k) {
        if (isAsked) {
          this.looks += i + 1
          return true
        }
        enough = true
      }
      slots[i] = slot
    }
    this.looks += count
    return enough
  }

  /** The group of the i-th unit counted last, if it weighs k; else −1. */
  groupAt(i: number): number {
    const slot = this.#slots[i]!
    return this.#sums[slot]! < this.#k ? -1 : slot
  }
}
