import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { programme } from '../../src/programmes/index.ts'
import { closeWhole } from '../support/pages.ts'
import { submitted } from '../support/register.ts'
import { type MakeSite, PASSWORD, type TestSite, type Visitor } from '../support/site-client.ts'
import { caseIdOf, markOf, OFFER, type Office, openOffice, sheet } from '../support/way.ts'

const REFUSED = /<li>(?:<a[^>]*>)?([^<]{4,200})/g

/** Screening bodies: who sits, opinions, rulings, interests. Under acara, whose two bodies differ. Runs on any runtime. */
export function bodiesCases(makeSite: MakeSite): void {
  describe('screening bodies', () => {
    let site: TestSite
    let office: Office
    const members: Record<string, Visitor & { id: string }> = {}
    const BODY = 'review-panel'

    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site, 'acr', 'acara')
      for (const name of ['iinA', 'iinB', 'iinC']) {
        const { addUser } = await import('../../src/auth/index.ts')
        const login = `${name}@example.jp`
        const added = await addUser(site.deps, {
          organisation: 'acr',
          login,
          name: `委員${name}`,
          password: PASSWORD,
          roles: ['panel-member'],
        })
        if (!added.ok) throw new Error('could not add the member')
        members[name] = { ...(await site.signIn(login, PASSWORD)), id: added.value }
      }
      for (const [i, name] of ['iinA', 'iinB', 'iinC'].entries())
        for (const body of [BODY, 'committee']) expect((await appoint(name, body, i === 0 ? { chair: 'yes' } : {})).status).toBe(303)
    })
    afterAll(() => closeWhole(site))

    const appoint = (name: string, body: string, more: Record<string, string> = {}, who = office.people.administrator) =>
      who.post(`/acr/bodies/${body}`, { [`person-${body}`]: members[name]!.id, ...more })
    const text = async (who: Visitor, path: string, status = 200) => {
      const answer = await who.get(path)
      expect(answer.status, path).toBe(status)
      return answer.text()
    }
    const refused = async (answer: Response, status: number, ...sentences: string[]) => {
      expect(answer.status).toBe(status)
      const page = await answer.text()
      for (const sentence of sentences) expect([...page.matchAll(REFUSED)].map((match) => match[1]).join('\n')).toContain(sentence)
    }
    /** A case in review, of the tier given. */
    const inReview = async (tier = '2') => {
      const path = await submitted(office.proposer, office.id, office.call, office.entry)
      const started = await office.people.screening.post(`${path}/screening/start`, { tier })
      expect(started.status).toBe(303)
      return path
    }
    const seatOf = (path: string, body = BODY) => `/acr/panels/${caseIdOf(path)}/${body}`
    const say = (name: string, path: string, choice: string, reason = `${name}の理由`, body = BODY) =>
      members[name]!.post(seatOf(path, body), { choice, reason })
    /** A sensitive case that the panel has sent on to the committee. */
    const inCommittee = async () => {
      const path = await inReview('1')
      for (const name of ['iinA', 'iinB', 'iinC']) await say(name, path, 'refer-panel')
      expect((await does(path, 'rule')).status).toBe(303)
      expect((await office.people.screening.post(`${path}/moves/refer-panel`, {})).status).toBe(303)
      return path
    }
    const does = (path: string, what: string, body = BODY) => office.people.screening.post(`${path}/bodies/${body}`, { does: what })

    it('asks the facts that route the case, and does not start without them', async () => {
      const path = await submitted(office.proposer, office.id, office.call, office.entry)
      expect(await text(office.people.screening, `${path}/screening`)).toContain('機微なデータ')
      await refused(await office.people.screening.post(`${path}/screening/start`, {}), 422, '入力してください')
      await refused(await office.people.screening.post(`${path}/screening/start`, { tier: '9' }), 422, '入力してください')
      expect((await office.people.screening.post(`${path}/screening/start`, { tier: '1' })).status).toBe(303)
      // The panel may only send the gravest tier on to the committee, or find it unfit; the office does neither before.
      const seat = await text(members.iinA!, seatOf(path))
      expect(seat).toContain('委員会に付す')
      for (const approval of ['承認と決定し通知する', '条件を変えて承認する']) expect(seat).not.toContain(`>${approval}`)
      await refused(await say('iinA', path, 'decide-fit'), 422, '入力してください')
      await refused(await office.people.screening.post(`${path}/moves/refer-panel`, {}), 422, '審査会の判断がまだありません')
      await text(members.iinA!, seatOf(path, 'committee'), 404)
    })

    it('decides by the body: blind until all have said, then counted, then only what it ruled', async () => {
      const path = await inReview()
      await office.people.screening.post(`${path}/screening`, sheet(office))
      expect(await text(office.people.screening, `${path}/screening/decision`)).not.toContain('name="mark"')
      const findFit = async () =>
        office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark: await markOf(office, path), decision: 'fit' })
      await refused(await findFit(), 422, '審査会の判断がまだありません')
      expect(await text(members.iinA!, '/acr/panels')).toContain('意見を待っています')
      expect((await say('iinA', path, 'decide-fit', '基準を満たす<と>考える')).status).toBe(303)
      expect((await say('iinB', path, 'decide-unfit', '目的が広すぎる')).status).toBe(303)
      for (const [who, where] of [
        [members.iinC!, seatOf(path)],
        [members.iinB!, seatOf(path)],
        [office.people.screening, `${path}/bodies`],
        [office.people.auditor, `${path}/bodies`],
      ] as const)
        expect(await text(who, where)).not.toContain('基準を満たす')
      await refused(await does(path, 'rule'), 422, '意見がそろっていません')
      expect((await say('iinC', path, 'decide-fit')).status).toBe(303)
      expect(await text(members.iinC!, seatOf(path))).toContain('基準を満たす&lt;と&gt;考える')
      expect((await does(path, 'rule')).status).toBe(303)
      await refused(await does(path, 'rule'), 422, '審査会の判断を記録できません')
      await refused(
        await office.people.screening.post(`${path}/screening/decision`, { mark: await markOf(office, path), decision: 'unfit' }),
        422,
        'の判断は「承認と決定し通知する」です',
      )
      expect(await text(office.proposer, path)).not.toContain('目的が広すぎる')
      expect((await findFit()).status).toBe(303)
    })

    it('does not rule below its quorum, on even votes without its chair, nor twice', async () => {
      const path = await inReview()
      await say('iinB', path, 'decide-fit')
      expect((await does(path, 'open')).status).toBe(303)
      await refused(await does(path, 'open'), 409, 'ほかの人が先に操作しました')
      await refused(await does(path, 'rule'), 422, '判断するには 2人以上')
      await say('iinC', path, 'decide-unfit')
      await refused(await does(path, 'rule'), 422, '可否同数です')
      await say('iinA', path, 'decide-unfit')
      await say('iinC', path, 'decide-fit', '考えを変えた')
      const answers = await Promise.all([does(path, 'rule'), does(path, 'rule')])
      expect(answers.map(({ status }) => status).sort()).toEqual([303, expect.any(Number)])
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    })

    it('shows nothing more to whoever has an interest, and does not count what that person said', async () => {
      const path = await inReview()
      await say('iinA', path, 'decide-unfit')
      await refused(await members.iinB!.post(`${seatOf(path)}/recuse`, { why: ' ' }), 422, '入力してください')
      expect((await members.iinB!.post(`${seatOf(path)}/recuse`, { why: '同じ研究をしている' })).status).toBe(303)
      await text(members.iinB!, seatOf(path), 404)
      expect(await text(members.iinB!, '/acr/panels')).not.toContain(caseIdOf(path))
      expect((await say('iinB', path, 'decide-fit')).status).toBe(404)
      // The office records another's interest after the opinion was given: it counts no more.
      await say('iinC', path, 'decide-fit')
      const recorded = await office.people.screening.post(`${path}/recusals`, { person: members.iinA!.id, reason: '親族の会社' })
      expect(recorded.status).toBe(303)
      await text(members.iinA!, seatOf(path), 404)
      const page = await text(office.people.screening, `${path}/bodies`)
      expect(page).toContain('親族の会社')
      expect(page).not.toContain('iinAの理由')
      await refused(await does(path, 'rule'), 422, '判断するには 2人以上')
      await refused(
        await office.people.screening.post(`${path}/recusals`, { person: members.iinA!.id, reason: '重ねて' }),
        422,
        'すでに記録',
      )
      expect(await text(office.proposer, path)).not.toContain('親族の会社')
    })

    it('takes an official with an interest off the case altogether', async () => {
      const path = await inReview()
      const { department } = office.people
      await text(department, path)
      const page = await text(department, `${path}/bodies`)
      const own = /<option value="([a-z0-9]+)" selected/.exec(page)![1]!
      await refused(await department.post(`${path}/recusals`, { person: members.iinA!.id, reason: 'ほかの人' }), 403, '役割がありません')
      expect((await department.post(`${path}/recusals`, { person: own, reason: '前の勤め先' })).status).toBe(303)
      for (const where of ['', '/screening', '/screening/decision', '/bodies']) await text(department, `${path}${where}`, 404)
      expect(await text(department, '/acr/desk')).not.toContain(caseIdOf(path))
    })

    it('hides the proposer from the committee, and begins anew when the case comes back', async () => {
      const path = await inCommittee()
      const page = await text(members.iinA!, seatOf(path, 'committee'))
      expect(page).toContain('（伏せています）')
      expect(page).not.toContain('提案社A')
      expect(page).toContain('試験の目的')
      for (const name of ['iinA', 'iinB']) await say(name, path, 'decide-panel', '理由', 'committee')
      await say('iinC', path, 'decide-unfit', '理由', 'committee')
      await refused(await does(path, 'rule', 'committee'), 422, '全員一致')
      await say('iinC', path, 'decide-panel', '説明を聞いて変えた', 'committee')
      expect((await does(path, 'rule', 'committee')).status).toBe(303)
    })

    it('lets only administrators say who sits, and only people of the organisation', async () => {
      await refused(await appoint('iinA', BODY), 422, 'すでに委員です')
      expect((await office.people.screening.post(`/acr/bodies/${BODY}`, { [`person-${BODY}`]: members.iinA!.id })).status).toBe(403)
      expect((await office.proposer.post(`/acr/bodies/${BODY}`, { [`person-${BODY}`]: members.iinA!.id })).status).toBe(404)
      await text(members.iinA!, '/acr/bodies', 404)
      await text(office.proposer, '/acr/bodies', 404)
      await text(site.visitor, '/acr/bodies', 404)
      await refused(
        await office.people.administrator.post(`/acr/bodies/${BODY}`, { [`person-${BODY}`]: 'nobody' }),
        422,
        '入力してください',
      )
      expect((await office.people.administrator.post('/acr/bodies/no-such-body', { x: 'y' })).status).toBe(404)
      const { administrator } = office.people
      const own = /<option value="([a-z0-9]+)">administrator/.exec(await text(administrator, '/acr/bodies'))![1]!
      await refused(await administrator.post(`/acr/bodies/${BODY}`, { [`person-${BODY}`]: own, chair: 'yes' }), 422, '座長は、すでに')
      expect((await administrator.post(`/acr/bodies/${BODY}`, { [`person-${BODY}`]: own })).status).toBe(303)
      expect((await administrator.post(`/acr/bodies/${BODY}`, { leaves: own })).status).toBe(303)
    })

    it('opens the ordinary pages to no member, and a seat to nobody else', async () => {
      const path = await inReview()
      for (const where of [path, `${path}/screening`, `${path}/bodies`, '/acr/desk', '/acr/audit', '/acr/people', '/acr/ledger'])
        await text(members.iinA!, where, 404)
      for (const who of [office.proposer, office.people.auditor, office.people.screening, site.visitor]) await text(who, seatOf(path), 404)
      expect((await office.people.screening.post(seatOf(path), { choice: 'decide-fit', reason: 'x' })).status).toBe(404)
      const wrong: Record<string, string>[] = [
        {},
        { choice: 'withdraw', reason: 'x' },
        { choice: 'decide-fit', reason: '' },
        { choice: 'decide-fit', reason: 'あ'.repeat(2_001) },
      ]
      for (const bad of wrong) expect((await members.iinA!.post(seatOf(path), bad)).status).toBe(422)
      expect((await office.people.auditor.post(`${path}/bodies/${BODY}`, { does: 'open' })).status).toBe(403)
      expect((await office.people.auditor.post(`${path}/bodies/${BODY}`, { does: 'rule' })).status).toBe(403)
    })

    it('stands on the work list of whoever sits, until the opinion is given; a meeting until its day', async () => {
      const { custodian, administrator, screening } = office.people
      const custodianId = (await site.deps.sessions.read(custodian.cookie)).actor!.userId
      const path = await inReview()
      expect(await text(custodian, '/acr/desk')).not.toContain('委員としての意見を出す')
      expect((await administrator.post(`/acr/bodies/${BODY}`, { [`person-${BODY}`]: custodianId })).status).toBe(303)
      expect(await text(screening, '/acr/desk')).toContain('審査会の判断を記録する')
      const desk = await text(custodian, '/acr/desk')
      expect(desk).toContain('委員としての意見を出す')
      expect(desk).toContain(`href="${seatOf(path)}"`)
      expect((await custodian.post(seatOf(path), { choice: 'decide-fit', reason: '基準を満たす' })).status).toBe(303)
      expect(await text(custodian, '/acr/desk')).not.toContain(`href="${seatOf(path)}"`)
      // A member from outside has no desk: the same stands on the page of the bodies, the most urgent first.
      const own = await text(members.iinC!, '/acr/panels')
      expect(own).toContain(`href="${seatOf(path)}"`)
      expect(own).toMatch(/期限：令和8年\d+月\d+日/)
      const called = await screening.post(`/acr/bodies/${BODY}/meetings`, {
        heldOn: '2026-04-20',
        place: '第二会議室',
        cases: caseIdOf(path),
      })
      expect(called.status).toBe(303)
      for (const [who, list] of [
        [custodian, 'desk'],
        [members.iinC!, 'panels'],
      ] as const) {
        const page = await text(who, `/acr/${list}`)
        expect(page).toContain('第二会議室')
        expect(page).toContain(called.headers.get('location')!)
      }
      expect((await administrator.post(`/acr/bodies/${BODY}`, { leaves: custodianId })).status).toBe(303)
      expect(await text(custodian, '/acr/desk')).not.toContain('第二会議室')
    })

    it('shows members how their body’s earlier cases were judged, and leads them nowhere that is not theirs', async () => {
      const path = await inReview()
      const page = await text(members.iinC!, seatOf(path))
      expect(page).toContain('似た案件の判断（')
      expect(page).toMatch(/受付番号 2026-\d+/)
      expect(page).not.toMatch(/href="\/acr\/proposals\//)
      // Whoever sits on another body alone has seen none of them.
      const { custodian, administrator } = office.people
      const custodianId = (await site.deps.sessions.read(custodian.cookie)).actor!.userId
      const other = await inCommittee()
      expect((await administrator.post('/acr/bodies/committee', { 'person-committee': custodianId })).status).toBe(303)
      expect(await text(custodian, seatOf(other, 'committee'))).not.toContain('似た案件の判断')
      expect((await administrator.post('/acr/bodies/committee', { leaves: custodianId })).status).toBe(303)
    })

    it('leaves appi as it is: no body, nothing to wait for', () => {
      expect(programme('appi').bodies).toEqual([])
      expect(programme('tottori').bodies).toEqual([])
    })
  })
}
