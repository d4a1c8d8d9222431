import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feesOf } from '../../src/modules/fees/index.ts'
import { eventsOf, issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { closeWhole } from '../support/pages.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { act, carryTo, caseIdOf, markOf, OFFER, type Office, openOffice, sheet } from '../support/way.ts'

/** Estimate, quote, payment, settlement and refund. Runs on any runtime. */
export function feeCases(makeSite: MakeSite): void {
  describe('fees', () => {
    let site: TestSite
    let office: Office
    let second: Visitor
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      second = office.people.department
    })
    afterAll(() => closeWhole(site))

    const text = async (who: Visitor, path: string) => (await who.get(path)).text()
    const fees = (path: string) => feesOf(site.deps.db, 'ken', caseIdOf(path))
    const papers = async (path: string, form: string) =>
      (await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).filter((document) => document.form === form)
    const refused = async (answer: Response, status: number, ...sentences: string[]) => {
      const page = await answer.text()
      expect(answer.status, page.match(/<li>.*?<\/li>/g)?.join()).toBe(status)
      for (const sentence of sentences) expect(page).toContain(sentence)
      return page
    }
    const done = async (answer: Promise<Response>) => {
      const got = await answer
      if (got.status !== 303) throw new Error(`answered ${got.status}: ${(await got.text()).match(/<li>.*?<\/li>/g)?.join()}`)
    }
    const WORK = { workMinutes: '240', outsourcedYen: '500,000', note: '作業の記録1' }

    it('an estimate is for the officials, and computes as the tariff does', async () => {
      const path = await carryTo(office, 'review')
      await done(act(office.people.contract, path, 'record-estimate', { workMinutes: '61', outsourcedYen: '0', note: '見込み' }))
      expect((await fees(path)).estimate?.totalYen).toBe(28_900)
      expect(await text(office.people.contract, path)).toContain('28,900円')
      expect(await text(office.proposer, path)).not.toContain('28,900円')
      await refused(
        await act(office.people.contract, path, 'record-estimate', { workMinutes: 'x', outsourcedYen: '0', note: '' }),
        422,
        '作成に要する時間の見込み（分）：半角の数字',
        '根拠：入力してください',
      )
      await refused(await act(office.proposer, path, 'record-estimate', WORK), 403)
    })

    it('a quote needs a second official; approved, it is what the notice says', async () => {
      const path = await carryTo(office, 'review')
      await done(act(office.people.contract, path, 'propose-quote', WORK))
      const mark = async () => {
        await done(office.people.screening.post(`${path}/screening`, sheet(office)))
        return markOf(office, path)
      }
      const decision = { ...OFFER, mark: await mark(), decision: 'fit' }
      await refused(await office.people.screening.post(`${path}/screening/decision`, decision), 422, 'まだ答えがありません')
      await refused(await act(office.people.contract, path, 'approve-quote'), 403, '別の')
      await refused(await act(second, path, 'reject-quote'), 422, '理由')
      await done(act(second, path, 'reject-quote', { reason: '時間が長すぎる。' }))
      await done(act(office.people.contract, path, 'propose-quote', { ...WORK, workMinutes: '120' }))
      await done(act(second, path, 'approve-quote'))
      // The approved sum stands, whatever the decision's form says.
      await done(office.people.screening.post(`${path}/screening/decision`, { ...decision, workMinutes: '999' }))
      const { quote, records } = await fees(path)
      expect(quote).toMatchObject({ totalYen: 528_900, approved: true })
      expect(quote?.by).not.toBe(quote?.decidedBy)
      expect(records.map(({ approved }) => approved)).toEqual([false, true])
      expect(await text(office.proposer, path)).toContain('528,900円')
    })

    it('the slip names the sum and the day, as a numbered frozen paper', async () => {
      const path = await carryTo(office, 'fee-due')
      await done(act(office.people.contract, path, 'issue-fee-slip'))
      const [slip] = await papers(path, 'fee-slip')
      expect(slip?.number).toMatch(/第\d+号$/)
      for (const part of ['532,850円', '令和8年7月31日']) expect(JSON.stringify(slip?.model)).toContain(part)
      expect(await text(office.proposer, path)).toContain('納入通知書')
    })

    it('a late payment is taken and marked as late', async () => {
      const path = await carryTo(office, 'fee-due')
      site.setClock('2026-08-03T09:00:00+09:00')
      await done(
        office.people.contract.post(`${path}/contract/payment`, { paidOn: '2026-08-03', amount: '532850', reference: '納2', way: '現金' }),
      )
      expect((await fees(path)).payments).toMatchObject([{ kind: 'payment', way: '現金', dueOn: '2026-07-31', paidOn: '2026-08-03' }])
      expect(await text(office.people.contract, path)).toContain('期限後')
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('a settlement above the fee is approved by another, announced and paid', async () => {
      const path = await carryTo(office, 'ready')
      await done(act(office.people.contract, path, 'settle-fee', WORK))
      await refused(await act(office.people.contract, path, 'approve-settlement'), 403)
      await refused(await act(office.people.contract, path, 'settle-fee', WORK), 409)
      await done(act(second, path, 'approve-settlement'))
      expect(await text(office.proposer, path)).toContain('精算による不足額')
      await done(act(office.people.contract, path, 'issue-fee-slip'))
      const slip = JSON.stringify((await papers(path, 'fee-slip')).at(-1)?.model)
      for (const part of ['3,950円', '既に納付された額', '532,850円', '536,800円']) expect(slip).toContain(part)
      const difference = { paidOn: '2026-04-15', amount: '3,950', reference: '納3', way: '納入通知書' }
      await refused(await act(office.people.contract, path, 'record-difference', { ...difference, amount: '4000' }), 422, '3,950円')
      await done(act(office.people.contract, path, 'record-difference', difference))
      expect(await fees(path)).toMatchObject({ receivedYen: 536_800 })
      await refused(await act(office.people.contract, path, 'record-difference', difference), 422, '納めていただく額がありません')
    })

    it('a settlement below the fee goes back, once, with the notice', async () => {
      const path = await carryTo(office, 'ready')
      await done(act(office.people.contract, path, 'settle-fee', { ...WORK, outsourcedYen: '400000', workMinutes: '180' }))
      await done(act(second, path, 'approve-settlement'))
      await done(act(office.people.contract, path, 'propose-refund', { way: '口座への振込み', reference: '支1' }))
      await refused(await act(office.people.contract, path, 'approve-refund'), 403)
      expect(await fees(path)).toMatchObject({ receivedYen: 532_850 })
      await done(act(second, path, 'approve-refund'))
      expect(await fees(path)).toMatchObject({ receivedYen: 432_850 })
      const [notice] = await papers(path, 'refund-notice')
      expect(JSON.stringify(notice?.model)).toContain('100,000円')
      await refused(
        await act(office.people.contract, path, 'propose-refund', { way: '口座', reference: '支2' }),
        422,
        '返還する額がありません',
      )
      const actions = (await eventsOf(site.deps.db, 'ken', caseIdOf(path))).map(({ action }) => action)
      expect(actions.slice(-4)).toEqual(['settle-fee', 'approve-settlement', 'propose-refund', 'approve-refund'])
    })

    it('who withdraws after paying gets back what the programme says', async () => {
      const path = await carryTo(office, 'paid')
      await done(office.proposer.post(`${path}/withdraw`, { reason: '計画が変わった。' }))
      await done(act(office.people.contract, path, 'propose-refund', { way: '口座への振込み', reference: '支3' }))
      await done(act(second, path, 'approve-refund'))
      expect(await fees(path)).toMatchObject({ receivedYen: 0 })
    })

    it('a form that is sent twice counts once, and one that is not of the table does nothing', async () => {
      const path = await carryTo(office, 'ready')
      const page = await text(office.people.contract, path)
      const version = /name="version" value="(\d+)"/.exec(page)![1]!
      const fields = { version, 'settle-fee.workMinutes': '60', 'settle-fee.outsourcedYen': '0', 'settle-fee.note': '記録' }
      const answers = await Promise.all([1, 2].map(() => office.people.contract.post(`${path}/acts/settle-fee`, fields)))
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
      expect((await fees(path)).records.filter(({ kind }) => kind === 'settlement')).toHaveLength(1)
      expect((await office.people.contract.post(`${path}/acts/close`, { version })).status).toBe(404)
      expect((await office.people.contract.post(`${path}/acts/toString`, { version })).status).toBe(404)
    })
  })
}
