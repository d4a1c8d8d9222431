import type { Stage } from '../anonymise/index.ts'

export interface ProgressEvent {
  stage: Stage | 'verify' | 'done'
  /** since the start */
  seconds: number
}

export interface RunRequest {
  /** recipe file; paths in it are relative to its folder */
  recipePath: string
  /** source files of the same columns: one table */
  inputs: string[]
  /** folder of the result: absent or empty */
  out: string
  engine: 'duckdb' | 'memory'
  /** 32 bytes; null: made for the run and forgotten with it */
  secret: Uint8Array | null
  /** bytes for the whole process; null: 1 GB */
  memoryBytes: number | null
  threads: number
  progress: (event: ProgressEvent) => void
  /** name that keeps pseudonyms of organisations apart (D1) */
  organisation?: string
  /** whether attacks on the result are tried; absent: for an order always, else up to so many rows as cost next to nothing */
  attacks?: boolean
  /** an order of the site: floors refuse whatever the size of the file */
  order?: boolean
  /** what was provided of the same file before; absent: nothing is compared (rule E1) */
  earlier?: EarlierFiles[]
}

/** An earlier provision: its recipe's file and the report of its run. */
export interface EarlierFiles {
  recipePath: string
  reportPath: string
}

export interface RunOutcome {
  status: 'released' | 'not-met'
  /** why not: with earlier provisions too much could be told (rule E1) */
  because?: 'earlier'
  warnings: string[]
}
