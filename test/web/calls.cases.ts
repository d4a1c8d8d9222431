import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOrganisation } from '../../src/auth/index.ts'
import { announceCall } from '../../src/modules/register/index.ts'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { official, withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

/** Calls for proposals as anyone reads them. Runs on any runtime. */
export function callCases(makeSite: MakeSite): void {
  describe('calls', () => {
    let site: TestSite
    let ids: Record<string, string>
    let call: string
    let people: Record<string, Visitor>
    const text = async (path: string) => (await site.visitor.get(path)).text()
    beforeAll(async () => {
      site = await makeSite()
      people = await site.government('ken', 'appi', { screening: ['screening-officer'], department: ['department-officer'] })
      ids = await withEntries(site, 'ken', [
        entryDraft({ slug: 'tax', name: '住民税課税台帳' }),
        ineligibleDraft({ slug: 'car', name: '自動車税台帳' }),
      ])
      call = await withCall(site, 'ken', [ids.tax!])
    })
    afterAll(() => site.close())

    it('publishes period, frozen list, criteria, disqualifications and fee without sign-in', async () => {
      const page = await text(`/ken/calls/${call}`)
      expect(page).toContain('令和8年4月10日（2026-04-10）から令和8年5月20日（2026-05-20）まで')
      expect(page).toContain('個人情報の保護に関する法律第111条')
      expect(page).toContain('住民税課税台帳')
      expect(page).not.toContain('自動車税台帳')
      for (const words of ['未成年者', '加工の基準に合うか', '21,000円', '3,950円', '1,000人以上', '問合せ先'])
        expect(page).toContain(words)
    })

    it.each([
      ['2026-04-09T23:59:59+09:00', '受付前', false],
      ['2026-04-10T00:00:00+09:00', '受付中', true],
      ['2026-05-20T23:59:59+09:00', '受付中', true],
      ['2026-05-21T00:00:00+09:00', '終了', false],
    ])('at %s in Japan it is %s', async (at, status, open) => {
      site.setClock(at)
      expect(await text('/ken/calls')).toContain(`>${status}<`)
      expect((await text(`/ken/calls/${call}`)).includes('提案する<')).toBe(open)
      expect((await text('/ken')).includes('1件の募集を受け付けています')).toBe(open)
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('answers 404 for an unknown call', async () => {
      expect((await site.visitor.get('/ken/calls/nothing')).status).toBe(404)
    })

    it('refuses a call that is too short, opens before it is announced or asks for what is not offered', async () => {
      const organisation = (await findOrganisation(site.deps.db, 'ken'))!
      const draft = { title: '短い募集', announcedOn: '2026-06-02', opensOn: '2026-06-01', closesOn: '2026-06-30', terms: {} }
      const outcome = await announceCall(site.deps, official('ken', 'screening-officer'), organisation, { ...draft, entryIds: [ids.car!] })
      expect(outcome).toEqual({
        ok: false,
        refusals: [
          { code: 'opens-before-announced', field: 'opensOn' },
          { code: 'call-too-short', field: 'closesOn', facts: { days: 30 } },
          { code: 'not-eligible', field: 'entryIds', facts: { count: 1 } },
        ],
      })
      await expect(
        announceCall(site.deps, official('ken', 'department-officer'), organisation, { ...draft, entryIds: [] }),
      ).rejects.toThrow('not permitted')
    })

    describe('announced by the desk', () => {
      const form = (over: Record<string, string | string[]> = {}) => ({
        title: '令和8年度の募集',
        announcedOn: '2026-04-15',
        opensOn: '2026-04-20',
        closesOn: '2026-05-20',
        entryIds: [ids.tax!],
        'term-0': '窓口へ持参してください。',
        ...over,
      })

      const days = { questionsFrom: '2026-04-20', questionsUntil: '2026-05-01', answersBy: '2026-05-10' }

      it('is offered to the desk alone', async () => {
        expect(await (await people.screening!.get('/ken/calls')).text()).toContain('/ken/calls/new')
        expect(await text('/ken/calls')).not.toContain('/ken/calls/new')
        expect((await site.visitor.get('/ken/calls/new')).status).toBe(404)
        expect((await people.department!.get('/ken/calls/new')).status).toBe(403)
        expect((await people.department!.post('/ken/calls/new', { ...form(), step: 'announce' })).status).toBe(403)
        const page = await (await people.screening!.get('/ken/calls/new')).text()
        expect(page).toContain('始める日から30日以上')
        expect(page).toContain('住民税課税台帳')
        expect(page).not.toContain('自動車税台帳')
      })

      it('begins, where there was none before, with terms for all that a call says, as the programme has them', async () => {
        const first = await site.government('hatsu', 'tottori', { screening: ['screening-officer'] })
        const page = await (await first.screening!.get('/hatsu/calls/new')).text()
        for (const heading of [
          ...['提出の方法', '受付の時刻', '事前相談', '審査の期間', '結果の通知', '手数料の納付', '費用'],
          ...['契約と提供の流れ', '提供の方法', '利用の条件', '様式', '問合せ先'],
        ])
          expect(page).toContain(`>${heading}<`)
        for (const text of ['審査を始めてから30開庁日が目安です。', '提案→審査→', '試験窓口　000-000-0000']) expect(page).toContain(text)
      })

      it('is looked at first, then announced once, with its paper', async () => {
        const before = (await text('/ken/calls')).split('row-title').length
        const look = await (await people.screening!.post('/ken/calls/new', { ...form(), step: 'look' })).text()
        expect(look).toContain('まだ公示していません')
        expect(look).toContain('窓口へ持参してください。')
        expect((await text('/ken/calls')).split('row-title').length).toBe(before)
        const announced = await people.screening!.post('/ken/calls/new', { ...form(), step: 'announce' })
        expect(announced.status).toBe(303)
        const path = announced.headers.get('location')!
        expect(await text(path)).toContain('窓口へ持参してください。')
        const again = await people.screening!.post('/ken/calls/new', { ...form(), step: 'announce' })
        expect(again.status).toBe(422)
        expect(await again.text()).toContain('もう公示しています')
        const paper = await text(`${path}/notice`)
        for (const found of ['令和8年度の募集', '住民税課税台帳', '誓約書', '窓口へ持参してください。']) expect(paper).toContain(found)
        const word = await site.visitor.get(`${path}/notice.docx`)
        expect(word.status).toBe(200)
        expect(new TextDecoder().decode((await word.arrayBuffer()).slice(0, 2))).toBe('PK')
      })

      it('the notice is worded before it is announced, marked, warned of where figures change, and frozen', async () => {
        const desk = people.screening!
        const looked = async (fields: Record<string, string | string[]>) => {
          const answer = await desk.post('/ken/calls/new', fields)
          return { status: answer.status, path: answer.headers.get('location'), page: await answer.text() }
        }
        const wanted = form({ title: '文面を直した募集', opensOn: '2026-04-21', closesOn: '2026-05-25' })
        const first = await looked({ ...wanted, step: 'look' })
        const [, place, text0] = /<textarea id="[^"]*" name="(text:\d+)"[^>]*>([^<]*)</.exec(first.page)!
        const worded = { ...wanted, [place!]: `${text0}御応募をお待ちします。` }
        const second = await looked({ ...worded, step: 'look' })
        for (const part of ['<ins>', '御応募をお待ちします。', 'まだ公示していません']) expect(second.page).toContain(part)
        // Back to the dates and forth again: the wording stays as long as its text does.
        const edits = /name="edits" value="([^"]*)"/.exec((await looked({ ...worded, step: 'mend' })).page)![1]!.replaceAll('&quot;', '"')
        expect((await looked({ ...wanted, edits, step: 'look' })).page).toContain('御応募をお待ちします。')
        const stale = JSON.stringify(JSON.parse(edits).map((one: object) => ({ ...one, was: '別の文' })))
        expect((await looked({ ...wanted, edits: stale, step: 'look' })).page).toContain('引き継げなかった直し')
        expect((await looked({ ...wanted, edits: '{"', step: 'look' })).status).toBe(200)

        const figures = { ...wanted, [place!]: `${text0}手数料は1円です。`, step: 'announce' }
        const unchecked = await looked(figures)
        expect(unchecked.page).toContain('「1円」が加わりました')
        expect(unchecked.page).toContain('チェックを付けてから')
        expect(await text('/ken/calls')).not.toContain('文面を直した募集')

        const announced = await looked({ ...worded, step: 'announce' })
        expect(announced.status).toBe(303)
        const notice = await text(`${announced.path}/notice`)
        expect(notice).toContain('御応募をお待ちします。')
        expect(notice).toContain('SHA-256')
        expect(notice).not.toContain('公示の前に文面を直したところ')
        expect(await (await desk.get(`${announced.path}/notice`)).text()).toContain('公示の前に文面を直したところ（1か所）')
      })

      it.each([
        [{ closesOn: '2026-05-19' }, '30日以上にしてください'],
        [{ announcedOn: '2026-04-14' }, '今日以後にしてください'],
        [{ opensOn: '四月' }, '日付を入力してください'],
        [{ title: ' ' }, '入力してください'],
        [{ questionsFrom: '2026-04-20' }, '日付を入力してください'],
        [{ ...days, questionsFrom: '2026-04-14' }, '2026-04-15から2026-05-20まで'],
        [{ ...days, questionsUntil: '2026-04-19' }, '2026-04-20から2026-05-20まで'],
        [{ ...days, answersBy: '2026-05-21' }, '2026-05-01から2026-05-20まで'],
        [{ entryIds: [] as string[] }, '入力してください'],
      ])('keeps what was typed and says how to mend %j', async (over, sentence) => {
        const refused = await people.screening!.post('/ken/calls/new', { ...form({ title: '別の募集', ...over }), step: 'announce' })
        expect(refused.status).toBe(422)
        const page = await refused.text()
        expect(page).toContain(sentence)
        expect(page).toContain('窓口へ持参してください。')
        expect(await text('/ken/calls')).not.toContain('別の募集')
      })
    })
  })
}
