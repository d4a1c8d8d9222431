import type { RecordNode, Unit } from '../plan.ts'

/** sample (リサンプリング): a unit is kept when the first 8 bytes of its keyed draw, over 2^64, are below the rate. */
export const sample = (step: { rate: number; by?: Unit; rule?: number }, unit: Unit): RecordNode => ({
  node: 'sample',
  rate: step.rate,
  by: step.by ?? unit,
  rule: step.rule ?? null,
})
