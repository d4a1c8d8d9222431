import type { Perturbation } from './perturbation.ts'

/**
 * The plan (加工計画): what becomes of every cell and record, said once. Engines only carry it out.
 * Whatever concerns one value is a function of that value, evaluated once per distinct value of the source;
 * engines see its results as tables over integer codes and never the function.
 */

/** A cell: text as read, or null. A comparison with null is never true; only `isNull` matches it. */
export type CellText = string | null

export type Unit = 'record' | 'person' | 'household'

/** What a value may not be: named by column, number of rows and how to mend it, never by the value. */
export interface Expectation {
  /** short code for the report of the error, e.g. "not-a-number" */
  kind: string
  mend: string
}

/** Whether a row is meant, told by its source cells. */
export type Condition =
  /**
   * `holds` answers undefined for a value that cannot be compared; the run then refuses by `expects`.
   * `literal`: the recipe names a value (equals, in), which may be a person's (F6).
   */
  | { kind: 'cell'; column: string; holds: (value: CellText) => boolean | undefined; expects: Expectation; literal: boolean }
  /** distinct persons of the row's unit that match (rows where there is no person) */
  | { kind: 'count'; of: 'person' | 'household'; where: Condition; atLeast: number }
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }

/** Ladder of texts for one value; level 0 is the finest. */
export interface Ladder {
  /** number of levels, at least 1 */
  levels: number
  /** text of the value at a level; undefined: the hierarchy does not cover the value */
  label: (value: CellText, level: number) => CellText | undefined
  /** names of the levels as a report shows them */
  names: readonly string[]
  /** leaves that the hierarchy itself lists; null: the distinct values of the column are the leaves */
  listed: readonly string[] | null
  expects: Expectation
  /** every text is of a published list of places, checked digit by digit: no number of a person, though it may have as many digits */
  published?: true
  /** its intervals are drawn from the rows entering the search; `label` answers only of what `fit` gives (privacy-rules F4) */
  build?: LadderBuilder<Ladder>
}

/** How the numbers of a column lie among the rows entering the search. */
export interface Distribution {
  /** distinct numbers, ascending, and their rows */
  values: Float64Array
  rows: Float64Array
  /** the k-th smallest and the k-th largest of the persons' own smallest and largest numbers: at least k persons lie at or beyond each */
  low: number
  high: number
  /** least persons of a class */
  k: number
}

/** How intervals are drawn from data. */
export interface LadderBuilder<Fitted> {
  /** undefined: refused by `expects` */
  number: (value: CellText) => number | null | undefined
  /** inner edges of the finest level, ascending, on a round grid */
  edges: (facts: Distribution) => number[]
  /** all levels, given the finest one's edges */
  fit: (edges: readonly number[], facts: Distribution) => Fitted
}

/** Where a tail begins: as written, behind so many per cent of persons, or so that at least so many persons lie beyond. */
export type TailLimit = { value: number } | { percentile: number } | { persons: number }

/** One step of a cell's way from source to release. Steps run in order. */
export type CellNode =
  /** the text of one value becomes another; undefined: refused by `expects` */
  | { node: 'map'; apply: (value: CellText) => CellText | undefined; expects: Expectation }
  /** a map that needs the numbers of the rows entering the search: its limit, or the mean of the tail (privacy-rules F3) */
  | {
      node: 'tail'
      side: 'top' | 'bottom'
      limit: TailLimit
      number: (value: CellText) => number | null | undefined
      /** the limit itself belongs to the tail */
      inclusive: boolean
      /** `mean`: of the tail, rounded; null: not asked for, or told by too few persons */
      at: (limit: number, mean: number | null) => CellNode
      /** the mean is asked for */
      mean: boolean
      expects: Expectation
    }
  /** one rung of a ladder, chosen by the search between min and max (inclusive) */
  | { node: 'generalise'; ladder: Ladder; min: number; max: number }
  /** empty where the condition holds on the source */
  | { node: 'blank'; where: Condition }
  /** a step over rows, after the search; one value's way goes through it unchanged */
  | { node: 'perturb'; perturbation: Perturbation }
  /** keyed pseudonym of the normalised key; the last step that looks at the text */
  | { node: 'pseudonym'; domain: string }

export type ColumnClass = 'direct-identifier' | 'individual-code' | 'linking-code' | 'quasi-identifier' | 'sensitive' | 'other'

export interface PlanColumn {
  name: string
  class: ColumnClass
  technique: string
  /** false: delete-column; `cells` is then empty */
  released: boolean
  cells: CellNode[]
  /** written reason why the column leaves as it is (B1) */
  reason: string | null
  /** the command line's form of the second person */
  confirmed: string | null
  notIndividualCode: string | null
  /** its source values are made of these two columns: degrees of latitude and longitude */
  pair: readonly [string, string] | null
  rule: number | null
  /** classes in which models see the values (C1); the cell is unchanged */
  bands: ((value: CellText) => CellText | undefined) | null
  /** a privacy model looks at the values */
  modelled: boolean
}

export type RecordNode =
  | { node: 'delete'; where: Condition; unit: Unit; rule: number | null; confirmed: string | null }
  | { node: 'sample'; rate: number; by: Unit; rule: number | null }
  /** persons made after the released ones: as many as the share takes out first (replace), or on top of them (add) */
  | { node: 'synthesise'; share: number; mode: 'add' | 'replace'; rule: number | null }

export interface Plan {
  title: string
  person: string | null
  /** "person": null is written in the recipe (A3) */
  personDeclined: boolean
  household: string | null
  nulls: readonly string[]
  columns: PlanColumn[]
  records: RecordNode[]
  shuffle: boolean
  /** per privacy model of the recipe the ladder of its values, where it names one */
  modelLadders: (Ladder | null)[]
  /** per privacy model of the recipe the population that it names */
  populations: (PopulationTable | null)[]
}

/** A population as its file has it: one person a row. */
export interface PopulationTable {
  header: readonly string[]
  rows: readonly (readonly CellText[])[]
}

export const releasedColumns = (plan: Plan): PlanColumn[] => plan.columns.filter((column) => column.released)

/** Quasi-identifiers that leave, whatever becomes of them: they make the classes. */
export const quasiIdentifiers = (plan: Plan): PlanColumn[] => releasedColumns(plan).filter((column) => column.class === 'quasi-identifier')

/** The step over rows on a column's way. */
export const perturbationOf = (column: PlanColumn): Perturbation | null => {
  const cell = column.cells.find(({ node }) => node === 'perturb')
  return cell?.node === 'perturb' ? cell.perturbation : null
}

/** Quasi-identifiers whose cells a step over rows makes equal in groups: they are no part of the search (privacy-rules A8). */
export const isGrouped = (column: PlanColumn): boolean => (perturbationOf(column)?.groups ?? null) !== null

/** Quasi-identifiers that leave with other values than people have: only k before that may be called met (privacy-rules A8). */
export const isDisguised = (column: PlanColumn): boolean =>
  column.released && column.class === 'quasi-identifier' && perturbationOf(column) !== null && !isGrouped(column)

/** Every column that a condition reads. */
export function columnsOf(condition: Condition): string[] {
  switch (condition.kind) {
    case 'cell':
      return [condition.column]
    case 'count':
      return columnsOf(condition.where)
    case 'not':
      return columnsOf(condition.of)
    default:
      return condition.of.flatMap(columnsOf)
  }
}

/** Conditions under which steps blank the cell, in order: bit i of a leaf's mask says that condition i holds. */
export const blanksOf = (column: PlanColumn): Condition[] => column.cells.flatMap((cell) => (cell.node === 'blank' ? [cell.where] : []))

export const ladderOf = (column: PlanColumn) => column.cells.find((cell) => cell.node === 'generalise')

/** Where a value's way was refused. */
export class Unfit extends Error {
  readonly expects: Expectation
  constructor(expects: Expectation) {
    super(expects.kind)
    this.name = 'Unfit'
    this.expects = expects
  }
}

/**
 * The text of a source value after the column's steps. A pseudonym stands as the normalised key:
 * equal keys have equal pseudonyms, which is all that classes need.
 * @param mask - bit i: the i-th blank step's condition holds for the row
 * @param level - rung taken by the generalise step
 * @param until - stop before this step (default: run all)
 * @throws {Unfit} if a step does not know the value
 */
export function follow(
  cells: readonly CellNode[],
  value: CellText,
  mask: number,
  level: number,
  normalise: (key: string) => string,
  until = cells.length,
): CellText {
  let text = value
  let blank = 0
  for (let i = 0; i < until; i++) {
    const cell = cells[i]!
    switch (cell.node) {
      case 'map': {
        const next = cell.apply(text)
        if (next === undefined) throw new Unfit(cell.expects)
        text = next
        break
      }
      case 'generalise': {
        const next = cell.ladder.label(text, level)
        if (next === undefined) throw new Unfit(cell.ladder.expects)
        text = next
        break
      }
      case 'blank':
        if ((mask >> blank++) & 1) text = null
        break
      case 'perturb':
        break
      case 'pseudonym':
        if (text !== null) text = normalise(text)
        break
      case 'tail':
        throw new Error('a limit must be settled before cells are followed')
    }
  }
  return text
}
