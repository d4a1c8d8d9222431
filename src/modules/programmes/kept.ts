import type { IsoDate } from '../../core/index.ts'
import type { Db } from '../../platform/database.ts'
import { addProgramme, isKnown, type Programme, programme as programmeOf, readProgramme } from '../../programmes/index.ts'
import { findVersion, versionsOf } from './store.ts'

/** Makes `programme(id, version)` answer for a version that this organisation keeps in the database. */
export async function knowProgramme(db: Db, organisationId: string, id: string, version: string): Promise<void> {
  if (isKnown(id, version)) return
  const kept = await findVersion(db, organisationId, id, version)
  if (kept) addProgramme(readProgramme(kept.document))
}

/** Makes all of the organisation's own versions known, and says which of them holds on that day; undefined: none does yet. */
export async function knowProgrammesOf(
  db: Db,
  organisationId: string,
  today: IsoDate,
): Promise<{ id: string; version: string } | undefined> {
  const versions = await versionsOf(db, organisationId)
  for (const { programmeId, version } of versions) await knowProgramme(db, organisationId, programmeId, version)
  const holding = versions.findLast(({ effectiveFrom }) => effectiveFrom <= today)
  return holding && { id: holding.programmeId, version: holding.version }
}

/** The newest version of each programme that the organisation has published, in force or not yet. */
export async function newestOfEach(db: Db, organisationId: string): Promise<Programme[]> {
  const versions = await versionsOf(db, organisationId)
  const newest = new Map(versions.map(({ programmeId, version }) => [programmeId, version]))
  return [...newest].map(([id, version]) => programmeOf(id, version))
}
