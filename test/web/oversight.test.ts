import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '../../src/audit/schema.ts'
import { page as text } from '../support/pages.ts'
import { makeSite } from '../support/site.ts'
import type { TestSite } from '../support/site-client.ts'
import { carryTo, caseIdOf, type Office, openOffice } from '../support/way.ts'

let site: TestSite
let office: Office
let review: string
let feeDue: string
beforeAll(async () => {
  site = await makeSite()
  office = await openOffice(site)
  review = await carryTo(office, 'review')
  feeDue = await carryTo(office, 'fee-due')
  // enough entries for more than one page of the log
  for (let i = 0; i < 6; i++) await carryTo(office, 'contract-offered')
})
afterAll(() => site.close())

/** The part of a desk under "あなたがすること". */
const mine = (page: string) => page.slice(page.indexOf('あなたがすること'), page.indexOf('ほかの案件'))

describe('the desk', () => {
  it('shows each official what waits for them, and the rest apart', async () => {
    const screening = await text(office.people.screening, '/ken/desk')
    expect(mine(screening)).toContain(caseIdOf(review))
    expect(mine(screening)).not.toContain(caseIdOf(feeDue))
    expect(screening).toContain(caseIdOf(feeDue))
    const contract = await text(office.people.contract, '/ken/desk')
    expect(mine(contract)).toContain('納付を記録する')
    expect(mine(contract)).not.toContain(caseIdOf(review))
    expect(mine(await text(office.people.auditor, '/ken/desk'))).toContain('待っている案件や仕事はありません')
  })

  it('counts deadlines by the programme, and marks what is near or late', async () => {
    expect(await text(office.people.screening, '/ken/desk')).toContain('期限：令和8年6月2日')
    site.setClock('2026-06-01T09:00:00+09:00')
    expect(await text(office.people.screening, '/ken/desk')).toContain('まもなく期限')
    site.setClock('2026-06-03T09:00:00+09:00')
    expect(await text(office.people.screening, '/ken/desk')).toContain('期限を過ぎています')
    site.setClock('2026-04-15T10:00:00+09:00')
  })

  it('filters by state', async () => {
    const page = await text(office.people.screening, '/ken/desk?state=fee-due')
    expect(page).toContain(caseIdOf(feeDue))
    expect(page).not.toContain(caseIdOf(review))
  })

  it('is not there for a proposer, and asks a visitor to sign in', async () => {
    await text(office.proposer, '/ken/desk', 404)
    expect((await site.visitor.get('/ken/desk')).headers.get('location')).toBe('/sign-in?next=%2Fken%2Fdesk')
  })
})

describe('the log', () => {
  it('shows the public only what is public', async () => {
    const page = await text(site.visitor, '/ken/log')
    expect(page).toContain('基準に適合すると決定した')
    for (const hidden of ['審査を始めた', '基準の判断を記録した', '手数料', '提案者A']) expect(page).not.toContain(hidden)
  })

  it('is read page by page, back to the first entry', async () => {
    let path: string | undefined = '/ken/audit'
    const seen: number[] = []
    let pages = 0
    while (path) {
      const page: string = await text(office.people.auditor, path)
      seen.push(...[...page.matchAll(/row-title">(\d+)　/g)].map((match) => Number(match[1])))
      path = /href="(\/ken\/audit\?before=\d+)"/.exec(page)?.[1]
      pages += 1
    }
    const own = await site.deps.db.select({ seq: auditLog.seq }).from(auditLog).where(eq(auditLog.organisationId, 'ken'))
    expect(seen).toEqual(own.map(({ seq }) => seq).sort((a, b) => b - a))
    expect(pages).toBe(Math.ceil(own.length / 100))
  })

  it('is whole for auditors and administrators alone, and is verified on the page', async () => {
    for (const who of ['department', 'screening', 'contract', 'processor', 'custodian'] as const) {
      await text(office.people[who], '/ken/audit', 404)
      expect((await office.people[who].post('/ken/audit/verify')).status).toBe(404)
    }
    expect(await text(office.people.auditor, '/ken/audit')).toContain('基準の判断を記録した')
    const sound = await office.people.administrator.post('/ken/audit/verify')
    expect(await sound.text()).toContain('異常はありません')
    const [row] = await site.deps.db.select().from(auditLog).where(eq(auditLog.seq, 3))
    await site.deps.db.update(auditLog).set({ actorId: 'somebody-else' }).where(eq(auditLog.seq, 3))
    expect(await (await office.people.auditor.post('/ken/audit/verify')).text()).toContain('3番の記録に異常があります')
    await site.deps.db.update(auditLog).set({ actorId: row!.actorId }).where(eq(auditLog.seq, 3))
    expect(await (await office.people.auditor.post('/ken/audit/verify')).text()).toContain('異常はありません')
  })
})
