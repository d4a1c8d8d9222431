import type { Codes } from '../../coding/codes.ts'
import { Values } from '../../coding/values.ts'
import type { CellText } from '../../plan.ts'
import { MAC_BYTES, macTable, pseudonymText } from '../../random.ts'
import type { Added } from '../engine.ts'
import { DRAW_OFFSET, type Draw, drawAt, messageOf } from '../line-order.ts'
import { compareBytes, csvCell } from '../text.ts'

/** A released column: per row an entry of a table of texts, 0 for an empty cell. */
export interface ReleasedColumn {
  /** by row of the input */
  codes: Codes
  /** the entry is code × 2^bits.length + the bits, plus `plus` */
  bits: readonly Uint8Array[]
  plus: 0 | 1
  /** rows where any is set are empty */
  blanks: readonly Uint8Array[]
  texts: Values | MacTexts
  /** the texts are CSV as they stand: cells of several columns */
  isCells?: true
  /** draw of each entry, 0 included */
  draws: { high: Uint32Array; low: Uint32Array }
}

/** Entries of rows, into the target. */
export function entriesAt(
  { codes, bits, plus, blanks }: ReleasedColumn,
  rows: ArrayLike<number>,
  from: number,
  target: Int32Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[i] = codes[rows[from + i]!]! + plus
  if (bits.length > 0)
    for (let i = 0; i < count; i++) {
      let entry = (target[i]! - plus) << bits.length
      for (let b = 0; b < bits.length; b++) entry |= bits[b]![rows[from + i]!]! << b
      target[i] = entry + plus
    }
  for (const blank of blanks) for (let i = 0; i < count; i++) if (blank[rows[from + i]!] === 1) target[i] = 0
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

/** Draws of texts, entry 0 the empty cell's: line-order.ts `cellDraws` for many at once. */
export function drawsOfTexts(key: Uint8Array, column: string, texts: readonly CellText[]): ReleasedColumn['draws'] {
  const { bytes, starts, size } = entriesOf([null, ...texts].map((text) => messageOf(column, text)))
  const macs = macTable(key, bytes, starts, size)
  return drawsOf(size, (entry) => drawAt(macs, entry * MAC_BYTES))
}

/** Draws of pseudonyms: what their MACs do not show. @param none - draw of the empty cell */
export function drawsOfMacs({ macs, size }: MacTexts, none: Draw): ReleasedColumn['draws'] {
  const high = new Uint32Array(size + 1)
  const low = new Uint32Array(size + 1)
  high[0] = none.high
  low[0] = none.low
  for (let i = 0; i < size; i++) {
    const at = i * MAC_BYTES + DRAW_OFFSET
    high[i + 1] = (macs[at]! << 24) | (macs[at + 1]! << 16) | (macs[at + 2]! << 8) | macs[at + 3]!
    low[i + 1] = (macs[at + 4]! << 24) | (macs[at + 5]! << 16) | (macs[at + 6]! << 8) | macs[at + 7]!
  }
  return { high, low }
}

/**
 * The column over lines instead of rows of the input: those of the rows given, then rows of nobody.
 * @param draw - of a text, under the order's key; null: rows are sorted by their values
 */
export function withAdded(
  column: ReleasedColumn,
  rows: Int32Array,
  cells: Added['cells'][number],
  draw: ((text: CellText) => Draw) | null,
): ReleasedColumn {
  const added = 'macs' in cells ? cells.macs.length : cells.texts.length
  const codes = new Int32Array(rows.length + added)
  entriesAt(column, rows, 0, codes, rows.length)
  const plain = { bits: [], plus: 0, blanks: [], codes } as const
  const { size } = column.texts
  if (column.texts instanceof MacTexts) {
    const own = 'macs' in cells ? cells.macs : []
    const macs = new Uint8Array((size + own.length) * MAC_BYTES)
    macs.set(column.texts.macs)
    own.forEach((mac, i) => {
      macs.set(mac.subarray(0, MAC_BYTES), (size + i) * MAC_BYTES)
      codes[rows.length + i] = size + 1 + i
    })
    const texts = new MacTexts(macs)
    return { ...plain, texts, draws: drawsOfMacs(texts, { high: column.draws.high[0]!, low: column.draws.low[0]! }) }
  }
  const texts = 'texts' in cells ? cells.texts : []
  const entries = new Map<CellText, number>([[null, 0]])
  texts.forEach((text, i) => {
    let entry = entries.get(text)
    if (entry === undefined) {
      entry = size + entries.size
      entries.set(text, entry)
    }
    codes[rows.length + i] = entry
  })
  const more = [...entries.keys()].slice(1)
  const joined = drawsOf(draw ? size + 1 + more.length : 0, (entry) =>
    entry <= size ? { high: column.draws.high[entry]!, low: column.draws.low[entry]! } : draw!(more[entry - size - 1]!),
  )
  return { ...plain, texts: entriesOf([...column.texts.texts().slice(1), ...more]), draws: joined }
}

/** Rows that are worked on together. */
export const BLOCK = 4096

/** Places of rows: sums of their cells' draws, modulo 2^64. */
export function placesOf(columns: readonly ReleasedColumn[], rows: Int32Array): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(rows.length)
  const low = new Uint32Array(rows.length)
  const entries = new Int32Array(BLOCK)
  for (const column of columns)
    for (let from = 0; from < rows.length; from += BLOCK) {
      const count = Math.min(BLOCK, rows.length - from)
      entriesAt(column, rows, from, entries, count)
      addDraws(column.draws, entries, count, high, low, from)
    }
  return { high, low }
}

function addDraws(
  draws: ReleasedColumn['draws'],
  entries: Int32Array,
  count: number,
  high: Uint32Array,
  low: Uint32Array,
  from: number,
): void {
  for (let i = 0; i < count; i++) {
    const own = entries[i]!
    const sum = low[from + i]! + draws.low[own]!
    low[from + i] = sum
    high[from + i] = high[from + i]! + draws.high[own]! + (sum > 0xffffffff ? 1 : 0)
  }
}

/** Rows by their released values, column by column, empty cells first, by bytes. */
export function sortByValues(columns: readonly ReleasedColumn[], rows: Int32Array): Uint32Array {
  const ranks = columns.map((column) => {
    const entries = new Int32Array(rows.length)
    entriesAt(column, rows, 0, entries, rows.length)
    const byEntry = ranksOf(column.texts)
    return entries.map((entry) => byEntry[entry]!)
  })
  return Uint32Array.from({ length: rows.length }, (_, i) => i).sort((a, b) => {
    for (const own of ranks) if (own[a] !== own[b]) return own[a]! - own[b]!
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
export function asCells(texts: Values, delimiter: string): Values {
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
const NO_STARTS = new Uint32Array()

function longestOf({ starts, size }: Values): number {
  let longest = 0
  for (let n = 1; n <= size; n++) longest = Math.max(longest, starts[n]! - starts[n - 1]!)
  return longest
}

/** The released table as CSV in UTF-8, in chunks of bytes: a header, then the given rows of the input. A chunk's memory is used again for the next but one. */
export function* linesOf(
  header: readonly string[],
  columns: readonly ReleasedColumn[],
  rows: Uint32Array,
  delimiter: string,
): Generator<Uint8Array> {
  yield encoder.encode(`${header.map((name) => csvCell(name, delimiter)).join(delimiter)}\n`)
  const edge = delimiter.charCodeAt(0)
  const count = columns.length
  const entries = columns.map(() => new Int32Array(BLOCK))
  const tables = columns.map(({ texts, isCells }) => (texts instanceof MacTexts ? null : isCells ? texts : asCells(texts, delimiter)))
  const starts = tables.map((table) => table?.starts ?? NO_STARTS)
  const bytes = columns.map(({ texts }, c) => (texts instanceof MacTexts ? texts.macs : tables[c]!.bytes))
  const widest = tables.reduce((sum, table) => sum + 1 + (table ? longestOf(table) : LETTERS), 2)
  const size = Math.max(CHUNK, widest)
  // Two in turn: the writer has one while the other is filled.
  const buffers = [new Uint8Array(size), new Uint8Array(size)]
  let turn = 0
  let buffer = buffers[0]!
  let at = 0
  for (let from = 0; from < rows.length; from += BLOCK) {
    const block = Math.min(BLOCK, rows.length - from)
    columns.forEach((column, c) => {
      entriesAt(column, rows, from, entries[c]!, block)
    })
    for (let i = 0; i < block; i++) {
      if (at + widest > size) {
        yield buffer.subarray(0, at)
        buffer = buffers[++turn % 2]!
        at = 0
      }
      const start = at
      for (let c = 0; c < count; c++) {
        const own = entries[c]![i]!
        if (c > 0) buffer[at++] = edge
        if (own === 0) continue
        const text = bytes[c]!
        const ends = starts[c]!
        if (ends !== NO_STARTS) {
          const to = ends[own]!
          for (let p = ends[own - 1]!; p < to; p++) buffer[at++] = text[p]!
        } else {
          const first = (own - 1) * MAC_BYTES
          for (let p = first; p < first + LETTERS / 2; p++) {
            const byte = text[p]!
            buffer[at++] = 97 + (byte >> 4)
            buffer[at++] = 97 + (byte & 15)
          }
        }
      }
      // A single empty cell would be an empty line, which readers skip: the record would vanish.
      if (at === start && count === 1) {
        buffer[at++] = QUOTE
        buffer[at++] = QUOTE
      }
      buffer[at++] = LF
    }
  }
  if (at > 0) yield buffer.subarray(0, at)
}
