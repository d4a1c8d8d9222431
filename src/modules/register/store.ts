import { and, asc, desc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { IsoDate } from '../../core/index.ts'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import type { Call, Ledger, MadeData, RegisterEntry } from './model.ts'
import { calls, entryVersions, madeData, registerEntries } from './schema.ts'
import { bringForward } from './search-index.ts'

export interface EntryFilter {
  isEligible?: boolean
  /** the register unless the second ledger is asked for */
  ledger?: Ledger
  department?: string
}

const matching = (organisationId: string, { isEligible, ledger = 'register', department }: EntryFilter) =>
  inOrganisation(
    registerEntries,
    organisationId,
    eq(registerEntries.ledger, ledger),
    isNull(registerEntries.archivedAt),
    isEligible === undefined ? undefined : eq(registerEntries.isEligible, isEligible),
    department === undefined ? undefined : eq(registerEntries.department, department),
  )

/** The departments that hold files of a ledger, by name. */
export const departmentsOf = async (db: Db, organisationId: string, ledger: Ledger): Promise<string[]> =>
  (
    await db
      .selectDistinct({ department: registerEntries.department })
      .from(registerEntries)
      .where(matching(organisationId, { ledger }))
      .orderBy(asc(registerEntries.department))
  ).map(({ department }) => department)

/** Entries by department and name, a page of them. */
export const listEntries = (db: Db, organisationId: string, filter: EntryFilter = {}, page?: { limit: number; offset: number }) =>
  db
    .select()
    .from(registerEntries)
    .where(matching(organisationId, filter))
    .orderBy(asc(registerEntries.department), asc(registerEntries.name), asc(registerEntries.id))
    .limit(page?.limit ?? -1)
    .offset(page?.offset ?? 0)

export async function countEntries(db: Db, organisationId: string, filter: EntryFilter = {}): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(registerEntries).where(matching(organisationId, filter))
  return row?.count ?? 0
}

export const findEntryBySlug = async (db: Db, organisationId: string, slug: string): Promise<RegisterEntry | undefined> =>
  (
    await db
      .select()
      .from(registerEntries)
      .where(inOrganisation(registerEntries, organisationId, eq(registerEntries.slug, slug)))
  )[0]

/** The file held under that name; what was taken out of the register leaves its name free. */
export const findEntryByName = async (db: Db, organisationId: string, name: string): Promise<RegisterEntry | undefined> =>
  (
    await db
      .select()
      .from(registerEntries)
      .where(inOrganisation(registerEntries, organisationId, eq(registerEntries.name, name), isNull(registerEntries.archivedAt)))
  )[0]

export const findEntry = async (db: Db, organisationId: string, id: string): Promise<RegisterEntry | undefined> =>
  (
    await db
      .select()
      .from(registerEntries)
      .where(inOrganisation(registerEntries, organisationId, eq(registerEntries.id, id)))
  )[0]

export const entriesOf = (db: Db, organisationId: string, ids: string[]): Promise<RegisterEntry[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(registerEntries)
        .where(inOrganisation(registerEntries, organisationId, inArray(registerEntries.id, ids)))
        .orderBy(asc(registerEntries.department), asc(registerEntries.name))

/** Data made from files, newest first; of one entry if given. */
export const madeDataOf = (db: Db, organisationId: string, entryId?: string): Promise<MadeData[]> =>
  db
    .select()
    .from(madeData)
    .where(inOrganisation(madeData, organisationId, entryId === undefined ? undefined : eq(madeData.entryId, entryId)))
    .orderBy(desc(madeData.createdAt))

export const findMadeData = async (db: Db, organisationId: string, id: string): Promise<MadeData | undefined> =>
  (
    await db
      .select()
      .from(madeData)
      .where(inOrganisation(madeData, organisationId, eq(madeData.id, id)))
  )[0]

/** The write that says that made data are no longer kept. */
export const markMadeDataDestroyed = (
  db: Db,
  organisationId: string,
  id: string,
  destroyedAt: number,
  destroyedReason: string,
): Statement =>
  db
    .update(madeData)
    .set({ destroyedAt, destroyedReason })
    .where(inOrganisation(madeData, organisationId, eq(madeData.id, id)))

/** The writes that add made data to an entry (法117条), for the transaction of the provision. */
export const addMadeData = (
  db: Db,
  entry: RegisterEntry,
  row: Omit<typeof madeData.$inferInsert, 'organisationId' | 'entryId'>,
): Statement[] => [
  db.insert(madeData).values({ ...row, organisationId: entry.organisationId, entryId: entry.id }),
  ...bringForward(db, entry, 'made'),
]

/** Calls of an organisation, newest first. */
export const callsOf = (db: Db, organisationId: string): Promise<Call[]> =>
  db.select().from(calls).where(inOrganisation(calls, organisationId)).orderBy(desc(calls.opensOn), desc(calls.createdAt))

export const openCallsOf = (db: Db, organisationId: string, today: IsoDate): Promise<Call[]> =>
  db
    .select()
    .from(calls)
    .where(inOrganisation(calls, organisationId, and(lte(calls.opensOn, today), gte(calls.closesOn, today))))
    .orderBy(asc(calls.closesOn))

export const findCall = async (db: Db, organisationId: string, id: string): Promise<Call | undefined> =>
  (
    await db
      .select()
      .from(calls)
      .where(inOrganisation(calls, organisationId, eq(calls.id, id)))
  )[0]

/** Every version of the entries of an organisation, oldest first, with what is counted of it. */
export const versionMarks = (db: Db, organisationId: string) =>
  db
    .select({
      entryId: entryVersions.entryId,
      kind: entryVersions.kind,
      publishedAt: entryVersions.publishedAt,
      isEligible: sql<number>`json_extract(${entryVersions.snapshot}, '$.isEligible')`,
      ledger: sql<Ledger | null>`json_extract(${entryVersions.snapshot}, '$.ledger')`,
    })
    .from(entryVersions)
    .where(inOrganisation(entryVersions, organisationId))
    .orderBy(asc(entryVersions.publishedAt), asc(entryVersions.version))

/** The newest versions of an organisation's entries. */
export const newestVersions = (db: Db, organisationId: string, limit: number) =>
  db
    .select({
      entryId: entryVersions.entryId,
      version: entryVersions.version,
      kind: entryVersions.kind,
      reason: entryVersions.reason,
      publishedAt: entryVersions.publishedAt,
    })
    .from(entryVersions)
    .where(inOrganisation(entryVersions, organisationId))
    .orderBy(desc(entryVersions.publishedAt), desc(entryVersions.version), asc(entryVersions.entryId))
    .limit(limit)
