import { rowsOfTuples } from './loss.ts'
import { PersonsKernel } from './persons-kernel.ts'
import type { Histogram, SearchColumn } from './types.ts'

/** Rows in small classes, counted once for all k: many searches over one histogram ask for the same combinations. */
export class Tallies {
  private readonly kernel: PersonsKernel
  private readonly most: number
  private readonly known = new Map<string, Float64Array>()

  /** @param most - the largest k that will be asked for, at most 255 */
  constructor(columns: readonly SearchColumn[], histogram: Histogram, most: number) {
    this.most = most
    this.kernel = new PersonsKernel(columns, histogram, Int32Array.from(rowsOfTuples(histogram)), most)
  }

  /** Rows in classes of fewer than k rows, at least (keys of too large a range are folded). */
  rowsBelow(levels: readonly number[], k: number): number {
    if (k > this.most) return 0
    const key = levels.join()
    let below = this.known.get(key)
    if (below === undefined) {
      below = this.kernel.rowsBelow(levels)
      this.known.set(key, below)
    }
    return below[k - 1]!
  }
}
