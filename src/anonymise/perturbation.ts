/**
 * A step over rows (攪乱): the cells of some columns are replaced by what other rows or keyed chance give. A function of the rows,
 * not of their order: engines hand rows out in any order, and the same rows must give the same cells.
 */
export interface Perturbation {
  technique: string
  /** columns replaced together, in the order of the recipe: the same object stands in each column's cells */
  columns: readonly string[]
  /** columns within whose equal values the work is done; compared as released */
  by: readonly string[]
  /** columns whose cells, as released, the step looks at */
  from?: readonly string[]
  /** whether the step asks `isAnothers` */
  avoidsLoneRows?: true
  draws: readonly PerturbationDraw[]
  /**
   * Equal cells in all the columns for groups of at least so many persons: k follows if the columns and `by` are all quasi-identifiers
   * (privacy-rules A8). Null for every other technique.
   */
  groups: number | null
  /** @throws {ValueProblem | InputProblem} if the values do not fit */
  change: (entering: Entering) => ReadonlyMap<string, Coded>
}

export interface PerturbationDraw {
  by: 'record' | 'person'
  /** tells this draw from every other one: a subkey of its own */
  purpose: readonly string[]
  /** one draw for each value of the column that a unit holds; `as` makes equal what is one value written in two ways */
  value?: { column: string; as: (text: string | null) => string | null }
}

/** A cell per row: its code, and the text of each code. */
export interface Coded {
  codes: Int32Array
  texts: readonly (string | null)[]
}

/** The rows as a perturbation sees them. All arrays share one order, which means nothing. */
export interface Entering {
  rows: number
  /** cells of one of `columns` as they enter the step; texts of codes that no row has are null */
  column: (name: string) => Coded
  /** cells of one of `from` */
  told: (name: string) => Coded
  /** number of the rows' common values of `by`: 0 … strata − 1 */
  stratum: Int32Array
  strata: number
  person: Int32Array
  /** 0: none; null: the recipe knows no households */
  household: Int32Array | null
  /** persons in the row's class of quasi-identifiers before any perturbation */
  classSize: Float64Array
  /** whether the row, with that cell in the first of `columns`, is one that one other person alone has; for steps that avoid such rows */
  isAnothers: (row: number, text: string | null) => boolean
  /** Which classes of rows fail a model that judges classes, given the class of every row; null: no model does. */
  fails: ((of: Int32Array, classes: number) => Uint8Array) | null
  /** in the order of `draws` of the perturbation */
  draws: readonly Drawn[]
  warn: (message: string) => void
}

/** 64 keyed bits a row. */
export interface Drawn {
  high: Uint32Array
  low: Uint32Array
}

/** The draw of a row as a number above 0 and below 1, in steps of 2^-53. */
export const uniform = ({ high, low }: Drawn, row: number): number =>
  ((high[row]! >>> 5) * 67108864 + (low[row]! >>> 6) + 0.5) / 9007199254740992

/** Order of two rows by their draws. */
export const compareDrawn = ({ high, low }: Drawn, a: number, b: number): number => high[a]! - high[b]! || low[a]! - low[b]!
