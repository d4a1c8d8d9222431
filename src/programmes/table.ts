import type { Transition } from './model.ts'

/** The state after a move. */
export const targetOf = (move: Pick<Transition, 'to'>, state: string): string => (move.to === SAME ? state : move.to)

/** `to` of an act that is recorded in the case and leaves it where it is. */
export const SAME = 'same'
