import { rowsOfTuples } from './loss.ts'
import { PersonsKernel } from './persons-kernel.ts'
import type { Histogram, SearchColumn } from './types.ts'

/** Rows in small classes, counted once for all k: many searches over one histogram ask for the same combinations. */
export class Tallies {
  private readonly kernel: PersonsKernel
  private readonly most: number
  private readonly tuples: number
  /** Tuples that were asked about, each as often as it was: the same on every machine. */
  effort = 0
  private readonly known = new Map<string, { below: Float64Array; exact: boolean }>()

  /** @param most - the largest k that will be asked for, at most 255 */
  constructor(columns: readonly SearchColumn[], histogram: Histogram, most: number) {
    this.most = most
    this.tuples = histogram.tuples
    this.kernel = new PersonsKernel(columns, histogram, new Int32Array(rowsOfTuples(histogram)), most)
  }

  /** Rows in classes of fewer than k rows; not `exact`: at least (keys of too large a range are folded). */
  rowsBelow(levels: readonly number[], k: number): { rows: number; exact: boolean } {
    this.effort += this.tuples
    if (k > this.most) return { rows: 0, exact: false }
    const key = levels.join()
    let found = this.known.get(key)
    if (found === undefined) {
      found = this.kernel.rowsBelow(levels)
      this.known.set(key, found)
    }
    return { rows: found.below[k - 1]!, exact: found.exact }
  }
}
