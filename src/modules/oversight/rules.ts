import { addDays, type IsoDate } from '../../core/index.ts'
import type { CaseEvent } from '../proposals/index.ts'
import type { DeskRow, Duty } from './model.ts'

/** Due first, then whatever has waited longest. */
export const byUrgency = (a: Pick<Duty, 'dueOn' | 'since'>, b: Pick<Duty, 'dueOn' | 'since'>): number =>
  (a.dueOn ?? '9999-12-31') === (b.dueOn ?? '9999-12-31')
    ? a.since - b.since
    : (a.dueOn ?? '9999-12-31') < (b.dueOn ?? '9999-12-31')
      ? -1
      : 1

/** What a move waits for besides the person: a finished run, or the end of the use. */
export interface Awaited {
  orderState?: string
  periodTo?: IsoDate | null
}

/** Days before the end of the use on which the report of the erasure is asked for. */
const BEFORE_END = 5

/** The moves of an official that are to be made now. A result is accepted once there is one; a use is closed when it ends. */
export const movesNow = (moves: DeskRow['moves'], { orderState, periodTo }: Awaited, today: IsoDate): DeskRow['moves'] =>
  moves.filter(
    ({ needs }) =>
      (!needs.includes('report') || orderState === undefined || orderState === 'done') &&
      (!needs.includes('deletion-report') || !periodTo || today >= addDays(periodTo, -BEFORE_END)),
  )

/** The case came into its present state then; acts that left it there do not count. */
export const inStateSince = (events: readonly Pick<CaseEvent, 'at' | 'fromState' | 'toState'>[]): number | undefined =>
  events.findLast(({ fromState, toState }) => fromState !== toState)?.at ?? events.at(-1)?.at
