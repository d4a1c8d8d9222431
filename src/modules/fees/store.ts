import { asc, eq, sql } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import type { CaseFees, Payment } from './model.ts'
import { feeRecords, payments } from './schema.ts'

/** Estimate, quote, settlement and payments of a case. */
export async function feesOf(db: Db, organisationId: string, caseId: string): Promise<CaseFees> {
  const [records, money] = await Promise.all([
    db
      .select()
      .from(feeRecords)
      .where(inOrganisation(feeRecords, organisationId, eq(feeRecords.caseId, caseId)))
      .orderBy(asc(feeRecords.at), sql`rowid`),
    db
      .select()
      .from(payments)
      .where(inOrganisation(payments, organisationId, eq(payments.caseId, caseId)))
      .orderBy(asc(payments.at), sql`rowid`),
  ])
  const last = (of: string, approved: boolean | null) => records.findLast((one) => one.kind === of && one.approved === approved)
  return {
    estimate: last('estimate', null),
    quote: last('quote', true),
    settlement: last('settlement', true),
    proposed: records.findLast(({ kind, approved }) => kind !== 'estimate' && approved === null),
    records,
    payments: money,
    receivedYen: money.reduce((sum, { kind, amountYen, approved }) => sum + (kind !== 'refund' ? amountYen : approved ? -amountYen : 0), 0),
  }
}

/** Money that came in or went back in all cases. */
export const paymentsOf = (db: Db, organisationId: string): Promise<Payment[]> =>
  db.select().from(payments).where(inOrganisation(payments, organisationId))

export const insertFeeRecord = (db: Db, row: typeof feeRecords.$inferInsert): Statement => db.insert(feeRecords).values(row)

export const insertPayment = (db: Db, row: typeof payments.$inferInsert): Statement => db.insert(payments).values(row)

interface Decision {
  approved: boolean
  decidedAt: number
  decidedBy: string
}

/** A second official's word on a quote or a settlement. */
export const decideFeeRecord = (db: Db, organisationId: string, id: string, decision: Decision): Statement =>
  db
    .update(feeRecords)
    .set(decision)
    .where(inOrganisation(feeRecords, organisationId, eq(feeRecords.id, id)))

/** A second official's word on a refund. */
export const decidePayment = (db: Db, organisationId: string, id: string, decision: Decision): Statement =>
  db
    .update(payments)
    .set(decision)
    .where(inOrganisation(payments, organisationId, eq(payments.id, id)))
