import { type ColumnTable, escape as overRows, table as tableOf } from 'arquero'
import type { CellText } from '../../plan.ts'
import { normaliseKey } from '../../values/key.ts'
import type { CodeRef, Key } from '../engine.ts'
import { compareBytes, lengthPrefixed } from '../text.ts'
import type { ReadColumn } from './read-columns.ts'

type Row = Record<string, number>

/**
 * The rows still there, as columns of integers: `row` (number in the input), `person` and `household` (numbers, 0: none), codes of the
 * columns read, codes placed instead of them, marks, and once they are counted the tuple and the profile of each row.
 */
export class MemoryTable {
  readonly #index: Map<string, number>
  /** per column: distinct values by code; code 0 is null */
  readonly #values = new Map<string, CellText[]>()
  #table: ColumnTable = tableOf({})
  /** whether persons are told by a key; else each row is one */
  personByKey = false
  hasHouseholds = false
  /** whether rows of a person are counted together: `profile` is a column */
  profiles = false
  /** normalised key by number, from 1 */
  readonly keys = { person: [''], household: [''] }

  constructor(header: readonly string[]) {
    this.#index = new Map(header.map((name, index) => [name, index]))
  }

  fill(columns: ReadonlyMap<string, ReadColumn>, rows: number, person: string | null, household: string | null): void {
    const data: Record<string, Int32Array> = { row: Int32Array.from({ length: rows }, (_, row) => row) }
    for (const [name, { values, codes }] of columns) {
      this.#values.set(name, values)
      data[this.#code(name)] = codes
    }
    this.#table = tableOf(data)
    this.personByKey = person !== null
    this.hasHouseholds = household !== null
    if (person !== null) this.#number('person', person)
    else
      this.set(
        'person',
        this.column('row').map((row) => row + 1),
      )
    if (household !== null) this.#number('household', household)
  }

  clear(): void {
    this.#table = tableOf({})
  }

  #number(role: 'person' | 'household', column: string): void {
    const keys = this.valuesOf(column).map((value) => (value === null ? '' : normaliseKey(value)))
    const numbers = new Map(
      [...new Set(keys)]
        .filter((key) => key !== '')
        .sort(compareBytes)
        .map((key, i) => [key, i + 1]),
    )
    this.keys[role] = ['', ...numbers.keys()]
    const byCode = Int32Array.from(keys, (key) => numbers.get(key) ?? 0)
    this.set(
      role,
      this.codes(column).map((code) => byCode[code]!),
    )
  }

  get rows(): number {
    return this.#table.numRows()
  }

  #code(column: string): string {
    const index = this.#index.get(column)
    if (index === undefined) throw new RangeError('column: not in the input')
    return `c${index}`
  }

  column(name: string): Int32Array {
    return this.#table.array(name, Int32Array) as Int32Array
  }

  set(name: string, values: Int32Array): void {
    this.#table = this.#table.assign(tableOf({ [name]: values }))
  }

  /** Codes of a column that was read. */
  codes(column: string): Int32Array {
    return this.column(this.#code(column))
  }

  /** Distinct values of a column that was read, by code. */
  valuesOf(column: string): CellText[] {
    return this.#values.get(column)!
  }

  /** Codes that stand for a column's own from here on. */
  place(column: string, codes: Int32Array): void {
    this.set(`p${this.#index.get(column)!}`, codes)
  }

  /** A column beside those of the input. */
  add(column: string, codes: Int32Array): void {
    this.#index.set(column, this.#index.size)
    this.set(this.#code(column), codes)
  }

  mark(name: string, flags: Int32Array): void {
    this.set(`m_${name}`, flags)
  }

  marked(name: string): Int32Array {
    return this.column(`m_${name}`)
  }

  /** What is struck as a whole: the profile of each row, or its tuple. */
  unit(): Int32Array {
    return this.column(this.profiles ? 'profile' : 'tuple')
  }

  keep(keep: (row: number) => boolean): void {
    const flags = Uint8Array.from({ length: this.rows }, (_, i) => (keep(i) ? 1 : 0))
    this.#table = this.#table
      .assign(tableOf({ kept: flags }))
      .filter(overRows((row: Row) => row.kept === 1))
      .select(this.#table.columnNames())
      .reify()
  }

  leaf(leaf: CodeRef): Int32Array {
    const marks = leaf.marks.map((mark) => this.marked(mark))
    return this.column(leaf.placed ? `p${this.#index.get(leaf.column)!}` : this.#code(leaf.column)).map(
      (code, row) => code * 2 ** marks.length + marks.reduce((bits, mark, i) => bits + mark[row]! * 2 ** i, 0),
    )
  }

  /** The key's code per row; texts are coded by their dictionary, -1 is null. */
  keyCodes(key: Key): Int32Array {
    if (key.kind === 'tuple' || key.kind === 'profile') {
      const units = key.kind === 'profile' ? this.unit() : this.column('tuple')
      const { classes } = key
      return classes ? units.map((unit) => classes[unit]!) : units
    }
    if (key.kind === 'leaf') {
      const leaf = this.leaf(key.leaf)
      const { classes } = key
      return classes ? leaf.map((code) => classes[code]!) : leaf
    }
    const marks = key.marks.map((mark) => this.marked(mark))
    return (key.kind === 'household' ? this.column('household') : this.codes(key.column)).map((code, row) =>
      code === 0 || marks.some((mark) => mark[row] === 1) ? -1 : code,
    )
  }

  /** Key of each record: every cell of the columns given with its length, and the occurrence among equal records. */
  records(columns: readonly string[]): string[] {
    const cells = [...columns]
      .sort((a, b) => this.#index.get(a)! - this.#index.get(b)!)
      .map((column) => ({ codes: this.codes(column), texts: this.valuesOf(column).map(lengthPrefixed) }))
    const occurrences = new Map<string, number>()
    return Array.from({ length: this.rows }, (_, row) => {
      const whole = cells.map(({ codes, texts }) => texts[codes[row]!]!).join(',')
      const nth = (occurrences.get(whole) ?? 0) + 1
      occurrences.set(whole, nth)
      return `${whole}#${nth}`
    })
  }
}
