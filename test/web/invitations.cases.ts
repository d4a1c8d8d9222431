import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyLog } from '../../src/audit/index.ts'
import { firstAdministratorLink, listGovernments } from '../../src/auth/index.ts'
import { invitations } from '../../src/auth/schema.ts'
import { type MakeSite, PASSWORD, type TestSite, type Visitor } from '../support/site-client.ts'

const HOUR = 60 * 60_000
const ORGANISATION = {
  organisationId: 'ken',
  organisationName: '試験県',
  programmeId: 'appi',
  authority: '試験県知事',
  desk: '試験窓口',
  address: '試験県試験市1',
  phone: '000-000-0000',
  documentMark: '試公',
}
const PERSON = { name: '管理者A', login: 'kanri@example.jp', password: PASSWORD }
const tokenOf = (link: string) => new URL(link, 'http://localhost').searchParams.get('token')!

/** The first administrator's link and the invitations of colleagues. Runs on any runtime. */
export function invitationCases(makeSite: MakeSite): void {
  describe('invitations', () => {
    let site: TestSite
    beforeEach(async () => {
      site = await makeSite()
    })
    afterEach(async () => {
      expect(await verifyLog(site.deps)).toMatchObject({ ok: true })
      await site.close()
    })

    const accept = (link: string, fields: Record<string, string>) => site.visitor.post('/invitation', { token: tokenOf(link), ...fields })
    const status = async (link: string) => (await site.visitor.get(link)).status
    /** The founded organisation's administrator, signed in. */
    async function founded(): Promise<Visitor> {
      const link = await firstAdministratorLink(site.deps)
      expect((await accept(link!, { ...ORGANISATION, ...PERSON })).status).toBe(303)
      return site.signIn(PERSON.login, PERSON.password)
    }
    async function invited(by: Visitor, ...roles: string[]): Promise<string> {
      const page = await (await by.post('/ken/people', { roles })).text()
      return /<code>(?:http:\/\/localhost)(\/invitation\?token=[a-z0-9]+)<\/code>/.exec(page)![1]!
    }

    it('lets the first administrator found the organisation, once', async () => {
      const link = (await firstAdministratorLink(site.deps))!
      expect(await (await site.visitor.get(link)).text()).toContain('団体と最初の管理者の登録')
      const answer = await accept(link, { ...ORGANISATION, ...PERSON })
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe('/ken/desk')
      const administrator = await site.signIn(PERSON.login, PERSON.password)
      expect((await administrator.get('/ken/desk')).status).toBe(200)
      expect(await (await administrator.get('/ken/people')).text()).toContain('管理者A')
      expect(await (await site.visitor.get('/')).text()).toContain('試験県')
      expect(await status(link)).toBe(404)
      expect((await accept(link, { ...ORGANISATION, organisationId: 'shi', ...PERSON, login: 'b@example.jp' })).status).toBe(404)
      expect(await firstAdministratorLink(site.deps)).toBeUndefined()
    })

    it('keeps only the hash of a link’s secret', async () => {
      const link = (await firstAdministratorLink(site.deps))!
      expect(tokenOf(link)).toMatch(/^[a-z2-9]{40}$/)
      const rows = await site.deps.db.select().from(invitations)
      expect(rows).toHaveLength(1)
      expect(JSON.stringify(rows)).not.toContain(tokenOf(link))
      expect(await status(`/invitation?token=${rows[0]!.tokenHash}`)).toBe(404)
    })

    it('lets a link lapse after a day, and at the next start', async () => {
      const first = (await firstAdministratorLink(site.deps))!
      const second = (await firstAdministratorLink(site.deps))!
      expect(await status(first)).toBe(404)
      site.advance(24 * HOUR - 1)
      expect(await status(second)).toBe(200)
      site.advance(1)
      expect(await status(second)).toBe(404)
      expect((await accept(second, { ...ORGANISATION, ...PERSON })).status).toBe(404)
      expect(await status('/invitation')).toBe(404)
    })

    it('founds one organisation where a link is spent twice at once', async () => {
      const link = (await firstAdministratorLink(site.deps))!
      const answers = await Promise.all(
        ['ken', 'ken', 'shi'].map((organisationId, i) =>
          accept(link, { ...ORGANISATION, organisationId, ...PERSON, login: `kanri${i}@example.jp` }),
        ),
      )
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
      for (const { status } of answers) expect([303, 404, 409]).toContain(status)
      expect(await listGovernments(site.deps.db)).toHaveLength(1)
    })

    it.each([
      ['an address of the site', { organisationId: 'sign-in' }, '半角の英小文字で始まる'],
      ['a name like a proposer’s', { organisationId: 'p-ken' }, '半角の英小文字で始まる'],
      ['a path', { organisationId: '../ken' }, '半角の英小文字で始まる'],
      ['capitals', { organisationId: 'Ken' }, '半角の英小文字で始まる'],
      ['an unknown programme', { programmeId: 'none' }, '入力してください'],
      ['no authority', { authority: ' ' }, '入力してください'],
      ['a short password', { password: 'short' }, '12文字以上'],
      ['no address to sign in by', { login: 'kanri' }, 'メールアドレスの形で'],
    ])('refuses %s, keeps what was typed and the link', async (_, over, sentence) => {
      const link = (await firstAdministratorLink(site.deps))!
      const answer = await accept(link, { ...ORGANISATION, ...PERSON, ...over })
      const page = await answer.text()
      expect(answer.status).toBe(422)
      expect(page).toContain(sentence)
      expect(page).toContain('試験県')
      expect(page).not.toContain(PERSON.password)
      expect(await status(link)).toBe(200)
      expect(await listGovernments(site.deps.db)).toHaveLength(0)
    })

    it('lets an administrator invite a colleague to named roles, once, for a week', async () => {
      const administrator = await founded()
      const link = await invited(administrator, 'screening-officer', 'auditor')
      const late = await invited(administrator, 'processor')
      const page = await (await site.visitor.get(link)).text()
      expect(page).toContain('試験県の職員の登録')
      expect(page).toContain('審査担当・監査担当')
      expect(page).not.toContain('name="organisationId"')
      const answer = await accept(link, { name: '審査A', login: 'shinsa@example.jp', password: PASSWORD, roles: 'administrator' })
      expect(answer.headers.get('location')).toBe('/ken/desk')
      expect(await status(link)).toBe(404)
      const officer = await site.signIn('shinsa@example.jp', PASSWORD)
      expect((await officer.get('/ken/audit')).status).toBe(200)
      expect((await officer.get('/ken/people')).status).toBe(404)
      expect((await officer.post('/ken/people', { roles: 'administrator' })).status).toBe(404)
      site.advance(7 * 24 * HOUR)
      expect(await status(late)).toBe(404)
    })

    it.each([[[]], [['proposer']], [['auditor', 'king']]])('does not invite to %j', async (roles) => {
      const administrator = await founded()
      const answer = await administrator.post('/ken/people', { roles })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('役割を1つ以上選んでください')
    })

    it('takes a person’s roles away from the next request on, never one’s own', async () => {
      const administrator = await founded()
      const link = await invited(administrator, 'auditor')
      await accept(link, { name: '監査A', login: 'kansa@example.jp', password: PASSWORD })
      const auditor = await site.signIn('kansa@example.jp', PASSWORD)
      expect((await auditor.get('/ken/audit')).status).toBe(200)
      const page = await (await administrator.get('/ken/people')).text()
      const [remove] = /\/ken\/people\/[a-z0-9]+\/remove/.exec(page)!
      expect((await auditor.post(remove)).status).toBe(404)
      expect((await administrator.post(remove)).status).toBe(303)
      expect((await auditor.get('/ken/audit')).status).toBe(404)
      expect(await (await administrator.get('/ken/people')).text()).not.toContain('監査A')
      expect((await administrator.post(remove)).status).toBe(404)
      const { actor } = await site.deps.sessions.read(administrator.cookie)
      const own = await administrator.post(`/ken/people/${actor!.userId}/remove`)
      expect(own.status).toBe(422)
      expect(await own.text()).toContain('自分の役割はなくせません')
    })

    it('keeps another organisation’s administrators out', async () => {
      await founded()
      const { other } = await site.government('shi', 'appi', { other: ['administrator'] })
      expect((await other!.get('/ken/people')).status).toBe(404)
      expect((await other!.post('/ken/people', { roles: 'administrator' })).status).toBe(404)
    })
  })
}
