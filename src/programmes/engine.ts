import { ok, type Refusal, type Result, type Role, refused } from '../core/index.ts'
import { whyNotRuled } from './bodies.ts'
import type { Guard, PastMove, Programme, Transition } from './model.ts'
import { settingValue } from './settings.ts'
import { SAME, targetOf } from './table.ts'

export { SAME, targetOf } from './table.ts'

/** The moves that these roles may make from this state, in the programme's order: what a page offers as buttons. */
export const moves = (programme: Programme, state: string, roles: readonly Role[]): Transition[] =>
  programme.transitions.filter((move) => move.from.includes(state) && move.roles.some((role) => roles.includes(role)))

export interface MoveBy {
  roles: readonly Role[]
  actorId: string
  /** earlier moves of this case, oldest first */
  history: readonly PastMove[]
  /** what is handed in with the action; given, everything in the move's `needs` must be among it */
  given?: readonly string[]
  /** facts of the case that moves of some programmes ask for: { tier: "1" } */
  facts?: Readonly<Record<string, string>>
}

/**
 * Decides whether a case may make this move now, or says every reason why not.
 *
 * Refusals: unknown-action, wrong-state, role-not-permitted, four-eyes, opinions-not-heard, nothing-to-answer, still-open,
 * not-for-this-case, council-outstanding, not-yet-ruled, ruled-otherwise, body-not-asked, required, missing-need.
 * An action that the programme does not hold cannot happen.
 */
export function transition(programme: Programme, state: string, action: string, by: MoveBy): Result<Transition> {
  const move = programme.transitions.find((candidate) => candidate.action === action)
  if (!move) return refused({ code: 'unknown-action', facts: { action } })
  const refusals: Refusal[] = []
  if (!move.from.includes(state)) refusals.push({ code: 'wrong-state', facts: { action, state } })
  if (!move.roles.some((role) => by.roles.includes(role))) refusals.push({ code: 'role-not-permitted', facts: { action } })
  if (move.fourEyes) {
    const first = last(by.history, move.fourEyes)
    // Without a first person there are no four eyes: fail closed.
    if (!first || first.actorId === by.actorId) refusals.push({ code: 'four-eyes', facts: { action, first: move.fourEyes } })
  }
  const unmet = move.guard && GUARD_RULES[move.guard](by.history)
  if (unmet) refusals.push(unmet)
  if (move.answers && openAct(programme, move.answers, by.history) !== move.answers)
    refusals.push({ code: 'nothing-to-answer', facts: { action } })
  if (openAct(programme, action, by.history) === action) refusals.push({ code: 'still-open', facts: { action } })
  const held = whyCouncilHolds(programme, move, by)
  if (held) refusals.push(held)
  for (const [fact, values] of Object.entries(move.when ?? {})) {
    const value = by.facts?.[fact]
    // A case of which the fact is not known may not take the way of those that have it.
    if (value === undefined || !values.includes(value)) refusals.push({ code: 'not-for-this-case', facts: { action, fact } })
  }
  if (move.from.includes(state)) refusals.push(...whyNotRuled(programme, state, action, by.history, by.facts))
  if (by.given) {
    for (const ask of move.asks)
      if (!Object.hasOwn(programme.facts[ask]?.choices ?? {}, by.facts?.[ask] ?? ''))
        refusals.push({ code: 'required', field: ask, facts: { action } })
    for (const need of move.needs)
      if (!by.given.includes(need)) refusals.push({ code: 'missing-need', field: need, facts: { action, need } })
  }
  return refusals.length > 0 ? refused(...refusals) : ok(move)
}

/** Conditions that look at the case's history. A programme names them; what they mean is here. */
const GUARD_RULES: Record<Guard, (history: readonly PastMove[]) => Refusal | undefined> = {
  'opinions-heard': (history) => {
    const opinion = history.findLast(({ action }) => action === 'ask-opinion' || action === 'record-opinion')
    return opinion?.action === 'record-opinion' ? undefined : { code: 'opinions-not-heard' }
  },
}

/** What is handed in where a decision does not wait for a council any more: why. */
export const WITHOUT_ADVICE = 'without-advice'

/**
 * A council that was asked and has not answered holds back every decision that rests on the sheet: until it answers, or until
 * the day by which it was to answer has passed (fact councilDue), after which the office says why it decides without it.
 *
 * @source 法129条 lets a body ask; that it waits for what it asked is the setting council.holds
 */
function whyCouncilHolds(programme: Programme, move: Transition, { history, facts, given }: MoveBy): Refusal | undefined {
  if (!move.needs.includes('findings') || !councilIsAsked(programme, history)) return undefined
  const holds = settingValue(programme, 'council.holds')
  if (holds === 'free') return undefined
  if (holds === 'until-answer' || facts?.councilDue !== 'passed') return { code: 'council-outstanding', facts: { action: move.action } }
  return given && !given.includes(WITHOUT_ADVICE)
    ? { code: 'missing-need', field: WITHOUT_ADVICE, facts: { action: move.action, need: WITHOUT_ADVICE } }
    : undefined
}

/** Whether a council's answer is outstanding. */
export const councilIsAsked = (programme: Programme, history: readonly PastMove[]): boolean =>
  openAct(programme, ASK_COUNCIL, history) === ASK_COUNCIL

const ASK_COUNCIL = 'ask-council'

/** The last of an act and of the acts that answer it; undefined where nothing answers it, so that it never stands open. */
function openAct(programme: Programme, asked: string, history: readonly PastMove[]): string | undefined {
  const answers = programme.transitions.filter((move) => move.answers === asked).map(({ action }) => action)
  return answers.length === 0 ? undefined : history.findLast(({ action }) => action === asked || answers.includes(action))?.action
}

/** Whether somebody waits for the move: acts that only may be done at any time are no duty; a body that is asked has to rule. */
export const isDuty = (move: Transition): boolean =>
  !move.exceptional && (move.to !== SAME || move.answers !== undefined || move.needs.includes('votes'))

const last = (history: readonly PastMove[], action: string) => history.findLast((past) => past.action === action)

/**
 * The state that these moves lead to from the beginning: what the log of a case must agree with.
 *
 * Refusals: unknown-action, wrong-state, with the number of the move.
 */
export function replay(programme: Programme, actions: readonly string[]): Result<string> {
  let state = programme.start
  for (const [i, action] of actions.entries()) {
    const move = programme.transitions.find((candidate) => candidate.action === action)
    if (!move) return refused({ code: 'unknown-action', facts: { action, move: i + 1 } })
    if (!move.from.includes(state)) return refused({ code: 'wrong-state', facts: { action, state, move: i + 1 } })
    state = targetOf(move, state)
  }
  return ok(state)
}
