import { and, asc, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { attachments, caseEvents, issuedDocuments, proposals, recusals } from './schema.ts'

export const findCase = async (db: Db, organisationId: string, caseId: string) =>
  (
    await db
      .select()
      .from(proposals)
      .where(inOrganisation(proposals, organisationId, eq(proposals.id, caseId)))
  )[0]

/** The cases of the organisation in which this person has an interest. */
export const recusedFrom = async (db: Db, organisationId: string, userId: string): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await db
        .select({ caseId: recusals.caseId })
        .from(recusals)
        .where(inOrganisation(recusals, organisationId, eq(recusals.userId, userId)))
    ).map(({ caseId }) => caseId),
  )

/** Who has an interest in this case, with the reason; earliest first. */
export const recusalsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(recusals)
    .where(inOrganisation(recusals, organisationId, eq(recusals.caseId, caseId)))
    .orderBy(asc(recusals.at))

export const insertRecusal = (db: Db, row: typeof recusals.$inferInsert): Statement => db.insert(recusals).values(row)

/** Oldest first. */
export const eventsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(caseEvents)
    .where(inOrganisation(caseEvents, organisationId, eq(caseEvents.caseId, caseId)))
    .orderBy(asc(caseEvents.version))

/** Moves of all cases of the organisation, oldest first: for lists that show where each stands. */
export const eventsOfOrganisation = (db: Db, organisationId: string) =>
  db.select().from(caseEvents).where(inOrganisation(caseEvents, organisationId)).orderBy(asc(caseEvents.caseId), asc(caseEvents.version))

/** Cases that officials of the organisation see: every one that has left the proposer's desk; newest first. */
export const casesOfOrganisation = (db: Db, organisationId: string, states?: string[]) =>
  db
    .select()
    .from(proposals)
    .where(inOrganisation(proposals, organisationId, ne(proposals.state, 'draft'), states ? inArray(proposals.state, states) : undefined))
    .orderBy(desc(proposals.updatedAt))

/** Cases of these proposers, alone or with others, in one organisation; newest first. */
export const casesOfProposers = (db: Db, organisationId: string, proposerOrganisationIds: string[]) =>
  proposerOrganisationIds.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(proposals)
        .where(
          inOrganisation(
            proposals,
            organisationId,
            or(
              inArray(proposals.proposerOrganisationId, proposerOrganisationIds),
              ...proposerOrganisationIds.map((id) => sql`json_type(${proposals.joint}, ${`$."${id}"`}) IS NOT NULL`),
            ),
          ),
        )
        .orderBy(desc(proposals.updatedAt))

/** Cases about data that were already made; newest first. */
export const casesOfMadeData = (db: Db, organisationId: string, madeDataId: string) =>
  db
    .select()
    .from(proposals)
    .where(inOrganisation(proposals, organisationId, eq(proposals.madeDataId, madeDataId)))
    .orderBy(desc(proposals.createdAt))

/** Drafts of one proposer for a file of a call. */
export const draftsOf = (db: Db, organisationId: string, of: { proposerOrganisationId: string; callId: string; entryId: string }) =>
  db
    .select({ id: proposals.id, content: proposals.content })
    .from(proposals)
    .where(
      inOrganisation(
        proposals,
        organisationId,
        eq(proposals.proposerOrganisationId, of.proposerOrganisationId),
        eq(proposals.callId, of.callId),
        eq(proposals.entryId, of.entryId),
        eq(proposals.state, 'draft'),
      ),
    )

/** A draft that was started and never written in. */
export const untouchedDraft = async (
  db: Db,
  organisationId: string,
  of: { proposerOrganisationId: string; callId: string; entryId: string; madeDataId?: string },
) =>
  (
    await db
      .select({ id: proposals.id })
      .from(proposals)
      .where(
        inOrganisation(
          proposals,
          organisationId,
          eq(proposals.proposerOrganisationId, of.proposerOrganisationId),
          eq(proposals.callId, of.callId),
          eq(proposals.entryId, of.entryId),
          of.madeDataId === undefined ? isNull(proposals.madeDataId) : eq(proposals.madeDataId, of.madeDataId),
          eq(proposals.state, 'draft'),
          eq(proposals.createdAt, proposals.updatedAt),
        ),
      )
  )[0]

/** How many receipt numbers of that year are taken: the next is one more. */
export async function receiptsOfYear(db: Db, organisationId: string, year: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(proposals)
    .where(inOrganisation(proposals, organisationId, sql`${proposals.receiptNumber} LIKE ${`${year}-%`}`))
  return row?.count ?? 0
}

/** How many documents have a number of this prefix: the next is one more. */
export async function countDocuments(db: Db, organisationId: string, prefix: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(issuedDocuments)
    .where(inOrganisation(issuedDocuments, organisationId, sql`substr(${issuedDocuments.number}, 1, ${prefix.length}) = ${prefix}`))
  return row?.count ?? 0
}

export const attachmentsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(attachments)
    .where(inOrganisation(attachments, organisationId, eq(attachments.caseId, caseId)))
    .orderBy(asc(attachments.addedAt))

export const findAttachment = async (db: Db, organisationId: string, caseId: string, id: string) =>
  (
    await db
      .select()
      .from(attachments)
      .where(inOrganisation(attachments, organisationId, and(eq(attachments.caseId, caseId), eq(attachments.id, id))))
  )[0]

export const issuedDocumentsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(issuedDocuments)
    .where(inOrganisation(issuedDocuments, organisationId, eq(issuedDocuments.caseId, caseId)))
    .orderBy(asc(issuedDocuments.issuedAt))

export const findIssuedDocument = async (db: Db, organisationId: string, caseId: string, id: string) =>
  (
    await db
      .select()
      .from(issuedDocuments)
      .where(
        inOrganisation(
          issuedDocuments,
          organisationId,
          and(eq(issuedDocuments.caseId, caseId), or(eq(issuedDocuments.id, id), eq(issuedDocuments.form, id))),
        ),
      )
      .orderBy(desc(issuedDocuments.issuedAt))
  )[0]
