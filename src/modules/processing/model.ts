import type { NoiseLeft } from './noise.ts'
import type { OverruledJoin, processingOrders, runners } from './schema.ts'

export type ProcessingOrder = typeof processingOrders.$inferSelect
export type Runner = typeof runners.$inferSelect

/** What a runner is told to do. The recipe's hash is the contracted one: the runner recomputes it before it starts. */
export interface ClaimedOrder {
  orderId: string
  organisationId: string
  /** fencing token of this claim */
  token: number
  recipe: string
  recipeSha256: string
  sources: string[]
  /** files that the recipe names (hierarchies), as text */
  files: Record<string, string>
  /** of the same register entry: the run compares itself with them (privacy-rules E1) */
  earlier: EarlierProvision[]
  /** who decided to go on where they stop the run, why, and on what figures */
  overruled: { by: string; reason: string; joins: OverruledJoin[] } | null
}

/** What was made for another case: its recipe with its files, and the report of its run, which has what was settled. */
export interface EarlierProvision {
  recipe: string
  files: Record<string, string>
  report: Record<string, unknown>
}

/** How far a run is: a step's code and 0–100. */
export interface RunProgress {
  step: string
  progress: number
}

/** How long a claim lasts without a sign of life, and how often a runner gives one. */
export const LEASE_MS = 60_000
export const HEARTBEAT_MS = 2_000

/** What the recipient's package is made from. */
export interface ProcessingResult {
  orderId: string
  dataName: string
  data: Uint8Array
  sha256: string
  report: Record<string, unknown>
  dataPackage: Record<string, unknown>
  /** per column with noise: what is left of it after all provisions of the file */
  noise: NoiseLeft[]
}
