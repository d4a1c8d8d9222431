export { distanceRisk } from './distance-risk.ts'
export { measureRisk, type Risk, type RiskInput } from './measure.ts'
export { type PopulationUniques, populationUniques } from './population.ts'
export { type CodedColumn, ColumnCoder, groupRows } from './table.ts'
