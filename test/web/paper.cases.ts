import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { loadCaseForSystem } from '../../src/modules/proposals/index.ts'
import { entryDraft } from '../support/entries.ts'
import { closeWhole, done, idOf, page, refused, unescaped } from '../support/pages.ts'
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
      expect(await unnamed.text()).toContain('提案の対象：入力してください。')
    })

    it('goes the way of every other: same form and rules, with the scan, from the day that it came', async () => {
      const path = await begun('2026-04-10')
      const form = await page(people.screening!, `${path}/edit`)
      expect(form).toContain('書面の提案書')
      expect(form).not.toContain('上のとおり誓約します')
      expect(form).not.toContain('共同提案者を招く')
      expect(form).toContain('共同提案者を加える')
      // half typed in: any of the desk goes on with it, nobody else sees it
      await people.screening!.post(`${path}/edit`, { ...answers, 'party-name': '書面社A', intent: 'save' })
      const half = await page(people.second!, '/ken/proposals/paper')
      expect(half).toContain(`href="${path}/edit">書面社A</a>`)
      expect(half).toContain('住民税課税台帳・受け取った日 令和8年4月10日')
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

    it('may come from several: each with its papers and its pledge as a scan, typed in by the desk', async () => {
      const path = await begun('2026-04-10')
      const whole = { ...answers, 'party-name': '代表社', ...completePapers(), ...scans() }
      const desk = people.screening!
      const addParty = async () => done(desk.post(`${path}/edit`, { ...whole, intent: 'add-party' }))
      const joint = await addParty()
      expect(joint).toMatch(/\/joint\?party=paper-[a-z2-9]{20}$/)
      const form = await page(desk, joint)
      for (const part of ['誓約書', '団体を確認する書類', 'この共同提案者の書類と誓約書を添付']) expect(form).toContain(part)
      for (const part of ['上のとおり誓約します', '共同提案者から抜ける', '内容を確かめたので']) expect(form).not.toContain(part)
      for (const who of [proposer, people.contract!, others.screening!]) {
        await page(who, joint, 404)
        expect((await who.post(joint, { 'joint-name': '横取り社', intent: 'save' })).status).toBe(404)
      }
      expect((await desk.get(`${path}/joint?party=paper-none`)).headers.get('location')).toBe(path)
      expect((await desk.get(`${path}/joint`)).headers.get('location')).toBe(path)
      const submit = () => desk.post(`${path}/edit`, { ...whole, intent: 'submit' })
      await refused(submit(), 422, '（共同提案者）の氏名・住所がまだ入力されていません。', '（共同提案者）の「誓約書」がまだです。')
      const who = { 'joint-kind': 'person', 'joint-name': '書面の共同者B', 'joint-address': '試験県試験市7' }
      await refused(desk.post(joint, { ...who, 'joint-address': '', intent: 'save' }), 422, '住所又は所在地：入力してください。')
      expect(await done(desk.post(joint, { ...who, intent: 'save' }))).toContain('saved=1&party=paper-')
      await refused(submit(), 422, '書面の共同者Bの「本人を確認する書類')
      await done(desk.post(joint, { ...who, 'attachment-pledge': pdf(), ...datedPaper('identity-person', 'licence'), intent: 'save' }))
      // one more, given up again
      const more = await addParty()
      await done(desk.post(`${path}/edit`, { ...whole, intent: `part:${more.split('=')[1]}` }))
      expect(await done(submit())).toBe(path)
      const html = await page(people.contract!, path)
      for (const part of ['書面の共同者B', '誓約書（書面の共同者B）']) expect(html).toContain(part)
      expect(html).not.toContain('内容の確認：')
      const paper = /href="([^"]+\/documents\/[a-z0-9]+)">提案受付票/.exec(html)![1]!
      expect(await page(people.contract!, paper)).toContain('書面の共同者B')
    })

    it('may come through an agent, whose power of attorney and identity are scans', async () => {
      const path = await begun('2026-04-10')
      const agent = { 'party-agent': 'yes', 'party-agent-name': '代理人C', 'party-agent-address': '試験県試験市8' }
      const whole = { ...answers, ...agent, ...completePapers(), ...scans() }
      const desk = people.screening!
      await refused(desk.post(`${path}/edit`, { ...whole, intent: 'submit' }), 422, '代理の権限を示す書類', '代理人を確認する書類')
      const papers = { ...datedPaper('authority', 'mandate'), ...datedPaper('identity-agent', 'licence') }
      expect(await done(desk.post(`${path}/edit`, { ...whole, ...papers, intent: 'submit' }))).toBe(path)
      expect(await page(people.contract!, path)).toContain('代理人C')
    })
  })
}
