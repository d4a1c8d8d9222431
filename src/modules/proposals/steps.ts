import { type IsoDate, japanDate } from '../../core/index.ts'
import {
  type ClockState,
  clocksOf,
  type DatedMove,
  decisionForecast,
  type Forecast,
  nextDue,
  type PastMove,
  type Programme,
  phasesOf,
} from '../../programmes/index.ts'
import type { CaseEvent, LoadedCase } from './model.ts'

/** Which stretch the case stands in; off the way (refused, withdrawn) the one where it left. */
export function currentPhase({ programme, theCase, events }: LoadedCase): number {
  const phases = phasesOf(programme)
  const states = [theCase.state, ...events.map(({ fromState }) => fromState).reverse()]
  for (const state of states) {
    const phase = programme.states[state]?.phase
    if (phase) return phases.indexOf(phase)
  }
  return 0
}

const datedMoves = (events: readonly CaseEvent[]): DatedMove[] =>
  events.map(({ action, at, toState, data }) => ({
    ...{ action, on: japanDate(at), toState },
    ...(typeof data?.dueOn === 'string' ? { dueOn: data.dueOn } : {}),
  }))

/** The clocks of the case's programme as they stand on that day: how long the office has left, and what stands still. */
export const caseClocks = ({ programme, events }: Pick<LoadedCase, 'programme' | 'events'>, today: IsoDate): ClockState[] =>
  clocksOf(programme, datedMoves(events), today, { tier: tierOf(events) })

const tierOf = (events: readonly CaseEvent[]): number | undefined => Number(recordedFacts(events).tier) || undefined

/** By when a case that waits for its review would be decided if it began on that day; null once it has begun, or before it can. */
export function awaitedDecision({ programme, theCase, events }: LoadedCase, today: IsoDate): Forecast | null {
  const waits = programme.transitions.some(
    ({ action, from }) => action === programme.clocks.review?.starts[0] && from.includes(theCase.state),
  )
  const isHandedIn = theCase.receiptNumber !== null
  return waits && isHandedIn && !caseClocks({ programme, events }, today).some(({ name }) => name === 'review')
    ? decisionForecast(programme, today)
    : null
}

/** By when the present state must be left: the day last announced in it, else as the programme's clocks say; null if none. */
export function caseDeadline({ programme, events }: Pick<LoadedCase, 'programme' | 'events'>): IsoDate | null {
  const entered = events.findLastIndex(({ fromState, toState }) => fromState !== toState)
  const announced = events.slice(Math.max(entered, 0)).findLast(({ data }) => typeof data?.dueOn === 'string')?.data?.dueOn
  return typeof announced === 'string' ? announced : nextDue(programme, datedMoves(events), { tier: tierOf(events) })
}

/** The case's moves as the programme's table reads them. */
export const pastMoves = (events: readonly CaseEvent[]): PastMove[] =>
  events.map(({ action, actorId, data }) => ({ action, actorId, ruling: typeof data?.ruling === 'string' ? data.ruling : undefined }))

/** What its moves have recorded about the case, the last word of each: its tier. */
const recordedFacts = (events: readonly CaseEvent[]): Record<string, string> =>
  Object.assign({}, ...events.map(({ data }) => data?.caseFacts ?? {}))

/**
 * Facts of a case that moves of its programme may ask for: what was recorded; `overdue`: the clock whose day has passed in this
 * state; `councilDue`: whether the day has passed by which a council that was asked last was to answer.
 */
export function caseFacts(loaded: Pick<LoadedCase, 'programme' | 'events' | 'today'>): Record<string, string> {
  const running = caseClocks(loaded, loaded.today).find(({ stoppedOn, pausedSince }) => !stoppedOn && !pausedSince)
  const dueOn = caseDeadline(loaded)
  const council = loaded.events.findLast(({ action }) => action === 'ask-council')
  return {
    ...recordedFacts(loaded.events),
    ...(running && dueOn !== null && loaded.today > dueOn ? { overdue: running.name } : {}),
    // Whoever was asked before there was a day to name is not waited for longer than a reason takes.
    ...(council && loaded.today > String(council.data?.answerBy ?? '') ? { councilDue: 'passed' } : {}),
  }
}

/** Whether the data are in use: the end of the contracted use is the day by which their erasure is reported. */
export const awaitsErasure = ({ transitions }: Pick<Programme, 'transitions'>, state: string): boolean =>
  transitions.some(({ from, needs }) => from.includes(state) && needs.includes('deletion-report'))
