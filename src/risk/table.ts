/** A column as small numbers: equal texts have equal codes, counted from 0. */
export interface CodedColumn {
  name: string
  codes: Int32Array
  /** codes lie below this; not every one need occur */
  values: number
  /** code of the empty cell; -1: there is none */
  nullCode: number
}

/** Rows in groups numbered from 0 in the order of their first rows. */
export interface Groups {
  of: Int32Array
  count: number
}

/** Gathers one column cell by cell. */
export class ColumnCoder {
  readonly #known = new Map<string | null, number>()
  #codes = new Int32Array(1024)
  #rows = 0

  add(cell: string | null): void {
    if (this.#rows === this.#codes.length) {
      const wider = new Int32Array(this.#rows * 2)
      wider.set(this.#codes)
      this.#codes = wider
    }
    let code = this.#known.get(cell)
    if (code === undefined) {
      code = this.#known.size
      this.#known.set(cell, code)
    }
    this.#codes[this.#rows++] = code
  }

  column(name: string): CodedColumn {
    return { name, codes: this.#codes.subarray(0, this.#rows), values: this.#known.size, nullCode: this.#known.get(null) ?? -1 }
  }

  /** texts by code; only for what is measured by its value, like an ordered distance */
  texts(): (string | null)[] {
    return [...this.#known.keys()]
  }
}

/** Up to this many possible pairs a table of all of them beats hashing. */
const DIRECT = 1 << 20
let direct = new Int32Array(0)

/** Splits groups by one more column: rows are equal when they were, and have the same code. @param width - codes lie below it */
export function refine(groups: Groups, codes: Int32Array, width: number): Groups {
  const { of: before, count } = groups
  const rows = before.length
  const of = new Int32Array(rows)
  const pairs = count * width
  let found = 0
  if (pairs <= DIRECT && pairs <= rows * 16) {
    if (direct.length < pairs) direct = new Int32Array(Math.max(pairs, 1 << 12))
    direct.fill(0, 0, pairs)
    for (let row = 0; row < rows; row++) {
      const pair = before[row]! * width + codes[row]!
      let group = direct[pair]!
      if (group === 0) direct[pair] = group = ++found
      of[row] = group - 1
    }
    return { of, count: found }
  }
  const bits = Math.max(4, Math.ceil(Math.log2(Math.min(rows, pairs) * 2 + 1)))
  const slots = new Int32Array(2 ** bits)
  const first = new Int32Array(rows)
  const mask = slots.length - 1
  for (let row = 0; row < rows; row++) {
    const own = before[row]!
    const code = codes[row]!
    let hash = Math.imul(own, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
    hash ^= hash >>> 15
    for (let slot = Math.imul(hash, 0x2c1b3c6d) & mask; ; slot = (slot + 1) & mask) {
      const group = slots[slot]!
      if (group === 0) {
        first[found] = row
        of[row] = found
        slots[slot] = ++found
        break
      }
      const like = first[group - 1]!
      if (before[like] === own && codes[like] === code) {
        of[row] = group - 1
        break
      }
    }
  }
  return { of, count: found }
}

/** All rows in one group. */
export const together = (rows: number): Groups => ({ of: new Int32Array(rows), count: rows > 0 ? 1 : 0 })

/** Groups of rows with equal codes in all columns; no column: one group. */
export function groupRows(rows: number, columns: readonly Pick<CodedColumn, 'codes' | 'values'>[]): Groups {
  let groups = together(rows)
  // Where no two rows are left together, further columns split nothing.
  for (const { codes, values } of columns) if (groups.count < rows) groups = refine(groups, codes, values)
  return groups
}

/** Numbers of a table at the places given. Array.from calls back through an iterator, ten times as slow. */
export function gather(numbers: Float64Array, places: Int32Array): Float64Array {
  const own = new Float64Array(places.length)
  for (let i = 0; i < places.length; i++) own[i] = numbers[places[i]!]!
  return own
}

export function gatherCodes(codes: Int32Array, places: Int32Array): Int32Array {
  const own = new Int32Array(places.length)
  for (let i = 0; i < places.length; i++) own[i] = codes[places[i]!]!
  return own
}
