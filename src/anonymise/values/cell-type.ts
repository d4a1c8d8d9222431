/** What kind of text the released cells of a column are, as a data package names types. */
export type CellType = 'string' | 'integer' | 'number' | 'date'

/** No leading zero: 007 is a code, and a reader who takes it for a number loses the zeros. */
export const INTEGER = '-?(?:0|[1-9][0-9]{0,14})'
export const NUMBER = '-?(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]+)?'
const DATE = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
/** A spreadsheet runs a cell that begins so as a formula. */
export const FORMULA_STARTS = '=+-@'

const TYPES = [
  ['integer', new RegExp(`^${INTEGER}$`)],
  ['number', new RegExp(`^${NUMBER}$`)],
  ['date', new RegExp(`^${DATE}$`)],
] as const

/** The narrowest type that every text has; a column without cells is text. */
export function typeOf(texts: Iterable<string>): CellType {
  let possible: readonly (typeof TYPES)[number][] = TYPES
  let any = false
  for (const text of texts) {
    any = true
    possible = possible.filter(([, form]) => form.test(text))
    if (possible.length === 0) return 'string'
  }
  return any ? possible[0]![0] : 'string'
}
