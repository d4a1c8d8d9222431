import type { ConditionSpec } from '../recipe.ts'
import type { Technique } from './technique.ts'
import { conditionOf } from './where.ts'

/** delete-cells (セル削除): empty where the condition holds on the source values. */
export const deleteCells: Technique<{ where: ConditionSpec }> = {
  name: 'delete-cells',
  lower: ({ where }) => [{ node: 'blank', where: conditionOf(where) }],
}
