import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadCase, moveCase } from '../../src/modules/proposals/index.ts'
import { closeWhole, idOf, page, unescaped } from '../support/pages.ts'
import { hrefs, NOW, openProposals } from '../support/proposals.ts'
import { completeAnswers, official, pdf, submitted } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

const methodAnswers = () => Object.fromEntries(Object.entries(completeAnswers()).filter(([name]) => name.startsWith('method-')))

/** A proposal after it was handed in: what is awaited, what is asked back and answered. Runs on any runtime. */
export function correctionCases(makeSite: MakeSite): void {
  describe('corrections of a proposal', () => {
    let site: TestSite
    let a: Visitor
    let people: Record<string, Visitor>
    let entry: string
    let call: string
    beforeAll(async () => {
      ;({ site, a, people, entry, call } = await openProposals(makeSite))
    })
    beforeEach(() => site.setClock(NOW))
    afterAll(() => closeWhole(site))

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
      expect(form).toContain('<a href="#item-purpose">')
      expect(form).not.toContain('<a href="#item-persons">')
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
  })
}
