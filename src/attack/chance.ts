/** Numbers that a seed and a purpose decide; the same everywhere. Nothing secret hangs on them. */
export class Chance {
  #state: number

  constructor(seed: number, purpose: string) {
    let state = seed | 0
    for (const character of purpose) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193)
    this.#state = state
  }

  /** at least 0, less than 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** a whole number from 0, less than `count` */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  /** Numbers from 0 up to `count`, each once, in an order by lot; a caller who needs few of them stops early. */
  *order(count: number): Generator<number> {
    const moved = new Map<number, number>()
    for (let left = count; left > 0; left--) {
      const at = this.below(left)
      yield moved.get(at) ?? at
      moved.set(at, moved.get(left - 1) ?? left - 1)
      moved.delete(left - 1)
    }
  }
}
