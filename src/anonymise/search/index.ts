export { evaluate } from './evaluate.ts'
export { AGGREGATES, type Aggregate, MEASURES, type MeasureName, type MeasureSpec, measureOf, WEIGHTED } from './measures/index.ts'
export { search } from './search.ts'
export type * from './types.ts'
