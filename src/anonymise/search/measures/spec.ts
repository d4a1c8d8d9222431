/** What can be minimised. */
export const MEASURES = [
  'loss',
  'discernibility',
  'discernibility-monotone',
  'average-class-size',
  'entropy',
  'entropy-nonmonotonic',
  'height',
  'precision',
  'precision-monotone',
] as const
export type MeasureName = (typeof MEASURES)[number]

/** Measures that look at each column, so that weights of columns mean something. */
export const WEIGHTED: readonly MeasureName[] = ['loss', 'entropy', 'entropy-nonmonotonic', 'height', 'precision', 'precision-monotone']

/** How the loss makes one figure of its columns' figures. */
export const AGGREGATES = ['geometric', 'arithmetic', 'sum', 'max', 'rank'] as const
export type Aggregate = (typeof AGGREGATES)[number]

/** What the recipe says is to be minimised. */
export interface MeasureSpec {
  measure: MeasureName
  /** of the loss: 0 (suppression costs nothing) to 1 (generalisation costs nothing) */
  suppression?: number
  aggregate?: Aggregate
  /** per column of the search; absent: all 1 */
  weights?: readonly number[]
}
