import { sha256 } from '@noble/hashes/sha2.js'
import { type AuditDeps, writeWithAudit } from '../../audit/index.ts'
import type { Organisation } from '../../auth/index.ts'
import { type Actor, hex, idFrom, japanDate, NotFound, ok, type Refusal, type Result, refused, unlessConflict } from '../../core/index.ts'
import { type Edit, staleEdits, withEdits } from '../../documents/index.ts'
import { programme } from '../../programmes/index.ts'
import { makeNotice } from './call-notice.ts'
import type { Call, CallDraft, EntryDraft } from './model.ts'
import { checkMayAnnounceCalls, checkMayKeepRegister, maySeeCall } from './permissions.ts'
import { callStatus, checkCall, checkEntry } from './rules.ts'
import { calls, entryVersions, registerEntries } from './schema.ts'
import { bringForward, indexCalls, indexEntry } from './search-index.ts'
import { callsOf, entriesOf, findCall } from './store.ts'
import { contentOf, rowOf } from './versions.ts'

/**
 * Publishes entries of the register (個人情報ファイル簿), all or none.
 *
 * @returns their ids, in the order given
 */
export async function publishEntries(
  deps: AuditDeps,
  actor: Actor,
  organisationId: string,
  drafts: EntryDraft[],
): Promise<Result<string[]>> {
  checkMayKeepRegister(actor, organisationId)
  const refusals: Refusal[] = drafts.flatMap((draft) => {
    const checked = checkEntry(draft)
    return checked.ok ? [] : checked.refusals.map((refusal) => ({ ...refusal, facts: { ...refusal.facts, entry: draft.slug } }))
  })
  if (refusals.length > 0) return refused(...refusals)
  const at = deps.clock()
  const rows = drafts.map((draft) => {
    const id = idFrom(deps.random(20))
    return { ...rowOf(draft), id, organisationId, version: 1, publishedAt: at, updatedAt: at }
  })
  return unlessConflict({ code: 'entry-name-taken', field: 'name' }, async () => {
    await writeWithAudit(
      deps,
      rows.map(({ id, slug, isEligible }) => ({
        organisationId,
        actorId: actor.userId,
        type: 'entry-published',
        subject: `entry:${id}`,
        facts: { slug, isEligible, version: 1 },
        isPublic: true,
      })),
      () => [
        ...rows.map((row) => deps.db.insert(registerEntries).values(row)),
        ...rows.flatMap((row) => indexEntry(deps.db, row.id, organisationId, row)),
        ...rows.map(({ id }, i) =>
          deps.db.insert(entryVersions).values({
            ...{ entryId: id, version: 1, organisationId, kind: 'published', snapshot: contentOf(drafts[i]!) },
            ...{ effectiveOn: japanDate(at), reason: '新たに記載した', writtenBy: actor.userId, approvedBy: null },
            ...{ publishedBy: actor.userId, publishedAt: at },
          }),
        ),
      ],
      { unique: ['register_entries.slug', 'register_entries.name'] },
    )
    return rows.map(({ id }) => id)
  })
}

/** Announces a call for proposals (提案の募集) under the organisation's programme; its list of files is frozen with it. */
export async function announceCall(
  deps: AuditDeps,
  actor: Actor,
  organisation: Organisation & { programmeVersion?: string },
  draft: CallDraft,
  /** wording of the notice, where the official changed it */
  edits: readonly Edit[] = [],
): Promise<Result<string>> {
  checkMayAnnounceCalls(actor, organisation.id)
  const itsProgramme = programme(organisation.programmeId ?? '', organisation.programmeVersion)
  const entries = await entriesOf(deps.db, organisation.id, draft.entryIds)
  const offered = entries.filter(({ ledger, archivedAt }) => ledger === 'register' && archivedAt === null)
  const checked = checkCall(itsProgramme, draft, offered)
  if (!checked.ok) return checked
  // The same form sent twice is one call.
  const known = await callsOf(deps.db, organisation.id)
  if (known.some((call) => call.title === draft.title && call.opensOn === draft.opensOn))
    return refused({ code: 'call-announced-already', field: 'title' })
  const notice = { model: makeNotice(organisation, itsProgramme, draft, entries).model, edits: [...edits] }
  if (staleEdits(notice.model, edits).length > 0) return refused({ code: 'paper-text-stale', facts: { paper: '公示' } })
  const noticeSha256 = hex(sha256(new TextEncoder().encode(JSON.stringify(withEdits(notice.model, edits)))))
  const id = idFrom(deps.random(20))
  const { title, announcedOn, opensOn, closesOn, terms, questions } = draft
  await writeWithAudit(
    deps,
    [
      {
        organisationId: organisation.id,
        actorId: actor.userId,
        type: 'call-announced',
        subject: `call:${id}`,
        facts: {
          ...{ opensOn, closesOn, entries: entries.length, programme: itsProgramme.id, version: itsProgramme.version },
          ...{ notice: noticeSha256, reworded: edits.length },
        },
        isPublic: true,
      },
    ],
    () => [
      deps.db.insert(calls).values({
        id,
        organisationId: organisation.id,
        title,
        programmeId: itsProgramme.id,
        programmeVersion: itsProgramme.version,
        announcedOn,
        opensOn,
        closesOn,
        terms,
        questions: questions ?? null,
        entries: entries.map((entry) => ({ entryId: entry.id, version: entry.version })),
        notice,
        noticeSha256,
        createdAt: deps.clock(),
      }),
      ...entries.flatMap((entry) => bringForward(deps.db, entry, 'called')),
      indexCalls(deps.db, id),
    ],
  )
  return ok(id)
}

/** A call that the actor may see. @throws {NotFound} also before the day of its announcement */
export async function loadCall(
  deps: Pick<AuditDeps, 'db' | 'clock'>,
  actor: Actor | undefined,
  organisationId: string,
  id: string,
): Promise<Call> {
  const call = await findCall(deps.db, organisationId, id)
  if (!call || !maySeeCall(actor, call, japanDate(deps.clock()))) throw new NotFound('call')
  return call
}

/** Whether a call that is announced or open asks for the entry. */
export async function isInLiveCall(deps: Pick<AuditDeps, 'db' | 'clock'>, organisationId: string, entryId: string): Promise<boolean> {
  const today = japanDate(deps.clock())
  return (await callsOf(deps.db, organisationId)).some(
    (call) => callStatus(call, today) !== 'closed' && call.entries.some((one) => one.entryId === entryId),
  )
}
