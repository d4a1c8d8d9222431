import { closeSync, openSync, writeSync } from 'node:fs'
import { encodeCp932 } from '../intake/index.ts'

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
    const bytes = encodeCp932(this.pending)
    if (!bytes) throw new RangeError('text: holds a character that CP932 lacks')
    writeSync(this.file, bytes)
    this.pending = ''
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }
}
