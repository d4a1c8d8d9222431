import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feesOf } from '../../src/modules/fees/index.ts'
import { eventsOf, issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { closeWhole } from '../support/pages.ts'
import { pdf } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { act, carryTo, caseIdOf, type Office, openOffice, sheet } from '../support/way.ts'

/** What happens to a contract besides its conclusion: put off, lapsed, accepted, changed, ended. Runs on any runtime. */
export function termCases(makeSite: MakeSite): void {
  describe('terms of a contract', () => {
    let site: TestSite
    let office: Office
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
    })
    afterAll(() => closeWhole(site))

    const text = async (who: Visitor, path: string) => (await who.get(path)).text()
    const papers = async (path: string, form: string) =>
      (await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).filter((document) => document.form === form)
    const lastEvent = async (path: string) => (await eventsOf(site.deps.db, 'ken', caseIdOf(path))).at(-1)!
    const done = async (answer: Response | Promise<Response>) => {
      const got = await answer
      if (got.status !== 303)
        throw new Error(`answered ${got.status}: ${(await got.text()).match(/<div class="notice error.*?<\/div>/)?.[0]}`)
    }
    const refused = async (answer: Promise<Response>, status: number, sentence = '') => {
      const got = await answer
      const page = await got.text()
      expect([got.status, page.match(/<div class="notice error.*?<\/div>/)?.[0]]).toEqual([status, expect.anything()])
      expect(page).toContain(sentence)
    }

    it('a deadline is put off once, as far as the programme lets', async () => {
      const path = await carryTo(office, 'contract-offered')
      const ask = { until: '2026-06-10', reason: '決裁に時間がかかるため。' }
      await refused(act(office.proposer, path, 'ask-extension', { ...ask, until: '2026-09-01' }), 422, '2026-06-15までの日')
      await done(act(office.proposer, path, 'ask-extension', ask))
      expect(await text(office.people.contract, path)).toContain('決裁に時間がかかるため。')
      await done(act(office.people.contract, path, 'grant-extension'))
      expect(await text(office.proposer, path)).toContain('期限：令和8年6月10日')
      expect(await text(office.proposer, path)).not.toContain('acts/ask-extension')
      site.setClock('2026-06-10T09:00:00+09:00')
      await done(office.proposer.post(`${path}/contract/apply`, { agreed: 'yes' }))
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('a day that has passed is recorded as lapsed, and not before', async () => {
      const path = await carryTo(office, 'fee-due')
      await refused(act(office.people.contract, path, 'lapse'), 422)
      site.setClock('2026-08-01T09:00:00+09:00')
      await done(act(office.people.contract, path, 'lapse'))
      site.setClock('2026-04-15T10:00:00+09:00')
      expect((await lastEvent(path)).toState).toBe('lapsed')
      expect(JSON.stringify((await papers(path, 'lapse-notice'))[0]?.model)).toContain('令和8年7月31日')
    })

    it('data that cannot be made end the case, and the fee goes back', async () => {
      const path = await carryTo(office, 'contracted')
      await done(act(office.people.contract, path, 'not-make', { reason: '加工の基準を満たせないため。' }))
      await done(act(office.people.contract, path, 'propose-refund', { way: '口座への振込み', reference: '支9' }))
      await done(act(office.people.department, path, 'approve-refund'))
      expect(await feesOf(site.deps.db, 'ken', caseIdOf(path))).toMatchObject({ receivedYen: 0 })
    })

    it('the contract is accepted by a person, at a time, for the hash of the frozen paper', async () => {
      const path = await carryTo(office, 'contracted')
      const [contract] = await papers(path, 'contract')
      expect(await text(office.proposer, path)).toContain(contract!.sha256)
      await done(act(office.proposer, path, 'accept-contract', { name: '代表者A' }))
      expect(await lastEvent(path)).toMatchObject({ action: 'accept-contract', data: { sha256: contract!.sha256, name: '代表者A' } })
      expect(await text(office.people.contract, path)).toContain('電子による同意')
      await refused(act(office.proposer, path, 'accept-contract', { name: '代表者A' }), 422, '同意を待つ契約書がありません')
    })

    it('or it is sealed on paper, and the scan is kept with the case', async () => {
      const other = await carryTo(office, 'contracted')
      const version = /name="version" value="(\d+)"/.exec(await text(office.people.contract, other))![1]!
      const sealed = { version, 'record-sealed-paper.sealedOn': '2026-04-15' }
      await refused(office.people.contract.post(`${other}/acts/record-sealed-paper`, sealed), 422, '読み取ったファイル')
      const scan = new File([pdf()], '契約書.pdf', { type: 'application/pdf' })
      await done(office.people.contract.post(`${other}/acts/record-sealed-paper`, { ...sealed, 'record-sealed-paper.scan': scan }))
      expect((await lastEvent(other)).data?.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(await text(office.people.contract, other)).toContain('契約書.pdf')
    })

    it('a change needs the other side, and only what the programme lets an amendment change', async () => {
      const path = await carryTo(office, 'contracted')
      const change = { matter: 'recipients', before: '分析部の3人', after: '分析部の4人', changedOn: '2026-05-01', reason: '異動による。' }
      await refused(act(office.proposer, path, 'propose-amendment', { ...change, matter: 'use' }), 422, '新たな提案をしてください')
      await refused(act(office.proposer, path, 'propose-amendment', { ...change, changedOn: '1926-04-15' }), 422, '契約を結んだ日')
      await done(act(office.proposer, path, 'propose-amendment', change))
      await refused(act(office.proposer, path, 'agree-amendment'), 403)
      expect(await papers(path, 'change-notice')).toEqual([])
      await done(act(office.people.contract, path, 'agree-amendment'))
      expect(JSON.stringify((await papers(path, 'change-notice'))[0]?.model)).toContain('分析部の4人')
      await done(act(office.people.contract, path, 'offer-amendment', { ...change, matter: 'storage', after: '別の部屋' }))
      await done(act(office.proposer, path, 'decline-amendment', { reason: '部屋がない。' }))
      expect(await papers(path, 'change-notice')).toHaveLength(1)
    })

    it('is terminated on a ground of the law, after a hearing, by a second official; the two years bar the next proposal', async () => {
      const path = await carryTo(office, 'contracted')
      const { contract, department, screening } = office.people
      await refused(act(contract, path, 'propose-termination', { ground: '9', reason: '事実' }), 422, '解除の事由')
      await done(act(contract, path, 'propose-termination', { ground: '3', reason: '承諾なく第三者に渡した。' }))
      expect(JSON.stringify((await papers(path, 'hearing-notice'))[0]?.model)).toContain('第3号')
      const end = { reason: '重大な違反である。', eraseBy: '2026-05-15' }
      await refused(act(contract, path, 'terminate', end), 403)
      await refused(act(department, path, 'terminate', end), 422, '意見を述べる期限')
      await done(act(office.proposer, path, 'state-opinion', { reason: '手違いであった。' }))
      expect(await text(department, path)).toContain('手違いであった。')
      await done(act(department, path, 'terminate', end))
      expect(await lastEvent(path)).toMatchObject({ toState: 'terminated', data: { barredUntil: '2028-04-14' } })
      const notice = JSON.stringify((await papers(path, 'termination-notice'))[0]?.model)
      for (const part of ['第3号', '令和10年4月14日', '令和8年5月15日']) expect(notice).toContain(part)
      await done(
        act(office.proposer, path, 'report-erasure', {
          erasedOn: '2026-04-15',
          method: '上書き',
          objects: 'データ\n複製',
          erasedBy: '部長',
        }),
      )
      expect(await papers(path, 'erasure-report')).toHaveLength(1)

      const next = await carryTo(office, 'review')
      expect(await text(screening, `${next}/screening`)).toContain('2028-04-14')
      await done(screening.post(`${next}/screening`, sheet(office)))
      expect(await text(screening, `${next}/screening/decision`)).toContain('2028-04-14')
    })
  })
}
