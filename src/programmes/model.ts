import type * as z from 'zod/mini'
import type { FEE_PARTS, GUARDS, OWNERS, programme, UNITS } from './schema.ts'

/** An access programme (提供制度): one law's way from a proposal to the handed-over data, as a document. */
export type Programme = z.infer<typeof programme>

export type Setting = Programme['settings'][string]
export type Unit = (typeof UNITS)[number]
export type State = Programme['states'][string]
export type Owner = (typeof OWNERS)[number]
export type Transition = Programme['transitions'][number]
export type Body = Programme['bodies'][number]
export type Questionnaire = NonNullable<Programme['questionnaire']>
export type ClockRule = Programme['clocks'][string]
export type Guard = (typeof GUARDS)[number]
export type ProposalItem = Programme['proposalItems'][number]
export type AttachmentKind = Programme['attachments'][number]
export type Evidence = Programme['evidence'][number]
export type Criterion = Programme['criteria'][number]
export type FeeTariff = Programme['fee']
export type FeePart = (typeof FEE_PARTS)[number]

/** A programme document as written: with `extends` it holds only what differs. */
export interface ProgrammeDocument {
  id: string
  extends?: string
  [key: string]: unknown
}

/** One earlier move of a case, as the log holds it. */
export interface PastMove {
  action: string
  actorId: string
  /** of a body's ruling: the move that it ruled for */
  ruling?: string
}
