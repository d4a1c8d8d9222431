import { eq } from 'drizzle-orm'
import { type Db, inOrganisation } from '../../platform/database.ts'
import { contracts } from './schema.ts'

/** Fee, payment and contract of a case, as far as they have come. */
export const contractOf = async (db: Db, organisationId: string, caseId: string) =>
  (
    await db
      .select()
      .from(contracts)
      .where(inOrganisation(contracts, organisationId, eq(contracts.caseId, caseId)))
  )[0]
