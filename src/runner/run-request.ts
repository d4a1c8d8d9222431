import type { Stage } from '../anonymise/index.ts'
import type { EarlierJoin } from '../report/index.ts'

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
  /** a decision to go on where earlier provisions would stop the run (rule E1) */
  overruled?: Overruled | null
}

/** A decision by a person, with its reason, over what earlier provisions tell together with this one. */
export interface Overruled {
  /** null: given on the command line */
  by: string | null
  reason: string
  /** the figures that were decided on: larger ones stop again; null: whatever they are */
  joins: Pick<EarlierJoin, 'recipeSha256' | 'jointBelowK' | 'differenceBelowK'>[] | null
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
