import { type Actor, hasRole } from '../../core/index.ts'

/** Only the custodian destroys what is kept. */
export const mayDestroy = (actor: Actor | undefined, organisationId: string): actor is Actor =>
  actor !== undefined && hasRole(actor, organisationId, 'custodian')

/** What the first user paid is told to whoever is signed in: proposers reckon with it. */
export const maySeeFirstFee = (actor: Actor | undefined): boolean => actor !== undefined
