import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.tsx'
import { questionsIn } from '../../src/modules/calls/index.ts'
import { consultationsOf } from '../../src/modules/consultations/index.ts'
import { orderOfCase } from '../../src/modules/processing/index.ts'
import { issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { attachmentsOf } from '../../src/modules/proposals/store.ts'
import { withCall } from '../support/register.ts'
import { makeSite } from '../support/site.ts'
import type { TestSite, Visitor } from '../support/site-client.ts'
import { carryTo, caseIdOf, type Office, openOffice } from '../support/way.ts'

/** What anybody may read without signing in. Every other route below an organisation is closed to strangers. */
const PUBLIC = new Set([
  'GET /:organisation',
  'GET /:organisation/',
  'GET /:organisation/register',
  'GET /:organisation/register.csv',
  'GET /:organisation/register.json',
  'GET /:organisation/register.jsonld',
  'GET /:organisation/register.atom',
  'GET /:organisation/register-print',
  'GET /:organisation/register.docx',
  'GET /:organisation/sitemap.xml',
  'GET /:organisation/register/:entry',
  'GET /:organisation/register/:entry/history',
  'GET /:organisation/calls',
  'GET /:organisation/calls/:call',
  'GET /:organisation/calls/:call/result',
  'GET /:organisation/calls/:call/notice',
  'GET /:organisation/calls/:call/notice.docx',
  'GET /:organisation/preflight',
  'GET /:organisation/provisions',
  'GET /:organisation/made-data',
  'GET /:organisation/made-data/:made',
  'GET /:organisation/log',
])

/** A proposer's own way in: every proposer may see an own list here and start a proposal; it shows nobody else's. */
const FOR_EVERY_PROPOSER = new Set([
  'GET /:organisation/proposals',
  'GET /:organisation/proposals/new',
  'POST /:organisation/proposals',
  'GET /:organisation/consultations',
  'GET /:organisation/consultations/new',
  'POST /:organisation/consultations',
  'GET /:organisation/calls/:call/questions',
  'POST /:organisation/calls/:call/questions',
])

let site: TestSite
let office: Office
let strangers: [string, Visitor, boolean][]
let fill: Record<string, string>

/** Every route of the site below an organisation, as it is mounted. */
const routes = () => {
  const seen = new Map<string, { method: string; path: string }>()
  for (const { method, path } of createApp(site.deps).routes)
    if (path.startsWith('/:organisation') && !path.endsWith('*') && method !== 'ALL') seen.set(`${method} ${path}`, { method, path })
  return [...seen.values()]
}

beforeAll(async () => {
  site = await makeSite()
  office = await openOffice(site)
  const elsewhere = await openOffice(site, 'shi', 'appi')
  const path = await carryTo(office, 'delivered')
  const caseId = caseIdOf(path)
  const { db } = site.deps
  const call = await withCall(site, 'ken', [office.entry], {
    title: '質問のある募集',
    questions: { from: '2026-04-10', until: '2026-04-24', answersBy: '2026-05-08' },
  })
  const receipt = 'a'.repeat(20)
  await office.proposer.post(`/ken/calls/${call}/questions`, { asked: '提案者Aの質問', receipt })
  await office.proposer.post('/ken/consultations', { id: receipt, company: '提案社', contact: '提案者A', 'purpose-purpose': '目的' })
  const [[question], [consultation]] = await Promise.all([questionsIn(db, 'ken', call), consultationsOf(db, 'ken')])
  fill = {
    ':organisation': 'ken',
    ':id': caseId,
    ':attachment': (await attachmentsOf(db, 'ken', caseId))[0]!.id,
    ':document': (await issuedDocumentsOf(db, 'ken', caseId))[0]!.id,
    ':order': (await orderOfCase(db, 'ken', caseId))!.id,
    ':entry': 'tax',
    ':call': call,
    ':question': question!.id,
    ':consultation': consultation!.id,
  }
  strangers = [
    ['another proposer', elsewhere.proposer, true],
    ...Object.entries(elsewhere.people).map(([role, visitor]): [string, Visitor, boolean] => [
      `another organisation's ${role}`,
      visitor,
      false,
    ]),
  ]
})
afterAll(() => site.close())

const addressOf = (path: string) => {
  // Orders and vault objects are named by :id too.
  const id = path.includes('/orders/:id') ? fill[':order']! : fill[':id']!
  return path.replaceAll(/:[a-z]+/g, (name) => (name === ':id' ? id : (fill[name] ?? 'x')))
}

describe('strangers', () => {
  it('find the routes that are listed as public, and only real ones', () => {
    const known = new Set(routes().map(({ method, path }) => `${method} ${path}`))
    for (const route of [...PUBLIC, ...FOR_EVERY_PROPOSER])
      if (route !== 'GET /:organisation' && route !== 'GET /:organisation/') expect(known).toContain(route)
    expect(known.size).toBeGreaterThan(25)
  })

  it("get 404 on every other route of another organisation's case, by GET and POST", async () => {
    const open: string[] = []
    for (const { method, path } of routes()) {
      const route = `${method} ${path}`
      if (PUBLIC.has(route)) continue
      for (const [who, visitor, isProposer] of strangers) {
        if (isProposer && FOR_EVERY_PROPOSER.has(route)) continue
        const address = addressOf(path)
        const answer = method === 'GET' ? await visitor.get(address) : await visitor.post(address, { checked: 'yes' })
        // An official of elsewhere who proposes nothing is shown the way to a desk, which is closed in turn.
        const next = answer.status === 303 ? await visitor.get(answer.headers.get('location')!) : answer
        if (next.status !== 404) open.push(`${route}: ${answer.status} for ${who}`)
      }
    }
    expect(open).toEqual([])
  })

  it('without signing in are sent to sign in, or find nothing', async () => {
    const open: string[] = []
    for (const { method, path } of routes()) {
      if (PUBLIC.has(`${method} ${path}`)) continue
      const address = addressOf(path)
      const answer = method === 'GET' ? await site.visitor.get(address) : await site.visitor.post(address)
      const isSentToSignIn = answer.status === 303 && answer.headers.get('location')!.startsWith('/sign-in')
      if (!isSentToSignIn && answer.status !== 404) open.push(`${method} ${path}: ${answer.status}`)
    }
    expect(open).toEqual([])
  })

  it('see nothing of a case in the lists that they may read', async () => {
    const [, other] = strangers[0]!
    expect(await (await other.get('/ken/proposals')).text()).not.toContain(fill[':id'])
    expect(await (await other.get('/ken/consultations')).text()).not.toContain(fill[':consultation'])
    expect(await (await other.get(`/ken/calls/${fill[':call']}/questions`)).text()).not.toContain('提案者Aの質問')
    for (const path of [`/ken/calls/${fill[':call']}`, '/ken/log', '/ken/register/tax', '/ken/provisions']) {
      const page = await (await site.visitor.get(path)).text()
      expect(page).not.toContain(fill[':id'])
      expect(page).not.toContain('提案者A')
    }
  })

  it('changed nothing by trying', async () => {
    const page = await (await office.proposer.get(`/ken/proposals/${fill[':id']}`)).text()
    expect(page).toContain('>提供済み</span>')
  })
})
