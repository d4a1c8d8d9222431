import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldedRuns, searchWords } from '../../../../src/modules/register/fold.ts'
import { calls, registerEntries } from '../../../../src/modules/register/schema.ts'
import { type Search, searchEntries } from '../../../../src/modules/register/search.ts'
import { completeSearchIndex, indexEntry, mergeIndex, unindexEntry } from '../../../../src/modules/register/search-index.ts'
import { addMadeData, findEntry } from '../../../../src/modules/register/store.ts'
import { type Db, writeAll } from '../../../../src/platform/database.ts'
import { openDatabase } from '../../../../src/platform/node/libsql.ts'
import { entryDraft } from '../../../support/entries.ts'

/** Few letters, so that words are often found; among them what folding changes, what parts words and what FTS5 reads. */
const LETTERS = [...'税犬台帳ＤｄDクくﾊﾟぱ1１𠮷・ 　"*^(-:\'']
const text = fc.array(fc.constantFrom(...LETTERS), { minLength: 0, maxLength: 8 }).map((letters) => letters.join(''))

describe('search', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-search-'))
  let db: Db
  let close: () => void
  beforeAll(async () => {
    const opened = await openDatabase(`file:${join(folder, 'test.db')}`, { migrations: 'drizzle/migrations' })
    db = opened.db
    close = opened.close
  })
  const seeds = fc.sample(fc.tuple(text, text, fc.array(text, { minLength: 1, maxLength: 3 })), { numRuns: 150, seed: 7 })
  const rows = seeds.map(([name, purpose, items], i) => {
    const { slug, department, persons, isEligible, ...content } = entryDraft({ slug: `e-${i}`, name: '' })
    return {
      ...{ id: `e${String(i).padStart(3, '0')}`, organisationId: 'ken', slug, name: `${name}　${i}`, department, persons, isEligible },
      content: { ...content, purpose, items: items.map((item, no) => ({ no: no + 1, name: item, kind: 'other', sensitive: false })) },
      ...{ version: 1, publishedAt: 0, updatedAt: 0 },
    }
  })
  const runsOf = ({ name, department, content }: (typeof rows)[number]) =>
    [name, department, content.purpose, content.authority, content.scope, ...content.items.map((item) => item.name)].flatMap(foldedRuns)
  /** ids of those that hold every word, by reading them all */
  const holding = (words: readonly string[], among = rows) =>
    among.filter((row) => words.every((word) => runsOf(row).some((run) => run.includes(word)))).map(({ id }) => id)

  afterAll(() => {
    close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('finds exactly the entries that hold every word, whatever is written and asked', async () => {
    await db.insert(registerEntries).values(rows)
    expect(await completeSearchIndex(db)).toBe(rows.length)
    await fc.assert(
      fc.asyncProperty(text, async (query) => {
        const words = searchWords(query)
        fc.pre(words.length > 0)
        const expected = holding(words)
        const { entries, count } = await searchEntries(db, { words }, { limit: 1_000, offset: 0 })
        expect(entries.map(({ id }) => id).sort()).toEqual(expected)
        expect(count).toBe(expected.length)
      }),
      { numRuns: 120 },
    )
  })

  it('finds those that a call asks for, or that data were made of, wherever they were in the index', async () => {
    const asked = (from: number, to: number) => rows.slice(from, to)
    const call = (id: string, opensOn: string, closesOn: string, entries: typeof rows) => ({
      ...{ id, organisationId: 'ken', title: id, programmeId: 'appi', programmeVersion: '1', terms: {}, announcedOn: '2026-01-01' },
      ...{ opensOn, closesOn, entries: entries.map((entry) => ({ entryId: entry.id, version: 1 })), createdAt: 0 },
    })
    // As an older version of the product left them.
    await db
      .insert(calls)
      .values([call('now', '2026-04-01', '2026-05-31', asked(10, 60)), call('over', '2025-04-01', '2025-05-31', asked(50, 80))])
    expect(await completeSearchIndex(db)).toBe(70)
    expect(await completeSearchIndex(db)).toBe(0)
    const pieces = async () => (await db.all<{ n: number }>(sql`SELECT count(DISTINCT segid) AS n FROM register_search_idx`))[0]!.n
    expect(await pieces()).toBeGreaterThan(1)
    await mergeIndex(db)
    expect(await pieces()).toBe(1)
    const made = rows[100]!
    await writeAll(
      db,
      addMadeData(db, (await findEntry(db, 'ken', made.id))!, {
        ...{ id: 'm', caseId: 'c', persons: 1, items: [], desk: '窓口', deskAddress: '', createdAt: 0 },
        ...{ proposalsFrom: '2026-01-01', proposalsTo: '2026-12-31' },
      }),
    )
    expect(await completeSearchIndex(db)).toBe(0)
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(0, 5_000), async (query, few) => {
        const words = searchWords(query)
        const ids = async (search: Partial<Search>) =>
          (await searchEntries(db, { words, ...search }, { limit: 1_000, offset: 0, few })).entries.map(({ id }) => id).sort()
        expect(await ids({})).toEqual(holding(words))
        expect(await ids({ openOn: '2026-05-31' })).toEqual(holding(words, asked(10, 60)))
        expect(await ids({ openOn: '2025-04-01' })).toEqual(holding(words, asked(50, 80)))
        expect(await ids({ openOn: '2026-06-01' })).toEqual([])
        expect(await ids({ made: true })).toEqual(holding(words, [made]))
      }),
      { numRuns: 60 },
    )
    // What stands in front is written again in its place, and leaves it.
    const renamed = { ...made, name: '宇宙船' }
    await writeAll(db, indexEntry(db, made.id, 'ken', renamed))
    const ships = async () => (await searchEntries(db, { words: ['宇宙船'], made: true }, { limit: 9, offset: 0 })).count
    expect(await ships()).toBe(1)
    await writeAll(db, unindexEntry(db, made.id))
    expect(await ships()).toBe(0)
  })

  it('asks the index nothing that it cannot read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (query, organisationId) => {
        const { count } = await searchEntries(db, { words: searchWords(query), organisationId }, { limit: 1, offset: 0 })
        expect(count).toBe(0)
      }),
      { numRuns: 150 },
    )
  })
})
