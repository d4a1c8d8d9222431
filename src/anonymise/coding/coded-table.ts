import { compareBytes } from '../engines/text.ts'
import type { CellText } from '../plan.ts'
import { ByteDictionary } from './byte-dictionary.ts'
import type { CodedColumn, CodedPart } from './coded-part.ts'
import { type Codes, codesOf, narrowed } from './codes.ts'
import { Values } from './values.ts'

/** One column of the whole input. */
export class TableColumn {
  values: Values
  /** by row of the input */
  codes: Codes
  /** whether codes ascend with the bytes of the values */
  ranked = false

  constructor(values: Values, codes: Codes) {
    this.values = values
    this.codes = codes
  }

  /** Numbers the values in the order of their bytes; answers them as strings, by code. */
  rank(): CellText[] {
    const texts = this.values.texts()
    if (this.ranked) return texts
    const order = Array.from({ length: this.values.size }, (_, i) => i + 1).sort((a, b) => compareBytes(texts[a]!, texts[b]!))
    const ranks = new Int32Array(order.length + 1)
    const starts = new Uint32Array(order.length + 1)
    const bytes = new Uint8Array(this.values.starts[this.values.size]!)
    order.forEach((code, i) => {
      ranks[code] = i + 1
      const own = this.values.bytes.subarray(this.values.starts[code - 1]!, this.values.starts[code]!)
      bytes.set(own, starts[i]!)
      starts[i + 1] = starts[i]! + own.length
    })
    mapCodes(this.codes, ranks)
    this.values = new Values(order.length, starts, bytes)
    this.ranked = true
    return [null, ...order.map((code) => texts[code]!)]
  }
}

function mapCodes(codes: Codes, by: Int32Array): void {
  for (let row = 0; row < codes.length; row++) codes[row] = by[codes[row]!]!
}

/** Joins the parts of the input; each has its own numbers for the values. */
export function joinParts(parts: readonly CodedPart[], columns: number): { rows: number; columns: TableColumn[] } {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  return {
    rows,
    columns: Array.from({ length: columns }, (_, i) =>
      joined(
        parts.map((part) => part.columns[i]!),
        rows,
      ),
    ),
  }
}

function joined(parts: readonly CodedColumn[], rows: number): TableColumn {
  const [first, ...others] = parts
  const numbers: (Int32Array | null)[] = [null]
  let values = new Values(first!.size, first!.starts, first!.bytes)
  if (others.length > 0) {
    const dictionary = first!.dictionary ?? new ByteDictionary()
    if (!first!.dictionary) addAll(dictionary, first!)
    for (const part of others) numbers.push(addAll(dictionary, part))
    values = new Values(dictionary.size, dictionary.starts, dictionary.bytes)
  }
  const codes = codesOf(values.size, rows)
  let at = 0
  parts.forEach(({ chunks }, i) => {
    for (let c = 0; c < chunks.length; c++) {
      const chunk = chunks[c]!
      const own = numbers[i]
      if (own) mapChunk(chunk, own, codes, at)
      else codes.set(chunk, at)
      // Whole column at a time, parts give their chunks back as they are joined.
      chunks[c] = new Uint8Array()
      at += chunk.length
    }
  })
  // What grew by doubling is cut to what it holds.
  return new TableColumn(
    new Values(values.size, values.starts.slice(0, values.size + 1), values.bytes.slice(0, values.starts[values.size])),
    codes,
  )
}

/** The numbers that a part's values have in the dictionary, by their own. */
function addAll(dictionary: ByteDictionary, { size, starts, bytes }: CodedColumn): Int32Array {
  const numbers = new Int32Array(size + 1)
  for (let n = 1; n <= size; n++) {
    const [from, to] = [starts[n - 1]!, starts[n]!]
    numbers[n] = dictionary.add(bytes, from, to, ByteDictionary.of(bytes, from, to))
  }
  return numbers
}

function mapChunk(chunk: Codes, by: Int32Array, codes: Codes, at: number): void {
  for (let i = 0; i < chunk.length; i++) codes[at + i] = by[chunk[i]!]!
}

/** Two columns as one: their texts with a comma between, null where either is. */
export function pairOf(first: TableColumn, second: TableColumn, rows: number): TableColumn {
  const [left, right] = [first.values.texts(), second.values.texts()]
  const dictionary = new ByteDictionary()
  const numbers = new Map<number, number>()
  const codes = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const [a, b] = [first.codes[row]!, second.codes[row]!]
    if (a === 0 || b === 0) continue
    const pair = a * right.length + b
    let code = numbers.get(pair)
    if (code === undefined) {
      const bytes = encoder.encode(`${left[a]},${right[b]}`)
      code = dictionary.add(bytes, 0, bytes.length, ByteDictionary.of(bytes, 0, bytes.length))
      numbers.set(pair, code)
    }
    codes[row] = code
  }
  return new TableColumn(new Values(dictionary.size, dictionary.starts, dictionary.bytes), narrowed(codes, dictionary.size))
}

const encoder = new TextEncoder()
