import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractOf } from '../../src/modules/contracts/index.ts'
import { issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { closeWhole, refused, page as text } from '../support/pages.ts'
import type { MakeSite, TestSite } from '../support/site-client.ts'
import { carryTo, caseIdOf, type Office, openOffice, RECIPE, TERMS } from '../support/way.ts'

const PAYMENT = { paidOn: '2026-04-15', amount: '532850', reference: '納1' }

/** From the offer to the concluded contract. Runs on any runtime. */
export function contractCases(makeSite: MakeSite): void {
  describe('contracts', () => {
    let site: TestSite
    let office: Office
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
    })
    afterAll(() => closeWhole(site))

    const modelOf = async (path: string, form: string) =>
      JSON.stringify((await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).find((document) => document.form === form)?.model)

    it('shows the proposer the fee with its breakdown before applying', async () => {
      const path = await carryTo(office, 'contract-offered')
      const page = await text(office.proposer, path)
      for (const part of ['21,000円', '3,950円 × 3時間', '11,850円', '500,000円', '532,850円', '令和8年5月15日', '令和8年7月31日'])
        expect(page).toContain(part)
    })

    it('takes the application once the terms are agreed, until the announced day', async () => {
      const path = await carryTo(office, 'contract-offered')
      await refused(await office.proposer.post(`${path}/contract/apply`), 422, '「確かめました」に印を付けてください')
      site.setClock('2026-05-16T09:00:00+09:00')
      await refused(
        await office.proposer.post(`${path}/contract/apply`, { agreed: 'yes' }),
        422,
        '申込みの期限（2026-05-15）を過ぎています',
      )
      site.setClock('2026-05-15T23:59:00+09:00')
      expect((await office.proposer.post(`${path}/contract/apply`, { agreed: 'yes' })).status).toBe(303)
      site.setClock('2026-04-15T10:00:00+09:00')
      expect(await modelOf(path, 'contract-application')).toContain('532,850')
      await refused(await office.proposer.post(`${path}/contract/apply`, { agreed: 'yes' }), 409, 'この段階では')
      // The day that the notice announced is the one that the page shows.
      expect(await text(office.proposer, path)).toContain('期限：令和8年7月31日')
    })

    it('records only the whole fee, and keeps what was typed', async () => {
      const path = await carryTo(office, 'fee-due')
      const page = await refused(
        await office.people.contract.post(`${path}/contract/payment`, { ...PAYMENT, amount: '532849', paidOn: '2026-04-16' }),
        422,
        '通知した手数料は 532,850円です',
        '納付の日が今日より後',
      )
      expect(page).toContain('value="532849"')
      expect((await office.people.contract.post(`${path}/contract/payment`, PAYMENT)).status).toBe(303)
      expect(await contractOf(site.deps.db, 'ken', caseIdOf(path))).toMatchObject({ paidOn: '2026-04-15', paymentReference: '納1' })
      // the office's reference is not the proposer's business
      expect(await text(office.proposer, path)).not.toContain('納1')
    })

    it('concludes on exactly one recipe: its hash stands in the contract, the paper and the page', async () => {
      const path = await carryTo(office, 'paid')
      await refused(
        await office.people.contract.post(`${path}/contract/conclude`, { ...TERMS, recipe: '{"sakyu":"recipe/1"}', court: '' }),
        422,
        '加工方法を読み取れません',
        '管轄の裁判所：入力してください。',
      )
      expect((await office.people.contract.post(`${path}/contract/conclude`, { ...TERMS, recipe: RECIPE })).status).toBe(303)
      const contract = (await contractOf(site.deps.db, 'ken', caseIdOf(path)))!
      expect(contract.recipeSha256).toMatch(/^[0-9a-f]{64}$/)
      expect(contract.recipe).toBe(RECIPE)
      const paper = await modelOf(path, 'contract')
      for (const part of [contract.recipeSha256!, '生年月日', '試験の加工方法', '試験地方裁判所', '組織の措置'])
        expect(paper).toContain(part)
      expect(paper).not.toContain('"氏名"')
      const own = await text(office.proposer, path)
      expect(own).toContain(contract.recipeSha256)
      expect(own).not.toContain('契約した加工方法')
      expect(await text(office.people.processor, path)).toContain('契約した加工方法')
    })

    it('shows which of the 23 clauses the contract holds before it is issued', async () => {
      const path = await carryTo(office, 'paid')
      const shown = async (penalty: string) => {
        const fields = { ...TERMS, penalty, recipe: RECIPE, paper: 'edit' }
        const edit = await office.people.contract.post(`${path}/contract/conclude`, fields)
        expect(edit.status).toBe(303)
        return text(office.people.contract, edit.headers.get('location')!)
      }
      const whole = await shown('agreed')
      expect(whole).toContain('契約書の23の条項：23あります')
      expect(whole).toContain('その利益に相当する額を甲に支払う')
      const page = await shown('left-out')
      expect(page).toContain('契約書の23の条項：22あります')
      expect(page).toContain('17　違反による利益の支払と公表がありません（置くかどうかは団体の判断）')
    })

    it('takes the files that the recipe names, and no others', async () => {
      const path = await carryTo(office, 'paid')
      const recipe = RECIPE.replace('"kind":"date","levels":["day","year","10-year","any"]', '"kind":"file","path":"birth.csv"')
      expect(recipe).not.toBe(RECIPE)
      const file = (name: string, content: string | Uint8Array) => new File([content as string], name)
      const conclude = (files: Record<string, Blob>) =>
        office.people.contract.post(`${path}/contract/conclude`, { ...TERMS, recipe, ...files })
      await refused(await conclude({}), 422, '「birth.csv」が添えられていません')
      await refused(
        await conclude({ files: file('other.csv', 'a;*') }),
        422,
        '「birth.csv」が添えられていません',
        '「other.csv」は、加工方法の中で使われていません',
      )
      await refused(await conclude({ files: file('birth.csv', new Uint8Array([0x82, 0xa0])) }), 422, 'UTF-8 の文字として読み取れません')
      expect((await conclude({ files: file('birth.csv', '1980-01-01;1980;*\n') })).status).toBe(303)
      expect(await contractOf(site.deps.db, 'ken', caseIdOf(path))).toMatchObject({ recipeFiles: { 'birth.csv': '1980-01-01;1980;*\n' } })
    })

    it('lets one of two concurrent conclusions win', async () => {
      const path = await carryTo(office, 'paid')
      const answers = await Promise.all(
        [1, 2].map(() => office.people.contract.post(`${path}/contract/conclude`, { ...TERMS, recipe: RECIPE })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
      const papers = (await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).filter(({ form }) => form === 'contract')
      expect(papers).toHaveLength(1)
    })
  })
}
