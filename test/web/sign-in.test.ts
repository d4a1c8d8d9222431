import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessions } from '../../src/auth/schema.ts'
import { makeSite } from '../support/site.ts'
import { PASSWORD } from '../support/site-client.ts'
import { signInCases } from './sign-in.cases.ts'

signInCases(makeSite)

describe('a stolen database', () => {
  let site: Awaited<ReturnType<typeof makeSite>>
  beforeAll(async () => {
    site = await makeSite()
    await site.proposer('teian-a')
  })
  afterAll(() => site.close())

  it('keeps only a hash of the session id in the database', async () => {
    const proposer = await site.signIn('teian-a@example.jp', PASSWORD)
    const id = proposer.cookie.split('=')[1]!
    const rows = await site.deps.db.select().from(sessions)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.id).not.toBe(id)
      const thief = await site.deps.sessions.read(`sakyu_session=${row.id}`)
      expect(thief.actor).toBeUndefined()
    }
  })
})
