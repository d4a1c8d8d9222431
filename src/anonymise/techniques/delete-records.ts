import type { RecordNode, Unit } from '../plan.ts'
import type { ConditionSpec } from '../recipe.ts'
import { conditionOf } from './where.ts'

/** delete-records (レコード削除): the records that match, or all records of a person or household of which one matches. */
export const deleteRecords = (step: { where: ConditionSpec; unit?: Unit; rule?: number; confirmed?: string }, unit: Unit): RecordNode => ({
  node: 'delete',
  where: conditionOf(step.where),
  unit: step.unit ?? unit,
  rule: step.rule ?? null,
  confirmed: step.confirmed ?? null,
})
