import { compareBytes } from '../engines/text.ts'
import type { CellText } from '../plan.ts'
import { ByteDictionary } from './byte-dictionary.ts'
import type { CodedColumn, CodedPart } from './coded-part.ts'
import { bytesFor, CHUNK_ROWS, type Codes, codesOf, narrowed } from './codes.ts'
import { Values } from './values.ts'

/** One column of the whole input. */
export class TableColumn {
  values: Values
  /** whether codes ascend with the bytes of the values */
  ranked = false
  #chunks: Codes[]

  constructor(values: Values, chunks: Codes[]) {
    this.values = values
    this.#chunks = chunks
  }

  at(row: number): number {
    return this.#chunks[row >>> 16]![row & (CHUNK_ROWS - 1)]!
  }

  /** Codes of the rows from `from` on, into the target. */
  fill(from: number, target: Int32Array): void {
    for (let done = 0; done < target.length; ) {
      const row = from + done
      const chunk = this.#chunks[row >>> 16]!
      const start = row & (CHUNK_ROWS - 1)
      const part = chunk.subarray(start, Math.min(chunk.length, start + target.length - done))
      target.set(part, done)
      done += part.length
    }
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
    this.#chunks = this.#chunks.map((chunk) => {
      // A chunk is as narrow as the codes known when it was written; ranks go up to the last.
      const wide = chunk.BYTES_PER_ELEMENT < bytesFor(order.length) ? codesOf(order.length, chunk.length) : chunk
      for (let i = 0; i < chunk.length; i++) wide[i] = ranks[chunk[i]!]!
      return wide
    })
    this.values = new Values(order.length, starts, bytes)
    this.ranked = true
    return [null, ...order.map((code) => texts[code]!)]
  }
}

/** Joins the parts of the input; each has its own numbers for the values. */
export function joinParts(parts: readonly CodedPart[], columns: number): { rows: number; columns: TableColumn[] } {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  return { rows, columns: Array.from({ length: columns }, (_, i) => joined(parts.map((part) => part.columns[i]!))) }
}

function joined(parts: readonly CodedColumn[]): TableColumn {
  const [first, ...others] = parts
  if (others.length === 0) return new TableColumn(new Values(first!.size, first!.starts, first!.bytes), first!.chunks)
  const dictionary = new ByteDictionary()
  const numbers = parts.map(({ size, starts, bytes }) => {
    const own = new Int32Array(size + 1)
    for (let n = 1; n <= size; n++) {
      const [from, to] = [starts[n - 1]!, starts[n]!]
      own[n] = dictionary.add(bytes, from, to, ByteDictionary.of(bytes, from, to))
    }
    return own
  })
  const writer = new ChunkWriter(dictionary.size)
  parts.forEach(({ chunks }, i) => {
    const own = numbers[i]!
    for (const chunk of chunks) for (let row = 0; row < chunk.length; row++) writer.push(own[chunk[row]!]!)
  })
  return new TableColumn(new Values(dictionary.size, dictionary.starts, dictionary.bytes), writer.finish())
}

/** Two columns as one: their texts with a comma between, null where either is. */
export function pairOf(first: TableColumn, second: TableColumn, rows: number): TableColumn {
  const [left, right] = [first.values.texts(), second.values.texts()]
  const dictionary = new ByteDictionary()
  const numbers = new Map<number, number>()
  const writer = new ChunkWriter(rows)
  for (let row = 0; row < rows; row++) {
    const [a, b] = [first.at(row), second.at(row)]
    const pair = a * right.length + b
    let code = a === 0 || b === 0 ? 0 : numbers.get(pair)
    if (code === undefined) {
      const bytes = encoder.encode(`${left[a]},${right[b]}`)
      code = dictionary.add(bytes, 0, bytes.length, ByteDictionary.of(bytes, 0, bytes.length))
      numbers.set(pair, code)
    }
    writer.push(code)
  }
  return new TableColumn(new Values(dictionary.size, dictionary.starts, dictionary.bytes), writer.finish())
}

const encoder = new TextEncoder()

/** Codes in chunks of CHUNK_ROWS. */
class ChunkWriter {
  readonly #chunks: Codes[] = []
  readonly #scratch = new Int32Array(CHUNK_ROWS)
  readonly #largest: number
  #at = 0

  constructor(largest: number) {
    this.#largest = largest
  }

  push(code: number): void {
    this.#scratch[this.#at++] = code
    if (this.#at === CHUNK_ROWS) this.#pack()
  }

  #pack(): void {
    this.#chunks.push(narrowed(this.#scratch.subarray(0, this.#at), this.#largest))
    this.#at = 0
  }

  finish(): Codes[] {
    if (this.#at > 0) this.#pack()
    return this.#chunks
  }
}
