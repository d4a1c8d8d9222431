import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
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

/** The public ledger: confirmed provisions, newest first. */
export const ledgerOf = (db: Db, organisationId: string) =>
  db
    .select({ ledger: provisions.ledger, confirmedAt: provisions.confirmedAt, caseId: provisions.caseId })
    .from(provisions)
    .where(inOrganisation(provisions, organisationId, isNotNull(provisions.confirmedAt)))
    .orderBy(desc(provisions.confirmedAt))
