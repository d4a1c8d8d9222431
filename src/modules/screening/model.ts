import type { IsoDate } from '../../core/index.ts'
import type { Typed } from '../fees/index.ts'
import type { ProposalFacts } from '../proposals/index.ts'
import type { findings, offers, opinions } from './schema.ts'
import type { Score } from './score.ts'

/** One criterion as judged by an official. */
export type Finding = typeof findings.$inferSelect
/** What a third party said. */
export type Opinion = typeof opinions.$inferSelect
/** What the fit notice announced: fee, days and way of supply. */
export type Offer = typeof offers.$inferSelect

/** A criterion's judgement as typed; an empty finding is one not yet made. */
export interface JudgedCriterion {
  finding: 'met' | 'not-met' | ''
  /** officials only */
  evidence: string
  /** goes into the notice */
  reason: string
}

/** Judgements by criterion id. */
export type Sheet = Record<string, JudgedCriterion>

/** What the official announces with a fit notice, as typed. */
export interface TypedOffer extends Typed {
  paymentMethod: string
  payBy: string
  provisionMethod: string
  /** last day to apply for the contract; the programme's where it sets one */
  applyBy: string
}

/** One fact that the machine can see by itself; the judgement stays the official's. */
export interface MachineCheck {
  /** passed: nothing to object · attention: look closer · failed: against a number of the law */
  outcome: 'passed' | 'attention' | 'failed'
  /** as a refusal's code: views/labels/screening.ts has its sentence */
  code: string
  facts?: Record<string, string | number>
}

/** A terminated contract that keeps its party from proposing. */
export interface Bar {
  receiptNumber: string
  on: IsoDate
  /** last day of it; null: the programme sets none, and the contract that was ended is only looked at */
  until: IsoDate | null
  /** else by the same name: people look whether it is the same party */
  bySameAccount: boolean
}

/** What the machine looks at. */
export interface CaseFacts {
  proposal: ProposalFacts
  pledged: boolean
  /** persons on the file by the register */
  personsOnFile: number
  /** kinds of the attached papers */
  attached: readonly string[]
  bars: readonly Bar[]
  /** of the programme's security questionnaire, if it has one */
  score?: Score
  /** third parties that opposed: what concerns them is left out of the data */
  opposed: number
  /** cases on the same file whose data are being made */
  inMaking: number
}
