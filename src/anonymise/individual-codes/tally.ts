/** Below this many distinct candidates nothing is put down to chance. */
const FEWEST_FOR_CHANCE = 50

/** Candidates for a code with a check digit, and how many of them pass it; enough to say what chance would give. */
export class ChanceTally {
  readonly #length: number
  readonly #pad: number
  readonly #checkDigit: (digit: (i: number) => number) => number
  /** distinct values that pass */
  hits = 0
  /** rows with such a value */
  rows = 0
  candidates = 0
  readonly #computed = new Float64Array(10)
  readonly #last = new Float64Array(10)

  /** @param length - of the code; @param pad - zeros put before each candidate */
  constructor(length: number, pad: number, checkDigit: (digit: (i: number) => number) => number) {
    this.#length = length
    this.#pad = pad
    this.#checkDigit = checkDigit
  }

  /** @param digit - the i-th digit from the left, without the padding */
  add(digit: (i: number) => number, rows: number): void {
    const pad = this.#pad
    const computed = this.#checkDigit(pad === 0 ? digit : (i) => (i < pad ? 0 : digit(i - pad)))
    const last = digit(this.#length - 1 - pad)
    this.candidates += 1
    this.#computed[computed]! += 1
    this.#last[last]! += 1
    if (computed !== last) return
    this.hits += 1
    this.rows += rows
  }

  plus(other: ChanceTally): ChanceTally {
    const sum = new ChanceTally(this.#length, this.#pad, this.#checkDigit)
    for (const one of [this, other]) {
      sum.hits += one.hits
      sum.rows += one.rows
      sum.candidates += one.candidates
      for (let d = 0; d < 10; d++) {
        sum.#computed[d]! += one.#computed[d]!
        sum.#last[d]! += one.#last[d]!
      }
    }
    return sum
  }

  /**
   * Whether the hits are no more than chance gives: p0 = Σd P(computed digit = d)·P(last digit = d) over the candidates, and
   * hits < p0·n + 3·√(n·p0·(1 − p0)) with n ≥ 50. Chance is about 10 %, 18 % where numbers end in 0.
   */
  isConsistentWithChance(): boolean {
    const { candidates: n, hits } = this
    if (n < FEWEST_FOR_CHANCE) return false
    let p0 = 0
    for (let d = 0; d < 10; d++) p0 += (this.#computed[d]! / n) * (this.#last[d]! / n)
    return hits < p0 * n + 3 * Math.sqrt(n * p0 * (1 - p0))
  }
}
