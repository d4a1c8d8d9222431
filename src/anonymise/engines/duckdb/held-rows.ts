import type { Codes } from '../../coding/codes.ts'
import type { CodeRef, Groups, Key, LeafKey, Pins, Tuples } from '../engine.ts'
import { type Bounded, type Classes, classesOf, type Gathered, gather } from './refine.ts'

/**
 * The rows in force as typed arrays, where every row is a person of its own and no mark lies on any: what a run asks of them is
 * then counting, which takes a tenth of what a database takes that is handed the same rows first.
 */
export class HeldRows {
  /** rows of the input, ascending */
  rows: Int32Array
  readonly #source: (column: string) => { codes: Codes; size: number }
  /** what was read of the rows in force */
  readonly #columns = new Map<string, Codes>()
  readonly #byClass = new Map<LeafKey, Codes>()
  /** tuple of each row, and how many there are */
  #tuples: Int32Array | null = null
  #tupleCount = 0
  /** rows gathered by the keys that were asked for; the same few are asked for again and again */
  #gathered: { keys: readonly Key[]; rows: Gathered }[] = []

  /** @param source - codes of a column by row of the input, and a bound above them */
  constructor(rows: number, source: (column: string) => { codes: Codes; size: number }) {
    this.rows = new Int32Array(rows)
    for (let row = 0; row < rows; row++) this.rows[row] = row
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
    this.#columns.clear()
    this.#byClass.clear()
    this.#gathered = []
  }

  tally(column: string): Float64Array {
    const counts = new Float64Array(this.#source(column).size)
    const codes = this.#column(column)
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++
    return counts
  }

  /** Rows per number, ascending. `numbers`: by code, NaN is none. */
  numbers(leaf: CodeRef, numbers: Float64Array): { value: number; persons: number }[] {
    const rows = new Map<number, number>()
    this.tally(leaf.column).forEach((count, code) => {
      const number = numbers[code]!
      if (count > 0 && !Number.isNaN(number)) rows.set(number, (rows.get(number) ?? 0) + count)
    })
    return [...rows].sort(([a], [b]) => a - b).map(([value, persons]) => ({ value, persons }))
  }

  histogram(keys: readonly LeafKey[]): Tuples {
    const columns = keys.map((key) => this.#codes(key))
    const { of, classes } = this.#group(columns)
    this.#tuples = of
    this.#tupleCount = classes
    const first = this.#firstOf(of, classes)
    const rows = new Float64Array(classes)
    for (let i = 0; i < of.length; i++) rows[of[i]!]!++
    return { tuples: classes, columns: columns.map(({ codes }) => taken(codes, first)), rows, persons: rows }
  }

  /** Deletes the rows of the flagged tuples. */
  suppress(flags: Uint8Array): void {
    const of = this.#tuples!
    const kept = new Int32Array(of.length)
    let count = 0
    for (let i = 0; i < of.length; i++) if (flags[of[i]!] === 0) kept[count++] = i
    if (count === of.length) return
    const stay = kept.subarray(0, count)
    const { rows } = this
    this.rows = taken(rows, stay)
    this.#tuples = taken(of, stay)
    this.forget()
  }

  groups(keys: readonly Key[]): Groups {
    const columns = keys.map((key) => this.#codes(key))
    const { of, classes } = this.#group(columns)
    const first = this.#firstOf(of, classes)
    const rows = new Float64Array(classes)
    for (let i = 0; i < of.length; i++) rows[of[i]!]!++
    return { codes: columns.map(({ codes }) => taken(codes, first)), rows, persons: rows }
  }

  /** Combinations of the keys that one row alone holds. */
  unique(keys: readonly Key[]): number {
    const last = this.#codes(keys.at(-1)!)
    const { start, items } = this.#gather(keys.slice(0, -1))
    // Class by class: codes are counted in one small table, whose entries say for which class they hold.
    const seenIn = new Int32Array(last.size)
    const counts = new Int32Array(last.size)
    let unique = 0
    for (let own = 1; own < start.length; own++)
      for (let i = start[own - 1]!; i < start[own]!; i++) {
        const code = last.codes[items[i]!]! - last.low
        if (seenIn[code] !== own) {
          seenIn[code] = own
          counts[code] = 1
          unique++
        } else if (counts[code]!++ === 1) unique--
      }
    return unique
  }

  pins(leaf: CodeRef, classes: LeafKey, key: Key, k: number): Pins {
    const hidden = this.#codes({ kind: 'leaf', leaf }).codes
    const { codes, low, size } = this.#codes(key)
    const classOf = this.#codes(classes).codes
    const { start, items } = this.#gather([classes])
    const seenIn = new Int32Array(size)
    const first = new Int32Array(size)
    const rows = new Int32Array(size)
    const several = new Uint8Array(size)
    const sums = new Map<number, { class: number; persons: number; rows: number; pinned: number }>()
    for (let own = 1; own < start.length; own++) {
      const [from, to] = [start[own - 1]!, start[own]!]
      const seen: number[] = []
      for (let i = from; i < to; i++) {
        const row = items[i]!
        const code = codes[row]! - low
        if (seenIn[code] !== own) {
          seenIn[code] = own
          seen.push(code)
          first[code] = hidden[row]!
          rows[code] = 1
          several[code] = 0
        } else {
          rows[code]!++
          if (hidden[row] !== first[code]) several[code] = 1
        }
      }
      const held = classOf[items[from]!]!
      for (const code of seen) {
        const persons = rows[code]!
        if (persons < k) continue
        const at = held * (items.length + 1) + persons
        const sum = sums.get(at) ?? { class: held, persons, rows: 0, pinned: 0 }
        sums.set(at, sum)
        sum.rows += persons
        if (several[code] === 0) sum.pinned += persons
      }
    }
    const all = [...sums.values()]
    return {
      class: Int32Array.from(all, (sum) => sum.class),
      persons: Float64Array.from(all, (sum) => sum.persons),
      rows: Float64Array.from(all, (sum) => sum.rows),
      pinned: Float64Array.from(all, (sum) => sum.pinned),
    }
  }

  #column(name: string): Codes {
    let codes = this.#columns.get(name)
    if (codes === undefined) {
      const { codes: source } = this.#source(name)
      codes = source
      if (this.rows.length < source.length) {
        codes = source.slice(0, this.rows.length)
        for (let i = 0; i < codes.length; i++) codes[i] = source[this.rows[i]!]!
      }
      this.#columns.set(name, codes)
    }
    return codes
  }

  #codes(key: Key): Bounded {
    if (key.kind === 'leaf') {
      const codes = this.#column(key.leaf.column)
      return key.classes ? this.#mapped(codes, key.classes, key) : { codes, low: 0, size: key.leaf.codes }
    }
    if (key.kind === 'text') return { codes: this.#column(key.column), low: 0, size: this.#source(key.column).size }
    if (key.kind === 'household' || this.#tuples === null) throw new RangeError('keys: not held')
    return key.classes ? this.#mapped(this.#tuples, key.classes, null) : { codes: this.#tuples, low: 0, size: this.#tupleCount }
  }

  #mapped(codes: Codes, classes: Int32Array, key: LeafKey | null): Bounded {
    let mapped = key && this.#byClass.get(key)
    if (!mapped) {
      const own = new Int32Array(codes.length)
      for (let i = 0; i < own.length; i++) own[i] = classes[codes[i]!]!
      mapped = own
      if (key) this.#byClass.set(key, mapped)
    }
    return { codes: mapped, ...boundsOf(classes) }
  }

  #gather(keys: readonly Key[]): Gathered {
    const known = this.#gathered.find((one) => one.keys.length === keys.length && keys.every((key, i) => key === one.keys[i]))
    if (known) return known.rows
    const rows = gather(this.#group(keys.map((key) => this.#codes(key))))
    this.#gathered.push({ keys, rows })
    return rows
  }

  #group(columns: readonly Bounded[]): Classes {
    return classesOf(columns, this.rows.length)
  }

  #firstOf(of: Int32Array, classes: number): Int32Array {
    const first = new Int32Array(classes)
    for (let i = of.length - 1; i >= 0; i--) first[of[i]!] = i
    return first
  }
}

/** The codes at those places. */
function taken(codes: Codes, places: Int32Array): Int32Array {
  const own = new Int32Array(places.length)
  for (let i = 0; i < own.length; i++) own[i] = codes[places[i]!]!
  return own
}

/** Classes may be negative: −1 stands for no value. */
function boundsOf(classes: Int32Array): { low: number; size: number } {
  let [low, most] = [0, 0]
  for (let i = 0; i < classes.length; i++) {
    if (classes[i]! > most) most = classes[i]!
    if (classes[i]! < low) low = classes[i]!
  }
  return { low, size: most - low + 1 }
}
