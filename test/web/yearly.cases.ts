import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '../../src/audit/schema.ts'
import { payments } from '../../src/modules/fees/schema.ts'
import { proposals } from '../../src/modules/proposals/schema.ts'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { completeAnswers, datedPaper, pdf, startDraft, withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { carryTo, markOf, type Office, openOffice, sheet } from '../support/way.ts'

/** The yearly figures, against a plain count of the log. Runs on any runtime. */
export function yearlyCases(makeSite: MakeSite): void {
  describe('the yearly figures', () => {
    let site: TestSite
    let office: Office
    let last: string
    const page = async (who: Visitor, path = '/ken/yearly') => (await who.get(path)).text()
    /** 項目 → 数, as the CSV says. */
    const figures = async (year: number) => {
      const text = await page(office.people.screening, `/ken/yearly.csv?year=${year}`)
      return new Map(
        text
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(','))
          .map(([, , label, , value]) => [label!, value === '' ? null : Number(value)]),
      )
    }
    /** Entries of the log of that kind between two moments: nothing of the code that counts is used. */
    const logged = async (year: number, type: string) => {
      const [from, to] = [Date.parse(`${year}-04-01T00:00:00+09:00`), Date.parse(`${year + 1}-04-01T00:00:00+09:00`)]
      const all = await site.deps.db.select().from(auditLog).where(eq(auditLog.organisationId, 'ken'))
      return all.filter((one) => one.type === type && one.at >= from && one.at < to).length
    }
    const handIn = async (call: string) => {
      const path = await startDraft(office.proposer, 'ken', call, office.entry)
      const papers = { 'attachment-benefit': pdf(), ...datedPaper('identity-body', 'registry', '2027-03-30') }
      const period = { 'period-from': '2027-09-01', 'period-to': '2028-08-31' }
      const sent = await office.proposer.post(`${path}/edit`, { ...completeAnswers(), ...papers, ...period, intent: 'submit' })
      expect(sent.status).toBe(303)
      return path
    }
    beforeAll(async () => {
      site = await makeSite({ at: '2026-04-15T10:00:00+09:00' })
      office = await openOffice(site)
      await withEntries(site, 'ken', [
        ineligibleDraft({ slug: 'car', name: '自動車税台帳' }),
        ineligibleDraft({ slug: 'dog', name: '犬の登録簿', ledger: 'ordinance' }),
      ])
      for (const state of ['submitted', 'review', 'contract-offered', 'paid', 'in-use', 'in-use']) await carryTo(office, state)
      const unfit = await carryTo(office, 'review')
      const screen = office.people.screening
      const judged = await screen.post(`${unfit}/screening`, sheet(office, { benefit: '効果が読み取れない。', period: '期間が長い。' }))
      expect(judged.status).toBe(303)
      const mark = await markOf(office, unfit)
      const refused = await screen.post(`${unfit}/screening/decision`, {
        mark,
        decision: 'unfit',
        reasons: '効果と期間',
        reason: '効果と期間',
      })
      expect(refused.status).toBe(303)
      const withdrawn = await carryTo(office, 'submitted')
      expect((await office.proposer.post(`${withdrawn}/withdraw`, { reason: '事情' })).status).toBe(303)
      await office.proposer.post('/ken/consultations', {
        ...{ id: 'd'.repeat(20), company: '相談社', contact: '相談者', 'purpose-purpose': '目的' },
      })
      // The last moment of the year, and the first of the next.
      site.setClock('2027-03-31T23:59:59+09:00')
      last = await withCall(site, 'ken', [office.entry], { announcedOn: '2027-03-20', opensOn: '2027-03-25', closesOn: '2027-05-20' })
      await handIn(last)
      site.setClock('2027-04-01T00:00:00+09:00')
      await withEntries(site, 'ken', [entryDraft({ slug: 'new', name: '新しい台帳' })])
      const late = await handIn(last)
      expect((await office.proposer.post(`${late}/withdraw`, { reason: '事情' })).status).toBe(303)
    })
    afterAll(() => site.close())

    it.each([
      ['受け付けた提案', 'proposal-submitted'],
      ['基準に適合すると決定したもの', 'proposal-found-fit'],
      ['基準に適合しないと決定したもの', 'proposal-found-unfit'],
      ['取り下げられたもの', 'proposal-withdrawn'],
      ['結んだ契約', 'contract-concluded'],
      ['作成した行政機関等匿名加工情報', 'result-accepted'],
      ['提供した行政機関等匿名加工情報', 'data-provided'],
      ['利用が終わったもの', 'use-closed'],
      ['補正を求めた回数', 'correction-requested'],
      ['受けた事前相談', 'consultation-requested'],
    ])('%s are the entries of the log, in each year', async (label, type) => {
      for (const year of [2026, 2027]) expect((await figures(year)).get(label)).toBe(await logged(year, type))
    })

    it('count what was carried there, by the day in Japan', async () => {
      const [before, after] = [await figures(2026), await figures(2027)]
      expect([before, after].map((year) => year.get('受け付けた提案'))).toEqual([9, 1])
      expect([before, after].map((year) => year.get('取り下げられたもの'))).toEqual([1, 1])
      expect([before, after].map((year) => year.get('提案の募集（この年度に始まるもの）'))).toEqual([2, 0])
      expect(before.get('うち「事業の効果」に適合しないもの（重なりを含む）')).toBe(1)
      expect(before.get('うち「利用の期間」に適合しないもの（重なりを含む）')).toBe(1)
      expect(before.get('提供したデータの本人の数（延べ）')).toBeGreaterThan(0)
      // Handed in and neither refused nor withdrawn nor closed on the last day.
      expect([before, after].map((year) => year.get('手続や利用が続いている案件'))).toEqual([7, 7])
    })

    it('count the register as it stood on the last day', async () => {
      const rows = ['個人情報ファイル簿に記載した個人情報ファイル', 'うち提案の募集の対象', '条例による帳簿に記載したもの']
      const [before, after] = [await figures(2026), await figures(2027)]
      expect(rows.map((row) => before.get(row))).toEqual([2, 1, 1])
      expect(rows.map((row) => after.get(row))).toEqual([3, 2, 1])
    })

    it('add up the money that was paid in the year', async () => {
      const paid = await site.deps.db.select().from(payments).where(eq(payments.organisationId, 'ken'))
      expect(paid.length).toBe(3)
      expect((await figures(2026)).get('納められた手数料')).toBe(paid.reduce((sum, { amountYen }) => sum + amountYen, 0))
      expect((await figures(2027)).get('納められた手数料')).toBe(0)
    })

    it('are shown with their articles, can be chosen by year and saved as CSV for a spreadsheet', async () => {
      const shown = await page(office.people.contract)
      for (const words of ['令和9年度の集計', '法第165条', '法第112条第1項', '年度の途中です', '<option value="2026">令和8年度'])
        expect(shown).toContain(words)
      const before = await page(office.people.auditor, '/ken/yearly?year=2026')
      expect(before).toContain('令和8年4月1日から令和9年3月31日まで')
      expect(before).not.toContain('年度の途中です')
      expect(before).toContain('提案が提出された')
      const csv = await office.people.administrator.get('/ken/yearly.csv?year=2026')
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(csv.headers.get('content-disposition')).toContain('yearly-ken-2026.csv')
      const bytes = new Uint8Array(await csv.arrayBuffer())
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      expect(new TextDecoder().decode(bytes)).toContain('令和8年度,提案と審査,受け付けた提案,法第112条第1項,9,件\r\n')
      expect(await page(office.people.screening, '/ken/desk')).toContain('href="/ken/yearly"')
    })

    it('hold nobody’s name, and are there for those alone who answer for them', async () => {
      const csv = await page(office.people.screening, '/ken/yearly.csv?year=2026')
      for (const name of ['提案社', '提案者A', '相談社', '住民税課税台帳']) expect(csv).not.toContain(name)
      for (const who of [office.people.department, office.people.processor, office.people.custodian, office.proposer])
        for (const path of ['/ken/yearly', '/ken/yearly.csv']) expect((await who.get(path)).status).toBe(404)
      expect((await site.visitor.get('/ken/yearly.csv')).status).toBe(404)
      expect((await site.visitor.get('/ken/yearly')).headers.get('location')).toBe('/sign-in?next=%2Fken%2Fyearly')
    })

    it.each(['abc', '1999', '2031', '2026.5', ''])('answer the present year where there is no year "%s"', async (year) => {
      expect(await page(office.people.screening, `/ken/yearly?year=${year}`)).toContain('令和9年度の集計')
    })

    describe('what came of a call', () => {
      const numbers = async (call: string) =>
        [...(await page(site.visitor, `/ken/calls/${call}/result`)).matchAll(/<td class="number">(\d+)件<\/td>/g)].map((match) =>
          Number(match[1]),
        )

      it('is public in numbers once the call is over, each proposal in one place', async () => {
        // files, answers, handed in, fit, unfit, withdrawn before, waiting, contracts, provisions
        expect(await numbers(office.call)).toEqual([1, 0, 8, 4, 1, 1, 2, 2, 2])
        const cases = (await site.deps.db.select().from(proposals)).filter(
          ({ callId, receiptNumber }) => callId === office.call && receiptNumber,
        )
        const inState = (...states: string[]) => cases.filter(({ state }) => states.includes(state)).length
        const [, , handedIn, fit, unfit, over, waiting] = await numbers(office.call)
        expect([handedIn, unfit, over, waiting]).toEqual([
          cases.length,
          inState('refused'),
          inState('withdrawn'),
          inState('submitted', 'review'),
        ])
        expect(fit! + unfit! + over! + waiting!).toBe(handedIn)
        expect(await page(site.visitor, `/ken/calls/${office.call}`)).toContain(`href="/ken/calls/${office.call}/result"`)
      })

      it('names nobody, and is not told while proposals are still taken', async () => {
        const shown = await page(site.visitor, `/ken/calls/${office.call}/result`)
        for (const name of ['提案社', '提案者A', '2026-0001']) expect(shown).not.toContain(name)
        expect(await numbers(last)).toEqual([])
        expect(await page(office.people.administrator, `/ken/calls/${last}/result`)).toContain('終わってから公表します')
        expect(await page(site.visitor, `/ken/calls/${last}`)).not.toContain('/result"')
        site.setClock('2027-05-21T00:00:00+09:00')
        expect(await numbers(last)).toEqual([1, 0, 2, 0, 0, 1, 1, 0, 0])
        site.setClock('2027-04-01T00:00:00+09:00')
      })

      it('is there for calls alone that may be seen', async () => {
        expect((await site.visitor.get('/ken/calls/nothing/result')).status).toBe(404)
        const later = await withCall(site, 'ken', [office.entry], {
          announcedOn: '2027-06-01',
          opensOn: '2027-06-10',
          closesOn: '2027-07-20',
        })
        expect((await site.visitor.get(`/ken/calls/${later}/result`)).status).toBe(404)
      })
    })
  })
}
