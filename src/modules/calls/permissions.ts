import { type Actor, hasRole, NotFound, PermissionDenied } from '../../core/index.ts'

const isProposer = (actor: Actor | undefined) => Object.values(actor?.roles ?? {}).some((roles) => roles.includes('proposer'))

/** The department that knows the file may draft; the desk that runs the call answers. */
export const mayDraft = (actor: Actor | undefined, organisationId: string): boolean =>
  hasRole(actor, organisationId, 'department-officer', 'screening-officer', 'administrator')

export const mayAnswer = (actor: Actor | undefined, organisationId: string): boolean =>
  hasRole(actor, organisationId, 'screening-officer', 'administrator')

/** Questions come from proposers; where the programme lets it from anybody. Officials of the organisation ask nothing. */
export const mayAsk = (actor: Actor | undefined, organisationId: string, anyone: boolean): boolean =>
  !mayDraft(actor, organisationId) && (anyone || isProposer(actor))

export function checkMayDraft(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!mayDraft(actor, organisationId)) throw new NotFound('question')
}

export function checkMayAnswer(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  checkMayDraft(actor, organisationId)
  if (!mayAnswer(actor, organisationId)) throw new PermissionDenied('answer-question')
}
