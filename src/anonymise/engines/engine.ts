import type { CodedPart } from '../coding/coded-part.ts'
import type { CellText, Unit } from '../plan.ts'
import type { CellType } from '../values/cell-type.ts'

/**
 * What an engine does for a run: relational work over integer codes. It knows no technique and no text but the source's.
 * Code 0 of every column is null; codes 1… are the distinct values in ascending order of their UTF-8 bytes.
 */
export interface Engine {
  readonly name: 'duckdb' | 'memory'
  /** Reads the inputs; numbers persons and households by their normalised keys; codes columns. Without a person column every row is a person. */
  load(request: LoadRequest): Promise<{ rows: number; dictionaries: Map<string, CellText[]> }>
  /** Gives further columns integer codes; answers the values by code (index 0: null). */
  encode(columns: readonly string[]): Promise<Map<string, CellText[]>>
  /** What is wrong with the keys of the rows still there (A3). */
  keyFacts(role: 'person' | 'household'): Promise<KeyFacts>
  /** Rows, persons and households still there. */
  size(): Promise<Size>
  /** Deletes the rows that match, or all rows of a unit of which one matches. */
  remove(predicate: Predicate, unit: Unit): Promise<void>
  /** Keeps a unit when the keyed draw of its key is below the rate. */
  sample(by: Unit, rate: number, key: Uint8Array): Promise<void>
  /** Remembers for each row whether the predicate holds; answers for how many it does. */
  mark(name: string, predicate: Predicate): Promise<number>
  /** Rows still there per code of the column. */
  tally(column: string): Promise<Float64Array>
  /** Per number: persons whose largest (top) or smallest (bottom) number it is. Ascending. `numbers`: by leaf, NaN is none. */
  extremes(leaf: CodeRef, numbers: Float64Array, side: 'top' | 'bottom'): Promise<{ value: number; persons: number }[]>
  /** Says which pseudonyms of persons' and households' keys `write` will want: where there is a second thread it makes them meanwhile. */
  foresee(pseudonyms: readonly { role: 'person' | 'household'; key: Uint8Array }[]): void
  /** Distinct combinations of the keys and, where a person has several rows, persons' profiles of them. Rows keep their tuple, persons their profile. */
  histogram(columns: readonly LeafKey[]): Promise<Tuples>
  /**
   * Puts columns of codes beside the rows under new names: by tuple of the last `histogram`, or, with profiles, by position in
   * `profiles.tuples` (equal tuples of a profile have equal codes). They serve as a leaf's column from then on.
   */
  recode(columns: readonly { name: string; codes: Int32Array }[]): Promise<void>
  /** Deletes all rows of the persons of the flagged profiles (of the flagged tuples, without profiles). */
  suppress(flags: Uint8Array): Promise<void>
  /** Counts per combination of keys. */
  groups(keys: readonly Key[]): Promise<Groups>
  /** Persons who hold a combination of keys that no other person holds. */
  uniquePersons(keys: readonly Key[]): Promise<number>
  /** Persons with several rows, and how many of them share a value of the column between rows that no other person holds. */
  linkedBy(key: Key): Promise<{ several: number; linked: number }>
  /**
   * Groups of equal class (`classes`, of the leaf or of its recoded column) and equal key that hold at least k persons, summed by class and size:
   * their rows, and the rows of those whose leaves are all one (B2).
   */
  pins(leaf: CodeRef, classes: LeafKey, key: Key, k: number): Promise<Pins>
  /** Which of the columns have one value within each household and several values overall. */
  householdConstant(keys: readonly Key[]): Promise<boolean[]>
  /**
   * Marks the rows of households whose key — multiset of members, values of `keys` — fewer than k households share. A member is
   * known by the class of the whole history and by those of the rows that stand in this household: who moved stands in two.
   * `units`: class of each profile (tuple without profiles); `tuples`: class of each tuple.
   */
  markRareHouseholds(
    name: string,
    classes: { units: Int32Array; tuples: Int32Array },
    keys: readonly Key[],
    k: number,
  ): Promise<{ households: number; rows: number }>
  /** Distinct values of a text column with their rows, those of at least `minLength` characters. */
  values(column: string, minLength: number): Promise<{ values: string[]; rows: Float64Array; distinct: number }>
  /** Distinct values of the key among the rows still there, and rows without one. */
  spread(key: TextKey): Promise<{ distinct: number; nulls: number }>
  /** Rows still there per text of the key, null's among them, if there are at most so many distinct texts; and what forms all texts have. */
  texts(key: TextKey & { kind: 'text' }, atMost: number): Promise<Texts>
  /**
   * Marked rows whose source value shows in the key: all unmarked rows of the same key hold one source value, and it is theirs (A6).
   * Nulls of either tell nothing.
   */
  shown(source: Key, mark: string, key: Key): Promise<number>
  /** Groups of at least two rows that agree, without null, in all the columns. */
  repeats(columns: readonly string[]): Promise<number>
  /**
   * Hands out every row still there, in one order for all arrays. The order means nothing and may differ between engines and runs:
   * what is made of it must not depend on it. It holds until the next call that deletes or marks rows.
   */
  rows(request: RowsRequest): Promise<Rows>
  /** Puts codes beside the rows, in the order of the last `rows`; a CodeRef with `placed` then names them by the column. */
  place(columns: readonly { column: string; codes: Int32Array }[]): Promise<void>
  /** Writes the released table. */
  write(output: Output): Promise<void>
  close(): Promise<void>
}

export interface LoadRequest {
  /** columns that stay as text */
  texts: readonly string[]
  /** columns that get codes at once; their text goes unless it is in `texts` */
  codes: readonly string[]
  person: string | null
  household: string | null
  /** columns whose text is that of two columns with a comma between, null where either is */
  pairs: ReadonlyMap<string, readonly [string, string]>
}

/** Truth of a row as tables over codes. */
export type Predicate =
  | { kind: 'codes'; column: string; holds: Uint8Array }
  | { kind: 'count'; of: 'person' | 'household'; where: Predicate; atLeast: number }
  | { kind: 'all' | 'any'; of: Predicate[] }
  | { kind: 'not'; of: Predicate }

/** A leaf: code of the column, then one bit per mark: `code << marks.length | bits`. */
export interface CodeRef {
  column: string
  marks: readonly string[]
  /** number of codes of the column, null's included */
  codes: number
  /** the codes that `place` put beside the rows, not those of the source */
  placed?: true
}

export interface RowsRequest {
  /** leaves, tuples or profiles, each itself or its class */
  keys: readonly RowKey[]
  draws: readonly DrawRequest[]
}

/**
 * Keyed chance: the first 8 bytes of HMAC-SHA-256 under `key` of the unit's key. A record's is every input cell with its length and
 * the occurrence among equal records, as for `sample`; a person's the normalised key (the record's, where no person is known).
 */
export interface DrawRequest {
  by: 'record' | 'person'
  key: Uint8Array
  /** beside the unit's key the label of the row's leaf: one draw for a value wherever the unit holds it */
  value?: { leaf: CodeRef; labels: readonly CellText[] }
}

/** 64 bits a row: upper and lower half. */
export interface Draws {
  high: Uint32Array
  low: Uint32Array
}

export interface Rows {
  rows: number
  keys: Int32Array[]
  person: Int32Array
  /** 0: none; null: the recipe knows no households */
  household: Int32Array | null
  draws: Draws[]
}

/** What rows are grouped by: a leaf, a tuple, a profile — each itself or its class by a table — or the text itself. */
export type Key = RowKey | TextKey

/** What every row has as a number. */
export type RowKey = LeafKey | { kind: 'tuple'; classes?: Int32Array } | { kind: 'profile'; classes?: Int32Array }

/** A text as read, or the number of the household; null where one of the marks holds. */
export type TextKey = { kind: 'text'; column: string; marks: readonly string[] } | { kind: 'household'; marks: readonly string[] }

export interface LeafKey {
  kind: 'leaf'
  leaf: CodeRef
  classes?: Int32Array
}

export interface KeyFacts {
  /** rows without a key, or with blanks only */
  blankRows: number
  /** rows whose key is a dummy (all zeros, all nines) */
  dummyRows: number
  /** keys that differ from another only by leading zeros */
  zeroClashes: number
}

export interface Size {
  rows: number
  persons: number
  households: number | null
}

export interface Tuples {
  tuples: number
  /** per column: leaf code of each tuple */
  columns: Int32Array[]
  rows: Float64Array
  persons: Float64Array
  /** absent when every person has one row: a profile is then a tuple */
  profiles?: {
    start: Int32Array
    /** tuple ids, ascending, with repeats */
    tuples: Int32Array
    persons: Float64Array
  }
  /** pairs of distinct (profile or tuple, household), sorted by profile */
  households?: { unit: Int32Array; household: Int32Array }
}

export interface Pins {
  class: Int32Array
  persons: Float64Array
  rows: Float64Array
  pinned: Float64Array
}

export interface Texts {
  /** in the order of their bytes, null first; null: more than asked for */
  tally: { text: CellText; rows: number }[] | null
  distinct: number
  nulls: number
  type: CellType
  /** rows whose text begins as a formula does */
  formulas: number
}

export interface Groups {
  /** per key: its code */
  codes: Int32Array[]
  rows: Float64Array
  persons: Float64Array
}

/** One released cell: a label per leaf, the text as read, or the pseudonym of the text's normalised key. */
export type OutputColumn = { name: string; blankWhere: readonly string[] } & (
  | { kind: 'labels'; leaf: CodeRef; labels: readonly CellText[] }
  | { kind: 'text'; column: string }
  /** `role`: the column is the key of persons or households */
  | { kind: 'pseudonym'; column: string; role: 'person' | 'household' | null; key: Uint8Array }
)

export interface Output {
  columns: OutputColumn[]
  delimiter: string
  /** key of the order; null: sorted by the released values, nulls first, by bytes (D6) */
  orderKey: Uint8Array | null
  /** UTF-8, header row, LF */
  path: string
  /**
   * `person,household` per row in the same order, integers, `synthetic` (0 or 1) where rows are added, and the class of `before`;
   * null: not wanted
   */
  sidePath: string | null
  /** class of each row before its quasi-identifiers were replaced (privacy-rules A8); null: none was */
  before: RowKey | null
  /** rows of nobody, to stand among the others; cells in the order of `columns` */
  added: Added | null
}

/** Cells by row: texts, or MACs of pseudonyms. */
export interface Added {
  rows: number
  cells: ({ texts: readonly CellText[] } | { macs: readonly Uint8Array[] })[]
}

/** One input of a run. */
export interface Source {
  /** header of this file, normalised, in file order */
  header: readonly string[]
  rows: () => AsyncIterable<(string | null)[][]>
  /** the rows as codes, where the caller can read them faster than as text */
  parts?: (columns: readonly string[], nulls: readonly string[]) => Promise<CodedPart[]>
}
