import { and, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { type Db, type Statement, writeAll } from '../../platform/database.ts'
import { fold, foldedRuns } from './fold.ts'
import type { EntryDraft, RegisterEntry } from './model.ts'
import { registerEntries, searchCalls, searchRows } from './schema.ts'

/** Counted up whenever tokens are made in another way: what an older version made is then made anew. */
const MADE_BY = 2

/** The parts of an entry that words are looked for in, the weightiest first: name, recorded items, purpose, who holds it, the rest. */
export const PARTS = ['n', 'i', 'p', 'd', 'r'] as const
export type Part = (typeof PARTS)[number]

/**
 * A text as the tokens that it is found by: every letter with the next one, and the last alone, each behind the letter of
 * its part. A word of several letters is then a phrase of such pairs, one letter the beginning of a pair: both find exactly
 * the texts that hold them, and what stands in names is found without reading through what stands in purposes.
 */
export const tokensOf = (part: Part, text: string): string =>
  foldedRuns(text)
    .map((run) => {
      const letters = [...run]
      return letters.map((letter, i) => part + letter + (letters[i + 1] ?? '')).join(' ')
    })
    .join(' ')

/** The one token that stands for a recorded item, whatever its width, case and punctuation. */
export const itemMark = (name: string): string => `m-${foldedRuns(name).join('')}`

/** A fact that entries are filtered by, as one token that holds nothing FTS5 reads as an expression: `o-…` organisation, `l-…` ledger, `e-…` eligible, `k-…` kind, `s-…` sensitive. */
export const factMark = (fact: 'o' | 'l' | 'e' | 'k' | 's', value: string | boolean): string =>
  `${fact}-${value === true ? 'yes' : value === false ? 'no' : fold(value).replaceAll(/[^\p{L}\p{N}]/gu, '-')}`

interface Indexed extends Pick<EntryDraft, 'name' | 'department' | 'isEligible' | 'ledger'> {
  content: Pick<EntryDraft, 'authority' | 'purpose' | 'items' | 'scope' | 'remarks' | 'fileKind' | 'hasSensitive'>
}

/**
 * The writes that make an entry findable, for the transaction that publishes it: its words by part, the name first, and its
 * marks. Written again, they replace what was there.
 */
export function indexEntry(db: Db, entryId: string, organisationId: string, entry: Indexed): Statement[] {
  return [
    db
      .insert(searchRows)
      .values({ entryId, madeBy: MADE_BY })
      .onConflictDoUpdate({ target: searchRows.entryId, set: { madeBy: MADE_BY } }),
    putTokens(db, entryId, organisationId, entry),
  ]
}

/** Entries that data were made of have numbers below this, those that only a call asked for below zero, the others above it. */
export const MADE_BELOW = -(2 ** 40)

/**
 * The writes that put an entry before all others, for the transaction that calls for proposals on it or adds data made from
 * it: so a search of those alone reads the beginning of every list and no more. What is asked for last stands first.
 */
export function bringForward(db: Db, entry: Indexed & { id: string; organisationId: string }, why: 'called' | 'made'): Statement[] {
  const first = why === 'made' ? sql`min(${MADE_BELOW}, min(no))` : sql`min(0, min(no) FILTER (WHERE no > ${MADE_BELOW}))`
  const next = sql`(SELECT ${first} - 1 FROM register_search_rows)`
  const own = sql`SELECT no FROM register_search_rows WHERE entry_id = ${entry.id}`
  return [
    db.run(sql`DELETE FROM register_search WHERE rowid = (${own})`),
    db.run(sql`UPDATE register_search_calls SET no = ${next} WHERE no = (${own}) AND no > ${MADE_BELOW}`),
    db
      .update(searchRows)
      .set({ no: next })
      .where(and(eq(searchRows.entryId, entry.id), gt(searchRows.no, MADE_BELOW))),
    putTokens(db, entry.id, entry.organisationId, entry),
  ]
}

function putTokens(db: Db, entryId: string, organisationId: string, { content, ...entry }: Indexed): Statement {
  const tokens = [
    tokensOf('n', entry.name),
    tokensOf('i', content.items.map(({ name }) => name).join('\n')),
    tokensOf('p', content.purpose),
    tokensOf('d', [entry.department, content.authority].join('\n')),
    tokensOf('r', [content.scope, content.remarks ?? ''].join('\n')),
    factMark('o', organisationId),
    factMark('l', entry.ledger ?? 'register'),
    factMark('e', entry.isEligible),
    factMark('k', content.fileKind),
    factMark('s', content.hasSensitive),
    ...new Set(content.items.map(({ name }) => itemMark(name))),
  ].join(' ')
  return db.run(sql`INSERT OR REPLACE INTO register_search (rowid, tokens)
    SELECT no, ${tokens} FROM register_search_rows WHERE entry_id = ${entryId}`)
}

/** The write that says which entries a call asks for, after they were brought forward; of all calls without one. */
export const indexCalls = (db: Db, callId?: string): Statement =>
  db.run(sql`INSERT OR IGNORE INTO register_search_calls (no, call_id, opens_on, closes_on)
    SELECT no, calls.id, opens_on, closes_on FROM calls, json_each(calls.entries)
    JOIN register_search_rows ON entry_id = json_extract(value, '$.entryId') ${callId === undefined ? sql`` : sql`WHERE calls.id = ${callId}`}`)

/** The writes that let an entry be found no longer. */
export const unindexEntry = (db: Db, entryId: string): Statement[] => [
  db.run(sql`DELETE FROM register_search_calls WHERE no = (SELECT no FROM register_search_rows WHERE entry_id = ${entryId})`),
  db.run(sql`DELETE FROM register_search WHERE rowid = (SELECT no FROM register_search_rows WHERE entry_id = ${entryId})`),
  db.delete(searchRows).where(eq(searchRows.entryId, entryId)),
]

const AT_ONCE = 200

/**
 * Indexes the published entries that no index row stands for, or one that an older version made: all of them after the
 * migration that brought the index. Brings forward those that an older version left where they were. Nothing is done where
 * nothing is missing, and it may be stopped at any time.
 *
 * @returns how many entries were indexed
 */
export async function completeSearchIndex(db: Db): Promise<number> {
  const count = (await indexMissing(db)) + (await bringSoughtForward(db))
  await writeAll(db, [db.delete(searchCalls), indexCalls(db)])
  if (count >= MANY) await mergeIndex(db)
  return count
}

/** After so many entries the index lies in many pieces, and searches take twice as long. */
const MANY = 1_000

/** Joins the pieces of the index, a few at a time: no statement takes long. @source sqlite.org/fts5.html#the_merge_command */
export async function mergeIndex(db: Db): Promise<void> {
  const changes = () => db.all<{ n: number }>(sql`SELECT total_changes() AS n`)
  // The first step takes all pieces in hand; a step that writes less than two rows had nothing to do.
  for (let step = 0; step < MOST_STEPS; step++) {
    const pages = step === 0 ? -MERGED_AT_ONCE : MERGED_AT_ONCE
    const [before, , after] = await db.batch([
      changes(),
      db.run(sql`INSERT INTO register_search (register_search, rank) VALUES ('merge', CAST(${pages} AS INTEGER))`),
      changes(),
    ])
    if (after[0]!.n - before[0]!.n < 2) return
  }
}

const MERGED_AT_ONCE = 400
const MOST_STEPS = 10_000

async function bringSoughtForward(db: Db): Promise<number> {
  const called = await db.all<{ id: string }>(sql`
    SELECT entry_id AS id FROM calls, json_each(calls.entries)
    JOIN register_search_rows ON entry_id = json_extract(value, '$.entryId') AND no > 0
    GROUP BY entry_id ORDER BY max(opens_on)`)
  const made = await db.all<{ id: string }>(sql`
    SELECT entry_id AS id FROM register_search_rows WHERE entry_id IN (SELECT entry_id FROM made_data) AND no > ${MADE_BELOW}`)
  for (const [why, behind] of [
    ['called', called],
    ['made', made],
  ] as const)
    for (let from = 0; from < behind.length; from += AT_ONCE) {
      const ids = behind.slice(from, from + AT_ONCE).map(({ id }) => id)
      const entries = new Map(
        (await db.select().from(registerEntries).where(inArray(registerEntries.id, ids))).map((entry) => [entry.id, entry]),
      )
      await writeAll(
        db,
        ids.flatMap((id) => bringForward(db, entries.get(id)!, why)),
      )
    }
  return new Set([...called, ...made].map(({ id }) => id)).size
}

async function indexMissing(db: Db): Promise<number> {
  let count = 0
  for (let after = ''; ; ) {
    const missing: { entry: RegisterEntry }[] = await db
      .select({ entry: registerEntries })
      .from(registerEntries)
      .leftJoin(searchRows, eq(searchRows.entryId, registerEntries.id))
      .where(
        and(gt(registerEntries.id, after), isNull(registerEntries.archivedAt), or(isNull(searchRows.no), ne(searchRows.madeBy, MADE_BY))),
      )
      .orderBy(registerEntries.id)
      .limit(AT_ONCE)
    const last = missing.at(-1)
    if (!last) return count
    await writeAll(
      db,
      missing.flatMap(({ entry }) => indexEntry(db, entry.id, entry.organisationId, entry)),
    )
    count += missing.length
    after = last.entry.id
  }
}
