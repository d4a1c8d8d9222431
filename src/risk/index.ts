export { measureRisk, type Risk, type RiskInput } from './measure.ts'
export { ColumnCoder } from './table.ts'
