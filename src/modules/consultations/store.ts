import { desc, eq, sql } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import type { Consultation } from './model.ts'
import { consultationCases, consultations } from './schema.ts'

/** Consultations as they stand now, newest first. */
export async function consultationsOf(db: Db, organisationId: string): Promise<Consultation[]> {
  const rows = await db
    .select()
    .from(consultations)
    .where(inOrganisation(consultations, organisationId))
    .orderBy(desc(consultations.requestedAt), desc(consultations.number), desc(consultations.revision))
  const newest = new Map<string, Consultation>()
  for (const row of rows) if (!newest.has(row.id)) newest.set(row.id, row)
  return [...newest.values()]
}

export const findConsultation = async (db: Db, organisationId: string, id: string): Promise<Consultation | undefined> =>
  (
    await db
      .select()
      .from(consultations)
      .where(inOrganisation(consultations, organisationId, eq(consultations.id, id)))
      .orderBy(desc(consultations.revision))
      .limit(1)
  )[0]

/** How many numbers of that year are taken: the next is one more. */
export async function consultationsOfYear(db: Db, organisationId: string, year: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(DISTINCT ${consultations.number})` })
    .from(consultations)
    .where(inOrganisation(consultations, organisationId, sql`${consultations.number} LIKE ${`${year}-%`}`))
  return row?.count ?? 0
}

export const insertConsultation = (db: Db, row: Consultation): Statement => db.insert(consultations).values(row)

/** Cases begun from a consultation, or the one link of a case. */
export const casesBegunFrom = (db: Db, organisationId: string, consultationId: string) =>
  db
    .select()
    .from(consultationCases)
    .where(inOrganisation(consultationCases, organisationId, eq(consultationCases.consultationId, consultationId)))

export const linkOfCase = async (db: Db, organisationId: string, caseId: string) =>
  (
    await db
      .select()
      .from(consultationCases)
      .where(inOrganisation(consultationCases, organisationId, eq(consultationCases.caseId, caseId)))
  )[0]

export const insertLink = (db: Db, row: typeof consultationCases.$inferInsert): Statement =>
  db.insert(consultationCases).values(row).onConflictDoNothing()
