import { type IsoDate, isIsoDate, type Refusal } from '../../core/index.ts'
import {
  bodyStates,
  councilIsAsked,
  deadlineOf,
  dueDate,
  type Fee,
  type Programme,
  rulingsOf,
  settingValue,
  type Transition,
} from '../../programmes/index.ts'
import { caseFacts, type LoadedCase, pastMoves } from '../proposals/index.ts'
import { LONGEST_TEXT } from './rules.ts'

// Decisions are the moves of a programme that rest on the sheet or send a notice. What each asks for is written there.

/** fit and unfit send their notice; plain ones only move the case (継続審査). */
export type DecisionKind = 'fit' | 'unfit' | 'plain'

/** What kind of decision a move is; undefined if it is none, or has a form of its own. */
export function decisionKind({ document, needs, form }: Transition): DecisionKind | undefined {
  if (form) return undefined
  if (document === 'fit-notice') return 'fit'
  if (document === 'unfit-notice') return 'unfit'
  return needs.includes('findings') ? 'plain' : undefined
}

/** Typed or found elsewhere: the sheet, the fee, the reasons of the criteria, the body's ruling. */
const ELSEWHERE = ['findings', 'fee-estimate', 'ruling', 'reason']

/** What is typed for this move, as the programme describes it; of a choice: what may be chosen. */
export const inputsOf = (programme: Programme, { needs }: Pick<Transition, 'needs'>) =>
  needs
    .filter((need) => !ELSEWHERE.includes(need) || (need === 'reason' && programme.inputs.reason !== undefined))
    .flatMap((id) => {
      const input = programme.inputs[id]
      if (!input) return []
      const listed = input.choicesOf ? settingValue(programme, input.choicesOf) : null
      return [{ id, ...input, choices: Array.isArray(listed) ? listed : null }]
    })

export type TypedInputs = Record<string, string>

/** Texts that are missing or too long; a choice that is not among those of the programme is missing. */
export function checkInputs(programme: Programme, move: Pick<Transition, 'needs'>, typed: TypedInputs): Refusal[] {
  return inputsOf(programme, move).flatMap(({ id, choices }): Refusal[] => {
    const text = (typed[id] ?? '').trim()
    if (text === '' || (choices && !choices.includes(text))) return [{ code: 'required', field: id }]
    return text.length > LONGEST_TEXT ? [{ code: 'too-long', field: id, facts: { max: LONGEST_TEXT } }] : []
  })
}

/** What goes with the move into the case's history: all of it as data, what others may read as its reason. */
export function recordedInputs(programme: Programme, move: Pick<Transition, 'needs'>, typed: TypedInputs) {
  const given = inputsOf(programme, move).map((input) => ({ ...input, text: (typed[input.id] ?? '').trim() }))
  const shown = given.filter(({ shown, text }) => shown && text !== '')
  return {
    given: given.filter(({ text }) => text !== '').map(({ id }) => id),
    data: Object.fromEntries(given.map(({ id, text }) => [id, text])),
    shown: shown.length === 0 ? undefined : shown.map(({ label, text }) => (shown.length > 1 ? `${label}：${text}` : text)).join('\n'),
  }
}

/** What was typed for moves of the case so far, for those who judge it: when, by which move, under which label. */
export const typedSoFar = ({ programme, events }: LoadedCase) =>
  events.flatMap(({ action, at, data }) =>
    Object.entries(programme.inputs).flatMap(([id, { label }]) => {
      const text = data?.[id]
      return typeof text === 'string' && text !== ''
        ? [{ at, move: programme.transitions.find((move) => move.action === action)?.label ?? action, label, text }]
        : []
    }),
  )

/** Whether a body ruled on the case in its present state. */
export const hasRuling = ({ programme, events }: LoadedCase): boolean => rulingsOf(programme, pastMoves(events)).size > 0

/** What an advisory body ruled, where that is not this move: the office says why it decides otherwise. */
export function advisedOtherwise(loaded: LoadedCase, action: string): { body: string; ruling: string }[] {
  const { programme, theCase, events } = loaded
  return bodyStates(programme, theCase.state, pastMoves(events), caseFacts(loaded)).flatMap(({ body, ruling }) =>
    body.effect === 'advisory' && ruling !== undefined && ruling !== action && body.choices.includes(action)
      ? [{ body: body.label, ruling: programme.transitions.find((move) => move.action === ruling)?.label ?? ruling }]
      : [],
  )
}

/** Whether a decision may be made without the answer of a council that was asked, once it says why. */
export const waitsForAdvice = ({ programme, events }: Pick<LoadedCase, 'programme' | 'events'>): boolean =>
  settingValue(programme, 'council.holds') === 'until-due' && councilIsAsked(programme, pastMoves(events))

/** By when the contract must be applied for; null where the programme leaves it to the notice. */
export function applyByOf(programme: Programme, move: Transition, today: IsoDate): IsoDate | null {
  const announced = deadlineOf(programme, move, today)
  if (announced) return announced
  return settingValue(programme, 'contract.deadline') === null ? null : dueDate(programme, 'contract.deadline', today)
}

/** The day typed where the notice names it. */
export const checkApplyBy = (typed: string, today: IsoDate): Refusal[] =>
  !isIsoDate(typed) ? [{ code: 'not-a-date', field: 'applyBy' }] : typed < today ? [{ code: 'apply-by-passed', field: 'applyBy' }] : []

/** The fee where none is asked: of anybody, or of this case. */
export const nothingToPay = (programme: Programme, move: Transition): Fee | undefined =>
  settingValue(programme, 'fee.payBefore') === 'none' || move.when?.feeExempt?.includes('yes')
    ? { lines: [{ label: programme.words.fee ?? '手数料', detail: '求めない', amountYen: 0 }], totalYen: 0, startedHours: 0, source: null }
    : undefined
