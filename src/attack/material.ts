import { normaliseKey, type Plan } from '../anonymise/index.ts'
import { mayBeEmptied, type SettledFacts, textsOf } from './meanings.ts'
import { Tuples } from './tuples.ts'

/** A column of a file: per row 0 for an empty cell, else the number of its text. */
export interface FileColumn {
  codes: Int32Array
  /** codes lie below it */
  size: number
  readonly texts: readonly (string | null)[]
}

export interface FileTable {
  rows: number
  columns: ReadonlyMap<string, FileColumn>
}

/** A released column that the source can be compared with. */
export interface Comparable {
  name: string
  class: string
  /** source values that mean the same to whoever sees the result are one: per row */
  source: Int32Array
  sourceClasses: number
  released: Int32Array
  releasedTexts: readonly (string | null)[]
  /** per source class: what it may have become */
  meanings: readonly (readonly number[])[]
  /** per released code: the source classes it may come from */
  origins: readonly (readonly number[])[]
  /** class of a text; -1: the source has nothing like it */
  classOfText: (text: string | null) => number
}

/** What an attack has before it: both tables, column by column, with what every value may have become. */
export interface Material {
  rows: number
  releasedRows: number
  columns: readonly Comparable[]
  incomparable: string[]
  /** person of each row, numbered; rows where there is no person */
  persons: Int32Array
  releasedPersons: Int32Array
}

/** Lays the original beside the finished file, column by column: what the recipe may make of each value, and whence each may come. */
export function prepare(given: {
  plan: Plan
  search: { recoding?: string; cells?: boolean }
  source: FileTable
  released: FileTable
  facts: SettledFacts
}): Material {
  const { plan, search, source, released, facts } = given
  const columns: Comparable[] = []
  const incomparable: string[] = []
  for (const column of plan.columns) {
    const theirs = released.columns.get(column.name)
    const ours = source.columns.get(column.name)
    if (!column.released || !theirs) continue
    const texts = ours && textsOf(column, facts, () => theirs.texts)
    if (!ours || !texts) {
      incomparable.push(column.name)
      continue
    }
    const codeOf = new Map(theirs.texts.map((text, code) => [text, code]))
    const emptied = mayBeEmptied(plan, column, search) && theirs.codes.includes(0)
    const known = new Map<string, number>()
    const meanings: number[][] = []
    const byText = new Map<string | null, number>()
    const classOfText = (text: string | null) => {
      let own = byText.get(text)
      if (own === undefined) {
        const codes: number[] = emptied ? [0] : []
        for (const one of column.cells.length === 0 ? [text] : texts(text)) {
          const code = codeOf.get(one === '' ? null : one)
          if (code !== undefined && !codes.includes(code)) codes.push(code)
        }
        const key = codes.sort((a, b) => a - b).join()
        own = known.get(key)
        if (own === undefined) {
          own = meanings.push(codes) - 1
          known.set(key, own)
        }
        byText.set(text, own)
      }
      return own
    }
    const classes = Int32Array.from(ours.texts, (text, code) => (code === 0 && !ours.codes.includes(0) ? 0 : classOfText(text)))
    const codes = new Int32Array(source.rows)
    for (let row = 0; row < source.rows; row++) codes[row] = classes[ours.codes[row]!]!
    const sourceClasses = meanings.length
    const origins: number[][] = theirs.texts.map(() => [])
    meanings.forEach((meaning, own) => {
      for (const code of meaning) origins[code]!.push(own)
    })
    columns.push({
      name: column.name,
      class: column.class,
      source: codes,
      sourceClasses,
      released: theirs.codes,
      releasedTexts: theirs.texts,
      meanings,
      origins,
      // Values the source lacks may still mean something in the result; they get classes of their own, after the source's.
      classOfText,
    })
  }
  return {
    rows: source.rows,
    releasedRows: released.rows,
    columns,
    incomparable,
    persons: personsOf(source, plan.person),
    releasedPersons: personsOf(released, plan.person, false),
  }
}

/** Keys are compared as a run compares them; rows without one are persons of their own. */
function personsOf({ rows, columns }: FileTable, person: string | null, normalise = true): Int32Array {
  const own = person === null ? undefined : columns.get(person)
  const persons = new Int32Array(rows)
  if (!own) {
    for (let row = 0; row < rows; row++) persons[row] = row
    return persons
  }
  if (!normalise) {
    for (let row = 0; row < rows; row++) persons[row] = own.codes[row] === 0 ? own.size + row : own.codes[row]!
    return persons
  }
  // Texts of a column are told apart by their codes: only a key that is another text as it is compared may be one of the others.
  const { texts } = own
  const numbers = new Int32Array(own.size)
  const altered: number[] = []
  for (let code = 0; code < numbers.length; code++) {
    numbers[code] = code
    const text = texts[code] ?? ''
    if (normaliseKey(text) !== text) altered.push(code)
  }
  if (altered.length > 0) {
    const wanted = new Map(altered.map((code) => [normaliseKey(texts[code] ?? ''), code]))
    texts.forEach((text, code) => {
      if (wanted.has(text ?? '')) wanted.set(text ?? '', code)
    })
    for (const code of altered) numbers[code] = wanted.get(normaliseKey(texts[code] ?? ''))!
  }
  for (let row = 0; row < rows; row++) persons[row] = own.codes[row] === 0 ? own.size + row : numbers[own.codes[row]!]!
  return persons
}

/** Rows of the result, apart: equal ones are not joined where all columns are looked at. */
export const releasedTuples = ({ releasedPersons, columns: all }: Material, columns: readonly Comparable[]): Tuples =>
  new Tuples(
    columns.map(({ released, releasedTexts }) => ({ codes: released, values: releasedTexts.length })),
    releasedPersons,
    columns.length >= all.length - 1 && columns.length > 5,
  )

export const sourceTuples = ({ persons }: Material, columns: readonly Comparable[]): Tuples =>
  new Tuples(
    columns.map(({ source, sourceClasses }) => ({ codes: source, values: sourceClasses })),
    persons,
  )
