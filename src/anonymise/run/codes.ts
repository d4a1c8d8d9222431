import type { Size } from '../engines/engine.ts'
import { ladderOf, type PlanColumn } from '../plan.ts'
import { refuseCodes, SHORTEST_CODE } from './checks.ts'
import { isPseudonym, textKey } from './columns.ts'
import type { RunContext } from './context.ts'
import type { Bench } from './floors.ts'
import { refuseFreeText } from './free-text.ts'
import type { Leaves } from './leaves.ts'

const isAsRead = (text: string, source: string | null) =>
  source !== null && (text === source || text === source.normalize('NFKC').replaceAll(/[\s,-]/g, ''))

/** Refuses individual codes (H1) and free text in what leaves as read; answers the number of distinct source values. */
export async function checkCodes(
  { plan, engine }: RunContext,
  column: PlanColumn,
  own: Leaves | undefined,
  entering: Size,
  bench: Bench,
): Promise<number> {
  if (own) {
    const rows = new Map<string, number>()
    own.texts(ladderOf(column)?.min ?? 0).forEach((text, leaf) => {
      // Only what leaves as it was read can be a code; "1980-1989" has eight digits too.
      if (text !== null && own.rows[leaf]! > 0 && isAsRead(text, own.source(leaf))) rows.set(text, (rows.get(text) ?? 0) + own.rows[leaf]!)
    })
    const values = [...rows].map(([value, count]) => ({ value, rows: count }))
    if (!isPseudonym(column) && !ladderOf(column)?.ladder.published) refuseCodes(column, values, values.length, bench)
    const filled = own.rows.reduce((sum, count, leaf) => sum + (own.source(leaf) === null ? 0 : count), 0)
    if (!isPseudonym(column)) refuseFreeText(column, values, filled, bench)
    return new Set(own.entering.filter((text, leaf) => text !== null && own.rows[leaf]! > 0)).size
  }
  if (column.name === plan.person) return entering.persons
  if (isPseudonym(column)) return (await engine.spread(textKey(plan, column, new Map()))).distinct
  const { values, rows, distinct } = await engine.values(column.name, SHORTEST_CODE)
  const told = values.map((value, i) => ({ value, rows: rows[i]! }))
  refuseCodes(column, told, distinct, bench)
  refuseFreeText(column, told, entering.rows, bench)
  return distinct
}
