import { and, asc, eq } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { findings, offers, opinions } from './schema.ts'

export const findingsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(findings)
    .where(inOrganisation(findings, organisationId, eq(findings.caseId, caseId)))

export const upsertFinding = (db: Db, row: typeof findings.$inferInsert): Statement =>
  db
    .insert(findings)
    .values(row)
    .onConflictDoUpdate({
      target: [findings.caseId, findings.criterionId],
      set: { finding: row.finding, evidence: row.evidence, reason: row.reason, by: row.by, at: row.at },
      setWhere: eq(findings.organisationId, row.organisationId),
    })

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
