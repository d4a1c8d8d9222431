import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unstable_startWorker } from 'wrangler'
import { addUser } from '../../src/auth/index.ts'
import { users } from '../../src/auth/schema.ts'
import { japanDate } from '../../src/core/index.ts'
import { demonstration } from '../../src/demo/schema.ts'
import { nodeDeps, nodeSettings } from '../../src/main.deps.ts'
import { DAILY_TRIGGER } from '../../src/main.edge.deps.ts'
import { owedCallOf } from '../../src/modules/calls/index.ts'
import { notices } from '../../src/modules/notices/schema.ts'
import { publishEntries } from '../../src/modules/register/index.ts'
import { openDatabase } from '../../src/platform/node/libsql.ts'
import { libsqlServers } from '../support/edge/sqld.ts'
import { entryDraft } from '../support/entries.ts'
import { mailServer } from '../support/mail-server.ts'
import { official } from '../support/register.ts'

type Worker = Awaited<ReturnType<typeof unstable_startWorker>>

const KEY = '5f1e0ac4b7d2893e6641a0c8f39b27d5e8147c60ab92f3d51c07e6b8492adf35'
const PASSWORD = 'a long test password'
const ORIGIN = 'http://127.0.0.1'

/** Starts the bundle of wrangler.toml as `wrangler dev` does. */
async function startWorker(variables: Record<string, string>): Promise<Worker> {
  const worker = await unstable_startWorker({
    config: 'wrangler.toml',
    bindings: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { type: 'plain_text', value }])),
    dev: { server: { hostname: '127.0.0.1', port: 0 }, inspector: false, logLevel: 'none', watch: false, persist: false },
  })
  await worker.ready
  return worker
}

describe('the bundle on workerd, over a libSQL server that Node migrated and filled', () => {
  let servers: Awaited<ReturnType<typeof libsqlServers>>
  let database: string
  let worker: Worker
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-worker-'))

  beforeAll(async () => {
    servers = await libsqlServers()
    database = await servers.fresh()
    const { deps, close } = await nodeDeps(nodeSettings({ SAKYU_DATA: folder, SAKYU_DATABASE: database, SAKYU_KEY: KEY, SAKYU_DEMO: '0' }))
    const added = await addUser(deps, {
      organisation: { id: 'ken', kind: 'government', name: '試験県', programmeId: 'appi', profile: {} },
      login: 'shokan@example.jp',
      name: '所管課の職員',
      password: PASSWORD,
      roles: ['department-officer'],
    })
    expect(added.ok).toBe(true)
    const clerk = { login: 'madoguchi@example.jp', name: '窓口の職員', password: PASSWORD, roles: ['screening-officer' as const] }
    expect((await addUser(deps, { organisation: 'ken', ...clerk })).ok).toBe(true)
    const published = await publishEntries(deps, official('ken', 'department-officer'), 'ken', [
      entryDraft({ slug: 'tax', name: '住民税課税台帳' }),
    ])
    expect(published.ok).toBe(true)
    close()
    worker = await startWorker({ SAKYU_DATABASE: database, SAKYU_KEY: KEY })
  }, 120_000)
  afterAll(async () => {
    await worker?.dispose()
    await servers.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const fetched = async (from: Worker, path: string, init?: RequestInit) =>
    (await from.fetch(`${ORIGIN}${path}`, { redirect: 'manual', ...init } as never)) as unknown as Response

  it('shows the register to anyone, with its safeguards', async () => {
    const answer = await fetched(worker, '/ken/register')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await answer.text()
    expect(page).toContain('住民税課税台帳')
    const sheet = await fetched(worker, /href="(\/assets\/site-[^"]+\.css)"/.exec(page)![1]!)
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(await sheet.text()).toContain('--color-')
    for (const script of ['progress', 'draft']) expect((await fetched(worker, `/assets/${script}.js`)).status).toBe(200)
    // Assets are the Worker's to read, not addresses of the site.
    expect((await fetched(worker, '/programmes/appi.json')).status).toBe(404)
    expect(((await (await fetched(worker, '/ken/register.json')).json()) as { entries: unknown[] }).entries).toHaveLength(1)
  })

  it('answers more visitors at once than the database takes requests', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => fetched(worker, i % 2 ? '/ken/register' : '/ken/calls')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await Promise.all(answers.map((answer) => answer.text()))
  })

  it('signs in whom Node registered: the same password hash', async () => {
    const signIn = (password: string) =>
      fetched(worker, '/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ login: 'shokan@example.jp', password }).toString(),
        headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
      })
    expect((await signIn('another long password')).status).toBe(422)
    const answer = await signIn(PASSWORD)
    expect(answer.status).toBe(303)
    const setCookie = answer.headers.get('set-cookie') ?? ''
    expect(setCookie).toMatch(/Secure/)
    expect(setCookie).toMatch(/HttpOnly/)
    const page = await fetched(worker, '/', { headers: { cookie: setCookie.split(';')[0]! } })
    expect(await page.text()).toContain('所管課の職員さん')
  })

  it('writes what is due when the time comes, and reminds of the call that is owed once a day', async () => {
    const mail = await mailServer()
    const { db, close } = await openDatabase(database, {})
    const clerk = (await db.select().from(users).where(eq(users.login, 'madoguchi@example.jp')))[0]!
    await db.insert(notices).values({
      ...{ id: 'n1', organisationId: 'ken', caseId: 'c1', version: 1, userId: clerk.id, receiptNumber: 'R8-0001', state: '審査中' },
      ...{ createdAt: Date.now(), attempts: 0, nextAt: Date.now(), sentAt: null },
    })
    const other = await startWorker({
      ...{ SAKYU_DATABASE: database, SAKYU_KEY: KEY, SAKYU_URL: 'https://sakyu.example.jp' },
      ...{ SAKYU_SMTP: `smtp://127.0.0.1:${mail.port}`, SAKYU_MAIL_FROM: 'sakyu@example.jp' },
    })
    /** As Cloudflare does at the times of wrangler.toml. */
    const turn = async (cron: string) => {
      const answer = await fetched(other, `/cdn-cgi/local/scheduled?${new URLSearchParams({ cron })}`)
      expect(`${answer.status} ${await answer.text()}`).toBe('200 ok')
    }
    try {
      await turn('*/5 * * * *')
      expect(mail.letters).toHaveLength(1)
      expect(mail.commands).toContain('RCPT TO:<madoguchi@example.jp>')
      expect(Buffer.from(mail.letters[0]!.split('\r\n\r\n')[1]!, 'base64').toString()).toContain(
        'https://sakyu.example.jp/ken/proposals/c1',
      )
      expect((await db.select().from(notices))[0]).toMatchObject({ nextAt: null, attempts: 1 })
      await turn('*/5 * * * *')
      expect(mail.letters).toHaveLength(1)
      // Whether a call is owed depends on the day on which this runs.
      expect(readFileSync('wrangler.toml', 'utf8')).toContain(JSON.stringify(DAILY_TRIGGER))
      const owed = await owedCallOf({ db, clock: Date.now }, { id: 'ken', programmeId: 'appi' })
      await turn(DAILY_TRIGGER)
      const isDue = owed !== null && japanDate(Date.now()) >= owed.remindFrom
      expect(mail.letters).toHaveLength(isDue ? 2 : 1)
    } finally {
      close()
      await other.dispose()
      await mail.close()
    }
  })

  it.each([
    ['no key', {}],
    ['a weak key', { SAKYU_KEY: '00'.repeat(32) }],
    ['no database', { SAKYU_DATABASE: '', SAKYU_KEY: KEY }],
    ['a database that does not answer', { SAKYU_DATABASE: 'http://127.0.0.1:9', SAKYU_KEY: KEY }],
  ])('serves nothing with %s, and tells visitors no more than that', async (_, variables) => {
    const other = await startWorker({ SAKYU_DATABASE: database, ...variables })
    try {
      const answer = await fetched(other, '/ken/register')
      expect(answer.status).toBe(503)
      expect(await answer.text()).not.toMatch(/SAKYU|127\.0/)
    } finally {
      await other.dispose()
    }
  })

  it('serves nothing of a demonstration’s database: its passwords are public', async () => {
    const demonstrations = await servers.fresh()
    const { db, close } = await openDatabase(demonstrations, { migrations: 'drizzle/migrations' })
    await db.insert(demonstration).values({ id: 1, startedAt: 1, loadedAt: 2 })
    close()
    const other = await startWorker({ SAKYU_DATABASE: demonstrations, SAKYU_KEY: KEY })
    try {
      expect((await fetched(other, '/sign-in')).status).toBe(503)
    } finally {
      await other.dispose()
    }
  })
})
