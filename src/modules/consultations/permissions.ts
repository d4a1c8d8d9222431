import { type Actor, hasRole } from '../../core/index.ts'
import { proposerOrganisations } from '../proposals/index.ts'
import type { Consultation } from './model.ts'

/** The desk and the departments that know their files talk with businesses. */
export const mayRecord = (actor: Actor | undefined, organisationId: string): boolean =>
  hasRole(actor, organisationId, 'department-officer', 'screening-officer', 'administrator')

export const isOwn = (actor: Actor | undefined, { proposerOrganisationId }: Consultation): boolean =>
  proposerOrganisationId !== null && proposerOrganisations(actor).includes(proposerOrganisationId)

/** Those who record, and the business itself; to everybody else it does not exist. */
export const maySee = (actor: Actor | undefined, one: Consultation): boolean => isOwn(actor, one) || mayRecord(actor, one.organisationId)
