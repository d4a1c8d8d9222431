import { type FileHandle, open } from 'node:fs/promises'
import { type CodedPart, CsvCoder } from '../anonymise/index.ts'
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
function asUtf8<T extends { size: number; starts: Uint32Array; bytes: Uint8Array }>(column: T): T {
  const { size, starts } = column
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
  return { ...column, starts: places, bytes: bytes.slice(0, places[size]!) }
}
