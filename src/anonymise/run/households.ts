import type { Key } from '../engines/engine.ts'
import { type PlanColumn, releasedColumns } from '../plan.ts'
import { isPseudonym } from './columns.ts'
import type { Findings, RunContext } from './context.ts'

/** Household links and household columns of households that too few others resemble are emptied (A4). */
export async function blankRareHouseholds(
  context: RunContext,
  keyOf: (column: PlanColumn) => Key,
  classes: { units: Int32Array; tuples: Int32Array },
  over: readonly string[],
): Promise<Findings['households']> {
  const { plan, engine, recipe } = context
  if (plan.household === null) return null
  const candidates = releasedColumns(plan).filter(({ name }) => name !== plan.person && name !== plan.household && !over.includes(name))
  const constant = await engine.householdConstant(candidates.map(keyOf))
  const shared = candidates.filter((_, i) => constant[i])
  const link = releasedColumns(plan).find(({ name }) => name === plan.household)
  const columns = [...(link ? [link] : []), ...shared]
  if (columns.length === 0) return { blanked: 0, rows: 0, columns: [] }
  // Pseudonyms differ for every household: they are no part of what households may share.
  const { households, rows } = await engine.markRareHouseholds(
    'household',
    classes,
    shared.filter((column) => !isPseudonym(column)).map(keyOf),
    recipe.privacy.households.k,
  )
  return { blanked: households, rows, columns: columns.map(({ name }) => name) }
}
