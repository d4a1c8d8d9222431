import type { Options } from 'csv-parse'
import { parse } from 'csv-parse/sync'

/** How this house reads CSV: quote doubled inside, LF or CRLF, every line a row. */
export const csvOptions = (delimiter: string) =>
  ({ delimiter, bom: true, relax_column_count: true, skip_empty_lines: false, record_delimiter: ['\r\n', '\n'] }) satisfies Options

/** The first rows of a text that may end anywhere; empty if even the first is broken. */
export function parseHead(text: string, delimiter: string, rows: number): string[][] {
  try {
    return parse(text, { ...csvOptions(delimiter), relax_quotes: true, to: rows }) as string[][]
  } catch {
    return [] // the reader of all rows says what is broken, and where
  }
}
