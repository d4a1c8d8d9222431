import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MakeSite, PASSWORD, type TestSite } from '../support/site-client.ts'

/** Registration, sign-in and sign-out. Runs on any runtime. */
export function signInCases(makeSite: MakeSite): void {
  describe('sign-in', () => {
    let site: TestSite
    beforeAll(async () => {
      site = await makeSite()
      await site.proposer('teian-a')
    })
    afterAll(() => site.close())

    it('registers, signs in and out', async () => {
      const proposer = await site.signIn('TEIAN-A@example.jp ', PASSWORD)
      expect(await (await proposer.get('/')).text()).toContain('提案者Aさん')
      await proposer.post('/sign-out')
      expect(await (await proposer.get('/')).text()).not.toContain('提案者Aさん')
    })

    it('answers an unknown login and a wrong password alike, and slows guessing down', async () => {
      const unknown = await site.visitor.post('/sign-in', { login: 'dare@example.jp', password: 'not this one at all' })
      expect(unknown.status).toBe(422)
      let last = await site.visitor.post('/sign-in', { login: 'teian-a@example.jp', password: 'wrong' })
      expect(last.status).toBe(422)
      expect(await last.text()).toContain('メールアドレスかパスワードが違います')
      for (let i = 0; i < 6; i++) last = await site.visitor.post('/sign-in', { login: 'teian-a@example.jp', password: 'wrong' })
      expect(last.status).toBe(429)
    })

    it('shows what was typed and every problem at once when a registration is refused', async () => {
      const answer = await site.visitor.post('/sign-up', { organisationName: '提案社Z', login: 'x', password: 'tanpasswd' })
      const page = await answer.text()
      expect(answer.status).toBe(422)
      expect(page).toContain('提案社Z')
      expect(page).toContain('メールアドレスの形で')
      expect(page).toContain('12文字以上')
      expect(page).not.toContain('tanpasswd')
    })

    it('refuses a form sent from another site', async () => {
      const answer = await site.request('/sign-out', {
        method: 'POST',
        body: new URLSearchParams({}),
        headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      })
      expect(answer.status).toBe(403)
    })

    it('tells a form whether its sender is still signed in, and leads back to the page it was sent from', async () => {
      const proposer = await site.proposer('teian-session')
      await site.government('session-ken', 'appi', { desk: ['screening-officer'] })
      expect((await proposer.get('/signed-in')).status).toBe(204)
      expect((await site.visitor.get('/signed-in')).status).toBe(401)
      const send = async (referer: string) => {
        const headers = { origin: 'http://localhost', referer }
        const answer = await site.request('/session-ken/consultations', { method: 'POST', body: new URLSearchParams({}), headers })
        return decodeURIComponent(answer.headers.get('location') ?? '')
      }
      expect(await send('http://localhost/session-ken/consultations/new?entry=tax')).toBe(
        '/sign-in?next=/session-ken/consultations/new?entry=tax',
      )
      expect(await send('https://elsewhere.example/session-ken/x')).toBe('/sign-in?next=/session-ken/consultations')
    })

    it('never redirects to another host after sign-in', async () => {
      for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
        const answer = await site.visitor.post('/sign-in', { login: 'nobody@example.jp', password: 'x', next })
        expect(await answer.text()).toContain('name="next" value="/"')
      }
    })
  })
}
