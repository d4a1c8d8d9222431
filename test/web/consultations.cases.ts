import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '../../src/audit/schema.ts'
import { findOrganisation } from '../../src/auth/index.ts'
import { consultationsOf } from '../../src/modules/consultations/index.ts'
import { requestConsultation } from '../../src/modules/consultations/service.ts'
import { programme } from '../../src/programmes/index.ts'
import { closeWhole } from '../support/pages.ts'
import { completeAnswers, completePapers } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { type Office, openOffice } from '../support/way.ts'

/** Consultations before a proposal, from the request to the proposal begun from it. Runs on any runtime. */
export function consultationCases(makeSite: MakeSite): void {
  describe('consultations', () => {
    let site: TestSite
    let office: Office
    let asker: Visitor
    let path: string
    const text = async (answer: Response | Promise<Response>) => (await answer).text()
    const idOf = (page: string) => /name="id" value="([a-z0-9]+)"/.exec(page)![1]!
    const WISH = {
      ...{ entry: 'tax', company: '相談社B', contact: '相談者B 000-000-0000', preferred: '平日の午後、電話で' },
      ...{ 'purpose-purpose': '所得の移り変わりを地域ごとに知りたい。', 'method-want-2': 'yes', 'method-fine-2': '5歳ごと' },
      ...{ 'method-records': '直近の5年', persons: '3,000' },
    }
    const request = async (who: Visitor, over: Record<string, string> = {}) =>
      who.post('/ken/consultations', { ...WISH, id: idOf(await text(who.get('/ken/consultations/new?entry=tax'))), ...over })
    const all = () => consultationsOf(site.deps.db, 'ken')
    const revision = async () => String((await all()).find(({ id }) => path.endsWith(id))!.revision)
    const post = async (fields: Record<string, string | string[]>, by: Visitor = office.people.screening) =>
      by.post(path, { revision: await revision(), ...fields })
    const RECORD = {
      ...{ step: 'record', heldOn: '2026-04-15', participants: ['business', 'department'], minutes: '45', entry: 'tax' },
      ...{
        said: '5年分は接続できないと説明した。',
        outcome: 'change-wish',
        advice: '年度ごとの表にすれば作れる。',
        internal: '内部だけの覚え',
      },
    }

    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      asker = office.proposer
    })
    afterAll(() => closeWhole(site))

    it('are asked for by a signed-in business, with the file and a rough wish; once however often the form is sent', async () => {
      expect((await site.visitor.get('/ken/consultations/new?entry=tax')).headers.get('location')).toContain('/sign-in?next=')
      const form = await text(asker.get('/ken/consultations/new?entry=tax'))
      expect(form).toContain('value="提案社 teian-ken"')
      expect(form).toContain('必要な項目と細かさ')
      for (let i = 0; i < 2; i++) {
        const sent = await asker.post('/ken/consultations', { ...WISH, id: idOf(form) })
        expect(sent.status).toBe(303)
        path = sent.headers.get('location')!
      }
      expect(await all()).toHaveLength(1)
      const page = await text(asker.get(path))
      for (const words of ['事前相談 2026-0001', '住民税課税台帳', '5歳ごと', '所得の移り変わり', '令和8年4月22日までに'])
        expect(page).toContain(words)
      expect(await text(asker.get('/ken/consultations'))).toContain(path)
      expect(await text(asker.get('/ken'))).toContain('/ken/consultations"')
    })

    it('keep what was typed when another file is chosen, but not the items of the one before', async () => {
      const form = await text(asker.get('/ken/consultations/new'))
      const choose = async (fields: Record<string, string>) => {
        const answer = await asker.post('/ken/consultations', { ...WISH, id: idOf(form), intent: 'choose', ...fields })
        expect(answer.status).toBe(200)
        return answer.text()
      }
      const chosen = await choose({ shown: '', entry: 'tax' })
      for (const kept of ['所得の移り変わり', '必要な項目と細かさ', `value="${idOf(form)}"`]) expect(chosen).toContain(kept)
      expect(chosen).not.toContain('value="5歳ごと"')
      expect(await choose({ shown: 'tax', entry: 'tax' })).toContain('value="5歳ごと"')
      expect(await all()).toHaveLength(1)
    })

    it.each([
      ['without a purpose', { 'purpose-purpose': ' ' }, '入力してください'],
      ['without a name', { company: '' }, '入力してください'],
      ['without a contact', { contact: '' }, '入力してください'],
      ['with a purpose without end', { 'purpose-purpose': 'あ'.repeat(4_001) }, '4000文字以内'],
      ['with a long fineness', { 'method-fine-2': 'あ'.repeat(201) }, '200文字以内'],
      ['with a long wish for a day', { preferred: 'あ'.repeat(201) }, '200文字以内'],
      ['with a form that we did not make', { id: '<script>' }, '画面が古くなっています'],
    ])('are refused %s, and what was typed is kept', async (_, over, sentence) => {
      const refused = await request(asker, over)
      const page = await refused.text()
      expect(refused.status).toBe(422)
      expect(page).toContain(sentence)
      expect(page).toContain('直近の5年')
      expect(await all()).toHaveLength(1)
    })

    it('do not exist for others', async () => {
      const other = await site.proposer('hoka')
      const people = [office.people.contract, office.people.auditor, office.people.custodian, other]
      for (const who of people) {
        expect((await who.get(path)).status).toBe(404)
        expect((await post(RECORD, who)).status).toBe(404)
      }
      expect(await text(other.get('/ken/consultations'))).not.toContain(path)
      for (const who of people.slice(0, 3)) expect((await who.get('/ken/consultations')).status).toBe(404)
      expect((await post({ ...RECORD, step: 'arrange', meetOn: '2026-04-20', meetHow: '電話' }, asker)).status).toBe(404)
      expect((await post(RECORD, asker)).status).toBe(404)
      const stolen = path.split('/').at(-1)!
      expect((await other.post('/ken/consultations', { ...WISH, id: stolen })).status).toBe(422)
    })

    it.each([
      ['no day', { meetOn: '', meetHow: '14時から' }, '日付を入力してください'],
      ['a day that is over', { meetOn: '2026-04-14', meetHow: '14時から' }, '今日以後の日'],
      ['no way', { meetOn: '2026-04-20', meetHow: ' ' }, '入力してください'],
    ])('are not arranged with %s', async (_, fields, sentence) => {
      const refused = await post({ step: 'arrange', ...fields })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain(sentence)
    })

    it('are arranged by the office, and the business reads when and how', async () => {
      expect((await post({ step: 'arrange', meetOn: '2026-04-20', meetHow: '14時から電話で' }, office.people.department)).status).toBe(303)
      expect(await text(asker.get(path))).toContain('令和8年4月20日　14時から電話で')
      expect(await text(office.people.screening.get('/ken/consultations'))).toContain('日程決定')
    })

    it.each([
      ['no day', { heldOn: '四月' }, '日付を入力してください'],
      ['a day to come', { heldOn: '2026-04-16' }, '今日までの日'],
      ['a day before the request', { heldOn: '2026-04-14' }, '申込みの日以後'],
      ['nobody', { participants: [] as string[] }, '入力してください'],
      ['an invented role', { participants: ['king'] }, '入力してください'],
      ['words for minutes', { minutes: '半時間' }, '半角の数字'],
      ['two days of minutes', { minutes: '2000' }, '半角の数字'],
      ['nothing said', { said: '' }, '入力してください'],
      ['no outcome', { outcome: '' }, '入力してください'],
      ['an invented outcome', { outcome: 'toString' }, '入力してください'],
      ['a change without advice', { advice: ' ' }, '入力してください'],
      ['an inner note without end', { internal: 'あ'.repeat(4_001) }, '4000文字以内'],
    ])('are not recorded with %s', async (_, over, sentence) => {
      const refused = await post({ ...RECORD, said: '話したこと', ...over })
      const page = await refused.text()
      expect(refused.status).toBe(422)
      expect(page).toContain(sentence)
      expect((await all())[0]!.meetings).toEqual([])
    })

    it('may go on after a first talk, then end with an outcome; the business reads what was said, not the inner note', async () => {
      expect((await post({ ...RECORD, outcome: 'again', said: '一回目の話' })).status).toBe(303)
      expect((await all())[0]!.status).toBe('requested')
      const before = await revision()
      expect((await post(RECORD)).status).toBe(303)
      expect((await office.people.administrator.post(path, { ...RECORD, revision: before })).status).toBe(409)
      const page = await text(asker.get(path))
      for (const words of ['一回目の話', '5年分は接続できない', '希望を変えて提案する', '年度ごとの表にすれば', '（45分）', '所管課'])
        expect(page).toContain(words)
      expect(page).not.toContain('内部だけの覚え')
      expect(await text(office.people.screening.get(path))).toContain('内部だけの覚え')
      expect(await text(office.people.screening.get('/ken/consultations'))).toContain('結果ごとの件数')
    })

    it('are corrected, not repeated, once they are over', async () => {
      expect((await post({ ...RECORD, minutes: '50' })).status).toBe(303)
      expect((await all())[0]!.meetings.map(({ minutes }) => minutes)).toEqual([45, 50])
      expect((await post({ step: 'arrange', meetOn: '2026-04-20', meetHow: '電話' })).status).toBe(422)
      expect((await asker.post(path, { step: 'withdraw' })).status).toBe(422)
    })

    it('are led over into a proposal that already says the wish, once', async () => {
      expect(await text(asker.get(path))).toContain('この相談をもとに提案を書く')
      const begun = await asker.post(`${path}/propose`, { call: office.call })
      expect(begun.status).toBe(303)
      const edit = begun.headers.get('location')!
      const form = await text(asker.get(edit))
      for (const words of ['value="5歳ごと"', '直近の5年', '所得の移り変わり', 'value="3,000"', '提案社 teian-ken'])
        expect(form).toContain(words)
      expect(form).toMatch(/name="method-want-2"[^>]*checked/)
      expect((await asker.post(`${path}/propose`, { call: office.call })).headers.get('location')).toBe(edit)
      const casePath = edit.replace('/edit', '')
      expect(await text(asker.get(casePath))).toContain('事前相談 2026-0001')
      // A draft is the proposer's alone.
      expect(await text(office.people.screening.get(path))).not.toContain(casePath)
      expect((await asker.post(edit, { ...completeAnswers(), ...completePapers(), intent: 'submit' })).headers.get('location')).toBe(
        casePath,
      )
      const desk = await text(office.people.screening.get(casePath))
      expect(desk).toContain(`href="${path}"`)
      expect(desk).toContain('年度ごとの表にすれば')
      expect(await text(office.people.contract.get(casePath))).not.toContain(`href="${path}"`)
      expect(await text(office.people.screening.get(path))).toContain(casePath)
    })

    it('begin no proposal for others, for a closed call, or where nothing is eligible', async () => {
      const other = await site.proposer('hoka3')
      expect((await other.post(`${path}/propose`, { call: office.call })).status).toBe(404)
      expect((await office.people.screening.post(`${path}/propose`, { call: office.call })).status).toBe(403)
      expect((await asker.post(`${path}/propose`, { call: 'nothing' })).status).toBe(404)
      site.setClock('2026-05-21T10:00:00+09:00')
      expect((await asker.post(`${path}/propose`, { call: office.call })).status).toBe(422)
      expect(await text(asker.get(path))).toContain('募集が始まると')
      site.setClock('2026-04-15T10:00:00+09:00')
      await post({ ...RECORD, outcome: 'not-eligible' })
      expect((await asker.post(`${path}/propose`, { call: office.call })).status).toBe(422)
      expect(await text(asker.get(path))).not.toContain('この相談をもとに提案を書く')
    })

    it('that came by telephone are typed in by the desk and belong to no account', async () => {
      const typed = await request(office.people.screening, { company: '電話の会社', entry: '' })
      expect(typed.status).toBe(303)
      path = typed.headers.get('location')!
      expect((await asker.get(path)).status).toBe(404)
      expect((await post({ ...RECORD, heldOn: '2026-04-10', outcome: 'data-lacks' })).status).toBe(303)
      const page = await text(office.people.screening.get(path))
      expect(page).toContain('電話の会社')
      expect(page).toContain('求める情報がない')
    })

    it('are taken back while they wait', async () => {
      path = (await request(asker)).headers.get('location')!
      expect((await asker.post(path, { step: 'withdraw' })).status).toBe(303)
      expect((await post(RECORD)).status).toBe(422)
      expect((await all()).find(({ id }) => path.endsWith(id))!.status).toBe('withdrawn')
    })

    it('are not offered where the programme answers by its list of questions', async () => {
      const organisation = (await findOrganisation(site.deps.db, 'ken'))!
      const ies = { ...organisation, programmeId: 'ies', programmeVersion: programme('ies').version }
      const actor = { userId: 'u', name: 'n', roles: { p: ['proposer' as const] } }
      const typed = { company: 'あ', contact: 'い', preferred: '', wish: { 'purpose-purpose': 'う' } }
      expect(await requestConsultation(site.deps, actor, ies, 'x'.repeat(20), null, typed)).toEqual({
        ok: false,
        refusals: [{ code: 'consultation-not-offered' }],
      })
    })

    it('leave no words in the log', async () => {
      const rows = (await site.deps.db.select().from(auditLog)).filter(({ type }) => type.includes('consultation'))
      expect(rows.length).toBeGreaterThan(7)
      for (const row of rows) {
        expect(JSON.stringify([row.facts, row.subject])).not.toMatch(/[ぁ-んァ-ヶ一-龠]|@/)
        expect(row.isPublic).toBe(0)
      }
    })
  })
}
