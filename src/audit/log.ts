import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import { Conflict, fromHex, hex, type Instant } from '../core/index.ts'
import { type Db, isUniqueViolation, type Statement, writeAll } from '../platform/database.ts'
import type { Clock, KeyRing, RandomBytes } from '../platform/ports.ts'
import { auditHead, auditLog } from './schema.ts'

/** One fact for the log. */
export interface AuditEvent {
  organisationId: string
  actorId: string
  /** past tense: "proposal-submitted" */
  type: string
  /** "proposal:<id>" */
  subject: string
  /** ids, counts, hashes, codes; never a personal value */
  facts?: Record<string, string | number | boolean | null>
  /** shown in the public log */
  isPublic?: boolean
}

export interface AuditDeps {
  db: Db
  clock: Clock
  random: RandomBytes
  keys: KeyRing
}

type Row = typeof auditLog.$inferSelect

const GENESIS = '0'.repeat(64)
const RETRIES = 20
const text = (value: string) => new TextEncoder().encode(value)

function digest(prefix: number, ...parts: Uint8Array[]): string {
  const hash = sha256.create().update(Uint8Array.of(prefix))
  for (const part of parts) {
    const length = new Uint8Array(8)
    new DataView(length.buffer).setBigUint64(0, BigInt(part.length))
    hash.update(length).update(part)
  }
  return hex(hash.digest())
}

/** Leaf = SHA-256(0x00 ‖ blind ‖ content); the blind keeps guessable content of non-public entries from being tried (rule I4). */
const leafOf = (row: Omit<Row, 'leaf' | 'hash'>) =>
  digest(
    0,
    fromHex(row.blind),
    text(JSON.stringify([row.seq, row.organisationId, row.at, row.actorId, row.type, row.subject, row.facts, row.isPublic])),
  )

const chainOf = (previousHash: string, leaf: string) => digest(1, fromHex(previousHash), fromHex(leaf))

const macOf = (keys: KeyRing, seq: number, hash: string) => {
  const key = keys.get(keys.current)
  if (!key) throw new Error('no current key-encryption key')
  return hex(hmac(sha256, key, text(`audit-head ${seq} ${hash}`)))
}

/** Facts with sorted keys, so that the same facts have the same bytes. */
const canonical = (facts: AuditEvent['facts'] = {}) =>
  JSON.stringify(Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))))

/**
 * Writes the statements and their log entries in one transaction: both or neither.
 *
 * @param statements - built anew for each try, since a drizzle query may run once
 * @throws {Conflict} if one of `unique` ("table.column") was taken meanwhile, or the log stays contended
 */
export async function writeWithAudit(
  deps: AuditDeps,
  events: AuditEvent[],
  statements: () => Statement[],
  options: { unique?: string[] } = {},
): Promise<void> {
  for (let attempt = 0; attempt < RETRIES; attempt++) {
    const [head] = await deps.db.select().from(auditHead).where(eq(auditHead.id, 1))
    const at: Instant = deps.clock()
    let seq = head?.seq ?? 0
    let previousHash = head?.hash ?? GENESIS
    const rows = events.map((event): Row => {
      seq += 1
      const bare = {
        seq,
        organisationId: event.organisationId,
        at,
        actorId: event.actorId,
        type: event.type,
        subject: event.subject,
        facts: canonical(event.facts),
        isPublic: event.isPublic ? 1 : 0,
        blind: event.isPublic ? '' : hex(deps.random(32)),
        previousHash,
      }
      const leaf = leafOf(bare)
      const hash = chainOf(previousHash, leaf)
      previousHash = hash
      return { ...bare, leaf, hash }
    })
    const newHead = { id: 1, seq, hash: previousHash, mac: macOf(deps.keys, seq, previousHash) }
    try {
      await writeAll(deps.db, [
        ...statements(),
        ...(rows.length > 0 ? [deps.db.insert(auditLog).values(rows)] : []),
        deps.db.insert(auditHead).values(newHead).onConflictDoUpdate({ target: auditHead.id, set: newHead }),
      ])
      return
    } catch (error) {
      for (const unique of options.unique ?? []) if (isUniqueViolation(error, unique)) throw new Conflict(unique)
      if (!isUniqueViolation(error, 'audit_log.seq')) throw error
    }
  }
  throw new Conflict('audit_log.seq')
}

/** What `verifyLog` found: the first broken entry, or how many are sound. */
export type LogVerdict =
  | { ok: true; entries: number; head: string }
  | { ok: false; seq: number; reason: 'missing' | 'changed' | 'cut-off' | 'head-forged' }

/**
 * Recomputes the whole chain: finds any edit, removal, insertion or reordering, also of the last entries.
 * Entries that are appended meanwhile are read too.
 */
export async function verifyLog(deps: Pick<AuditDeps, 'db' | 'keys'>, page = 5_000): Promise<LogVerdict> {
  let seq = 0
  let previousHash = GENESIS
  for (;;) {
    const rows = await deps.db.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(asc(auditLog.seq)).limit(page)
    for (const row of rows) {
      if (row.seq !== seq + 1) return { ok: false, seq: seq + 1, reason: 'missing' }
      if (!/^([0-9a-f]{64})?$/.test(row.blind) || (row.blind === '') !== (row.isPublic === 1))
        return { ok: false, seq: row.seq, reason: 'changed' }
      const leaf = leafOf(row)
      if (row.previousHash !== previousHash || row.leaf !== leaf || row.hash !== chainOf(previousHash, leaf))
        return { ok: false, seq: row.seq, reason: 'changed' }
      seq = row.seq
      previousHash = row.hash
    }
    if (rows.length === page) continue
    const [head] = await deps.db.select().from(auditHead).where(eq(auditHead.id, 1))
    if (!head) return seq === 0 ? { ok: true, entries: 0, head: GENESIS } : { ok: false, seq, reason: 'head-forged' }
    if (head.mac !== macOf(deps.keys, head.seq, head.hash)) return { ok: false, seq: head.seq, reason: 'head-forged' }
    if (head.seq === seq && head.hash === previousHash) return { ok: true, entries: seq, head: previousHash }
    // The head may have been written after the rows were read: read on if there is more.
    if (
      head.seq > seq &&
      (
        await deps.db
          .select({ seq: auditLog.seq })
          .from(auditLog)
          .where(eq(auditLog.seq, seq + 1))
      ).length > 0
    )
      continue
    return { ok: false, seq: seq + 1, reason: 'cut-off' }
  }
}

/** Newest first; only public entries unless `all`; `before` a sequence number, for the next page. */
export const listEntries = (
  db: Db,
  organisationId: string,
  options: { all?: boolean; limit?: number; subject?: string; before?: number } = {},
) =>
  db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.organisationId, organisationId),
        options.all ? undefined : eq(auditLog.isPublic, 1),
        options.subject ? eq(auditLog.subject, options.subject) : undefined,
        options.before === undefined ? undefined : lt(auditLog.seq, options.before),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(options.limit ?? 200)
