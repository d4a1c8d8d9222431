import type { Deps } from '../../app-env.ts'
import type { provisions } from './schema.ts'

export type Provision = typeof provisions.$inferSelect
export type { Handover, LedgerLine } from './schema.ts'

/** The finished, accepted result of a case, from whichever room made it. */
export interface FinishedResult {
  /** "data.csv" */
  dataName: string
  data: Uint8Array
  /** of `data`, 64 hex digits */
  sha256: string
  /** the committee's report: never given to the recipient as it is */
  report: Record<string, unknown>
  /** Frictionless Data Package of the data */
  dataPackage: Record<string, unknown>
  /** per column with noise: its size, and what is left of it in so many provisions of the file */
  noise: { column: string; own: number; provisions: number; left: number }[]
}

/** How provision gets the result of a case; undefined while there is none. */
export type ResultOf = (deps: Deps, organisationId: string, caseId: string) => Promise<FinishedResult | undefined>

/** What the official announces when the package is prepared. */
export interface TypedProvision {
  publicRecipient: string
  publicPurpose: string
  reuseFrom: string
  reuseTo: string
}
