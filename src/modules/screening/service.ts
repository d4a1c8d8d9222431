import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, type IsoDate, idFrom, japanDate, NotFound, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import {
  deadlineOf,
  dueDate,
  type Fee,
  makesFirst,
  type Programme,
  secondUseFee,
  setting,
  type Transition,
} from '../../programmes/index.ts'
import { type FeeRecord, feesOf, insertFeeRecord, paymentKinds, typedWork } from '../fees/index.ts'
import {
  attachmentsOf,
  casesOfMadeData,
  casesOfOrganisation,
  checkMadeExists,
  checkMove,
  eventsOf,
  eventsOfOrganisation,
  factsOf,
  findCase,
  type LoadedCase,
  loadCase,
  moveCase,
  moveWithPapers,
  paidIn,
  paper,
  recusedFrom,
  rolesInCase,
} from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { barsOf } from './bars.ts'
import {
  advisedOtherwise,
  applyByOf,
  checkApplyBy,
  checkInputs,
  decisionKind,
  hasRuling,
  nothingToPay,
  recordedInputs,
  type TypedInputs,
} from './decisions.ts'
import type { CaseFacts, Finding, Sheet, TypedOffer } from './model.ts'
import { checkMaySeeScreening, mayJudge } from './permissions.ts'
import { answersOf } from './questionnaire.tsx'
import {
  checkCorrections,
  checkFit,
  checkOffer,
  checkOpinions,
  checkSheet,
  checkThirdParties,
  checkUnfit,
  LONGEST_TEXT,
  type ThirdParty,
} from './rules.ts'
import { scoreOf } from './score.ts'
import { similarFindings } from './similar.ts'
import { findingsOf, findOffer, insertOpinion, opinionsOf, putOffer, upsertFinding } from './store.ts'

/** A case as the screening officials see it. @throws {NotFound} for everybody else */
export async function openSheet(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  checkMaySeeScreening(actor, loaded)
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!entry) throw new NotFound('entry of the case')
  const [judged, heard, attached, others, answered] = await Promise.all([
    findingsOf(deps.db, organisationId, caseId),
    opinionsOf(deps.db, organisationId, caseId),
    attachmentsOf(deps.db, organisationId, caseId),
    otherCases(deps, organisationId),
    answersOf(deps.db, organisationId, caseId),
  ])
  const proposal = factsOf(loaded.programme, loaded.theCase.content, entry)
  const partners = proposal.party.joint.map(({ name }) => name)
  const facts: CaseFacts = {
    proposal,
    pledged: loaded.theCase.content.pledged,
    personsOnFile: entry.persons,
    attached: attached.map(({ kind }) => kind),
    score: scoreOf(loaded.programme, answered),
    bars: barsOf(loaded.programme, loaded.theCase, others, loaded.today, partners),
    inMaking: others.filter(({ theCase }) => theCase.id !== caseId && theCase.entryId === entry.id && theCase.state === 'producing').length,
  }
  return { others, actor, loaded, entry, facts, findings: judged, sheet: sheetOf(loaded.programme, judged), opinions: heard, attached }
}

/** Every case of the organisation with its history: what was decided before, which contracts were ended. */
async function otherCases(deps: Deps, organisationId: string) {
  const [cases, events] = await Promise.all([casesOfOrganisation(deps.db, organisationId), eventsOfOrganisation(deps.db, organisationId)])
  const byCase = new Map<string, typeof events>()
  for (const event of events) {
    const known = byCase.get(event.caseId)
    if (known) known.push(event)
    else byCase.set(event.caseId, [event])
  }
  return cases.map((theCase) => ({ theCase, events: byCase.get(theCase.id) ?? [] }))
}

/** Criterion → like cases that the actor may see; a case that the actor has an interest in is none. */
export async function similarTo(deps: Deps, { actor, loaded, others }: Awaited<ReturnType<typeof openSheet>>) {
  const recused = await recusedFrom(deps.db, loaded.theCase.organisationId, actor.userId)
  return similarFindings(
    loaded.programme,
    loaded.theCase,
    others.filter(({ theCase }) => !recused.has(theCase.id) && !rolesInCase(actor, theCase).includes('proposer')),
  )
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
  move: Transition,
  today: IsoDate,
  provisionMethod: string,
  estimate?: FeeRecord,
): TypedOffer {
  const applyBy = applyByOf(programme, move, today)
  return {
    applyBy: applyBy ?? '',
    ...(estimate ? typedWork(estimate) : { outsourcedYen: '0' }),
    paymentMethod: `${paymentKinds(programme)[0] ?? '納入通知書'}による納付`,
    payBy: dueDate(programme, 'fee.due', applyBy ?? today),
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

/** 教示, where the body treats the notice as a disposition. */
const instructionOf = (programme: Programme): string | null => {
  const { value } = setting(programme, 'decision.instruction')
  return typeof value === 'string' && value !== '' ? value : null
}

/** What an official decides: the move, and what the programme has typed for it. `mark` is that of the sheet the official saw. */
export interface TypedDecision {
  action: string
  mark: string
  inputs: TypedInputs
  /** why the office differs from what an advisory body ruled */
  differs?: string
}

/** What every decision rests on, or why it may not be made. */
async function openDecision(deps: Deps, actor: Actor, organisationId: string, caseId: string, typed: TypedDecision) {
  const open = await openSheet(deps, actor, organisationId, caseId)
  const { loaded, findings } = open
  const step = checkMove(actor, loaded, { action: typed.action })
  if (!step.ok) return step
  const kind = decisionKind(step.value)
  if (!kind) return refused({ code: 'unknown-action', facts: { action: typed.action } })
  if (typed.mark !== sheetMark(findings)) return refused({ code: 'sheet-changed' })
  const refusals = checkInputs(loaded.programme, step.value, typed.inputs)
  const differs = (typed.differs ?? '').trim()
  if (advisedOtherwise(loaded, typed.action).length > 0 && differs === '') refusals.push({ code: 'required', field: 'differs' })
  if (differs.length > LONGEST_TEXT) refusals.push({ code: 'too-long', field: 'differs', facts: { max: LONGEST_TEXT } })
  const inputs = recordedInputs(loaded.programme, step.value, typed.inputs)
  const given = [...inputs.given, ...(hasRuling(loaded) ? ['ruling'] : [])]
  const data = { ...inputs.data, ...(differs === '' ? {} : { differs }), findings: frozen(loaded.programme, open.sheet) }
  return ok({ ...open, move: step.value, kind, refusals, shown: inputs.shown, given, data })
}

/** Decides the case as the move says: with the notice that it sends, and the offer of a contract where it finds the case fit. */
export async function decideCase(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedDecision & { offer: TypedOffer },
): Promise<Result<unknown>> {
  const opened = await openDecision(deps, actor, organisationId, caseId, typed)
  if (!opened.ok) return opened
  if (opened.value.kind === 'fit') return decideFit(deps, opened.value, typed.offer)
  if (opened.value.kind === 'unfit') return decideUnfit(deps, opened.value)
  const { loaded, move, refusals, given, data, shown } = opened.value
  if (refusals.length > 0) return refused(...refusals)
  return moveCase(deps, actor, loaded, { action: move.action, given: ['findings', ...given], data, reason: shown })
}

type Opened = Extract<Awaited<ReturnType<typeof openDecision>>, { ok: true }>['value']

/** Finds the case fit: the notice (様式第九) with its fee, and the offer of a contract. */
async function decideFit(deps: Deps, opened: Opened, typed: TypedOffer): Promise<Result<unknown>> {
  const { actor, loaded, sheet, facts, move, given, data, shown } = opened
  const { programme, theCase } = loaded
  const { organisationId, id: caseId } = theCase
  const today = japanDate(deps.clock())
  const fixedDay = applyByOf(programme, move, today)
  const applyBy = fixedDay ?? typed.applyBy
  const fixed = (await feeForMadeData(deps, loaded)) ?? nothingToPay(programme, move)
  const isFree = nothingToPay(programme, move) !== undefined
  const { quote, proposed } = await feesOf(deps.db, organisationId, caseId)
  const refusals = [
    // A fast track does not rest on the sheet.
    ...(move.needs.includes('findings') ? checkFit(programme, sheet, facts) : []),
    ...opened.refusals,
    ...(await checkMadeExists(deps, theCase)),
    ...(fixedDay || makesFirst(programme) ? [] : checkApplyBy(applyBy, today)),
    ...(fixed ? [] : quoteRefusals(programme, quote, proposed)),
  ]
  const payBy = isFree ? applyBy : typed.payBy
  const offer = checkOffer(programme, { ...typed, ...(quote ? typedWork(quote) : {}), payBy }, applyBy, fixed)
  if (refusals.length > 0 || !offer.ok) return refused(...refusals, ...(offer.ok ? [] : offer.refusals))
  const { workMinutes, outsourcedYen, items, exemption, fee } = offer.value
  const days = makesFirst(programme) ? { payBy: '', applyBy: '' } : { payBy, applyBy }
  const [paymentMethod, provisionMethod] = [typed.paymentMethod.trim(), typed.provisionMethod.trim()]
  return moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('fit-notice', ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName, persons }) => ({
        ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName, persons },
        fee: { lines: fee.lines, totalYen: fee.totalYen },
        feeIsEstimate: fixed === undefined,
        paymentMethod,
        paymentDueOn: days.payBy || null,
        applyBy: days.applyBy || null,
        provisionMethod,
        terms: shown ?? null,
        instruction: instructionOf(programme),
      })),
    ],
    (issued) => ({
      action: move.action,
      given: ['findings', 'fee-estimate', ...given],
      reason: shown,
      data: { ...data, ...(days.applyBy ? { dueOn: days.applyBy } : {}) },
      facts: { feeYen: fee.totalYen, workMinutes, outsourcedYen, ...days },
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
        putOffer(deps.db, {
          ...{ caseId, organisationId, workMinutes, outsourcedYen, paymentMethod, provisionMethod, ...days },
          feeYen: fee.totalYen,
          feeLines: fee.lines,
          noticeNumber: issued.documents[0]!.number,
          noticeDate: today,
        }),
      ],
    }),
  )
}

/** Finds the case unfit: the notice (様式第十一) with the reasons of every criterion that is not met. */
async function decideUnfit(deps: Deps, opened: Opened): Promise<Result<unknown>> {
  const { actor, loaded, sheet, move, given, data } = opened
  const { programme } = loaded
  const refusals = [...checkUnfit(programme, sheet), ...opened.refusals]
  if (refusals.length > 0) return refused(...refusals)
  const failed = programme.criteria
    .filter(({ id }) => sheet[id]?.finding === 'not-met')
    .map(({ id, no, label }) => ({ no, label, reason: sheet[id]!.reason.trim() }))
  return moveWithPapers(deps, actor, loaded, [unfitNotice(programme, failed)], () => ({
    action: move.action,
    given: ['findings', 'reason', ...given],
    reason: failed.map(({ no, label, reason }) => `基準${no}（${label}）：${reason}`).join('\n'),
    data,
    facts: { failed: failed.map(({ no }) => no).join(' ') },
  }))
}

/** The paper that says why a case is not granted. */
export const unfitNotice = (programme: Programme, failed: { no: number; label: string; reason: string }[]) =>
  paper('unfit-notice', ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName }) => ({
    ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName },
    failed,
    instruction: instructionOf(programme),
  }))

/** The judgements as they stood when the case was decided; what they rest on stays on the sheet, for officials. */
const frozen = (programme: Programme, sheet: Sheet) =>
  programme.criteria.map(({ id }) => ({ criterion: id, finding: sheet[id]?.finding ?? '', reason: sheet[id]?.reason ?? '' }))
