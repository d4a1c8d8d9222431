import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOrganisation } from '../../src/auth/index.ts'
import { knowProgrammesOf } from '../../src/modules/programmes/index.ts'
import { announceCall } from '../../src/modules/register/index.ts'
import { type PastMove, programme, transition } from '../../src/programmes/index.ts'
import { closeWhole } from '../support/pages.ts'
import { official } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { carryTo, markOf, OFFER, type Office, openOffice, sheet } from '../support/way.ts'

/** An administrator makes a programme of the organisation's own: copied, changed, looked at, published. Runs on any runtime. */
export function programmeCases(makeSite: MakeSite): void {
  describe('programmes of an organisation', () => {
    let site: TestSite
    let office: Office
    let administrator: Visitor
    let path = ''
    const appi = programme('appi')

    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      administrator = office.people.administrator
      await carryTo(office, 'review')
    })
    afterAll(() => closeWhole(site))

    const text = async (answer: Response | Promise<Response>) => (await answer).text()
    const revisionOf = (page: string) => /name="revision" value="(\d+)"/.exec(page)![1]!
    /** The fields of a page of the form as the browser would send them back, with some changed. */
    async function form(part: string, over: Record<string, string> = {}): Promise<Record<string, string>> {
      const page = await text(administrator.get(`${path}?part=${part}`))
      return { revision: revisionOf(page), ...over }
    }
    const save = async (part: string, over: Record<string, string>) => administrator.post(`${path}?part=${part}`, await form(part, over))
    const copy = async (fields: Record<string, string>, by = administrator) => by.post('/ken/programmes/copy', fields)
    const holding = async (day: string) => knowProgrammesOf(site.deps.db, 'ken', day)

    it('are read by the staff and kept by administrators; to others they do not exist', async () => {
      const page = await text(administrator.get('/ken/programmes'))
      expect(page).toContain('行政機関等匿名加工情報の提供制度')
      expect(page).toContain('レセプト情報')
      expect(page).toContain('写して下書きを作る')
      const officers = await text(office.people.screening.get('/ken/programmes'))
      expect(officers).toContain('行政機関等匿名加工情報の提供制度')
      expect(officers).not.toContain('写して下書きを作る')
      const reading = await text(office.people.screening.get(`/ken/programmes/read/appi/${appi.version}`))
      expect(reading).toContain('規則第53条')
      expect(reading).toContain('法令が定める（増やすことだけできます）')
      for (const stranger of [site.visitor, office.proposer]) expect((await stranger.get('/ken/programmes')).status).toBe(404)
      expect((await copy({ from: `appi@${appi.version}`, title: '砂丘市の制度' }, office.people.screening)).status).toBe(404)
    })

    it('are copied under a title', async () => {
      const refused = await copy({ from: `appi@${appi.version}`, title: ' ' })
      expect(refused.status).toBe(422)
      expect((await copy({ from: 'appi@1999', title: '制度' })).status).toBe(404)
      expect((await copy({ from: 'nonsense', title: '制度' })).status).toBe(404)
      const made = await copy({ from: `appi@${appi.version}`, title: '試験県 匿名加工情報の提供制度' })
      expect(made.status).toBe(303)
      path = made.headers.get('location')!
      const page = await text(administrator.get(`${path}?part=review`))
      expect(page).toContain('name="value.review.sla"')
      expect(page).toContain('規則第56条')
      expect(page).toContain('審査の期間の根拠')
      expect(page).not.toContain('name="value.register.minPersons"') // fixed without a way to be stricter
    })

    it.each<[string, string, Record<string, string>, string]>([
      [
        'a weaker value than the law’s, naming the article',
        'call',
        { 'value.call.minLength': '20' },
        '規則第53条が定めるため、緩められません（法令の値：30日）。',
      ],
      ['nothing where the law fixes something', 'call', { 'value.call.minLength': '' }, '規則第53条が定めるため'],
      ['not giving notice first', 'call', { 'value.call.noticeFirst': 'no' }, '規則第53条第2項が定めるため'],
      ['a longer life of certificates', 'form', { 'value.form.certificateAge': '12' }, '規則第54条第4項第2号が定めるため'],
      ['words for a number', 'review', { 'value.review.sla': '早く' }, '期間を0以上の整数（10年まで）で'],
      ['a span that no calendar reaches', 'review', { 'value.review.sla': '99999999' }, '期間を0以上の整数（10年まで）で'],
      ['one by its unit', 'review', { 'value.review.sla': '11', 'unit.review.sla': 'years' }, '期間を0以上の整数（10年まで）で'],
      ['a call longer than anybody waits', 'call', { 'value.call.minLength': '100000' }, '期間を0以上の整数（10年まで）で'],
      ['a choice that is none', 'call', { 'value.call.mode': 'daily' }, '選択肢から選んでください'],
      ['a fee that is none', 'amounts', { 'fee.baseYen': '-1', 'fee.hourlyYen': '3950', 'fee.secondUseYen': '12600' }, '半角の数字で'],
      ['no title', 'words', { title: '' }, '入力してください'],
      ['a text without end', 'form', { 'value.form.limits': 'あ'.repeat(1001) }, '1000文字以内'],
    ])('refuse %s, and keep what was typed', async (_, part, fields, sentence) => {
      const before = await revisionOf(await text(administrator.get(path)))
      const answer = await save(part, fields)
      const page = await answer.text()
      expect(answer.status).toBe(422)
      expect(page).toContain(sentence)
      const typed = Object.values(fields)[0]!
      if (typed && typed.length < 100 && part !== 'call') expect(page).toContain(typed)
      expect(revisionOf(await text(administrator.get(path)))).toBe(before)
    })

    it('take a stricter value, an own one with its article, the fee and a word', async () => {
      expect((await save('call', { 'value.call.minLength': '４５' })).status).toBe(303)
      expect(
        (await save('review', { 'value.review.sla': '20', 'unit.review.sla': 'businessDays', 'source.review.sla': '試験県要綱第5条' }))
          .status,
      ).toBe(303)
      expect((await save('contract', { 'value.contract.deadline': '', 'unit.contract.deadline': 'days' })).status).toBe(422)
      expect((await save('contract', { 'value.contract.deadline': '14', 'unit.contract.deadline': 'days' })).status).toBe(303)
      expect(
        (
          await save('amounts', {
            'fee.baseYen': '21,000',
            'fee.hourlyYen': '4,000',
            'fee.secondUseYen': '12600',
            'fee.source': '試験県手数料条例',
          })
        ).status,
      ).toBe(303)
      expect((await save('words', { title: '試験県 匿名加工情報の提供制度', 'word.newBusiness': '豊かな県民生活の実現' })).status).toBe(303)
      const page = await text(administrator.get(`${path}?part=review`))
      expect(page).toContain('value="20"')
      expect(page).toContain('写し元の値：30営業日')
    })

    it('tell the second of two who save the same draft', async () => {
      const first = await form('review', { 'value.review.priority': '届いた順' })
      expect((await administrator.post(`${path}?part=review`, first)).status).toBe(303)
      const second = await administrator.post(`${path}?part=review`, { ...first, 'value.review.priority': '急ぐ順' })
      expect(second.status).toBe(409)
      expect(await second.text()).toContain('急ぐ順')
      const both = await form('review', { 'value.review.priority': '受付順' })
      const answers = await Promise.all([1, 2, 3].map(() => administrator.post(`${path}?part=review`, both)))
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409])
    })

    it('show which open cases the change would have touched, and how', async () => {
      const page = await text(administrator.get(`${path}/publish`))
      expect(page).toContain('写し元との違い（')
      expect(page).toContain('30営業日')
      expect(page).toContain('試験県要綱第5条')
      expect(page).toContain('進行中の案件への影響（1件）')
      expect(page).toContain('住民税課税台帳')
      expect(page).toMatch(/審査の期間：30営業日 → 20営業日（目標日 2026-\d\d-\d\d が 2026-\d\d-\d\d になる）/)
      expect(page).toContain('契約を申し込む期限：30日 → 14日')
      // the call is behind the case: its length touches nothing any more
      expect(page).not.toMatch(/<li>募集の期間：/)
    })

    it('are published with a day, not in the past, once', async () => {
      const revision = revisionOf(await text(administrator.get(`${path}/publish`)))
      const past = await administrator.post(`${path}/publish`, { revision, effectiveFrom: '2026-04-01' })
      expect(past.status).toBe(422)
      expect(await past.text()).toContain('施行日は、今日以後にしてください。')
      expect((await administrator.post(`${path}/publish`, { revision, effectiveFrom: '' })).status).toBe(422)
      const answers = await Promise.all([1, 2].map(() => administrator.post(`${path}/publish`, { revision, effectiveFrom: '2026-05-01' })))
      expect(answers.map(({ status }) => status).sort()).not.toEqual([303, 303])
      expect(answers.some(({ status }) => status === 303)).toBe(true)
      expect((await administrator.get(path)).status).toBe(404)
      expect(await text(administrator.get('/ken/programmes'))).toContain('施行前')
      expect(await text(site.visitor.get('/ken/log'))).toContain('提供制度の版を公布した')
    })

    it('hold from their day on, for what begins then', async () => {
      expect(await holding('2026-04-30')).toBeUndefined()
      const held = (await holding('2026-05-01'))!
      const own = programme(held.id, held.version)
      expect(own.settings['call.minLength']).toMatchObject({ value: 45, locked: true, source: '規則第53条', effectiveFrom: '2026-05-01' })
      expect(own.settings['review.sla']).toMatchObject({ value: 20, source: '試験県要綱第5条', verified: true })
      expect(own.settings['contract.deadline']).toMatchObject({ value: 14, source: null, verified: false })
      expect(own.fee).toMatchObject({ baseYen: 21_000, hourlyYen: 4_000, source: '試験県手数料条例', verified: true })
      expect(own.words.newBusiness).toBe('豊かな県民生活の実現')
      expect(own.forms).toEqual(appi.forms)
      site.setClock('2026-05-01T09:00:00+09:00')
      expect(await text(administrator.get('/ken/programmes'))).toContain('施行中')
      expect((await findOrganisation(site.deps.db, 'ken'))!.programmeId).toBe('appi')
    })

    it('leave the cases that were filed before under their own version', async () => {
      const before = await carryTo({ ...office }, 'review').catch(() => undefined)
      expect(before).toBeDefined()
      const page = await text(office.people.screening.get(before!))
      expect(page).toContain(appi.version)
      expect(page).not.toContain('試験県要綱')
    })

    it('carry a case of a new call: its length, its fee, its deadline, its wording and papers', async () => {
      const held = (await holding('2026-05-01'))!
      const ken = { ...(await findOrganisation(site.deps.db, 'ken'))!, programmeId: held.id, programmeVersion: held.version }
      const draft = { title: '新しい版の募集', announcedOn: '2026-04-30', opensOn: '2026-05-01', entryIds: [office.entry], terms: {} }
      const announce = (closesOn: string) => announceCall(site.deps, official('ken', 'screening-officer'), ken, { ...draft, closesOn })
      expect(await announce('2026-06-10')).toMatchObject({ ok: false, refusals: [{ code: 'call-too-short', facts: { days: 45 } }] })
      const call = await announce('2026-06-30')
      if (!call.ok) throw new Error('the call was refused')
      const filed = await carryTo({ ...office, call: call.value }, 'review')
      expect(await text(office.people.screening.get(filed))).toContain('審査の目標日は、令和8年6月3日です') // 20 open days after 05-01
      const decided = await carryTo({ ...office, call: call.value }, 'contract-offered')
      const page = await text(office.proposer.get(decided))
      expect(page).toContain(held.version)
      expect(page).toContain('533,000円') // 21,000 + 3 × 4,000 + 500,000
      expect(page).toContain('2026-05-15') // 14 days to apply
      expect(page).toContain('審査結果通知書（適合）')
    })

    it('are copied again into a next version, which the law binds as it did', async () => {
      const held = (await holding('2026-05-01'))!
      const made = await copy({ from: `${held.id}@${held.version}`, title: '試験県 匿名加工情報の提供制度' })
      expect(made.status).toBe(303)
      path = made.headers.get('location')!
      // 45 days were the body's own choice: back to 40 it may, below 30 it may not
      expect((await save('call', { 'value.call.minLength': '29' })).status).toBe(422)
      expect((await save('call', { 'value.call.minLength': '40' })).status).toBe(303)
      const revision = revisionOf(await text(administrator.get(`${path}/publish`)))
      expect((await administrator.post(`${path}/publish`, { revision, effectiveFrom: '2026-05-01' })).status).toBe(303)
      const next = (await holding('2026-05-01'))!
      expect(next.id).toBe(held.id)
      expect(next.version).not.toBe(held.version)
      expect(programme(next.id, next.version).settings['call.minLength']?.value).toBe(40)
      expect(programme(held.id, held.version).settings['call.minLength']?.value).toBe(45)
    })

    // Who screens, and what is asked about security, is the organisation's own to set.
    const BODY = {
      ...{
        'body.label': '外部有識者の会議',
        'body.source': '試験県要綱第8条',
        'body.step': '1',
        'body.quorum': '3',
        'body.rule': 'majority',
      },
      ...{ 'body.effect': 'binding', 'body.chairDecides': 'yes', 'body.blind': 'yes', 'body.closed': 'yes' },
      ...{ 'body.choices.decide-fit': 'yes', 'body.choices.decide-unfit': 'yes' },
    }
    const ASK = {
      ...{
        'ask.label': '安全管理の確認票',
        'ask.help': '最も近いものを選んでください。',
        'ask.source': '試験県要綱第9条',
        'ask.pass': '3',
      },
      ...{ 'ask.questions': '部屋を限っているか\n暗号にしているか', 'ask.choices': '２　定めている\n0　定めていない' },
    }
    /** The first body of the draft, as its page links to it. */
    const bodyLinks = async () =>
      [...(await text(administrator.get(`${path}?part=bodies`))).matchAll(/part=bodies&amp;body=(body-[a-f0-9]+)/g)].map((m) => m[1]!)

    it('are given bodies, in series and in parallel, with the article beside every field', async () => {
      const made = await copy({ from: `appi@${appi.version}`, title: '試験県 審査会のある制度' })
      path = made.headers.get('location')!
      expect(await text(administrator.get(`${path}?part=bodies`))).toContain('審査会はありません')
      const fresh = await text(administrator.get(`${path}?part=bodies&body=review`))
      for (const field of ['body.label', 'body.step', 'body.quorum', 'body.rule', 'body.effect', 'body.blind', 'body.meets', 'body.closes'])
        expect(fresh).toContain(`id="${field}`)
      expect((await administrator.get(`${path}?part=bodies&body=draft`)).status).toBe(404)
      expect((await save('bodies&body=review', BODY)).status).toBe(303)
      const [first] = await bodyLinks()
      expect((await save('bodies&body=review', { ...BODY, 'body.label': '審査会', 'body.step': '2', 'body.quorum': '１' })).status).toBe(
        303,
      )
      const page = await text(administrator.get(`${path}?part=bodies&body=${first}`))
      expect(page).toContain('根拠：試験県要綱第8条')
      expect(page).toContain('2番目（審査会と並行）')
      const list = await text(administrator.get(`${path}?part=bodies`))
      expect(list).toContain('3人以上の意見があるとき、過半数で決めます')
      expect(list).toContain('2番目')
      expect(await bodyLinks()).toHaveLength(2)
    })

    it.each<[string, string, Record<string, string>, string]>([
      ['a body without a name', 'bodies&body=review', { ...BODY, 'body.label': ' ' }, '名称：入力してください'],
      ['a name that another has', 'bodies&body=review', BODY, '名称：同じ名称の審査会があります'],
      [
        'a quorum of nobody',
        'bodies&body=review',
        { ...BODY, 'body.label': '別', 'body.quorum': '0' },
        '定足数（意見の数）：1から100までの整数',
      ],
      ['a quorum in words', 'bodies&body=review', { ...BODY, 'body.label': '別', 'body.quorum': '三人' }, '1から100までの整数'],
      ['no step', 'bodies&body=review', { ...BODY, 'body.label': '別', 'body.step': '9' }, '順序：1から5までの整数'],
      ['one choice alone', 'bodies&body=review', { ...BODY, 'body.label': '別', 'body.choices.decide-fit': '' }, '判断を、二つ以上'],
      [
        'an end that is not chosen',
        'bodies&body=review',
        { ...BODY, 'body.label': '別', 'body.closes.return': 'yes' },
        'の中から選んでください',
      ],
      ['a rule that is none', 'bodies&body=review', { ...BODY, 'body.label': '別', 'body.rule': 'dice' }, '決め方：入力してください'],
      ['a question twice', 'questions', { ...ASK, 'ask.questions': '同じか\n同じか' }, '2行目は、前の行と同じです'],
      ['a choice without points', 'questions', { ...ASK, 'ask.choices': '2　ある\nない' }, '2行目を、「2　定めている」のように'],
      ['no questions', 'questions', { ...ASK, 'ask.questions': ' ' }, '1行から50行まで'],
      ['more points than there are', 'questions', { ...ASK, 'ask.pass': '5' }, '全部に最もよく答えても 4点です'],
    ])('refuse %s, and keep what was typed', async (_, part, fields, sentence) => {
      const before = revisionOf(await text(administrator.get(`${path}?part=words`)))
      const answer = await administrator.post(`${path}?part=${part}`, { revision: before, ...fields })
      const page = await answer.text()
      expect(answer.status).toBe(422)
      expect(page).toContain(sentence)
      expect(page).toContain(part === 'questions' ? fields['ask.label'] : fields['body.source'])
      expect(revisionOf(await text(administrator.get(`${path}?part=words`)))).toBe(before)
    })

    it('ask a questionnaire, show the cases that all this would have touched, and lock what the law fixes as before', async () => {
      expect((await save('questions', ASK)).status).toBe(303)
      expect(await text(administrator.get(`${path}?part=questions`))).toContain('写し元の値：質問票なし')
      expect((await save('review', { 'value.review.minPersons': '999' })).status).toBe(422)
      const page = await text(administrator.get(`${path}/publish`))
      expect(page).toContain('写し元との違い（3件）')
      expect(page).toMatch(/審査会「外部有識者の会議」：なし → 審査中の1番目/)
      expect(page).toContain('今この段階にある')
      // Every case is past the beginning of its review: nobody would have been asked.
      expect(page).not.toContain('<li class="pre">安全管理の質問票：')
    })

    it('route cases of the published version by them: the first body, then the second, then the decision', async () => {
      const revision = revisionOf(await text(administrator.get(`${path}/publish`)))
      expect((await administrator.post(`${path}/publish`, { revision, effectiveFrom: '2026-05-01' })).status).toBe(303)
      const held = (await holding('2026-05-01'))!
      const own = programme(held.id, held.version)
      expect(own.bodies.map(({ label, step, verified }) => [label, step, verified])).toEqual([
        ['外部有識者の会議', 1, true],
        ['審査会', 2, true],
      ])
      expect(own.questionnaire).toMatchObject({ pass: 3, choices: [{ points: 2, label: '定めている' }, { points: 0 }] })
      expect(own.transitions.filter(({ event }) => event === 'ruling-recorded')).toHaveLength(2)
      const [first, second] = own.bodies.map(({ id }) => id)
      const rule = (id: string, ruling: string) => ({ action: `rule-${id}`, actorId: 'a', ruling })
      const started = ['submit', 'start-review'].map((action) => ({ action, actorId: 'a' }))
      const decides = (history: PastMove[]) =>
        transition(own, 'review', 'decide-fit', { roles: ['screening-officer'], actorId: 'b', history })
      expect(decides(started)).toMatchObject({ refusals: [{ code: 'not-yet-ruled' }, { code: 'not-yet-ruled' }] })
      expect(decides([...started, rule(first!, 'decide-fit')])).toMatchObject({ refusals: [{ facts: { body: '審査会' } }] })
      expect(decides([...started, rule(first!, 'decide-fit'), rule(second!, 'decide-fit')]).ok).toBe(true)
      expect(decides([...started, rule(first!, 'decide-unfit'), rule(second!, 'decide-fit')])).toMatchObject({
        refusals: [{ code: 'ruled-otherwise' }],
      })
      const reading = await text(office.people.screening.get(`/ken/programmes/read/${held.id}/${held.version}`))
      expect(reading).toContain('根拠：試験県要綱第8条')
      // Members are appointed to the bodies of a published programme whether it is in force already or not.
      const sitting = `/ken/bodies?programme=${held.id}`
      const seats = await text(administrator.get(sitting))
      expect(seats).toContain('外部有識者の会議')
      const person = /<option value="([a-z0-9]+)">auditor/.exec(seats)![1]!
      const appointed = await administrator.post(`/ken/bodies/${first}?programme=${held.id}`, { [`person-${first}`]: person })
      expect(appointed.headers.get('location')).toMatch(/^\/ken\/bodies/)
      expect(await text(administrator.get(sitting))).toContain('auditor（試験）を委員から外す')
      expect((await administrator.post(`/ken/bodies/${first}?programme=nonsense`, { [`person-${first}`]: person })).status).not.toBe(303)
    })

    it('lose a body and the questionnaire again', async () => {
      const held = (await holding('2026-05-01'))!
      const made = await copy({ from: `${held.id}@${held.version}`, title: '試験県 匿名加工情報の提供制度' })
      path = made.headers.get('location')!
      const [first, second] = await bodyLinks()
      expect((await save(`bodies&body=${first}`, { does: 'remove' })).status).toBe(303)
      expect(await bodyLinks()).toEqual([second])
      expect((await save('questions', { does: 'remove' })).status).toBe(303)
      expect(await text(administrator.get(`${path}?part=questions`))).toContain('今は質問票がありません')
      expect(await text(administrator.get(`${path}/publish`))).toMatch(/安全管理の質問票<\/th>.*<td><span class="pre">なし/s)
      expect((await administrator.post(`${path}/discard`)).status).toBe(303)
    })

    it('are given a fast track: conditions under which a case does not come before the body', async () => {
      const made = await copy({ from: `appi@${appi.version}`, title: '試験県 早い審査のある制度' })
      path = made.headers.get('location')!
      const condition = '承認済みの提案と同じ加工方法による'
      const bodies = () => text(administrator.get(`${path}?part=bodies`))
      expect(await bodies()).toContain('審査会を経ない早い審査はありません')
      // What is offered first is where a case is decided, with choices that a body can sit over as they stand.
      expect(await bodies()).toMatch(/<select id="body"[^>]*><option value="review"/)
      expect((await save('review', { 'value.review.fastTrack': condition })).status).toBe(303)
      expect(await bodies()).toContain('審査会がないため、早い審査はありません')
      expect((await save('bodies&body=review', BODY)).status).toBe(303)
      expect(await bodies()).toContain('「早い審査で適合と決定し通知する」は、条件のどれかに当てはまるとき')
      // A body does not rule on what goes past it.
      expect(await text(administrator.get(`${path}?part=bodies&body=review`))).not.toContain('body.choices.decide-fast')
      const impact = await text(administrator.get(`${path}/publish`))
      expect(impact).toContain(condition)
      expect((await administrator.post(`${path}/publish`, { revision: revisionOf(impact), effectiveFrom: '2026-05-01' })).status).toBe(303)

      const held = (await holding('2026-05-01'))!
      const ken = { ...(await findOrganisation(site.deps.db, 'ken'))!, programmeId: held.id, programmeVersion: held.version }
      const draft = { title: '早い審査のある募集', announcedOn: '2026-04-30', opensOn: '2026-05-01', closesOn: '2026-06-30' }
      const call = await announceCall(site.deps, official('ken', 'screening-officer'), ken, {
        ...draft,
        entryIds: [office.entry],
        terms: {},
      })
      if (!call.ok) throw new Error('the call was refused')
      const filed = await carryTo({ ...office, call: call.value }, 'review')
      const { screening } = office.people
      const decide = async (fields: Record<string, string>) =>
        screening.post(`${filed}/screening/decision`, { ...OFFER, decision: 'fit', ...fields, mark: await markOf(office, filed) })
      const fast = { action: 'decide-fast', 'fast-track': condition, evidence: '受付番号1の案件', applyBy: '2026-06-30' }
      expect((await decide(fast)).status).toBe(422) // the criteria of the law stay
      expect((await screening.post(`${filed}/screening`, sheet(office))).status).toBe(303)
      expect(await text(screening.get(`${filed}/screening/decision?as=decide-fast`))).toContain(condition)
      expect(await text(decide({ ...fast, action: 'decide-fit' }))).toContain('外部有識者の会議')
      expect((await decide({ ...fast, 'fast-track': 'ほかの理由' })).status).toBe(422)
      expect((await decide(fast)).status).toBe(303)
      const shown = await text(office.proposer.get(filed))
      expect(shown).toContain(condition)
      expect(shown).toContain('審査結果通知書（適合）')
    })

    it('can be thrown away as drafts', async () => {
      const made = await copy({ from: `ndb@${programme('ndb').version}`, title: '捨てる制度' })
      path = made.headers.get('location')!
      expect((await administrator.post(`${path}/discard`)).status).toBe(303)
      expect((await administrator.get(path)).status).toBe(404)
    })

    it('are nobody else’s: another organisation’s administrator sees neither draft nor version', async () => {
      const { other } = await site.government('shi', 'appi', { other: ['administrator'] })
      const made = await copy({ from: `appi@${appi.version}`, title: '試験県の下書き' })
      path = made.headers.get('location')!
      const held = (await holding('2026-05-01'))!
      for (const foreign of [path.replace('/ken/', '/shi/'), `/shi/programmes/read/${held.id}/${held.version}`])
        expect((await other!.get(foreign)).status).toBe(404)
      expect((await copy({ from: `${held.id}@${held.version}`, title: '盗む' }, other)).status).toBe(404)
      expect((await other!.post('/shi/programmes/copy', { from: `${held.id}@${held.version}`, title: '盗む' })).status).toBe(404)
      expect(await text(other!.get('/shi/programmes'))).not.toContain('試験県')
    })
  })
}
