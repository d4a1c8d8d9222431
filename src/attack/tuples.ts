import { type CodedColumn, groupRows } from '../risk/index.ts'

/** Rows of a table that are equal on some columns, once. */
export class Tuples {
  readonly count: number
  /** tuple of each row */
  readonly of: Int32Array
  /** rows of each tuple */
  readonly rows: Int32Array
  /** the one person who has the tuple; -1: several have it */
  readonly owner: Int32Array
  /** code of each tuple, column by column */
  readonly codes: readonly Int32Array[]
  readonly #members: Int32Array
  readonly #starts: Int32Array
  readonly #widths: readonly number[]
  /** by pair of columns: how many tuples were looked at, and later codes */
  readonly #near = new Map<number, Int32Array | number>()
  readonly #postings: ({ starts: Int32Array; tuples: Int32Array } | undefined)[] = []

  /**
   * @param persons - person of each row
   * @param apart - every row is a tuple of its own, though others may be equal: quick where nearly all differ
   */
  constructor(columns: readonly Pick<CodedColumn, 'codes' | 'values'>[], persons: Int32Array, apart = false) {
    const groups = apart ? { of: ascending(persons.length), count: persons.length } : groupRows(persons.length, columns)
    this.of = groups.of
    this.count = groups.count
    this.rows = new Int32Array(this.count)
    this.owner = new Int32Array(this.count).fill(-2)
    const first = new Int32Array(this.count)
    for (let row = this.of.length - 1; row >= 0; row--) {
      const tuple = this.of[row]!
      this.rows[tuple]! += 1
      const before = this.owner[tuple]!
      this.owner[tuple] = before === -2 || before === persons[row] ? persons[row]! : -1
      first[tuple] = row
    }
    const sorted = bySlot(this.of, this.count)
    this.#members = sorted.items
    this.#starts = sorted.starts
    this.codes = apart ? columns.map(({ codes }) => codes) : columns.map(({ codes }) => gathered(codes, first))
    this.#widths = columns.map(({ values }) => values)
  }

  /** Rows of a tuple. */
  members(tuple: number): Int32Array {
    return this.#members.subarray(this.#starts[tuple]!, this.#starts[tuple + 1]!)
  }

  /**
   * Visits the tuples whose code in every column is one of those allowed, until the visitor answers true.
   * @returns how many tuples were looked at
   */
  find(allowed: readonly (readonly number[])[], visit: (tuple: number) => boolean): number {
    const order = allowed
      .map((codes, column) => {
        const { starts } = this.#posted(column)
        return { column, codes, size: codes.reduce((sum, code) => sum + starts[code + 1]! - starts[code]!, 0) }
      })
      .sort((a, b) => a.size - b.size || a.column - b.column)
    const [best, second] = order
    if (!best) {
      for (let tuple = 0; tuple < this.count; tuple++) if (visit(tuple)) return tuple + 1
      return this.count
    }
    const { starts, tuples } = this.#posted(best.column)
    // What leaves fewest is asked first, and where it is asked often it lies in the order in which it is asked.
    const near = second && this.#beside(best.column, second.column, best.size)
    const others = order.slice(near ? 2 : 1).map(({ column, codes }) => ({ codes, own: this.codes[column]! }))
    let looked = 0
    for (const code of best.codes)
      for (let at = starts[code]!; at < starts[code + 1]!; at++) {
        looked += 1
        if (near && !isOneOf(second!.codes, near[at]!)) continue
        const tuple = tuples[at]!
        let fits = true
        for (let i = 0; i < others.length && fits; i++) fits = isOneOf(others[i]!.codes, others[i]!.own[tuple]!)
        if (fits && visit(tuple)) return looked
      }
    return looked
  }

  /** Codes of one column in the order of another's postings; null: not asked often enough yet to be put there. */
  #beside(posted: number, column: number, looks: number): Int32Array | null {
    const key = posted * this.codes.length + column
    const known = this.#near.get(key)
    if (known instanceof Int32Array) return known
    const asked = (known ?? 0) + looks
    const codes = asked > OFTEN * this.count ? gathered(this.codes[column]!, this.#posted(posted).tuples) : null
    this.#near.set(key, codes ?? asked)
    return codes
  }

  #posted(column: number) {
    let posted = this.#postings[column]
    if (!posted) {
      const { starts, items } = bySlot(this.codes[column]!, this.#widths[column]!)
      posted = { starts, tuples: items }
      this.#postings[column] = posted
    }
    return posted
  }
}

/** Times that a table is looked through before a copy in another order pays: the copy is one such look. */
const OFTEN = 2

const isOneOf = (codes: readonly number[], code: number): boolean => (codes.length === 1 ? codes[0] === code : codes.includes(code))

const ascending = (count: number): Int32Array => {
  const numbers = new Int32Array(count)
  for (let i = 0; i < count; i++) numbers[i] = i
  return numbers
}

function gathered(codes: Int32Array, rows: Int32Array): Int32Array {
  const own = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) own[i] = codes[rows[i]!]!
  return own
}

/** Items in the order of their slots. */
function bySlot(slots: Int32Array, count: number): { starts: Int32Array; items: Int32Array } {
  const starts = new Int32Array(count + 1)
  for (const slot of slots) starts[slot + 1]! += 1
  for (let slot = 0; slot < count; slot++) starts[slot + 1]! += starts[slot]!
  const next = starts.slice()
  const items = new Int32Array(slots.length)
  for (let item = 0; item < slots.length; item++) {
    const slot = slots[item]!
    items[next[slot]!] = item
    next[slot]! += 1
  }
  return { starts, items }
}
