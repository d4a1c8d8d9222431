/** A column as small numbers: equal texts have equal codes, counted from 0 in order of appearance. */
export interface CodedColumn {
  name: string
  codes: Int32Array
  values: number
  /** code of the empty cell; -1: there is none */
  nullCode: number
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

/** Splits groups by one more column: rows are equal when they were, and have the same code. */
export function refine(groups: Int32Array, codes: Int32Array, width: number): { of: Int32Array; count: number } {
  const known = new Map<number, number>()
  const of = new Int32Array(groups.length)
  for (let i = 0; i < groups.length; i++) {
    const key = groups[i]! * width + codes[i]!
    let group = known.get(key)
    if (group === undefined) {
      group = known.size
      known.set(key, group)
    }
    of[i] = group
  }
  return { of, count: known.size }
}

/** Groups of rows with equal codes in all columns; no column: one group. */
export function groupRows(rows: number, columns: readonly Pick<CodedColumn, 'codes' | 'values'>[]): { of: Int32Array; count: number } {
  let groups: { of: Int32Array; count: number } = { of: new Int32Array(rows), count: rows > 0 ? 1 : 0 }
  for (const { codes, values } of columns) groups = refine(groups.of, codes, values)
  return groups
}
