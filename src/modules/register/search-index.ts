import { and, eq, gt, isNull, ne, or, sql } from 'drizzle-orm'
import { type Db, type Statement, writeAll } from '../../platform/database.ts'
import { fold, foldedRuns } from './fold.ts'
import type { EntryDraft, RegisterEntry } from './model.ts'
import { registerEntries, searchRows } from './schema.ts'

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
export function indexEntry(db: Db, entryId: string, organisationId: string, { content, ...entry }: Indexed): Statement[] {
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
  return [
    db
      .insert(searchRows)
      .values({ entryId, madeBy: MADE_BY })
      .onConflictDoUpdate({ target: searchRows.entryId, set: { madeBy: MADE_BY } }),
    db.run(sql`INSERT OR REPLACE INTO register_search (rowid, tokens)
      SELECT no, ${tokens} FROM register_search_rows WHERE entry_id = ${entryId}`),
  ]
}

/** The writes that let an entry be found no longer. */
export const unindexEntry = (db: Db, entryId: string): Statement[] => [
  db.run(sql`DELETE FROM register_search WHERE rowid = (SELECT no FROM register_search_rows WHERE entry_id = ${entryId})`),
  db.delete(searchRows).where(eq(searchRows.entryId, entryId)),
]

const AT_ONCE = 200

/**
 * Indexes the published entries that no index row stands for, or one that an older version made: all of them after the
 * migration that brought the index. Nothing is done where nothing is missing, and it may be stopped at any time.
 *
 * @returns how many entries were indexed
 */
export async function completeSearchIndex(db: Db): Promise<number> {
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
