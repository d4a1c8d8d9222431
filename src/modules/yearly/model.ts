import type { Programme } from '../../programmes/index.ts'

/** What happened, as it was written down: everything that the figures are counted from. */
export interface Happened {
  /** versions of register entries, oldest first */
  versions: { entryId: string; kind: string; publishedAt: number; isEligible: number; ledger: string | null }[]
  calls: { opensOn: string; entries: { entryId: string }[] }[]
  questions: { askedAt: number; publishedAt: number | null }[]
  consultations: { requestedAt: number; meetings: { heldOn: string }[] }[]
  cases: CaseHistory[]
  payments: { kind: string; amountYen: number; paidOn: string; approved: boolean | null }[]
  provisions: { confirmedAt: number | null; ledger: { persons: number } | null }[]
}

export interface CaseHistory {
  /** null: a first proposal */
  kind: string | null
  programme: Pick<Programme, 'states' | 'criteria'>
  /** oldest first */
  events: { at: number; event: string; toState: string; data: Record<string, unknown> | null }[]
}

/** One line of the yearly figures. */
export interface Figure {
  section: string
  label: string
  /** article of the law; null where none is confirmed */
  article: string | null
  /** null: there is nothing to count it from */
  value: number | null
  unit: '件' | '人' | '円' | '日'
}
