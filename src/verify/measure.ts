import { type MeasuredModel, measureModel } from './models.ts'
import type { Expected, ExpectedModel } from './requirement.ts'

/** A finished file as raw text, column by column, with who each row is. */
export interface RawTable {
  rows: number
  /** text of every cell; an empty cell is '' */
  column(name: string): readonly string[]
  /** who the row belongs to; null: rows are all that is known */
  persons: Int32Array | readonly string[] | null
  households: Int32Array | readonly string[] | null
  /** rows of nobody, left out of the rest; null: it cannot be told whether there are any */
  synthetic: number | null
  /** class of each row before its quasi-identifiers were replaced; null: nobody tells */
  before: Int32Array | null
}

export interface Measured {
  rows: number
  persons: number | null
  personsVerified: boolean
  unit: 'persons' | 'profiles' | 'rows'
  classes: number
  k: {
    required: number | null
    /** of the file */
    achieved: number | null
    /** k before quasi-identifiers were replaced, by which `met` is then told (rule A8); null where none was, or nobody tells */
    beforePerturbation: number | null
    unit: 'persons' | 'profiles' | 'rows'
    over: string[]
    met: boolean | null
  }
  models: MeasuredModel[]
  /** units in a class → such classes, ascending; what `k.unit` names is counted */
  sizes: [size: number, classes: number][]
  /** values that occur in each quasi-identifier, sorted, for a code list; columns with more than CODE_LIST are left out */
  values: Record<string, string[]>
  /** null: it cannot be decided from what is given */
  met: boolean | null
}

/** A day or year as files write them. */
const DATE_OR_YEAR =
  /^(?:\d{4}(?:[-/.]?\d{1,2}[-/.]?\d{1,2}|年\d{1,2}月\d{1,2}日|年度?|)|(?:明治|大正|昭和|平成|令和|[MTSHR])\.?(?:元|\d{1,2})(?:年度?|年\d{1,2}月\d{1,2}日|[./-]\d{1,2}[./-]\d{1,2}|\d{4})?)$/

/** Equal lists of texts get equal numbers: each list is one key, its parts told apart by their lengths. */
class Numbers {
  readonly #known = new Map<string, number>()
  of(parts: readonly (string | number)[]): number {
    const key = parts.map((part) => (typeof part === 'number' ? `${part};` : `${part.length}:${part}`)).join('')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#known.set(key, this.#known.size)
    return this.#known.size - 1
  }
  get size(): number {
    return this.#known.size
  }
}

/**
 * Measures a finished file by itself (rules A, B1, C1, G): its own grouping over raw text, nothing shared with the run.
 * Texts are compared as they stand: `1` and `1.0` are two classes.
 */
export function measure(table: RawTable, expected: Expected): Measured {
  const { rows } = table
  const personOf = numbered(table.persons, rows)
  const linkable = personOf !== null && personOf.count < rows && isLinkable(table, expected, personOf.of)
  const history = linkable ? historyColumns(table, expected) : []
  const over = [...expected.quasi, ...history]
  const texts = over.map((name) => table.column(name))
  const tuples = new Numbers()
  const tupleOf = Int32Array.from({ length: rows }, (_, row) => tuples.of(texts.map((column) => column[row]!)))
  const unit = personOf === null ? 'rows' : linkable ? 'profiles' : 'persons'

  // Who is counted, and the class each counted one is in.
  const members = personOf?.of ?? Int32Array.from({ length: rows }, (_, row) => row)
  const classesOver = (of: Int32Array) => [...(linkable ? byProfile(members, of, expected.known) : byRow(members, of)).values()]
  const classes = classesOver(tupleOf)
  const achieved = smallestOf(classes)
  // Replaced values make classes of their own, which tell nothing of how many people look alike: those before are judged.
  const rowClass =
    expected.disguised && table.before
      ? beforeWith(
          table.before,
          history.map((name) => table.column(name)),
        )
      : tupleOf
  const judged = rowClass === tupleOf ? classes : classesOver(rowClass)
  const smallest = smallestOf(judged)

  const persons = personOf?.count ?? null
  const personsKnown =
    (expected.person === null || personOf !== null) && table.synthetic !== null && (!expected.disguised || table.before !== null)
  const households = numbered(table.households, rows)
  const householdsHold =
    expected.household === null ||
    households === null ||
    judged.every(
      ({ rows: own }) =>
        distinct(own, households.of) >= expected.householdsPerClass ||
        // A blanked number (rule A4) says nothing of the household: the file alone cannot refute that it is another one.
        own.some((row) => table.households![row] === ''),
    )
  const models = expected.models.map((model, i): MeasuredModel => {
    if (model.model !== 'distinct-l-diversity') {
      const given = { column: table.column, classes: judged, rowClass, members, personsKnown }
      return measureModel(model, i, given, expected, matched)
    }
    const least = lDiversity(table, expected, model, judged, members)
    const met = least !== null && least >= model.l
    return { model: model.model, column: model.column, required: model.l, achieved: least, reference: null, achievedByReleased: null, met }
  })
  const modelsMet = models.some(({ met }) => met === false) ? false : models.some(({ met }) => met === null) ? null : true
  const kMet = !personsKnown ? null : smallest !== null && householdsHold && (expected.k === null || smallest >= expected.k)
  return {
    rows: rows + (table.synthetic ?? 0),
    persons,
    personsVerified: personOf !== null && table.synthetic !== null,
    unit,
    classes: classes.length,
    k: { required: expected.k, achieved, beforePerturbation: expected.disguised && table.before ? smallest : null, unit, over, met: kMet },
    models,
    sizes: sizesOf(classes),
    values: valuesOf(table, expected),
    met: kMet === null ? null : kMet && modelsMet,
  }
}

const smallestOf = (classes: readonly Group[]): number | null =>
  classes.length === 0 ? null : classes.reduce((least, { persons }) => Math.min(least, persons.size), Number.POSITIVE_INFINITY)

/** Classes before, told apart by the columns of a history beside the quasi-identifiers. */
function beforeWith(before: Int32Array, history: readonly (readonly string[])[]): Int32Array {
  if (history.length === 0) return before
  const tuples = new Numbers()
  return before.map((id, row) => tuples.of([String(id), ...history.map((column) => column[row]!)]))
}

/** Longer lists are no code lists. */
export const CODE_LIST = 1_000

function valuesOf(table: RawTable, expected: Expected): Record<string, string[]> {
  const lists = expected.quasi.map((name) => [name, [...new Set(table.column(name))].filter((text) => text !== '').sort()] as const)
  return Object.fromEntries(lists.filter(([, list]) => list.length <= CODE_LIST))
}

function sizesOf(classes: readonly Group[]): [number, number][] {
  const counts = new Map<number, number>()
  for (const { persons } of classes) counts.set(persons.size, (counts.get(persons.size) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a - b)
}

interface Group {
  persons: Set<number>
  rows: number[]
  /** of a part of a history: the row classes it is made of */
  part?: Set<number>
}

function numbered(keys: Int32Array | readonly string[] | null, rows: number): { of: Int32Array; count: number } | null {
  if (keys === null) return null
  const numbers = new Map<string | number, number>()
  const of = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const key = keys[row]!
    const known = numbers.get(key) ?? numbers.size
    numbers.set(key, known)
    of[row] = known
  }
  return { of, count: numbers.size }
}

function byRow(members: Int32Array, tupleOf: Int32Array): Map<number, Group> {
  const groups = new Map<number, Group>()
  tupleOf.forEach((tuple, row) => {
    const group = groups.get(tuple) ?? { persons: new Set(), rows: [] }
    group.persons.add(members[row]!)
    group.rows.push(row)
    groups.set(tuple, group)
  })
  return groups
}

/** Classes of equal histories; with `known` = m, of every part of a history of at most m rows (k^m). */
function byProfile(members: Int32Array, tupleOf: Int32Array, known: number | null): Map<number, Group> {
  const rowsOf = new Map<number, number[]>()
  members.forEach((member, row) => {
    const own = rowsOf.get(member) ?? []
    own.push(row)
    rowsOf.set(member, own)
  })
  const profiles = new Numbers()
  const groups = new Map<number, Group>()
  const add = (history: readonly number[], member: number, rows: number[]) => {
    const profile = profiles.of(history)
    const group: Group = groups.get(profile) ?? { persons: new Set(), rows: [], part: new Set(history) }
    group.persons.add(member)
    group.rows.push(...rows)
    groups.set(profile, group)
  }
  for (const [member, rows] of rowsOf) {
    const history = rows.map((row) => tupleOf[row]!).sort((a, b) => a - b)
    if (known === null || known >= history.length) add(history, member, rows)
    if (known !== null)
      for (const part of partsOf(history, Math.min(known, history.length)))
        if (part.length < history.length || known < history.length) add(part, member, rows)
  }
  return groups
}

/** Every sub-multiset of 1 … most elements, each once. */
function partsOf(sorted: readonly number[], most: number): number[][] {
  const parts: number[][] = []
  const grow = (from: number, part: number[]) => {
    for (let i = from; i < sorted.length; i++) {
      if (i > from && sorted[i] === sorted[i - 1]) continue
      const longer = [...part, sorted[i]!]
      parts.push(longer)
      if (longer.length < most) grow(i + 1, longer)
    }
  }
  grow(0, [])
  return parts
}

const distinct = (rows: readonly number[], of: Int32Array) => new Set(rows.map((row) => of[row])).size

/** The released person column links a person's rows; so does a value that several rows of one person share and nobody else has. */
function isLinkable(table: RawTable, expected: Expected, personOf: Int32Array): boolean {
  if (expected.person !== null && Array.isArray(table.persons)) return true
  const rowsOfPerson = new Map<number, number>()
  for (const person of personOf) rowsOfPerson.set(person, (rowsOfPerson.get(person) ?? 0) + 1)
  const several = [...rowsOfPerson.values()].filter((count) => count > 1).length
  if (several === 0) return false
  return expected.others.some((name) => {
    const holders = new Map<string, { person: number; rows: number; alone: boolean }>()
    table.column(name).forEach((text, row) => {
      if (text === '') return
      const holder = holders.get(text)
      if (!holder) holders.set(text, { person: personOf[row]!, rows: 1, alone: true })
      else {
        holder.rows += 1
        holder.alone &&= holder.person === personOf[row]
      }
    })
    const linked = new Set([...holders.values()].filter(({ rows, alone }) => alone && rows > 1).map(({ person }) => person))
    return linked.size > expected.uniqueShare * several
  })
}

function historyColumns(table: RawTable, expected: Expected): string[] {
  const dated = expected.kept.filter((name) => {
    let any = false
    for (const text of table.column(name)) {
      if (text === '') continue
      any = true
      if (!DATE_OR_YEAR.test(text.normalize('NFKC').trim())) return false
    }
    return any
  })
  return [...new Set([...dated, ...expected.repeat])]
}

/** How many values can be held by as many different persons: somebody with three diagnoses stands for one of them. */
function matched(holders: ReadonlyMap<string, ReadonlySet<number>>): number {
  const standsFor = new Map<number, string>()
  const assign = (value: string, tried: Set<number>): boolean => {
    for (const person of holders.get(value)!) {
      if (tried.has(person)) continue
      tried.add(person)
      const before = standsFor.get(person)
      if (before !== undefined && !assign(before, tried)) continue
      standsFor.set(person, value)
      return true
    }
    return false
  }
  return [...holders.keys()].filter((value) => assign(value, new Set())).length
}

/** Fewest distinct values held by persons of a class; empty cells add nothing (C1). Values of numbers are counted as their bands. */
function lDiversity(
  table: RawTable,
  expected: Expected,
  model: Extract<ExpectedModel, { model: 'distinct-l-diversity' }>,
  classes: readonly Group[],
  members: Int32Array,
): number | null {
  const valuesOf = (name: string, edges: number[] | null) =>
    table.column(name).map((text) => {
      if (text === '' || edges === null) return text
      const number = Number(text.replaceAll(',', ''))
      return Number.isNaN(number) ? text : String(edges.filter((edge) => number >= edge).length)
    })
  const values = valuesOf(model.column, model.edges)
  // Other sensitive columns join the class key: knowing one must not tell another.
  const joined = expected.models.flatMap((other) =>
    'l' in other && other.column !== model.column ? [valuesOf(other.column, other.edges)] : [],
  )
  let least: number | null = null
  for (const { rows } of classes) {
    const parts = new Map<string, Map<string, Set<number>>>()
    for (const row of rows) {
      const key = joined.map((column) => `${column[row]!.length}:${column[row]}`).join('')
      const part = parts.get(key) ?? new Map<string, Set<number>>()
      parts.set(key, part)
      const value = values[row]!
      if (value === '') continue
      part.set(value, (part.get(value) ?? new Set<number>()).add(members[row]!))
    }
    for (const part of parts.values()) least = Math.min(least ?? Number.POSITIVE_INFINITY, matched(part))
  }
  return least
}
