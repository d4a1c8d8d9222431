import { and, asc, desc, eq } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import type { ProgrammeDraft, ProgrammeVersion } from './model.ts'
import { programmeDrafts, programmeVersions } from './schema.ts'

/** Which versions there are, oldest first, without their documents. */
export const versionsOf = (db: Db, organisationId: string) =>
  db
    .select({
      programmeId: programmeVersions.programmeId,
      version: programmeVersions.version,
      title: programmeVersions.title,
      effectiveFrom: programmeVersions.effectiveFrom,
      publishedAt: programmeVersions.publishedAt,
      publishedBy: programmeVersions.publishedBy,
    })
    .from(programmeVersions)
    .where(inOrganisation(programmeVersions, organisationId))
    .orderBy(asc(programmeVersions.effectiveFrom), asc(programmeVersions.publishedAt))

export const findVersion = async (
  db: Db,
  organisationId: string,
  programmeId: string,
  version: string,
): Promise<ProgrammeVersion | undefined> =>
  (
    await db
      .select()
      .from(programmeVersions)
      .where(
        inOrganisation(
          programmeVersions,
          organisationId,
          and(eq(programmeVersions.programmeId, programmeId), eq(programmeVersions.version, version)),
        ),
      )
  )[0]

/** Drafts as last saved, newest first. */
export async function draftsOf(db: Db, organisationId: string): Promise<ProgrammeDraft[]> {
  const saved = await db
    .select()
    .from(programmeDrafts)
    .where(inOrganisation(programmeDrafts, organisationId))
    .orderBy(desc(programmeDrafts.revision))
  const newest = new Map<string, ProgrammeDraft>()
  for (const draft of saved) if (!newest.has(draft.id)) newest.set(draft.id, draft)
  return [...newest.values()].sort((a, b) => b.updatedAt - a.updatedAt)
}

export const findDraft = async (db: Db, organisationId: string, id: string): Promise<ProgrammeDraft | undefined> =>
  (
    await db
      .select()
      .from(programmeDrafts)
      .where(inOrganisation(programmeDrafts, organisationId, eq(programmeDrafts.id, id)))
      .orderBy(desc(programmeDrafts.revision))
      .limit(1)
  )[0]

/** The write that takes a draft away with all that was saved of it. */
export const deleteDraft = (db: Db, organisationId: string, id: string): Statement =>
  db.delete(programmeDrafts).where(inOrganisation(programmeDrafts, organisationId, eq(programmeDrafts.id, id)))
