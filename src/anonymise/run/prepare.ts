import type { Size } from '../engines/engine.ts'
import { type PlanColumn, releasedColumns } from '../plan.ts'
import { emptyCells } from './blanks.ts'
import { checkCodes } from './codes.ts'
import { needsLeaves } from './columns.ts'
import type { RunContext } from './context.ts'
import type { Bench } from './floors.ts'
import { type Dictionaries, type Leaves, leavesOf } from './leaves.ts'
import { type Bins, settle, type Threshold } from './thresholds.ts'

/** The columns with all that the data decide about them before the search. */
export interface Prepared {
  /** whose cells the recipe empties */
  emptied: readonly PlanColumn[]
  /** names of the marks on the rows that say where a cell is emptied, by column */
  marks: Map<string, string[]>
  /** columns that are worked on value by value */
  leaves: Map<string, Leaves>
  thresholds: Threshold[]
  bins: Bins[]
  /** distinct source values of each released column */
  distinct: Map<string, number>
}

/**
 * Empties cells, settles limits of top and bottom coding and edges of built hierarchies, and looks for individual codes (H1) in what
 * leaves as read.
 * @throws {InputProblem | ValueProblem} if too few persons lie beyond a limit (F3), a code is found, or a value fits no hierarchy
 */
export async function prepareColumns(context: RunContext, dictionaries: Dictionaries, entering: Size, bench: Bench): Promise<Prepared> {
  const { recipe, plan, engine } = context
  const { k, floors } = recipe.privacy
  const thresholds: Threshold[] = []
  const bins: Bins[] = []
  const leaves = new Map<string, Leaves>()
  const { columns: emptied, marks } = await emptyCells(context, dictionaries, bench)
  const leastTail = Math.max(k ?? 0, floors.tail)
  for (const column of emptied) {
    if (!needsLeaves(column)) continue
    const names = marks.get(column.name)!
    const settled = await settle(engine, dictionaries, column, names, { tail: bench.strict ? leastTail : 0, k: k ?? 2 })
    bins.push(...settled.bins)
    for (const threshold of settled.thresholds) {
      thresholds.push(threshold)
      if (threshold.tail < leastTail) bench.floor(`列「${column.name}」の上限・下限の外が${threshold.tail}人しかいません`, column.confirmed)
    }
    leaves.set(column.name, await leavesOf(engine, dictionaries, column, names, settled.cells))
  }
  const distinct = new Map<string, number>()
  for (const column of releasedColumns(plan))
    distinct.set(column.name, await checkCodes(context, column, leaves.get(column.name), entering, bench))
  return { emptied, marks, leaves, thresholds, bins, distinct }
}
