/** Values that a column may have to be packed, four columns in a word. */
const MOST_PACKED = 256

/**
 * In which columns two rows differ, for one row against all others at a time: codes of up to 256 values are packed four in a word, so that
 * one comparison tells of four columns.
 */
export class Differences {
  readonly #words: { codes: Int32Array; sets: Int32Array }[] = []
  readonly #wide: { codes: Int32Array; bit: number }[] = []

  constructor(columns: readonly Int32Array[]) {
    let used = 4
    columns.forEach((column, c) => {
      const numbers = new Map<number, number>()
      const codes = column.map((code) => {
        const known = numbers.get(code) ?? numbers.size
        numbers.set(code, known)
        return known
      })
      const bit = 1 << c
      if (numbers.size > MOST_PACKED) {
        this.#wide.push({ codes, bit })
        return
      }
      if (used === 4) {
        this.#words.push({ codes: new Int32Array(column.length), sets: new Int32Array(16) })
        used = 0
      }
      const { codes: packed, sets } = this.#words[this.#words.length - 1]!
      for (let row = 0; row < packed.length; row++) packed[row]! |= codes[row]! << (8 * used)
      for (let nibble = 0; nibble < 16; nibble++) if ((nibble >> used) & 1) sets[nibble]! |= bit
      used++
    })
  }

  /** Writes the set of columns in which each row differs from this one, a bit for each. */
  of(row: number, into: Int32Array): void {
    this.#words.forEach(({ codes, sets }, w) => {
      const own = codes[row]!
      for (let other = 0; other < codes.length; other++) {
        const bytes = codes[other]! ^ own
        // The highest bit of every byte that is not 0, then those four bits side by side.
        const high = ((((bytes & 0x7f7f7f7f) + 0x7f7f7f7f) | bytes) >>> 7) & 0x01010101
        const set = sets[(high | (high >>> 7) | (high >>> 14) | (high >>> 21)) & 15]!
        into[other] = w === 0 ? set : into[other]! | set
      }
    })
    if (this.#words.length === 0) into.fill(0)
    for (const { codes, bit } of this.#wide) {
      const own = codes[row]!
      for (let other = 0; other < codes.length; other++) if (codes[other] !== own) into[other]! |= bit
    }
  }
}
