import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite } from '../support/site-client.ts'

/** What anybody can see before signing in. Runs on any runtime. */
export function preflightCases(makeSite: MakeSite): void {
  describe('preflight', () => {
    let site: TestSite
    const page = async (path: string) => {
      const answer = await site.visitor.get(path)
      expect(answer.status).toBe(200)
      return answer.text()
    }
    const ITEMS = [
      { no: 1, name: '氏名', kind: 'direct-identifier', sensitive: false },
      { no: 2, name: '生年月日', kind: 'quasi-identifier', sensitive: false },
      { no: 3, name: '住所', kind: 'quasi-identifier', sensitive: false },
      { no: 4, name: '所得', kind: 'sensitive', sensitive: false },
    ]
    beforeAll(async () => {
      site = await makeSite()
      await site.government('ken', 'appi', { desk: ['screening-officer'] })
      await site.government('shi', 'tottori', { desk: ['screening-officer'] })
      const ids = await withEntries(site, 'ken', [
        entryDraft({ slug: 'tax', name: '住民税課税台帳', persons: 100_000, items: ITEMS }),
        ineligibleDraft({ slug: 'car', name: '自動車税台帳' }),
      ])
      await withEntries(site, 'shi', [entryDraft({ slug: 'tax', name: '市の住民税台帳', items: ITEMS })])
      await withCall(site, 'ken', [ids.tax!])
    })
    afterAll(() => site.close())

    it('asks for a file first, then for its items that tell persons apart', async () => {
      const first = await page('/ken/preflight')
      expect(first).toContain('個人情報ファイル')
      expect(first).not.toContain('見通しを見る')
      const second = await page('/ken/preflight?entry=tax')
      expect(second).toContain('name="item-2"')
      expect(second).toContain('name="item-3"')
      expect(second).not.toContain('name="item-1"')
      expect(second).not.toContain('id="result"')
    })

    it('says who decides, when, the fee by the tariff, what is deleted, and how crowded the classes would be', async () => {
      const text = await page('/ken/preflight?entry=tax&item-2=10-year&item-3=municipality&persons=100000&hours=3&ask=1')
      for (const found of ['提案の募集の対象です', '行政機関の長等', '32,850円', '3,950円 × 3時間', '400通り', '法第111条', '氏名'])
        expect(text).toContain(found)
      expect(text).toMatch(/5人以上<\/th><td[^>]*>0\.1％未満/)
    })

    it('says of each criterion what can be said: by how much the items are too fine, and whether the period is long', async () => {
      const fine = await page(
        '/ken/preflight?entry=tax&item-2=day&item-3=town&from=2026-09-01&to=2036-08-31&purpose=%E5%AD%90%E8%82%B2%E3%81%A6&ask=1',
      )
      for (const found of [
        '同じ組に5人以上です',
        'このままでは難しい見通しです',
        '法第114条第1項第3号',
        '3653日間',
        '「子育て」が役立つ',
        '法第60条第3項',
      ])
        expect(fine).toContain(found)
      // 100,000 persons: beside the town no birth date is coarse enough; beside the day of birth nothing is
      expect(fine).toMatch(/生年月日<\/th><td[^>]*>年月日まで<\/td><td[^>]*>この項目を求めなければ足ります/)
      expect(fine).toMatch(/住所<\/th><td[^>]*>町・字まで<\/td><td[^>]*>この項目だけでは足りません/)
      const coarse = await page('/ken/preflight?entry=tax&item-2=10-year&item-3=municipality&ask=1')
      expect(coarse).toContain('この細かさなら、基準に合わせて作れる見通しです')
      expect(coarse).toMatch(/生年月日<\/th><td[^>]*>10年ごと<\/td><td[^>]*>年まで/)
      expect(coarse).toContain('期間を入れると')
    })

    it.each([
      ['a day that is none', 'from=2026-02-30&to=2027-01-01', '日付を入力'],
      ['half a period', 'from=2026-09-01', '日付を入力'],
      ['a period that is over', 'from=2020-01-01&to=2027-01-01', '提出する日より後'],
      ['a period that ends before it starts', 'from=2027-01-01&to=2026-12-31', '始める日より後'],
      ['a purpose without end', `purpose=${'a'.repeat(201)}`, '200文字以内'],
    ])('refuses %s and keeps the rest', async (_, query, sentence) => {
      const text = await page(`/ken/preflight?entry=tax&item-2=year&persons=2000&${query}&ask=1`)
      expect(text).toContain(sentence)
      expect(text).toContain('value="2000"')
      expect(text).not.toContain('id="result"')
    })

    it('leads into a proposal that begins with what was wished; sent twice it is one draft', async () => {
      const text = await page(
        '/ken/preflight?entry=tax&item-2=5-year&item-3=none&method-want-4=yes&persons=2000&from=2026-09-01&to=2027-08-31&purpose=%3Cb%3E&ask=1',
      )
      const link = /href="(\/ken\/proposals\/new\?[^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&')
      const proposer = await site.proposer('teian-mitoshi')
      const start = await (await proposer.get(link)).text()
      expect(start).toContain('引き継ぐ内容')
      expect(start).toContain('\n「生年月日」の細かさ：5年ごと\n所得\n')
      expect(start).toContain('・代理の権限を示す書類（代理人が提案するとき）')
      expect(start).toContain('利用の目的：&lt;b&gt;')
      const fields = Object.fromEntries(
        [...start.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]),
      )
      expect(fields).toMatchObject({ 'method-want-2': 'yes', 'method-fine-2': '5年ごと', 'method-want-4': 'yes', persons: '2000' })
      expect(fields).not.toHaveProperty('method-want-3')
      const sent = await Promise.all(
        [0, 1].map(async () => (await proposer.post('/ken/proposals', { ...fields, 'party-name': '他人' })).headers.get('location')!),
      )
      const again = (await proposer.post('/ken/proposals', fields)).headers.get('location')!
      expect(sent).toContain(again)
      const form = await (await proposer.get(again)).text()
      for (const found of ['value="5年ごと"', 'value="2000"', 'value="2026-09-01"', '提案社 teian-mitoshi']) expect(form).toContain(found)
      expect(form).not.toContain('他人')
      const long = await proposer.post('/ken/proposals', { ...fields, 'purpose-purpose': 'あ'.repeat(4_001) })
      expect(long.status).toBe(422)
    })

    it('finer wishes leave more persons alone', async () => {
      const text = await page('/ken/preflight?entry=tax&item-2=day&item-3=town&persons=100000&hours=3&ask=1')
      expect(text).toMatch(/5人以上<\/th><td[^>]*>ほとんどの人/)
      expect(text).toContain('ほかの項目も粗くしてください')
    })

    it('refuses fewer persons than the law, and more than there are, with the reason', async () => {
      expect(await page('/ken/preflight?entry=tax&persons=999&ask=1')).toContain('1,000人以上でなければなりません')
      expect(await page('/ken/preflight?entry=tax&persons=100001&ask=1')).toContain('100,000人を超えています')
    })

    it('a file that is not offered: why, and no way to propose', async () => {
      const text = await page('/ken/preflight?entry=car&ask=1')
      expect(text).toContain('提案の募集の対象ではありません')
      expect(text).not.toContain('/proposals/new')
    })

    it('keeps what was typed and says how to mend it', async () => {
      const text = await page(`/ken/preflight?entry=tax&persons=${encodeURIComponent('千人')}&hours=0&item-2=year&ask=1`)
      expect(text).toContain('入力内容を確認してください')
      expect(text).toContain('value="千人"')
      expect(text).not.toContain('id="result"')
      expect(await page('/ken/preflight?entry=nothing&ask=1')).toContain('入力内容を確認してください')
      expect(await page('/ken/preflight?entry=tax&item-2=no-such&persons=１０，０００&ask=1')).toContain('10,000人は')
    })

    it('speaks the words of the other programme', async () => {
      expect(await page('/shi/preflight?entry=tax&ask=1')).toContain('非識別加工情報')
    })
  })
}
