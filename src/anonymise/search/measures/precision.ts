import { byColumns, emptyTable, type Measure, type MeasureInput, plain, sumOver } from './measure.ts'

/**
 * Precision lost: how high each cell stands in its hierarchy, level / height, a suppressed one at the top; the mean over all cells.
 * 0 is untouched, 1 nothing left. `monotone` leaves suppression out.
 *
 * Lower bounds: a suppressed cell costs at least as much as a kept one, as with the loss.
 *
 * @source Sweeney 2002 (Prec), of which this is the complement
 */
export function precisionMeasure({ columns, requirement, weights, q }: MeasureInput, monotone: boolean): Measure {
  const n = requirement.rows
  return byColumns(
    (gone, further = 0) => {
      const table = emptyTable(columns)
      const rows = monotone ? 0 : (gone?.rows ?? 0) + further
      columns.forEach((column, c) => {
        const height = column.levels.length - 1
        if (!column.inLoss || n === 0) return
        for (let l = column.min; l <= column.max; l++)
          table[c]![l] = (weights[c]! * ((height === 0 ? 0 : l / height) * (n - rows) + rows)) / n
      })
      return table
    },
    sumOver,
    plain((sum) => (q === 0 ? 0 : sum / q)),
  )
}
