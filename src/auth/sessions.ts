import { sha256 } from '@noble/hashes/sha2.js'
import { eq, lte } from 'drizzle-orm'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import { type Actor, hex, idFrom, type Role } from '../core/index.ts'
import type { Db } from '../platform/database.ts'
import type { Clock, RandomBytes } from '../platform/ports.ts'
import { memberships, sessions, users } from './schema.ts'

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>
    DatabaseUserAttributes: { actor: Actor }
  }
}

const stored = (sessionId: string) => hex(sha256(new TextEncoder().encode(sessionId)))

/** Lucia's adapter over our tables: it hashes the session id, reads named user columns only, and joins user and roles in one query. */
function adapter(db: Db, clock: Clock): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const rows = await db
        .select({
          userId: users.id,
          name: users.name,
          expiresAt: sessions.expiresAt,
          organisationId: memberships.organisationId,
          role: memberships.role,
        })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .leftJoin(memberships, eq(memberships.userId, users.id))
        .where(eq(sessions.id, stored(sessionId)))
      const first = rows[0]
      if (!first) return [null, null]
      const roles: Record<string, Role[]> = {}
      for (const { organisationId, role } of rows)
        if (organisationId && role) {
          roles[organisationId] ??= []
          roles[organisationId].push(role)
        }
      return [
        { id: sessionId, userId: first.userId, expiresAt: new Date(first.expiresAt), attributes: {} },
        { id: first.userId, attributes: { actor: { userId: first.userId, name: first.name, roles } } },
      ]
    },
    async getUserSessions(userId) {
      const rows = await db.select().from(sessions).where(eq(sessions.userId, userId))
      return rows.map((row) => ({ id: row.id, userId: row.userId, expiresAt: new Date(row.expiresAt), attributes: {} }))
    },
    async setSession({ id, userId, expiresAt }) {
      await db.insert(sessions).values({ id: stored(id), userId, expiresAt: expiresAt.getTime() })
    },
    async updateSessionExpiration(id, expiresAt) {
      await db
        .update(sessions)
        .set({ expiresAt: expiresAt.getTime() })
        .where(eq(sessions.id, stored(id)))
    },
    async deleteSession(id) {
      await db.delete(sessions).where(eq(sessions.id, stored(id)))
    },
    async deleteUserSessions(userId) {
      await db.delete(sessions).where(eq(sessions.userId, userId))
    },
    async deleteExpiredSessions() {
      await db.delete(sessions).where(lte(sessions.expiresAt, clock()))
    },
  }
}

const createLucia = (db: Db, clock: Clock, secureCookie: boolean) =>
  new Lucia(adapter(db, clock), {
    sessionExpiresIn: new TimeSpan(12, 'h'),
    sessionCookie: { name: 'sakyu_session', expires: true, attributes: { secure: secureCookie, sameSite: 'lax', path: '/' } },
    getUserAttributes: ({ actor }) => ({ actor }),
  })

export interface SessionDeps {
  db: Db
  clock: Clock
  random: RandomBytes
  /** false only on plain http://127.0.0.1 */
  secureCookie: boolean
}

export interface Sessions {
  /** Starts a session; returns the Set-Cookie value. */
  start(userId: string): Promise<string>
  /** Who the Cookie header signs in, and a Set-Cookie value where the session slid on or is over. */
  read(cookieHeader: string | undefined): Promise<{ actor?: Actor; setCookie?: string }>
  /** Ends the session of the Cookie header; returns the Set-Cookie value that clears it. */
  end(cookieHeader: string | undefined): Promise<string>
}

export function createSessions(deps: SessionDeps): Sessions {
  const lucia = createLucia(deps.db, deps.clock, deps.secureCookie)
  return {
    async start(userId) {
      // 40 letters of 5 random bits: 200 bits, from the injected source
      const sessionId = idFrom(deps.random(20)) + idFrom(deps.random(20))
      const session = await lucia.createSession(userId, {}, { sessionId })
      return lucia.createSessionCookie(session.id).serialize()
    },
    async read(cookieHeader) {
      const sessionId = lucia.readSessionCookie(cookieHeader ?? '')
      if (!sessionId) return {}
      const { session, user } = await lucia.validateSession(sessionId)
      if (!session) return { setCookie: lucia.createBlankSessionCookie().serialize() }
      return { actor: user.actor, setCookie: session.fresh ? lucia.createSessionCookie(session.id).serialize() : undefined }
    },
    async end(cookieHeader) {
      const sessionId = lucia.readSessionCookie(cookieHeader ?? '')
      if (sessionId) await lucia.invalidateSession(sessionId)
      return lucia.createBlankSessionCookie().serialize()
    },
  }
}
