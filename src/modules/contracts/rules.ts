import { type IsoDate, isIsoDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import type { Clauses, TypedContract } from './model.ts'

const LONGEST_COURT = 60

export const ONWARD_SUPPLY: readonly Clauses['onwardSupply'][] = ['prohibited', 'with-consent', 'with-publication']
export const OUTSOURCING: readonly Clauses['outsourcing'][] = ['prohibited', 'with-consent']
export const PENALTY = ['agreed', 'left-out'] as const

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
  // Every comparable contract has it: what is left out is left out on purpose.
  const penalty = PENALTY.find((value) => value === (typed.penalty || PENALTY[0]))
  const court = typed.court.trim()
  if (!onwardSupply) refusals.push({ code: 'required', field: 'onwardSupply' })
  if (!outsourcing) refusals.push({ code: 'required', field: 'outsourcing' })
  if (!penalty) refusals.push({ code: 'required', field: 'penalty' })
  if (court === '') refusals.push({ code: 'required', field: 'court' })
  else if (court.length > LONGEST_COURT) refusals.push({ code: 'too-long', field: 'court', facts: { max: LONGEST_COURT } })
  if (refusals.length > 0 || !onwardSupply || !outsourcing) return refused(...refusals)
  return ok({
    periodFrom: typed.periodFrom,
    periodTo: typed.periodTo,
    clauses: { onwardSupply, outsourcing, court, penalty: penalty === 'agreed' },
  })
}
