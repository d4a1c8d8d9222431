import { groupByLevels } from './grouping.ts'
import { PackedKeys, TELLING } from './packed-keys.ts'
import type { Histogram, SearchColumn } from './types.ts'

/** Counters, in bytes: 16 a tuple (one in sixteen folded keys then meets another), at most 16 MB. */
const counterBits = (tuples: number) => Math.min(24, Math.max(12, Math.ceil(Math.log2(tuples * 16))))

/** Who is suppressed at a combination, or (if that is more than the limit) some of them. */
export interface Gone {
  rows: number
  /** Tuples suppressed; valid until the next call. */
  tuples: Int32Array
}

/**
 * Counts persons per class where everybody has one row and only k matters, without numbering the classes.
 *
 * Counters are bytes that stop at k, addressed by the packed key; keys of too large a range are folded into as many counters,
 * which can only make classes look larger: enough to see that too much would be suppressed.
 */
export class PersonsKernel {
  private readonly packed: PackedKeys
  private readonly keys: Int32Array
  private readonly list: Int32Array
  private readonly columns: readonly SearchColumn[]
  private readonly persons: Int32Array
  private readonly k: number
  private readonly counters: Uint8Array
  private readonly histogram: Histogram
  private readonly bits: number
  private readonly all: number
  private table: { keyAt: Int32Array; counts: Int32Array } | null = null
  static readonly largestK = 255

  /** @param persons - persons (= rows) of each tuple */
  constructor(
    columns: readonly SearchColumn[],
    histogram: Histogram,
    persons: Int32Array,
    k: number,
    packed = new PackedKeys(columns, histogram),
  ) {
    this.packed = packed
    this.columns = columns
    this.persons = persons
    this.k = k
    this.histogram = histogram
    this.all = persons.reduce((sum, n) => sum + n, 0)
    const { tuples } = histogram
    this.bits = counterBits(tuples)
    this.counters = new Uint8Array(2 ** this.bits)
    this.keys = new Int32Array(tuples)
    this.list = new Int32Array(tuples)
  }

  /** Tuples in classes of fewer than k persons; if their rows are more than `maxRows`, maybe not all of them. */
  gone(levels: readonly number[], maxRows: number): Gone {
    const range = this.packed.range(levels)
    const { keys, persons, counters, bits, k } = this
    const tuples = keys.length
    this.packed.fill(keys, levels)
    if (range <= counters.length) {
      counters.fill(0, 0, range)
      for (let t = 0; t < tuples; t++) {
        const key = keys[t]!
        counters[key] = Math.min(k, counters[key]! + persons[t]!)
      }
      return this.below(keys, counters)
    }
    // Folding can only show that too much is suppressed: where that is impossible keys are told apart at once.
    if (maxRows >= this.all && range <= TELLING) return this.below(keys, this.addUp().counts)
    counters.fill(0)
    for (let t = 0; t < tuples; t++) {
      const key = Math.imul(keys[t]!, 0x9e3779b1) >>> (32 - bits)
      keys[t] = key
      counters[key] = Math.min(k, counters[key]! + persons[t]!)
    }
    const some = this.below(keys, counters)
    if (some.rows > maxRows) return some
    const { of, classes } = groupByLevels(this.columns, this.histogram.columns, tuples, levels)
    const counts = new Int32Array(classes)
    for (let t = 0; t < tuples; t++) counts[of[t]!]! += persons[t]!
    return this.below(of, counts)
  }

  /** Persons of every class, in no order that means anything; null where the packed keys do not tell all classes apart. */
  sizes(levels: readonly number[]): Int32Array | null {
    const range = this.packed.range(levels)
    if (range > TELLING) return null
    const { keys, persons } = this
    this.packed.fill(keys, levels)
    if (range > 2 * keys.length) return withoutZeros(this.addUp().counts)
    const counts = new Int32Array(range)
    for (let t = 0; t < keys.length; t++) counts[keys[t]!]! += persons[t]!
    return withoutZeros(counts)
  }

  /** Adds up persons by key, exactly; `keys` become addresses of `counts`, which is valid until the next call. */
  private addUp(): { counts: Int32Array } {
    const { keys, persons } = this
    if (this.table === null) {
      const size = 2 ** Math.ceil(Math.log2(2 * keys.length + 2))
      this.table = { keyAt: new Int32Array(size), counts: new Int32Array(size) }
    }
    const { keyAt, counts } = this.table
    const mask = counts.length - 1
    const shift = 32 - Math.log2(counts.length)
    counts.fill(0)
    for (let t = 0; t < keys.length; t++) {
      const key = keys[t]!
      let slot = Math.imul(key, 0x9e3779b1) >>> shift
      while (counts[slot] !== 0 && keyAt[slot] !== key) slot = (slot + 1) & mask
      keyAt[slot] = key
      counts[slot]! += persons[t]!
      keys[t] = slot
    }
    return this.table
  }

  private below(keys: Int32Array, counts: Uint8Array | Int32Array): Gone {
    const { list, persons, k } = this
    let rows = 0
    let tuples = 0
    for (let t = 0; t < keys.length; t++)
      if (counts[keys[t]!]! < k) {
        rows += persons[t]!
        list[tuples++] = t
      }
    return { rows, tuples: list.subarray(0, tuples) }
  }
}

function withoutZeros(counts: Int32Array): Int32Array {
  let length = 0
  for (let i = 0; i < counts.length; i++) if (counts[i] !== 0) length++
  const found = new Int32Array(length)
  for (let i = 0, at = 0; at < length; i++) if (counts[i] !== 0) found[at++] = counts[i]!
  return found
}
