import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser } from '../../src/auth/index.ts'
import { closeWhole, page as text } from '../support/pages.ts'
import { submitted } from '../support/register.ts'
import { type MakeSite, PASSWORD, type TestSite, type Visitor } from '../support/site-client.ts'
import { caseIdOf, type Office, openOffice } from '../support/way.ts'

/** Closed meetings of a screening body: agenda, who was there, quorum, minutes, rulings. Runs on any runtime. */
export function meetingsCases(makeSite: MakeSite): void {
  describe('meetings of a screening body', () => {
    let site: TestSite
    let office: Office
    const members: (Visitor & { id: string })[] = []
    const LIST = '/acr/bodies/review-panel/meetings'

    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site, 'acr', 'acara')
      for (const name of ['iin-a', 'iin-b', 'iin-c']) {
        const login = `${name}@example.jp`
        const given = { organisation: 'acr', login, name: `委員${name}`, password: PASSWORD }
        const added = await addUser(site.deps, { ...given, roles: ['panel-member'] })
        if (!added.ok) throw new Error('could not add the member')
        members.push({ ...(await site.signIn(login, PASSWORD)), id: added.value })
        const chair: Record<string, string> = members.length === 1 ? { chair: 'yes' } : {}
        const seated = await office.people.administrator.post('/acr/bodies/review-panel', { 'person-review-panel': added.value, ...chair })
        expect(seated.status).toBe(303)
      }
    })
    afterAll(() => closeWhole(site))

    const inReview = async () => {
      const path = await submitted(office.proposer, office.id, office.call, office.entry)
      expect((await office.people.screening.post(`${path}/screening/start`, { tier: '2' })).status).toBe(303)
      return path
    }
    const say = (who: Visitor, path: string, choice: string) =>
      who.post(`/acr/panels/${caseIdOf(path)}/review-panel`, { choice, reason: '試験の理由' })
    const answered = async (answer: Response | Promise<Response>, status: number, sentence = '') => {
      const got = await answer
      const page = await got.text()
      expect(got.status).toBe(status)
      expect(page).toContain(sentence)
      return got.headers.get('location') ?? ''
    }

    it('says who has how many cases, until when', async () => {
      const { screening, auditor } = office.people
      const path = await inReview()
      await submitted(office.proposer, office.id, office.call, office.entry)
      const rows = async (who: Visitor) =>
        [...(await text(who, '/acr/workload')).matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
          row
            .replace(/<[^>]+>/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        )
      expect((await rows(screening)).filter((row) => row.includes('審査会')).sort()).toEqual(
        members.map((_, i) => expect.stringMatching(new RegExp(`委員iin-${'abc'[i]} 審査会 令和8年6月10日 0件 0件 1件 0件`))),
      )
      expect(await rows(auditor)).toContainEqual(expect.stringContaining('まだ始めていません 審査担当'))
      await say(members[0]!, path, 'decide-fit')
      expect((await rows(screening)).filter((row) => row.includes('審査会'))).toHaveLength(2)
      site.setClock('2026-06-11T10:00:00+09:00')
      expect(await rows(screening)).toContainEqual(expect.stringMatching(/^screening.* 審査担当 令和8年6月10日 1件 0件/))
      site.setClock('2026-04-15T11:00:00+09:00')
      for (const who of [office.proposer, members[0]!, site.visitor]) await text(who, '/acr/workload', 404)
      await office.proposer.post(`${path}/withdraw`, {})
    })

    it('counts only who was there, judges the quorum, and is read by members and the minute-takers alone', async () => {
      const { screening, administrator, auditor, department } = office.people
      const [a, b, c] = members as [(typeof members)[0], (typeof members)[0], (typeof members)[0]]
      const path = await inReview()
      const id = caseIdOf(path)
      const agenda = { heldOn: '2026-04-16', place: '第一会議室', cases: id }
      await answered(a.post(LIST, agenda), 403, '役割')
      for (const wrong of [{ heldOn: 'x' }, { place: ' ' }, { cases: 'no-such-case' }])
        await answered(screening.post(LIST, { ...agenda, ...wrong }), 422)
      const meeting = await answered(screening.post(LIST, agenda), 303)
      for (const who of [a, screening]) expect(await text(who, LIST)).toContain('第一会議室')
      for (const who of [administrator, auditor, department, office.proposer, site.visitor]) {
        await text(who, LIST, 404)
        await text(who, meeting, 404)
      }
      await answered(screening.post(`${meeting}/rule/${id}`), 422, '先に、出席した委員を記録してください')
      const minutes = (present: string) => ({ present, [`minutes-${id}`]: '目的の<範囲>を確かめた' })
      await answered(screening.post(`${meeting}/minutes`, minutes(a.id)), 422, '会議の日がまだ来ていません')
      await say(a, path, 'decide-fit')
      await say(b, path, 'decide-unfit')
      await say(c, path, 'decide-unfit')
      site.setClock('2026-04-16T15:00:00+09:00')
      await answered(screening.post(`${meeting}/minutes`, minutes('')), 422)
      await answered(a.post(`${meeting}/minutes`, minutes(a.id)), 403)
      await answered(screening.post(`${meeting}/minutes`, minutes(a.id)), 303)
      expect(await text(b, meeting)).toContain('定足数に足りない')
      await answered(screening.post(`${meeting}/rule/${id}`), 422, '判断するには 2人以上')
      expect(await text(c, meeting)).toContain('目的の&lt;範囲&gt;を確かめた')
      expect(await text(office.proposer, path)).not.toContain('範囲')
      // Whoever has an interest reads no minutes of that case.
      expect((await c.post(`/acr/panels/${id}/review-panel/recuse`, { why: '利害がある' })).status).toBe(303)
      const seen = await text(c, meeting)
      expect(seen).toContain('利害があるため見られない案件')
      expect(seen).not.toContain('範囲')
      const both = { present: [a.id, b.id], [`minutes-${id}`]: '可否同数、座長が決した' }
      await answered(screening.post(`${meeting}/minutes`, both), 303)
      expect(await text(a, meeting)).toContain('定足数を満たす')
      await answered(screening.post(`${meeting}/rule/${id}`), 303)
      expect(await text(a, meeting)).toContain('判断：')
      // Even votes: the chair's own is the body's, and no other decision is open.
      expect(await text(screening, `${path}/screening/decision`)).toContain('判断：承認と決定し通知する')
      await answered(screening.post(`${meeting}/minutes`, { ...both, present: [c.id] }), 303)
      expect(await text(a, meeting)).toContain('委員 3人のうち 2人')
    })
  })
}
