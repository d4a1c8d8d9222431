import { ByteDictionary, HASH_START, HASH_STEP } from './byte-dictionary.ts'
import type { CodedColumn } from './coded-part.ts'
import { CHUNK_ROWS, type Codes, narrowed } from './codes.ts'

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

export interface CsvLayout {
  /** one ASCII character */
  delimiter: string
  /** fields of a row */
  fields: number
  /** per field: where its codes go among the columns, −1 where nothing is wanted */
  slots: Int32Array
  /** number of columns wanted */
  columns: number
  /** whether the first row is the header, and is passed over */
  header: boolean
  /** bytes that are null, in the encoding of the file */
  nulls: readonly Uint8Array[]
  /** for encodings of two bytes: lead << 8 | trail → 1 where that is a character; single bytes above 0x7f at index lead → 1. Null: bytes are not looked at */
  pairs: Uint8Array | null
}

/**
 * Reads plainly written CSV straight from bytes into integer codes: no cell becomes a string. Quoted cells are read; whatever
 * readers read differently (a quote inside a bare cell, an empty line, a CR alone), rows of another width and bytes that are no
 * character make it answer −1: the exact reader then says what is wrong, or reads it.
 */
export class CsvCoder {
  readonly dictionaries: ByteDictionary[]
  readonly chunks: Codes[][]
  rows = 0
  readonly #layout: CsvLayout
  readonly #edge: number
  /** the layout's, but none for the header */
  #slots: Int32Array
  /** per byte: what it is to a bare cell */
  readonly #kinds = new Uint8Array(256)
  readonly #scratch: Int32Array[]
  readonly #row: Int32Array
  readonly #nullHashes: Int32Array
  #unquoted = new Uint8Array(256)

  constructor(layout: CsvLayout) {
    this.#layout = layout
    this.#edge = layout.delimiter.charCodeAt(0)
    this.#slots = layout.header ? new Int32Array(layout.fields).fill(-1) : layout.slots
    for (const byte of [this.#edge, LF, CR]) this.#kinds[byte] = END
    this.#kinds[QUOTE] = ODD
    if (layout.pairs) for (let byte = 0x80; byte < 0x100; byte++) if (layout.pairs[byte] === 0) this.#kinds[byte] = LEAD
    const columns = Array.from({ length: layout.columns })
    this.dictionaries = columns.map(() => new ByteDictionary())
    this.chunks = columns.map(() => [])
    this.#scratch = columns.map(() => new Int32Array(CHUNK_ROWS))
    this.#row = new Int32Array(layout.columns)
    this.#nullHashes = Int32Array.from(layout.nulls, (bytes) => ByteDictionary.of(bytes, 0, bytes.length))
  }

  /**
   * Reads the whole rows among the bytes.
   * @param bytes - longer than `to`: the byte there serves as a guard, and is lost
   * @param isLast - a last row needs no end of line
   * @returns where the first row that is not whole begins; −1: not plain
   */
  read(bytes: Uint8Array, from: number, to: number, isLast: boolean): number {
    const { fields, pairs } = this.#layout
    const edge = this.#edge
    const kinds = this.#kinds
    const row = this.#row
    bytes[to] = LF
    let at = from
    while (at < to) {
      const start = at
      const slots = this.#slots
      for (let field = 0; ; field++) {
        if (field === fields) return -1
        const slot = slots[field]!
        if (bytes[at] === QUOTE) {
          at = this.#quoted(bytes, at, to, slot)
          if (at === INCOMPLETE && !isLast) return start
          if (at < 0) return -1
        } else {
          const begin = at
          let hash = HASH_START
          let kind = 0
          // A cell that nobody asked for is passed over.
          if (slot < 0) while (kinds[bytes[at]!] === ALONE) at++
          for (;;) {
            const byte = bytes[at]!
            kind = kinds[byte]!
            if (kind > LEAD) break
            hash = Math.imul(hash ^ byte, HASH_STEP)
            at++
            if (kind === ALONE) continue
            // A pair: its second byte may look like a delimiter, and is taken with the first.
            const trail = bytes[at]!
            if (at >= to) return isLast ? -1 : start
            if (pairs![(byte << 8) | trail] === 0) return -1
            hash = Math.imul(hash ^ trail, HASH_STEP)
            at++
          }
          if (kind === ODD) return -1
          if (at >= to && !isLast) return start
          if (slot >= 0) row[slot] = this.#code(slot, bytes, begin, at, hash)
        }
        if (at >= to && !isLast) return start
        const byte = bytes[at]!
        if (byte === edge && at < to) {
          at++
          continue
        }
        if (at === start || field + 1 !== fields) return -1 // an empty line, or a row of another width
        if (byte === CR && at < to) {
          if (at + 1 === to) return isLast ? -1 : start
          if (bytes[++at] !== LF) return -1
        }
        at++
        break
      }
      this.#commit()
    }
    return Math.min(at, to)
  }

  #code(slot: number, bytes: Uint8Array, from: number, to: number, hash: number): number {
    for (let i = 0; i < this.#nullHashes.length; i++)
      if (this.#nullHashes[i] === hash && same(this.#layout.nulls[i]!, bytes, from, to)) return 0
    return this.dictionaries[slot]!.add(bytes, from, to, hash)
  }

  /** A cell in quotes from its opening quote; answers where it ends, behind the closing quote. */
  #quoted(bytes: Uint8Array, open: number, to: number, slot: number): number {
    const { pairs } = this.#layout
    const edge = this.#edge
    let length = 0
    let hash = HASH_START
    for (let at = open + 1; at < to; at++) {
      let byte = bytes[at]!
      if (byte === QUOTE) {
        if (at + 1 === to) {
          // Doubled, or the end: the next byte tells.
          if (slot >= 0) this.#row[slot] = this.#code(slot, this.#unquoted, 0, length, hash)
          return to
        }
        const next = bytes[at + 1]!
        if (next !== QUOTE) {
          if (next !== edge && next !== LF && next !== CR) return IRREGULAR
          if (slot >= 0) this.#row[slot] = this.#code(slot, this.#unquoted, 0, length, hash)
          return at + 1
        }
        at++
      }
      if (length + 2 > this.#unquoted.length) {
        const larger = new Uint8Array(this.#unquoted.length * 2)
        larger.set(this.#unquoted)
        this.#unquoted = larger
      }
      this.#unquoted[length++] = byte
      hash = Math.imul(hash ^ byte, HASH_STEP)
      if (byte > 0x7f && pairs !== null && pairs[byte] === 0) {
        if (at + 1 === to) return INCOMPLETE
        byte = bytes[++at]!
        if (pairs[(bytes[at - 1]! << 8) | byte] === 0) return IRREGULAR
        this.#unquoted[length++] = byte
        hash = Math.imul(hash ^ byte, HASH_STEP)
      }
    }
    return INCOMPLETE
  }

  #commit(): void {
    if (this.#slots !== this.#layout.slots) {
      this.#slots = this.#layout.slots
      return
    }
    const at = this.rows % CHUNK_ROWS
    for (let slot = 0; slot < this.#scratch.length; slot++) this.#scratch[slot]![at] = this.#row[slot]!
    this.rows++
    if (at + 1 === CHUNK_ROWS) this.#pack(CHUNK_ROWS)
  }

  #pack(length: number): void {
    this.#scratch.forEach((codes, slot) => {
      this.chunks[slot]!.push(narrowed(codes.subarray(0, length), this.dictionaries[slot]!.size))
    })
  }

  /** The columns, when all is read: values in the encoding of the file. */
  finish(): CodedColumn[] {
    if (this.rows % CHUNK_ROWS > 0) this.#pack(this.rows % CHUNK_ROWS)
    return this.dictionaries.map((dictionary, slot) => {
      const { size, starts, bytes } = dictionary
      return { chunks: this.chunks[slot]!, size, starts, bytes, dictionary }
    })
  }
}

/** Kinds of a byte in a bare cell: a character alone, the first of a pair, the end of the cell, what may not be there. */
const ALONE = 0
const LEAD = 1
const END = 2
const ODD = 3

const INCOMPLETE = -2
const IRREGULAR = -3

function same(text: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false
  for (let i = 0; i < text.length; i++) if (text[i] !== bytes[from + i]) return false
  return true
}
