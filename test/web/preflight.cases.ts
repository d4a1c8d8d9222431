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

    it('finer wishes leave more persons alone', async () => {
      const text = await page('/ken/preflight?entry=tax&item-2=day&item-3=town&persons=100000&hours=3&ask=1')
      expect(text).toMatch(/5人以上<\/th><td[^>]*>ほとんどの人/)
      expect(text).toContain('もう一度見てください')
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
