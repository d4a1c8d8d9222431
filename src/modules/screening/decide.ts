import type { Deps } from '../../app-env.ts'
import { type Actor, type IsoDate, idFrom, japanDate, NotFound, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import {
  dueDate,
  type Fee,
  makesFirst,
  type Programme,
  secondUseFee,
  setting,
  type Transition,
  WITHOUT_ADVICE,
} from '../../programmes/index.ts'
import { type FeeRecord, feesOf, insertFeeRecord, itemField, paymentKinds, typedWork } from '../fees/index.ts'
import {
  casesOfMadeData,
  checkMadeExists,
  checkMove,
  eventsOf,
  findCase,
  type LoadedCase,
  moveCase,
  moveWithPapers,
  paidIn,
  paper,
} from '../proposals/index.ts'
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
import type { Sheet, TypedOffer } from './model.ts'
import { checkFit, checkOffer, checkUnfit, LONGEST_TEXT } from './rules.ts'
import { openSheet, sheetMark } from './service.ts'
import { findOffer, putOffer } from './store.ts'

/** What stands in a fit notice unless the official types otherwise. */
export function offerDefaults(
  programme: Programme,
  move: Transition,
  today: IsoDate,
  provisionMethod: string,
  estimate?: FeeRecord,
  thirdParties = 0,
): TypedOffer {
  const applyBy = applyByOf(programme, move, today)
  return {
    applyBy: applyBy ?? '',
    ...(estimate ? typedWork(estimate) : { outsourcedYen: '0' }),
    ...Object.fromEntries(programme.fee.items.flatMap(({ id, counts }) => (counts ? [[itemField(id), String(thirdParties)]] : []))),
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
  const { organisationId, proposerOrganisationId, content, paper } = theCase
  if (!content.made) return undefined
  const first = content.made.caseId
  const firstFeeYen = (await paidIn(deps, organisationId, first)) ?? (await findOffer(deps.db, organisationId, first))?.feeYen
  if (firstFeeYen === undefined) throw new NotFound('fee of the first user')
  const users = [first, ...(await casesOfMadeData(deps.db, organisationId, content.made.id)).map(({ id }) => id)]
  const own = await Promise.all(
    users.map(async (caseId) => {
      const one = await findCase(deps.db, organisationId, caseId)
      const isOwn = one?.proposerOrganisationId === proposerOrganisationId || caseId === paper?.earlier
      const events = isOwn ? await eventsOf(deps.db, organisationId, caseId) : []
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
  /** why it does not wait for a council's answer any more */
  withoutAdvice?: string
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
  const withoutAdvice = (typed.withoutAdvice ?? '').trim()
  if (withoutAdvice.length > LONGEST_TEXT) refusals.push({ code: 'too-long', field: WITHOUT_ADVICE, facts: { max: LONGEST_TEXT } })
  if (differs.length > LONGEST_TEXT) refusals.push({ code: 'too-long', field: 'differs', facts: { max: LONGEST_TEXT } })
  const inputs = recordedInputs(loaded.programme, step.value, typed.inputs)
  const given = [...inputs.given, ...(hasRuling(loaded) ? ['ruling'] : []), ...(withoutAdvice === '' ? [] : [WITHOUT_ADVICE])]
  const data = {
    ...inputs.data,
    ...(differs === '' ? {} : { differs }),
    ...(withoutAdvice === '' ? {} : { [WITHOUT_ADVICE]: withoutAdvice }),
    findings: frozen(loaded.programme, open.sheet),
  }
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
