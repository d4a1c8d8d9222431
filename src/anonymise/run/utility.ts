import type { PlanColumn } from '../plan.ts'
import { textKey } from './columns.ts'
import type { Findings, RunContext } from './context.ts'
import type { Leaves } from './leaves.ts'

/** What a released column kept of the source's variety. */
export async function utilityOf(
  { plan, engine }: RunContext,
  column: PlanColumn,
  own: Leaves | undefined,
  texts: (string | null)[] | undefined,
  marks: ReadonlyMap<string, string[]>,
  findings: Findings,
  distinctBefore: number | null,
): Promise<Findings['columns'][string]> {
  const loss = findings.lossByColumn[column.name] ?? null
  const blanked = findings.households?.columns.includes(column.name) ? ['household'] : []
  if (own && texts) {
    const bits = own.ref.marks.length
    const { codes, rows } = await engine.groups([{ kind: 'leaf', leaf: { ...own.ref, marks: [...own.ref.marks, ...blanked] } }])
    const held = new Set<string>()
    let nulls = 0
    codes[0]!.forEach((code, i) => {
      // With one mark more, its bit stands above the column's own marks.
      const isBlank = blanked.length > 0 && ((code >> bits) & 1) === 1
      const leaf = blanked.length > 0 ? ((code >> (bits + 1)) << bits) | (code & (2 ** bits - 1)) : code
      const text = isBlank ? null : texts[leaf]!
      if (text === null) nulls += rows[i]!
      else held.add(text)
    })
    return { loss, distinctBefore, distinctAfter: held.size, nulls }
  }
  if (column.name === plan.person) return { loss, distinctBefore, distinctAfter: findings.persons?.output ?? null, nulls: 0 }
  const key = textKey(plan, column, marks)
  const { distinct, nulls } = await engine.spread({ ...key, marks: [...key.marks, ...blanked] })
  return { loss, distinctBefore, distinctAfter: distinct, nulls }
}
