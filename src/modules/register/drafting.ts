import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import {
  type Actor,
  Conflict,
  idFrom,
  japanDate,
  NotFound,
  ok,
  PermissionDenied,
  type Refusal,
  type Result,
  refused,
  unlessConflict,
} from '../../core/index.ts'
import { deleteDraft, entryDraftsOf, loadDraft, saveDraft } from './drafts.ts'
import { checkForm, markOf, onlyFields, readEntry, type Typed, tooLong, typedOf, warningsOf } from './entry-form.ts'
import type { EntryDraft, SavedDraft } from './model.ts'
import { type Office, programmeOfOffice } from './office.ts'
import { checkMayKeepRegister, type DraftStep, mayKeepRegister, stepsFor } from './permissions.ts'
import { isInLiveCall } from './service.ts'
import { findEntry, findEntryByName, findEntryBySlug } from './store.ts'
import { abolishedOf } from './upkeep.ts'
import { snapshotOf, writeVersion } from './versions.ts'

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
  await saveDraft(deps, actor, 'entry-draft-started', {
    ...{ id, revision: 1, organisationId: office.id, status: 'writing', note: null, approvedBy: null },
    ...{ entryId: entry?.id ?? null, baseVersion: entry?.version ?? null },
    typed: entry
      ? { ...typedOf(snapshotOf(entry)), effectiveOn: japanDate(deps.clock()) }
      : { ...fresh, effectiveOn: japanDate(deps.clock()) },
    ...{ writtenBy: actor.userId, savedAt: deps.clock(), savedBy: actor.userId },
  })
  return ok(id)
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
    refusals.push(...checkForm(draft, typed, abolished, japanDate(deps.clock())))
    if ((typed.changeReason ?? '').trim() === '' && saved.entryId) refusals.push({ code: 'required', field: 'changeReason' })
    const warnings = warningsOf(programmeOfOffice(office), draft)
    if (warnings.length > 0 && !(typed.confirmed === 'yes' && typed.warned === markOf(warnings)))
      refusals.push({ code: 'confirm-warnings', field: 'confirmed' })
    const taken = await findEntryBySlug(deps.db, office.id, draft.slug)
    if (taken && taken.id !== saved.entryId) refusals.push({ code: 'entry-name-taken', field: 'slug' })
    const namesake = await findEntryByName(deps.db, office.id, draft.name)
    if (namesake && namesake.id !== saved.entryId) refusals.push({ code: 'entry-name-taken', field: 'name' })
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

async function step(deps: Deps, actor: Actor, saved: SavedDraft, type: string, set: Partial<SavedDraft>): Promise<Result<unknown>> {
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await saveDraft(deps, actor, type, { ...saved, ...set, revision: saved.revision + 1, savedAt: deps.clock(), savedBy: actor.userId })
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
  const refusals = checkForm(draft, saved.typed, abolished, japanDate(deps.clock()))
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
