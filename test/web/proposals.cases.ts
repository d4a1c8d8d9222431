import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { loadCase, moveCase } from '../../src/modules/proposals/index.ts'
import { entryDraft } from '../support/entries.ts'
import { closeWhole, idOf, page, unescaped } from '../support/pages.ts'
import {
  completeAnswers,
  completePapers,
  datedPaper,
  official,
  pdf,
  startDraft,
  submitted,
  withCall,
  withEntries,
} from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

const NOW = '2026-04-15T10:00:00+09:00'
const methodAnswers = () => Object.fromEntries(Object.entries(completeAnswers()).filter(([name]) => name.startsWith('method-')))

/** The proposal's way from a draft to its receipt and back. Runs on any runtime. */
export function proposalCases(makeSite: MakeSite): void {
  describe('proposals', () => {
    let site: TestSite
    let a: Visitor
    let b: Visitor
    let people: Record<string, Visitor>
    let others: Record<string, Visitor>
    let entry: string
    let call: string
    beforeAll(async () => {
      site = await makeSite({ at: NOW })
      people = await site.government('ken', 'appi', {
        screening: ['screening-officer'],
        processor: ['processor'],
        auditor: ['auditor'],
      })
      others = await site.government('shi', 'appi', { screening: ['screening-officer', 'contract-officer', 'administrator'] })
      a = await site.proposer('teian-a')
      b = await site.proposer('teian-b')
      const ids = await withEntries(site, 'ken', [
        entryDraft({ slug: 'tax', name: '住民税課税台帳' }),
        entryDraft({ slug: 'care', name: '要介護認定' }),
      ])
      entry = ids.tax!
      call = await withCall(site, 'ken', [entry])
    })
    beforeEach(() => site.setClock(NOW))
    afterAll(() => closeWhole(site))

    const hrefs = (html: string, part: string) =>
      [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]!).filter((href) => href.includes(part))

    it('sends a visitor to sign in, and back to where they wanted to go', async () => {
      const answer = await site.visitor.get(`/ken/proposals/new?call=${call}&entry=${entry}`)
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(`/ken/proposals/new?call=${call}&entry=${entry}`)}`)
      expect((await site.visitor.post('/ken/proposals', { call, entry })).status).toBe(303)
    })

    it('saves a draft at any incompleteness and shows it again, to its proposer alone', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      expect(await page(a, `${path}/edit`)).toContain('value="提案社 teian-a"')
      const saved = await a.post(`${path}/edit`, { 'purpose-purpose': '書きかけの"目的"', persons: 'たくさん', intent: 'save' })
      expect(saved.status).toBe(303)
      const form = await page(a, `${path}/edit?saved=1`)
      expect(form).toContain('保存しました')
      expect(form).toContain('書きかけの"目的"')
      expect(form).toContain('value="たくさん"')
      expect(await page(a, '/ken/proposals')).toContain('下書き')
      for (const who of [b, people.screening!, others.screening!]) {
        await page(who, path, 404)
        await page(who, `${path}/edit`, 404)
        expect((await who.post(`${path}/edit`, { intent: 'save' })).status).toBe(404)
      }
    })

    const markIn = (html: string) => /name="mark" value="(\d+)"/.exec(html)?.[1] ?? ''

    it('saves by itself what is typed, says when, and only to its proposer', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const opened = await page(a, `${path}/edit`)
      expect(opened).toContain('まだ保存していません')
      expect(opened).toContain(`data-draft="${path}/draft"`)
      expect(opened).toContain('<script type="module" src="/assets/draft.js">')
      const script = await site.visitor.get('/assets/draft.js')
      expect(script.headers.get('content-type')).toContain('text/javascript')
      const saved = await a.post(`${path}/draft`, { 'purpose-use': '自動で残る文', mark: markIn(opened) })
      expect(saved.status).toBe(200)
      const told = (await saved.json()) as { mark: number; said: string }
      expect(told.said).toBe('最後に保存した日時：2026-04-15 10:00。')
      const form = await page(a, `${path}/edit`)
      expect(form).toContain('自動で残る文')
      expect(form).toContain('最後に保存した日時：2026-04-15 10:00')
      expect(markIn(form)).toBe(String(told.mark))
      expect((await b.post(`${path}/draft`, { 'purpose-use': 'x' })).status).toBe(404)
      expect((await people.screening!.post(`${path}/draft`, { 'purpose-use': 'x' })).status).toBe(404)
      expect((await site.visitor.post(`${path}/draft`, { 'purpose-use': 'x' })).headers.get('location')).toMatch(/^\/sign-in/)
      const long = await a.post(`${path}/draft`, { 'purpose-use': 'あ'.repeat(4_001), mark: String(told.mark) })
      expect(long.status).toBe(422)
      expect(((await long.json()) as { said: string }).said).toContain('4000文字以内')
    })

    it('does not let the later of two windows overwrite silently: says so, shows the difference, and obeys', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const first = await page(a, `${path}/edit`)
      const second = await page(a, `${path}/edit`)
      expect((await a.post(`${path}/draft`, { 'purpose-use': '一つ目の窓の文', mark: markIn(first) })).status).toBe(200)
      const stopped = await a.post(`${path}/draft`, { 'purpose-use': '二つ目の窓の文', mark: markIn(second) })
      expect(stopped.status).toBe(409)
      expect(((await stopped.json()) as { said: string }).said).toContain('別の画面で先に保存されている')
      for (const intent of ['save', 'submit']) {
        const answer = await a.post(`${path}/edit`, {
          'purpose-use': '二つ目の窓の文',
          mark: markIn(second),
          'attachment-other': pdf(),
          intent,
        })
        expect(answer.status).toBe(422)
        const html = unescaped(await answer.text())
        expect(html).toContain('別の画面で先に保存されています')
        expect(html).toMatch(/<del>.*一.*<\/del>.*<ins>.*二.*<\/ins>/s)
        expect(html).toContain('>二つ目の窓の文</textarea>')
      }
      const kept = await page(a, `${path}/edit`)
      expect(kept).toContain('>一つ目の窓の文</textarea>')
      // the file that came with the refused form is kept, once
      expect(kept.match(/value="remove:/g)).toHaveLength(1)
      const again = unescaped(await (await a.post(`${path}/edit`, { 'purpose-use': '二', mark: markIn(second), intent: 'save' })).text())
      expect((await a.post(`${path}/edit`, { 'purpose-use': '二つ目の窓の文', mark: markIn(again), intent: 'save' })).status).toBe(303)
      expect(await page(a, `${path}/edit`)).toContain('>二つ目の窓の文</textarea>')
    })

    it('lets one of two windows that save at once win, and tells the other', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const mark = markIn(await page(a, `${path}/edit`))
      const answers = await Promise.all(['甲', '乙'].map((text) => a.post(`${path}/draft`, { 'purpose-use': text, mark })))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const winner = ['甲', '乙'][answers.findIndex(({ status }) => status === 200)]
      expect(await page(a, `${path}/edit`)).toContain(`>${winner}</textarea>`)
      // the same text sent twice is no conflict
      const now = markIn(await page(a, `${path}/edit`))
      const same = await Promise.all([1, 2].map(() => a.post(`${path}/draft`, { 'purpose-use': '丙', mark: now })))
      expect(same.map(({ status }) => status)).toEqual([200, 200])
    })

    it('gives the same draft when starting is sent twice', async () => {
      expect(await startDraft(b, 'ken', call, entry)).toBe(await startDraft(b, 'ken', call, entry))
    })

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

    it.each([
      ['without its kind', { 'document-identity-body': '' }, '「書面.pdf」がどの書類か、種類を選んでください。'],
      ['of a kind that does not serve', { 'document-identity-body': 'licence' }, '「書面.pdf」がどの書類か、種類を選んでください。'],
      ['without its day', { 'issued-identity-body': '' }, '「書面.pdf」にある日付（作成日や交付日）を入力してください。'],
      ['of a day that is none', { 'issued-identity-body': '2026-02-30' }, '「書面.pdf」にある日付（作成日や交付日）を入力してください。'],
      ['of tomorrow', { 'issued-identity-body': '2026-04-16' }, '「書面.pdf」の日付が、今日より先です。'],
      [
        'a day too old',
        { 'issued-identity-body': '2025-10-14' },
        '「書面.pdf」（登記事項証明書）は令和7年10月14日のもので、古すぎます。提案の日の前6か月以内（令和7年10月15日以後）に作られたものを取り直し、このファイルを削除して添付し直してください（規則第54条第4項第2号）。',
      ],
    ])('refuses a paper %s, keeps the file and what was said of it', async (_, over, sentence) => {
      const path = await startDraft(a, 'ken', call, entry)
      const answer = await a.post(`${path}/edit`, { ...completeAnswers(), ...completePapers(), ...over, intent: 'submit' })
      expect(answer.status).toBe(422)
      const html = unescaped(await answer.text())
      expect(html.match(/role="alert".*?<\/ul>/s)?.[0]).toContain(sentence)
      expect(html.match(/role="alert".*?<\/ul>/s)?.[0].match(/<li>/g)).toHaveLength(1)
      const [, field, id] = /<a href="#((?:document|issued)-([a-z0-9]+))">/.exec(html) ?? []
      expect(html).toContain(`id="${field}"`)
      const mended = { [`document-${id}`]: 'registry', [`issued-${id}`]: '2025-10-15' }
      const sent = await a.post(`${path}/edit`, { ...completeAnswers(), ...mended, intent: 'submit' })
      expect(sent.headers.get('location')).toBe(path)
      const check = '登記事項証明書・令和7年10月15日の日付・提案の日の前6か月以内（令和7年10月15日以後）のものか'
      for (const who of [a, people.screening!]) expect(await page(who, path)).toContain(check)
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${idOf(path)}` })
      expect(log.find(({ type }) => type === 'attachment-described')?.facts).toContain('"document":"registry","issuedOn":"2025-10-15"')
    })

    it('keeps no paper of a person on which a My Number is or may be seen', async () => {
      const path = await startDraft(b, 'ken', call, entry)
      const who = { ...completeAnswers(), 'party-kind': 'person', 'party-name': '提案者B', 'party-representative': '' }
      await b.post(`${path}/edit`, { ...who, intent: 'save' })
      expect(await page(b, `${path}/edit`)).toContain('個人番号（マイナンバー）が見えないことを確かめました')
      const open = { ...datedPaper('identity-person', 'official-person'), 'masked-identity-person': '' }
      const unsaid = await b.post(`${path}/edit`, { ...who, ...open, intent: 'save' })
      expect(unsaid.status).toBe(422)
      expect(await unsaid.text()).toContain('href="#masked-identity-person"')
      const shown = await b.post(`${path}/edit`, {
        ...who,
        ...datedPaper('identity-person', 'official-person'),
        'attachment-identity-person': new File(['個人番号 1234 5678 9018'], '住民票.txt'),
        intent: 'save',
      })
      expect(shown.status).toBe(422)
      const html = await shown.text()
      expect(html).toContain('「住民票.txt」に、個人番号（マイナンバー）と思われる12桁の数字がある')
      expect(html).not.toContain('5678')
      // neither was kept, nor anything of them written
      expect(await page(b, `${path}/edit`)).not.toContain('value="remove:')
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${idOf(path)}` })
      expect(log.map(({ type }) => type)).toEqual(['proposal-drafted'])
      const kept = await b.post(`${path}/edit`, { ...who, ...datedPaper('identity-person', 'official-person'), intent: 'save' })
      expect(kept.status).toBe(303)
      expect(await page(b, `${path}/edit`)).toContain('value="remove:')
    })

    it('asks no age of a paper of which the rule asks none, and no kind of a free one', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const sent = await a.post(`${path}/edit`, {
        ...completeAnswers(),
        ...completePapers(),
        'document-identity-body': 'official-body',
        'issued-identity-body': '2001-01-01',
        'attachment-other': pdf(),
        intent: 'submit',
      })
      expect(sent.headers.get('location')).toBe(path)
      expect(await page(people.screening!, path)).toContain(
        '法令により交付されたほかの書類（名称と所在地のあるもの）・平成13年1月1日の日付<',
      )
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

    it('shows a case to its proposer and the organisation’s officials only: page, paper and attachment', async () => {
      const path = await submitted(a, 'ken', call, entry)
      const html = await page(a, path)
      const links = [path, ...hrefs(html, '/documents/'), ...hrefs(html, '/attachments/')]
      expect(links.length).toBeGreaterThan(8)
      for (const link of links) {
        for (const who of [b, others.screening!]) expect((await who.get(link)).status).toBe(404)
        expect((await people.screening!.get(link)).status).toBe(200)
        expect((await site.visitor.get(link)).status).toBe(303)
        // the same case asked for under another organisation
        expect((await a.get(link.replace('/ken/', '/shi/'))).status).toBe(404)
      }
      expect((await b.post(`${path}/withdraw`)).status).toBe(404)
      expect((await people.screening!.post(`${path}/withdraw`)).status).toBe(403)
      // identity papers are not for everybody in the office
      const attachment = hrefs(html, '/attachments/')[0]!
      expect((await people.processor!.get(attachment)).status).toBe(403)
      expect(hrefs(await page(people.processor!, path), '/attachments/')).toEqual([])
    })

    it('hands attachments out as files, byte for byte, and logs an official’s reading', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const bytes = new TextEncoder().encode('<script>alert(1)</script>\n')
      await a.post(`${path}/edit`, {
        ...completeAnswers(),
        ...completePapers(),
        'attachment-other': new File([bytes], '../..\\説明 "1"\u202e.txt'),
        intent: 'submit',
      })
      const link = hrefs(await page(a, path), '/attachments/').at(-1)!
      const answer = await people.screening!.get(link)
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('説明 "1".txt')}`)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('cache-control')).toContain('no-store')
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${idOf(path)}` })
      expect(log[0]?.type).toBe('attachment-read')
      const { objects } = site.deps as { objects: { stored?: Map<string, Uint8Array> } }
      for (const stored of objects.stored?.values() ?? []) expect(new TextDecoder('latin1').decode(stored)).not.toContain('<script>alert')
    })

    it.each([
      ['an empty file', new File([], '空.pdf'), '中身のないファイル'],
      ['a file of the wrong kind', new File(['MZ\u0000\u0001\u0002'], 'program.exe'), '添付できるのは'],
      ['a program that calls itself a PDF', new File(['MZ\u0000\u0001\u0002'], '書面.pdf'), '添付できるのは'],
      ['a PDF that calls itself a picture', new File([pdf()], '書面.png'), '添付できるのは'],
      ['a page that calls itself a Word file', new File(['<html>'], '書面.docx'), '添付できるのは'],
    ])('refuses %s, keeps the rest of the form and the good files', async (_, file, sentence) => {
      const path = await startDraft(a, 'ken', call, entry)
      const answer = await a.post(`${path}/edit`, {
        ...completeAnswers(),
        'attachment-benefit': [] as string[],
        'attachment-identity-body': pdf(),
        'attachment-other': file,
        'purpose-use': '残しておく文',
        intent: 'submit',
      })
      expect(answer.status).toBe(422)
      const html = unescaped(await answer.text())
      expect(html).toContain(sentence)
      expect(html).toContain('残しておく文')
      // the other problems are said at the same time
      expect(html).toContain('事業の効果を示す書面：必要な書類')
      expect(html).not.toContain('団体を確認する書類（法人など）：必要な書類')
    })

    it('takes a file of exactly the programme’s limit and refuses one byte more', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      const limit = 10 * 1024 * 1024
      const tooLarge = await a.post(`${path}/edit`, { 'attachment-other': pdf(limit + 1), intent: 'save' })
      expect(tooLarge.status).toBe(422)
      expect(await tooLarge.text()).toContain('一つのファイルは10MBまで')
      expect((await a.post(`${path}/edit`, { 'attachment-other': pdf(limit), intent: 'save' })).status).toBe(303)
      expect(await page(a, `${path}/edit`)).toContain('書面.pdf（10.0MB）')
    })

    it('takes a file back from a draft, and nothing after it was handed in', async () => {
      const path = await startDraft(a, 'ken', call, entry)
      await a.post(`${path}/edit`, { ...completeAnswers(), ...completePapers(), intent: 'save' })
      const remove = /value="(remove:[a-z0-9]+)"/.exec(await page(a, `${path}/edit`))?.[1] ?? ''
      const removed = await a.post(`${path}/edit`, { ...completeAnswers(), intent: remove })
      expect(removed.status).toBe(303)
      const left = await page(a, `${path}/edit`)
      expect(left.match(/value="remove:/g)).toHaveLength(1)
      await a.post(`${path}/edit`, { ...completeAnswers(), 'attachment-benefit': pdf(), intent: 'submit' })
      const handedIn = await page(a, path)
      const again = await a.post(`${path}/edit`, { intent: /value="(remove:[a-z0-9]+)"/.exec(left)?.[1] ?? '' })
      expect(again.headers.get('location')).toBe(path)
      expect(hrefs(await page(a, path), '/attachments/')).toEqual(hrefs(handedIn, '/attachments/'))
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

    it('says before anything is written that a call is over', async () => {
      site.setClock('2026-05-21T00:00:00+09:00')
      const start = await page(a, `/ken/proposals/new?call=${call}&entry=${entry}`)
      expect(start).toContain('この募集は受付期間の外です')
      expect(start).not.toContain('提案を書き始める')
    })

    it('refuses a file that the call does not ask for, and a call of another organisation', async () => {
      const other = await withEntries(site, 'ken', [entryDraft({ slug: 'extra', name: '募集していない台帳' })])
      const answer = await a.post('/ken/proposals', { call, entry: other.extra! })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('この募集の対象ではありません')
      expect((await a.post('/shi/proposals', { call, entry })).status).toBe(404)
      expect((await people.screening!.post('/ken/proposals', { call, entry })).status).toBe(403)
    })

    it('lets the named items be corrected after a return, no others, and hands it in again after the call', async () => {
      const path = await submitted(a, 'ken', call, entry)
      const actor = official('ken', 'screening-officer')
      const loaded = await loadCase(site.deps, actor, 'ken', idOf(path))
      const corrections = { purpose: '目的をもう少し<詳しく>書いてください。' }
      const returned = await moveCase(site.deps, actor, loaded, {
        action: 'return',
        given: ['fields', 'reason'],
        set: { content: { ...loaded.theCase.content, corrections } },
      })
      expect(returned.ok).toBe(true)
      site.setClock('2026-06-01T09:00:00+09:00')
      const shown = await page(a, path)
      expect(shown).toContain('補正待ち')
      expect(shown).toContain('目的をもう少し&lt;詳しく&gt;書いてください。')
      const form = await page(a, `${path}/edit`)
      expect(form).toContain('name="purpose-purpose"')
      expect(form).not.toContain('name="persons"')
      expect(form).not.toContain('value="remove:')
      const empty = await a.post(`${path}/edit`, { 'purpose-purpose': '', 'purpose-use': 'x', 'purpose-business': 'y', intent: 'submit' })
      expect(empty.status).toBe(422)
      const again = await a.post(`${path}/edit`, {
        'purpose-purpose': '詳しく書いた目的',
        'purpose-use': '詳しく書いた方法',
        'purpose-business': '詳しく書いた事業',
        persons: '4999',
        pledged: '',
        'attachment-other': pdf(),
        intent: 'submit',
      })
      expect(again.headers.get('location')).toBe(path)
      const corrected = await page(a, path)
      expect(corrected).toContain('審査中')
      expect(corrected).toContain('詳しく書いた目的')
      expect(corrected).toContain('2,000人')
      expect(corrected).not.toContain('4,999')
      expect(corrected).toContain('誓約しています')
      expect(corrected.match(/に関する提案書<\/a>/g)).toHaveLength(2)
      expect(hrefs(corrected, '/attachments/')).toHaveLength(3)
    })

    it('says by when a case would be decided before its review has begun, and then by when it is to be', async () => {
      const path = await submitted(a, 'ken', call, entry)
      const forecast = '審査は、始めてから30開庁日が目安です。今日始めたとすると、令和8年6月2日ごろに決まります。'
      for (const who of [a, people.screening!]) expect(await page(who, path)).toContain(forecast)
      const seen = await page(site.visitor, '/ken/preflight?entry=tax&ask=1')
      expect(seen).toContain('すぐに審査が始まったとすると、令和8年6月2日')
      await people.screening!.post(`${path}/screening/start`)
      const begun = await page(a, path)
      expect(begun).not.toContain('今日始めたとすると')
      expect(begun).toContain('審査の目標日は、令和8年6月2日です')
    })

    it('keeps each round of corrections: request, reply, what was taken out and put in; asks for an answer to every request', async () => {
      const path = await submitted(a, 'ken', call, entry)
      const ask = async (fields: Record<string, string>) => {
        expect((await people.screening!.post(`${path}/screening/correction`, fields)).status).toBe(303)
        site.advance(60_000)
      }
      await ask({
        purpose: '目的を<詳しく>書いてください。',
        period: '期間の理由を説明してください。',
        file: 'このファイルでよいか確かめてください。',
      })
      const same = { 'purpose-purpose': '試験の目的', 'purpose-use': '試験の方法', 'purpose-business': '試験の事業' }
      const period = { 'period-from': '2026-09-01', 'period-to': '2027-08-31', 'period-reason': '試験の期間' }
      const silent = await a.post(`${path}/edit`, { ...same, ...period, 'reply-file': ' ', intent: 'submit' })
      expect(silent.status).toBe(422)
      const problems = unescaped(await silent.text())
      for (const item of ['purpose', 'period', 'file']) {
        expect(problems).toContain(`<a href="#reply-${item}">`)
        expect(problems).toContain(`id="reply-${item}"`)
      }
      expect(problems).toContain('求められた項目を書き直すか、回答を書いてください。')
      const long = await a.post(`${path}/edit`, { ...same, ...period, 'reply-file': 'あ'.repeat(2_001), intent: 'save' })
      expect(long.status).toBe(422)
      // saved in between: the difference is to what was handed in, not to the last saving
      await a.post(`${path}/edit`, { ...same, ...period, 'purpose-purpose': '途中', 'reply-period': '書きかけの回答', intent: 'save' })
      expect(await page(a, `${path}/edit`)).toContain('>書きかけの回答</textarea>')
      const again = await a.post(`${path}/edit`, {
        ...{ ...same, ...period, 'purpose-purpose': '試験の詳しい目的' },
        ...{ 'reply-period': '工程ごとに要るためです。', 'reply-file': '相違ありません。', 'reply-persons': '求められていない回答' },
        'attachment-other': new File(['工程表'], '工程.txt'),
        intent: 'submit',
      })
      expect(again.headers.get('location')).toBe(path)
      for (const who of [people.screening!, a]) {
        const html = await page(who, path)
        const round = html.slice(html.indexOf('補正のやりとり'), html.indexOf('id="content"'))
        expect(round).toContain('第1回の補正')
        expect(round).toContain('目的を&lt;詳しく&gt;書いてください。')
        expect(round).toMatch(/試験の<ins>.*?詳しい.*?<\/ins>目的/)
        expect(round).toContain('工程ごとに要るためです。')
        expect(round).toContain('相違ありません。')
        expect(round).toContain('加えた添付書類：工程.txt')
        expect(round).not.toContain('求められていない回答')
        expect(round).not.toContain('途中')
      }
      await ask({ method: '項目を減らしてください。' })
      expect((await a.post(`${path}/edit`, { 'reply-method': '減らせません。', ...methodAnswers(), intent: 'submit' })).status).toBe(303)
      const html = await page(people.screening!, path)
      expect(html).toContain('第2回の補正')
      expect(html.indexOf('第2回の補正')).toBeLessThan(html.indexOf('第1回の補正'))
      expect(html.slice(html.indexOf('第2回の補正'), html.indexOf('第1回の補正'))).toContain('書き直しはありません。')
    })

    it('warns of a second proposal for the same file and items, and refuses nothing', async () => {
      const c = await site.proposer('teian-c')
      const first = await submitted(c, 'ken', call, entry)
      const number = /受付番号<\/dt><dd>(\d{4}-\d{4})/.exec(await page(c, first))![1]!
      const title = '同じ提案者の、同じファイルへの提案があります'
      expect(await page(c, first)).not.toContain(title)
      expect(await page(c, `/ken/proposals/new?call=${call}&entry=${entry}`)).toContain(`受付番号 ${number}`)
      const path = await startDraft(c, 'ken', call, entry)
      expect(await page(c, `${path}/edit`)).toContain(`受付番号 ${number}</a>：求めている項目は「生年月日」「住所」`)
      // a draft is nobody's duplicate, and another proposer's case neither
      expect(await page(c, first)).not.toContain(title)
      expect(await page(b, `/ken/proposals/new?call=${call}&entry=${entry}`)).not.toContain(number)
      const other = await c.post(`${path}/draft`, { 'method-want-4': 'yes' })
      expect(((await other.json()) as { said: string }).said).not.toContain('重なって')
      const told = await c.post(`${path}/draft`, { 'method-want-3': 'yes', 'method-want-4': 'yes' })
      expect(((await told.json()) as { said: string }).said).toContain(`受付番号 ${number} の提案と項目が重なっています。`)
      expect(await page(c, `${path}/edit`)).toContain('重なる項目は「住所」')
      const sent = await c.post(`${path}/edit`, { ...completeAnswers(), ...completePapers(), intent: 'submit' })
      expect(sent.headers.get('location')).toBe(path)
      for (const who of [people.screening!, c]) expect(await page(who, path)).toContain('重なる項目は「生年月日」「住所」')
      await c.post(`${first}/withdraw`)
      expect(await page(people.screening!, path)).not.toContain(title)
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
