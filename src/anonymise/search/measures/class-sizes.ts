import { groupByLevels } from '../grouping.ts'
import { rowsOfTuples } from '../loss.ts'
import { levelOrder } from '../order.ts'
import type { SearchColumn } from '../types.ts'
import { isUpwardClosed } from '../upward-closed.ts'
import { emptyTable, type Measured, type MeasureInput, rowsOfLeaves } from './measure.ts'

/** Rows of each class of a combination, kept and in all. */
export interface ClassSizes {
  kept: Float64Array
  all: Float64Array
  suppressed: number
}

/** Counts the rows of a measured combination's classes. */
export function classCounter({ histogram, requirement }: MeasureInput): (measured: Measured) => ClassSizes {
  const rows = rowsOfTuples(histogram)
  const k = requirement.k ?? 1
  return ({ classes, suppressed, sizes }) => {
    if (sizes) {
      const all = new Float64Array(sizes)
      const kept = all.slice()
      for (let c = 0; c < kept.length; c++) if (kept[c]! < k) kept[c] = 0
      return { kept, all, suppressed: suppressed.rows }
    }
    const { of, classes: count } = classes()
    const all = new Float64Array(count)
    for (let t = 0; t < histogram.tuples; t++) all[of[t]!]! += rows[t]!
    const kept = all.slice()
    const { tuples, rowsOf } = suppressed
    for (let i = 0; i < tuples.length; i++) kept[of[tuples[i]!]!]! -= rowsOf(i)
    return { kept, all, suppressed: suppressed.rows }
  }
}

/**
 * An order for measures of class sizes: the chance that two rows are equal if the columns were independent, a product over columns.
 * It proves nothing; it puts combinations with small classes first.
 */
export function chanceTable(input: MeasureInput): Float64Array[] {
  const { columns, histogram } = input
  const all = rowsOfTuples(histogram)
  const table = emptyTable(columns)
  columns.forEach((column, c) => {
    const rows = rowsOfLeaves(input, c, all)
    for (let l = column.min; l <= column.max; l++) table[c]![l] = Math.log2(collisions(column.levels[l]!, rows))
  })
  return table
}

function collisions({ code, classes }: SearchColumn['levels'][number], rowsOfLeaf: Float64Array): number {
  const rows = new Float64Array(classes)
  for (let leaf = 0; leaf < rowsOfLeaf.length; leaf++) rows[code[leaf]!]! += rowsOfLeaf[leaf]!
  let sum = 1
  for (const n of rows) sum += n * n
  return sum
}

/** Rows of the classes of the finest combination: every other one merges them. */
export function finestSizes(input: MeasureInput): Float64Array {
  const { columns, histogram } = input
  // A level that is no union of the finest one's classes may split them: then only tuples are never split.
  const levels = columns.map(({ min }) => min)
  const order = levelOrder(columns)
  const isFinest = columns.every(({ min, max }, c) => {
    for (let level = min; level <= max; level++) if (!order.mergesInto[c]![min]![level]) return false
    return true
  })
  const rows = rowsOfTuples(histogram)
  if (!isFinest) return rows
  const { of, classes } = groupByLevels(columns, histogram.columns, histogram.tuples, levels)
  const sizes = new Float64Array(classes)
  for (let t = 0; t < histogram.tuples; t++) sizes[of[t]!]! += rows[t]!
  return sizes
}

/** Fewest rows that a kept class can have. */
export const smallestKept = ({ requirement }: MeasureInput): number => requirement.k ?? 1

/** Rows that are suppressed at every finer combination too. */
export const sureToGo = ({ suppressed, further }: Measured, closed: boolean): number =>
  closed || further !== undefined ? suppressed.rows + (further ?? 0) : 0

/** Whether a class is judged by itself: a failing one that stays as it is still fails. */
export const standsAlone = ({ histogram }: MeasureInput): boolean => histogram.profileTuples.length === histogram.profilePersons.length

export { isUpwardClosed }
