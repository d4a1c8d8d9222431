import { and, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '../../platform/database.ts'
import { foldedRuns } from './fold.ts'
import type { EntryContent, RegisterEntry } from './model.ts'
import { registerEntries } from './schema.ts'
import { phraseOf } from './search.ts'
import { factMark, itemMark, tokensOf } from './search-index.ts'

/** A file of another organisation that is like one's own. */
export interface Similar {
  entry: RegisterEntry
  /** 0 to 1 */
  likeness: number
  /** names of recorded items that both hold, the rarest first */
  shared: string[]
}

/** Terms found more often than this tell hardly anything apart, and counting them would take long. */
const COMMON = 400
const CANDIDATES = 60
const MOST_TERMS = 80
/** So little alike is not worth showing: as a share, and as bits of what is rare and yet in both. */
const LEAST = 0.3
const leastBits = (all: number) => Math.min(8, 1 + Math.log2(all + 1))

/** What an entry is compared by: pairs of letters of its name and purpose, and its items. Nothing of it is about a person. */
const pairs = (part: 'n' | 'p', text: string): string[] => [
  ...new Set(
    tokensOf(part, text)
      .split(' ')
      .filter((token) => [...token].length === 3),
  ),
]
const marks = (items: EntryContent['items']): string[] => [...new Set(items.map(({ name }) => itemMark(name)))]

/** The share of what `ours` weighs that `theirs` holds too. */
const covered = (shared: readonly string[], ours: readonly string[], weight: (term: string) => number): number =>
  ours.length === 0 ? 0 : sum(shared, weight) / sum(ours, weight)
const sum = (terms: readonly string[], weight: (term: string) => number) => terms.reduce((total, term) => total + weight(term), 0)
const inBoth = (ours: readonly string[], theirs: readonly string[]) => {
  const held = new Set(theirs)
  return ours.filter((term) => held.has(term))
}

/**
 * Files of other organisations that are like this one in name, recorded items and purpose, the likest first; what is rare
 * in all registers counts more than what every file holds.
 */
export async function similarEntries(db: Db, entry: RegisterEntry, most = 5): Promise<Similar[]> {
  const name = pairs('n', entry.name)
  const items = marks(entry.content.items)
  const terms = [...name, ...items].slice(0, MOST_TERMS)
  if (terms.length === 0) return []
  const counts = await db.all<{ term: number; count: number }>(
    sql.join(
      [
        sql`SELECT -1 AS term, count(*) AS count FROM register_search_rows`,
        ...terms.map(
          (term, i) =>
            sql`SELECT ${i}, count(*) FROM (SELECT 1 FROM register_search WHERE register_search MATCH ${`"${term}"`} LIMIT ${COMMON + 1})`,
        ),
      ],
      sql` UNION ALL `,
    ),
  )
  const all = counts.find(({ term }) => term === -1)?.count ?? 0
  const countOf = new Map(counts.flatMap(({ term, count }) => (term < 0 ? [] : [[terms[term]!, count]])))
  const isRare = (term: string) => (countOf.get(term) ?? 0) <= COMMON
  /** Bits that it tells of a file to hold this. */
  const weight = (term: string) => (isRare(term) ? Math.log2((all + 1) / Math.max(1, countOf.get(term) ?? 1)) : 1)
  const rare = terms.filter(isRare)
  // Where nothing in it is rare, as with what every municipality keeps, the beginning of the name still tells.
  const longest = foldedRuns(entry.name).reduce((a, b) => (a.length >= b.length ? a : b), '')
  const letters = [...longest]
  const beginnings = [1, 2 / 3, 1 / 2].map((share) => letters.slice(0, Math.max(2, Math.ceil(letters.length * share))).join(''))
  const others = ` NOT "${factMark('o', entry.organisationId)}"`
  const some = (expression: string, isRanked = false) =>
    sql`SELECT no FROM (SELECT rowid AS no FROM register_search WHERE register_search MATCH ${`(${expression})${others}`}
      ${isRanked ? sql`ORDER BY rank` : sql``} LIMIT ${CANDIDATES})`
  const found = [
    ...[...new Set(beginnings)].filter((one) => one !== '').map((one) => some(phraseOf(one, 'n'))),
    ...(rare.length > 0 ? [some(rare.map((term) => `"${term}"`).join(' OR '), true)] : []),
  ]
  const candidates = await db
    .select()
    .from(registerEntries)
    .where(
      and(
        isNull(registerEntries.archivedAt),
        ne(registerEntries.organisationId, entry.organisationId),
        inArray(registerEntries.id, sql`(SELECT entry_id FROM register_search_rows WHERE no IN (${sql.join(found, sql` UNION `)}))`),
      ),
    )
  const purpose = pairs('p', entry.content.purpose)
  const nameOf = new Map(entry.content.items.map((item) => [itemMark(item.name), item.name]))
  return candidates
    .map((other) => {
      const sameName = inBoth(name, pairs('n', other.name))
      const sameItems = inBoth(items, marks(other.content.items)).sort((a, b) => weight(b) - weight(a))
      const samePurpose = inBoth(purpose, pairs('p', other.content.purpose))
      return {
        entry: other,
        bits: sum(sameName, weight) + sum(sameItems, weight),
        likeness:
          0.4 * covered(sameName, name, weight) + 0.4 * covered(sameItems, items, weight) + 0.2 * covered(samePurpose, purpose, () => 1),
        shared: sameItems.map((mark) => nameOf.get(mark) ?? ''),
      }
    })
    .filter(({ likeness, bits }) => likeness >= LEAST && bits >= leastBits(all))
    .sort((a, b) => b.likeness - a.likeness || (a.entry.id < b.entry.id ? -1 : 1))
    .slice(0, most)
}
