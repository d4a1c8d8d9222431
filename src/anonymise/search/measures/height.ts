import { byColumns, emptyTable, type Measure, type MeasureInput, sumOver } from './measure.ts'

/** Height: the sum of the levels; suppression costs nothing. Exact, so it bounds itself. @source Samarati 2001 */
export function heightMeasure({ columns, weights }: MeasureInput): Measure {
  return byColumns(() => {
    const table = emptyTable(columns)
    columns.forEach((column, c) => {
      if (column.inLoss) for (let l = column.min; l <= column.max; l++) table[c]![l] = weights[c]! * l
    })
    return table
  }, sumOver)
}
