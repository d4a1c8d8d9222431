import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '../../src/audit/schema.ts'
import { findOrganisation } from '../../src/auth/index.ts'
import { questionsIn } from '../../src/modules/calls/index.ts'
import { answerQuestion, askQuestion } from '../../src/modules/calls/service.ts'
import { announceCall, findCall } from '../../src/modules/register/index.ts'
import { addProgramme, programme } from '../../src/programmes/index.ts'
import { closeWhole } from '../support/pages.ts'
import { official, withCall } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { type Office, openOffice } from '../support/way.ts'

const PERIOD = { from: '2026-04-10', until: '2026-04-24', answersBy: '2026-05-08' }

/** Questions on a call: asked by proposers, answered by the desk, published without names. Runs on any runtime. */
export function questionCases(makeSite: MakeSite): void {
  describe('questions on a call', () => {
    let site: TestSite
    let office: Office
    let asker: Visitor
    let path: string
    let call: string
    const text = async (answer: Response | Promise<Response>) => (await answer).text()
    const receiptOf = (page: string) => /name="receipt" value="([a-z0-9]+)"/.exec(page)![1]!
    const ask = async (who: Visitor, asked: string, over: Record<string, string> = {}) =>
      who.post(path, { asked, receipt: receiptOf(await text(who.get(path))), ...over })
    const all = () => questionsIn(site.deps.db, 'ken', call)
    const found = async (asked: string) => (await all()).find((one) => one.asked === asked)!
    const answer = async (asked: string, fields: Record<string, string>, by = office.people.screening) => {
      const { id, revision } = await found(asked)
      return by.post(`${path}/${id}`, { wording: asked, answer: '', revision: String(revision), ...fields })
    }
    const callPage = () => text(site.visitor.get(`/ken/calls/${call}`))

    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      asker = office.proposer
      call = await withCall(site, 'ken', [office.entry], { title: '質問を受ける募集', questions: PERIOD })
      path = `/ken/calls/${call}/questions`
    })
    afterAll(() => closeWhole(site))

    it('are announced with the call: period and the day of the answers', async () => {
      const page = await callPage()
      expect(page).toContain('令和8年4月10日（2026-04-10）から令和8年4月24日（2026-04-24）まで')
      expect(page).toContain('2026-05-08）までに、このページで公表します')
      expect(page).toContain('公表した質問と回答は、まだありません。')
      expect(await text(site.visitor.get(`/ken/calls/${office.call}`))).toContain('質問をここでは受け付けません')
    })

    it('are asked by proposers who are signed in, once however often the form is sent', async () => {
      expect((await site.visitor.get(path)).headers.get('location')).toContain('/sign-in?next=')
      expect((await site.visitor.post(path, { asked: 'だれか' })).headers.get('location')).toContain('/sign-in')
      const form = await text(asker.get(path))
      expect(form).toContain('質問は令和8年4月24日まで受け付け、令和8年5月8日までに答えます。')
      const receipt = receiptOf(form)
      for (let i = 0; i < 2; i++) expect((await asker.post(path, { asked: '抽出率は選べますか。', receipt })).status).toBe(303)
      expect((await all()).filter(({ asked }) => asked === '抽出率は選べますか。')).toHaveLength(1)
      const page = await text(asker.get(path))
      expect(page).toContain('抽出率は選べますか。')
      expect(page).toContain('回答を待っています。')
      expect(await callPage()).not.toContain('抽出率は選べますか。')
    })

    it.each([
      ['nothing', { asked: ' ' }, '入力してください'],
      ['a text without end', { asked: 'あ'.repeat(2_001) }, '2000文字以内'],
      ['a form that we did not make', { asked: '質問', receipt: '../../etc' }, '画面が古くなっています'],
    ])('refuse %s, and keep what was typed', async (_, fields, sentence) => {
      const before = (await all()).length
      const refused = await ask(asker, '', fields)
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain(sentence)
      expect((await all()).length).toBe(before)
    })

    it('are taken within the period alone', async () => {
      for (const [at, words] of [
        ['2026-04-09T23:59:00+09:00', '質問の受付は、まだ始まっていません'],
        ['2026-04-25T00:00:00+09:00', '質問の受付は終わりました'],
      ] as const) {
        site.setClock('2026-04-15T10:00:00+09:00')
        const receipt = receiptOf(await text(asker.get(path)))
        site.setClock(at)
        const late = await asker.post(path, { asked: '時間の外の質問', receipt })
        expect(late.status).toBe(422)
        expect(await late.text()).toContain('質問を受け付ける期間ではありません')
        expect(await callPage()).toContain(words)
      }
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('are read and answered by the staff; the department drafts, the desk publishes', async () => {
      for (const who of [office.people.contract, office.people.auditor]) expect((await who.get(path)).status).toBe(404)
      const { id } = await found('抽出率は選べますか。')
      expect((await asker.get(`${path}/${id}`)).status).toBe(404)
      expect(await text(office.people.department.get(`${path}/${id}`))).not.toContain('質問と回答を公表する<')
      expect((await answer('抽出率は選べますか。', { answer: '選べます。', step: 'publish' }, office.people.department)).status).toBe(403)
      expect((await answer('抽出率は選べますか。', { answer: '選べます。', step: 'draft' }, office.people.department)).status).toBe(303)
      expect(await callPage()).not.toContain('選べます。')
      expect(await text(asker.get(path))).not.toContain('選べます。')
    })

    it('are published with the wording of the office and without the asker’s name', async () => {
      const bad = await answer('抽出率は選べますか。', {
        wording: '提案社 teian-ken が抽出率を選べるか。',
        answer: '選べます。',
        step: 'publish',
      })
      expect(bad.status).toBe(422)
      expect(await bad.text()).toContain('質問した人の名前が入っています')
      const done = await answer('抽出率は選べますか。', {
        wording: '抽出の割合は、提案者が選べるか。',
        answer: '1％から選べます。',
        step: 'publish',
      })
      expect(done.status).toBe(303)
      const page = await callPage()
      expect(page).toContain('抽出の割合は、提案者が選べるか。')
      expect(page).toContain('1％から選べます。')
      expect(page).not.toContain('提案社')
      expect(page).not.toContain('抽出率は選べますか。')
    })

    it.each([
      ['a question without an answer', { answer: ' ', step: 'publish' }, '入力してください'],
      ['an empty wording', { wording: '', answer: '答え', step: 'publish' }, '入力してください'],
      ['an answer without end', { answer: 'あ'.repeat(4_001), step: 'publish' }, '4000文字以内'],
      [
        'an e-mail address in the question',
        { wording: 'a@example.jp へ返事を', answer: '答え', step: 'publish' },
        '電話番号かメールアドレス',
      ],
      [
        'a telephone number in the question',
        { wording: '０８５７－２２－１１１１へ', answer: '答え', step: 'publish' },
        '電話番号かメールアドレス',
      ],
      ['the asker in the answer', { answer: '提案社teian-kenの場合は', step: 'publish' }, '質問した人の名前'],
      ['a private answer without its reason', { answer: '答え', step: 'private' }, '入力してください'],
    ])('refuse to publish %s', async (_, fields, sentence) => {
      if (!(await found('二つ目の質問'))) await ask(asker, '二つ目の質問')
      const refused = await answer('二つ目の質問', fields)
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain(sentence)
      expect((await found('二つ目の質問')).status).toBe('asked')
    })

    it('with secrets in them are answered to the asker alone', async () => {
      const other = await site.proposer('hoka')
      await ask(asker, '当社の秘密の製法に使えますか。', { confidential: 'yes' })
      expect(await text(office.people.screening.get(path))).toContain('公表に注意')
      const done = await answer('当社の秘密の製法に使えますか。', {
        answer: '使えます（あなただけに）。',
        step: 'private',
        withheldFor: 'trade-secret',
      })
      expect(done.status).toBe(303)
      expect(await text(asker.get(path))).toContain('使えます（あなただけに）。')
      for (const page of [await callPage(), await text(other.get(path))]) {
        expect(page).not.toContain('秘密の製法')
        expect(page).not.toContain('あなただけに）')
      }
    })

    it('are published all together from their drafts, those that were changed meanwhile excepted', async () => {
      for (const asked of ['まとめて一', 'まとめて二', 'まとめて三']) {
        await ask(asker, asked)
        await answer(asked, { answer: `${asked}の答え`, step: 'draft' })
      }
      const list = await text(office.people.screening.get(path))
      expect(list).toContain('下書きのある3件をまとめて公表する')
      const shown = [...list.matchAll(/name="shown" value="([^"]+)"/g)].map((match) => match[1]!)
      await answer('まとめて三', { answer: '書き直した答え', step: 'draft' })
      expect((await office.people.department.post(`${path}/publish`, { shown })).status).toBe(403)
      const done = await office.people.screening.post(`${path}/publish`, { shown })
      expect(await text(office.people.screening.get(done.headers.get('location')!))).toContain('2件の質問と回答を公表しました')
      const page = await callPage()
      expect(page).toContain('まとめて一の答え')
      expect(page).not.toContain('書き直した答え')
      expect((await found('まとめて三')).status).toBe('drafted')
    })

    it('say to the second of two officials that the first was there', async () => {
      const { id, revision } = await found('まとめて三')
      const fields = { wording: 'まとめて三', answer: '先の答え', step: 'publish', revision: String(revision) }
      expect((await office.people.screening.post(`${path}/${id}`, fields)).status).toBe(303)
      const second = await office.people.administrator.post(`${path}/${id}`, { ...fields, answer: '後の答え' })
      expect(second.status).toBe(409)
      expect(await second.text()).toContain('後の答え')
      expect(await callPage()).not.toContain('後の答え')
    })

    it('are corrected in the open', async () => {
      site.setClock('2026-04-17T10:00:00+09:00')
      expect((await answer('まとめて三', { answer: '正しい答え', step: 'publish' })).status).toBe(303)
      expect((await answer('まとめて三', { answer: '隠す', step: 'private', withheldFor: 'other' })).status).toBe(422)
      const page = await callPage()
      expect(page).toContain('正しい答え')
      expect(page).toContain('令和8年4月15日に公表、令和8年4月17日に訂正')
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('are taken back by their asker while they wait', async () => {
      await ask(asker, '間違えた質問')
      const { id } = await found('間違えた質問')
      const other = await site.proposer('hoka2')
      expect((await other.post(`${path}/${id}`, { step: 'withdraw' })).status).toBe(404)
      expect((await asker.post(`${path}/${id}`, { step: 'withdraw' })).status).toBe(303)
      expect((await answer('間違えた質問', { answer: '答え', step: 'publish' })).status).toBe(422)
      const published = await found('まとめて一')
      expect((await asker.post(`${path}/${published.id}`, { step: 'withdraw' })).status).toBe(422)
    })

    it('leave no words in the log, and nothing in addresses', async () => {
      const rows = await site.deps.db.select().from(auditLog)
      const own = rows.filter(({ subject }) => subject.startsWith('question:'))
      expect(own.length).toBeGreaterThan(8)
      for (const row of own) expect(JSON.stringify([row.facts, row.subject])).not.toMatch(/[ぁ-んァ-ヶ一-龠]|@/)
      expect(own.filter(({ isPublic }) => isPublic === 1).every(({ type }) => /published|corrected/.test(type))).toBe(true)
    })

    it('of a call that is announced tomorrow are not there yet, nor is the call', async () => {
      const later = await withCall(site, 'ken', [office.entry], {
        ...{ title: '明日公示する募集', announcedOn: '2026-04-16', opensOn: '2026-04-20', closesOn: '2026-05-25' },
        questions: { from: '2026-04-20', until: '2026-04-30', answersBy: '2026-05-10' },
      })
      for (const end of ['', '/notice', '/notice.docx', '/questions'])
        expect((await asker.get(`/ken/calls/${later}${end}`)).status).toBe(404)
      expect(await text(site.visitor.get('/ken/calls'))).not.toContain('明日公示する募集')
      expect(await text(office.people.screening.get('/ken/calls'))).toContain('明日公示する募集')
      site.setClock('2026-04-16T00:00:00+09:00')
      expect(await text(site.visitor.get('/ken/calls'))).toContain('明日公示する募集')
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    describe('where the programme lets anybody ask', () => {
      let open: string
      beforeAll(async () => {
        const appi = programme('appi')
        const settings = { ...appi.settings, 'call.questions': { value: 'anyone', source: null, locked: false, verified: false } }
        addProgramme({ ...appi, version: 'anyone-asks', settings })
        const organisation = { ...(await findOrganisation(site.deps.db, 'ken'))!, programmeVersion: 'anyone-asks' }
        const announced = await announceCall(site.deps, official('ken', 'screening-officer'), organisation, {
          ...{ title: 'だれでも質問できる募集', announcedOn: '2026-04-01', opensOn: '2026-04-10', closesOn: '2026-05-20' },
          ...{ entryIds: [office.entry], terms: {}, questions: PERIOD },
        })
        open = announced.ok ? `/ken/calls/${announced.value}/questions` : ''
      })

      it('is asked without signing in, and a private answer is read by its receipt', async () => {
        const receipt = receiptOf(await text(site.visitor.get(open)))
        const asked = await site.visitor.post(open, { asked: '登録しない人の質問', receipt })
        expect(asked.status).toBe(200)
        expect(await asked.text()).toContain(receipt)
        const callId = open.split('/')[3]!
        const [question] = await questionsIn(site.deps.db, 'ken', callId)
        expect(JSON.stringify(question)).not.toContain(receipt)
        const path = `${open}/${question!.id}`
        const fields = { wording: '', answer: '控えの人への答え', step: 'private', withheldFor: 'personal', revision: '1' }
        expect((await office.people.screening.post(path, fields)).status).toBe(303)
        expect(await text(site.visitor.post(`${open}/receipt`, { number: receipt }))).toContain('控えの人への答え')
        const wrong = await site.visitor.post(`${open}/receipt`, { number: question!.id })
        expect(wrong.status).toBe(422)
        expect(await wrong.text()).toContain('この受付番号の質問はありません')
        expect(await text(site.visitor.get(open))).not.toContain('控えの人への答え')
        expect((await site.visitor.post(path, { step: 'withdraw' })).headers.get('location')).toContain('/sign-in')
      })

      it('cannot be flooded', async () => {
        const full = (await findCall(site.deps.db, 'ken', open.split('/')[3]!))!
        for (let i = 0; i < 100; i++)
          await askQuestion(site.deps, undefined, full, {
            asked: `質問${i}`,
            confidential: false,
            receipt: `receipt${String(i).padStart(12, '0')}`,
          })
        const outcome = await askQuestion(site.deps, undefined, full, { asked: '一つ多い', confidential: false, receipt: 'r'.repeat(20) })
        expect(outcome).toEqual({ ok: false, refusals: [{ code: 'too-many-questions' }] })
      }, 60_000)
    })

    it('cannot be answered for another organisation', async () => {
      const full = (await findCall(site.deps.db, 'ken', call))!
      const stranger = official('shi', 'screening-officer', 'administrator')
      const { id, revision } = (await all())[0]!
      await expect(
        answerQuestion(site.deps, stranger, full, id, 'publish', { wording: 'あ', answer: 'あ', withheldFor: '' }, revision),
      ).rejects.toThrow('question')
    })
  })
}
