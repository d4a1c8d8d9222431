import type { CodeRef, Engine, LeafKey, Predicate } from '../engines/engine.ts'
import {
  blanksOf,
  type CellNode,
  type CellText,
  columnsOf,
  follow,
  isGrouped,
  ladderOf,
  type Plan,
  type PlanColumn,
  quasiIdentifiers,
  releasedColumns,
  Unfit,
} from '../plan.ts'
import type { Recipe } from '../recipe.ts'
import { isPseudonym } from '../run/columns.ts'
import type { Dictionaries } from '../run/leaves.ts'
import { normaliseKey } from '../values/key.ts'

/** What a run settled, as its report has it. */
export interface SettledAt {
  /** level per column with a ladder; where records have levels of their own, the finest of them */
  levels: Readonly<Record<string, number>>
  thresholds: readonly { column: string; side: 'top' | 'bottom'; limit: number }[]
  bins: readonly { column: string; edges: readonly number[] }[]
  /** a person's rows can be told to be one person's (privacy-rules A1) */
  linkable: boolean
}

/** One provision: its recipe, compiled, and what its run settled. */
export interface Provision {
  recipe: Recipe
  plan: Plan
  settled: SettledAt
}

/** A provision on the rows of an extract: what each released column shows of a row, and whether the row is in it. */
export interface Side {
  /** of each column that is a quasi-identifier here or in the other provision */
  quasi: LeafKey[]
  /** of the other released columns, pseudonyms aside */
  kept: LeafKey[]
  selected: LeafKey
  linkable: boolean
  k: number | null
  /** expected share of the selected that a sample leaves */
  rate: number
}

/** Columns whose codes a provision needs. */
export const columnsRead = (plan: Plan): string[] => [
  ...plan.records.flatMap((step) => (step.node === 'delete' ? columnsOf(step.where) : [])),
  ...shownColumns(plan).flatMap((column) => [column.name, ...blanksOf(column).flatMap(columnsOf)]),
]

/** Pseudonyms have another key in every run; the household's number stands for them too. */
const shownColumns = (plan: Plan): PlanColumn[] =>
  releasedColumns(plan).filter((column) => !isPseudonym(column) && column.name !== plan.person && column.name !== plan.household)

/**
 * @param name - tells this provision's marks from others'
 * @param quasi - columns that are quasi-identifiers in any of the provisions compared
 * @throws {ValueProblem} if a condition of the recipe cannot be told of a value of the extract
 */
export async function sideOf(
  engine: Engine,
  dictionaries: Dictionaries,
  { recipe, plan, settled }: Provision,
  name: string,
  quasi: ReadonlySet<string>,
): Promise<Side> {
  const side: Side = {
    quasi: [],
    kept: [],
    selected: await selectedKey(engine, dictionaries, plan, name),
    linkable: settled.linkable,
    // Groups of microaggregation are made of all persons: before them no class of k need be.
    k: quasiIdentifiers(plan).some(isGrouped) ? null : (recipe.privacy.k ?? null),
    rate: plan.records.reduce(
      (rate, step) =>
        step.node === 'sample' ? rate * step.rate : step.node === 'synthesise' && step.mode === 'replace' ? rate * (1 - step.share) : rate,
      1,
    ),
  }
  for (const [position, column] of shownColumns(plan).entries()) {
    const marks: string[] = []
    for (const [i, where] of blanksOf(column).entries()) {
      const mark = `${name}_${position}_${i}`
      await engine.mark(mark, await dictionaries.predicate(where))
      marks.push(mark)
    }
    const key = shownKey(dictionaries, column, marks, settled, await engine.tally(column.name))
    ;(quasi.has(column.name) ? side.quasi : side.kept).push(key)
  }
  return side
}

/** Rows that the recipe's deletions leave: each deletion sees only what those before it left (privacy-rules A5). */
async function selectedKey(engine: Engine, dictionaries: Dictionaries, plan: Plan, name: string): Promise<LeafKey> {
  const column = columnsRead(plan)[0]
  if (column === undefined) throw new Error('a provision that shows nothing')
  const leaf: CodeRef = { column, marks: [`${name}_gone`], codes: dictionaries.values(column).length }
  let gone: Predicate = { kind: 'codes', column, holds: new Uint8Array(leaf.codes) }
  for (const step of plan.records) {
    if (step.node !== 'delete') continue
    const there: Predicate = { kind: 'not', of: gone }
    const where: Predicate = { kind: 'all', of: [there, among(await dictionaries.predicate(step.where), there)] }
    const whole: Predicate[] = step.unit === 'record' ? [] : [{ kind: 'count', of: step.unit, where, atLeast: 1 }]
    gone = { kind: 'any', of: [gone, where, ...whole] }
  }
  await engine.mark(`${name}_gone`, gone)
  return { kind: 'leaf', leaf, classes: Int32Array.from({ length: leaf.codes * 2 }, (_, code) => 1 - (code % 2)) }
}

function among(predicate: Predicate, there: Predicate): Predicate {
  switch (predicate.kind) {
    case 'codes':
      return predicate
    case 'count':
      return { ...predicate, where: { kind: 'all', of: [there, among(predicate.where, there)] } }
    case 'not':
      return { kind: 'not', of: among(predicate.of, there) }
    default:
      return { kind: predicate.kind, of: predicate.of.map((part) => among(part, there)) }
  }
}

/** Equal codes where the released texts are equal; perturbation is undone. A value that a step does not know stands for itself. */
function shownKey(dictionaries: Dictionaries, column: PlanColumn, marks: string[], settled: SettledAt, tally: Float64Array): LeafKey {
  const values = dictionaries.values(column.name)
  const cells = settledCells(column, settled, values, tally)
  const level = settled.levels[column.name] ?? ladderOf(column)?.min ?? 0
  const leaf: CodeRef = { column: column.name, marks, codes: values.length }
  const numbers = new Map<string, number>()
  const classes = Int32Array.from({ length: values.length * 2 ** marks.length }, (_, code) => {
    const value = values[Math.floor(code / 2 ** marks.length)]!
    const text = JSON.stringify(shownText(cells, value, code % 2 ** marks.length, level))
    if (!numbers.has(text)) numbers.set(text, numbers.size)
    return numbers.get(text)!
  })
  return { kind: 'leaf', leaf, classes }
}

function shownText(cells: readonly CellNode[], value: CellText, mask: number, level: number): CellText | [CellText] {
  try {
    return follow(cells, value, mask, level, normaliseKey)
  } catch (error) {
    if (error instanceof Unfit) return [value]
    throw error
  }
}

/** The steps with the limits and edges of the earlier run in place of those that this extract would give. */
function settledCells(column: PlanColumn, settled: SettledAt, values: readonly CellText[], tally: Float64Array): CellNode[] {
  return column.cells.flatMap((cell): CellNode[] => {
    if (cell.node === 'tail') {
      const own = settled.thresholds.find((one) => one.column === column.name && one.side === cell.side)
      return own ? [cell.at(own.limit, null)] : []
    }
    if (cell.node !== 'generalise' || !cell.ladder.build) return [cell]
    const { build } = cell.ladder
    const rows = new Map<number, number>()
    values.forEach((value, code) => {
      const own = build.number(value)
      if (typeof own === 'number' && tally[code]! > 0) rows.set(own, (rows.get(own) ?? 0) + tally[code]!)
    })
    const sorted = [...rows].sort(([a], [b]) => a - b)
    const facts = {
      values: Float64Array.from(sorted, ([value]) => value),
      rows: Float64Array.from(sorted, ([, count]) => count),
      low: sorted[0]?.[0] ?? 0,
      high: sorted.at(-1)?.[0] ?? 0,
      k: 1,
    }
    const edges = settled.bins.find((one) => one.column === column.name)?.edges ?? []
    return [{ ...cell, ladder: build.fit([...edges], facts) }]
  })
}
