import type { Histogram, Requirement, SearchColumn } from '../types.ts'
import { averageClassSizeMeasure } from './average-class-size.ts'
import { discernibilityMeasure } from './discernibility.ts'
import { entropyMeasure } from './entropy.ts'
import { heightMeasure } from './height.ts'
import { lossMeasure } from './loss.ts'
import type { Measure, MeasureInput } from './measure.ts'
import { precisionMeasure } from './precision.ts'
import type { MeasureName, MeasureSpec } from './spec.ts'

export { type Cost, compareCosts, exceeds, leastOf, mostOf, TIE } from './cost.ts'
export type { Assessment, Measure, Measured, Suppressed } from './measure.ts'
export * from './spec.ts'

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
} satisfies Record<MeasureName, (input: MeasureInput, spec: MeasureSpec) => Measure>

export function measureOf(spec: MeasureSpec, columns: readonly SearchColumn[], histogram: Histogram, requirement: Requirement): Measure {
  const given = columns.map((column, c) => (column.inLoss ? (spec.weights?.[c] ?? 1) : 0))
  const most = Math.max(...given, 0)
  const weights = Float64Array.from(given, (weight) => (most > 0 ? weight / most : 0))
  return MAKERS[spec.measure]({ columns, histogram, requirement, weights, q: columns.filter(({ inLoss }) => inLoss).length }, spec)
}
