import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { provisions } from './schema.ts'

export const findProvision = async (db: Db, organisationId: string, caseId: string) =>
  (
    await db
      .select()
      .from(provisions)
      .where(inOrganisation(provisions, organisationId, eq(provisions.caseId, caseId)))
  )[0]

/** How the recipient wants it encrypted; no longer changed once the provision is confirmed. */
export const upsertRecipient = (
  db: Db,
  row: Pick<typeof provisions.$inferInsert, 'caseId' | 'organisationId' | 'recipientKind' | 'recipientKey'>,
): Statement =>
  db
    .insert(provisions)
    .values(row)
    .onConflictDoUpdate({
      target: provisions.caseId,
      set: { recipientKind: row.recipientKind, recipientKey: row.recipientKey },
      setWhere: and(eq(provisions.organisationId, row.organisationId), isNull(provisions.confirmedAt)),
    })

export const updateProvision = (
  db: Db,
  organisationId: string,
  caseId: string,
  set: Partial<Omit<typeof provisions.$inferInsert, 'caseId' | 'organisationId'>>,
): Statement =>
  db
    .update(provisions)
    .set(set)
    .where(inOrganisation(provisions, organisationId, eq(provisions.caseId, caseId)))

/** The encrypted file was written onto its medium, unless another was made meanwhile. */
export const markTaken = (
  db: Db,
  organisationId: string,
  caseId: string,
  object: string,
  { takenAt, takenBy }: { takenAt: number; takenBy: string },
): Statement =>
  db
    .update(provisions)
    .set({ handover: sql`json_set(${provisions.handover}, '$.takenAt', ${takenAt}, '$.takenBy', ${takenBy})`, downloadedAt: takenAt })
    .where(
      inOrganisation(
        provisions,
        organisationId,
        and(eq(provisions.caseId, caseId), sql`json_extract(${provisions.handover}, '$.object') = ${object}`),
      ),
    )

/** The public ledger: confirmed provisions, newest first. */
export const ledgerOf = (db: Db, organisationId: string) =>
  db
    .select({ ledger: provisions.ledger, confirmedAt: provisions.confirmedAt, caseId: provisions.caseId })
    .from(provisions)
    .where(inOrganisation(provisions, organisationId, isNotNull(provisions.confirmedAt)))
    .orderBy(desc(provisions.confirmedAt))
