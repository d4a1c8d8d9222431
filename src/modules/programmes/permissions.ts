import { type Actor, hasRole, NotFound } from '../../core/index.ts'

/** The law as the organisation works under it is for its staff to read. */
export function checkMayReadProgrammes(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  const roles = actor?.roles[organisationId] ?? []
  if (!roles.some((role) => role !== 'proposer')) throw new NotFound('programmes')
}

export const mayKeepProgrammes = (actor: Actor | undefined, organisationId: string): boolean =>
  hasRole(actor, organisationId, 'administrator')

/** Versions are made and published by administrators. */
export function checkMayKeepProgrammes(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!mayKeepProgrammes(actor, organisationId)) throw new NotFound('programmes')
}
