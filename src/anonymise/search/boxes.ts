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
  const cheapest = (low: readonly number[], high: readonly number[]): Cost =>
    fold(
      table,
      low.map((from, c) => {
        let least = from
        for (let level = from + 1; level <= high[c]!; level++) if (table[c]![level]! < table[c]![least]!) least = level
        return least
      }),
    )
  /** Every combination of the box is finer than its corner `high`. */
  const isTopped = ({ low, high }: Box) =>
    low.every((from, c) => {
      for (let level = from; level < high[c]!; level++) if (!order.mergesInto[c]![level]![high[c]!]) return false
      return true
    })
  const consider = (low: number[], high: number[], parent: Cost) => {
    const box: Box = { low, high, cost: mostOf(parent, cheapest(low, high)) }
    if (exceeds(box.cost, best())) return
    const topped = isTopped(box)
    if (topped) {
      box.cost = lattice.atLeastIn(low, high, box.cost, best())
      if (exceeds(box.cost, best())) return
      const top = look(high)
      if (top.finer === Number.POSITIVE_INFINITY) return
      box.cost = lattice.atLeastIn(low, high, box.cost, best())
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
    const { low, high } = box
    const bound = isTopped(box) ? lattice.atLeastIn(low, high, box.cost, best()) : box.cost
    if (exceeds(bound, best())) continue
    if (exceeds(bound, box.cost) && exceeds(bound, waiting.next)) {
      waiting.push({ ...box, cost: bound })
      continue
    }
    const column = widest(low, high, table)
    if (column === -1) continue
    const middle = (low[column]! + high[column]!) >> 1
    consider(low, high.with(column, middle), bound)
    consider(low.with(column, middle + 1), high, bound)
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
