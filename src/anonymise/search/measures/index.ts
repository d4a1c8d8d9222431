import type { Histogram, Requirement, SearchColumn } from '../types.ts'
import { averageClassSizeMeasure } from './average-class-size.ts'
import { discernibilityMeasure } from './discernibility.ts'
import { entropyMeasure } from './entropy.ts'
import { heightMeasure } from './height.ts'
import { type Aggregate, lossMeasure } from './loss.ts'
import type { Measure, MeasureInput } from './measure.ts'
import { precisionMeasure } from './precision.ts'

export { type Cost, compareCosts, exceeds, leastOf, mostOf, TIE } from './cost.ts'
export { AGGREGATES, type Aggregate } from './loss.ts'
export type { Assessment, Measure, Measured, Suppressed } from './measure.ts'

/** What the recipe says is to be minimised. */
export interface MeasureSpec {
  measure: MeasureName
  /** of the loss: 0 (suppression costs nothing) to 1 (generalisation costs nothing) */
  suppression?: number
  aggregate?: Aggregate
  /** per column of the search; absent: all 1 */
  weights?: readonly number[]
}

const MAKERS = {
  loss: (input: MeasureInput, { suppression = 0.5, aggregate = 'geometric' }: MeasureSpec) => lossMeasure(input, suppression, aggregate),
  discernibility: (input: MeasureInput) => discernibilityMeasure(input, false),
  'discernibility-monotone': (input: MeasureInput) => discernibilityMeasure(input, true),
  'average-class-size': averageClassSizeMeasure,
  entropy: (input: MeasureInput) => entropyMeasure(input, true),
  'entropy-nonmonotonic': (input: MeasureInput) => entropyMeasure(input, false),
  height: heightMeasure,
  precision: (input: MeasureInput) => precisionMeasure(input, false),
  'precision-monotone': (input: MeasureInput) => precisionMeasure(input, true),
} satisfies Record<string, (input: MeasureInput, spec: MeasureSpec) => Measure>

export type MeasureName = keyof typeof MAKERS
export const MEASURES = Object.keys(MAKERS) as MeasureName[]
/** Measures that look at each column, so that weights of columns mean something. */
export const WEIGHTED: readonly MeasureName[] = ['loss', 'entropy', 'entropy-nonmonotonic', 'height', 'precision', 'precision-monotone']

export function measureOf(spec: MeasureSpec, columns: readonly SearchColumn[], histogram: Histogram, requirement: Requirement): Measure {
  const given = columns.map((column, c) => (column.inLoss ? (spec.weights?.[c] ?? 1) : 0))
  const most = Math.max(...given, 0)
  const weights = Float64Array.from(given, (weight) => (most > 0 ? weight / most : 0))
  return MAKERS[spec.measure]({ columns, histogram, requirement, weights, q: columns.filter(({ inLoss }) => inLoss).length }, spec)
}
