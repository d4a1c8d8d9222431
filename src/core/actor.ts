/** What a person may be in an organisation. Permissions name roles; the programme's transitions name them too. */
export const ROLES = [
  'proposer',
  'department-officer',
  'screening-officer',
  'contract-officer',
  'processor',
  'custodian',
  'auditor',
  'administrator',
  'panel-member',
] as const
export type Role = (typeof ROLES)[number]

/** Officials of the authority: neither who proposes nor who only sits on a screening body. */
export const isStaffRole = (role: Role): boolean => role !== 'proposer' && role !== 'panel-member'

/** Who acts: a signed-in person with the roles held in each organisation. */
export interface Actor {
  userId: string
  name: string
  /** organisation id → roles there */
  roles: Readonly<Record<string, readonly Role[]>>
}

export const hasRole = (actor: Actor | undefined, organisationId: string, ...roles: Role[]): boolean =>
  actor !== undefined && (actor.roles[organisationId] ?? []).some((role) => roles.includes(role))
