import type { OutputColumn } from '../engines/engine.ts'
import { type CellText, ladderOf, type Plan, releasedColumns } from '../plan.ts'
import { roleOf } from './columns.ts'
import { type RunContext, secretFor } from './context.ts'
import type { Leaves } from './leaves.ts'

/** Text per leaf of every column of leaves, at the levels chosen; columns outside the search at their lowest. */
export function releasedTexts(
  plan: Plan,
  leaves: ReadonlyMap<string, Leaves>,
  levels: Readonly<Record<string, number>>,
): Map<string, (string | null)[]> {
  const texts = new Map<string, (string | null)[]>()
  for (const column of releasedColumns(plan)) {
    const own = leaves.get(column.name)
    if (own) texts.set(column.name, own.texts(levels[column.name] ?? ladderOf(column)?.min ?? 0))
  }
  return texts
}

/** What the engine writes for each released column. `blanked`: columns emptied where the household is rare. */
export function outputColumns(
  context: RunContext,
  given: {
    leaves: ReadonlyMap<string, Leaves>
    released: ReadonlyMap<string, CellText[]>
    marks: ReadonlyMap<string, string[]>
    blanked: ReadonlySet<string>
  },
): OutputColumn[] {
  const { leaves, released, marks, blanked } = given
  return releasedColumns(context.plan).map((column): OutputColumn => {
    const names = marks.get(column.name) ?? []
    const blankWhere = blanked.has(column.name) ? ['household'] : []
    const own = leaves.get(column.name)
    const pseudonym = column.cells.find((cell) => cell.node === 'pseudonym')
    if (pseudonym)
      return {
        name: column.name,
        kind: 'pseudonym',
        column: column.name,
        role: roleOf(context.plan, column.name),
        key: secretFor(context, 'pseudonym', pseudonym.domain),
        blankWhere: [...blankWhere, ...names],
      }
    if (own) return { name: column.name, kind: 'labels', leaf: own.ref, labels: released.get(column.name)!, blankWhere }
    return { name: column.name, kind: 'text', column: column.name, blankWhere: [...blankWhere, ...names] }
  })
}

/** Released columns of persons' and households' keys, with the keys of their pseudonyms. */
export const keyPseudonyms = (context: RunContext): { role: 'person' | 'household'; key: Uint8Array }[] =>
  releasedColumns(context.plan).flatMap((column) => {
    const role = roleOf(context.plan, column.name)
    const pseudonym = column.cells.find((cell) => cell.node === 'pseudonym')
    return role && pseudonym ? [{ role, key: secretFor(context, 'pseudonym', pseudonym.domain) }] : []
  })
