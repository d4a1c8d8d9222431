import { idFrom, type Refusal, refused, yen } from '../../core/index.ts'
import { dueDate, paysAfter, SETTINGS } from '../../programmes/index.ts'
import {
  checkPayment,
  checkWork,
  decideFeeRecord,
  decidePayment,
  dueYen,
  type FeeRecord,
  feesOf,
  insertFeeRecord,
  insertPayment,
  needed,
  paymentKinds,
  refundDue,
  typedWork,
  workFields,
} from '../fees/index.ts'
import { moveCase, moveWithPapers, paper } from '../proposals/index.ts'
import { findOffer } from '../screening/index.ts'
import type { Act, ActContext } from './act.ts'
import { letter } from './letters.ts'

const idsOf = ({ deps, loaded: { theCase } }: ActContext) => ({
  id: idFrom(deps.random(20)),
  organisationId: theCase.organisationId,
  caseId: theCase.id,
})
const feesOfCase = ({ deps, loaded: { theCase } }: ActContext) => feesOf(deps.db, theCase.organisationId, theCase.id)
const givenReason = (text: string | undefined) => {
  const reason = text?.trim() || undefined
  return { reason, given: reason ? ['reason'] : [] }
}
const REASON = { name: 'reason', label: '差し戻す理由', rows: 3, required: true }

/** What a fee comes to, computed and recorded; other computations of the case stay as they are. */
const compute = (action: string, kind: FeeRecord['kind'], intro: string): Act => ({
  room: 'fee',
  form: async (context) => {
    const { programme, theCase } = context.loaded
    if (theCase.content.made || programme.settings['fee.payBefore']?.value === 'none') return null
    const { estimate, quote } = await feesOfCase(context)
    const before = kind === 'settlement' ? quote : estimate
    return {
      intro,
      fields: [
        ...workFields(programme.fee, before ? typedWork(before) : {}),
        { name: 'note', label: '根拠', rows: 3, required: true, hint: '時間の記録、委託先の請求書の番号など。職員だけが読みます。' },
      ],
    }
  },
  run: async (context) => {
    const { deps, actor, loaded, typed } = context
    const work = checkWork(loaded.programme, typed)
    const refusals: Refusal[] = work.ok ? [] : work.refusals
    const note = needed(typed.note, 'note', refusals, 1_000)
    if (!work.ok || refusals.length > 0) return refused(...refusals)
    const { workMinutes, outsourcedYen, items, exemption, fee } = work.value
    return moveCase(deps, actor, loaded, {
      action,
      given: ['work'],
      data: { totalYen: fee.totalYen },
      facts: { workMinutes, outsourcedYen, totalYen: fee.totalYen },
      effects: ({ at }) => [
        insertFeeRecord(deps.db, {
          ...idsOf(context),
          ...{ kind, workMinutes, outsourcedYen, items, exemption, note, at },
          ...{ lines: fee.lines, totalYen: fee.totalYen, by: actor.userId },
        }),
      ],
    })
  },
})

/** The second official's word on a quote or a settlement. */
const decide = (action: string, approved: boolean): Act => ({
  room: 'fee',
  form: async (context) => {
    const { proposed } = await feesOfCase(context)
    return proposed
      ? { intro: `起案された額は ${yen(proposed.totalYen)}です。根拠：${proposed.note}`, fields: approved ? [] : [REASON] }
      : null
  },
  run: async (context) => {
    const { deps, actor, loaded, typed } = context
    const { proposed } = await feesOfCase(context)
    if (!proposed) return refused({ code: 'nothing-to-answer' })
    const { id, totalYen } = proposed
    return moveCase(deps, actor, loaded, {
      ...{ action, ...givenReason(typed.reason), data: { totalYen }, facts: { totalYen } },
      effects: ({ at }) => [
        decideFeeRecord(deps.db, loaded.theCase.organisationId, id, { approved, decidedAt: at, decidedBy: actor.userId }),
      ],
    })
  },
})

/** What is to be paid or given back now, by when, and out of what it comes. */
export async function dueNow(context: Pick<ActContext, 'deps' | 'loaded'>) {
  const { loaded, deps } = context
  const { programme, theCase, events } = loaded
  const [offer, fees] = await Promise.all([
    findOffer(deps.db, theCase.organisationId, theCase.id),
    feesOf(deps.db, theCase.organisationId, theCase.id),
  ])
  const isPaid = fees.payments.some(({ kind }) => kind === 'payment')
  const amountYen = offer ? dueYen(programme, offer.feeYen, fees) : 0
  const lines = fees.settlement?.lines ?? offer?.feeLines ?? []
  const slip = events.findLast(({ action }) => action === 'issue-fee-slip')?.data?.payBy
  // Where the fee follows the contract, the contract says by when.
  const isAsked = !paysAfter(programme) || events.some(({ action }) => action === 'conclude-contract')
  const dueOn = isPaid ? (typeof slip === 'string' ? slip : null) : (isAsked && offer?.payBy) || null
  return { offer, fees, amountYen, lines, isPaid, dueOn }
}

/** 納入通知書: how much, by when and how to pay, with a number of its own. */
const issueSlip: Act = {
  room: 'fee',
  form: async (context) => {
    const { amountYen, isPaid } = await dueNow(context)
    return amountYen > 0
      ? { intro: `${isPaid ? '精算による不足額' : '手数料'} ${yen(amountYen)}の納入通知書を作り、提案者に示します。` }
      : null
  },
  run: async ({ deps, actor, loaded }) => {
    const { offer, fees, amountYen, lines, isPaid, dueOn } = await dueNow({ deps, loaded })
    const { programme, today } = loaded
    if (!offer || amountYen <= 0) return refused({ code: 'nothing-due' })
    const payBy = isPaid || dueOn === null ? dueDate(programme, 'fee.due', today) : dueOn
    const totalYen = lines.reduce((sum, line) => sum + line.amountYen, 0)
    return moveWithPapers(
      deps,
      actor,
      loaded,
      [
        paper('fee-slip', ({ number, date, authority, contact, proposer, receiptNumber, fileName }) => ({
          ...{ number, date, authority, contact, receiptNumber, fileName, payer: proposer, dueOn: payBy },
          ...{ noticeNumber: offer.noticeNumber, noticeDate: offer.noticeDate },
          fee: { lines: [...lines], totalYen },
          ...(isPaid ? { paidYen: fees.receivedYen } : {}),
          dueYen: amountYen,
          paymentMethod: paymentKinds(programme).join('、'),
        })),
      ],
      (issued) => ({
        action: 'issue-fee-slip',
        data: { payBy, amountYen, slip: issued.documents[0]!.number },
        facts: { amountYen, payBy },
      }),
    )
  },
}

/** What the settlement came to above the fee was paid. */
const recordDifference: Act = {
  room: 'fee',
  form: async (context) => {
    const { amountYen, isPaid } = await dueNow(context)
    return isPaid && amountYen > 0 ? { fields: paymentFields(context, amountYen) } : null
  },
  run: async (context) => {
    const { deps, actor, loaded, typed } = context
    const { offer, amountYen, isPaid, dueOn } = await dueNow(context)
    if (!offer || !isPaid || amountYen <= 0) return refused({ code: 'nothing-due' })
    const payment = checkPayment(loaded.programme, typed, { amountYen, from: offer.noticeDate, dueOn }, loaded.today)
    if (!payment.ok) return payment
    const { isLate, ...paid } = payment.value
    return moveCase(deps, actor, loaded, {
      action: 'record-difference',
      given: ['amount', 'paid-on'],
      data: { paidOn: paid.paidOn, amountYen, isLate },
      facts: { paidOn: paid.paidOn, amountYen, isLate },
      effects: ({ at }) => [insertPayment(deps.db, { ...paid, ...idsOf(context), kind: 'difference', dueOn, at, by: actor.userId })],
    })
  },
}

/** Inputs of a payment, as every payment is recorded. */
export const paymentFields = ({ loaded: { programme, today } }: Pick<ActContext, 'loaded'>, amountYen: number) => [
  { name: 'paidOn', label: '納付の日', type: 'date' as const, short: true, required: true, value: today },
  {
    ...{ name: 'amount', label: '納付された額（円）', short: true, required: true },
    hint: `納める額（${yen(amountYen)}）と同じ額であることを確かめて入力してください。`,
  },
  {
    ...{ name: 'way', label: '納付の方法', required: true },
    options: paymentKinds(programme).map((kind) => ({ value: kind, label: kind })),
  },
  {
    ...{ name: 'reference', label: '納付の記録の番号', short: true, required: true },
    hint: '納入通知書や領収の番号。人の氏名や口座は書かないでください。',
  },
]

/** Proposes to give back what the programme's rule says, no more and no less. */
const proposeRefund: Act = {
  room: 'fee',
  form: async (context) => {
    const { programme, theCase } = context.loaded
    const back = refundDue(programme, theCase.state, await feesOfCase(context))
    if (!back) return null
    return {
      intro: `返還する額は ${yen(back.amountYen)}です（${ruleInWords(programme.settings, back.rule)}）。`,
      fields: [
        { name: 'way', label: '返還の方法', required: true, value: '口座への振込み' },
        {
          name: 'reference',
          label: '返還の記録の番号',
          short: true,
          required: true,
          hint: '支出の伝票の番号など。口座の番号は書かないでください。',
        },
      ],
    }
  },
  run: async (context) => {
    const { deps, actor, loaded, typed } = context
    const back = refundDue(loaded.programme, loaded.theCase.state, await feesOfCase(context))
    if (!back) return refused({ code: 'nothing-to-refund' })
    const refusals: Refusal[] = []
    const way = needed(typed.way, 'way', refusals)
    const reference = needed(typed.reference, 'reference', refusals, 100)
    if (refusals.length > 0) return refused(...refusals)
    return moveCase(deps, actor, loaded, {
      ...{ action: 'propose-refund', data: back, facts: back },
      effects: ({ at }) => [
        insertPayment(deps.db, {
          ...{ ...idsOf(context), ...back, kind: 'refund', way, reference, at },
          ...{ paidOn: loaded.today, by: actor.userId },
        }),
      ],
    })
  },
}

const openRefund = async (context: ActContext) =>
  (await feesOfCase(context)).payments.findLast(({ kind, approved }) => kind === 'refund' && approved === null)

/** The second official's word on the refund; with the yes goes the notice to the payer. */
const decideRefund = (action: string, approved: boolean): Act => ({
  room: 'fee',
  form: async (context) => {
    const open = await openRefund(context)
    return open ? { intro: `起案された返還の額は ${yen(open.amountYen)}です（${open.way}）。`, fields: approved ? [] : [REASON] } : null
  },
  run: async (context) => {
    const { deps, actor, loaded, typed } = context
    const open = await openRefund(context)
    if (!open) return refused({ code: 'nothing-to-answer' })
    const { id, amountYen, way, rule } = open
    const papers = approved
      ? [
          letter('refund-notice', [
            ['返還する額', yen(amountYen)],
            ['返還の方法', way],
            ['返還の理由', rule && ruleInWords(loaded.programme.settings, rule)],
          ]),
        ]
      : []
    return moveWithPapers(deps, actor, loaded, papers, () => ({
      ...{ action, ...givenReason(typed.reason), data: { amountYen }, facts: { amountYen } },
      effects: ({ at }) => [
        decidePayment(deps.db, loaded.theCase.organisationId, id, { approved, decidedAt: at, decidedBy: actor.userId }),
      ],
    }))
  },
})

/** 取下げのときに返す額：全額 */
const ruleInWords = (settings: Readonly<Record<string, { value: unknown }>>, rule: string) =>
  [SETTINGS[rule]?.label, SETTINGS[rule]?.choices?.[String(settings[rule]?.value)]].filter(Boolean).join('：')

export const FEE_ACTS: Readonly<Record<string, Act>> = {
  'record-estimate': compute('record-estimate', 'estimate', '見込みの時間と委託の費用から計算して記録します。提案者には示しません。'),
  'propose-quote': compute('propose-quote', 'quote', '別の職員が承認すると、適合の通知にこの額が載ります。'),
  'approve-quote': decide('approve-quote', true),
  'reject-quote': decide('reject-quote', false),
  'settle-fee': compute(
    'settle-fee',
    'settlement',
    '実際にかかった時間と委託の費用から計算します。別の職員が承認すると、差額を納めていただくか返還します。',
  ),
  'approve-settlement': decide('approve-settlement', true),
  'reject-settlement': decide('reject-settlement', false),
  'issue-fee-slip': issueSlip,
  'record-difference': recordDifference,
  'propose-refund': proposeRefund,
  'approve-refund': decideRefund('approve-refund', true),
  'reject-refund': decideRefund('reject-refund', false),
}
