import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLog } from '../../src/audit/index.ts'
import { findOrganisation } from '../../src/auth/index.ts'
import { contractOf } from '../../src/modules/contracts/index.ts'
import { knowProgrammesOf } from '../../src/modules/programmes/index.ts'
import { issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { announceCall } from '../../src/modules/register/index.ts'
import { programme } from '../../src/programmes/index.ts'
import { official, submitted } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { act, caseIdOf, markOf, OFFER, type Office, openOffice, produce, RECIPE, sheet, TERMS } from '../support/way.ts'

/** A body that makes the data before fee and contract: the order is a setting that its administrator published. */
export function orderCases(makeSite: MakeSite): void {
  describe('making first', () => {
    let site: TestSite
    let office: Office
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      const { administrator } = office.people
      const made = await administrator.post('/ken/programmes/copy', {
        from: `appi@${programme('appi').version}`,
        title: '作成を先にする制度',
      })
      const draft = made.headers.get('location')!
      const revision = async (path: string) => /name="revision" value="(\d+)"/.exec(await (await administrator.get(path)).text())![1]!
      const order = { revision: await revision(`${draft}?part=contract`), 'value.contract.order': 'production\nfee\ncontract' }
      expect((await administrator.post(`${draft}?part=contract`, order)).status).toBe(303)
      const day = { revision: await revision(`${draft}/publish`), effectiveFrom: '2026-04-15' }
      expect((await administrator.post(`${draft}/publish`, day)).status).toBe(303)
      const held = (await knowProgrammesOf(site.deps.db, 'ken', '2026-04-15'))!
      const ken = { ...(await findOrganisation(site.deps.db, 'ken'))!, programmeId: held.id, programmeVersion: held.version }
      const period = { announcedOn: '2026-04-10', opensOn: '2026-04-15', closesOn: '2026-06-30' }
      const call = await announceCall(site.deps, official('ken', 'screening-officer'), ken, {
        ...{ ...period, title: '作成を先にする募集', entryIds: [office.entry], terms: {} },
      })
      if (!call.ok) throw new Error('the call was refused')
      office = { ...office, call: call.value }
    })
    afterAll(async () => {
      expect(await verifyLog(site.deps)).toMatchObject({ ok: true })
      await site.close()
    })

    const done = async (answer: Response | Promise<Response>) => {
      const got = await answer
      if (got.status !== 303)
        throw new Error(
          `answered ${got.status}: ${(await got.text()).match(/<li><a href="#.*?<\/li>|<div class="notice error.*?<\/div>/g)?.join()}`,
        )
    }
    const text = async (who: Visitor, path: string) => (await who.get(path)).text()

    it('goes from the decision over the data to fee and contract, and the contract names what was made', async () => {
      const { people, proposer } = office
      const path = await submitted(proposer, 'ken', office.call, office.entry)
      await done(people.screening.post(`${path}/screening/start`))
      await done(people.screening.post(`${path}/screening`, sheet(office)))
      const { payBy: _, ...offer } = OFFER
      await done(people.screening.post(`${path}/screening/decision`, { ...offer, mark: await markOf(office, path), decision: 'fit' }))
      const papers = () => issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))
      expect(JSON.stringify((await papers()).find(({ form }) => form === 'fit-notice')?.model)).toContain('作成が終わりましたら')
      const waiting = await text(proposer, path)
      expect(waiting).toContain('作成待ち')
      expect(waiting).not.toContain('契約を申し込む</button>')

      expect((await people.contract.post(`${path}/issue-order`)).status).toBe(422)
      expect((await act(people.contract, path, 'fix-recipe', { recipe: '{}' })).status).toBe(422)
      await done(act(people.contract, path, 'fix-recipe', { recipe: RECIPE }))
      await done(people.contract.post(`${path}/issue-order`))
      await produce(office, path)
      await done(people.department.post(`${path}/accept-result`))

      expect((await act(people.contract, path, 'offer-contract', { payBy: '2026-07-31' })).status).toBe(422)
      await done(act(people.contract, path, 'settle-fee', { workMinutes: '240', outsourcedYen: '500000', note: '記録' }))
      await done(act(people.department, path, 'approve-settlement'))
      await done(act(people.contract, path, 'offer-contract', { payBy: '2026-07-31' }))
      const offered = await text(proposer, path)
      for (const part of ['536,800円', '令和8年7月31日', '令和8年5月15日']) expect(offered).toContain(part)

      await done(proposer.post(`${path}/contract/apply`, { agreed: 'yes' }))
      await done(people.contract.post(`${path}/contract/payment`, { paidOn: '2026-04-15', amount: '536800', reference: '納1' }))
      const made = (await contractOf(site.deps.db, 'ken', caseIdOf(path)))!.recipeSha256!
      await done(people.contract.post(`${path}/contract/conclude`, TERMS))
      const contract = (await papers()).find(({ form }) => form === 'contract')
      expect(JSON.stringify(contract?.model)).toContain(made)
      expect(JSON.stringify(contract?.model)).toContain('536,800円')
      await done(proposer.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' }))
      expect(await text(people.contract, path)).toContain('提供を準備する')
    })
  })
}
