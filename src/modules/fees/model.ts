import type { feeRecords, payments } from './schema.ts'

export type FeeRecord = typeof feeRecords.$inferSelect
export type Payment = typeof payments.$inferSelect

/** The computations of a case's fee and the money that moved. None of them changes another. */
export interface CaseFees {
  estimate: FeeRecord | undefined
  /** what was announced, or is approved for the notice */
  quote: FeeRecord | undefined
  /** what the making came to, approved by a second official */
  settlement: FeeRecord | undefined
  /** waits for the second official */
  proposed: FeeRecord | undefined
  records: FeeRecord[]
  payments: Payment[]
  /** payments less refunds that were approved: yen */
  receivedYen: number
}
