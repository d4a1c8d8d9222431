import { and, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { type AuditEvent, writeWithAudit } from '../../audit/index.ts'
import type { Actor } from '../../core/index.ts'
import { inOrganisation, type Statement } from '../../platform/database.ts'
import type { EntryDraft, EntryVersion, RegisterEntry } from './model.ts'
import { entryVersions, registerEntries } from './schema.ts'
import { indexEntry, unindexEntry } from './search-index.ts'

/** An entry of the register as the draft of itself. */
export const snapshotOf = (entry: RegisterEntry): EntryDraft => ({
  ...entry.content,
  ...{ slug: entry.slug, name: entry.name, department: entry.department, persons: entry.persons },
  ...{ isEligible: entry.isEligible, ledger: entry.ledger },
})

/** Exactly the fields of an entry: what else the caller's object carries is not stored. */
export function contentOf(draft: EntryDraft): EntryDraft {
  const { slug, name, department, persons, isEligible, authority, purpose, items, itemsPartlyWithheld, scope, collection } = draft
  const { hasSensitive, ordinanceSensitive, regularRecipients, disclosureDesk, specialProcedures, fileKind, hasManualCounterpart } = draft
  const { proposalDesk, remarks, holdingSince, personsCountedOn, judgment, ledger, recipientsWithheld } = draft
  return {
    ...{ slug, name, department, persons, isEligible, authority, purpose, items, itemsPartlyWithheld, scope, collection },
    ...{ hasSensitive, ordinanceSensitive, regularRecipients, disclosureDesk, specialProcedures, fileKind, hasManualCounterpart },
    ...{ proposalDesk, remarks, holdingSince, personsCountedOn, judgment },
    ...(ledger ? { ledger } : {}),
    ...(recipientsWithheld ? { recipientsWithheld } : {}),
  }
}

/** The columns of an entry's row, of what is written in it. */
export function rowOf(draft: EntryDraft) {
  const { slug, name, department, persons, isEligible, ledger, ...content } = contentOf(draft)
  return { slug, name, department, persons, isEligible, ledger: ledger ?? 'register', content }
}

/** All versions of an entry, oldest first. */
export const versionsOfEntry = (deps: Deps, organisationId: string, entryId: string): Promise<EntryVersion[]> =>
  deps.db
    .select()
    .from(entryVersions)
    .where(inOrganisation(entryVersions, organisationId, eq(entryVersions.entryId, entryId)))
    .orderBy(entryVersions.version)

interface NewVersion
  extends Pick<EntryVersion, 'entryId' | 'version' | 'kind' | 'snapshot' | 'effectiveOn' | 'reason' | 'writtenBy' | 'approvedBy'> {
  set?: Partial<typeof registerEntries.$inferInsert>
  also?: () => Statement[]
}

const EVENTS = { published: 'entry-published', amended: 'entry-amended', confirmed: 'entry-confirmed', archived: 'entry-archived' } as const

/** One version of an entry: the row of the register, the version, and the log, in one transaction. @throws {Conflict} */
export async function writeVersion(deps: Deps, actor: Actor, organisationId: string, { set, also, ...version }: NewVersion): Promise<void> {
  const at = deps.clock()
  const { snapshot } = version
  const row = {
    ...rowOf(snapshot),
    version: version.version,
    updatedAt: at,
    ...set,
  }
  const event: AuditEvent = {
    ...{ organisationId, actorId: actor.userId, type: EVENTS[version.kind], subject: `entry:${version.entryId}` },
    facts: { slug: snapshot.slug, isEligible: snapshot.isEligible, version: version.version },
    isPublic: true,
  }
  await writeWithAudit(
    deps,
    [event],
    () => [
      deps.db.insert(entryVersions).values({ ...version, organisationId, publishedBy: actor.userId, publishedAt: at }),
      version.version === 1
        ? deps.db.insert(registerEntries).values({ ...row, id: version.entryId, organisationId, publishedAt: at })
        : deps.db
            .update(registerEntries)
            .set(row)
            .where(inOrganisation(registerEntries, organisationId, and(eq(registerEntries.id, version.entryId)))),
      ...(version.kind === 'archived' ? unindexEntry(deps.db, version.entryId) : indexEntry(deps.db, version.entryId, organisationId, row)),
      ...(also?.() ?? []),
    ],
    { unique: ['entry_versions.entry_id', 'register_entries.slug', 'register_entries.name'] },
  )
}
