import { and, desc, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { type AuditEvent, writeWithAudit } from '../../audit/index.ts'
import type { Organisation } from '../../auth/index.ts'
import {
  type Actor,
  Conflict,
  hasRole,
  idFrom,
  isIsoDate,
  japanDate,
  NotFound,
  ok,
  PermissionDenied,
  type Refusal,
  type Result,
  refused,
  unlessConflict,
} from '../../core/index.ts'
import { inOrganisation, type Statement } from '../../platform/database.ts'
import { type Programme, programme } from '../../programmes/index.ts'
import { checkForm, onlyFields, readEntry, type Typed, tooLong, typedOf, type Warning, warningsOf } from './entry-form.ts'
import type { EntryDraft, EntryVersion, RegisterEntry, SavedDraft } from './model.ts'
import { checkMayKeepRegister, mayKeepRegister } from './permissions.ts'
import { callStatus } from './rules.ts'
import { abolishedDepartments, entryDrafts, entryVersions, registerEntries } from './schema.ts'
import { indexEntry, unindexEntry } from './search-index.ts'
import { contentOf } from './service.ts'
import { callsOf, findEntry, findEntryBySlug } from './store.ts'

/** The organisation as the middleware hands it over, with the version of its programme that holds today. */
export type Office = Organisation & { programmeVersion?: string }
export const programmeOfOffice = (office: Office): Programme => programme(office.programmeId ?? '', office.programmeVersion)

/** An entry of the register as the draft of itself. */
export const snapshotOf = (entry: RegisterEntry): EntryDraft => ({
  ...entry.content,
  ...{ slug: entry.slug, name: entry.name, department: entry.department, persons: entry.persons },
  ...{ isEligible: entry.isEligible, ledger: entry.ledger },
})

/** Drafts as last saved, newest first. */
export async function entryDraftsOf(deps: Deps, organisationId: string): Promise<SavedDraft[]> {
  const saved = await deps.db
    .select()
    .from(entryDrafts)
    .where(inOrganisation(entryDrafts, organisationId))
    .orderBy(desc(entryDrafts.revision))
  const newest = new Map<string, SavedDraft>()
  for (const draft of saved) if (!newest.has(draft.id)) newest.set(draft.id, draft)
  return [...newest.values()].sort((a, b) => b.savedAt - a.savedAt)
}

async function loadDraft(deps: Deps, organisationId: string, id: string): Promise<SavedDraft> {
  const [found] = await deps.db
    .select()
    .from(entryDrafts)
    .where(inOrganisation(entryDrafts, organisationId, eq(entryDrafts.id, id)))
    .orderBy(desc(entryDrafts.revision))
    .limit(1)
  if (!found) throw new NotFound('draft')
  return found
}

export const abolishedOf = async (deps: Deps, organisationId: string): Promise<string[]> =>
  (await deps.db.select().from(abolishedDepartments).where(inOrganisation(abolishedDepartments, organisationId))).map(({ name }) => name)

/** All versions of an entry, oldest first. */
export const versionsOfEntry = (deps: Deps, organisationId: string, entryId: string): Promise<EntryVersion[]> =>
  deps.db
    .select()
    .from(entryVersions)
    .where(inOrganisation(entryVersions, organisationId, eq(entryVersions.entryId, entryId)))
    .orderBy(entryVersions.version)

/** Begins a new entry, or the amendment of one. @returns the draft's id. Refusals: entry-archived. */
export async function startEntryDraft(deps: Deps, actor: Actor, office: Office, slug?: string): Promise<Result<string>> {
  checkMayKeepRegister(actor, office.id)
  const entry = slug === undefined ? undefined : await findEntryBySlug(deps.db, office.id, slug)
  if (slug !== undefined && !entry) throw new NotFound('entry')
  if (entry?.archivedAt) return refused({ code: 'entry-archived' })
  const id = idFrom(deps.random(20))
  const { profile } = office
  const desk = { 'disclosureDesk-name': profile.desk ?? '', 'disclosureDesk-address': profile.address ?? '' }
  const fresh = { ledger: 'register', fileKind: 'computer', authority: profile.authority ?? '', ordinanceSensitive: 'not-defined', ...desk }
  await save(deps, actor, 'entry-draft-started', {
    ...{ id, revision: 1, organisationId: office.id, status: 'writing', note: null, approvedBy: null },
    ...{ entryId: entry?.id ?? null, baseVersion: entry?.version ?? null },
    typed: entry
      ? { ...typedOf(snapshotOf(entry)), effectiveOn: japanDate(deps.clock()) }
      : { ...fresh, effectiveOn: japanDate(deps.clock()) },
    ...{ writtenBy: actor.userId, savedAt: deps.clock(), savedBy: actor.userId },
  })
  return ok(id)
}

async function save(deps: Deps, actor: Actor, type: string, draft: SavedDraft): Promise<void> {
  await writeWithAudit(
    deps,
    [
      {
        organisationId: draft.organisationId,
        actorId: actor.userId,
        type,
        subject: `entry-draft:${draft.id}`,
        facts: { revision: draft.revision },
      },
    ],
    () => [deps.db.insert(entryDrafts).values(draft)],
    { unique: ['entry_drafts.id'] },
  )
}

/** A draft with all that its page shows. @throws {NotFound} */
export async function openEntryDraft(deps: Deps, actor: Actor, office: Office, id: string) {
  checkMayKeepRegister(actor, office.id)
  const saved = await loadDraft(deps, office.id, id)
  const draft = readEntry(saved.typed)
  const [abolished, entry] = await Promise.all([
    abolishedOf(deps, office.id),
    saved.entryId ? findEntry(deps.db, office.id, saved.entryId) : undefined,
  ])
  return {
    saved,
    draft,
    entry,
    abolished,
    warnings: warningsOf(programmeOfOffice(office), draft),
    steps: stepsFor(actor, office.id, saved),
  }
}

export type DraftStep = 'write' | 'approve' | 'publish' | 'return'

/** What the actor may do with a draft now. Nobody approves what they wrote, nor publishes what they approved. */
export function stepsFor(actor: Actor, organisationId: string, { status, writtenBy, approvedBy }: SavedDraft): DraftStep[] {
  const isDepartment = hasRole(actor, organisationId, 'department-officer')
  const isDesk = hasRole(actor, organisationId, 'screening-officer', 'administrator')
  if (status === 'writing') return ['write']
  if (status === 'department') return isDepartment && actor.userId !== writtenBy ? ['approve', 'return'] : []
  return isDesk && actor.userId !== writtenBy && actor.userId !== approvedBy ? ['publish', 'return'] : []
}

/** How many drafts wait for this person: to approve, to publish, or sent back to be written again. */
export async function entryDraftsWaiting(deps: Deps, actor: Actor, organisationId: string): Promise<number> {
  if (!mayKeepRegister(actor, organisationId)) return 0
  return (await entryDraftsOf(deps, organisationId)).filter((draft) =>
    draft.status === 'writing'
      ? draft.writtenBy === actor.userId && draft.note !== null
      : stepsFor(actor, organisationId, draft).length > 0,
  ).length
}

export interface SentDraft {
  revision: number
  typed: Typed
}

const same = (sent: SentDraft, saved: SavedDraft): Refusal[] => (sent.revision === saved.revision ? [] : [{ code: 'changed-meanwhile' }])

/** Saves what was typed as it is, complete or not; `submit` also hands it on for approval. Refusals: by field, confirm-warnings. */
export async function writeEntryDraft(
  deps: Deps,
  actor: Actor,
  office: Office,
  id: string,
  sent: SentDraft,
  submit: boolean,
): Promise<Result<unknown>> {
  const { saved, abolished } = await openEntryDraft(deps, actor, office, id)
  const refusals = same(sent, saved)
  if (refusals.length > 0) return refused(...refusals)
  if (saved.status !== 'writing') return refused({ code: 'draft-not-writing' })
  const typed = onlyFields(sent.typed)
  refusals.push(...(submit ? [] : tooLong(typed)))
  if (refusals.length > 0) return refused(...refusals)
  if (submit) {
    const draft = withSlug(readEntry(typed), id)
    typed.slug = draft.slug
    refusals.push(...checkForm(draft, typed, abolished))
    if ((typed.changeReason ?? '').trim() === '' && saved.entryId) refusals.push({ code: 'required', field: 'changeReason' })
    if (warningsOf(programmeOfOffice(office), draft).length > 0 && typed.confirmed !== 'yes')
      refusals.push({ code: 'confirm-warnings', field: 'confirmed' })
    const taken = await findEntryBySlug(deps.db, office.id, draft.slug)
    if (taken && taken.id !== saved.entryId) refusals.push({ code: 'entry-name-taken', field: 'slug' })
    if (saved.entryId && !draft.isEligible && (await isInLiveCall(deps, office.id, saved.entryId)))
      refusals.push({ code: 'entry-in-call', field: 'registered-met' })
    if (refusals.length > 0) return refused(...refusals)
  }
  return step(deps, actor, saved, submit ? 'entry-draft-submitted' : 'entry-draft-saved', {
    typed,
    ...(submit ? { status: 'department' as const, note: null } : {}),
    writtenBy: actor.userId,
  })
}

const withSlug = (draft: EntryDraft, id: string): EntryDraft => (draft.slug === '' ? { ...draft, slug: `file-${id.slice(0, 8)}` } : draft)

async function isInLiveCall(deps: Deps, organisationId: string, entryId: string): Promise<boolean> {
  const today = japanDate(deps.clock())
  return (await callsOf(deps.db, organisationId)).some(
    (call) => callStatus(call, today) !== 'closed' && call.entries.some((one) => one.entryId === entryId),
  )
}

async function step(deps: Deps, actor: Actor, saved: SavedDraft, type: string, set: Partial<SavedDraft>): Promise<Result<unknown>> {
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await save(deps, actor, type, { ...saved, ...set, revision: saved.revision + 1, savedAt: deps.clock(), savedBy: actor.userId })
  })
}

async function openFor(deps: Deps, actor: Actor, office: Office, id: string, revision: number, wanted: DraftStep) {
  const opened = await openEntryDraft(deps, actor, office, id)
  if (opened.saved.revision !== revision) return refused({ code: 'changed-meanwhile' })
  if (!opened.steps.includes(wanted)) throw new PermissionDenied(`entry-draft-${wanted}`)
  return ok(opened)
}

/** The department answers for what was written: it goes on to the desk that publishes. */
export async function approveEntryDraft(deps: Deps, actor: Actor, office: Office, id: string, revision: number): Promise<Result<unknown>> {
  const opened = await openFor(deps, actor, office, id, revision, 'approve')
  if (!opened.ok) return opened
  return step(deps, actor, opened.value.saved, 'entry-draft-approved', { status: 'desk', approvedBy: actor.userId })
}

/** Approves every draft that this person may approve and that is as it was shown. @returns how many */
export async function approveAll(deps: Deps, actor: Actor, office: Office, shown: ReadonlyMap<string, number>): Promise<Result<number>> {
  checkMayKeepRegister(actor, office.id)
  const drafts = (await entryDraftsOf(deps, office.id)).filter(
    (draft) => shown.get(draft.id) === draft.revision && stepsFor(actor, office.id, draft).includes('approve'),
  )
  if (drafts.length === 0) return ok(0)
  const at = deps.clock()
  const next = drafts.map((draft) => ({
    ...draft,
    ...{ revision: draft.revision + 1, status: 'desk' as const, approvedBy: actor.userId, savedAt: at, savedBy: actor.userId },
  }))
  const events = next.map(({ id, revision }) => ({
    ...{
      organisationId: office.id,
      actorId: actor.userId,
      type: 'entry-draft-approved',
      subject: `entry-draft:${id}`,
      facts: { revision },
    },
  }))
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await writeWithAudit(deps, events, () => next.map((draft) => deps.db.insert(entryDrafts).values(draft)), {
      unique: ['entry_drafts.id'],
    })
    return next.length
  })
}

/** Publishes every draft that this person may publish and that is as it was shown; those refused stay. @returns how many of each */
export async function publishAll(
  deps: Deps,
  actor: Actor,
  office: Office,
  shown: ReadonlyMap<string, number>,
): Promise<{ done: number; refused: number }> {
  checkMayKeepRegister(actor, office.id)
  const count = { done: 0, refused: 0 }
  for (const draft of await entryDraftsOf(deps, office.id)) {
    if (shown.get(draft.id) !== draft.revision || !stepsFor(actor, office.id, draft).includes('publish')) continue
    const published = await publishEntryDraft(deps, actor, office, draft.id, draft.revision)
    if (published.ok) count.done++
    else count.refused++
  }
  return count
}

/** Sends a draft back to whoever wrote it, with the reason. */
export async function returnEntryDraft(
  deps: Deps,
  actor: Actor,
  office: Office,
  id: string,
  revision: number,
  reason: string,
): Promise<Result<unknown>> {
  const opened = await openFor(deps, actor, office, id, revision, 'return')
  if (!opened.ok) return opened
  const note = reason.trim()
  if (note === '') return refused({ code: 'required', field: 'note' })
  if ([...note].length > 1_000) return refused({ code: 'too-long', field: 'note', facts: { max: 1_000 } })
  return step(deps, actor, opened.value.saved, 'entry-draft-returned', { status: 'writing', approvedBy: null, note })
}

const deleteDraft = (deps: Deps, organisationId: string, id: string): Statement =>
  deps.db.delete(entryDrafts).where(inOrganisation(entryDrafts, organisationId, eq(entryDrafts.id, id)))

/** Takes a draft away that is still being written. */
export async function discardEntryDraft(deps: Deps, actor: Actor, office: Office, id: string): Promise<Result<unknown>> {
  const { saved } = await openEntryDraft(deps, actor, office, id)
  if (saved.status !== 'writing') return refused({ code: 'draft-not-writing' })
  const event = { organisationId: office.id, actorId: actor.userId, type: 'entry-draft-discarded', subject: `entry-draft:${id}` }
  await writeWithAudit(deps, [event], () => [deleteDraft(deps, office.id, id)])
  return ok(undefined)
}

/** Publishes what the department approved: a new entry, or the next version of one. Refusals: as on submission, changed-meanwhile. */
export async function publishEntryDraft(deps: Deps, actor: Actor, office: Office, id: string, revision: number): Promise<Result<string>> {
  const opened = await openFor(deps, actor, office, id, revision, 'publish')
  if (!opened.ok) return opened
  const { saved, draft, entry, abolished } = opened.value
  const refusals = checkForm(draft, saved.typed, abolished)
  if (refusals.length > 0) return refused(...refusals)
  if (entry && entry.version !== saved.baseVersion) return refused({ code: 'changed-meanwhile' })
  const version = (entry?.version ?? 0) + 1
  const entryId = entry?.id ?? idFrom(deps.random(20))
  try {
    await writeVersion(deps, actor, office.id, {
      ...{ entryId, version, kind: entry ? 'amended' : 'published', snapshot: draft },
      effectiveOn: saved.typed.effectiveOn || japanDate(deps.clock()),
      reason: saved.typed.changeReason?.trim() || '新たに保有した',
      ...{ writtenBy: saved.writtenBy, approvedBy: saved.approvedBy },
      also: () => [deleteDraft(deps, office.id, id)],
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return refused({ code: entry ? 'changed-meanwhile' : 'entry-name-taken' })
  }
  return ok(draft.slug)
}

interface NewVersion
  extends Pick<EntryVersion, 'entryId' | 'version' | 'kind' | 'snapshot' | 'effectiveOn' | 'reason' | 'writtenBy' | 'approvedBy'> {
  set?: Partial<typeof registerEntries.$inferInsert>
  also?: () => Statement[]
}

const EVENTS = { published: 'entry-published', amended: 'entry-amended', confirmed: 'entry-confirmed', archived: 'entry-archived' } as const

/** One version of an entry: the row of the register, the version, and the log, in one transaction. @throws {Conflict} */
async function writeVersion(deps: Deps, actor: Actor, organisationId: string, { set, also, ...version }: NewVersion): Promise<void> {
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

/** The columns of an entry's row. */
function rowOf(draft: EntryDraft) {
  const { slug, name, department, persons, isEligible, ledger, ...content } = contentOf(draft)
  return { slug, name, department, persons, isEligible, ledger: ledger ?? 'register', content }
}

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
  if (!hasRole(actor, office.id, 'screening-officer', 'administrator')) throw new PermissionDenied('archive-entry')
  const entry = await findEntryBySlug(deps.db, office.id, slug)
  if (!entry) throw new NotFound('entry')
  const refusals: Refusal[] = []
  if (entry.archivedAt) refusals.push({ code: 'entry-archived' })
  if (typed.reason.trim() === '') refusals.push({ code: 'required', field: 'reason' })
  if ([...typed.reason].length > 1_000) refusals.push({ code: 'too-long', field: 'reason', facts: { max: 1_000 } })
  if (!isIsoDate(typed.effectiveOn)) refusals.push({ code: 'not-a-date', field: 'effectiveOn' })
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
  if (!hasRole(actor, office.id, 'screening-officer', 'administrator')) throw new PermissionDenied('abolish-department')
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
