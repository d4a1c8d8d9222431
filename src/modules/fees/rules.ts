import { type IsoDate, isIsoDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import { type Fee, type FeeWork, fee, type Programme, refundOf, settingValue, settlementDifference } from '../../programmes/index.ts'
import type { CaseFees, FeeRecord } from './model.ts'

const MOST_MINUTES = 60 * 24 * 365 // a year of work: above it is a slip of the keyboard
const MOST_YEN = 1_000_000_000
const MOST_ITEMS = 10_000
const LONGEST = 200

export const itemField = (id: string) => `item-${id}`

/** Fields of a form by name. What a fee is computed from: workMinutes, outsourcedYen, exemption, item-… */
export interface Typed {
  readonly [field: string]: string | undefined
}

/** The work that a fee is computed from, with the fee. */
export function checkWork(programme: Programme, typed: Typed): Result<Required<FeeWork> & { fee: Fee }> {
  const refusals: Refusal[] = []
  const tariff = programme.fee
  const number = (field: string, max: number) => ((typed[field] ?? '').trim() === '' ? 0 : wholeNumber(typed[field]!, field, max, refusals))
  // Where everything hangs on the time, it must be there; a tariff with items may charge those alone.
  const needsTime = tariff.hourlyYen > 0 && (tariff.items.length === 0 || tariff.baseYen > 0)
  const workMinutes = needsTime
    ? wholeNumber(typed.workMinutes ?? '', 'workMinutes', MOST_MINUTES, refusals)
    : number('workMinutes', MOST_MINUTES)
  if (needsTime && workMinutes === 0 && refusals.length === 0) refusals.push({ code: 'work-time-missing', field: 'workMinutes' })
  const outsourcedYen = number('outsourcedYen', MOST_YEN)
  if (outsourcedYen > 0 && !tariff.outsourced) refusals.push({ code: 'no-outsourcing', field: 'outsourcedYen' })
  const items = Object.fromEntries(tariff.items.map(({ id }) => [id, number(itemField(id), MOST_ITEMS)]))
  const exemption = typed.exemption || null
  if (exemption !== null && !tariff.exemptions.some(({ id }) => id === exemption)) refusals.push({ code: 'required', field: 'exemption' })
  if (refusals.length > 0) return refused(...refusals)
  const work = { workMinutes, outsourcedYen, items, exemption }
  return ok({ ...work, fee: fee(tariff, work) })
}

/** The same work as a form would have it. */
export const typedWork = ({ workMinutes, outsourcedYen, items, exemption }: FeeRecord): Record<string, string> => ({
  workMinutes: String(workMinutes),
  outsourcedYen: String(outsourcedYen),
  exemption: exemption ?? '',
  ...Object.fromEntries(Object.entries(items).map(([id, count]) => [itemField(id), String(count)])),
})

export function wholeNumber(text: string, name: string, max: number, refusals: Refusal[]): number {
  const digits = text.normalize('NFKC').replaceAll(/[,円\s]/g, '')
  if (!/^\d{1,12}$/.test(digits)) refusals.push({ code: 'not-a-number', field: name })
  else if (Number(digits) > max) refusals.push({ code: 'too-large', field: name, facts: { max } })
  else return Number(digits)
  return 0
}

/** A text that must be there and may not be endless. */
export function needed(text: string | undefined, field: string, refusals: Refusal[], max = LONGEST): string {
  const written = (text ?? '').trim()
  if (written === '') refusals.push({ code: 'required', field })
  else if ([...written].length > max) refusals.push({ code: 'too-long', field, facts: { max } })
  return written
}

/**
 * What is to be paid (> 0) or given back (< 0) now: before the first payment the announced fee as a settlement changes it,
 * after it what a settlement differs by from what was received.
 *
 * @param announcedYen - the fee of the notice
 */
export function dueYen(programme: Programme, announcedYen: number, { settlement, receivedYen, payments }: CaseFees): number {
  const differs = (from: number) =>
    settlement ? settlementDifference(settingValue(programme, 'fee.settle'), settlement.totalYen, from) : 0
  return payments.some(({ kind }) => kind === 'payment') ? differs(receivedYen) : announcedYen + differs(announcedYen)
}

/** By which setting money goes back where a case has ended so. */
const REFUND_RULES: Record<string, string> = {
  withdrawn: 'fee.refundWithdrawn',
  lapsed: 'fee.refundLapsed',
  'not-made': 'fee.refundNotMade',
  terminated: 'fee.refundTerminated',
}

/** What goes back in this state and by which setting; null: nothing. What the making has cost is the settlement's sum. */
export function refundDue(programme: Programme, state: string, fees: CaseFees): { amountYen: number; rule: string } | null {
  const rule = REFUND_RULES[state]
  const amountYen = rule
    ? refundOf(settingValue(programme, rule), fees.receivedYen, fees.settlement?.totalYen ?? 0)
    : -dueYen(programme, fees.quote?.totalYen ?? 0, fees)
  return amountYen > 0 ? { amountYen, rule: rule ?? 'fee.settle' } : null
}

/** Kinds of payment that the programme takes. */
export const paymentKinds = (programme: Programme): string[] => {
  const kinds = settingValue(programme, 'fee.kinds')
  return Array.isArray(kinds) ? kinds : []
}

/**
 * One payment of the whole sum that is due, on a day between `from` and today: neither a part nor more is recorded. After the
 * due day only where the programme takes late payments. A form without a kind means the programme's first.
 */
export function checkPayment(
  programme: Programme,
  typed: Typed,
  due: { amountYen: number; from: IsoDate; dueOn: IsoDate | null },
  today: IsoDate,
): Result<{ paidOn: IsoDate; amountYen: number; reference: string; way: string; isLate: boolean }> {
  const refusals: Refusal[] = []
  const { amountYen, from, dueOn } = due
  const amount = wholeNumber(typed.amount ?? '', 'amount', MOST_YEN, refusals)
  if (refusals.length === 0 && amount !== amountYen)
    refusals.push({ code: 'amount-differs', field: 'amount', facts: { feeYen: amountYen } })
  const paidOn = typed.paidOn ?? ''
  const isLate = dueOn !== null && paidOn > dueOn
  if (!isIsoDate(paidOn)) refusals.push({ code: 'not-a-date', field: 'paidOn' })
  else if (paidOn > today) refusals.push({ code: 'paid-in-future', field: 'paidOn' })
  else if (paidOn < from) refusals.push({ code: 'paid-before-notice', field: 'paidOn', facts: { noticeDate: from } })
  else if (isLate && settingValue(programme, 'fee.late') === 'refuse')
    refusals.push({ code: 'paid-late', field: 'paidOn', facts: { dueOn: dueOn ?? '' } })
  const kinds = paymentKinds(programme)
  const way = typed.way || (kinds[0] ?? '')
  if (!kinds.includes(way)) refusals.push({ code: 'payment-kind', field: 'way', facts: { kinds: kinds.join('、') } })
  const reference = needed(typed.reference, 'reference', refusals, 100)
  return refusals.length > 0 ? refused(...refusals) : ok({ paidOn, amountYen, reference, way, isLate })
}
