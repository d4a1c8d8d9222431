import { type IsoDate, japanDate } from '../../core/index.ts'
import { deadlineOf, type Programme } from '../../programmes/index.ts'
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

/** By when the present state must be left: the day announced with the move, else by the programme's clock; null if none runs. */
export function caseDeadline({ programme, events }: LoadedCase): IsoDate | null {
  const last: CaseEvent | undefined = events.at(-1)
  const move = programme.transitions.find(({ action }) => action === last?.action)
  if (typeof last?.data?.dueOn === 'string') return last.data.dueOn
  return last && move ? deadlineOf(programme, move, japanDate(last.at)) : null
}
