import type { Deps } from '../../app-env.ts'
import { type Actor, fiscalYear, japanDate, japanDateTime, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import { dueDate } from '../../programmes/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import { checkMove, type LoadedCase, loadCase, moveCase, refusalsOf } from './case.ts'
import { correctionOf, unanswered } from './corrections.ts'
import { issueDocuments, paper } from './dossier.ts'
import { itemRows } from './facts.ts'
import { confirmationMark, openSteps } from './joint.ts'
import { proposedOn } from './papers.ts'
import { attachmentLabel, checkCallTakes, checkSubmission } from './rules.ts'
import { checkMadeTakes } from './second-use.ts'
import { aboutOf } from './service.ts'
import { attachmentsOf, receiptsOfYear } from './store.ts'

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
    ...(submitted ? [] : call ? checkCallTakes(call, entry, proposedOn(loaded)) : await checkMadeTakes(deps, theCase, proposedOn(loaded))),
    ...checkSubmission({
      programme: itsProgramme,
      content: theCase.content,
      entry,
      attached: attached.filter(({ party }) => party === ''),
      proposedOn: proposedOn(loaded),
      today,
    }),
    ...Object.entries(theCase.joint).flatMap((party) =>
      openSteps(itsProgramme, party, {
        ...{ attached, today },
        mark: confirmationMark(theCase.content, attached),
        proposedOn: proposedOn(loaded),
        onPaper: theCase.paper !== null,
      }),
    ),
  ]
  const sentBack = events.findLast(({ action }) => action === 'return')
  const added = attached.filter(({ addedAt }) => sentBack !== undefined && addedAt > sentBack.at).map(({ fileName }) => fileName)
  const correction = correctionOf(itsProgramme, entry, theCase.content, added)
  if (theCase.state === 'returned') refusals.push(...unanswered(theCase.content, correction))
  return {
    refusals,
    entry,
    move,
    today,
    correction,
    files: attached.map(({ kind, fileName }) => `${attachmentLabel(loaded.programme, kind)}（${fileName}）`),
  }
}

async function submitFirst(deps: Deps, actor: Actor, loaded: LoadedCase): Promise<Result<{ receiptNumber: string }>> {
  const { theCase, programme: itsProgramme } = loaded
  const { refusals, entry, move, files } = await whatIsHandedIn(deps, actor, loaded)
  if (refusals.length > 0) return refused(...refusals)
  const { paper: onPaper } = theCase
  const submittedOn = proposedOn(loaded)
  const year = String(fiscalYear(submittedOn))
  const receiptNumber = `${year}-${String((await receiptsOfYear(deps.db, theCase.organisationId, year)) + 1).padStart(4, '0')}`
  const issued = await issueDocuments(
    deps,
    actor,
    loaded,
    [
      proposalPaper(loaded, entry, files),
      // On paper the pledge is the scan.
      ...(onPaper ? [] : pledges(loaded)),
      paper('receipt', ({ date, authority, proposer, receiptNumber, submittedOn, fileName, persons, contact }) => ({
        ...{ date, authority, proposer, receiptNumber, submittedOn, fileName, persons, contact },
        receivedAt: onPaper ? onPaper.receivedOn : japanDateTime(deps.clock()),
        attachments: files,
        decisionBy: dueDate(itsProgramme, 'review.sla', submittedOn),
      })),
    ],
    { receiptNumber, submittedOn },
  )
  const moved = await moveCase(deps, actor, loaded, {
    ...move,
    facts: { receiptNumber, ...(onPaper ? { onPaper: true, receivedOn: onPaper.receivedOn } : {}), ...issued.facts },
    // exactly what was checked, should another window save meanwhile
    set: {
      ...{ receiptNumber, content: theCase.content },
      ...(onPaper ? { proposerName: theCase.content.answers['party-name']?.trim() ?? theCase.proposerName } : {}),
    },
    effects: issued.statements,
    unique: ['proposals.receipt_number', ...issued.unique],
  })
  return moved.ok ? ok({ receiptNumber }) : moved
}

async function resubmit(deps: Deps, actor: Actor, loaded: LoadedCase): Promise<Result<{ receiptNumber: string }>> {
  const { theCase } = loaded
  const { refusals, entry, move, files, correction } = await whatIsHandedIn(deps, actor, loaded)
  if (refusals.length > 0) return refused(...refusals)
  const { corrections, replies: _, handedIn: __, ...content } = theCase.content
  const issued = await issueDocuments(deps, actor, loaded, [proposalPaper(loaded, entry, files)])
  const moved = await moveCase(deps, actor, loaded, {
    ...move,
    data: { corrected: Object.keys(corrections ?? {}), correction },
    facts: issued.facts,
    set: { content },
    effects: issued.statements,
    unique: issued.unique,
  })
  return moved.ok ? ok({ receiptNumber: theCase.receiptNumber ?? '' }) : moved
}

/** 誓約書, one of each who proposes. */
const pledges = ({ theCase }: LoadedCase) => [
  paper('pledge', ({ date, authority, proposer: { name, address, representative } }) => ({
    ...{ date, authority },
    pledger: { name, address, representative },
  })),
  ...(theCase.content.joint ?? []).map((pledger) => paper('pledge', ({ date, authority }) => ({ date, authority, pledger }))),
]

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
