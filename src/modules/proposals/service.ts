import { and, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { findOrganisation } from '../../auth/index.ts'
import { type Actor, japanDate, NotFound, ok, PermissionDenied, type Result, refused } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { type Call, findCall, findEntry, type RegisterEntry } from '../register/index.ts'
import { addAttachments, describeAttachments } from './attachments.ts'
import { type LoadedCase, loadCase, moveCase, programmeOfCase } from './case.ts'
import { isSame, type ProposalContent } from './content.ts'
import type { Case } from './model.ts'
import type { PaperWords } from './papers.ts'
import { mayWrite, proposerOrganisations } from './permissions.ts'
import { carriedFields, checkCallTakes, isWritable, type SentFile, tooLong, withAnswers } from './rules.ts'
import { proposals } from './schema.ts'
import { draftsOf, findCase, untouchedDraft } from './store.ts'
import { type DraftBegun, writeDraft } from './write-draft.ts'

/** What a case is about. @throws {NotFound} */
export async function aboutOf(deps: Deps, { theCase }: LoadedCase): Promise<{ entry: RegisterEntry; call: Call | null }> {
  const entry = await findEntry(deps.db, theCase.organisationId, theCase.entryId)
  const call = theCase.madeDataId === null ? await findCall(deps.db, theCase.organisationId, theCase.callId) : null
  if (!entry || call === undefined) throw new NotFound('entry or call of the case')
  return { entry, call }
}

/**
 * Starts a draft for a file of an open call, with what the proposer's registration already tells.
 * Starting twice without having written gives the same draft, and with the same answers to begin with (`carried`) too.
 */
export async function startProposal(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  wanted: { callId: string; entryId: string; carried?: Readonly<Record<string, string>> },
): Promise<Result<{ id: string }>> {
  const call = await findCall(deps.db, organisationId, wanted.callId)
  const entry = await findEntry(deps.db, organisationId, wanted.entryId)
  if (!call || !entry) throw new NotFound('call or entry')
  const refusals = checkCallTakes(call, entry, japanDate(deps.clock()))
  if (refusals.length > 0) return refused(...refusals)
  const { programmeId, programmeVersion } = call
  const about = { callId: call.id, entryId: entry.id, programmeId, programmeVersion, kind: null }
  const fields = carriedFields(programmeOfCase(about), entry, wanted.carried ?? {})
  if (fields.length === 0) return beginDraft(deps, actor, organisationId, about)
  const answers = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
  const [proposerOrganisationId = ''] = proposerOrganisations(actor)
  const drafts = await draftsOf(deps.db, organisationId, { proposerOrganisationId, callId: call.id, entryId: entry.id })
  // Sent twice: the first one did it.
  const same = drafts.find(({ content }) => fields.every(({ name, value }) => content.answers[name] === value))
  if (same) return ok({ id: same.id })
  const begun = await beginDraft(deps, actor, organisationId, about)
  if (!begun.ok) return begun
  const loaded = await loadCase(deps, actor, organisationId, begun.value.id)
  const saved = await saveProposal(deps, actor, loaded, {
    answers: { ...loaded.theCase.content.answers, ...answers },
    pledged: false,
    files: [],
  })
  return saved.ok ? begun : saved
}

/** Makes a draft of the actor's organisation; one that was begun and never written in is given again. */
export async function beginDraft(deps: Deps, actor: Actor, organisationId: string, begun: DraftBegun): Promise<Result<{ id: string }>> {
  const [proposerOrganisationId] = proposerOrganisations(actor)
  if (proposerOrganisationId === undefined) throw new PermissionDenied('propose')
  const proposer = await findOrganisation(deps.db, proposerOrganisationId)
  if (!proposer) throw new NotFound('proposer')
  const { callId, entryId, made } = begun
  const existing = await untouchedDraft(deps.db, organisationId, { proposerOrganisationId, callId, entryId, madeDataId: made?.id })
  if (existing) return ok({ id: existing.id })
  const { address = '', representative = '', phone = '' } = proposer.profile
  const answers = {
    'party-kind': 'body',
    'party-name': proposer.name,
    'party-address': address,
    'party-representative': representative,
    'party-contact': [actor.name, phone].filter(Boolean).join(' '),
  }
  const content = { answers, pledged: false }
  return ok(await writeDraft(deps, actor, organisationId, begun, () => ({ proposerOrganisationId, proposerName: proposer.name, content })))
}

/** What the proposer sent with the form. */
export interface SentForm {
  answers: Readonly<Record<string, string>>
  pledged: boolean
  files: SentFile[]
  /** what is said of papers that are attached already, by their ids */
  papers?: Readonly<Record<string, PaperWords>>
  /** which saving the form showed (Case.updatedAt); without it, whatever is saved is replaced */
  mark?: number
}

/**
 * Keeps what was written, however incomplete, and the files that may be kept.
 *
 * Refusals: wrong-state, too-long, saved-elsewhere (another window saved since `mark`: nothing is overwritten),
 * changed-meanwhile, and those of files. Good files are kept whatever else is refused.
 * @returns what is saved now and its mark
 */
export async function saveProposal(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  sent: SentForm,
): Promise<Result<{ content: ProposalContent; mark: number }>> {
  const { theCase, programme: itsProgramme } = loaded
  if (!mayWrite(actor, theCase)) throw new PermissionDenied('write-proposal')
  if (!isWritable(theCase.state)) return refused({ code: 'wrong-state' })
  const { entry } = await aboutOf(deps, loaded)
  const content = withAnswers(itsProgramme, theCase.state, theCase.content, entry, sent)
  const tooLongOnes = tooLong(itsProgramme, content, entry)
  const written = tooLongOnes.length > 0 ? refused(...tooLongOnes) : await writeContent(deps, theCase, content, sent.mark)
  await describeAttachments(deps, actor, loaded, sent.papers ?? {})
  const fileRefusals = await addAttachments(deps, actor, loaded, sent.files)
  const refusals = [...(written.ok ? [] : written.refusals), ...fileRefusals]
  return written.ok && refusals.length === 0 ? ok({ content, mark: written.value }) : refused(...refusals)
}

/** Writes what changed, unless another window wrote something else since. @returns the mark of what is saved now */
async function writeContent(deps: Deps, theCase: Case, content: ProposalContent, mark: number | undefined): Promise<Result<number>> {
  // A draft's first saving counts even if it says nothing new: untouchedDraft() must not find it again.
  if (isSame(content, theCase.content) && theCase.updatedAt !== theCase.createdAt) return ok(theCase.updatedAt)
  if (mark !== undefined && mark !== theCase.updatedAt) return refused({ code: 'saved-elsewhere' })
  // Every saving has a mark of its own, even within one millisecond.
  const updatedAt = Math.max(deps.clock(), theCase.updatedAt + 1)
  const saved = await deps.db
    .update(proposals)
    .set({ content, updatedAt })
    .where(
      inOrganisation(
        proposals,
        theCase.organisationId,
        and(
          eq(proposals.id, theCase.id),
          eq(proposals.state, theCase.state),
          eq(proposals.version, theCase.version),
          eq(proposals.updatedAt, theCase.updatedAt),
        ),
      ),
    )
    .returning({ id: proposals.id })
  if (saved.length > 0) return ok(updatedAt)
  const now = await findCase(deps.db, theCase.organisationId, theCase.id)
  if (now?.version !== theCase.version) return refused({ code: 'changed-meanwhile' })
  return isSame(content, now.content) ? ok(now.updatedAt) : refused({ code: 'saved-elsewhere' })
}

/** The proposer takes the proposal back. */
export const withdrawProposal = async (deps: Deps, actor: Actor, loaded: LoadedCase, reason: string) =>
  moveCase(deps, actor, loaded, { action: 'withdraw', reason: reason.trim().slice(0, 1_000) || undefined })
