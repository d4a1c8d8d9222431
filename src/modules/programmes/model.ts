import type { Setting } from '../../programmes/index.ts'
import type { programmeDrafts, programmeVersions } from './schema.ts'

export * from './changes.ts'

export type ProgrammeVersion = typeof programmeVersions.$inferSelect
export type ProgrammeDraft = typeof programmeDrafts.$inferSelect

/** One setting that differs between two programmes. */
export interface SettingDifference {
  key: string
  before: Setting
  after: Setting
}

/** An open case as the analysis of a change needs it. */
export interface CaseFacts {
  id: string
  receiptNumber: string | null
  fileName: string
  programmeId: string
  programmeVersion: string
  state: string
  /** persons asked for, if said */
  persons: number | undefined
  moves: { action: string; on: string; toState: string }[]
}

/** What a change would have meant for one open case. */
export interface Touched {
  theCase: CaseFacts
  effects: { key: string; label: string; before: string; after: string; consequence: string | null }[]
}
