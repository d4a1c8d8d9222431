import { desc, eq } from 'drizzle-orm'
import { type Db, inOrganisation } from '../../platform/database.ts'
import { vaultObjects } from './schema.ts'

export const vaultObjectsOf = (db: Db, organisationId: string) =>
  db.select().from(vaultObjects).where(inOrganisation(vaultObjects, organisationId)).orderBy(desc(vaultObjects.createdAt))

export const findVaultObject = async (db: Db, organisationId: string, id: string) =>
  (
    await db
      .select()
      .from(vaultObjects)
      .where(inOrganisation(vaultObjects, organisationId, eq(vaultObjects.id, id)))
  )[0]

export const destroyKey = (db: Db, organisationId: string, id: string, at: number) =>
  db
    .update(vaultObjects)
    .set({ key: null, objectName: null, destroyedAt: at })
    .where(inOrganisation(vaultObjects, organisationId, eq(vaultObjects.id, id)))
