import type { Grouping } from '../grouping.ts'
import type { Histogram, Requirement, SearchColumn } from '../types.ts'
import type { Cost } from './cost.ts'

/** Suppressed rows by tuple: `rowsOf(i)` rows of tuple `tuples[i]`. */
export interface Suppressed {
  rows: number
  tuples: Int32Array
  rowsOf: (i: number) => number
  /** The same as a list, if there is one. */
  weights?: Float64Array
}

/** A measured combination that stays within the suppression limits. */
export interface Measured {
  levels: readonly number[]
  suppressed: Suppressed
  /** Rows that finer combinations suppress beside these, whichever they are; absent: these may come to be kept there. */
  further?: number
  /** class of each tuple */
  classes: () => Grouping
  /** persons (= rows) of every class, where classes of fewer than k are what is suppressed */
  sizes?: Int32Array
}

/** What a measured combination costs, and what it proves about others. */
export interface Assessment {
  cost: Cost
  /** No finer combination that suppresses the same rows at least costs less than this; a number: whatever its levels are. */
  finer: number | ((levels: readonly number[]) => Cost)
  /** No coarser combination costs less than this; absent: nothing is known. */
  coarser?: Cost
}

/**
 * What the search minimises. `table` and `fold` give each combination a place in the order of search; where `proves`,
 * that is also a lower bound of what it costs, whatever is suppressed.
 */
export interface Measure {
  /** Per column and level; `fold` never falls when one entry rises. */
  table: Float64Array[]
  fold(table: readonly Float64Array[], levels: readonly number[]): Cost
  proves: boolean
  /** It looks at nothing but the rows of classes. */
  bySizes?: boolean
  assess(measured: Measured): Assessment
  /** Where the order proves nothing: what no combination costs less than. */
  least?(): Cost
  /** The figure that a cost stands for, as the report tells it. */
  value(cost: Cost): number
}

/** What a measure is built from. */
export interface MeasureInput {
  columns: readonly SearchColumn[]
  histogram: Histogram
  requirement: Requirement
  /** per column, relative to the largest (1); 0 outside the loss */
  weights: Float64Array
  /** columns that count */
  q: number
}

/** Entries of columns that do not count are 0, whatever they would be. */
export const emptyTable = (columns: readonly SearchColumn[]): Float64Array[] =>
  columns.map((column) => new Float64Array(column.levels.length))

export const plain =
  (of: (sum: number) => number = (sum) => sum) =>
  (cost: Cost): number =>
    of(typeof cost === 'number' ? cost : (cost[0] ?? 0))

/** Σ over the columns. */
export function sumOver(table: readonly Float64Array[], levels: readonly number[]): number {
  let sum = 0
  for (let c = 0; c < levels.length; c++) sum += table[c]![levels[c]!]!
  return sum
}

/**
 * A measure that is a fold of one figure per column and level, where each figure only rises when more rows are suppressed:
 * without suppression it bounds every result, and what a coarser combination suppresses bounds the finer ones.
 *
 * @param table - the figures when at least these rows are suppressed, and so many others; null: none
 */
export function byColumns(
  table: (gone: Suppressed | null, further?: number) => Float64Array[],
  fold: Measure['fold'],
  value: Measure['value'] = plain(),
): Measure {
  const base = table(null)
  return {
    table: base,
    fold,
    proves: true,
    assess({ levels, suppressed, further = 0 }) {
      const own = suppressed.rows + further === 0 ? base : table(suppressed.rows === 0 ? null : suppressed, further)
      return { cost: fold(own, levels), finer: (finer) => fold(own, finer) }
    },
    value,
  }
}

/** Per column the rows of each leaf: all of the histogram, or the suppressed ones. */
export function rowsOfLeaves({ columns, histogram }: MeasureInput, c: number, rowsOfTuple: ArrayLike<number>): Float64Array {
  const leafOf = histogram.columns[c]!
  const rows = new Float64Array(columns[c]!.levels[0]!.code.length)
  for (let t = 0; t < histogram.tuples; t++) rows[leafOf[t]!]! += rowsOfTuple[t]!
  return rows
}

export function rowsOfLeavesGone({ columns, histogram }: MeasureInput, c: number, gone: Suppressed): Float64Array {
  const leafOf = histogram.columns[c]!
  const rows = new Float64Array(columns[c]!.levels[0]!.code.length)
  const { tuples } = gone
  const weights = weightsOf(gone)
  for (let i = 0; i < tuples.length; i++) rows[leafOf[tuples[i]!]!]! += weights[i]!
  return rows
}

const weighed = new WeakMap<Suppressed, Float64Array>()

/** Rows of each suppressed tuple, asked once for all columns. */
function weightsOf(gone: Suppressed): Float64Array {
  let weights = gone.weights ?? weighed.get(gone)
  if (weights === undefined) {
    weights = new Float64Array(gone.tuples.length)
    for (let i = 0; i < weights.length; i++) weights[i] = gone.rowsOf(i)
    weighed.set(gone, weights)
  }
  return weights
}
