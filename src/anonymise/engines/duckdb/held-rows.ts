import { type Codes, codesOf, upTo } from '../../coding/codes.ts'
import type { CodeRef, Groups, Key, LeafKey, Pins, TextKey, Tuples } from '../engine.ts'
import { type Bounded, type Classes, classesOf, firstsOf, type Gathered, gather, packed, Scratch } from './refine.ts'

/** A key's codes from 0 on, and what is to be added for the code itself. */
interface KeyCodes extends Bounded {
  low: number
}

/** Tables of this many entries lie in the cache, or nearly so. */
const FEW_GROUPS = 1 << 21

/**
 * The rows in force as typed arrays, where every row is a person of its own and no mark lies on any: what a run asks of them is
 * then counting, which takes a tenth of what a database takes that is handed the same rows first, and less memory.
 */
export class HeldRows {
  /** how many rows are in force */
  rows: number
  readonly #source: (column: string) => { codes: Codes; size: number }
  readonly #byClass = new Map<LeafKey, KeyCodes>()
  /** tuple of each row */
  #tuples: Classes | null = null
  /** the rows by those keys that were asked for with one further key: others will be asked for with the same */
  #base: (Classes & { keys: readonly Key[]; gathered: Gathered }) | null = null
  readonly #scratch = new Scratch()

  /** @param source - codes of a column by row in force, and a bound above them */
  constructor(rows: number, source: (column: string) => { codes: Codes; size: number }) {
    this.rows = rows
    this.#source = source
  }

  /** Whether all that the key is made of is held. */
  static holds(key: Key): boolean {
    if (key.kind === 'leaf') return key.leaf.marks.length === 0 && !key.leaf.placed
    if (key.kind === 'text') return key.marks.length === 0
    return key.kind === 'tuple' || key.kind === 'profile'
  }

  /** Codes of a column have changed. */
  forget(): void {
    this.#byClass.clear()
    this.#base = null
    this.#scratch.clear()
  }

  tally(column: string): Float64Array {
    const { codes, size } = this.#source(column)
    return this.rowsOf(codes, size)
  }

  /** Rows of each number. @param size - above every number */
  rowsOf(numbers: Codes, size: number): Float64Array {
    const counts = new Float64Array(size)
    for (let i = 0; i < numbers.length; i++) counts[numbers[i]!]!++
    return counts
  }

  /** Rows per number, ascending. `numbers`: by code, NaN is none. */
  extremes(leaf: CodeRef, numbers: Float64Array): { value: number; persons: number }[] {
    const rows = new Map<number, number>()
    this.tally(leaf.column).forEach((count, code) => {
      const number = numbers[code]!
      if (count > 0 && !Number.isNaN(number)) rows.set(number, (rows.get(number) ?? 0) + count)
    })
    return [...rows].sort(([a], [b]) => a - b).map(([value, persons]) => ({ value, persons }))
  }

  histogram(keys: readonly LeafKey[]): Tuples {
    this.#tuples = null
    const columns = keys.map((key) => this.#codes(key))
    const tuples = this.#group(columns)
    const { first, counts } = firstsOf(tuples)
    this.#tuples = tuples
    // The search comes next, and wants the memory.
    this.#scratch.clear()
    return { tuples: tuples.classes, columns: columns.map((column) => codesAt(column, first)), rows: counts, persons: counts }
  }

  /**
   * Deletes the rows of the flagged tuples.
   * @returns 1 for each of the rows that is gone; null: none is
   */
  suppress(flags: Uint8Array): Uint8Array | null {
    const { of, classes } = this.#tuples!
    const gone = new Uint8Array(of.length)
    let left = 0
    for (let i = 0; i < of.length; i++) {
      gone[i] = flags[of[i]!]!
      if (gone[i] === 0) left++
    }
    if (left === this.rows) return null
    this.rows = left
    this.#tuples = { of: without(of, gone), classes }
    this.forget()
    return gone
  }

  groups(keys: readonly Key[]): Groups {
    const columns = keys.map((key) => this.#codes(key))
    const classes = this.#group(columns)
    const { first, counts } = firstsOf(classes)
    this.#scratch.give(classes.of)
    return { codes: columns.map((column) => codesAt(column, first)), rows: counts, persons: counts }
  }

  /** Combinations of the keys that one row alone holds. */
  unique(keys: readonly Key[]): number {
    const [one, ...others] = keys
    if (others.length === 0) {
      const column = this.#codes(one!)
      const counts = new Int32Array(column.size)
      for (let i = 0; i < this.rows; i++) counts[column.codes[i]!]!++
      return ones(counts)
    }
    const base = this.#baseFor(keys, others)
    const further = keys.filter((key) => !base.keys.includes(key))
    if (further.length === 1) return uniqueWithin(base.gathered, this.#codes(further[0]!))
    const { of, classes } = classesOf(
      further.map((key) => this.#codes(key)),
      this.rows,
      this.#scratch,
      base,
    )
    const counts = new Int32Array(classes)
    for (let i = 0; i < of.length; i++) counts[of[i]!]!++
    this.#scratch.give(of)
    return ones(counts)
  }

  /** The rows by all keys but the first, unless they are at hand by others of them. */
  #baseFor(keys: readonly Key[], others: readonly Key[]) {
    if (this.#base?.keys.every((key) => keys.includes(key))) return this.#base
    if (this.#base) {
      this.#scratch.give(this.#base.of)
      this.#scratch.give(this.#base.gathered.items)
    }
    const classes = this.#group(others.map((key) => this.#codes(key)))
    this.#base = { ...classes, keys: others, gathered: gather(classes, this.#scratch) }
    return this.#base
  }

  pins(leaf: CodeRef, classes: LeafKey, key: Key, k: number): Pins {
    const hidden = this.#codes({ kind: 'leaf', leaf }).codes
    const own = this.#codes(classes)
    const columns = [own, this.#codes(key)]
    const groups = own.size * columns[1]!.size <= FEW_GROUPS ? packed(columns, this.rows, this.#scratch) : this.#group(columns)
    const rows = new Int32Array(groups.classes)
    /** a row of each group */
    const row = new Int32Array(groups.classes)
    const several = new Uint8Array(groups.classes)
    for (let i = 0; i < groups.of.length; i++) {
      const group = groups.of[i]!
      if (rows[group]!++ === 0) row[group] = i
      else if (hidden[i] !== hidden[row[group]!]) several[group] = 1
    }
    this.#scratch.give(groups.of)
    const sums = new Map<number, { class: number; persons: number; rows: number; pinned: number }>()
    for (let group = 0; group < rows.length; group++) {
      const persons = rows[group]!
      if (persons < k) continue
      const held = own.codes[row[group]!]! + own.low
      const at = held * (this.rows + 1) + persons
      const sum = sums.get(at) ?? { class: held, persons, rows: 0, pinned: 0 }
      sums.set(at, sum)
      sum.rows += persons
      if (several[group] === 0) sum.pinned += persons
    }
    const all = [...sums.values()]
    return {
      class: Int32Array.from(all, (sum) => sum.class),
      persons: Float64Array.from(all, (sum) => sum.persons),
      rows: Float64Array.from(all, (sum) => sum.rows),
      pinned: Float64Array.from(all, (sum) => sum.pinned),
    }
  }

  spread(key: TextKey): { distinct: number; nulls: number } {
    const { codes, rows } = this.texts(key)
    const nulls = codes[0] === 0 ? rows[0]! : 0
    return { distinct: codes.length - (nulls > 0 ? 1 : 0), nulls }
  }

  /** Rows per code of a text, 0 where there is none. */
  texts(key: TextKey): { codes: Int32Array; rows: Float64Array } {
    if (key.kind !== 'text') throw new RangeError('keys: not held')
    const rows = this.tally(key.column)
    const codes = upTo(rows.length).filter((code) => rows[code]! > 0)
    return { codes, rows: rows.filter((count) => count > 0) }
  }

  #codes(key: Key): KeyCodes {
    if (key.kind === 'leaf') {
      const { codes } = this.#source(key.leaf.column)
      if (!key.classes) return { codes, low: 0, size: key.leaf.codes }
      const known = this.#byClass.get(key) ?? mapped(codes, key.classes)
      this.#byClass.set(key, known)
      return known
    }
    if (key.kind === 'text') return { ...this.#source(key.column), low: 0 }
    if (key.kind === 'household' || this.#tuples === null) throw new RangeError('keys: not held')
    const { of, classes } = this.#tuples
    return key.classes ? mapped(of, key.classes) : { codes: of, low: 0, size: classes }
  }

  #group(columns: readonly Bounded[]): Classes {
    return classesOf(columns, this.rows, this.#scratch)
  }
}

/** The codes that stay, in the same memory. @param gone - 1 for each that does not */
export function without<T extends Codes>(codes: T, gone: Uint8Array): T {
  let left = 0
  for (let i = 0; i < gone.length; i++) if (gone[i] === 0) codes[left++] = codes[i]!
  return codes.subarray(0, left) as T
}

/** Each code's class, in the narrowest integers that hold them. Classes may be negative: −1 stands for no value. */
function mapped(codes: Codes, classes: Int32Array): KeyCodes {
  let [low, most] = [0, 0]
  for (let i = 0; i < classes.length; i++) {
    if (classes[i]! > most) most = classes[i]!
    if (classes[i]! < low) low = classes[i]!
  }
  const own = codesOf(most - low, codes.length)
  const table = low === 0 ? classes : classes.map((code) => code - low)
  for (let i = 0; i < own.length; i++) own[i] = table[codes[i]!]!
  return { codes: own, low, size: most - low + 1 }
}

/** A key's codes at those rows. */
function codesAt({ codes, low }: KeyCodes, rows: Int32Array): Int32Array {
  const own = new Int32Array(rows.length)
  for (let i = 0; i < own.length; i++) own[i] = codes[rows[i]!]! + low
  return own
}

const ones = (counts: Int32Array): number => {
  let found = 0
  for (let i = 0; i < counts.length; i++) if (counts[i] === 1) found++
  return found
}

/** Codes that one item of a class alone has, in all classes together. */
function uniqueWithin({ start, items }: Gathered, { codes, size }: Bounded): number {
  // Class by class: codes are counted in one small table, whose entries say for which class they hold.
  const seenIn = new Int32Array(size)
  const counts = new Int32Array(size)
  let unique = 0
  for (let own = 1; own < start.length; own++)
    for (let i = start[own - 1]!; i < start[own]!; i++) {
      const code = codes[items[i]!]!
      if (seenIn[code] !== own) {
        seenIn[code] = own
        counts[code] = 1
        unique++
      } else if (counts[code]!++ === 1) unique--
    }
  return unique
}
