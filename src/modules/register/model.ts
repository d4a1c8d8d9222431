import type { QuestionPeriod } from './content.ts'
import type { calls, entryDrafts, entryVersions, madeData, registerEntries } from './schema.ts'

export type { Desk, EligibilityJudgment, EntryContent, EntryDraft, EntrySnapshot, Ledger, QuestionPeriod, RecordedItem } from './content.ts'

export type RegisterEntry = typeof registerEntries.$inferSelect
export type EntryVersion = typeof entryVersions.$inferSelect
export type SavedDraft = typeof entryDrafts.$inferSelect
export type MadeData = typeof madeData.$inferSelect
export type Call = typeof calls.$inferSelect

/** A call as an official announces it. */
export interface CallDraft {
  title: string
  announcedOn: string
  opensOn: string
  closesOn: string
  entryIds: string[]
  /** heading → text, printed in this order */
  terms: Record<string, string>
  /** as typed; without it no questions are taken */
  questions?: QuestionPeriod
}

/** Where a call stands on a day in Japan. */
export type CallStatus = 'announced' | 'open' | 'closed'
