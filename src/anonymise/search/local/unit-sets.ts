import type { Problem } from './problem.ts'

/** Words of 32 units that all labels together may take (80 MB). */
const MOST_WORDS = 2e7

/** Whether the sets of all labels find room. */
export function setsFit({ trees, units }: Problem): boolean {
  return trees.reduce((sum, { nodes }) => sum + nodes, 0) * Math.ceil(units / 32) <= MOST_WORDS
}

/**
 * Units below each label as bits, and a bit for each word of these that is not empty: those below all labels of a box are found by
 * going through the words that no label leaves empty. These are few where alike units are numbered side by side.
 */
export class UnitSets {
  /** numbers of the units found last, ascending: `found[0 … count - 1]` */
  readonly found: Int32Array
  count = 0
  readonly #bits: Int32Array[][] = []
  readonly #filled: Int32Array[][] = []
  readonly #size: Int32Array[] = []
  readonly #narrow: number[] = []
  readonly #sets: Int32Array[] = []
  readonly #marks: Int32Array[] = []

  constructor({ trees, units, leaf }: Problem) {
    const q = trees.length
    const words = Math.ceil(units / 32)
    this.found = new Int32Array(units)
    trees.forEach(({ nodes, parent }, c) => {
      const bits = Array.from({ length: nodes }, () => new Int32Array(words))
      const filled = Array.from({ length: nodes }, () => new Int32Array(Math.ceil(words / 32)))
      const size = new Int32Array(nodes)
      for (let unit = 0; unit < units; unit++)
        for (let node = leaf[unit * q + c]!; node >= 0; node = parent[node]!) {
          bits[node]![unit >>> 5]! |= 1 << (unit & 31)
          filled[node]![unit >>> 10]! |= 1 << ((unit >>> 5) & 31)
          size[node]!++
        }
      this.#bits.push(bits)
      this.#filled.push(filled)
      this.#size.push(size)
    })
  }

  /** Finds the units below all labels of the box, of those in `among` (null: of all); answers how many words and units were looked at. */
  find(box: Int32Array, among: Int32Array | null): number {
    const found = this.found
    const narrow = this.#narrow
    narrow.length = 0
    for (let c = 0; c < box.length; c++) {
      if (box[c] === 0) continue
      // Labels of few units first: most words are empty at once.
      let at = narrow.length
      const size = this.#size[c]![box[c]!]!
      for (; at > 0 && this.#size[narrow[at - 1]!]![box[narrow[at - 1]!]!]! > size; at--) narrow[at] = narrow[at - 1]!
      narrow[at] = c
    }
    const labels = narrow.length
    let at = 0
    if (labels === 0) {
      for (let unit = 0; unit < found.length; unit++) if (!among || (among[unit >>> 5]! >>> (unit & 31)) & 1) found[at++] = unit
      this.count = at
      return found.length
    }
    const sets = this.#sets
    const marks = this.#marks
    for (let i = 0; i < labels; i++) {
      const c = narrow[i]!
      sets[i] = this.#bits[c]![box[c]!]!
      marks[i] = this.#filled[c]![box[c]!]!
    }
    let many = labels
    if (among) sets[many++] = among
    const [firstMarks, firstSet] = [marks[0]!, sets[0]!]
    let looks = firstMarks.length
    for (let block = 0; block < firstMarks.length; block++) {
      let words = firstMarks[block]!
      for (let i = 1; i < labels && words !== 0; i++) words &= marks[i]![block]!
      while (words !== 0) {
        const lowestWord = words & -words
        words ^= lowestWord
        const word = (block << 5) + 31 - Math.clz32(lowestWord)
        looks++
        let rest = firstSet[word]!
        for (let i = 1; i < many && rest !== 0; i++) rest &= sets[i]![word]!
        while (rest !== 0) {
          const lowest = rest & -rest
          rest ^= lowest
          found[at++] = (word << 5) + 31 - Math.clz32(lowest)
        }
      }
    }
    this.count = at
    return at + looks
  }

  /** Whether a unit is below all labels of the box. */
  holds(box: Int32Array, unit: number): boolean {
    for (let c = 0; c < box.length; c++)
      if (box[c]! > 0 && ((this.#bits[c]![box[c]!]![unit >>> 5]! >>> (unit & 31)) & 1) === 0) return false
    return true
  }
}
