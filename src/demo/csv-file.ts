import { closeSync, openSync, writeSync } from 'node:fs'
import iconv from 'iconv-lite'

// iconv-lite writes ? for these; CP932 as Windows writes it has them under the character on the right.
const WINDOWS: Record<string, string> = {
  '\u301c': '\uff5e',
  '\u2212': '\uff0d',
  '\u2016': '\u2225',
  '\u00a2': '\uffe0',
  '\u00a3': '\uffe1',
  '\u00ac': '\uffe2',
  '\u2014': '\u2015',
  '\u00a5': '\uffe5',
  '\u203e': '\uffe3',
  '\u00a0': ' ',
}
const TO_WINDOWS = new RegExp(`[${Object.keys(WINDOWS).join('')}]`, 'g')

const count = (text: string, mark: string) => text.split(mark).length - 1

/** Text in CP932. @throws {RangeError} if it holds a character that CP932 lacks */
export function cp932(text: string): Buffer {
  const bytes = iconv.encode(
    text.replace(TO_WINDOWS, (c) => WINDOWS[c]!),
    'cp932',
  )
  // A character that cannot be written became '?', 0x3f, which is never a second byte in CP932: so counting tells.
  let marks = 0
  for (let at = bytes.indexOf(0x3f); at >= 0; at = bytes.indexOf(0x3f, at + 1)) marks++
  if (marks !== count(text, '?')) throw new RangeError('text: holds a character that CP932 lacks')
  return bytes
}

const NEEDS_QUOTES = /[",\r\n]/

const cell = (value: string | number | null) => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

export type Cell = string | number | null

/** A CSV file in CP932 with CRLF, written in pieces. */
export class CsvFile {
  readonly name: string
  rows = 0
  private readonly file: number
  private readonly width: number
  private pending = ''

  constructor(folder: string, name: string, header: readonly string[]) {
    this.name = name
    this.width = header.length
    this.file = openSync(`${folder}/${name}`, 'wx')
    this.append(header)
  }

  private append(row: readonly Cell[]): void {
    if (row.length !== this.width) throw new RangeError(`row: expected ${this.width} cells`)
    let line = cell(row[0]!)
    for (let i = 1; i < row.length; i++) line += `,${cell(row[i]!)}`
    this.pending += `${line}\r\n`
    if (this.pending.length > 1 << 19) this.flush()
  }

  write(row: readonly Cell[]): void {
    this.append(row)
    this.rows++
  }

  private flush(): void {
    writeSync(this.file, cp932(this.pending))
    this.pending = ''
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }
}
