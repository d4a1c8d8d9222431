import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { entryDraft } from '../support/entries.ts'
import { closeWhole, page, unescaped } from '../support/pages.ts'
import { markIn, NOW, openProposals } from '../support/proposals.ts'
import { completeAnswers, completePapers, pdf, startDraft, submitted, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

/** A proposal while it is being written: begun, saved, warned of. Runs on any runtime. */
export function draftCases(makeSite: MakeSite): void {
  describe('drafts of proposals', () => {
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
      // What was sent cannot be sent "as it is" once more.
      const afterwards = await page(c, path)
      expect(afterwards).toContain('どちらかを取り下げてください')
      expect(afterwards).not.toContain('このまま提出できます')
      await c.post(`${first}/withdraw`)
      expect(await page(people.screening!, path)).not.toContain(title)
    })
  })
}
