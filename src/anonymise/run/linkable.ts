import type { Key } from '../engines/engine.ts'
import { ladderOf, releasedColumns } from '../plan.ts'
import { textKey } from './columns.ts'
import type { RunContext } from './context.ts'
import { classesOf, type Leaves } from './leaves.ts'

/** Whether a person's rows can be told to be one person's (A1): by the person column, or by a value that only one person holds. */
export async function isLinkable(
  context: RunContext,
  leaves: ReadonlyMap<string, Leaves>,
  marks: ReadonlyMap<string, string[]>,
): Promise<boolean> {
  const { plan, engine, recipe } = context
  const released = releasedColumns(plan)
  if (released.some(({ name }) => name === plan.person)) return true
  for (const column of released) {
    if (column.class === 'quasi-identifier') continue
    const own = leaves.get(column.name)
    const key: Key = own
      ? { kind: 'leaf', leaf: own.ref, classes: classesOf(own.texts(ladderOf(column)?.min ?? 0), own.rows).codes }
      : textKey(plan, column, marks)
    const { several, linked } = await engine.linkedBy(key)
    if (several > 0 && linked > recipe.privacy.floors.uniqueShare * several) return true
  }
  return false
}
