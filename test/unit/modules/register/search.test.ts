import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldedRuns, searchWords } from '../../../../src/modules/register/fold.ts'
import { registerEntries } from '../../../../src/modules/register/schema.ts'
import { searchEntries } from '../../../../src/modules/register/search.ts'
import { completeSearchIndex } from '../../../../src/modules/register/search-index.ts'
import type { Db } from '../../../../src/platform/database.ts'
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
  afterAll(() => {
    close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('finds exactly the entries that hold every word, whatever is written and asked', async () => {
    const seeds = fc.sample(fc.tuple(text, text, fc.array(text, { minLength: 1, maxLength: 3 })), { numRuns: 150, seed: 7 })
    const rows = seeds.map(([name, purpose, items], i) => {
      const { slug, department, persons, isEligible, ...content } = entryDraft({ slug: `e-${i}`, name: '' })
      return {
        ...{ id: `e${String(i).padStart(3, '0')}`, organisationId: 'ken', slug, name: `${name}　${i}`, department, persons, isEligible },
        content: { ...content, purpose, items: items.map((item, no) => ({ no: no + 1, name: item, kind: 'other', sensitive: false })) },
        ...{ version: 1, publishedAt: 0, updatedAt: 0 },
      }
    })
    await db.insert(registerEntries).values(rows)
    expect(await completeSearchIndex(db)).toBe(rows.length)
    const runsOf = ({ name, department, content }: (typeof rows)[number]) =>
      [name, department, content.purpose, content.authority, content.scope, ...content.items.map((item) => item.name)].flatMap(foldedRuns)
    await fc.assert(
      fc.asyncProperty(text, async (query) => {
        const words = searchWords(query)
        fc.pre(words.length > 0)
        const expected = rows.filter((row) => words.every((word) => runsOf(row).some((run) => run.includes(word)))).map(({ id }) => id)
        const { entries, count } = await searchEntries(db, { words }, { limit: 1_000, offset: 0 })
        expect(entries.map(({ id }) => id).sort()).toEqual(expected)
        expect(count).toBe(expected.length)
      }),
      { numRuns: 120 },
    )
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
