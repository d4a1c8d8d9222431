import { and, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { IsoDate } from '../../core/index.ts'
import type { Db } from '../../platform/database.ts'
import type { Ledger, RegisterEntry } from './model.ts'
import { registerEntries } from './schema.ts'
import { factMark, itemMark, MADE_BELOW, PARTS, type Part } from './search-index.ts'

/** What is looked for. Only published entries are found. */
export interface Search {
  /** folded words (fold.searchWords); all must occur */
  words: readonly string[]
  organisationId?: string
  /** an organisation's department, by its whole name */
  department?: string
  /** folded words that all stand in the name of the department or authority */
  departmentWords?: readonly string[]
  /** the name of a recorded item that the file holds, whatever its width, case and punctuation */
  item?: string
  /** both ledgers unless given */
  ledger?: Ledger
  isEligible?: boolean
  fileKind?: 'computer' | 'manual'
  hasSensitive?: boolean
  /** data was made from the file */
  made?: true
  /** a call asks for the file on this day */
  openOn?: IsoDate
}

export interface Found {
  entries: RegisterEntry[]
  /** at most MOST_FOUND + 1, which reads "more" */
  count: number
}

/** So many results can be leafed through; who has more narrows the search. */
export const MOST_FOUND = 1_000

/** So many files in open calls are listed at once. */
const FEW = 5_000

/** A word as FTS5 looks for it among the tokens of one part. Words hold letters and digits alone: nothing to escape. */
export function phraseOf(word: string, part: Part): string {
  const letters = [...word]
  if (letters.length === 1) return `"${part}${letters[0]}" *`
  const pairs = letters.slice(0, -1).map((letter, i) => part + letter + letters[i + 1])
  return `"${pairs.join(' ')}"`
}

/** All words, each in one of the parts. */
const allIn = (words: readonly string[], parts: readonly Part[]) =>
  words.map((word) => `(${parts.map((part) => phraseOf(word, part)).join(' OR ')})`).join(' AND ')

/**
 * What finds an entry, as FTS5 reads it: one expression a rank, best first, where a later one leaves out what an earlier one
 * found; and one for all of them. The name begins with the first word; all stand in the name; in name and items; with the
 * purpose; anywhere.
 */
function matchExpressions(search: Search): { ranked: string[]; any: string } {
  const facts: [Parameters<typeof factMark>[0], string | boolean | undefined][] = [
    ['o', search.organisationId],
    ['l', search.ledger],
    ['e', search.openOn ? true : search.isEligible],
    ['k', search.fileKind],
    ['s', search.hasSensitive],
  ]
  const { words, departmentWords = [], item } = search
  const narrowed = [
    ...facts.flatMap(([fact, value]) => (value === undefined ? [] : [`"${factMark(fact, value)}"`])),
    ...(item === undefined ? [] : [`"${itemMark(item)}"`]),
    ...(departmentWords.length === 0 ? [] : [allIn(departmentWords, ['d'])]),
  ]
  if (words.length === 0) {
    const any = narrowed.length > 0 ? narrowed.join(' AND ') : `"${factMark('e', true)}" OR "${factMark('e', false)}"`
    return { ranked: [any], any }
  }
  const within = narrowed.map((one) => ` AND ${one}`).join('')
  const first = `(^ ${phraseOf(words[0]!, 'n')} AND ${allIn(words, ['n'])})`
  // Who holds a file weighs no more than the rest of it.
  const all = [first, ...[1, 2, 3, PARTS.length].map((parts) => `(${allIn(words, PARTS.slice(0, parts))})`)]
  return {
    ranked: all.map((expression, rank) => (rank === 0 ? expression : `(${expression} NOT ${all[rank - 1]})`) + within),
    any: all.at(-1)! + within,
  }
}

/** Looks through the registers of all organisations. `limit` and `offset` count entries; of `few` files in open calls a list is made. */
export async function searchEntries(
  db: Db,
  search: Search,
  { limit, offset, few = FEW }: { limit: number; offset: number; few?: number },
): Promise<Found> {
  const expressions = matchExpressions(search)
  const { openOn } = search
  const isOpen = sql`closes_on >= ${openOn ?? ''} AND opens_on <= ${openOn ?? ''}`
  const open =
    openOn === undefined
      ? undefined
      : (
          await db.all<{ files: number; last: number }>(
            sql`SELECT count(*) AS files, max(no) AS last FROM register_search_calls WHERE ${isOpen}`,
          )
        )[0]!
  if (open?.files === 0) return { entries: [], count: 0 }
  // Few are listed; where there are many, most of what is found is among them, and each is asked.
  const areMany = open !== undefined && open.files > few
  // What is no token is looked up, once for all ranks: LIMIT -1 keeps the condition out of each of them, + from leading.
  const numbersOf = (ids: SQL) => sql`SELECT no FROM register_search_rows WHERE entry_id IN (${ids})`
  const lookups = [
    open && !areMany ? sql`SELECT no FROM register_search_calls WHERE ${isOpen}` : undefined,
    search.made ? numbersOf(sql`SELECT entry_id FROM made_data`) : undefined,
    search.department === undefined
      ? undefined
      : numbersOf(
          sql`SELECT id FROM register_entries WHERE organisation_id = ${search.organisationId ?? ''} AND department = ${search.department}`,
        ),
  ].filter((lookup) => lookup !== undefined)
  const start = lookups.length > 0 ? sql`WITH allowed(no) AS MATERIALIZED (${sql.join(lookups, sql` INTERSECT `)})` : sql``
  const conditions = [
    ...(lookups.length > 0 ? [sql`+no IN allowed`] : []),
    ...(areMany ? [sql`EXISTS (SELECT 1 FROM register_search_calls AS call WHERE call.no = +found.no AND ${isOpen})`] : []),
  ]
  const where = conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``
  // They stand in front (search-index.ts): the index reads no others.
  const last = search.made ? MADE_BELOW : open?.last
  // FTS5 heeds integers alone, and numbers are bound as fractions.
  const isForward = last === undefined ? sql`` : sql`AND rowid <= CAST(${last} AS INTEGER)`
  const matching = (expression: string, rank: number) =>
    sql`SELECT rowid AS no, ${rank} AS rank FROM register_search WHERE register_search MATCH ${expression} ${isForward}`
  const ranked = sql.join(expressions.ranked.map(matching), sql` UNION ALL `)
  const found = await db.all<{ count: number; id: string | null }>(sql`${start}
    SELECT count, entry_id AS id FROM
      (SELECT count(*) AS count FROM (SELECT no FROM (${matching(expressions.any, 0)} LIMIT -1) AS found ${where} LIMIT ${MOST_FOUND + 1}))
      LEFT JOIN ((SELECT no, rank FROM (${ranked} LIMIT -1) AS found ${where} LIMIT ${limit} OFFSET ${offset}) JOIN register_search_rows USING (no))
      ORDER BY rank, no`)
  const hits = found.flatMap(({ id }) => (id === null ? [] : [id]))
  const entries = new Map(
    (hits.length === 0
      ? []
      : await db
          .select()
          .from(registerEntries)
          .where(and(isNull(registerEntries.archivedAt), inArray(registerEntries.id, hits)))
    ).map((entry) => [entry.id, entry]),
  )
  return { entries: hits.flatMap((id) => entries.get(id) ?? []), count: found[0]?.count ?? 0 }
}
