import { type FileHandle, open } from 'node:fs/promises'
import { type CodedColumn, type CodedPart, CsvCoder } from '../anonymise/beside.ts'
import { Cp932ToUtf8, cp932Pairs, encodeCp932 } from '../intake/index.ts'

/** A piece of a CSV file to be coded. */
export interface CsvPiece {
  path: string
  encoding: 'utf-8' | 'cp932'
  delimiter: string
  /** fields of a row */
  fields: number
  /** per field: place among the wanted columns, −1 where it is not wanted */
  slots: Int32Array
  /** number of wanted columns */
  columns: number
  nulls: readonly string[]
  /** bytes of the file: from the beginning of a row to the end of one */
  from: number
  to: number
  /** the piece begins with the header */
  header: boolean
}

const CHUNK = 4 << 20
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Rows of a plainly written CSV as codes; null where it is written so that only the exact reader can tell what is meant.
 * @param chunk - bytes read at a time
 */
export async function codeCsv(piece: CsvPiece, chunk = CHUNK): Promise<CodedPart | null> {
  const { encoding, delimiter, fields, slots, columns, header } = piece
  const nulls: Uint8Array[] = []
  for (const text of piece.nulls) {
    // A text that the encoding cannot write is no cell of the file.
    const bytes = encoding === 'cp932' ? encodeCp932(text) : Buffer.from(text, 'utf8')
    if (bytes) nulls.push(bytes)
  }
  const coder = new CsvCoder({ delimiter, fields, slots, columns, nulls, header, pairs: encoding === 'cp932' ? cp932Pairs() : null })
  const file = await open(piece.path)
  try {
    if (!(await readInto(coder, file, piece, chunk))) return null
  } finally {
    await file.close()
  }
  const coded = coder.finish()
  return { rows: coder.rows, columns: encoding === 'cp932' ? coded.map(asUtf8) : coded }
}

async function readInto(coder: CsvCoder, file: FileHandle, { from, to }: CsvPiece, chunk: number): Promise<boolean> {
  let buffer = Buffer.allocUnsafe(chunk + 1)
  let kept = 0
  for (let position = from; ; ) {
    const wanted = Math.min(buffer.length - 1 - kept, to - position)
    const { bytesRead } = wanted > 0 ? await file.read(buffer, kept, wanted, position) : { bytesRead: 0 }
    const isLast = position + bytesRead >= to
    if (bytesRead === 0 && !isLast) {
      // A row longer than the buffer.
      if (kept < buffer.length - 1) return false
      buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)])
      continue
    }
    const start = position === 0 && buffer.subarray(0, 3).equals(BOM) ? 3 : 0
    position += bytesRead
    const end = kept + bytesRead
    const done = coder.read(buffer, start, end, isLast)
    if (done < 0) return false
    if (isLast) return true
    buffer.copyWithin(0, done, end)
    kept = end - done
  }
}

/** The values of a column in UTF-8. */
function asUtf8(column: CodedColumn): CodedColumn {
  const { chunks, size, starts } = column
  const end = starts[size]!
  let isAscii = true
  for (let i = 0; i < end && isAscii; i++) isAscii = column.bytes[i]! < 0x80
  if (isAscii) return column
  const converter = new Cp932ToUtf8()
  const bytes = new Uint8Array(end * 3 + 3)
  const places = new Uint32Array(size + 1)
  for (let n = 1; n <= size; n++) {
    const at = places[n - 1]!
    places[n] = at + converter.convert(column.bytes.subarray(starts[n - 1]!, starts[n]!), bytes.subarray(at))
  }
  return { chunks, size, starts: places, bytes: bytes.slice(0, places[size]!) }
}

const QUOTE = 0x22
const LF = 0x0a

/**
 * A place near the middle of a file where a row ends: behind an even number of quotes. If the first piece proves to be written
 * plainly up to there, it is one.
 * @returns null if there is none behind the middle
 */
export async function middleOf(path: string, size: number): Promise<number | null> {
  const file = await open(path)
  const buffer = Buffer.allocUnsafe(CHUNK)
  try {
    let quotes = 0
    const middle = Math.floor(size / 2)
    for (let position = 0; position < size; ) {
      const { bytesRead } = await file.read(buffer, 0, position < middle ? Math.min(CHUNK, middle - position) : CHUNK, position)
      if (bytesRead === 0) break
      const bytes = buffer.subarray(0, bytesRead)
      if (position < middle) for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) quotes++
      else
        for (let at = 0; at < bytesRead; at++) {
          if (bytes[at] === QUOTE) quotes++
          else if (bytes[at] === LF && quotes % 2 === 0) return position + at + 1
        }
      position += bytesRead
    }
    return null
  } finally {
    await file.close()
  }
}
