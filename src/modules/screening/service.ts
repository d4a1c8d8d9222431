import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, type IsoDate, idFrom, japanDate, NotFound, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import { deadlineOf, dueDate, type Fee, type Programme, secondUseFee, setting } from '../../programmes/index.ts'
import { type FeeRecord, feesOf, insertFeeRecord, paymentKinds, typedWork } from '../fees/index.ts'
import {
  attachmentsOf,
  casesOfMadeData,
  checkMadeExists,
  checkMove,
  eventsOf,
  factsOf,
  findCase,
  type LoadedCase,
  loadCase,
  moveCase,
  moveWithPapers,
  paidIn,
  paper,
} from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import type { CaseFacts, Finding, Sheet, TypedOffer } from './model.ts'
import { checkMaySeeScreening, mayJudge } from './permissions.ts'
import {
  checkCorrections,
  checkFit,
  checkOffer,
  checkOpinions,
  checkSheet,
  checkThirdParties,
  checkUnfit,
  type ThirdParty,
} from './rules.ts'
import { findingsOf, findOffer, insertOffer, insertOpinion, opinionsOf, upsertFinding } from './store.ts'

/** A case as the screening officials see it. @throws {NotFound} for everybody else */
export async function openSheet(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  checkMaySeeScreening(actor, loaded)
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!entry) throw new NotFound('entry of the case')
  const [judged, heard, attached] = await Promise.all([
    findingsOf(deps.db, organisationId, caseId),
    opinionsOf(deps.db, organisationId, caseId),
    attachmentsOf(deps.db, organisationId, caseId),
  ])
  const facts: CaseFacts = {
    proposal: factsOf(loaded.programme, loaded.theCase.content, entry),
    pledged: loaded.theCase.content.pledged,
    personsOnFile: entry.persons,
    attached: attached.map(({ kind }) => kind),
  }
  return { actor, loaded, entry, facts, findings: judged, sheet: sheetOf(loaded.programme, judged), opinions: heard, attached }
}

export function sheetOf(programme: Programme, judged: readonly Finding[]): Sheet {
  const by = new Map(judged.map((row) => [row.criterionId, row]))
  return Object.fromEntries(
    programme.criteria.map(({ id }) => {
      const row = by.get(id)
      return [id, { finding: row?.finding ?? '', evidence: row?.evidence ?? '', reason: row?.reason ?? '' }]
    }),
  )
}

/** Which writing of the sheet a decision rests on: a later writing by somebody else changes it. */
export const sheetMark = (judged: readonly Finding[]): string =>
  judged
    .map(({ criterionId, at, by }) => `${criterionId}:${at}:${by}`)
    .sort()
    .join(' ')

/** Starts the screening of a submitted case, with the facts of it that the programme asks for: its tier. */
export async function startReview(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: Record<string, string> = {},
): Promise<Result<unknown>> {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const asks = factsAsked(loaded.programme, 'start-review')
  const facts = Object.fromEntries(asks.map(({ id }) => [id, typed[id] ?? '']))
  return moveCase(deps, actor, loaded, { action: 'start-review', given: [], ...(asks.length > 0 ? { caseFacts: facts, facts } : {}) })
}

/** What the programme asks about the case when this move is made. */
export const factsAsked = (programme: Programme, action: string) =>
  (programme.transitions.find((move) => move.action === action)?.asks ?? []).map((id) => ({ id, ...programme.facts[id]! }))

/** Writes the sheet: only criteria whose judgement changed, each with its log entry. */
export async function saveSheet(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  sheet: Sheet,
): Promise<Result<undefined>> {
  const { loaded, findings } = await openSheet(deps, actor, organisationId, caseId)
  if (!mayJudge(actor, loaded)) {
    const move = checkMove(actor, loaded, { action: 'decide-unfit' })
    return move.ok ? refused({ code: 'not-under-review' }) : move
  }
  const refusals = checkSheet(loaded.programme, sheet)
  if (refusals.length > 0) return refused(...refusals)
  const before = sheetOf(loaded.programme, findings)
  const at = deps.clock()
  const changed = loaded.programme.criteria.flatMap(({ id }) => {
    const [now, then] = [sheet[id], before[id]]
    return now && (now.finding !== then?.finding || now.evidence !== then.evidence || now.reason !== then.reason) ? [{ id, now }] : []
  })
  if (changed.length === 0) return ok(undefined)
  await writeWithAudit(
    deps,
    changed.map(({ id, now }) => ({
      organisationId,
      actorId: actor.userId,
      type: 'finding-recorded',
      subject: `proposal:${caseId}`,
      facts: { criterion: id, finding: now.finding },
    })),
    () => changed.map(({ id, now }) => upsertFinding(deps.db, { caseId, criterionId: id, organisationId, ...now, by: actor.userId, at })),
  )
  return ok(undefined)
}

/** Sends a case back: each field with what is to be mended, and the paper that says so. */
export async function returnForCorrection(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: Record<string, string>,
): Promise<Result<unknown>> {
  const { loaded } = await openSheet(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'return' })
  if (!step.ok) return step
  const asked = checkCorrections(loaded.programme, typed)
  if (!asked.ok) return asked
  const items = loaded.programme.proposalItems.filter(({ id }) => asked.value[id])
  const dueOn = deadlineOf(loaded.programme, step.value, japanDate(deps.clock())) ?? japanDate(deps.clock())
  return moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('return-for-correction', ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName }) => ({
        ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName },
        fields: items.map(({ id, label }) => ({ label, request: asked.value[id]! })),
        dueOn,
      })),
    ],
    () => ({
      action: 'return',
      given: ['fields', 'reason'],
      reason: items.map(({ no, label, id }) => `${no}　${label}：${asked.value[id]}`).join('\n'),
      data: { fields: asked.value, dueOn },
      facts: { fields: items.map(({ id }) => id).join(' '), dueOn },
      set: { content: { ...loaded.theCase.content, corrections: asked.value } },
    }),
  )
}

/** Asks third parties for their opinions, each by a letter of its own. */
export async function askOpinion(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: ThirdParty[],
): Promise<Result<unknown>> {
  const { loaded, facts } = await openSheet(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'ask-opinion' })
  if (!step.ok) return step
  const parties = checkThirdParties(typed)
  if (!parties.ok) return parties
  const dueOn = deadlineOf(loaded.programme, step.value, japanDate(deps.clock())) ?? japanDate(deps.clock())
  return moveWithPapers(
    deps,
    actor,
    loaded,
    parties.value.map((party) =>
      paper('opinion-request', ({ number, date, authority, contact, fileName }) => ({
        ...{ number, date, authority, contact, fileName, dueOn, business: facts.proposal.business },
        thirdParty: { name: party.name, address: party.address, representative: party.representative.trim() || null },
        information: party.information,
      })),
    ),
    () => ({
      action: 'ask-opinion',
      given: ['third-parties'],
      data: { thirdParties: parties.value.map(({ name }) => name), dueOn },
      facts: { thirdParties: parties.value.length, dueOn },
    }),
  )
}

/** Whom the last request for opinions went to. */
export const partiesAsked = ({ events }: LoadedCase): string[] =>
  (events.findLast(({ action }) => action === 'ask-opinion')?.data?.thirdParties as string[] | undefined) ?? []

/** Records what every party that was asked answered; screening goes on. */
export async function recordOpinions(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: { opposes: string; summary: string }[],
): Promise<Result<unknown>> {
  const { loaded, opinions } = await openSheet(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'record-opinion' })
  if (!step.ok) return step
  const answers = checkOpinions(partiesAsked(loaded), typed)
  if (!answers.ok) return answers
  return moveCase(deps, actor, loaded, {
    action: 'record-opinion',
    given: ['opinion'],
    facts: { opinions: answers.value.length, opposed: answers.value.filter(({ opposes }) => opposes).length },
    effects: ({ at }) =>
      answers.value.map((answer, i) => insertOpinion(deps.db, { caseId, no: opinions.length + i + 1, organisationId, ...answer, at })),
    unique: ['opinions.case_id'],
  })
}

/** What stands in a fit notice unless the official types otherwise. */
export function offerDefaults(
  programme: Programme,
  today: IsoDate,
  provisionMethod: string,
  estimate?: FeeRecord,
): TypedOffer & { applyBy: IsoDate } {
  const applyBy = applyByOf(programme, today)
  return {
    applyBy,
    ...(estimate ? typedWork(estimate) : { outsourcedYen: '0' }),
    paymentMethod: `${paymentKinds(programme)[0] ?? '納入通知書'}による納付`,
    payBy: dueDate(programme, 'fee.due', applyBy),
    provisionMethod,
  }
}

/**
 * The fee for data that were already made; undefined for a case that makes its data. Whoever has concluded a contract on the
 * same data before pays the lower one.
 *
 * @throws {NotFound} if what the first user paid is not recorded
 */
export async function feeForMadeData(deps: Deps, { theCase, programme }: LoadedCase): Promise<Fee | undefined> {
  const { organisationId, proposerOrganisationId, content } = theCase
  if (!content.made) return undefined
  const first = content.made.caseId
  const firstFeeYen = (await paidIn(deps, organisationId, first)) ?? (await findOffer(deps.db, organisationId, first))?.feeYen
  if (firstFeeYen === undefined) throw new NotFound('fee of the first user')
  const users = [first, ...(await casesOfMadeData(deps.db, organisationId, content.made.id)).map(({ id }) => id)]
  const own = await Promise.all(
    users.map(async (caseId) => {
      const one = await findCase(deps.db, organisationId, caseId)
      const events = one?.proposerOrganisationId === proposerOrganisationId ? await eventsOf(deps.db, organisationId, caseId) : []
      return events.some(({ action }) => action === 'conclude-contract')
    }),
  )
  return secondUseFee(programme.fee, firstFeeYen, own.includes(true))
}

/** Why a fit notice cannot name a fee yet. */
export const quoteRefusals = (programme: Programme, quote: FeeRecord | undefined, proposed: FeeRecord | undefined): Refusal[] =>
  proposed
    ? [{ code: 'quote-open' }]
    : !quote && setting(programme, 'fee.quote').value === 'approved'
      ? [{ code: 'quote-not-approved' }]
      : []

const applyByOf = (programme: Programme, today: IsoDate) =>
  deadlineOf(programme, programme.transitions.find(({ action }) => action === 'decide-fit')!, today) ??
  dueDate(programme, 'contract.deadline', today)

/** 教示, where the body treats the notice as a disposition. */
const instructionOf = (programme: Programme): string | null => {
  const { value } = setting(programme, 'decision.instruction')
  return typeof value === 'string' && value !== '' ? value : null
}

/** Finds the case fit: the notice (様式第九) with its fee, and the offer of a contract. `mark` is that of the sheet the official saw. */
export async function decideFit(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedOffer,
  mark: string,
): Promise<Result<unknown>> {
  const { loaded, sheet, facts, findings } = await openSheet(deps, actor, organisationId, caseId)
  const { programme } = loaded
  const step = checkMove(actor, loaded, { action: 'decide-fit' })
  if (!step.ok) return step
  if (mark !== sheetMark(findings)) return refused({ code: 'sheet-changed' })
  const today = japanDate(deps.clock())
  const applyBy = applyByOf(programme, today)
  const second = await feeForMadeData(deps, loaded)
  const { quote, proposed } = await feesOf(deps.db, organisationId, caseId)
  const refusals = [
    ...checkFit(programme, sheet, facts),
    ...(await checkMadeExists(deps, loaded.theCase)),
    ...(second ? [] : quoteRefusals(programme, quote, proposed)),
  ]
  const offer = checkOffer(programme, quote ? { ...typed, ...typedWork(quote) } : typed, applyBy, second)
  if (refusals.length > 0 || !offer.ok) return refused(...refusals, ...(offer.ok ? [] : offer.refusals))
  const { workMinutes, outsourcedYen, items, exemption, fee } = offer.value
  const [paymentMethod, provisionMethod] = [typed.paymentMethod.trim(), typed.provisionMethod.trim()]
  return moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('fit-notice', ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName, persons }) => ({
        ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName, persons },
        fee: { lines: fee.lines, totalYen: fee.totalYen },
        feeIsEstimate: second === undefined,
        paymentMethod,
        paymentDueOn: typed.payBy,
        applyBy,
        provisionMethod,
        instruction: instructionOf(programme),
      })),
    ],
    (issued) => ({
      action: 'decide-fit',
      given: ['findings', 'fee-estimate'],
      data: { findings: frozen(programme, sheet), dueOn: applyBy },
      facts: { feeYen: fee.totalYen, workMinutes, outsourcedYen, payBy: typed.payBy, applyBy },
      effects: ({ at }) => [
        ...(quote
          ? []
          : [
              // Decided together with the case: whoever approves the decision has approved the fee.
              insertFeeRecord(deps.db, {
                ...{ id: idFrom(deps.random(20)), organisationId, caseId, kind: 'quote', workMinutes, outsourcedYen, items, exemption },
                ...{ lines: fee.lines, totalYen: fee.totalYen, note: issued.documents[0]!.number, at, by: actor.userId },
                ...{ approved: true, decidedAt: at, decidedBy: actor.userId },
              }),
            ]),
        insertOffer(deps.db, {
          ...{ caseId, organisationId, workMinutes, outsourcedYen, paymentMethod, provisionMethod, applyBy },
          feeYen: fee.totalYen,
          feeLines: fee.lines,
          payBy: typed.payBy,
          noticeNumber: issued.documents[0]!.number,
          noticeDate: today,
        }),
      ],
      unique: ['offers.case_id'],
    }),
  )
}

/** Finds the case unfit: the notice (様式第十一) with the reasons of every criterion that is not met. */
export async function decideUnfit(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  mark: string,
): Promise<Result<unknown>> {
  const { loaded, sheet, findings } = await openSheet(deps, actor, organisationId, caseId)
  const { programme } = loaded
  const step = checkMove(actor, loaded, { action: 'decide-unfit' })
  if (!step.ok) return step
  if (mark !== sheetMark(findings)) return refused({ code: 'sheet-changed' })
  const refusals = checkUnfit(programme, sheet)
  if (refusals.length > 0) return refused(...refusals)
  const failed = programme.criteria
    .filter(({ id }) => sheet[id]?.finding === 'not-met')
    .map(({ id, no, label }) => ({ no, label, reason: sheet[id]!.reason.trim() }))
  return moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('unfit-notice', ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName }) => ({
        ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName },
        failed,
        instruction: instructionOf(programme),
      })),
    ],
    () => ({
      action: 'decide-unfit',
      given: ['findings', 'reason'],
      reason: failed.map(({ no, label, reason }) => `基準${no}（${label}）：${reason}`).join('\n'),
      data: { findings: frozen(programme, sheet) },
      facts: { failed: failed.map(({ no }) => no).join(' ') },
    }),
  )
}

/** The judgements as they stood when the case was decided; what they rest on stays on the sheet, for officials. */
const frozen = (programme: Programme, sheet: Sheet) =>
  programme.criteria.map(({ id }) => ({ criterion: id, finding: sheet[id]?.finding ?? '', reason: sheet[id]?.reason ?? '' }))
