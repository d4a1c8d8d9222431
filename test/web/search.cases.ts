import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typedOf } from '../../src/modules/register/entry-form.ts'
import { addMadeData, completeSearchIndex, findEntry, publishEntries } from '../../src/modules/register/index.ts'
import { searchRows } from '../../src/modules/register/schema.ts'
import { mergeIndex } from '../../src/modules/register/search-index.ts'
import { writeAll } from '../../src/platform/database.ts'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { official, withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

const items = (...names: string[]) => names.map((name, i) => ({ no: i + 1, name, kind: 'other', sensitive: false }))

/** The search through all registers. Runs on any runtime. */
export function searchCases(makeSite: MakeSite): void {
  describe('search', () => {
    let site: TestSite
    let people: Record<string, Visitor>
    let ids: Record<string, string>
    /** "organisation/slug" of what is found, in order */
    const found = async (query: Record<string, string>) => {
      const answer = await site.visitor.get(`/search?${new URLSearchParams(query)}`)
      expect(answer.status).toBe(200)
      const page = await answer.text()
      const list = [...page.matchAll(/<a href="\/([a-z]+)\/register\/([a-z0-9-]+)">/g)].map(
        ([, organisation, slug]) => `${organisation}/${slug}`,
      )
      return { page, list }
    }
    beforeAll(async () => {
      site = await makeSite()
      people = await site.government('ken', 'appi', { desk: ['screening-officer'] })
      await site.government('shi', 'tottori', { department: ['department-officer'] })
      ids = await withEntries(site, 'ken', [
        entryDraft({ slug: 'purpose', name: '納付の記録', purpose: '犬の登録に用いる。', items: items('氏名') }),
        entryDraft({
          slug: 'items',
          name: '獣医師の名簿',
          purpose: '獣医師の届出に用いる。',
          items: items('氏名', '登録した犬の数', 'ＧＰＡ'),
        }),
        entryDraft({ slug: 'name', name: '狂犬病予防注射台帳', purpose: '注射の記録に用いる。', items: items('氏名', '住所') }),
        entryDraft({ slug: 'begins', name: '犬の登録台帳', purpose: '登録に用いる。', items: items('氏名', '鑑札番号') }),
        ineligibleDraft({ slug: 'car', name: '自動車税ファイル', department: '犬猫課', fileKind: 'manual', hasManualCounterpart: null }),
      ])
      const second = await withEntries(site, 'shi', [
        ineligibleDraft({ slug: 'dogs', name: '犬の里親名簿', ledger: 'ordinance', items: items('氏名<script>', '犬の名') }),
        entryDraft({ slug: 'kana', name: 'ｸﾙﾏの駐車許可', remarks: '乗用自動車のこと' }),
      ])
      Object.assign(ids, second)
      await withCall(site, 'ken', [ids.name!])
      const entry = (await findEntry(site.deps.db, 'ken', ids.items!))!
      await writeAll(
        site.deps.db,
        addMadeData(site.deps.db, entry, {
          ...{ id: 'made1', caseId: 'case1', persons: 9, items: ['性別'] },
          ...{ desk: '窓口', deskAddress: '試験県', proposalsFrom: '2026-10-01', proposalsTo: '2027-09-30', createdAt: 0 },
        }),
      )
    })
    afterAll(() => site.close())

    it('finds one letter in all organisations: names that begin so, names, items, purposes, the rest', async () => {
      const { list, page } = await found({ q: '犬' })
      expect(list).toEqual(['ken/begins', 'shi/dogs', 'ken/name', 'ken/items', 'ken/purpose', 'ken/car'])
      expect(page).toContain('6件（「犬」で調べた結果）')
      expect(page).toContain('<mark>犬</mark>の登録台帳')
      expect(page).toContain('登録した<mark>犬</mark>の数')
      expect(page).toContain('<mark>犬</mark>猫課')
    })

    it.each([
      ['くるま', ['shi/kana']],
      ['クルマ', ['shi/kana']],
      ['gpa', ['ken/items']],
      ['ｇｐａ', ['ken/items']],
      ['G', ['ken/items']],
      ['登録　犬', ['ken/begins', 'ken/items', 'ken/purpose']],
      ['台帳', ['ken/name', 'ken/begins']],
      // no word across two items, nor from one field into the next
      ['名住', []],
      ['名<script>', ['shi/dogs']],
      ['-', []],
      ['" OR "e-yes', []],
      ['犬" NOT "x', []],
      ['宇宙船', []],
      // what means something to the index alone
      ['*', []],
      ['犬*', ['ken/begins', 'shi/dogs', 'ken/name', 'ken/items', 'ken/purpose', 'ken/car']],
      ['(犬', ['ken/begins', 'shi/dogs', 'ken/name', 'ken/items', 'ken/purpose', 'ken/car']],
      ['tokens:犬 NEAR(', []],
      ['^犬"', ['ken/begins', 'shi/dogs', 'ken/name', 'ken/items', 'ken/purpose', 'ken/car']],
      ['犬\u0000', ['ken/begins', 'shi/dogs', 'ken/name', 'ken/items', 'ken/purpose', 'ken/car']],
      ["'; DROP TABLE register_search; --", []],
      ['o-ken', []],
      ['e-yes', []],
    ])('finds %j', async (q, expected) => expect((await found({ q })).list).toEqual(expected))

    it('writes what was found as text, not as a page', async () => {
      const { page } = await found({ q: 'script' })
      expect(page).toContain('氏名&lt;<mark>script</mark>&gt;')
      expect((await found({ q: '"><script>alert(1)</script>' })).page).not.toContain('<script>alert')
    })

    it.each([
      [{ q: '犬', organisation: 'shi' }, ['shi/dogs']],
      [{ q: '犬', organisation: 'nobody' }, []],
      [{ q: '犬', organisation: 'x" OR "e-no' }, []],
      [{ q: '犬', organisation: '"' }, []],
      [{ q: '犬', organisation: '\u0000' }, []],
      [{ q: '犬', eligible: 'no' }, ['shi/dogs', 'ken/car']],
      [{ q: '犬', eligible: 'yes', organisation: 'ken' }, ['ken/begins', 'ken/name', 'ken/items', 'ken/purpose']],
      [{ q: '犬', eligible: 'open' }, ['ken/name']],
      [{ eligible: 'open' }, ['ken/name']],
      [{ eligible: 'made' }, ['ken/items']],
      [{ ledger: 'ordinance' }, ['shi/dogs']],
      [{ q: '犬', ledger: 'register', kind: 'manual' }, ['ken/car']],
      [{ q: '犬', sensitive: 'yes' }, []],
      // a department by words of its name or its authority's, and of nothing else
      [{ department: '犬猫課' }, ['ken/car']],
      [{ q: '犬', department: '犬　猫' }, ['ken/car']],
      [{ q: '犬', department: '知事', ledger: 'ordinance' }, ['shi/dogs']],
      [{ department: '登録' }, []],
      [{ department: '"' }, []],
      // an item as a whole, however wide it is written
      [{ item: 'GPA' }, ['ken/items']],
      [{ item: '登録した「犬」の数' }, ['ken/items']],
      [{ item: '犬' }, []],
      [{ item: '" OR "e-yes' }, []],
      [{ q: '犬', item: '氏名', organisation: 'ken', eligible: 'yes' }, ['ken/begins', 'ken/name', 'ken/items', 'ken/purpose']],
      [{ q: '犬', kind: 'strange', page: '-1' }, ['ken/begins', 'shi/dogs', 'ken/name', 'ken/items', 'ken/purpose', 'ken/car']],
    ] as [Record<string, string>, string[]][])('narrows %j', async (query, expected) => expect((await found(query)).list).toEqual(expected))

    it('narrows one register by its departments and by an item', async () => {
      const list = async (query: Record<string, string>) => {
        const page = await (await site.visitor.get(`/ken/register?${new URLSearchParams(query)}`)).text()
        return { page, list: [...page.matchAll(/<a href="\/ken\/register\/([a-z0-9-]+)">/g)].map(([, slug]) => slug) }
      }
      const { page } = await list({})
      expect(page).toContain('<option value="犬猫課">犬猫課</option>')
      expect(page).not.toContain('里親')
      expect((await list({ department: '犬猫課' })).list).toEqual(['car'])
      expect((await list({ department: '犬猫課', q: '自動車' })).list).toEqual(['car'])
      expect((await list({ department: '犬猫課', q: '登録' })).list).toEqual([])
      expect((await list({ department: '犬' })).list).toEqual([])
      const narrowed = await list({ item: '鑑札番号' })
      expect(narrowed.list).toEqual(['begins'])
      expect(narrowed.page).toContain('<mark>鑑札番号</mark>')
      expect(narrowed.page).toContain('この絞り込みを外す')
    })

    it('leads from an item to the other files that record it, in every organisation', async () => {
      const page = await (await site.visitor.get('/ken/register/begins')).text()
      const link = /<a href="(\/search\?item=[^"]+)">氏名<\/a>/.exec(page)?.[1] ?? ''
      const answer = await (await site.visitor.get(link)).text()
      expect(answer).toContain('記録項目「氏名」のある個人情報ファイルに絞り込んでいます')
      for (const path of ['/ken/register/begins', '/ken/register/purpose', '/shi/register/kana']) expect(answer).toContain(`href="${path}"`)
      expect(answer).not.toContain('href="/shi/register/dogs"')
    })

    it('shows files of other organisations that are alike, with what both record; none that is not', async () => {
      const dog = (slug: string, name: string) =>
        entryDraft({ slug, name, purpose: '犬の登録と注射の記録に用いる。', items: items('氏名', '住所', '鑑札番号', '注射年月日') })
      await site.government('mura', 'appi', { department: ['department-officer'] })
      await withEntries(site, 'mura', [dog('dog-list', '犬の登録原簿'), entryDraft({ slug: 'bath', name: '温泉の利用者' })])
      const page = await (await site.visitor.get('/ken/register/begins')).text()
      const elsewhere = page.slice(page.indexOf('ほかの団体の似たファイル'))
      expect(elsewhere).toContain('href="/mura/register/dog-list"')
      expect(elsewhere).toContain('鑑札番号')
      expect(elsewhere).not.toContain('href="/mura/register/bath"')
      expect(elsewhere).not.toContain('href="/ken/register/name"')
      // nothing of the judgment that officials keep to themselves
      expect(elsewhere).not.toContain('内部だけの理由')
      expect(await (await site.visitor.get('/ken/register/items')).text()).not.toContain('ほかの団体の似たファイル')
    })

    it('is reached from the first page and from a register; asked nothing, it lists nothing', async () => {
      expect(await (await site.visitor.get('/')).text()).toContain('action="/search"')
      expect(await (await site.visitor.get('/ken/register?q=犬')).text()).toContain('href="/search?q=%E7%8A%AC"')
      expect((await found({})).list).toEqual([])
      expect((await found({ q: '宇宙船' })).page).toContain('当てはまる個人情報ファイルはありません')
    })

    it('leafs through many, and says so where there are too many', async () => {
      const drafts = Array.from({ length: 45 }, (_, i) => entryDraft({ slug: `many-${i}`, name: `頁の台帳${i}` }))
      await withEntries(site, 'shi', drafts)
      const first = await found({ q: '頁' })
      expect(first.page).toContain('45件')
      expect(first.list).toHaveLength(20)
      const last = await found({ q: '頁', page: '3' })
      expect(last.list).toEqual(['shi/many-40', 'shi/many-41', 'shi/many-42', 'shi/many-43', 'shi/many-44'])
      expect(last.page).not.toContain('次の20件')
      expect((await found({ q: '頁', page: '999999' })).list).toEqual([])
    })

    it('knows nothing of what was not published', async () => {
      const outcome = await publishEntries(site.deps, official('ken', 'department-officer'), 'ken', [
        entryDraft({ slug: 'fine', name: '鯨の台帳' }),
        entryDraft({ slug: 'begins', name: '鯨の名簿' }),
      ])
      expect(outcome.ok).toBe(false)
      expect((await found({ q: '鯨' })).list).toEqual([])
    })

    it('knows an amendment when it is published, and no sooner; the name of before no longer', async () => {
      const { writer, head, desk } = (await site.government('machi', 'appi', {
        writer: ['department-officer'],
        head: ['department-officer'],
        desk: ['screening-officer'],
      })) as Record<'writer' | 'head' | 'desk', Visitor>
      await withEntries(site, 'machi', [entryDraft({ slug: 'whales', name: '海豚の台帳' })])
      const path = (await writer.post('/machi/ledger/entries/whales/amend')).headers.get('location')!
      const revision = async (by: Visitor) => /name="revision" value="(\d+)"/.exec(await (await by.get(path)).text())?.[1] ?? ''
      const typed = { ...typedOf(entryDraft({ slug: 'whales', name: '海象の台帳' })), 'disclosable-route': 'disclosed-in-full' }
      const sent = { ...typed, changeReason: '名称', effectiveOn: '2026-04-15', do: 'submit' }
      expect((await writer.post(path, { ...sent, revision: await revision(writer) })).status).toBe(303)
      expect((await found({ q: '海象' })).list).toEqual([])
      expect((await head.post(`${path}/approve`, { revision: await revision(head) })).status).toBe(303)
      expect((await found({ q: '海象' })).list).toEqual([])
      expect((await found({ q: '海豚' })).list).toEqual(['machi/whales'])
      expect((await desk.post(`${path}/publish`, { revision: await revision(desk) })).status).toBe(303)
      expect((await found({ q: '海象' })).list).toEqual(['machi/whales'])
      expect((await found({ q: '海豚' })).list).toEqual([])
    })

    it('forgets what leaves the register', async () => {
      await withEntries(site, 'ken', [entryDraft({ slug: 'leaving', name: '消える鯱の台帳' })])
      expect((await found({ q: '鯱' })).list).toEqual(['ken/leaving'])
      const answer = await people.desk!.post('/ken/ledger/entries/leaving/archive', { reason: '保有をやめた', effectiveOn: '2026-04-15' })
      expect(answer.status).toBe(303)
      expect((await found({ q: '鯱' })).list).toEqual([])
      expect(await completeSearchIndex(site.deps.db)).toBe(0)
    })

    it('makes the index of entries that are there already, once', async () => {
      const { db } = site.deps
      await db.run(sql`DELETE FROM register_search`)
      await db.delete(searchRows)
      expect((await found({ q: '犬' })).list).toEqual([])
      expect(await completeSearchIndex(db)).toBeGreaterThan(40)
      expect((await found({ q: '犬' })).list).toHaveLength(7)
      expect(await completeSearchIndex(db)).toBe(0)
      // those that are called for, or that data were made of, stand in front again; and so they stay in one piece
      for (const joined of [false, true]) {
        if (joined) await mergeIndex(db)
        expect((await found({ q: '犬', eligible: 'open' })).list).toEqual(['ken/name'])
        expect((await found({ eligible: 'made' })).list).toEqual(['ken/items'])
        expect((await found({ q: '犬' })).list).toHaveLength(7)
      }
      // made by an older version: made anew, not twice
      await db.update(searchRows).set({ madeBy: 0 }).where(eq(searchRows.entryId, ids.begins!))
      expect(await completeSearchIndex(db)).toBe(1)
      expect((await found({ q: '犬' })).list).toHaveLength(7)
    })
  })
}
