import { type Actor, hasRole, isStaffRole, type Role } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import type { Case } from './model.ts'

/** The organisations for which this person proposes. */
export const proposerOrganisations = (actor: Actor | undefined): string[] =>
  Object.entries(actor?.roles ?? {})
    .filter(([, roles]) => roles.includes('proposer'))
    .map(([organisationId]) => organisationId)

/** Whether the actor acts for the proposer; in a joint proposal for all of them. */
export const isRepresentative = (actor: Actor, { proposerOrganisationId }: Pick<Case, 'proposerOrganisationId'>): boolean =>
  proposerOrganisations(actor).includes(proposerOrganisationId)

/** Whether the actor writes the proposal: its proposer; of one that came on paper the desk that took it in. */
export const mayWrite = (actor: Actor, theCase: Pick<Case, 'organisationId' | 'proposerOrganisationId' | 'paper'>): boolean =>
  isRepresentative(actor, theCase) || (theCase.paper !== null && hasRole(actor, theCase.organisationId, 'screening-officer'))

/** The joint party for which the actor acts; undefined: none. It sees the case and does its own part; all else is the representative's. */
export const jointIdOf = (actor: Actor, theCase: Pick<Case, 'proposerOrganisationId' | 'joint'>): string | undefined =>
  isRepresentative(actor, theCase) ? undefined : proposerOrganisations(actor).find((id) => Object.hasOwn(theCase.joint, id))

/** The joint party whose part the actor writes: its own; of a proposal on paper the one that the desk names. */
export const writtenParty = (
  actor: Actor,
  theCase: Pick<Case, 'organisationId' | 'proposerOrganisationId' | 'joint' | 'paper'>,
  named: string | undefined,
): string | undefined =>
  jointIdOf(actor, theCase) ??
  (theCase.paper !== null && mayWrite(actor, theCase) && named && Object.hasOwn(theCase.joint, named) ? named : undefined)

/** What the actor may be in this case: roles in its organisation, and proposer if it is one's own proposal. */
export function rolesInCase(actor: Actor, theCase: Pick<Case, 'organisationId' | 'proposerOrganisationId' | 'joint'>): Role[] {
  const staff = (actor.roles[theCase.organisationId] ?? []).filter(isStaffRole)
  const isProposer = isRepresentative(actor, theCase) || jointIdOf(actor, theCase) !== undefined
  // Nobody handles a proposal of their own organisation on the other side of the desk.
  return isProposer ? ['proposer'] : staff
}

/** Drafts are for those alone who write them; afterwards also the officials of the case's organisation see it. */
export const maySeeCase = (actor: Actor | undefined, theCase: Case): boolean => {
  if (!actor) return false
  const roles = rolesInCase(actor, theCase)
  return roles.includes('proposer') || (roles.length > 0 && (theCase.state !== 'draft' || mayWrite(actor, theCase)))
}

/** Whether a paper of the case may be read: what only goes among the office and those it asks is not the proposer's. */
export function maySeePaper({ programme }: { programme: Programme }, form: string, isOfficial: boolean): boolean {
  const issuing = programme.transitions.filter(({ document }) => document === form)
  return isOfficial || (!programme.forms[form]?.internal && (issuing.length === 0 || issuing.some(({ internal }) => !internal)))
}
