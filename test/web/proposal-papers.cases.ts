import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { closeWhole, idOf, page, unescaped } from '../support/pages.ts'
import { hrefs, NOW, openProposals } from '../support/proposals.ts'
import { completeAnswers, completePapers, datedPaper, pdf, startDraft, submitted } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

/** What goes with a proposal: evidence and its rules, files and who reads them. Runs on any runtime. */
export function proposalPaperCases(makeSite: MakeSite): void {
  describe('papers of a proposal', () => {
    let site: TestSite
    let a: Visitor
    let b: Visitor
    let people: Record<string, Visitor>
    let others: Record<string, Visitor>
    let entry: string
    let call: string
    beforeAll(async () => {
      ;({ site, a, b, people, others, entry, call } = await openProposals(makeSite))
    })
    beforeEach(() => site.setClock(NOW))
    afterAll(() => closeWhole(site))

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
  })
}
