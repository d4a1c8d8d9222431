import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, isIsoDate, japanDate, NotFound, ok, type Refusal, type Result, refused, unlessConflict } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { type Warning, warningsOf } from './entry-form.ts'
import type { EntryDraft } from './model.ts'
import { type Office, programmeOfOffice } from './office.ts'
import { checkMayKeepRegister, checkMayTakeOut } from './permissions.ts'
import { abolishedDepartments } from './schema.ts'
import { isInLiveCall } from './service.ts'
import { findEntryBySlug } from './store.ts'
import { snapshotOf, writeVersion } from './versions.ts'

/** What still refers to an entry: it may not leave the register while anything does. */
export type LiveReferences = (deps: Deps, organisationId: string, entryId: string) => Promise<number>

/**
 * Takes an entry out of the register: it is kept with its history, and said to be gone. The law asks for that without delay
 * when the file is no longer held or falls below the number of persons.
 *
 * Refusals: required, entry-archived, entry-in-call, entry-in-case. @source 令21条
 */
export async function archiveEntry(
  deps: Deps,
  actor: Actor,
  office: Office,
  slug: string,
  typed: { reason: string; effectiveOn: string },
  live: LiveReferences,
): Promise<Result<unknown>> {
  checkMayTakeOut(actor, office.id)
  const entry = await findEntryBySlug(deps.db, office.id, slug)
  if (!entry) throw new NotFound('entry')
  const refusals: Refusal[] = []
  if (entry.archivedAt) refusals.push({ code: 'entry-archived' })
  if (typed.reason.trim() === '') refusals.push({ code: 'required', field: 'reason' })
  if ([...typed.reason].length > 1_000) refusals.push({ code: 'too-long', field: 'reason', facts: { max: 1_000 } })
  if (!isIsoDate(typed.effectiveOn)) refusals.push({ code: 'not-a-date', field: 'effectiveOn' })
  // It is gone from the register at once: a day to come would tell the public what is not so yet.
  else if (typed.effectiveOn > japanDate(deps.clock())) refusals.push({ code: 'not-a-past-day', field: 'effectiveOn' })
  if (await isInLiveCall(deps, office.id, entry.id)) refusals.push({ code: 'entry-in-call' })
  const count = await live(deps, office.id, entry.id)
  if (count > 0) refusals.push({ code: 'entry-in-case', facts: { count } })
  if (refusals.length > 0) return refused(...refusals)
  return unlessConflict({ code: 'changed-meanwhile' }, () =>
    writeVersion(deps, actor, office.id, {
      ...{ entryId: entry.id, version: entry.version + 1, kind: 'archived', snapshot: snapshotOf(entry) },
      ...{ effectiveOn: typed.effectiveOn, reason: typed.reason.trim(), writtenBy: actor.userId, approvedBy: null },
      set: { archivedAt: deps.clock() },
    }),
  )
}

/** Signs that an entry was looked at in the yearly stock-taking, with the persons counted. Refusals: not-a-number, entry-archived. */
export async function confirmEntry(
  deps: Deps,
  actor: Actor,
  office: Office,
  slug: string,
  typed: { persons: string },
): Promise<Result<{ warning?: Warning }>> {
  checkMayKeepRegister(actor, office.id)
  const entry = await findEntryBySlug(deps.db, office.id, slug)
  if (!entry) throw new NotFound('entry')
  if (entry.archivedAt) return refused({ code: 'entry-archived' })
  const digits = typed.persons.normalize('NFKC').replaceAll(/[,\s]|人$/g, '')
  if (!/^\d{1,9}$/.test(digits)) return refused({ code: 'not-a-number', field: `persons-${slug}` })
  const today = japanDate(deps.clock())
  const snapshot: EntryDraft = { ...snapshotOf(entry), persons: Number(digits), personsCountedOn: today }
  const done = await unlessConflict({ code: 'changed-meanwhile' }, () =>
    writeVersion(deps, actor, office.id, {
      ...{ entryId: entry.id, version: entry.version + 1, kind: 'confirmed', snapshot },
      ...{ effectiveOn: today, reason: '棚卸しで内容を確かめた', writtenBy: actor.userId, approvedBy: null },
      set: { stockTakenOn: today },
    }),
  )
  if (!done.ok) return done
  return ok({ warning: warningsOf(programmeOfOffice(office), snapshot).find(({ about }) => about === 'below-register') })
}

/** Notes that a department exists no longer. */
export async function abolishDepartment(deps: Deps, actor: Actor, office: Office, name: string): Promise<Result<unknown>> {
  checkMayTakeOut(actor, office.id)
  if (name.trim() === '') return refused({ code: 'required', field: 'abolished' })
  if ([...name].length > 200) return refused({ code: 'too-long', field: 'abolished', facts: { max: 200 } })
  const event = { organisationId: office.id, actorId: actor.userId, type: 'department-abolished', subject: `organisation:${office.id}` }
  await writeWithAudit(deps, [event], () => [
    deps.db
      .insert(abolishedDepartments)
      .values({ organisationId: office.id, name: name.trim(), abolishedOn: japanDate(deps.clock()) })
      .onConflictDoNothing(),
  ])
  return ok(undefined)
}

/** Departments that exist no longer, by name. */
export const abolishedOf = async (deps: Deps, organisationId: string): Promise<string[]> =>
  (await deps.db.select().from(abolishedDepartments).where(inOrganisation(abolishedDepartments, organisationId))).map(({ name }) => name)
