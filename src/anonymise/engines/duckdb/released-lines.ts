import { Values } from '../../coding/values.ts'
import type { CellText } from '../../plan.ts'
import { MAC_BYTES, pseudonymText } from '../../random.ts'
import { DRAW_OFFSET, type Draw, drawAt } from '../line-order.ts'
import { compareBytes, csvCell } from '../text.ts'

/** A released column: per row an entry of a table of texts, 0 for an empty cell. */
export interface ReleasedColumn {
  /** entry of the i-th released row */
  entry: (i: number) => number
  texts: Values | MacTexts
  /** draw of each entry, 0 included */
  draws: { high: Uint32Array; low: Uint32Array }
}

/** Pseudonyms by number: their letters are written from the MACs. */
export class MacTexts {
  readonly macs: Uint8Array
  constructor(macs: Uint8Array) {
    this.macs = macs
  }
  get size(): number {
    return this.macs.length / MAC_BYTES
  }
}

const encoder = new TextEncoder()
const LETTERS = 32
const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

/** Texts as entries: text i is entry i + 1; null is as empty as ''. */
export function entriesOf(texts: readonly CellText[]): Values {
  const encoded = texts.map((text) => encoder.encode(text ?? ''))
  const starts = new Uint32Array(texts.length + 1)
  encoded.forEach((text, i) => {
    starts[i + 1] = starts[i]! + text.length
  })
  const bytes = new Uint8Array(starts[texts.length]!)
  encoded.forEach((text, i) => {
    bytes.set(text, starts[i]!)
  })
  return new Values(texts.length, starts, bytes)
}

/** Draws of entries given one by one. */
export function drawsOf(count: number, draw: (entry: number) => Draw): ReleasedColumn['draws'] {
  const high = new Uint32Array(count)
  const low = new Uint32Array(count)
  for (let entry = 0; entry < count; entry++) {
    const own = draw(entry)
    high[entry] = own.high
    low[entry] = own.low
  }
  return { high, low }
}

/** Draws of pseudonyms: what their MACs do not show. @param none - draw of the empty cell */
export const drawsOfMacs = ({ macs, size }: MacTexts, none: Draw): ReleasedColumn['draws'] =>
  drawsOf(size + 1, (entry) => (entry === 0 ? none : drawAt(macs, (entry - 1) * MAC_BYTES + DRAW_OFFSET)))

/** Places of the rows: sums of their cells' draws, modulo 2^64. */
export function placesOf(columns: readonly ReleasedColumn[], rows: number): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(rows)
  const low = new Uint32Array(rows)
  for (const { entry, draws } of columns)
    for (let i = 0; i < rows; i++) {
      const own = entry(i)
      const sum = low[i]! + draws.low[own]!
      low[i] = sum
      high[i] = high[i]! + draws.high[own]! + (sum > 0xffffffff ? 1 : 0)
    }
  return { high, low }
}

/** Rows by their released values, column by column, empty cells first, by bytes. */
export function sortByValues(columns: readonly ReleasedColumn[], rows: number): Uint32Array {
  const ranks = columns.map(({ texts }) => ranksOf(texts))
  return Uint32Array.from({ length: rows }, (_, i) => i).sort((a, b) => {
    for (let c = 0; c < columns.length; c++) {
      const { entry } = columns[c]!
      const difference = ranks[c]![entry(a)]! - ranks[c]![entry(b)]!
      if (difference !== 0) return difference
    }
    return 0
  })
}

function ranksOf(texts: Values | MacTexts): Int32Array {
  const strings =
    texts instanceof Values
      ? texts.texts()
      : ['', ...Array.from({ length: texts.size }, (_, i) => pseudonymText(texts.macs.subarray(i * MAC_BYTES)))]
  const order = strings.map((_, entry) => entry).sort((a, b) => compareBytes(strings[a] ?? '', strings[b] ?? ''))
  const ranks = new Int32Array(strings.length)
  let rank = 0
  order.forEach((entry, i) => {
    if (i > 0 && (strings[order[i - 1]!] ?? '') !== (strings[entry] ?? '')) rank++
    ranks[entry] = rank
  })
  return ranks
}

/** The same texts as CSV cells: quoted only where they hold delimiter, quote, CR or LF. */
function asCells(texts: Values, delimiter: string): Values {
  const edge = delimiter.charCodeAt(0)
  const end = texts.starts[texts.size]!
  for (let i = 0; i < end; i++) {
    const byte = texts.bytes[i]!
    if (byte === edge || byte === QUOTE || byte === LF || byte === CR)
      return entriesOf(
        texts
          .texts()
          .slice(1)
          .map((text) => csvCell(text, delimiter)),
      )
  }
  return texts
}

const CHUNK = 1 << 20

/** The released table as CSV in UTF-8, in chunks of bytes: a header, then the rows in the given order. */
export function* linesOf(
  header: readonly string[],
  columns: readonly ReleasedColumn[],
  order: Uint32Array,
  delimiter: string,
): Generator<Uint8Array> {
  yield encoder.encode(`${header.map((name) => csvCell(name, delimiter)).join(delimiter)}\n`)
  const edge = delimiter.charCodeAt(0)
  const cells = columns.map(({ entry, texts }) => {
    if (texts instanceof MacTexts) return { entry, macs: texts.macs, starts: new Uint32Array(), bytes: texts.macs, longest: LETTERS }
    const { starts, bytes, size } = asCells(texts, delimiter)
    let longest = 0
    for (let n = 1; n <= size; n++) longest = Math.max(longest, starts[n]! - starts[n - 1]!)
    return { entry, macs: null, starts, bytes, longest }
  })
  const widest = cells.reduce((sum, { longest }) => sum + longest + 1, 2)
  const size = Math.max(CHUNK, widest)
  let buffer = new Uint8Array(size)
  let at = 0
  for (let i = 0; i < order.length; i++) {
    if (at + widest > size) {
      yield buffer.subarray(0, at)
      buffer = new Uint8Array(size)
      at = 0
    }
    const row = order[i]!
    const start = at
    for (let c = 0; c < cells.length; c++) {
      const { entry, macs, starts, bytes } = cells[c]!
      const own = entry(row)
      if (c > 0) buffer[at++] = edge
      if (own === 0) continue
      if (macs === null) {
        const to = starts[own]!
        for (let p = starts[own - 1]!; p < to; p++) buffer[at++] = bytes[p]!
      } else {
        const from = (own - 1) * MAC_BYTES
        for (let p = from; p < from + LETTERS / 2; p++) {
          buffer[at++] = 97 + (bytes[p]! >> 4)
          buffer[at++] = 97 + (bytes[p]! & 15)
        }
      }
    }
    // A single empty cell would be an empty line, which readers skip: the record would vanish.
    if (at === start && cells.length === 1) {
      buffer[at++] = QUOTE
      buffer[at++] = QUOTE
    }
    buffer[at++] = LF
  }
  if (at > 0) yield buffer.subarray(0, at)
}
