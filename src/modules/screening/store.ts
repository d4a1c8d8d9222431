import { and, asc, eq, ne, or } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { findings, offers, opinions } from './schema.ts'

export const findingsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(findings)
    .where(inOrganisation(findings, organisationId, eq(findings.caseId, caseId)))

/**
 * Writes a judgement over the one that was read; over none where there was none. What somebody else wrote in between makes the
 * whole writing fail: a row of the same key is put beside it.
 */
export function putFinding(db: Db, row: typeof findings.$inferInsert, read?: typeof findings.$inferSelect): Statement[] {
  if (!read) return [db.insert(findings).values(row)]
  const own = and(eq(findings.caseId, row.caseId), eq(findings.criterionId, row.criterionId))
  const other = or(ne(findings.at, read.at), ne(findings.by, read.by))
  return [
    db.insert(findings).select(
      db
        .select()
        .from(findings)
        .where(inOrganisation(findings, row.organisationId, and(own, other))),
    ),
    db
      .update(findings)
      .set(row)
      .where(inOrganisation(findings, row.organisationId, own)),
  ]
}

/** In the order in which they were heard. */
export const opinionsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(opinions)
    .where(inOrganisation(opinions, organisationId, eq(opinions.caseId, caseId)))
    .orderBy(asc(opinions.no))

export const insertOpinion = (db: Db, row: typeof opinions.$inferInsert): Statement => db.insert(opinions).values(row)

/** What the fit notice of this case announced. */
export const findOffer = async (db: Db, organisationId: string, caseId: string) =>
  (
    await db
      .select()
      .from(offers)
      .where(inOrganisation(offers, organisationId, and(eq(offers.caseId, caseId))))
  )[0]

/** The offer of the case's last notice: a case may come back and be decided again. */
export const putOffer = (db: Db, row: typeof offers.$inferInsert): Statement =>
  db
    .insert(offers)
    .values(row)
    .onConflictDoUpdate({ target: offers.caseId, set: row, setWhere: eq(offers.organisationId, row.organisationId) })

/** What was announced anew: by the programme's order, or because the days were put off. */
export const updateOffer = (db: Db, organisationId: string, caseId: string, set: Partial<typeof offers.$inferInsert>): Statement =>
  db
    .update(offers)
    .set(set)
    .where(inOrganisation(offers, organisationId, eq(offers.caseId, caseId)))
