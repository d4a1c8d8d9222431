import { upTo } from '../coding/codes.ts'
import { rowsOfTuples } from './loss.ts'
import { isCoarser, type LevelOrder, levelOrder } from './order.ts'
import { PackedKeys, TELLING } from './packed-keys.ts'
import type { Gone } from './persons-kernel.ts'
import type { Histogram, SearchColumn } from './types.ts'

/** Classes of a combination: a tuple of each, and its rows. */
interface Rolled {
  levels: readonly number[]
  tuples: Int32Array
  rows: Int32Array
}

interface Tally {
  /** Entry i: rows in classes of fewer than i + 1. */
  below: Float64Array
  exact: boolean
  /** absent: there are too many classes to keep */
  rolled?: Rolled
}

/** Classes and suppressed tuples kept of all combinations together at most, 8 bytes each: twice as many save no time. */
const mostKept = (tuples: number) => Math.max(2 ** 19, 16 * tuples)

/**
 * Rows in small classes, counted once for all k: many searches over one histogram ask for the same combinations.
 * Classes are put together from those of the combination with fewest that is finer, which are much fewer than the tuples.
 */
export class Tallies {
  readonly packed: PackedKeys
  /** rows of each tuple */
  readonly rowsOf: Int32Array
  private readonly order: LevelOrder
  private readonly most: number
  /** fewest classes first */
  private readonly rolled: Rolled[] = []
  private readonly all: Int32Array
  /** tuples suppressed, fewest first */
  private readonly lists: { levels: readonly number[]; k: number; tuples: Int32Array }[] = []
  private kept = 0
  private readonly keys: Int32Array
  private readonly first: Int32Array
  /** Key and rows by address; rows are 0 between calls. */
  private readonly keyAt: Int32Array
  private readonly rowsAt: Int32Array
  private readonly addresses: Int32Array
  /** Tuples that were asked about, each as often as it was: the same on every machine. */
  effort = 0
  private readonly known = new Map<string, Tally>()

  /** @param most - the largest k that will be asked for */
  constructor(columns: readonly SearchColumn[], histogram: Histogram, most: number) {
    const { tuples } = histogram
    this.most = most
    this.packed = new PackedKeys(columns, histogram)
    this.order = levelOrder(columns)
    this.rowsOf = new Int32Array(rowsOfTuples(histogram))
    this.all = upTo(tuples)
    this.keys = new Int32Array(tuples)
    this.first = new Int32Array(tuples)
    this.addresses = new Int32Array(tuples)
    const size = 2 ** Math.ceil(Math.log2(2 * tuples + 2))
    this.keyAt = new Int32Array(size)
    this.rowsAt = new Int32Array(size)
  }

  /** Rows in classes of fewer than k rows; not `exact`: at least (of too large a range, keys of several classes may be the same). */
  rowsBelow(levels: readonly number[], k: number): { rows: number; exact: boolean } {
    this.effort += this.keys.length
    if (k > this.most) return { rows: 0, exact: false }
    const found = this.tally(levels)
    return { rows: found.below[k - 1]!, exact: found.exact }
  }

  /** Tuples in classes of fewer than k rows, and these rows, exactly; null where that is not known. */
  gone(levels: readonly number[], k: number): Gone | null {
    const { rolled } = this.tally(levels)
    if (!rolled) return null
    const { keys, keyAt, rowsAt, addresses } = this
    let small = 0
    for (let i = 0; i < rolled.rows.length; i++) if (rolled.rows[i]! < k) this.first[small++] = rolled.tuples[i]!
    this.packed.fill(keys, levels, this.first.subarray(0, small))
    const bits = Math.min(Math.ceil(Math.log2(4 * small + 2)), Math.log2(keyAt.length))
    const mask = 2 ** bits - 1
    for (let i = 0; i < small; i++) {
      let address = Math.imul(keys[i]!, 0x9e3779b1) >>> (32 - bits)
      while (rowsAt[address] !== 0) address = (address + 1) & mask
      keyAt[address] = keys[i]!
      rowsAt[address] = 1
      addresses[i] = address
    }
    // Who is suppressed here is suppressed at every finer combination, and for a larger k.
    const among = this.lists.find((one) => one.k >= k && isCoarser(this.order, one.levels, levels))?.tuples
    this.packed.fill(keys, levels, among)
    const candidates = among?.length ?? keys.length
    let tuples = 0
    let rows = 0
    for (let i = 0; i < candidates; i++) {
      const key = keys[i]!
      let address = Math.imul(key, 0x9e3779b1) >>> (32 - bits)
      while (rowsAt[address] !== 0 && keyAt[address] !== key) address = (address + 1) & mask
      if (rowsAt[address] === 0) continue
      const t = among ? among[i]! : i
      this.first[tuples++] = t
      rows += this.rowsOf[t]!
    }
    for (let i = 0; i < small; i++) rowsAt[addresses[i]!] = 0
    const found = this.first.subarray(0, tuples)
    if (this.kept + tuples <= mostKept(keys.length)) {
      this.kept += tuples
      const at = this.lists.findIndex((one) => one.tuples.length >= tuples)
      this.lists.splice(at === -1 ? this.lists.length : at, 0, { levels: rolled.levels, k, tuples: found.slice() })
    }
    return { rows, tuples: found }
  }

  private tally(levels: readonly number[]): Tally {
    const key = levels.join()
    let found = this.known.get(key)
    if (found === undefined) {
      found = this.count(levels)
      this.known.set(key, found)
    }
    return found
  }

  private count(levels: readonly number[]): Tally {
    const { keys, first, addresses, keyAt, rowsAt, most } = this
    const finer = this.rolled.find((one) => isCoarser(this.order, one.levels, levels))
    const { tuples, rows } = finer ?? { tuples: this.all, rows: this.rowsOf }
    this.packed.fill(keys, levels, tuples)
    const bits = Math.ceil(Math.log2(2 * tuples.length + 2))
    const mask = 2 ** bits - 1
    let classes = 0
    for (let i = 0; i < tuples.length; i++) {
      const key = keys[i]!
      let address = Math.imul(key, 0x9e3779b1) >>> (32 - bits)
      while (rowsAt[address] !== 0 && keyAt[address] !== key) address = (address + 1) & mask
      if (rowsAt[address] === 0) {
        keyAt[address] = key
        first[classes] = tuples[i]!
        addresses[classes++] = address
      }
      rowsAt[address]! += rows[i]!
    }
    const sizes = new Int32Array(classes)
    const below = new Float64Array(most)
    for (let i = 0; i < classes; i++) {
      const size = rowsAt[addresses[i]!]!
      rowsAt[addresses[i]!] = 0
      sizes[i] = size
      if (size < most) below[size]! += size
    }
    for (let i = 1; i < most; i++) below[i]! += below[i - 1]!
    const exact = this.packed.range(levels) <= TELLING
    if (!exact || classes === tuples.length || this.kept + classes > mostKept(keys.length)) return { below, exact }
    const rolled = { levels: [...levels], tuples: first.slice(0, classes), rows: sizes }
    this.kept += classes
    const at = this.rolled.findIndex((other) => other.tuples.length >= classes)
    this.rolled.splice(at === -1 ? this.rolled.length : at, 0, rolled)
    return { below, exact, rolled }
  }
}
