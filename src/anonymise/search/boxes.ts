import { Heap } from './heap.ts'
import type { Lattice } from './lattice.ts'
import { type Cost, exceeds, type Measure, mostOf } from './measures/index.ts'
import type { LevelOrder } from './order.ts'
import type { Probe } from './probe.ts'
import type { SearchColumn } from './types.ts'

interface Box {
  low: number[]
  high: number[]
  cost: Cost
}

export interface BoxSearch {
  columns: readonly SearchColumn[]
  order: LevelOrder
  measure: Measure
  lattice: Lattice
  look: (levels: readonly number[]) => Probe
  best: () => Cost
  outOfTime: (waiting: number) => boolean
}

/**
 * Proof in spaces too large to list: boxes of combinations, cheapest corner first, split in halves. A box whose coarsest
 * combination fails, or whose finest one costs more than the best, goes at once with all that is in it.
 *
 * @returns the least that what is left may cost; null: nothing better is left
 */
export function searchBoxes({ columns, order, measure, lattice, look, best, outOfTime }: BoxSearch): Cost | null {
  const { table, fold } = measure
  const waiting = new Heap<Box>()
  /** Per column the level of the box that costs least; not always the finest. */
  const cheapestIn = (low: readonly number[], high: readonly number[]): number[] =>
    low.map((from, c) => {
      let least = from
      for (let level = from + 1; level <= high[c]!; level++) if (table[c]![level]! < table[c]![least]!) least = level
      return least
    })
  /** Each level of the box merges into the next: all is finer than its corner `high`, and nothing costs less than its corner `low`. */
  const isTopped = ({ low, high }: Box) =>
    low.every((from, c) => {
      for (let level = from; level < high[c]!; level++) if (!order.mergesInto[c]![level]![level + 1]) return false
      return true
    })
  const consider = (low: number[], high: number[], parent: Cost) => {
    const box: Box = { low, high, cost: mostOf(parent, fold(table, cheapestIn(low, high))) }
    if (exceeds(box.cost, best())) return
    if (isTopped(box)) {
      if (!lattice.known(high) && lattice.fails(high)) return
      const { finer } = look(high)
      if (finer === Number.POSITIVE_INFINITY) return
      // The corner alone: others that were measured bound little more, and there are thousands of them.
      if (finer !== undefined) box.cost = mostOf(box.cost, typeof finer === 'function' ? finer(low) : finer)
    } else if (low.every((from, c) => from === high[c])) look(high)
    if (!exceeds(box.cost, best())) waiting.push(box)
  }

  consider(
    columns.map(({ min }) => min),
    columns.map(({ max }) => max),
    0,
  )
  for (;;) {
    const box = waiting.take()
    if (!box || exceeds(box.cost, best())) return null
    if (outOfTime(waiting.size)) return box.cost
    const { low, high, cost } = box
    const column = widest(low, high, table)
    if (column === -1) continue
    const middle = (low[column]! + high[column]!) >> 1
    consider(low, high.with(column, middle), cost)
    consider(low.with(column, middle + 1), high, cost)
  }
}

/** The column over which the cost differs most within the box; -1 if there is only one combination. */
function widest(low: readonly number[], high: readonly number[], table: readonly Float64Array[]): number {
  let column = -1
  let most = -1
  for (let c = 0; c < low.length; c++) {
    if (low[c] === high[c]) continue
    const difference = Math.abs((1 + table[c]![high[c]!]!) / (1 + table[c]![low[c]!]!) - 1)
    if (difference > most) {
      most = difference
      column = c
    }
  }
  return column
}
