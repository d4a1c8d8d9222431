import { type IsoDate, isIsoDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import type { Clauses, TypedContract, TypedPayment } from './model.ts'

const LONGEST_REFERENCE = 100
const LONGEST_COURT = 60

export const ONWARD_SUPPLY: readonly Clauses['onwardSupply'][] = ['prohibited', 'with-consent', 'with-publication']
export const OUTSOURCING: readonly Clauses['outsourcing'][] = ['prohibited', 'with-consent']

/** The whole fee, paid on a day between the notice and today: neither a part nor more is recorded. */
export function checkPayment(
  typed: TypedPayment,
  feeYen: number,
  noticeDate: IsoDate,
  today: IsoDate,
): Result<{ paidOn: IsoDate; amountYen: number; reference: string }> {
  const refusals: Refusal[] = []
  const digits = typed.amount.normalize('NFKC').replaceAll(/[,円\s]/g, '')
  if (!/^\d{1,12}$/.test(digits)) refusals.push({ code: 'not-a-number', field: 'amount' })
  else if (Number(digits) !== feeYen) refusals.push({ code: 'amount-differs', field: 'amount', facts: { feeYen } })
  if (!isIsoDate(typed.paidOn)) refusals.push({ code: 'not-a-date', field: 'paidOn' })
  else if (typed.paidOn > today) refusals.push({ code: 'paid-in-future', field: 'paidOn' })
  else if (typed.paidOn < noticeDate) refusals.push({ code: 'paid-before-notice', field: 'paidOn', facts: { noticeDate } })
  const reference = typed.reference.trim()
  if (reference === '') refusals.push({ code: 'required', field: 'reference' })
  else if (reference.length > LONGEST_REFERENCE) refusals.push({ code: 'too-long', field: 'reference', facts: { max: LONGEST_REFERENCE } })
  return refusals.length > 0 ? refused(...refusals) : ok({ paidOn: typed.paidOn, amountYen: feeYen, reference })
}

/** Period and clauses of the contract. The period may not go beyond the one that was screened. @source 規則57条 */
export function checkTerms(
  typed: TypedContract,
  screened: { from: string; to: string },
): Result<{ periodFrom: IsoDate; periodTo: IsoDate; clauses: Clauses }> {
  const refusals: Refusal[] = []
  for (const name of ['periodFrom', 'periodTo'] as const) if (!isIsoDate(typed[name])) refusals.push({ code: 'not-a-date', field: name })
  if (refusals.length === 0) {
    if (typed.periodTo < typed.periodFrom) refusals.push({ code: 'period-backwards', field: 'periodTo' })
    if (isIsoDate(screened.to) && typed.periodTo > screened.to)
      refusals.push({ code: 'period-beyond-screened', field: 'periodTo', facts: { to: screened.to } })
    if (isIsoDate(screened.from) && typed.periodFrom < screened.from)
      refusals.push({ code: 'period-before-screened', field: 'periodFrom', facts: { from: screened.from } })
  }
  const onwardSupply = ONWARD_SUPPLY.find((value) => value === typed.onwardSupply)
  const outsourcing = OUTSOURCING.find((value) => value === typed.outsourcing)
  const court = typed.court.trim()
  if (!onwardSupply) refusals.push({ code: 'required', field: 'onwardSupply' })
  if (!outsourcing) refusals.push({ code: 'required', field: 'outsourcing' })
  if (court === '') refusals.push({ code: 'required', field: 'court' })
  else if (court.length > LONGEST_COURT) refusals.push({ code: 'too-long', field: 'court', facts: { max: LONGEST_COURT } })
  if (refusals.length > 0 || !onwardSupply || !outsourcing) return refused(...refusals)
  return ok({ periodFrom: typed.periodFrom, periodTo: typed.periodTo, clauses: { onwardSupply, outsourcing, court } })
}
