import { Decrypter } from 'age-encryption'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { orderOfCase } from '../../src/modules/processing/index.ts'
import { casesOfMadeData, findCase, issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { findProvision } from '../../src/modules/provision/index.ts'
import { digestOf } from '../../src/modules/provision/package.ts'
import { madeDataOf } from '../../src/modules/register/index.ts'
import { closeWhole, page as text } from '../support/pages.ts'
import { completeAnswers, completePapers, pdf } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { carryTo, caseIdOf, DATA, markOf, OFFER, type Office, openOffice, PASSPHRASE, PUBLICATION, TERMS } from '../support/way.ts'

const SECOND_ANSWERS = () =>
  Object.fromEntries(Object.entries(completeAnswers()).filter(([name]) => !name.startsWith('method-') && name !== 'persons'))

/** Proposals for data that were already made: from the register's page to the receipt. Runs on any runtime. */
export function secondUseCases(makeSite: MakeSite): void {
  describe('proposals for data already made', () => {
    let site: TestSite
    let office: Office
    let first: string
    let second: Visitor & { organisationId: string }
    let madePath: string
    let madeId: string
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      first = await carryTo(office, 'in-use')
      second = await site.proposer('tsugi-ken')
      const [made] = await madeDataOf(site.deps.db, 'ken', office.entry)
      madeId = made!.id
      madePath = `/ken/made-data/${madeId}`
      site.setClock('2026-06-02T09:00:00+09:00')
    }, 60_000)
    afterAll(() => closeWhole(site))

    const must = async (answer: Promise<Response>, status = 303) => {
      const got = await answer
      if (got.status !== status) throw new Error(`answered ${got.status}: ${(await got.text()).replaceAll(/<[^>]+>/g, ' ').slice(0, 1500)}`)
      return got
    }
    const start = async (who: Visitor) => (await must(who.post(madePath))).headers.get('location')!.replace(/\/edit$/, '')
    const hand = async (who: Visitor) => {
      const path = await start(who)
      await must(who.post(`${path}/edit`, { ...SECOND_ANSWERS(), ...completePapers(), intent: 'submit' }))
      return path
    }
    const criteria = ['not-disqualified', 'benefit', 'period', 'protection', 'no-hindrance']
    const sheet = (notMet: Record<string, string> = {}) =>
      Object.fromEntries(
        criteria.flatMap((id) => [
          [`${id}.finding`, id in notMet ? 'not-met' : 'met'],
          [`${id}.evidence`, '確かめた（内部）'],
          [`${id}.reason`, notMet[id] ?? ''],
        ]),
      )
    const review = async (path: string, notMet?: Record<string, string>) => {
      await must(office.people.screening.post(`${path}/screening/start`))
      await must(office.people.screening.post(`${path}/screening`, sheet(notMet)))
      return markOf(office, path)
    }
    const { workMinutes: _, outsourcedYen: __, ...SECOND_OFFER } = { ...OFFER, payBy: '2026-08-31' }
    const paperTexts = async (path: string, form: string) => {
      const papers = await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))
      return papers.filter((paper) => paper.form === form).map(({ model, number }) => ({ model: JSON.stringify(model), number }))
    }
    /** Carries a case of that person to the contract. */
    const contracted = async (who: Visitor, paid: string) => {
      const path = await hand(who)
      const mark = await review(path)
      await must(office.people.screening.post(`${path}/screening/decision`, { ...SECOND_OFFER, mark, decision: 'fit' }))
      await must(who.post(`${path}/contract/apply`, { agreed: 'yes' }))
      await must(office.people.contract.post(`${path}/contract/payment`, { paidOn: '2026-06-02', amount: paid, reference: '納2' }))
      await must(office.people.contract.post(`${path}/contract/conclude`, TERMS))
      return path
    }
    const packageOf = async (who: Visitor, path: string) => {
      const answer = await must(who.post(`${path}/provision/download`, { passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE }), 200)
      const age = new Decrypter()
      age.addPassphrase(PASSPHRASE)
      return unzipSync(await age.decrypt(new Uint8Array(await answer.arrayBuffer())))
    }

    it('anybody finds what was made; only a proposer may begin', async () => {
      expect(await text(site.visitor, '/ken/made-data')).toContain('「住民税課税台帳」を加工したデータ')
      const page = await text(site.visitor, madePath)
      for (const part of [
        '提案を受付中',
        '宛名番号、生年月日、金額',
        '2,000人',
        '法第118条第1項',
        'ログインして、利用を提案する',
        '12,600円',
      ])
        expect(page).toContain(part)
      expect(page).not.toContain('532,850')
      expect(await text(second, madePath)).toContain('532,850円（最初の利用者と同じ額）')
      expect((await site.visitor.post(madePath)).headers.get('location')).toContain('/sign-in?next=')
      expect((await office.people.contract.post(madePath)).status).toBe(403)
      expect((await second.post('/ken/made-data/nothing')).status).toBe(404)
      expect((await second.get('/ken/made-data/nothing')).status).toBe(404)
      expect(await text(site.visitor, '/ken/provisions')).toContain(madePath)
      expect(await text(site.visitor, '/ken/register/tax')).toContain('/ken/made-data')
    })

    it('has a shorter form: no file, no number of persons, no way of processing', async () => {
      const path = await start(second)
      expect(await start(second)).toBe(path)
      const form = await text(second, `${path}/edit`)
      expect(form).toContain('作成済みのデータを特定する事項')
      expect(form).toContain('「住民税課税台帳」を加工したもの')
      for (const name of ['persons', 'method-want-2', 'method-records']) expect(form).not.toContain(`name="${name}"`)
      const refused = await second.post(`${path}/edit`, { ...SECOND_ANSWERS(), 'purpose-purpose': '', intent: 'submit' })
      expect(refused.status).toBe(422)
      const page = await refused.text()
      expect(page).toContain('必要な書類です')
      expect(await text(second, '/ken/proposals')).toContain('住民税課税台帳を加工した作成済みのデータの利用の提案')
    })

    it('E2 goes from the register to the receipt, on a copy of exactly the same data', async () => {
      const path = await hand(second)
      expect((await paperTexts(path, 'proposal'))[0]!.model).toContain('様式第十二（規則第64条関係）')
      expect((await paperTexts(path, 'receipt'))[0]!.model).toContain('五つの基準に照らして審査し')
      expect((await paperTexts(path, 'receipt'))[0]!.model).not.toContain('データの作成を始めます')

      const desk = await text(office.people.screening, '/ken/desk')
      expect(desk).toContain('住民税課税台帳（作成済みのデータ）')
      const mark = await review(path)
      const decision = await text(office.people.screening, `${path}/screening/decision`)
      expect(decision).toContain('532,850円')
      expect(decision).not.toContain('name="workMinutes"')
      await must(office.people.screening.post(`${path}/screening/decision`, { ...SECOND_OFFER, mark, decision: 'fit' }))
      const [notice] = await paperTexts(path, 'fit-notice')
      for (const part of [
        '様式第十三（規則第64条関係）',
        '最初の利用者と同額',
        '532,850円',
        '第118条第2項において準用する同法第114条第2項',
      ])
        expect(notice!.model).toContain(part)
      expect(notice!.model).not.toContain('見込み')

      await must(second.post(`${path}/contract/apply`, { agreed: 'yes' }))
      expect((await paperTexts(path, 'contract-application'))[0]!.model).toContain('様式第十（')
      await must(office.people.contract.post(`${path}/contract/payment`, { paidOn: '2026-06-02', amount: '532,850', reference: '納2' }))
      expect(await text(office.people.contract, path)).not.toContain('name="recipe"')
      await must(office.people.contract.post(`${path}/contract/conclude`, TERMS))
      const recipe = (await orderOfCase(site.deps.db, 'ken', caseIdOf(first)))!.recipeSha256
      const [contract] = await paperTexts(path, 'contract')
      for (const part of [recipe, '第118条第2項において準用する同法第115条', '生年月日']) expect(contract!.model).toContain(part)
      expect(await orderOfCase(site.deps.db, 'ken', caseIdOf(path))).toBeUndefined()
      expect((await office.people.contract.post(`${path}/issue-order`)).status).not.toBe(303)

      await must(second.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' }))
      expect(await text(office.people.contract, path)).not.toContain('name="reuseFrom"')
      const { publicRecipient: ___, ...publication } = PUBLICATION
      await must(office.people.contract.post(`${path}/provision/prepare`, { ...publication, publicRecipient: '提案社B' }))
      expect((await paperTexts(path, 'conditions-of-use'))[0]!.model).toContain('ほかの利用者に提供したものと同じ内容です')
      expect((await office.people.contract.post(`${path}/provision/confirm`, { checked: 'yes' })).status).toBe(403)
      await must(office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' }))

      // The copies do not differ, in the data or in what describes them.
      const theirs = await packageOf(second, path)
      expect(strFromU8(theirs['data.csv']!)).toBe(DATA)
      const own = await packageOf(office.proposer, first)
      for (const name of ['data.csv', 'datapackage.json', 'summary.json']) expect(theirs[name]).toEqual(own[name])
      expect((await findProvision(site.deps.db, 'ken', caseIdOf(path)))!.packageObject).not.toBe(
        (await findProvision(site.deps.db, 'ken', caseIdOf(first)))!.packageObject,
      )
      await must(second.post(`${path}/provision/receipt`, { compared: 'yes' }))
      expect(await paperTexts(path, 'provision-receipt')).toHaveLength(1)
      expect(await madeDataOf(site.deps.db, 'ken', office.entry)).toHaveLength(1)
      const ledger = await text(site.visitor, '/ken/provisions')
      expect(ledger).toContain('住民税課税台帳（作成済みのデータの写し）')
      expect(ledger).toContain('提案社B')
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${caseIdOf(path)}` })
      expect(log.map(({ type }) => type)).toContain('data-received')
    })

    it('a proposer who has contracted for the same data pays the fee of a change', async () => {
      const path = await hand(office.proposer)
      expect(await text(office.people.screening, path)).toContain('重なる項目は「生年月日')
      const mark = await review(path)
      await must(office.people.screening.post(`${path}/screening/decision`, { ...SECOND_OFFER, mark, decision: 'fit' }))
      const [notice] = await paperTexts(path, 'fit-notice')
      expect(notice!.model).toContain('12,600円')
      expect(notice!.model).toContain('既に契約を結んだ者')
      const wrong = await office.proposer
        .post(`${path}/contract/apply`, { agreed: 'yes' })
        .then(() => office.people.contract.post(`${path}/contract/payment`, { paidOn: '2026-06-02', amount: '532,850', reference: '納' }))
      expect(wrong.status).toBe(422)
    })

    it('an unfit one is told so on 様式第十四, with its criteria', async () => {
      const path = await hand(second)
      const mark = await review(path, { benefit: '事業の効果が示されていない。' })
      await must(office.people.screening.post(`${path}/screening/decision`, { mark, decision: 'unfit' }))
      const [notice] = await paperTexts(path, 'unfit-notice')
      for (const part of ['様式第十四（規則第64条関係）', '4　事業の効果', '提案を受け付ける期間中に再び提案'])
        expect(notice!.model).toContain(part)
    })

    it('is another’s to nobody', async () => {
      const path = await start(second)
      const stranger = await site.proposer('yoso-ken')
      for (const who of [stranger, office.people.screening]) expect((await who.get(path)).status).toBe(404)
      expect((await stranger.post(`${path}/edit`, { intent: 'submit' })).status).toBe(404)
    })

    it('takes proposals only in the period that the register gives', async () => {
      const path = await start(second)
      site.setClock('2027-06-01T09:00:00+09:00')
      expect(await text(second, madePath)).toContain('受付終了')
      const refused = await second.post(madePath)
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('2026-06-01から2027-05-31までです')
      const late = await second.post(`${path}/edit`, { ...SECOND_ANSWERS(), ...completePapers(), intent: 'submit' })
      expect(late.status).toBe(422)
      expect(await late.text()).toContain('2026-06-01から2027-05-31までです')
      site.setClock('2026-06-02T09:00:00+09:00')
    })

    it('E2 stops where the kept data are not those that the first user was given', async () => {
      const path = await contracted(await site.proposer('mittsume-ken'), '532,850')
      const { provisions } = await import('../../src/modules/provision/schema.ts')
      const { eq } = await import('drizzle-orm')
      const of = eq(provisions.caseId, caseIdOf(first))
      const { files } = (await findProvision(site.deps.db, 'ken', caseIdOf(first)))!
      await site.deps.db
        .update(provisions)
        .set({ files: [{ name: 'data.csv', sha256: digestOf(new TextEncoder().encode('another')) }] })
        .where(of)
      const proposer = (await casesOfMadeData(site.deps.db, 'ken', madeId)).find(({ id }) => id === caseIdOf(path))!
      expect(proposer.state).toBe('ready')
      const mine = await site.signIn('mittsume-ken@example.jp', 'a long test password')
      await must(mine.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' }))
      const answer = await office.people.contract.post(`${path}/provision/prepare`, PUBLICATION)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('最初に提供したデータと同じ内容ではありません')
      await site.deps.db.update(provisions).set({ files }).where(of)
    })

    it('may come on paper too; one who contracted the same data before pays the smaller fee, on the desk’s word', async () => {
      const desk = office.people.screening
      expect(await text(desk, '/ken/proposals/paper')).toContain('作成済みのデータ：住民税課税台帳')
      const take = (over: Record<string, string> = {}) =>
        desk.post('/ken/proposals/paper', { about: `made ${madeId}`, receivedOn: '2026-06-01', ...over })
      expect(await (await take({ receivedOn: '2026-05-31' })).text()).toContain('2026-06-01から2027-05-31までです')
      expect((await take({ about: 'made nothing' })).status).toBe(422)
      expect(await (await take({ earlier: '2026-9999' })).text()).toContain('その受付番号はありません')
      const { pledged: _, ...answers } = SECOND_ANSWERS()
      const scans = { 'attachment-scan': pdf(), 'attachment-pledge': pdf() }
      const noticeFor = async (over: Record<string, string>) => {
        const edit = (await must(take(over))).headers.get('location')!
        const form = await text(desk, edit)
        expect(form).toContain('作成済みのデータを特定する事項')
        expect(form).not.toContain('必要な本人の数')
        const path = edit.replace(/\/edit$/, '')
        await must(desk.post(edit, { ...answers, ...completePapers(), ...scans, intent: 'submit' }))
        expect((await paperTexts(path, 'receipt'))[0]?.model).toContain('令和8年6月1日')
        const mark = await review(path)
        await must(desk.post(`${path}/screening/decision`, { ...SECOND_OFFER, mark, decision: 'fit' }))
        return (await paperTexts(path, 'fit-notice'))[0]!.model
      }
      expect(await noticeFor({})).toContain('532,850円')
      const { receiptNumber } = (await findCase(site.deps.db, 'ken', caseIdOf(first)))!
      const again = await noticeFor({ earlier: receiptNumber! })
      expect(again).toContain('12,600円')
      expect(again).not.toContain('532,850円')
    })

    it('data that were destroyed are said to be gone, and nobody is given them', async () => {
      const { resultObject } = (await orderOfCase(site.deps.db, 'ken', caseIdOf(first)))!
      const destroy = (who: Visitor, reason: string) => who.post(`${madePath}/destroy`, { reason })
      expect((await destroy(second, '理由')).status).toBe(404)
      expect((await destroy(office.people.contract, '理由')).status).toBe(403)
      expect((await destroy(office.people.custodian, ' ')).status).toBe(422)
      const busy = await destroy(office.people.custodian, '理由')
      expect(busy.status).toBe(422)
      expect(await busy.text()).toContain('終わってから廃棄してください')
      const cases = await casesOfMadeData(site.deps.db, 'ken', madeId)
      // What is under way is ended; a draft is nobody's business yet and is told when it is handed in.
      const { proposals } = await import('../../src/modules/proposals/schema.ts')
      const { eq, and, isNotNull } = await import('drizzle-orm')
      await site.deps.db
        .update(proposals)
        .set({ state: 'withdrawn' })
        .where(and(eq(proposals.madeDataId, madeId), isNotNull(proposals.receiptNumber)))
      expect((await destroy(office.people.custodian, '保存の期間が終わったため。')).status).toBe(303)
      expect((await destroy(office.people.custodian, 'もう一度')).status).not.toBe(303)
      expect(await site.deps.objects.get(resultObject!)).toBeNull()
      const page = await text(site.visitor, madePath)
      for (const part of ['もう保存されていません', '保存の期間が終わったため。', '廃棄済み']) expect(page).toContain(part)
      expect(await text(site.visitor, '/ken/register/tax')).toContain('廃棄したため、受け付けません')
      expect(await text(site.visitor, '/ken/log')).toContain('作成したデータを廃棄した')
      expect((await second.post(madePath)).status).toBe(422)
      const draft = cases.find(({ receiptNumber }) => receiptNumber === null)!
      const mine = draft.proposerOrganisationId === second.organisationId ? second : office.proposer
      const late = await mine.post(`/ken/proposals/${draft.id}/edit`, { ...SECOND_ANSWERS(), ...completePapers(), intent: 'submit' })
      expect(late.status).toBe(422)
      expect(await late.text()).toContain('もう保存されていません。提供できません')
    })
  })
}
