import type { LadderBuilder } from '../plan.ts'
import type { AddressBook } from '../values/address.ts'

/** A ladder of texts over the values of a column. Level 0 is the finest. Nulls are not its matter: see `constantLevel`. */
export interface Hierarchy {
  /** number of levels, >= 1 */
  levels: number
  /** names of the levels as a report shows them */
  levelNames: string[]
  /** the text of a value at a level; undefined if the hierarchy does not cover the value */
  label(value: string, level: number): string | undefined
  /** file: its lines, leaf → texts; absent: the distinct values of the column are the leaves */
  fileLeaves?: ReadonlyMap<string, readonly string[]>
  /** first level whose text is the same for all values: there an empty cell takes that text; null: no such level */
  constantLevel: number | null
  /** that text */
  constantText: string
  /** what becomes of a value that is not covered: the run is refused, or it counts as null */
  unknown: 'refuse' | 'null'
  /** what such a value is and how to mend it, for the message */
  expects: { kind: string; mend: string }
  /** every text is of a published list of places */
  published?: true
  /** edges are drawn from the data: `label` answers only of what `fit` gives */
  build?: LadderBuilder<Hierarchy>
}

export interface HierarchyContext {
  column: string
  /** text of a file that the recipe names */
  readFile(path: string): string
  addresses: AddressBook
}

export const ANY = '*'

/** How to mend a value that is not covered, beside what the kind of hierarchy itself can do. */
export const mendBy = (how: string): string =>
  `${how}。又は、その値を直すか、その行を records の delete-records で除くか、hierarchy に "unknown": "null" と書いてください`
