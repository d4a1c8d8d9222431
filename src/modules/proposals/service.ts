import { and, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { findOrganisation } from '../../auth/index.ts'
import {
  type Actor,
  idFrom,
  japanDate,
  japanDateTime,
  NotFound,
  ok,
  PermissionDenied,
  type Refusal,
  type Result,
  refused,
} from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { dueDate, programme } from '../../programmes/index.ts'
import { type Call, findCall, findEntry, type RegisterEntry } from '../register/index.ts'
import { addAttachments } from './attachments.ts'
import { checkMove, type LoadedCase, loadCase, moveCase, refusalsOf } from './case.ts'
import type { ProposalContent } from './content.ts'
import { fiscalYear, issueDocuments, paper } from './dossier.ts'
import { itemRows } from './facts.ts'
import { proposerOrganisations, rolesInCase } from './permissions.ts'
import { checkCallTakes, checkSubmission, isWritable, type SentFile, tooLong, withAnswers } from './rules.ts'
import { proposals } from './schema.ts'
import { attachmentsOf, receiptsOfYear, untouchedDraft } from './store.ts'

/** What a case is about. @throws {NotFound} */
export async function aboutOf(deps: Deps, { theCase }: LoadedCase): Promise<{ entry: RegisterEntry; call: Call }> {
  const entry = await findEntry(deps.db, theCase.organisationId, theCase.entryId)
  const call = await findCall(deps.db, theCase.organisationId, theCase.callId)
  if (!entry || !call) throw new NotFound('entry or call of the case')
  return { entry, call }
}

/**
 * Starts a draft for a file of an open call, with what the proposer's registration already tells.
 * Starting twice without having written gives the same draft.
 */
export async function startProposal(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  wanted: { callId: string; entryId: string },
): Promise<Result<{ id: string }>> {
  const [proposerOrganisationId] = proposerOrganisations(actor)
  if (proposerOrganisationId === undefined) throw new PermissionDenied('propose')
  const call = await findCall(deps.db, organisationId, wanted.callId)
  const entry = await findEntry(deps.db, organisationId, wanted.entryId)
  const proposer = await findOrganisation(deps.db, proposerOrganisationId)
  if (!call || !entry || !proposer) throw new NotFound('call or entry')
  const refusals = checkCallTakes(call, entry, japanDate(deps.clock()))
  if (refusals.length > 0) return refused(...refusals)
  const existing = await untouchedDraft(deps.db, organisationId, { proposerOrganisationId, callId: call.id, entryId: entry.id })
  if (existing) return ok({ id: existing.id })
  const id = idFrom(deps.random(20))
  const at = deps.clock()
  const { address = '', representative = '', phone = '' } = proposer.profile
  const content: ProposalContent = {
    answers: {
      'party-kind': 'body',
      'party-name': proposer.name,
      'party-address': address,
      'party-representative': representative,
      'party-contact': [actor.name, phone].filter(Boolean).join(' '),
    },
    pledged: false,
  }
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'proposal-drafted',
        subject: `proposal:${id}`,
        facts: { call: call.id, entry: entry.id, programme: call.programmeId, version: call.programmeVersion },
      },
    ],
    () => [
      deps.db.insert(proposals).values({
        id,
        organisationId,
        proposerOrganisationId,
        proposerName: proposer.name,
        callId: call.id,
        entryId: entry.id,
        programmeId: call.programmeId,
        programmeVersion: call.programmeVersion,
        state: programme(call.programmeId, call.programmeVersion).start,
        version: 0,
        content,
        createdAt: at,
        updatedAt: at,
      }),
    ],
  )
  return ok({ id })
}

/** What the proposer sent with the form. */
export interface SentForm {
  answers: Readonly<Record<string, string>>
  pledged: boolean
  files: SentFile[]
}

/**
 * Keeps what was written, however incomplete, and the files that may be kept.
 *
 * Refusals (wrong-state, too-long, attachment-…, changed-meanwhile) leave everything else saved.
 */
export async function saveProposal(deps: Deps, actor: Actor, loaded: LoadedCase, sent: SentForm): Promise<Result<ProposalContent>> {
  const { theCase, programme: itsProgramme } = loaded
  if (!rolesInCase(actor, theCase).includes('proposer')) throw new PermissionDenied('write-proposal')
  if (!isWritable(theCase.state)) return refused({ code: 'wrong-state' })
  const { entry } = await aboutOf(deps, loaded)
  const content = withAnswers(itsProgramme, theCase.state, theCase.content, entry, sent)
  const refusals = tooLong(itsProgramme, content, entry)
  if (refusals.length > 0) return refused(...refusals)
  const saved = await deps.db
    .update(proposals)
    // later than createdAt even within one millisecond: untouchedDraft() tells by it
    .set({ content, updatedAt: Math.max(deps.clock(), theCase.createdAt + 1) })
    .where(
      inOrganisation(
        proposals,
        theCase.organisationId,
        and(eq(proposals.id, theCase.id), eq(proposals.state, theCase.state), eq(proposals.version, theCase.version)),
      ),
    )
    .returning({ id: proposals.id })
  if (saved.length === 0) return refused({ code: 'changed-meanwhile' })
  const fileRefusals = await addAttachments(deps, actor, loaded, sent.files)
  return fileRefusals.length > 0 ? refused(...fileRefusals) : ok(content)
}

const RETRIES = 10

/**
 * Hands a proposal in, first or corrected: everything required is checked at once; then receipt number, papers, new state,
 * event and log entry are one transaction.
 *
 * Refusals: those of checkSubmission and of the move; call-not-open for a first submission outside the call's days in Japan.
 */
export async function submitProposal(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
): Promise<Result<{ receiptNumber: string }>> {
  for (let attempt = 0; ; attempt++) {
    const loaded = await loadCase(deps, actor, organisationId, caseId)
    const outcome = loaded.theCase.state === 'returned' ? await resubmit(deps, actor, loaded) : await submitFirst(deps, actor, loaded)
    // Another proposal took the receipt number: this case itself did not move, so the next number is tried.
    const mayRetry = !outcome.ok && outcome.refusals.some(({ code }) => code === 'changed-meanwhile') && attempt < RETRIES
    if (!mayRetry) return outcome
  }
}

/** Everything that keeps this case from being handed in now, first or corrected. */
export async function submissionProblems(deps: Deps, actor: Actor, organisationId: string, caseId: string): Promise<Refusal[]> {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  return (await whatIsHandedIn(deps, actor, loaded)).refusals
}

async function whatIsHandedIn(deps: Deps, actor: Actor, loaded: LoadedCase) {
  const { theCase, events, programme: itsProgramme } = loaded
  const { entry, call } = await aboutOf(deps, loaded)
  const attached = await attachmentsOf(deps.db, theCase.organisationId, theCase.id)
  const submitted = events.find(({ action }) => action === 'submit')
  const today = japanDate(deps.clock())
  const move =
    theCase.state === 'returned' ? { action: 'resubmit', given: ['proposal'] } : { action: 'submit', given: ['proposal', 'pledge'] }
  const refusals = [
    ...refusalsOf(checkMove(actor, loaded, move)),
    // A correction may come in after the call has closed.
    ...(submitted ? [] : checkCallTakes(call, entry, today)),
    ...checkSubmission({
      programme: itsProgramme,
      content: theCase.content,
      entry,
      attached: attached.map(({ kind }) => kind),
      notBefore: japanDate(submitted?.at ?? deps.clock()),
    }),
  ]
  return { refusals, entry, move, today, files: attached.map(({ fileName }) => fileName) }
}

async function submitFirst(deps: Deps, actor: Actor, loaded: LoadedCase): Promise<Result<{ receiptNumber: string }>> {
  const { theCase, programme: itsProgramme } = loaded
  const { refusals, entry, move, today, files } = await whatIsHandedIn(deps, actor, loaded)
  if (refusals.length > 0) return refused(...refusals)
  const year = String(fiscalYear(today))
  const receiptNumber = `${year}-${String((await receiptsOfYear(deps.db, theCase.organisationId, year)) + 1).padStart(4, '0')}`
  const issued = await issueDocuments(
    deps,
    actor,
    loaded,
    [
      proposalPaper(loaded, entry, files),
      paper('pledge', ({ date, authority, proposer }) => ({ date, authority, pledger: proposer })),
      paper('receipt', ({ date, authority, proposer, receiptNumber, submittedOn, fileName, persons, contact }) => ({
        ...{ date, authority, proposer, receiptNumber, submittedOn, fileName, persons, contact },
        receivedAt: japanDateTime(deps.clock()),
        attachments: files,
        decisionBy: dueDate(itsProgramme, 'review.sla', today),
      })),
    ],
    { receiptNumber, submittedOn: today },
  )
  const moved = await moveCase(deps, actor, loaded, {
    ...move,
    facts: { receiptNumber, ...issued.facts },
    // exactly what was checked, should another window save meanwhile
    set: { receiptNumber, content: theCase.content },
    effects: issued.statements,
    unique: ['proposals.receipt_number', ...issued.unique],
  })
  return moved.ok ? ok({ receiptNumber }) : moved
}

async function resubmit(deps: Deps, actor: Actor, loaded: LoadedCase): Promise<Result<{ receiptNumber: string }>> {
  const { theCase } = loaded
  const { refusals, entry, move, files } = await whatIsHandedIn(deps, actor, loaded)
  if (refusals.length > 0) return refused(...refusals)
  const { corrections, ...content } = theCase.content
  const issued = await issueDocuments(deps, actor, loaded, [proposalPaper(loaded, entry, files)])
  const moved = await moveCase(deps, actor, loaded, {
    ...move,
    data: { corrected: Object.keys(corrections ?? {}) },
    facts: issued.facts,
    set: { content },
    effects: issued.statements,
    unique: issued.unique,
  })
  return moved.ok ? ok({ receiptNumber: theCase.receiptNumber ?? '' }) : moved
}

/** The proposal as it was handed in, on paper. */
const proposalPaper = ({ programme: itsProgramme, theCase }: LoadedCase, entry: RegisterEntry, files: string[]) =>
  paper('proposal', ({ date, authority, proposer }) => ({
    ...{ date, authority, proposer },
    items: itsProgramme.proposalItems.map((item) => ({
      no: item.no,
      label: item.label,
      text: itemRows(itsProgramme, item, theCase.content, entry)
        .filter(([, text]) => text !== '')
        .map(([label, text], _, rows) => (rows.length === 1 ? text : `${label}：${text.includes('\n') ? `\n${text}` : text}`))
        .join('\n'),
    })),
    attachments: [...files, ...(theCase.content.pledged ? [itsProgramme.forms[itsProgramme.pledge.form]?.title ?? ''] : [])].filter(
      Boolean,
    ),
  }))

/** The proposer takes the proposal back. */
export const withdrawProposal = async (deps: Deps, actor: Actor, loaded: LoadedCase, reason: string) =>
  moveCase(deps, actor, loaded, { action: 'withdraw', reason: reason.trim().slice(0, 1_000) || undefined })
