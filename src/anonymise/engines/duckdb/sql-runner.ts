import type { Codes } from '../../coding/codes.ts'

/** What the DuckDB engine needs of a database. platform/node/duckdb.ts implements it; faults come as EngineFault without text. */
export interface SqlRunner {
  /** Runs one statement. Secrets come as parameters only, never in the text (D2). */
  run(sql: string, parameters?: SqlParameters): Promise<void>
  /** Columns of the result: integers of up to four bytes → Int32Array, DOUBLE → Float64Array, VARCHAR → text or null. Numbers must not be null. */
  read(sql: string, parameters?: SqlParameters): Promise<SqlColumn[]>
  /** Makes a table of the given columns, all of the same length. */
  create(table: string, columns: Record<string, SqlColumn>): Promise<void>
  /** Makes a table of integers as narrow as `bytes` says; each column is asked for some rows at a time. */
  fill(table: string, rows: number, columns: Record<string, SqlFilled>): Promise<void>
  close(): Promise<void>
}

export interface SqlFilled {
  bytes: 1 | 2 | 4
  fill: (from: number, target: Codes) => void
}

export type SqlColumn = Int32Array | Float64Array | (string | null)[]
export type SqlParameters = Record<string, Uint8Array | string | number>

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
