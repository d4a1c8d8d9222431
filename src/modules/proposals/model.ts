import type { caseEvents, proposals } from './schema.ts'

/** A case (提案の案件) from draft to its end. */
export type Case = typeof proposals.$inferSelect
/** One move of a case. */
export type CaseEvent = typeof caseEvents.$inferSelect

export type { ProposalContent } from './content.ts'
