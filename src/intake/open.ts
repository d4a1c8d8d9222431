import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { InputError } from '../core/index.ts'
import { decoder, ENCODINGS, type Encoding, japaneseEncoding, refuseControl } from './encoding.ts'
import { parseHead } from './head.ts'

/** A source file that was looked at: what it is, its header, its hash. */
export interface InputFile {
  path: string
  /** without folders: what messages may name */
  name: string
  format: 'csv' | 'parquet'
  encoding: Encoding
  delimiter: string
  /** names as they are compared: BOM and outer blanks cut, NFC */
  header: string[]
  /** hex */
  sha256: string
  bytes: number
}

export interface OpenOptions {
  format?: 'csv' | 'parquet'
  encoding?: Encoding | 'auto'
  delimiter?: string
  /** header of a Parquet file */
  parquetHeader?: (path: string) => Promise<string[]>
}

const HEAD = 1 << 20 // bytes looked at for delimiter and header
const CHUNK = 4 << 20
const DELIMITERS = [',', ';', '\t', '|']
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

export const columnName = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .trim()
    .normalize('NFC')

/**
 * Looks at a source file: one pass for its hash and whether it is UTF-8, then encoding, delimiter and header.
 *
 * @throws {InputError} no such file, empty, unknown encoding, control characters, no or doubled column names
 */
export async function openInput(path: string, options: OpenOptions = {}): Promise<InputFile> {
  const name = basename(path)
  const facts = await stat(path).catch(() => undefined)
  if (!facts) throw new InputError(`「${name}」: ファイルがありません。場所を確かめてください。`)
  if (!facts.isFile()) throw new InputError(`「${name}」: ファイルではありません。`)
  if (facts.size === 0) throw new InputError(`「${name}」: ファイルが空です。`)
  const format = options.format ?? (/\.parquet$/i.test(name) ? 'parquet' : 'csv')
  const scanned = await scan(path, name, format === 'csv', facts.size)
  const common = { path, name, format, bytes: facts.size, sha256: scanned.sha256 }
  if (format === 'parquet') {
    if (!options.parquetHeader) throw new InputError(`「${name}」: Parquet はここでは読めません。`)
    return { ...common, encoding: 'utf-8', delimiter: ',', header: checkHeader((await options.parquetHeader(path)).map(columnName), name) }
  }
  const encoding = chooseEncoding(scanned, options.encoding ?? 'auto', name)
  const isWhole = scanned.head.length === facts.size
  let head: string
  try {
    head = decoder(encoding).decode(scanned.head, { stream: !isWhole })
  } catch {
    throw new InputError(`「${name}」: ${encoding} として読めない文字があります。文字コードの指定を確かめてください。`)
  }
  const delimiter = options.delimiter && options.delimiter !== 'auto' ? options.delimiter : sniffDelimiter(head)
  const header = parseHead(head, delimiter, 1)[0]
  if (!header) throw new InputError(`「${name}」: 見出しの行がありません。`)
  return { ...common, encoding, delimiter, header: checkHeader(header.map(columnName), name) }
}

async function scan(path: string, name: string, isText: boolean, bytes: number) {
  const file = await open(path)
  try {
    const hash = createHash('sha256')
    let head = Buffer.alloc(0)
    let utf8 = true
    let rest = Buffer.alloc(0)
    const size = Math.min(CHUNK, bytes + 1)
    const buffer = Buffer.allocUnsafe(size)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, size)
      if (bytesRead === 0) break
      const chunk = buffer.subarray(0, bytesRead)
      hash.update(chunk)
      if (!isText) continue
      refuseControl(chunk, name)
      if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)])
      if (utf8) {
        // A character may lie across two chunks: its beginning waits for the next.
        const whole = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
        const cut = bytesRead === size ? lastBoundary(whole) : whole.length
        utf8 = isUtf8(whole.subarray(0, cut))
        rest = Buffer.from(whole.subarray(cut))
      }
    }
    return { sha256: hash.digest('hex'), head, utf8: utf8 && rest.length === 0 }
  } finally {
    await file.close()
  }
}

/** Where the last whole UTF-8 character ends. */
function lastBoundary(bytes: Uint8Array): number {
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return bytes.length - back
  }
  return bytes.length
}

function chooseEncoding(scanned: { head: Buffer; utf8: boolean }, wanted: string, name: string): Encoding {
  if (wanted !== 'auto') {
    const known = ENCODINGS.find((encoding) => encoding === wanted)
    if (!known) throw new InputError(`文字コードは ${ENCODINGS.join('、')}、auto のどれかで指定してください。`)
    if (known === 'utf-8' && !scanned.utf8)
      throw new InputError(`「${name}」: UTF-8 として読めません。文字コードの指定を確かめてください。`)
    return known
  }
  if (scanned.utf8) return 'utf-8'
  if (scanned.head.subarray(0, 3).equals(BOM))
    throw new InputError(`「${name}」: UTF-8 の印（BOM）がありますが、途中に UTF-8 でない文字があります。`)
  const guessed = japaneseEncoding(scanned.head, scanned.head.length < HEAD)
  if (!guessed) throw new InputError(`「${name}」: 文字コードが分かりません。UTF-8 か CP932（Shift_JIS）で書き出し直してください。`)
  return guessed
}

/** The delimiter that gives the first hundred rows the same, largest number of columns. */
function sniffDelimiter(head: string): string {
  let best = { delimiter: ',', columns: 1 }
  for (const delimiter of DELIMITERS) {
    const rows = parseHead(head, delimiter, 100)
    const columns = rows[0]?.length ?? 0
    const even = rows.filter((row) => row.length === columns).length
    if (columns > best.columns && even >= rows.length * 0.9) best = { delimiter, columns }
  }
  return best.delimiter
}

function checkHeader(header: string[], name: string): string[] {
  const seen = new Set<string>()
  for (const [i, column] of header.entries()) {
    if (column === '') throw new InputError(`「${name}」: ${i + 1}番目の列に見出しがありません。`)
    if (seen.has(column)) throw new InputError(`「${name}」: 見出し「${column}」が二つあります。列の名前を変えてください。`)
    seen.add(column)
  }
  return header
}
