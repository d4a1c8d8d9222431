import { type Actor, hasRole, isStaffRole, NotFound } from '../../core/index.ts'

/** The work list is for the organisation's own staff; to others it does not exist. */
export function checkMaySeeDesk(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  const roles = actor?.roles[organisationId] ?? []
  if (!roles.some(isStaffRole)) throw new NotFound('desk')
}

/** The whole log, also what is not public, is for auditors and administrators. */
export function checkMayAudit(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!hasRole(actor, organisationId, 'auditor', 'administrator')) throw new NotFound('audit')
}
