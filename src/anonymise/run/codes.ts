import type { Size } from '../engines/engine.ts'
import { ladderOf, type PlanColumn } from '../plan.ts'
import { refuseCodes, SHORTEST_CODE } from './checks.ts'
import { isPseudonym, textKey } from './columns.ts'
import type { RunContext } from './context.ts'
import type { Bench } from './floors.ts'
import type { Leaves } from './leaves.ts'

const isAsRead = (text: string, source: string | null) =>
  source !== null && (text === source || text === source.normalize('NFKC').replaceAll(/[\s,-]/g, ''))

/** Refuses individual codes in what leaves as read (H1); answers the number of distinct source values. */
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
    return new Set(own.entering.filter((text, leaf) => text !== null && own.rows[leaf]! > 0)).size
  }
  if (column.name === plan.person) return entering.persons
  if (isPseudonym(column)) return (await engine.spread(textKey(plan, column, new Map()))).distinct
  const { values, rows, distinct } = await engine.values(column.name, SHORTEST_CODE)
  refuseCodes(
    column,
    values.map((value, i) => ({ value, rows: rows[i]! })),
    distinct,
    bench,
  )
  return distinct
}
