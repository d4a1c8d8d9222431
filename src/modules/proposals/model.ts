import type { IsoDate } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import type { caseEvents, proposals } from './schema.ts'

/** A case (提案の案件) from draft to its end. */
export type Case = typeof proposals.$inferSelect
/** One move of a case. */
export type CaseEvent = typeof caseEvents.$inferSelect

export type { ProposalContent } from './content.ts'

/** A case with everything a decision about it needs. */
export interface LoadedCase {
  theCase: Case
  events: CaseEvent[]
  /** the version the case was filed under */
  programme: Programme
  /** day in Japan on which it was loaded */
  today: IsoDate
}
