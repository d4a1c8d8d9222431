import { type Actor, NotFound } from '../../core/index.ts'
import { type LoadedCase, rolesInCase } from '../proposals/index.ts'

/** Officials of the case's organisation see the sheet and the opinions; to the proposer they do not exist. */
export function checkMaySeeScreening(actor: Actor | undefined, { theCase }: LoadedCase): asserts actor is Actor {
  if (!actor || rolesInCase(actor, theCase).includes('proposer')) throw new NotFound('screening')
}

/** Whether the actor may write on the sheet now: whoever the programme lets decide, while the case is under review. */
export const mayJudge = (actor: Actor, { theCase, programme }: LoadedCase): boolean =>
  programme.transitions.some(
    ({ action, from, roles }) =>
      action === 'decide-unfit' && from.includes(theCase.state) && roles.some((role) => rolesInCase(actor, theCase).includes(role)),
  )
