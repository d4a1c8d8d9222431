import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { closeWhole, idOf, page, unescaped } from '../support/pages.ts'
import { hrefs, NOW, openProposals } from '../support/proposals.ts'
import { completeAnswers, completePapers, datedPaper, pdf, startDraft, submitted } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

/** A proposal handed in: what it must say, by when, by whom, and its receipt. Runs on any runtime. */
export function proposalCases(makeSite: MakeSite): void {
  describe('proposals', () => {
    let site: TestSite
    let a: Visitor
    let b: Visitor
    let people: Record<string, Visitor>
    let entry: string
    let call: string
    beforeAll(async () => {
      ;({ site, a, b, people, entry, call } = await openProposals(makeSite))
    })
    beforeEach(() => site.setClock(NOW))
    afterAll(() => closeWhole(site))

    it('says every problem at once, each with a link to its field, and keeps what was typed', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const answer = await a.post(`${path}/edit`, {
        ...completeAnswers(),
        'party-name': ' ',
        persons: '999',
        'method-fine-2': '',
        'period-from': '2026-04-14',
        'period-to': '2026-04-13',
        'purpose-use': '残しておく文',
        pledged: '',
        intent: 'submit',
      })
      expect(answer.status).toBe(422)
      const html = unescaped(await answer.text())
      for (const [field, sentence] of [
        ['party-name', '入力してください。'],
        ['persons', '1,000人以上にしてください。'],
        ['method-fine-2', '入力してください。'],
        ['period-from', '提出する日より後の日を入力してください。'],
        ['period-to', '始める日より後の日を入力してください。'],
        ['attachment-benefit', '必要な書類です。ファイルを添付してください。'],
        [
          'attachment-identity-body',
          '必要な書類です。「登記事項証明書」「印鑑登録証明書」「法令により交付されたほかの書類（名称と所在地のあるもの）」「やむを得ない理由で上の書類がないときの、ほかの書類」のどれかを選び、ファイルを添付してください。',
        ],
        ['pledged', '誓約の内容を確かめ、チェックを付けてください。'],
      ] as const) {
        expect(html).toMatch(new RegExp(`<a href="#${field}">[^<]*：${sentence}</a>`))
        expect(html).toContain(`id="${field}"`)
      }
      expect(html).toContain('残しておく文')
      expect(html).toContain('value="999"')
      expect(await page(a, path)).toContain('下書き')
    })

    it.each([
      ['more persons than the file holds', { persons: '5001' }, '（5,000人）を超えています'],
      ['a number that is none', { persons: '千人' }, '半角の数字で'],
      ['no item wanted', { 'method-want-2': '', 'method-want-3': '' }, '必要な項目を一つ以上'],
      ['a date that is none', { 'period-from': '2026-02-30' }, '日付を入力'],
      ['an agent without a name', { 'party-agent': 'yes' }, '代理人の氏名又は名称：入力'],
      ['an agent without authority', { 'party-agent': 'yes', 'party-agent-name': '代理人A 試験県' }, '代理の権限を示す書類：必要な書類'],
      ['an agent without an address', { 'party-agent': 'yes', 'party-agent-name': '代理人A' }, '代理人の住所又は所在地：入力'],
      ['an agent without identity', { 'party-agent': 'yes', 'party-agent-name': '代理人A' }, '代理人を確認する書類：必要な書類'],
      ['a person without identity', { 'party-kind': 'person' }, '本人を確認する書類（個人）：必要な書類'],
      ['an unknown format', { 'provision-format': 'exe' }, 'ファイルの形式：入力'],
      ['an answer longer than its field', { 'party-name': 'あ'.repeat(201) }, '200文字以内'],
    ])('refuses %s', async (_, over, sentence) => {
      const path = await startDraft(a, 'ken', call, entry)
      const fields = Object.fromEntries(Object.entries({ ...completeAnswers(), ...over }).filter(([, value]) => value !== ''))
      const answer = await a.post(`${path}/edit`, { ...fields, ...completePapers(), intent: 'submit' })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(sentence)
    })

    it('hands a complete proposal in: receipt number, three papers, one event, one log entry', async () => {
      const path = await submitted(a, 'ken', call, entry)
      const html = await page(a, path)
      const number = /<dt>受付番号<\/dt><dd>(\d{4}-\d{4})<\/dd>/.exec(html)?.[1]
      expect(number).toMatch(/^2026-\d{4}$/)
      for (const words of [
        '受付</span>',
        '提案受付票',
        '誓約書',
        '住所：市町村まで',
        '令和8年9月1日（2026-09-01）',
        '2,000人',
        '審査担当',
      ].slice(0, 6))
        expect(html).toContain(words)
      const [proposalPaper, , receipt] = [...new Set(hrefs(html, '/documents/').filter((href) => !href.endsWith('/word')))]
      expect(await page(a, receipt!)).toContain(number)
      expect(await page(a, proposalPaper!)).toContain('試験の事業')
      const word = await a.get(`${receipt}/word`)
      expect(word.headers.get('content-disposition')).toMatch(/^attachment;/)
      expect([...new Uint8Array(await word.arrayBuffer()).subarray(0, 2)]).toEqual([0x50, 0x4b])
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${idOf(path)}` })
      expect(log.map(({ type }) => type)).toEqual(['proposal-submitted', 'attachment-added', 'attachment-added', 'proposal-drafted'])
      expect(JSON.stringify(log)).not.toContain('提案社A')
    })

    it('numbers receipts one after the other, also when two are handed in at once', async () => {
      const drafts = await Promise.all([a, b].map((who) => startDraft(who, 'ken', call, entry)))
      const answers = await Promise.all(
        drafts.map((path, i) => [a, b][i]!.post(`${path}/edit`, { ...completeAnswers(), ...completePapers(), intent: 'submit' })),
      )
      expect(answers.map(({ status }) => status)).toEqual([303, 303])
      const numbers = await Promise.all(
        drafts.map(async (path, i) => /受付番号<\/dt><dd>2026-(\d{4})/.exec(await page([a, b][i]!, path))?.[1]),
      )
      expect(Math.abs(Number(numbers[0]) - Number(numbers[1]))).toBe(1)
    })

    it('takes a proposal once when the form is sent twice', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const fields = { ...completeAnswers(), ...completePapers(), intent: 'submit' }
      const answers = await Promise.all([a.post(`${path}/edit`, fields), a.post(`${path}/edit`, fields)])
      for (const answer of answers) {
        expect(answer.status).toBe(303)
        expect(answer.headers.get('location')).toBe(path)
      }
      const html = await page(a, path)
      expect(html.match(/提案受付票<\/a>/g)).toHaveLength(1)
      expect(html.match(/<time>/g)).toHaveLength(1)
    })

    it('refuses after the call has closed, by the day in Japan', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const fields = { ...completeAnswers(), ...completePapers(), intent: 'submit' }
      site.setClock('2026-05-21T00:00:00+09:00')
      const late = await a.post(`${path}/edit`, fields)
      expect(late.status).toBe(422)
      expect(await late.text()).toContain('この募集は受付期間の外です')
      expect((await a.post('/ken/proposals', { call, entry })).status).toBe(422)
      site.setClock('2026-05-20T23:59:59+09:00')
      expect((await a.post(`${path}/edit`, { ...fields, intent: 'submit' })).status).toBe(303)
      expect(await page(a, path)).toContain('提案受付票')
    })

    it('takes a person’s proposal, handed in by an agent, on paper too', async () => {
      const path = await startDraft(b, 'ken', call, entry)
      const answer = await b.post(`${path}/edit`, {
        ...completeAnswers(),
        'party-kind': 'person',
        'party-name': '提案者B',
        'party-representative': '',
        'party-agent': 'yes',
        'party-agent-name': '代理人社C',
        'party-agent-address': '試験県試験市9',
        'party-agent-representative': '代表者C',
        'attachment-benefit': pdf(),
        ...datedPaper('identity-person', 'licence', '2023-04-01'),
        ...datedPaper('authority', 'mandate'),
        ...datedPaper('identity-agent', 'seal'),
        intent: 'submit',
      })
      expect(answer.headers.get('location')).toBe(path)
      const html = await page(b, path)
      for (const who of [b, people.screening!]) expect(await page(who, path)).toContain('代理人社C　代表者C　試験県試験市9')
      expect(html).not.toContain('代表者の氏名</dt>')
      const papers = hrefs(html, '/documents/').filter((href) => !href.endsWith('/word'))
      expect(papers).toHaveLength(3)
      const [proposal, pledge, receipt] = await Promise.all(papers.map((paper) => page(b, paper)))
      for (const paper of [proposal, receipt]) expect(paper).toMatch(/提案者B.*代理人<.*代理人社C.*代表者C/s)
      // whoever proposes pledges for himself
      expect(pledge).toContain('提案者B')
      expect(pledge).not.toContain('代理人社C')
      // a letter of the office names both too
      await people.screening!.post(`${path}/screening/start`)
      const asked = await people.screening!.post(`${path}/screening/correction`, { purpose: '詳しく書いてください。' })
      expect(asked.status).toBe(303)
      const letter = hrefs(await page(b, path), '/documents/')
        .filter((href) => !href.endsWith('/word'))
        .at(-1)!
      expect(await page(b, letter)).toMatch(/提案者B　様.*代理人<.*代理人社C.*代表者C　様/s)
    })

    it('writes the power of attorney from what is saved, for the proposer to sign, and for nobody else', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const file = `${path}/power-of-attorney`
      const agent = { 'party-agent': 'yes', 'party-agent-name': '代理人C', 'party-agent-address': '試験県試験市9' }
      await a.post(`${path}/edit`, { ...completeAnswers(), intent: 'save' })
      expect((await a.get(file)).status).toBe(404)
      expect(await page(a, `${path}/edit`)).not.toContain(file)
      await a.post(`${path}/edit`, { ...completeAnswers(), ...agent, intent: 'save' })
      expect(await page(a, `${path}/edit`)).toContain(`href="${file}"`)
      const word = await a.get(file)
      expect(word.headers.get('content-disposition')).toContain(encodeURIComponent('委任状.docx'))
      expect([...new Uint8Array(await word.arrayBuffer()).subarray(0, 2)]).toEqual([0x50, 0x4b])
      for (const who of [b, people.screening!]) expect((await who.get(file)).status).toBe(404)
      expect((await site.visitor.get(file)).status).toBe(303)
    })

    it('lets the proposer withdraw, once, and nothing after', async () => {
      const path = await submitted(a, 'ken', call, entry)
      expect((await a.post(`${path}/withdraw`, { reason: '計画を見直すため' })).status).toBe(303)
      const html = await page(a, path)
      expect(html).toContain('取下げ</span>')
      expect(html).toContain('計画を見直すため')
      expect(html).not.toContain('/withdraw"')
      const second = await a.post(`${path}/withdraw`)
      expect(second.status).toBe(409)
      expect((await a.post(`${path}/edit`, { ...completeAnswers(), intent: 'submit' })).headers.get('location')).toBe(path)
    })
  })
}
