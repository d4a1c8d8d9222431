import { threshold } from '../../random.ts'
import { literal } from './sql-runner.ts'

/**
 * HMAC-SHA-256 of a text, 64 hex letters, under the key whose pads are bound as $inner and $outer (64 bytes each).
 * Equals random.ts bit for bit. A pad is never written into the text of a statement (privacy-rules D2).
 */
export const hmac = (expression: string, suffix = ''): string =>
  `sha256($outer${suffix}::BLOB || unhex(sha256($inner${suffix}::BLOB || encode(${expression}))))`

/** Pseudonym of a normalised key: the first 16 bytes of its HMAC as 32 letters a–p. */
export const pseudonym = (expression: string, suffix: string): string =>
  `translate(substr(${hmac(expression, suffix)}, 1, 32), '0123456789abcdef', 'abcdefghijklmnop')`

/**
 * The first 8 bytes of an HMAC as a number: it sorts as the whole does but for one pair in 2^64, and a million numbers sort in a
 * third of the time of a million texts.
 */
export const sortKey = (expression: string): string => `('0x' || substr(${hmac(expression)}, 1, 16))::UBIGINT`

/** 16 hex letters: a draw of 8 bytes is taken at this rate exactly when its hex text is below this text. */
export const drawBound = (rate: number): string => threshold(rate).toString(16).padStart(16, '0')

/** SQL of one CSV line from SQL of its cells: quoted only where a cell holds delimiter, quote, CR or LF; null is empty. */
export function lineOf(cells: readonly { sql: string; safe: boolean }[], delimiter: string): string {
  const quoted = cells.map(({ sql, safe }) => (safe ? sql : quoteCell(sql, delimiter)))
  const only = quoted.length === 1
  const line = `concat(${quoted.join(`, ${literal(delimiter)}, `)})`
  // A single empty cell would be an empty line, which readers skip: the record would vanish.
  return only ? `CASE WHEN ${line} = '' THEN '""' ELSE ${line} END` : line
}

const quoteCell = (cell: string, delimiter: string): string =>
  `CASE WHEN contains(${cell}, ${literal(delimiter)}) OR contains(${cell}, '"') OR contains(${cell}, chr(10)) OR contains(${cell}, chr(13)) THEN '"' || replace(${cell}, '"', '""') || '"' ELSE ${cell} END`
