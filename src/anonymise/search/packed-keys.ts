import type { Histogram, SearchColumn } from './types.ts'

/** Leaf combinations of a few columns in one code: a row costs one look-up a pack instead of one a column. */
interface Pack {
  columns: { at: number; radix: number; leaves: number }[]
  size: number
  codes: Uint16Array | Int32Array
  /** by the levels of the columns */
  tables: Map<number, Table>
}

interface Table {
  classes: number
  table: Int32Array
}

/** Look-up tables of this many entries stay in the second-level cache; much smaller than the rows, they cost next to nothing to fill. */
const packLimit = (tuples: number) => Math.min(2 ** 16, tuples / 8)

/** Entries of look-up tables that are kept: many combinations have the levels of a pack in common. */
const MOST_KEPT = 2 ** 20

/** Up to this range packed keys tell all classes apart. */
export const TELLING = 2 ** 32

/** The class of each tuple at a combination of levels as one integer. */
export class PackedKeys {
  private readonly packs: Pack[] = []
  private readonly columns: readonly SearchColumn[]
  private kept = 0

  constructor(columns: readonly SearchColumn[], histogram: Histogram) {
    this.columns = columns
    const { tuples } = histogram
    const limit = packLimit(tuples)
    const order = columns.map((column, at) => ({ at, leaves: column.levels[0]!.code.length })).sort((a, b) => b.leaves - a.leaves)
    for (const { at, leaves } of order) {
      const pack = this.packs.find(({ size }) => size * leaves <= limit)
      if (pack) {
        pack.columns.push({ at, radix: pack.size, leaves })
        pack.size *= leaves
      } else this.packs.push({ columns: [{ at, radix: 1, leaves }], size: leaves, codes: new Int32Array(0), tables: new Map() })
    }
    for (const pack of this.packs) {
      pack.codes = pack.size <= 2 ** 16 ? new Uint16Array(tuples) : new Int32Array(tuples)
      for (const { at, radix } of pack.columns) {
        const leafOf = histogram.columns[at]!
        for (let t = 0; t < tuples; t++) pack.codes[t]! += leafOf[t]! * radix
      }
    }
  }

  /** Keys at these levels are below this; beyond `TELLING` different classes may share a key. */
  range(levels: readonly number[]): number {
    return this.columns.reduce((product, column, c) => product * column.levels[levels[c]!]!.classes, 1)
  }

  /**
   * Fills `keys` with the packed key of each tuple, modulo 2^32.
   * @param of - the tuples meant; absent: all
   */
  fill(keys: Int32Array, levels: readonly number[], of?: Int32Array): void {
    let isFirst = true
    for (let p = this.packs.length - 1; p >= 0; p--) {
      const pack = this.packs[p]!
      const { classes, table } = this.tableOf(pack, levels)
      if (classes === 1) continue
      const radix = isFirst ? 0 : classes
      if (of) appendOf(keys, radix, table, pack.codes, of)
      else if (isFirst) begin(keys, table, pack.codes)
      else append(keys, radix, table, pack.codes)
      isFirst = false
    }
    if (isFirst) keys.fill(0)
  }

  /** The class of each code of a pack. */
  private tableOf({ columns, size, tables }: Pack, levels: readonly number[]): Table {
    let key = 0
    for (const { at } of columns) key = key * this.columns[at]!.levels.length + levels[at]!
    const known = tables.get(key)
    if (known) return known
    const table = new Int32Array(size)
    let classes = 1
    let filled = 1
    for (const { at, leaves } of columns) {
      const level = this.columns[at]!.levels[levels[at]!]!
      for (let leaf = leaves - 1; leaf >= 0; leaf--) {
        const part = Math.imul(level.code[leaf]!, classes)
        for (let i = 0; i < filled; i++) table[leaf * filled + i] = table[i]! + part
      }
      filled *= leaves
      classes *= level.classes
    }
    const made = { classes, table }
    if (this.kept + size <= MOST_KEPT) {
      this.kept += size
      tables.set(key, made)
    }
    return made
  }
}

function begin(keys: Int32Array, table: Int32Array, codes: Pack['codes']): void {
  for (let t = 0; t < codes.length; t++) keys[t] = table[codes[t]!]!
}

function append(keys: Int32Array, radix: number, table: Int32Array, codes: Pack['codes']): void {
  for (let t = 0; t < codes.length; t++) keys[t] = (Math.imul(keys[t]!, radix) + table[codes[t]!]!) | 0
}

function appendOf(keys: Int32Array, radix: number, table: Int32Array, codes: Pack['codes'], of: Int32Array): void {
  for (let i = 0; i < of.length; i++) keys[i] = (Math.imul(keys[i]!, radix) + table[codes[of[i]!]!]!) | 0
}
