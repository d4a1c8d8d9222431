import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { loadCaseForSystem } from '../../src/modules/proposals/index.ts'
import { entryDraft } from '../support/entries.ts'
import { closeWhole, idOf, page, unescaped } from '../support/pages.ts'
import { completeAnswers, completePapers, datedPaper, pdf, withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

const NOW = '2026-04-15T10:00:00+09:00'

/** Proposals that come on paper and are typed in by the desk. Runs on any runtime. */
export function paperCases(makeSite: MakeSite): void {
  describe('proposals on paper', () => {
    let site: TestSite
    let people: Record<string, Visitor>
    let others: Record<string, Visitor>
    let proposer: Visitor
    let entry: string
    let call: string
    beforeAll(async () => {
      site = await makeSite({ at: NOW })
      people = await site.government('ken', 'appi', {
        screening: ['screening-officer'],
        second: ['screening-officer'],
        contract: ['contract-officer'],
      })
      others = await site.government('shi', 'appi', { screening: ['screening-officer'] })
      proposer = await site.proposer('teian-a')
      entry = (await withEntries(site, 'ken', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])).tax!
      call = await withCall(site, 'ken', [entry])
    })
    beforeEach(() => site.setClock(NOW))
    afterAll(() => closeWhole(site))

    const take = (who: Visitor, receivedOn: string) => who.post('/ken/proposals/paper', { about: `${call} ${entry}`, receivedOn })
    const begun = async (receivedOn: string) => {
      const answer = await take(people.screening!, receivedOn)
      expect(answer.headers.get('location')).toMatch(/\/edit$/)
      return answer.headers.get('location')!.replace(/\/edit$/, '')
    }
    const scans = () => ({ 'attachment-scan': pdf(), 'attachment-pledge': pdf() })
    const { pledged: _, ...answers } = completeAnswers()

    it('is taken in by the desk alone', async () => {
      expect(await page(people.screening!, '/ken/desk')).toContain('href="/ken/proposals/paper"')
      expect(await page(people.contract!, '/ken/desk')).not.toContain('/ken/proposals/paper')
      for (const who of [proposer, people.contract!, others.screening!]) {
        await page(who, '/ken/proposals/paper', 404)
        expect((await take(who, '2026-04-10')).status).toBe(404)
      }
      expect((await site.visitor.get('/ken/proposals/paper')).headers.get('location')).toMatch(/^\/sign-in/)
    })

    it.each([
      ['no day', '', '日付を入力'],
      ['a day that is none', '2026-02-30', '日付を入力'],
      ['tomorrow', '2026-04-16', '今日までの日'],
      ['before the call', '2026-04-05', 'この募集は受付期間の外です'],
    ])('refuses a paper of %s', async (_, receivedOn, sentence) => {
      const answer = await take(people.screening!, receivedOn)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(sentence)
      const unnamed = await people.screening!.post('/ken/proposals/paper', { about: '', receivedOn: '2026-04-10' })
      expect(await unnamed.text()).toContain('募集と個人情報ファイル：入力してください。')
    })

    it('goes the way of every other: same form and rules, with the scan, from the day that it came', async () => {
      const path = await begun('2026-04-10')
      const form = await page(people.screening!, `${path}/edit`)
      expect(form).toContain('書面の提案書')
      expect(form).not.toContain('上のとおり誓約します')
      expect(form).not.toContain('共同提案者を招く')
      // half typed in: any of the desk goes on with it, nobody else sees it
      await people.screening!.post(`${path}/edit`, { ...answers, 'party-name': '書面社A', intent: 'save' })
      expect(await page(people.second!, '/ken/proposals/paper')).toContain(`href="${path}/edit">書面社A</a>`)
      for (const who of [proposer, people.contract!, others.screening!]) {
        await page(who, path, 404)
        expect((await who.post(`${path}/edit`, { ...answers, intent: 'save' })).status).toBe(404)
      }
      const early = await people.second!.post(`${path}/edit`, { ...answers, persons: '999', intent: 'submit' })
      expect(early.status).toBe(422)
      const told = unescaped(await early.text())
      for (const sentence of [
        '書面の提案書：必要な書類です。',
        '誓約書：必要な書類です。',
        '団体を確認する書類（法人など）：必要な書類です。',
        '1,000人以上にしてください。',
      ])
        expect(told).toContain(sentence)
      const fields = { ...answers, 'party-name': '書面社A', ...completePapers(), ...scans(), intent: 'submit' }
      // six months before the day that it came, not before today
      const old = await people.second!.post(`${path}/edit`, { ...fields, ...datedPaper('identity-body', 'registry', '2025-10-09') })
      expect(await old.text()).toContain('令和7年10月10日以後')
      const sent = await people.second!.post(`${path}/edit`, { ...fields, ...datedPaper('identity-body', 'registry', '2025-10-10') })
      expect(sent.headers.get('location')).toBe(path)
      const html = await page(people.contract!, path)
      expect(html).toMatch(/受付番号<\/dt><dd>2026-\d{4}/)
      expect(html).toContain('書面社A')
      expect(html).toContain('書面（令和8年4月10日（2026-04-10）に受け取り、screening（試験）が入力）')
      expect(html).toContain('誓約は、添付の誓約書のとおりです。')
      expect(html).not.toContain('>誓約書</a>')
      const receipt = /href="([^"]+\/documents\/[a-z0-9]+)">提案受付票/.exec(html)![1]!
      const paper = await page(people.contract!, receipt)
      expect(paper).toContain('<td>令和8年4月10日</td>')
      // thirty open days from the day that it came
      expect(paper).toContain('令和8年5月28日')
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${idOf(path)}` })
      for (const type of ['proposal-drafted', 'proposal-submitted'])
        expect(log.find((one) => one.type === type)?.facts).toMatch(
          /"onPaper":true.*"receivedOn":"2026-04-10"|"receivedOn":"2026-04-10".*"onPaper":true/,
        )
      expect(JSON.stringify(log)).not.toContain('書面社A')
      const { theCase } = await loadCaseForSystem(site.deps, 'ken', idOf(path))
      expect(theCase.proposerName).toBe('書面社A')
    })

    it('may be typed in after the call, if the paper came within it', async () => {
      site.setClock('2026-05-22T09:00:00+09:00')
      expect(await (await take(people.screening!, '2026-05-21')).text()).toContain('この募集は受付期間の外です')
      const path = await begun('2026-05-20')
      const sent = await people.screening!.post(`${path}/edit`, { ...answers, ...completePapers(), ...scans(), intent: 'submit' })
      expect(sent.headers.get('location')).toBe(path)
    })

    it('is corrected and withdrawn by the desk, as the proposer writes; by no proposer’s account', async () => {
      const path = await begun('2026-04-10')
      await people.screening!.post(`${path}/edit`, { ...answers, ...completePapers(), ...scans(), intent: 'submit' })
      await people.second!.post(`${path}/screening/start`)
      await people.second!.post(`${path}/screening/correction`, { purpose: '詳しく書いてください。' })
      const purpose = { 'purpose-purpose': '書面で直した目的', 'purpose-use': '方法', 'purpose-business': '事業', intent: 'submit' }
      for (const who of [proposer, others.screening!]) expect((await who.post(`${path}/edit`, purpose)).status).toBe(404)
      expect((await people.screening!.post(`${path}/edit`, purpose)).headers.get('location')).toBe(path)
      expect(await page(people.second!, path)).toContain('書面で直した目的')
      expect((await people.contract!.post(`${path}/withdraw`)).status).toBe(403)
      expect((await people.screening!.post(`${path}/withdraw`, { reason: '書面による取下げ' })).status).toBe(303)
      expect(await page(people.contract!, path)).toContain('取下げ')
    })
  })
}
