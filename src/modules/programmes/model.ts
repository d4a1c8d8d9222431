import type { Setting, Unit } from '../../programmes/index.ts'
import type { programmeDrafts, programmeVersions } from './schema.ts'

/** What an administrator has changed in a copy; everything else is as in the programme that was copied. */
export interface DraftChanges {
  title: string
  settings: Record<string, SettingChange>
  fee: Partial<Record<FeeField, number>> & { source?: string | null }
  words: Record<string, string>
}

export interface SettingChange {
  value: Setting['value']
  unit?: Unit
  /** article of the body's own law or ordinance; null: none is named, and the value is the body's own choice */
  source: string | null
}

export const FEE_FIELDS = ['baseYen', 'hourlyYen', 'secondUseYen'] as const
export type FeeField = (typeof FEE_FIELDS)[number]

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
