import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { type Db, inOrganisation } from '../../platform/database.ts'
import { LEASE_MS, type ProcessingOrder } from './model.ts'
import { processingOrders, runners } from './schema.ts'

export const ordersOf = (db: Db, organisationId: string) =>
  db.select().from(processingOrders).where(inOrganisation(processingOrders, organisationId)).orderBy(desc(processingOrders.createdAt))

export const findOrder = async (db: Db, organisationId: string, orderId: string) =>
  (
    await db
      .select()
      .from(processingOrders)
      .where(inOrganisation(processingOrders, organisationId, eq(processingOrders.id, orderId)))
  )[0]

export const orderOfCase = async (db: Db, organisationId: string, caseId: string) =>
  (
    await db
      .select()
      .from(processingOrders)
      .where(inOrganisation(processingOrders, organisationId, eq(processingOrders.caseId, caseId)))
  )[0]

/** The runner whose token this is, unless it was revoked. */
export const findRunner = async (db: Db, tokenHash: string) =>
  (
    await db
      .select()
      .from(runners)
      .where(and(eq(runners.tokenHash, tokenHash), isNull(runners.revokedAt)))
  )[0]

export const runnersOf = (db: Db, organisationId: string) =>
  db.select().from(runners).where(inOrganisation(runners, organisationId)).orderBy(asc(runners.createdAt))

/**
 * Takes the oldest order that waits, or whose runner gave no sign of life: in one statement, so that two runners never
 * hold the same one.
 */
export async function claim(db: Db, organisationId: string, runnerId: string, now: number): Promise<ProcessingOrder | undefined> {
  const waiting = and(
    inOrganisation(processingOrders, organisationId),
    or(eq(processingOrders.state, 'queued'), and(eq(processingOrders.state, 'running'), lt(processingOrders.leaseUntil, now))),
  )
  const oldest = db
    .select({ id: processingOrders.id })
    .from(processingOrders)
    .where(waiting)
    .orderBy(asc(processingOrders.createdAt))
    .limit(1)
  const [order] = await db
    .update(processingOrders)
    .set({
      state: 'running',
      runnerId,
      token: sql`${processingOrders.token} + 1`,
      leaseUntil: now + LEASE_MS,
      startedAt: now,
      step: 'claimed',
      progress: 0,
      failure: null,
      failureMessage: null,
    })
    .where(and(waiting, inArray(processingOrders.id, oldest)))
    .returning()
  return order
}

/** A runner that starts anew holds nothing: its orders wait again. */
export const releaseAll = (db: Db, organisationId: string, runnerId: string) =>
  db
    .update(processingOrders)
    .set({ state: 'queued', leaseUntil: null })
    .where(inOrganisation(processingOrders, organisationId, eq(processingOrders.state, 'running'), eq(processingOrders.runnerId, runnerId)))

export const saveProgress = (db: Db, order: ProcessingOrder, step: string, progress: number, now: number) =>
  db
    .update(processingOrders)
    .set({ step, progress, leaseUntil: now + LEASE_MS })
    .where(and(eq(processingOrders.id, order.id), eq(processingOrders.token, order.token), eq(processingOrders.state, 'running')))
