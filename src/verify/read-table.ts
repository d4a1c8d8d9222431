import { createReadStream } from 'node:fs'
import { InputError } from '../core/index.ts'

/** What is read: `header` is skipped, its width is every row's. */
export interface TextFile {
  path: string
  /** without folders: what messages may name */
  name: string
  delimiter: string
  header: readonly string[]
}

/**
 * The cells of a finished CSV as they stand, column by column; a quoted empty cell is ''. This house's own output is all it need read: quotes are
 * doubled inside quotes and stand nowhere else, lines end with LF or CRLF. It shares nothing with the reader of sources.
 * @throws {InputError} naming the row, for anything else; bytes that are not of the encoding
 */
export async function readTable(file: TextFile, decoder: TextDecoder): Promise<string[][]> {
  const columns = file.header.map((): string[] => [])
  // A text that comes up again is the one kept already.
  const known = columns.map(() => new Map<string, string>())
  let row = -1
  const take = (cells: readonly string[]) => {
    row += 1
    if (cells.length !== columns.length)
      throw new InputError(`「${file.name}」: ${row}行目のデータの列の数（${cells.length}）が見出し（${columns.length}）と違います。`)
    if (row === 0) return
    for (let c = 0; c < cells.length; c++) {
      const cell = cells[c]!
      const texts = known[c]!
      let own = texts.get(cell)
      if (own === undefined) {
        own = cell
        if (texts.size < MOST_KNOWN) texts.set(cell, own)
      }
      columns[c]!.push(own)
    }
  }
  let rest = ''
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new InputError(`「${file.name}」: 文字コードに合わない文字があります。`)
    }
  }
  for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 })) {
    const text = rest + decode(chunk as Uint8Array)
    rest = text.slice(takeRows(text, file, take))
  }
  rest += decode()
  if (rest !== '' && takeRows(`${rest}\n`, file, take) <= rest.length)
    throw new InputError(`「${file.name}」: 引用符（"）が正しく閉じていません。`)
  return columns
}

/** Longer lists of texts hold few that come up again. */
const MOST_KNOWN = 10_000

/** Takes every whole row of a text. @returns where what is left begins */
function takeRows(text: string, file: TextFile, take: (cells: readonly string[]) => void): number {
  let at = 0
  for (;;) {
    const end = text.indexOf('\n', at)
    if (end === -1) return at
    const line = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end)
    if (line.includes('"')) {
      const quoted = quotedRow(text, at, file)
      if (!quoted) return at
      take(quoted.cells)
      at = quoted.next
    } else {
      take(line.split(file.delimiter))
      at = end + 1
    }
  }
}

/** One row with quotes; null: its end is not there. */
function quotedRow(text: string, from: number, { delimiter, name }: TextFile): { cells: string[]; next: number } | null {
  const cells: string[] = []
  let at = from
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      at += 1
      for (;;) {
        const close = text.indexOf('"', at)
        if (close === -1 || close + 1 === text.length) return null
        cell += text.slice(at, close)
        at = close + 1
        if (text[at] !== '"') break
        cell += '"'
        at += 1
      }
    } else {
      const start = at
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '"') at++
      cell = text[at] === '\n' && text[at - 1] === '\r' && at > start ? text.slice(start, at - 1) : text.slice(start, at)
    }
    cells.push(cell)
    if (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length)) at += 1
    if (at >= text.length) return null
    if (text[at] === '\n') return { cells, next: at + 1 }
    if (text[at] !== delimiter) throw new InputError(`「${name}」: 引用符（"）の書き方が正しくありません。`)
    at += 1
  }
}
