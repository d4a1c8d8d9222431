import { eq } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { contracts } from './schema.ts'

/** Application, payment and contract of a case, as far as they have come. */
export const contractOf = async (db: Db, organisationId: string, caseId: string) =>
  (
    await db
      .select()
      .from(contracts)
      .where(inOrganisation(contracts, organisationId, eq(contracts.caseId, caseId)))
  )[0]

/** By when the uses end that were contracted: case → day. */
export const endsOfUse = async (db: Db, organisationId: string): Promise<Map<string, string | null>> =>
  new Map(
    (
      await db.select({ id: contracts.caseId, to: contracts.periodTo }).from(contracts).where(inOrganisation(contracts, organisationId))
    ).map(({ id, to }) => [id, to]),
  )

/** A contract that is begun; where the recipe was fixed before it was applied for, the row is there already. */
export const beginContract = (db: Db, row: typeof contracts.$inferInsert): Statement =>
  db.insert(contracts).values(row).onConflictDoUpdate({ target: contracts.caseId, set: row })

export const updateContract = (
  db: Db,
  organisationId: string,
  caseId: string,
  set: Partial<Omit<typeof contracts.$inferInsert, 'caseId' | 'organisationId'>>,
): Statement =>
  db
    .update(contracts)
    .set(set)
    .where(inOrganisation(contracts, organisationId, eq(contracts.caseId, caseId)))
