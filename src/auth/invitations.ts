import { sha256 } from '@noble/hashes/sha2.js'
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { writeWithAudit } from '../audit/index.ts'
import { type Actor, hasRole, hex, idFrom, NotFound, type Refusal, type Result, ROLES, type Role, refused } from '../core/index.ts'
import { type Db, writeAll } from '../platform/database.ts'
import type { Clock, RandomBytes } from '../platform/ports.ts'
import { type AccountDeps, addUser, checkPerson, listGovernments, type TypedPerson } from './accounts.ts'
import { invitations, memberships, type OrganisationProfile, organisations, users } from './schema.ts'

const DAY_MS = 24 * 60 * 60_000
/** The first administrator's link is read from a console: a day is enough. */
const FIRST_LINK_MS = DAY_MS
const INVITATION_MS = 7 * DAY_MS

/** What may be given to a colleague: proposers register themselves. */
export const STAFF_ROLES = ROLES.filter((role) => role !== 'proposer')

const hashOf = (token: string) => hex(sha256(new TextEncoder().encode(token)))
/** 40 letters of 5 random bits: 200 bits. */
const newToken = (random: RandomBytes) => idFrom(random(20)) + idFrom(random(20))

export interface Invitation {
  tokenHash: string
  /** undefined: the first administrator's, who founds the organisation */
  organisation?: { id: string; name: string }
  roles: Role[]
}

/**
 * A link for whoever sets a new deployment up; one made before stops working.
 *
 * @returns the path with its secret, shown once; undefined if the deployment has an organisation
 */
export async function firstAdministratorLink(deps: { db: Db; clock: Clock; random: RandomBytes }): Promise<string | undefined> {
  if ((await listGovernments(deps.db)).length > 0) return undefined
  const token = newToken(deps.random)
  await writeAll(deps.db, [
    deps.db.delete(invitations).where(isNull(invitations.organisationId)),
    deps.db
      .insert(invitations)
      .values({ tokenHash: hashOf(token), organisationId: null, roles: ['administrator'], expiresAt: deps.clock() + FIRST_LINK_MS }),
  ])
  return `/invitation?token=${token}`
}

/** Invites a colleague. Returns the path with its secret, shown once and good for one person. @throws {NotFound} to anyone but administrators */
export async function invite(
  deps: AccountDeps,
  actor: Actor | undefined,
  organisationId: string,
  roles: readonly string[],
): Promise<Result<string>> {
  checkMayManagePeople(actor, organisationId)
  const given = STAFF_ROLES.filter((role) => roles.includes(role))
  if (given.length === 0 || given.length !== new Set(roles).size) return refused({ code: 'choose-a-role', field: 'roles' })
  const token = newToken(deps.random)
  const tokenHash = hashOf(token)
  const now = deps.clock()
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'person-invited',
        subject: `invitation:${tokenHash.slice(0, 16)}`,
        facts: { roles: given.join(' ') },
      },
    ],
    () => [
      deps.db.delete(invitations).where(lte(invitations.expiresAt, now)),
      deps.db.insert(invitations).values({ tokenHash, organisationId, roles: given, expiresAt: now + INVITATION_MS }),
    ],
  )
  return { ok: true, value: `/invitation?token=${token}` }
}

/** The invitation that the secret opens: not spent, not expired. @throws {NotFound} */
export async function openInvitation(deps: Pick<AccountDeps, 'db' | 'clock'>, token: string): Promise<Invitation> {
  const tokenHash = hashOf(token)
  const [row] = await deps.db
    .select({ roles: invitations.roles, id: organisations.id, name: organisations.name, usedBy: users.id })
    .from(invitations)
    .leftJoin(organisations, eq(organisations.id, invitations.organisationId))
    .leftJoin(users, eq(users.invitationHash, invitations.tokenHash))
    .where(
      and(
        eq(invitations.tokenHash, tokenHash),
        gt(invitations.expiresAt, deps.clock()),
        or(isNull(invitations.organisationId), eq(organisations.kind, 'government')),
      ),
    )
  if (!row || row.usedBy !== null) throw new NotFound('invitation')
  if (row.id !== null && row.name !== null) return { tokenHash, organisation: { id: row.id, name: row.name }, roles: row.roles }
  if ((await listGovernments(deps.db)).length > 0) throw new NotFound('invitation')
  return { tokenHash, roles: row.roles }
}

/** The first administrator's organisation, as typed. */
export interface TypedOrganisation {
  organisationId: string
  organisationName: string
  programmeId: string
  authority: string
  desk: string
  address: string
  phone: string
  documentMark: string
}

/** First words of the site's own addresses: no organisation may be called so. */
const RESERVED = new Set(['api', 'assets', 'health', 'invitation', 'search', 'sign-in', 'sign-out', 'sign-up'])
const ORGANISATION_ID = /^[a-z][a-z0-9-]{1,39}$/

function checkOrganisation(typed: TypedOrganisation, programmeIds: readonly string[]): Refusal[] {
  const refusals: Refusal[] = []
  for (const field of ['organisationId', 'organisationName', 'authority', 'desk', 'address', 'phone', 'documentMark'] as const) {
    const value = typed[field].trim()
    if (value === '') refusals.push({ code: 'required', field })
    else if (value.length > 200) refusals.push({ code: 'too-long', field, facts: { max: 200 } })
  }
  const id = typed.organisationId.trim()
  // "p-" begins the ids of proposers' organisations.
  if (id !== '' && (!ORGANISATION_ID.test(id) || RESERVED.has(id) || id.startsWith('p-')))
    refusals.push({ code: 'not-an-address-name', field: 'organisationId' })
  if (!programmeIds.includes(typed.programmeId)) refusals.push({ code: 'required', field: 'programmeId' })
  return refusals
}

/**
 * Spends an invitation: the person, the roles and, for the first administrator, the organisation, at once or not at all.
 *
 * @throws {NotFound} if the link is spent, expired or none
 */
export async function acceptInvitation(
  deps: AccountDeps,
  token: string,
  person: TypedPerson,
  founding: { organisation: TypedOrganisation; programmeIds: readonly string[] },
): Promise<Result<{ userId: string; organisationId: string }>> {
  const invitation = await openInvitation(deps, token)
  const refusals = [
    ...(invitation.organisation ? [] : checkOrganisation(founding.organisation, founding.programmeIds)),
    ...checkPerson(person),
  ]
  if (refusals.length > 0) return refused(...refusals)
  const organisation = invitation.organisation ? invitation.organisation.id : founded(founding.organisation)
  const added = await addUser(deps, {
    organisation,
    login: person.login,
    name: person.name.trim(),
    password: person.password,
    roles: invitation.roles,
    invitationHash: invitation.tokenHash,
  })
  if (!added.ok) return added
  return { ok: true, value: { userId: added.value, organisationId: typeof organisation === 'string' ? organisation : organisation.id } }
}

function founded(typed: TypedOrganisation) {
  const profile: OrganisationProfile = {
    authority: typed.authority.trim(),
    desk: typed.desk.trim(),
    address: typed.address.trim(),
    phone: typed.phone.trim(),
    documentMark: typed.documentMark.trim(),
  }
  return {
    id: typed.organisationId.trim(),
    kind: 'government' as const,
    name: typed.organisationName.trim(),
    programmeId: typed.programmeId,
    profile,
  }
}

/** People and their roles are the administrators' business; to others the page does not exist. */
function checkMayManagePeople(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!hasRole(actor, organisationId, 'administrator')) throw new NotFound('people')
}

/** Everybody with a role in the organisation, by name. @throws {NotFound} to anyone but administrators */
export async function listPeople(db: Db, actor: Actor | undefined, organisationId: string) {
  checkMayManagePeople(actor, organisationId)
  const rows = await db
    .select({ id: users.id, name: users.name, login: users.login, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.organisationId, organisationId))
    .orderBy(users.name, users.id)
  const people = new Map<string, { id: string; name: string; login: string; roles: Role[] }>()
  for (const { role, ...person } of rows) {
    const known = people.get(person.id)
    if (known) known.roles.push(role)
    else people.set(person.id, { ...person, roles: [role] })
  }
  return [...people.values()]
}

/** Takes every role in the organisation from a person, from the next request on. Nobody removes themself: one administrator stays. */
export async function removePerson(
  deps: AccountDeps,
  actor: Actor | undefined,
  organisationId: string,
  userId: string,
): Promise<Result<undefined>> {
  const person = (await listPeople(deps.db, actor, organisationId)).find(({ id }) => id === userId)
  if (!person || !actor) throw new NotFound('person')
  if (userId === actor.userId) return refused({ code: 'not-yourself' })
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'person-removed',
        subject: `user:${userId}`,
        facts: { roles: person.roles.join(' ') },
      },
    ],
    () => [deps.db.delete(memberships).where(and(eq(memberships.organisationId, organisationId), eq(memberships.userId, userId)))],
  )
  return { ok: true, value: undefined }
}
