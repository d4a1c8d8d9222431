import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findOrganisation } from '../../src/auth/index.ts'
import { contractOf } from '../../src/modules/contracts/index.ts'
import { orderOfCase } from '../../src/modules/processing/index.ts'
import { knowProgrammesOf } from '../../src/modules/programmes/index.ts'
import { attachmentsOf, findCase, issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { announceCall, madeDataOf } from '../../src/modules/register/index.ts'
import { programme } from '../../src/programmes/index.ts'
import { closeWhole, done, page, refused } from '../support/pages.ts'
import { completeAnswers, completePapers, official, pdf, submitted } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import {
  act,
  caseIdOf,
  deliver,
  hearOpinion,
  markOf,
  OFFER,
  type Office,
  openOffice,
  produce,
  RECIPE,
  sheet,
  TERMS,
} from '../support/way.ts'

/** The order of fee, contract and making as its administrator published it: every order goes to the end. Runs on any runtime. */
export function orderCases(makeSite: MakeSite): void {
  // whole ways through the site: long where every request crosses into a Worker
  describe('order of fee, contract and making', { timeout: 240_000 }, () => {
    let site: TestSite
    beforeAll(async () => {
      site = await makeSite()
    })
    beforeEach(() => site.setClock('2026-04-15T10:00:00+09:00'))
    afterAll(() => closeWhole(site))

    const revisionOn = async (who: Visitor, path: string) => /name="revision" value="(\d+)"/.exec(await page(who, path))![1]!
    /** An office whose administrator published its programme with these settings of the contract, and a call under it. */
    async function officeWith(id: string, programmeId: string, settings: Record<string, string>): Promise<Office> {
      const office = await openOffice(site, id, programmeId)
      const { administrator } = office.people
      const from = `${programmeId}@${programme(programmeId).version}`
      const draft = await done(administrator.post(`/${id}/programmes/copy`, { from, title: '順を改めた制度' }))
      const values = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`value.contract.${key}`, value]))
      const part = `${draft}?part=contract`
      await done(administrator.post(part, { revision: await revisionOn(administrator, part), ...values }))
      const day = { revision: await revisionOn(administrator, `${draft}/publish`), effectiveFrom: '2026-04-15' }
      await done(administrator.post(`${draft}/publish`, day))
      const held = (await knowProgrammesOf(site.deps.db, id, '2026-04-15'))!
      const organisation = { ...(await findOrganisation(site.deps.db, id))!, programmeId: held.id, programmeVersion: held.version }
      const period = { announcedOn: '2026-04-10', opensOn: '2026-04-15', closesOn: '2026-06-30' }
      const call = await announceCall(site.deps, official(id, 'screening-officer'), organisation, {
        ...{ ...period, title: '順を改めた募集', entryIds: [office.entry], terms: {} },
      })
      if (!call.ok) throw new Error('the call was refused')
      return { ...office, call: call.value }
    }
    const stateOf = async ({ id }: Office, path: string) => (await findCase(site.deps.db, id, caseIdOf(path)))?.state
    const paperOf = async ({ id }: Office, path: string, form: string) =>
      JSON.stringify((await issuedDocumentsOf(site.deps.db, id, caseIdOf(path))).find((one) => one.form === form)?.model)
    const inReview = async ({ id, call, entry, people, proposer }: Office) => {
      const path = await submitted(proposer, id, call, entry)
      await done(people.screening.post(`${path}/screening/start`))
      return path
    }
    const foundFit = async (office: Office, path: string, offer: Record<string, string> = OFFER) => {
      const { screening } = office.people
      await done(screening.post(`${path}/screening`, sheet(office)))
      await done(screening.post(`${path}/screening/decision`, { ...offer, mark: await markOf(office, path), decision: 'fit' }))
    }
    const apply = ({ proposer }: Office, path: string) => proposer.post(`${path}/contract/apply`, { agreed: 'yes' })
    const pay = ({ people }: Office, path: string, amount = '532,850') =>
      people.contract.post(`${path}/contract/payment`, { paidOn: '2026-04-15', amount, reference: '納1' })
    const conclude = ({ people }: Office, path: string, recipe = RECIPE) =>
      people.contract.post(`${path}/contract/conclude`, { ...TERMS, recipe })
    const make = async (office: Office, path: string) => {
      await done(office.people.contract.post(`${path}/issue-order`))
      await produce(office, path)
      await done(office.people.department.post(`${path}/accept-result`))
    }
    const closed = async (office: Office, path: string) => {
      await done(office.people.contract.post(`${path}/provision/close`, { erasedOn: '2026-04-15', method: '上書きして消去した。' }))
      expect(await stateOf(office, path)).toBe('closed')
    }
    const seal = async ({ people }: Office, path: string, over: Record<string, string | Blob> = {}) => {
      const version = /name="version" value="(\d+)"/.exec(await page(people.contract, path))![1]!
      const named = Object.entries({ sealedOn: '2026-04-15', scan: new File([pdf()], '契約書.pdf'), ...over })
      return people.contract.post(`${path}/acts/record-sealed-paper`, {
        ...{ version, ...Object.fromEntries(named.map(([name, value]) => [`record-sealed-paper.${name}`, value])) },
      })
    }

    it('fee, contract, making, where the programme asks for a sealed contract: nothing is made before its scan', async () => {
      const office = await officeWith('ken', 'appi', { acceptance: 'signed' })
      const { people, proposer } = office
      const path = await inReview(office)
      await foundFit(office, path)
      await done(apply(office, path))
      await done(pay(office, path))
      await done(conclude(office, path))
      expect(await paperOf(office, path, 'contract')).toContain('納付したことを確認した')
      const order = () => people.contract.post(`${path}/issue-order`)
      await refused(order(), 422, '契約書への同意（電子又は押印）が記録されるまで')
      expect(await orderOfCase(site.deps.db, 'ken', caseIdOf(path))).toBeUndefined()
      await refused(seal(office, path, { sealedOn: '2026-04-16' }), 422, '今日までの日')
      await refused(seal(office, path, { sealedOn: '2026-04-14' }), 422, '2026-04-15以後の日')
      await refused(seal(office, path, { scan: new File(['<script>'], '契約書.html') }), 422, '読み取ったファイル')
      expect((await proposer.post(`${path}/acts/record-sealed-paper`)).status).toBe(403)
      expect(await attachmentsOf(site.deps.db, 'ken', caseIdOf(path))).not.toContainEqual(
        expect.objectContaining({ kind: 'sealed-contract' }),
      )
      await done(seal(office, path))
      const shown = await page(proposer, path)
      for (const part of ['押印（2026-04-15）', '押印された契約書：']) expect(shown).toContain(part)
      await refused(
        seal(office, path).catch(() => new Response('', { status: 422 })),
        422,
      )
      await make(office, path)
      await deliver(office, path)
      await closed(office, path)
    })

    it('contract, fee, making: the contract says by when to pay, and nothing is made before the payment', async () => {
      const office = await officeWith('shi', 'appi', { order: 'contract\nfee\nproduction' })
      const { people, proposer } = office
      const path = await inReview(office)
      await foundFit(office, path)
      await done(apply(office, path))
      const applied = await page(proposer, path)
      expect(applied).toContain('>契約の手続中</span>')
      expect(applied).not.toContain('期限：')
      await refused(pay(office, path), 409, 'この段階では')
      await done(conclude(office, path))
      const contract = await paperOf(office, path, 'contract')
      expect(contract).toContain('令和8年7月31日までに、これを納付する。')
      expect(contract).toContain('この契約は、期限の経過により効力を失う。')
      expect(contract).not.toContain('納付したことを確認した')
      const due = await page(proposer, path)
      for (const part of ['>手数料の納付待ち</span>', '期限：令和8年7月31日']) expect(due).toContain(part)
      await refused(people.contract.post(`${path}/issue-order`), 422, 'この段階では')
      // A concluded contract is not simply taken back.
      await refused(proposer.post(`${path}/withdraw`, { reason: '' }), 409, 'この段階では')
      await done(act(proposer, path, 'accept-contract', { name: '代表者A' }))
      await done(pay(office, path))
      expect(await stateOf(office, path)).toBe('contracted')
      await make(office, path)
      await deliver(office, path)
      await closed(office, path)

      // Data already made go the same way, without the making.
      const second = await site.proposer('tsugi-shi')
      site.setClock('2026-06-02T09:00:00+09:00')
      const [made] = await madeDataOf(site.deps.db, 'shi', office.entry)
      const other = { ...office, proposer: second }
      const begun = (await done(second.post(`/shi/made-data/${made!.id}`))).replace(/\/edit$/, '')
      await done(second.post(`${begun}/edit`, { ...completeAnswers(), ...completePapers(), intent: 'submit' }))
      await done(people.screening.post(`${begun}/screening/start`))
      await foundFit(other, begun, { ...OFFER, payBy: '2026-08-31' })
      await done(apply(other, begun))
      await done(conclude(other, begun))
      expect(await stateOf(other, begun)).toBe('fee-due')
      await refused(people.contract.post(`${begun}/provision/prepare`), 409, 'この段階では')
      await done(people.contract.post(`${begun}/contract/payment`, { paidOn: '2026-06-02', amount: '532850', reference: '納2' }))
      expect(await stateOf(other, begun)).toBe('ready')
      await deliver(other, begun)
    })

    it('contract, fee, making under the ordinance too; unpaid, the contract lapses', async () => {
      const office = await officeWith('jorei', 'tottori', { order: 'contract\nfee\nproduction' })
      const path = await inReview(office)
      await hearOpinion(office, path)
      await foundFit(office, path)
      await done(apply(office, path))
      await done(conclude(office, path))
      site.setClock('2026-08-03T10:00:00+09:00')
      await done(act(office.people.contract, path, 'lapse'))
      expect(await stateOf(office, path)).toBe('lapsed')
      expect(await paperOf(office, path, 'lapse-notice')).toContain('令和8年7月31日')
    })

    it('making, fee, contract: the contract names what was made, and is sealed before anything is provided', async () => {
      const office = await officeWith('saki', 'appi', { order: 'production\nfee\ncontract', acceptance: 'signed' })
      const { people, proposer } = office
      const path = await inReview(office)
      const { payBy: _, ...offer } = OFFER
      await foundFit(office, path, offer)
      expect(await paperOf(office, path, 'fit-notice')).toContain('作成が終わりましたら')
      const waiting = await page(proposer, path)
      expect(waiting).toContain('作成待ち')
      expect(waiting).not.toContain('契約を申し込む</button>')

      await refused(people.contract.post(`${path}/issue-order`), 422)
      await refused(act(people.contract, path, 'fix-recipe', { recipe: '{}' }), 422)
      await done(act(people.contract, path, 'fix-recipe', { recipe: RECIPE }))
      await make(office, path)

      await refused(act(people.contract, path, 'offer-contract', { payBy: '2026-07-31' }), 422)
      await done(act(people.contract, path, 'settle-fee', { workMinutes: '240', outsourcedYen: '500000', note: '記録' }))
      await done(act(people.department, path, 'approve-settlement'))
      await done(act(people.contract, path, 'offer-contract', { payBy: '2026-07-31' }))
      const offered = await page(proposer, path)
      for (const part of ['536,800円', '令和8年7月31日', '令和8年5月15日']) expect(offered).toContain(part)

      await done(apply(office, path))
      await done(pay(office, path, '536800'))
      const made = (await contractOf(site.deps.db, 'saki', caseIdOf(path)))!.recipeSha256!
      await done(conclude(office, path))
      const contract = await paperOf(office, path, 'contract')
      for (const part of [made, '536,800円']) expect(contract).toContain(part)
      await done(proposer.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' }))
      await refused(people.contract.post(`${path}/provision/prepare`), 422, '契約書への同意（電子又は押印）が記録されるまで')
      await done(seal(office, path))
      await deliver(office, path)
      await closed(office, path)
    })

    it.each(['fee\nproduction\ncontract', 'contract\nproduction\nfee'])('another order is not published: %j', async (order) => {
      const id = order.startsWith('fee') ? 'machi' : 'mura'
      await expect(officeWith(id, 'appi', { order })).rejects.toThrow('contract fee production')
    })

    it('a programme without a fee concludes the contract without a payment', async () => {
      const office = await openOffice(site, 'npd', 'npd')
      const { id, call, entry, people, proposer } = office
      expect(programme('npd').transitions.map(({ action }) => action)).not.toContain('record-payment')
      const { questionnaire, settings } = programme('npd')
      const best = questionnaire!.choices.reduce((a, b) => (b.points > a.points ? b : a)).id
      const path = await submitted(proposer, id, call, entry)
      await done(proposer.post(`${path}/questionnaire`, Object.fromEntries(questionnaire!.questions.map((one) => [one.id, best]))))
      await done(people.screening.post(`${path}/screening/start`, { tier: '3' }))
      const [condition = ''] = settings['review.fastTrack']!.value as string[]
      const decision = { action: 'decide-fast', decision: 'fit', 'fast-track': condition, evidence: '受付番号1の案件' }
      const mark = await markOf(office, path)
      await done(people.screening.post(`${path}/screening/decision`, { ...OFFER, ...decision, applyBy: '2026-06-30', mark }))
      await done(apply(office, path))
      await done(conclude(office, path))
      const contract = await paperOf(office, path, 'contract')
      expect(contract).toContain('手数料は、要しない。')
      expect(contract).not.toContain('納付')
      await make(office, path)
      await deliver(office, path)
    })
  })
}
