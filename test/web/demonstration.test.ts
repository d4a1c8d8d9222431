import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLog } from '../../src/audit/index.ts'
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '../../src/auth/demonstration.ts'
import { demonstration } from '../../src/demo/schema.ts'
import { databaseState, loadDemonstration } from '../../src/demo/site.ts'
import { nodeDeps, nodeSettings } from '../../src/main.deps.ts'
import { proposals } from '../../src/modules/proposals/schema.ts'
import { makeSite } from '../support/site.ts'

const STATES = [
  'draft',
  'submitted',
  'returned',
  'review',
  'opinion',
  'contract-offered',
  'fee-due',
  'paid',
  'contracted',
  'refused',
  'withdrawn',
]

let site: Awaited<ReturnType<typeof makeSite>>
beforeAll(async () => {
  site = await makeSite({ at: '2026-11-21T09:00:00+09:00' })
  await loadDemonstration(site.deps)
})
afterAll(() => site.close())

describe('the demonstration', () => {
  it('loads, with a log that holds, and marks the database', async () => {
    expect(await verifyLog(site.deps)).toMatchObject({ ok: true })
    expect(await databaseState(site.deps.db)).toBe('demonstration')
  })

  it('shows organisations under both programmes, each with an open call', async () => {
    const top = await (await site.visitor.get('/')).text()
    for (const [id, name, word] of [
      ['sakyu-ken', '砂丘県（実演）', '行政機関等匿名加工情報'],
      ['jorei-ken', '旧条例の県（実演）', '実施機関非識別加工情報'],
      ['fumon-shi', '風紋市（実演）', '行政機関等匿名加工情報'],
    ] as const) {
      expect(top).toContain(name)
      const page = await (await site.visitor.get(`/${id}`)).text()
      expect(page).toContain(word)
      expect(page).toContain('1件の募集を受け付けています')
    }
  })

  it('has cases in several states, which only those concerned see', async () => {
    const rows = await site.deps.db.select().from(proposals)
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(STATES))
    const city = await site.signIn('shi-shinsa@example.jp', DEMONSTRATION_PASSWORD)
    for (const { id, organisationId } of rows) expect((await city.get(`/${organisationId}/proposals/${id}`)).status).toBe(404)
  })

  it('signs every account in; the first page leads to the rooms of the account, and those open', async () => {
    for (const { login, name } of DEMONSTRATION_ACCOUNTS) {
      const person = await site.signIn(login, DEMONSTRATION_PASSWORD)
      const top = await (await person.get('/')).text()
      expect(top).toContain(`${name}さん`)
      const [, own = ''] = /あなたのページ(.*?)<\/p>/s.exec(top) ?? []
      const rooms = [...own.matchAll(/href="([^"]+)"/g)].map(([, path]) => path!)
      expect(rooms.length, login).toBeGreaterThan(0)
      for (const path of rooms) expect((await person.get(path)).status, path).toBe(200)
    }
    expect(await (await site.visitor.get('/')).text()).not.toContain('あなたのページ')
  })

  it('is refused as a real deployment’s database: its passwords are published', async () => {
    const env = { SAKYU_DATA: site.folder, SAKYU_DATABASE: `file:${site.folder}/test.db`, SAKYU_KEY: '0123456789abcdef'.repeat(4) }
    await expect(nodeDeps(nodeSettings({ ...env, SAKYU_DEMO: '0' }))).rejects.toThrow('実演用')
    await expect(nodeDeps(nodeSettings({ ...env, HOST: '0.0.0.0' }))).rejects.toThrow('実演用')
  })

  it('does nothing when it is loaded, starts anew where loading was interrupted, and leaves a real database alone', async () => {
    const before = (await site.deps.db.select().from(proposals)).length
    await loadDemonstration(site.deps)
    expect((await site.deps.db.select().from(proposals)).length).toBe(before)
    await site.deps.db.update(demonstration).set({ loadedAt: null })
    expect(await databaseState(site.deps.db)).toBe('half-loaded')
    await loadDemonstration(site.deps)
    expect((await site.deps.db.select().from(proposals)).length).toBe(before)
    expect(await verifyLog(site.deps)).toMatchObject({ ok: true })
    const real = await makeSite()
    await real.proposer('teian-x')
    expect(await databaseState(real.deps.db)).toBe('real')
    await expect(loadDemonstration(real.deps)).rejects.toThrow()
    real.close()
  })
})
