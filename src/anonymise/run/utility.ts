import type { Added, Key } from '../engines/engine.ts'
import { compareBytes } from '../engines/text.ts'
import type { CellText, PlanColumn } from '../plan.ts'
import { FORMULA_STARTS, typeOf } from '../values/cell-type.ts'
import { isPseudonym, roleOf, textKey } from './columns.ts'
import type { ColumnFindings, Findings, RunContext } from './context.ts'
import { type Distribution, type Order, spreadOf, type Tallied } from './distribution.ts'
import type { Leaves } from './leaves.ts'

/** Columns with more values than this have no code list and no plot, unless their values are known anyway. */
export const CODE_LIST = 1_000

/** How a released column's values were spread among the rows that entered the search, and the order to tell the result in. */
export interface Before {
  distribution: Distribution | null
  order: Order | null
}

/**
 * @param distinct - values of the column
 * @param mostRows - rows that one person may have
 */
export async function spreadBefore(
  { plan, engine, recipe }: RunContext,
  column: PlanColumn,
  own: Leaves | undefined,
  marks: ReadonlyMap<string, string[]>,
  distinct: number,
  mostRows: number,
): Promise<Before> {
  if (isPseudonym(column) || roleOf(plan, column.name) !== null) return { distribution: null, order: null }
  let values: Tallied[] | null
  if (own) {
    // A cell that a step empties counts as empty: nothing of the deleted value is told.
    const bits = 2 ** own.ref.marks.length
    const cells = Array.from(own.rows, (rows, leaf): Tallied => ({ text: leaf % bits === 0 ? own.source(leaf) : null, rows }))
    values = bits === 1 ? cells : byText(cells)
  } else if (distinct > CODE_LIST) values = null
  else values = (await engine.texts({ kind: 'text', column: column.name, marks: marks.get(column.name) ?? [] }, CODE_LIST)).tally
  const kind = recipe.columns.get(column.name)?.hierarchy?.kind
  // Codes of places and trades are names, though they may be written as numbers; ages and years in a file are none.
  const isCode = kind === 'file' && values?.some(({ text }) => text !== null && text.length > 4)
  const names = kind === 'prefix' || kind === 'address' || isCode
  if (values === null) return { distribution: null, order: names ? 'names' : null }
  return spreadOf(values, names ? 'names' : null, mostRows)
}

/** What a released column kept of the source's variety, and what its cells are. */
export async function utilityOf(
  context: RunContext,
  column: PlanColumn,
  own: Leaves | undefined,
  texts: CellText[] | undefined,
  marks: ReadonlyMap<string, string[]>,
  findings: Findings,
  distinctBefore: number | null,
  before: Before,
  mostRows: number,
): Promise<ColumnFindings> {
  const { plan, engine } = context
  const loss = findings.lossByColumn[column.name] ?? null
  const blanked = findings.households?.columns.includes(column.name) ? ['household'] : []
  const told = { loss, distinctBefore, before: before.distribution }
  if (own && texts) {
    const bits = own.ref.marks.length
    const { codes, rows } = await engine.groups([{ kind: 'leaf', leaf: { ...own.ref, marks: [...own.ref.marks, ...blanked] } }])
    const held = Array.from(codes[0]!, (code, i): Tallied => {
      // With one mark more, its bit stands above the column's own marks.
      const isBlank = blanked.length > 0 && ((code >> bits) & 1) === 1
      const leaf = blanked.length > 0 ? ((code >> (bits + 1)) << bits) | (code & (2 ** bits - 1)) : code
      return { text: isBlank ? null : texts[leaf]!, rows: rows[i]! }
    })
    return { ...told, ...releasedFacts(byText(held), before.order, mostRows) }
  }
  const none = { type: 'string', formulas: 0, values: null, after: null } as const
  if (column.name === plan.person) return { ...told, ...none, distinctAfter: findings.persons?.output ?? null, nulls: 0 }
  const key: Key = textKey(plan, column, marks)
  const now = { ...key, marks: [...key.marks, ...blanked] }
  if (now.kind === 'household' || isPseudonym(column)) {
    const { distinct, nulls } = await engine.spread(now)
    return { ...told, ...none, distinctAfter: distinct, nulls }
  }
  const { tally, distinct, nulls, type, formulas } = await engine.texts(now, CODE_LIST)
  if (tally) return { ...told, ...releasedFacts(tally, before.order, mostRows) }
  return { ...told, distinctAfter: distinct, nulls, type, formulas: type === 'string' ? formulas : 0, values: null, after: null }
}

/** What the released cells of a column are. */
function releasedFacts(
  cells: readonly Tallied[],
  order: Order | null,
  mostRows: number,
): Omit<ColumnFindings, 'loss' | 'distinctBefore' | 'before'> {
  const texts = cells.flatMap(({ text, rows }) => (text === null || rows === 0 ? [] : [text]))
  const type = typeOf(texts)
  const sum = (wanted: (text: CellText) => boolean) => cells.reduce((rows, cell) => rows + (wanted(cell.text) ? cell.rows : 0), 0)
  return {
    distinctAfter: texts.length,
    nulls: sum((text) => text === null),
    type,
    formulas: type === 'string' ? sum((text) => text !== null && text !== '' && FORMULA_STARTS.includes(text[0]!)) : 0,
    values: texts.length <= CODE_LIST ? texts.sort(compareBytes) : null,
    after: spreadOf(cells, order, mostRows).distribution,
  }
}

/** A code list and a type hold for the rows of nobody too; the counts are those of real ones (A7). */
export function withMade(column: ColumnFindings, cells: Added['cells'][number]): ColumnFindings {
  if (column.values === null || 'macs' in cells) return column
  const texts = [...new Set([...column.values, ...cells.texts.filter((text) => text !== null)])]
  return { ...column, type: typeOf(texts), values: texts.length <= CODE_LIST ? texts.sort(compareBytes) : null }
}

/** Rows of equal text together. */
function byText(cells: Iterable<Tallied>): Tallied[] {
  const rows = new Map<CellText, number>()
  for (const cell of cells) if (cell.rows > 0) rows.set(cell.text, (rows.get(cell.text) ?? 0) + cell.rows)
  return Array.from(rows, ([text, count]) => ({ text, rows: count }))
}
