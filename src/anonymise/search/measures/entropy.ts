import { rowsOfTuples } from '../loss.ts'
import type { SearchColumn } from '../types.ts'
import { byColumns, emptyTable, type Measure, type MeasureInput, rowsOfLeaves, rowsOfLeavesGone, sumOver } from './measure.ts'

/**
 * Non-uniform entropy: bits needed to tell each cell's original value from its generalised one, −log₂ of the share that the original has
 * among the rows of the generalised value, summed over all rows and columns.
 *
 * The monotone form leaves suppression out. The other adds, for the suppressed rows, the bits that tell their generalised values
 * from "suppressed": −log₂ of the share that the value has among the suppressed rows.
 *
 * Lower bounds: the first part does not depend on suppression; the second, Σ over values of s·log₂(S/s), only rises when rows join
 * or values are told apart. So no suppression bounds every result, and what a coarser combination suppresses bounds the finer ones.
 *
 * @source De Waal & Willenborg 1999; Gionis & Tassa 2009
 */
export function entropyMeasure(input: MeasureInput, monotone: boolean): Measure {
  const { columns, histogram, weights } = input
  const all = rowsOfTuples(histogram)
  const base = columns.map((column, c) => {
    const sums = new Float64Array(column.levels.length)
    if (!column.inLoss) return sums
    const rows = rowsOfLeaves(input, c, all)
    const original = sumOfLogs(column.levels[0]!, rows)
    for (let l = column.min; l <= column.max; l++) sums[l] = Math.max(0, weights[c]! * (sumOfLogs(column.levels[l]!, rows) - original))
    return sums
  })
  return byColumns((gone) => {
    if (monotone || gone === null || gone.rows === 0) return base
    const table = emptyTable(columns)
    const whole = gone.rows * Math.log2(gone.rows)
    columns.forEach((column, c) => {
      if (!column.inLoss) return
      const rows = rowsOfLeavesGone(input, c, gone)
      for (let l = column.min; l <= column.max; l++)
        table[c]![l] = base[c]![l]! + weights[c]! * Math.max(0, whole - sumOfLogs(column.levels[l]!, rows))
    })
    return table
  }, sumOver)
}

/** Σ n·log₂ n over the values of a level, smallest first: equal whatever the order of the rows. */
function sumOfLogs({ code, classes }: SearchColumn['levels'][number], rowsOfLeaf: Float64Array): number {
  const rows = new Float64Array(classes)
  for (let leaf = 0; leaf < rowsOfLeaf.length; leaf++) rows[code[leaf]!]! += rowsOfLeaf[leaf]!
  rows.sort()
  let sum = 0
  for (const n of rows) if (n > 0) sum += n * Math.log2(n)
  return sum
}
