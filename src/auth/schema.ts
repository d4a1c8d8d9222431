import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Role } from '../core/index.ts'

/** A local government, a proposer's organisation or a contracted processor's. */
export const organisations = sqliteTable('organisations', {
  /** as in URLs: "sakyu-ken" */
  id: text('id').primaryKey(),
  kind: text('kind').$type<'government' | 'proposer'>().notNull(),
  name: text('name').notNull(),
  /** access programme of new cases; null for a proposer's organisation */
  programmeId: text('programme_id'),
  /** head, desk, address … as JSON (OrganisationProfile) */
  profile: text('profile', { mode: 'json' }).$type<OrganisationProfile>().notNull(),
  createdAt: integer('created_at').notNull(),
})

/** What stands on notices: who the authority is and where its desk is. */
export interface OrganisationProfile {
  /** 行政機関の長等, as on documents: "砂丘県知事" */
  authority?: string
  /** 提案を受ける組織 */
  desk?: string
  address?: string
  phone?: string
  representative?: string
  /** in the numbers of its documents: "砂公" in 令8砂公第3号 */
  documentMark?: string
}

export const users = sqliteTable(
  'users',
  {
    id: text('id').primaryKey(),
    login: text('login').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    createdAt: integer('created_at').notNull(),
    /** the invitation that this person spent: unique, so that none is spent twice */
    invitationHash: text('invitation_hash'),
  },
  (t) => [uniqueIndex('users_login').on(t.login), uniqueIndex('users_invitation').on(t.invitationHash)],
)

/** One-time links that let somebody in with roles. Only the hash of the secret is kept. */
export const invitations = sqliteTable('invitations', {
  tokenHash: text('token_hash').primaryKey(),
  /** null: the first administrator's, who founds the organisation */
  organisationId: text('organisation_id').references(() => organisations.id),
  roles: text('roles', { mode: 'json' }).$type<Role[]>().notNull(),
  expiresAt: integer('expires_at').notNull(),
})

export const memberships = sqliteTable(
  'memberships',
  {
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisations.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role').$type<Role>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.organisationId, t.role] })],
)

/** The id is SHA-256 of the cookie's value: a stolen row signs nobody in. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

/** Failed sign-ins by hashed login, to slow guessing down. */
export const signInFailures = sqliteTable('sign_in_failures', {
  /** SHA-256 of the login as typed */
  loginHash: text('login_hash').primaryKey(),
  count: integer('count').notNull(),
  lastAt: integer('last_at').notNull(),
})
