import { sha256 } from '@noble/hashes/sha2.js'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { type AuditDeps, writeWithAudit } from '../audit/index.ts'
import { Conflict, hex, idFrom, ok, type Refusal, type Result, type Role, refused } from '../core/index.ts'
import { isUniqueViolation } from '../platform/database.ts'
import type { PasswordHasher } from '../platform/ports.ts'
import { memberships, type OrganisationProfile, organisations, signInFailures, users } from './schema.ts'

export interface AccountDeps extends AuditDeps {
  passwords: PasswordHasher
}

const MIN_PASSWORD = 12 // product default; OWASP Authentication Cheat Sheet asks for at least 8
const MAX_PASSWORD = 200
/** After this many failures the next try waits: 2^(failures − FREE) seconds, at most 15 minutes. */
const FREE_FAILURES = 5
const LONGEST_WAIT_MS = 15 * 60_000

/** A hash that no password has, at the usual cost. */
const NOBODY = `argon2id$m=19456,t=2,p=1$${'0'.repeat(32)}$${'0'.repeat(64)}`

const loginOf = (typed: string) => typed.normalize('NFKC').trim().toLowerCase()
const hashed = (login: string) => hex(sha256(new TextEncoder().encode(login)))

/** A proposer's own registration: the organisation that proposes and its first person. */
export interface Registration {
  organisationName: string
  representative: string
  address: string
  phone: string
  name: string
  login: string
  password: string
}

function checkRegistration(typed: Registration): Refusal[] {
  const refusals: Refusal[] = []
  const need = (field: keyof Registration, max = 200) => {
    const value = typed[field].trim()
    if (value === '') refusals.push({ code: 'required', field })
    else if (value.length > max) refusals.push({ code: 'too-long', field, facts: { max } })
  }
  for (const field of ['organisationName', 'representative', 'address', 'phone'] as const) need(field)
  return [...refusals, ...checkPerson(typed)]
}

/** Who will sign in, as typed. */
export type TypedPerson = Pick<Registration, 'name' | 'login' | 'password'>

export function checkPerson(typed: TypedPerson): Refusal[] {
  const refusals: Refusal[] = []
  for (const field of ['name', 'login'] as const) {
    const value = typed[field].trim()
    if (value === '') refusals.push({ code: 'required', field })
    else if (value.length > 200) refusals.push({ code: 'too-long', field, facts: { max: 200 } })
  }
  if (typed.login.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(loginOf(typed.login)))
    refusals.push({ code: 'not-an-email', field: 'login' })
  if ([...typed.password].length < MIN_PASSWORD)
    refusals.push({ code: 'password-too-short', field: 'password', facts: { min: MIN_PASSWORD } })
  if (typed.password.length > MAX_PASSWORD) refusals.push({ code: 'too-long', field: 'password', facts: { max: MAX_PASSWORD } })
  return refusals
}

/** Registers a proposer's organisation with its first person. Refuses a login that is taken. */
export async function registerProposer(
  deps: AccountDeps,
  typed: Registration,
): Promise<Result<{ userId: string; organisationId: string }>> {
  const refusals = checkRegistration(typed)
  if (refusals.length > 0) return refused(...refusals)
  const organisationId = `p-${idFrom(deps.random(20))}`
  const profile: OrganisationProfile = {
    address: typed.address.trim(),
    phone: typed.phone.trim(),
    representative: typed.representative.trim(),
  }
  const added = await addUser(deps, {
    organisation: { id: organisationId, kind: 'proposer', name: typed.organisationName.trim(), programmeId: null, profile },
    login: typed.login,
    name: typed.name.trim(),
    password: typed.password,
    roles: ['proposer'],
  })
  return added.ok ? ok({ userId: added.value, organisationId }) : added
}

/** Adds a person with roles in one organisation, and the organisation itself if given whole. */
export async function addUser(
  deps: AccountDeps,
  given: {
    organisation:
      | { id: string; kind: 'government' | 'proposer'; name: string; programmeId: string | null; profile: OrganisationProfile }
      | string
    login: string
    name: string
    password: string
    roles: Role[]
    /** the one-time link that this person spends */
    invitationHash?: string
  },
): Promise<Result<string>> {
  const userId = idFrom(deps.random(20))
  const passwordHash = await deps.passwords.hash(given.password)
  const at = deps.clock()
  const organisation = given.organisation
  const organisationId = typeof organisation === 'string' ? organisation : organisation.id
  try {
    await writeWithAudit(
      deps,
      [{ organisationId, actorId: userId, type: 'person-added', subject: `user:${userId}`, facts: { roles: given.roles.join(' ') } }],
      () => [
        ...(typeof organisation === 'string' ? [] : [deps.db.insert(organisations).values({ ...organisation, createdAt: at })]),
        deps.db.insert(users).values({
          id: userId,
          login: loginOf(given.login),
          name: given.name,
          passwordHash,
          createdAt: at,
          invitationHash: given.invitationHash ?? null,
        }),
        ...given.roles.map((role) => deps.db.insert(memberships).values({ organisationId, userId, role })),
      ],
      { unique: ['users.login'] },
    )
  } catch (error) {
    if (error instanceof Conflict) return refused({ code: 'login-taken', field: 'login' })
    if (isUniqueViolation(error, 'users.invitation_hash') || isUniqueViolation(error, 'organisations.id')) throw new Conflict('invitation')
    throw error
  }
  return ok(userId)
}

/** Who login and password name. One answer for an unknown login and a wrong password; slower after each failure. */
export async function authenticate(deps: AccountDeps, typedLogin: string, password: string): Promise<Result<{ userId: string }>> {
  const login = loginOf(typedLogin)
  const loginHash = hashed(login)
  const now = deps.clock()
  const [failures] = await deps.db.select().from(signInFailures).where(eq(signInFailures.loginHash, loginHash))
  if (failures && failures.count >= FREE_FAILURES) {
    const wait = Math.min(2 ** (failures.count - FREE_FAILURES) * 1_000, LONGEST_WAIT_MS)
    if (now < failures.lastAt + wait)
      return refused({ code: 'too-many-attempts', facts: { seconds: Math.ceil((failures.lastAt + wait - now) / 1_000) } })
  }
  const [user] = await deps.db.select({ id: users.id, passwordHash: users.passwordHash }).from(users).where(eq(users.login, login))
  // An unknown login costs the same hash, so that the answer's time tells nothing.
  const matches = await deps.passwords.verify(user?.passwordHash ?? NOBODY, password)
  if (!user || !matches) {
    await deps.db
      .insert(signInFailures)
      .values({ loginHash, count: 1, lastAt: now })
      .onConflictDoUpdate({ target: signInFailures.loginHash, set: { count: sql`${signInFailures.count} + 1`, lastAt: now } })
    return refused({ code: 'sign-in-failed' })
  }
  if (failures) await deps.db.delete(signInFailures).where(eq(signInFailures.loginHash, loginHash))
  return ok({ userId: user.id })
}

/** The organisation of that id, or undefined. */
export async function findOrganisation(db: AuditDeps['db'], id: string) {
  const [row] = await db.select().from(organisations).where(eq(organisations.id, id))
  return row
}

export const listGovernments = (db: AuditDeps['db']) =>
  db.select().from(organisations).where(eq(organisations.kind, 'government')).orderBy(organisations.name)

/** Names of people by id, for timelines. */
export async function peopleNames(db: AuditDeps['db']): Promise<Map<string, string>> {
  const rows = await db.select({ id: users.id, name: users.name }).from(users)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Ids of the people who hold one of the roles in an organisation. */
export async function peopleIn(db: AuditDeps['db'], organisationId: string, roles: Role[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.organisationId, organisationId), inArray(memberships.role, roles)))
  return rows.map(({ id }) => id)
}

/** The address that a person signs in with. */
export const addressOf = async (db: AuditDeps['db'], userId: string): Promise<string | undefined> =>
  (await db.select({ login: users.login }).from(users).where(eq(users.id, userId)))[0]?.login

export type Organisation = typeof organisations.$inferSelect
