import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMadeData, findEntry, publishEntries } from '../../src/modules/register/index.ts'
import { writeAll } from '../../src/platform/database.ts'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { official, withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

/** The register as anyone reads it. Runs on any runtime. */
export function registerCases(makeSite: MakeSite): void {
  describe('register', () => {
    let site: TestSite
    let people: Record<string, Visitor>
    let ids: Record<string, string>
    const text = async (path: string, who: Visitor = site.visitor) => {
      const answer = await who.get(path)
      expect(answer.status).toBe(200)
      return answer.text()
    }
    beforeAll(async () => {
      site = await makeSite()
      people = await site.government('ken', 'appi', { department: ['department-officer'] })
      await site.government('shi', 'tottori', { department: ['department-officer'] })
      ids = await withEntries(site, 'ken', [
        entryDraft({ slug: 'tax', name: '住民税課税台帳', department: '税務課' }),
        entryDraft({ slug: 'care', name: '要介護認定者ファイル', remarks: 'ﾃﾞｰﾀの備考', regularRecipients: ['国保連合会'] }),
        ineligibleDraft({ slug: 'car', name: '=自動車税 "台帳"', purpose: '+賦課\n徴収に用いる。', collection: null }),
        ineligibleDraft({ slug: 'paper', name: '手書きの台帳', fileKind: 'manual', hasManualCounterpart: null }),
      ])
      await withEntries(site, 'shi', [entryDraft({ slug: 'tax', name: '市の住民税台帳' })])
      await withCall(site, 'ken', [ids.tax!])
    })
    afterAll(() => site.close())

    it('lists the entries of one organisation without sign-in', async () => {
      const page = await text('/ken/register')
      expect(page).toContain('4件')
      for (const name of ['住民税課税台帳', '要介護認定者ファイル', '手書きの台帳']) expect(page).toContain(name)
      expect(page).not.toContain('市の住民税台帳')
    })

    it.each([
      ['税', ['住民税課税台帳', '自動車税'], ['要介護認定者']],
      ['介護', ['要介護認定者'], ['住民税']],
      ['　税　課税 ', ['住民税課税台帳'], ['自動車税']],
      ['データ', ['要介護認定者'], ['住民税']],
      ['%', [], ['住民税', '要介護']],
      ["'; DROP TABLE register_entries; --", [], ['住民税']],
    ])('finds %j', async (q, found, notFound) => {
      const page = await text(`/ken/register?q=${encodeURIComponent(q)}`)
      for (const name of found) expect(page.replaceAll(/<\/?mark>/g, '')).toContain(name)
      const list = page.slice(page.indexOf('role="status"'))
      for (const name of notFound) expect(list).not.toContain(name)
    })

    it('filters by 該当 and 非該当', async () => {
      const yes = await text('/ken/register?eligible=yes')
      expect(yes).toContain('2件')
      expect(yes).not.toContain('手書きの台帳')
      const no = await text('/ken/register?eligible=no&q=台帳')
      expect(no).toContain('手書きの<mark>台帳</mark>')
      expect(no).not.toContain('href="/ken/register/tax"')
    })

    it('shows every field of the form, empty ones as なし, and leads to the open call', async () => {
      const page = await text('/ken/register/tax')
      for (const label of [
        '1. 個人情報ファイルの名称',
        '2. 行政機関等の名称',
        '3. 個人情報ファイルが利用に供される事務をつかさどる組織の名称',
        '4. 個人情報ファイルの利用目的',
        '5. 記録項目',
        '6. 記録範囲',
        '7. 記録情報の収集方法',
        '8. 要配慮個人情報が含まれるときは、その旨',
        '8b. 条例要配慮個人情報が含まれるときは、その旨',
        '9. 記録情報の経常的提供先',
        '10. 開示請求等を受理する組織の名称及び所在地',
        '11. 訂正及び利用停止に関する他の法令の規定による特別の手続等',
        '12. 個人情報ファイルの種別',
        '13. 令第21条第7項に該当するファイル',
        '14. 行政機関等匿名加工情報の提案の募集をする個人情報ファイル',
        '15. 行政機関等匿名加工情報の提案を受ける組織の名称及び所在地',
        '16. 行政機関等匿名加工情報の概要',
        '17. 作成された行政機関等匿名加工情報に関する提案を受ける組織の名称及び所在地',
        '18. 作成された行政機関等匿名加工情報に関する提案をすることができる期間',
        '19. 備考',
      ])
        expect(page).toContain(`<dt>${label}</dt>`)
      expect(page).toContain('法第60条第2項第1号（電算処理ファイル）')
      expect(page).toContain('住所</a>（町丁目まで）')
      expect(page).toMatch(/19\. 備考<\/dt><dd><span class="muted">なし/)
      expect(page).toContain('公表する理由')
      expect(page).toContain('この個人情報ファイルについて提案する')
      expect(await text('/ken/register/care')).not.toContain('この個人情報ファイルについて提案する')
    })

    it('uses the words of the organisation’s own programme, and cites nothing unconfirmed', async () => {
      const page = await text('/shi/register/tax')
      expect(page).toContain('14. 実施機関非識別加工情報の提案の募集をする個人情報ファイル')
      expect(page).not.toContain('法第60条')
    })

    it('keeps the internal part of the judgment from the public, and shows it to officials', async () => {
      for (const path of ['/ken/register/tax', '/ken/register/tax.json', '/ken/register.json', '/ken/register.csv'])
        for (const inner of ['内部だけの理由', '試験課長', '試験の理由1']) expect(await text(path)).not.toContain(inner)
      expect(await text('/ken/register/tax', people.department)).toContain('内部だけの理由')
    })

    it('answers 404 for an unknown entry, also one of another organisation', async () => {
      for (const path of ['/ken/register/nothing', '/ken/register/nothing.json', '/shi/register/care', '/nobody/register'])
        expect((await site.visitor.get(path)).status).toBe(404)
    })

    it('gives the register as CSV that a spreadsheet opens safely', async () => {
      const answer = await site.visitor.get('/ken/register.csv')
      expect(answer.headers.get('content-type')).toContain('text/csv')
      const bytes = new Uint8Array(await answer.arrayBuffer())
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const csv = new TextDecoder().decode(bytes)
      const lines = csv.trimEnd().split('\r\n')
      expect(lines).toHaveLength(5)
      expect(lines[0]).toMatch(/^個人情報ファイルの名称,行政機関等の名称,/)
      expect(csv).toContain(`"'=自動車税 ""台帳""",`)
      expect(csv).toContain(`"'+賦課\n徴収に用いる。"`)
      expect(csv).toContain('記載していません')
    })

    it('gives the register and an entry as JSON', async () => {
      const all = (await (await site.visitor.get('/ken/register.json')).json()) as { entries: { id: string; items: { name: string }[] }[] }
      expect(all.entries.map(({ id }) => id).sort()).toEqual(['car', 'care', 'paper', 'tax'])
      const one = (await (await site.visitor.get('/ken/register/tax.json')).json()) as Record<string, unknown>
      expect(one).toMatchObject({ id: 'tax', name: '住民税課税台帳', isEligible: true, reason: '公表する理由', madeData: [] })
      expect(one).not.toHaveProperty('judgment')
    })

    it('shows data made from a file with its entry', async () => {
      const entry = (await findEntry(site.deps.db, 'ken', ids.care!))!
      await writeAll(
        site.deps.db,
        addMadeData(site.deps.db, entry, {
          id: 'made1',
          caseId: 'case1',
          persons: 1_234,
          items: ['生年（10年ごと）', '要介護度'],
          desk: '試験県 提案窓口',
          deskAddress: '試験県試験市2',
          proposalsFrom: '2026-10-01',
          proposalsTo: '2027-09-30',
          createdAt: site.deps.clock(),
        }),
      )
      const page = await text('/ken/register/care')
      expect(page).toContain('本人の数 1,234人、情報の項目 生年（10年ごと）、要介護度')
      expect(page).toContain('2026-10-01から2027-09-30まで')
      expect(await text('/ken')).toContain('これまでに1件のデータを作成しました')
      expect(await text('/shi')).toContain('まだ提供したデータはありません')
    })

    it('refuses to publish what contradicts itself, every reason at once, and nothing of the batch', async () => {
      const wrong = entryDraft({ slug: 'Wrong!', name: '', items: [], itemsPartlyWithheld: true, proposalDesk: null })
      const outcome = await publishEntries(site.deps, official('ken', 'department-officer'), 'ken', [
        entryDraft({ slug: 'good', name: '正しい台帳' }),
        wrong,
      ])
      expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual([
        'required',
        'not-a-slug',
        'required',
        'required',
        'withheld-yet-eligible',
      ])
      expect((await site.visitor.get('/ken/register/good')).status).toBe(404)
      await expect(publishEntries(site.deps, official('shi', 'department-officer'), 'ken', [])).rejects.toThrow('not permitted')
    })
  })
}
