import type { Added, RowKey, Size } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import { type CellText, ladderOf, type PlanColumn, quasiIdentifiers, type RecordNode, releasedColumns } from '../plan.ts'
import { keyed } from '../random.ts'
import { synthesise, type Table } from '../synthesis/index.ts'
import { isPseudonym } from './columns.ts'
import { type RunContext, type SyntheticFigures, secretFor } from './context.ts'
import { classesOf, type Dictionaries, type Leaves, leavesOf } from './leaves.ts'

/** Fewer persons make no leaf (privacy-rules F5). */
const LEAST_PERSONS = 20

/**
 * Makes persons after those still there, whose rows are as they are released; null where the recipe asks for none.
 * @param given.replaced - persons whose place they take
 * @param given.emptied - columns that are emptied where households are rare: they stay empty
 * @throws {InputProblem} if there are too few persons to make others after
 */
export async function addSynthetic(
  context: RunContext,
  given: {
    dictionaries: Dictionaries
    columns: readonly PlanColumn[]
    leaves: ReadonlyMap<string, Leaves>
    released: ReadonlyMap<string, readonly CellText[]>
    marks: ReadonlyMap<string, string[]>
    emptied: ReadonlySet<string>
    replaced: number
    output: Size
  },
): Promise<{ added: Added; figures: SyntheticFigures } | null> {
  const { plan, engine, recipe } = context
  const step = plan.records.find(({ node }) => node === 'synthesise') as (RecordNode & { node: 'synthesise' }) | undefined
  if (!step) return null
  const { dictionaries, leaves, released, marks, emptied, output } = given
  const k = recipe.privacy.k ?? 2
  if (output.persons < Math.max(LEAST_PERSONS, 2 * k))
    throw new InputProblem(
      `疑似データのもとになる本人が${output.persons}人しかいません。${Math.max(LEAST_PERSONS, 2 * k)}人以上で行うか、records の synthesise を除いてください`,
    )
  const told = given.columns.filter((column) => !isPseudonym(column) && !emptied.has(column.name))
  const keys: RowKey[] = []
  const texts: CellText[][] = []
  for (const column of told) {
    const own = leaves.get(column.name) ?? (await leavesOf(engine, dictionaries, column, marks.get(column.name) ?? [], column.cells))
    const classes = classesOf(released.get(column.name) ?? own.texts(ladderOf(column)?.min ?? 0), own.rows)
    keys.push({ kind: 'leaf', leaf: own.ref, classes: classes.codes })
    texts.push(classes.texts)
  }
  const rows = await engine.rows({ keys, draws: [{ by: 'person', key: secretFor(context, 'synthesise', 'persons') }] })
  const { table, draw } = inKeyedOrder(
    told.map(({ name }, i) => ({ name, texts: texts[i]!, codes: rows.keys[i]! })),
    rows.person,
    rows.draws[0]!,
  )
  const quasi = quasiIdentifiers(plan).flatMap(({ name }) => {
    const at = told.findIndex((column) => column.name === name)
    return at === -1 ? [] : [at]
  })
  const made = synthesise({
    table,
    quasi,
    draw,
    persons: step.mode === 'replace' ? given.replaced : Math.round(step.share * output.persons),
    k,
    key: secretFor(context, 'synthesise', 'draws'),
  })
  const lines = made.histories.flatMap((history, person) => history.map((cells) => ({ person, cells })))
  return {
    added: {
      rows: lines.length,
      cells: releasedColumns(plan).map((column) => {
        if (isPseudonym(column)) {
          // Nobody's: the name of the column keeps them from meeting those of real keys of the same domain.
          const mac = keyed(secretFor(context, 'synthesise', 'pseudonym', column.name))
          const macs = made.histories.map((_, person) => mac(String(person)))
          return { macs: lines.map(({ person }) => macs[person]!) }
        }
        const at = told.findIndex(({ name }) => name === column.name)
        return { texts: lines.map(({ cells }) => (at === -1 ? null : cells[at]!)) }
      }),
    },
    figures: {
      mode: step.mode,
      declared: step.share,
      persons: made.histories.length,
      rows: lines.length,
      share: lines.length / (lines.length + output.rows),
      missing: made.missing,
      nearness: made.nearness,
    },
  }
}

/** Rows with those of one person together, persons in the order of their draws, so that no order of the engine is left. */
function inKeyedOrder(
  columns: Table['columns'],
  person: Int32Array,
  { high, low }: { high: Uint32Array; low: Uint32Array },
): { table: Table; draw: Float64Array } {
  const order = Int32Array.from(person, (_, row) => row).sort((a, b) => {
    if (high[a] !== high[b]) return high[a]! - high[b]!
    if (low[a] !== low[b]) return low[a]! - low[b]!
    if (person[a] !== person[b]) return person[a]! - person[b]!
    for (const { codes } of columns) if (codes[a] !== codes[b]) return codes[a]! - codes[b]!
    return 0
  })
  const persons = new Int32Array(order.length)
  const draw: number[] = []
  order.forEach((row, i) => {
    const isNew = i === 0 || person[row] !== person[order[i - 1]!]
    persons[i] = isNew ? draw.length : draw.length - 1
    if (isNew) draw.push(high[row]! / 2 ** 32 + low[row]! / 2 ** 64)
  })
  return {
    table: { columns: columns.map((column) => ({ ...column, codes: order.map((row) => column.codes[row]!) })), persons },
    draw: Float64Array.from(draw),
  }
}
