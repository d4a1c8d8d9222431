import { createReadStream } from 'node:fs'
import { CsvError, parse } from 'csv-parse'
import { InputError } from '../core/index.ts'
import { lineOfBrokenQuote } from './broken-quote.ts'
import { decoder } from './encoding.ts'
import { csvOptions } from './head.ts'
import type { InputFile } from './open.ts'

const MOST_LINES = 10
const BATCH = 4_096

/**
 * The rows of a CSV after its header, in batches, exactly as written; cells equal to one of `nulls` are null.
 *
 * @throws {InputError} broken quote (its line), rows with another number of fields (their lines, at most ten), bytes that are
 *   not of the encoding, no data rows
 */
export async function* readRows(file: InputFile, nulls: readonly string[]): AsyncGenerator<(string | null)[][]> {
  const empty = new Set(nulls)
  const width = file.header.length
  const ragged: number[] = []
  let raggedRows = 0
  let rows = 0
  let isHeader = true
  let batch: (string | null)[][] = []
  const parser = parse({ ...csvOptions(file.delimiter), info: true })
  const feeding = feed(file, parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (isHeader) {
        isHeader = false
        continue
      }
      rows += 1
      if (record.length !== width) {
        raggedRows += 1
        if (ragged.length < MOST_LINES) ragged.push(info.lines)
        continue
      }
      if (raggedRows > 0) continue
      batch.push(record.map((cell) => (empty.has(cell) ? null : cell)))
      if (batch.length === BATCH) {
        yield batch
        batch = []
      }
    }
    await feeding
  } catch (error) {
    throw await asInputError(error, file)
  }
  if (raggedRows > 0)
    throw new InputError(
      `「${file.name}」: 列の数が見出し（${width}列）と違う行が${raggedRows}行あります（${ragged.join('、')}行目${raggedRows > ragged.length ? ' ほか' : ''}）。引用符と区切りを確かめてください。`,
    )
  if (rows === 0) throw new InputError(`「${file.name}」: 見出しだけで、データの行がありません。`)
  if (batch.length > 0) yield batch
}

async function feed(file: InputFile, parser: ReturnType<typeof parse>): Promise<void> {
  const text = decoder(file.encoding)
  try {
    for await (const chunk of createReadStream(file.path, { highWaterMark: Math.min(1 << 20, file.bytes + 1) }))
      if (!parser.write(text.decode(chunk as Uint8Array, { stream: true }))) await new Promise((resolve) => parser.once('drain', resolve))
    parser.end(text.decode())
  } catch (error) {
    parser.destroy(error as Error)
  }
}

async function asInputError(error: unknown, file: InputFile): Promise<Error> {
  const { name } = file
  if (error instanceof InputError) return error
  if (error instanceof CsvError) {
    // The library's message quotes the cell; only its code and line leave.
    const isQuote = error.code.includes('QUOTE')
    const noticed = (error as unknown as { lines?: number }).lines
    const line = (isQuote ? await lineOfBrokenQuote(file.path, file.delimiter) : undefined) ?? noticed
    const where = line === undefined ? '' : `${line}行目の`
    if (isQuote) return new InputError(`「${name}」: ${where}引用符（"）が正しく閉じていません。`)
    return new InputError(`「${name}」: ${where}CSV の書き方が正しくありません。`)
  }
  if (error instanceof TypeError)
    return new InputError(`「${name}」: 文字コードに合わない文字があります。文字コードの指定を確かめてください。`)
  return error as Error
}
