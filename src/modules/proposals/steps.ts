import { type IsoDate, japanDate } from '../../core/index.ts'
import { type ClockState, clocksOf, type DatedMove, nextDue, type Programme } from '../../programmes/index.ts'
import type { LoadedCase } from './case.ts'
import type { CaseEvent } from './model.ts'

/** The stretches of the programme's way, in its order. */
export const phasesOf = (programme: Programme): string[] => [
  ...new Set(
    Object.values(programme.states)
      .map(({ phase }) => phase)
      .filter((phase) => phase !== null),
  ),
]

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
  events.map(({ action, at, toState }) => ({ action, on: japanDate(at), toState }))

/** The clocks of the case's programme as they stand on that day: how long the office has left, and what stands still. */
export const caseClocks = ({ programme, events }: Pick<LoadedCase, 'programme' | 'events'>, today: IsoDate): ClockState[] =>
  clocksOf(programme, datedMoves(events), today)

/** By when the present state must be left: the day announced with the move, else as the programme's clocks say; null if none. */
export function caseDeadline({ programme, events }: Pick<LoadedCase, 'programme' | 'events'>): IsoDate | null {
  const announced = events.at(-1)?.data?.dueOn
  return typeof announced === 'string' ? announced : nextDue(programme, datedMoves(events))
}
