import type { EntryContent } from './content.ts'
import type { calls, madeData, registerEntries } from './schema.ts'

export type { Desk, EligibilityJudgment, EntryContent, RecordedItem } from './content.ts'

/** An entry as it is handed in: the shape of data-catalog/files/<file>/entry.json without its organisation. */
export interface EntryDraft extends EntryContent {
  slug: string
  name: string
  department: string
  persons: number
  isEligible: boolean
}

export type RegisterEntry = typeof registerEntries.$inferSelect
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
}

/** Where a call stands on a day in Japan. */
export type CallStatus = 'announced' | 'open' | 'closed'
