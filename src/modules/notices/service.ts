import { and, asc, desc, eq, gt, isNotNull, lte } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { addressOf, findOrganisation, peopleIn } from '../../auth/index.ts'
import { idFrom, type Role } from '../../core/index.ts'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { type Programme, SAME, type Transition } from '../../programmes/index.ts'
import { letterOf, reminderOf, rolesToTell, STALE_MS, waitAfter } from './rules.ts'
import { notices } from './schema.ts'

/** How a letter leaves. @throws if the server did not take it */
export interface Mailer {
  send(letter: { to: string; subject: string; text: string }): Promise<void>
}

interface MovedCase {
  id: string
  organisationId: string
  proposerOrganisationId: string
}

/**
 * The outbox entries of a move, for its own transaction: the proposer's people, and the officials who can act next; never
 * the person who moved the case.
 */
export async function noticesOfMove(
  deps: Pick<Deps, 'db' | 'random'>,
  theCase: MovedCase,
  itsProgramme: Programme,
  moved: { state: string; receiptNumber: string; version: number; at: number; actorId: string; act?: Transition },
): Promise<() => Statement[]> {
  const wanted: [organisationId: string, roles: Role[]][] = [
    [theCase.proposerOrganisationId, moved.act?.internal ? [] : ['proposer']],
    [theCase.organisationId, rolesToTell(itsProgramme, moved.state, moved.act)],
  ]
  const people = new Set<string>()
  for (const [organisationId, roles] of wanted)
    if (roles.length > 0) for (const id of await peopleIn(deps.db, organisationId, roles)) people.add(id)
  people.delete(moved.actorId)
  const rows = [...people].map((userId) => ({
    ...{ id: idFrom(deps.random(20)), organisationId: theCase.organisationId, caseId: theCase.id, version: moved.version, userId },
    ...{
      receiptNumber: moved.receiptNumber,
      state: (moved.act?.to === SAME ? moved.act.label : undefined) ?? itsProgramme.states[moved.state]?.label ?? moved.state,
      createdAt: moved.at,
      attempts: 0,
      nextAt: moved.at,
      sentAt: null,
    },
  }))
  return () => rows.map((row) => deps.db.insert(notices).values(row))
}

/** Outbox entries that a call is owed, for those who may announce it: once a month, however often it is asked. */
export async function remindOfCall(
  deps: Pick<Deps, 'db' | 'clock' | 'random'>,
  owed: { organisationId: string; year: number; month: number; title: string; words: string },
): Promise<void> {
  const { organisationId, year, month, title, words } = owed
  const at = deps.clock()
  for (const userId of await peopleIn(deps.db, organisationId, ['screening-officer', 'administrator']))
    await deps.db
      .insert(notices)
      .values({
        ...{ id: idFrom(deps.random(20)), organisationId, kind: 'call', caseId: `${organisationId} ${year}`, version: month, userId },
        ...{ receiptNumber: title, state: words, createdAt: at, attempts: 0, nextAt: at, sentAt: null },
      })
      .onConflictDoNothing()
}

const AT_ONCE = 50

/**
 * Sends what is due, oldest first. Each is claimed before it is sent, by its number of tries, so two senders share the work; a
 * sender that is killed in between leaves it to be tried again, so that a letter may come twice but is not lost.
 *
 * @param siteUrl - where people reach the site; null: letters carry no link
 * @returns how many were sent
 */
export async function sendDue(deps: Pick<Deps, 'db' | 'clock'>, mailer: Mailer, siteUrl: string | null): Promise<number> {
  const now = deps.clock()
  await deps.db
    .update(notices)
    .set({ nextAt: null })
    .where(and(isNotNull(notices.nextAt), lte(notices.createdAt, now - STALE_MS)))
  const due = await deps.db
    .select()
    .from(notices)
    .where(and(lte(notices.nextAt, now), gt(notices.createdAt, now - STALE_MS)))
    .orderBy(asc(notices.createdAt))
    .limit(AT_ONCE)
  let sent = 0
  for (const notice of due) {
    const attempts = notice.attempts + 1
    const claimed = await deps.db
      .update(notices)
      .set({ attempts, nextAt: now + waitAfter(attempts) })
      .where(and(eq(notices.id, notice.id), eq(notices.attempts, notice.attempts)))
      .returning({ id: notices.id })
    if (claimed.length === 0) continue
    const [to, organisation] = await Promise.all([addressOf(deps.db, notice.userId), findOrganisation(deps.db, notice.organisationId)])
    if (!to?.includes('@') || !organisation) {
      await deps.db.update(notices).set({ nextAt: null }).where(eq(notices.id, notice.id))
      continue
    }
    const { receiptNumber, state } = notice
    const link = siteUrl && siteUrl.replace(/\/$/, '') + pathOf(notice)
    const letter = notice.kind === 'call' ? reminderOf : letterOf
    try {
      await mailer.send({ to, ...letter({ organisation: organisation.name, receiptNumber, state, link }) })
    } catch {
      continue // tried again at nextAt; the server's own words may hold the address
    }
    await deps.db.update(notices).set({ sentAt: deps.clock(), nextAt: null }).where(eq(notices.id, notice.id))
    sent++
  }
  return sent
}

/** Where what is written about is done. */
export const pathOf = ({ organisationId, kind, caseId }: Pick<typeof notices.$inferSelect, 'organisationId' | 'kind' | 'caseId'>): string =>
  `/${organisationId}/${kind === 'call' ? 'calls/new' : `proposals/${caseId}`}`

/** The outbox of an organisation, newest first. */
export const outboxOf = (db: Db, organisationId: string, limit = 100) =>
  db.select().from(notices).where(inOrganisation(notices, organisationId)).orderBy(desc(notices.createdAt), asc(notices.id)).limit(limit)
