import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { findOrganisation } from '../../auth/index.ts'
import { type Actor, Conflict, japanDate, NotFound, ok, PermissionDenied, type Result, refused, unlessConflict } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { findCase, loadCase, proposerOrganisations, saveProposal, startProposal } from '../proposals/index.ts'
import type { Consultation, TypedMeeting, TypedRequest } from './model.ts'
import { isOwn, mayRecord, maySee } from './permissions.ts'
import { canLeadOn, checkArrangement, checkMeeting, checkRequest, PARTICIPANTS } from './rules.ts'
import { casesBegunFrom, consultationsOf, consultationsOfYear, findConsultation, insertConsultation, insertLink } from './store.ts'

/** The organisation as the middleware hands it over. */
interface Office {
  id: string
  programmeId: string | null
  programmeVersion?: string
}

const TRIES = 5

/**
 * Asks for a consultation, or writes down one that came by telephone. The id is drawn with the form, so that a form sent twice
 * is one consultation. Refusals: consultation-not-offered, required, too-long, form-stale.
 * @returns its id
 */
export async function requestConsultation(
  deps: Deps,
  actor: Actor,
  office: Office,
  id: string,
  entryId: string | null,
  typed: TypedRequest,
): Promise<Result<string>> {
  const isOfficial = mayRecord(actor, office.id)
  const [proposerOrganisationId] = proposerOrganisations(actor)
  if (!isOfficial && proposerOrganisationId === undefined) throw new PermissionDenied('consult')
  if (!/^[a-z0-9]{16,64}$/.test(id)) return refused({ code: 'form-stale' })
  const its = programme(office.programmeId ?? '', office.programmeVersion)
  const refusals = checkRequest(its, typed)
  if (refusals.length > 0) return refused(...refusals)
  for (let i = 0; ; i++) {
    const at = deps.clock()
    const year = japanDate(at).slice(0, 4)
    const number = `${year}-${String((await consultationsOfYear(deps.db, office.id, year)) + 1).padStart(4, '0')}`
    try {
      await write(deps, 'consultation-requested', {
        ...{ id, revision: 1, organisationId: office.id, number, status: 'requested' },
        ...{ programmeId: its.id, programmeVersion: its.version, entryId },
        proposerOrganisationId: isOfficial ? null : proposerOrganisationId!,
        ...typed,
        ...{ meetOn: null, meetHow: '', meetings: [], internal: '', requestedAt: at, savedAt: at, savedBy: actor.userId },
      })
      return ok(id)
    } catch (error) {
      if (!(error instanceof Conflict) || i >= TRIES) throw error
      const known = await findConsultation(deps.db, office.id, id)
      if (known) return maySee(actor, known) ? ok(id) : refused({ code: 'form-stale' })
    }
  }
}

const write = (deps: Deps, type: string, one: Consultation) =>
  writeWithAudit(
    deps,
    [
      {
        ...{ organisationId: one.organisationId, actorId: one.savedBy, type, subject: `consultation:${one.id}` },
        facts: { number: one.number, revision: one.revision, outcome: one.meetings.at(-1)?.outcome ?? null },
      },
    ],
    () => [insertConsultation(deps.db, one)],
    { unique: ['consultations.id', 'consultations.number'] },
  )

async function step(deps: Deps, actor: Actor, type: string, one: Consultation, set: Partial<Consultation>): Promise<Result<unknown>> {
  return unlessConflict({ code: 'changed-meanwhile' }, () =>
    write(deps, type, { ...one, ...set, revision: one.revision + 1, savedAt: deps.clock(), savedBy: actor.userId }),
  )
}

/** A consultation that the actor may see. @throws {NotFound} also if it is another's */
export async function loadConsultation(deps: Deps, actor: Actor | undefined, organisationId: string, id: string): Promise<Consultation> {
  const one = await findConsultation(deps.db, organisationId, id)
  if (!one || !maySee(actor, one)) throw new NotFound('consultation')
  return one
}

/** Those that the actor may see: all for officials who record, else one's own. */
export async function listConsultations(deps: Deps, actor: Actor, organisationId: string): Promise<Consultation[]> {
  return (await consultationsOf(deps.db, organisationId)).filter((one) => maySee(actor, one))
}

async function openStep(deps: Deps, actor: Actor, organisationId: string, id: string, revision: number): Promise<Result<Consultation>> {
  const one = await loadConsultation(deps, actor, organisationId, id)
  return one.revision === revision ? ok(one) : refused({ code: 'changed-meanwhile' })
}

/** The office says when and how the talk is. Refusals: not-a-date, day-over, required, consultation-closed, changed-meanwhile. */
export async function arrange(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  id: string,
  revision: number,
  { meetOn, meetHow }: { meetOn: string; meetHow: string },
): Promise<Result<unknown>> {
  const opened = await openStep(deps, actor, organisationId, id, revision)
  if (!opened.ok) return opened
  const one = opened.value
  if (!mayRecord(actor, organisationId)) throw new PermissionDenied('record-consultation')
  if (one.status === 'held' || one.status === 'withdrawn') return refused({ code: 'consultation-closed' })
  const refusals = checkArrangement(meetOn, meetHow, japanDate(deps.clock()))
  if (refusals.length > 0) return refused(...refusals)
  return step(deps, actor, 'consultation-arranged', one, { status: 'arranged', meetOn, meetHow: meetHow.trim() })
}

/** Writes down a talk; what was written of the last one is replaced once the consultation is over. Refusals: of checkMeeting. */
export async function recordMeeting(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  id: string,
  revision: number,
  typed: TypedMeeting,
  entryId: string | null,
): Promise<Result<unknown>> {
  const opened = await openStep(deps, actor, organisationId, id, revision)
  if (!opened.ok) return opened
  const one = opened.value
  if (!mayRecord(actor, organisationId)) throw new PermissionDenied('record-consultation')
  if (one.status === 'withdrawn') return refused({ code: 'consultation-closed' })
  const refusals = checkMeeting(typed, one, japanDate(deps.clock()))
  if (refusals.length > 0) return refused(...refusals)
  const { heldOn, said, outcome, advice, internal } = typed
  const participants = typed.participants.filter((role) => role in PARTICIPANTS)
  const before = one.status === 'held' ? one.meetings.slice(0, -1) : one.meetings
  return step(deps, actor, one.status === 'held' ? 'consultation-corrected' : 'consultation-recorded', one, {
    status: outcome === 'again' ? 'requested' : 'held',
    meetings: [...before, { heldOn, participants, minutes: Number(typed.minutes), said: said.trim(), outcome, advice: advice.trim() }],
    ...{ internal: internal.trim(), entryId: entryId ?? one.entryId, meetOn: null, meetHow: '' },
  })
}

/** The business no longer needs it. */
export async function withdrawConsultation(deps: Deps, actor: Actor, organisationId: string, id: string): Promise<Result<unknown>> {
  const one = await loadConsultation(deps, actor, organisationId, id)
  if (one.status === 'held' || one.status === 'withdrawn') return refused({ code: 'consultation-closed' })
  return step(deps, actor, 'consultation-withdrawn', one, { status: 'withdrawn' })
}

/**
 * Begins a proposal from a consultation: a draft that already says what was wished. Once begun, the same draft is opened again.
 * Refusals: consultation-leads-nowhere and those of starting a proposal. @returns the case's id
 */
export async function proposeFrom(deps: Deps, actor: Actor, organisationId: string, id: string, callId: string): Promise<Result<string>> {
  const one = await loadConsultation(deps, actor, organisationId, id)
  if (!isOwn(actor, one)) throw new PermissionDenied('propose')
  if (!canLeadOn(one)) return refused({ code: 'consultation-leads-nowhere' })
  for (const { caseId } of await casesBegunFrom(deps.db, organisationId, id)) {
    const begun = await findCase(deps.db, organisationId, caseId)
    if (begun?.state === 'draft' && begun.callId === callId) return ok(caseId)
  }
  const started = await startProposal(deps, actor, organisationId, { callId, entryId: one.entryId! })
  if (!started.ok) return started
  const caseId = started.value.id
  const event = { organisationId, actorId: actor.userId, type: 'proposal-begun-from-consultation', subject: `proposal:${caseId}` }
  await writeWithAudit(deps, [{ ...event, facts: { consultation: id } }], () => [
    insertLink(deps.db, { caseId, consultationId: id, organisationId }),
  ])
  const saved = await saveProposal(deps, actor, await loadCase(deps, actor, organisationId, caseId), {
    ...{ answers: one.wish, pledged: false, files: [] },
  })
  return saved.ok ? ok(caseId) : saved
}

/** What a business is called in its registration, so that it need not be typed again. */
export async function registeredAs(deps: Deps, actor: Actor): Promise<{ company: string; contact: string }> {
  const [id] = proposerOrganisations(actor)
  const organisation = id ? await findOrganisation(deps.db, id) : undefined
  return {
    company: organisation?.name ?? '',
    contact: organisation ? [actor.name, organisation.profile.phone].filter(Boolean).join(' ') : '',
  }
}
