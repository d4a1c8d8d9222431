import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { findOffer } from '../../src/modules/screening/index.ts'
import { programme } from '../../src/programmes/index.ts'
import { closeWhole, done, refused, page as text } from '../support/pages.ts'
import { submitted } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { carryTo, caseIdOf, hearOpinion, markOf, OFFER, type Office, openOffice, sheet } from '../support/way.ts'

/** From the received proposal to its notice. Runs on any runtime. */
export function screeningCases(makeSite: MakeSite): void {
  describe('screening', () => {
    let site: TestSite
    let office: Office
    let tottori: Office
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      tottori = await openOffice(site, 'jorei', 'tottori')
    })
    afterAll(() => closeWhole(site))

    const stateOf = async (who: Visitor, path: string, label: string) => expect(await text(who, path)).toContain(`>${label}</span>`)

    it('shows every criterion of the programme with what the machine saw', async () => {
      const path = await carryTo(office, 'review')
      const page = await text(office.people.screening, `${path}/screening`)
      for (const { label, question } of programme('appi').criteria) {
        expect(page).toContain(label)
        expect(page).toContain(question)
      }
      expect(page).toContain('本人の数 2,000人は、下限の 1,000人以上です。')
      expect(page).toContain('欠格事由に当たらないことが誓約されています。')
      expect(page).toContain('「団体を確認する書類（法人など）」が添付されています。')
    })

    it('names on the papers of a proposal which paper each attached file is', async () => {
      const path = await carryTo(office, 'submitted')
      const documents = await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))
      for (const key of ['proposal', 'receipt'])
        expect(JSON.stringify(documents.find(({ form }) => form === key)!.model)).toContain('事業の効果を示す書面（書面.pdf）')
    })

    it('keeps what is saved and decides nothing until all is judged', async () => {
      const path = await carryTo(office, 'review')
      const some = { 'method.finding': 'met', 'method.evidence': '項目<ごと>に確かめた', 'method.reason': '', next: 'stay' }
      expect((await office.people.screening.post(`${path}/screening`, some)).headers.get('location')).toBe(`${path}/screening?saved`)
      expect(await text(office.people.screening, `${path}/screening`)).toContain('項目&lt;ごと&gt;に確かめた')
      const decision = await text(office.people.screening, `${path}/screening/decision`)
      expect(decision).toContain('判断していない基準が 6件あります')
      expect(decision).not.toContain('value="fit"')
      await refused(
        await office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark: await markOf(office, path), decision: 'fit' }),
        422,
        '基準1の判断を選んでください。',
      )
    })

    it('hides the sheet and its evidence from the proposer, before and after the decision', async () => {
      const path = await carryTo(office, 'contract-offered')
      for (const page of ['', '/correction', '/decision']) await text(office.proposer, `${path}/screening${page}`, 404)
      expect((await office.proposer.post(`${path}/screening`, sheet(office))).status).toBe(404)
      const own = await text(office.proposer, path)
      expect(own).not.toContain('（内部）')
      expect(own).not.toContain('/screening')
      expect(await text(office.people.auditor, `${path}/screening`)).toContain('（内部）')
    })

    it('decides fit: the notice with the fee and its breakdown, the offer, and a public entry', async () => {
      const path = await carryTo(office, 'review')
      await office.people.screening.post(`${path}/screening`, sheet(office))
      const mark = await markOf(office, path)
      const preview = await office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark, decision: 'preview' })
      expect(preview.status).toBe(200)
      expect(await preview.text()).toContain('532,850円')
      const decided = await office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark, decision: 'fit' })
      expect(decided.status).toBe(303)
      await stateOf(office.proposer, path, '契約申込み待ち')
      const documents = await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))
      const notice = documents.find(({ form }) => form === 'fit-notice')!
      expect(JSON.stringify(notice.model)).toContain('様式第九')
      expect(JSON.stringify(notice.model)).toContain('532,850')
      expect(await findOffer(site.deps.db, 'ken', caseIdOf(path))).toMatchObject({
        feeYen: 532_850,
        workMinutes: 180,
        outsourcedYen: 500_000,
        applyBy: '2026-05-15',
        noticeNumber: notice.number,
        noticeDate: '2026-04-15',
      })
      const word = await office.proposer.get(`${path}/documents/${notice.id}/word`)
      expect(word.status).toBe(200)
      const entries = await listEntries(site.deps.db, 'ken', { subject: `proposal:${caseIdOf(path)}` })
      expect(entries.map(({ type }) => type)).toEqual(['proposal-found-fit'])
      expect(entries[0]!.facts).toContain('"feeYen":532850')
    })

    it('decides unfit only with a reason, which stands in the notice and on the page', async () => {
      const path = await carryTo(office, 'review')
      await office.people.screening.post(`${path}/screening`, sheet(office))
      await refused(
        await office.people.screening.post(`${path}/screening/decision`, { mark: await markOf(office, path), decision: 'unfit' }),
        422,
        '満たさない基準がありません',
      )
      await office.people.screening.post(`${path}/screening`, sheet(office, { period: '' }))
      await refused(
        await office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark: await markOf(office, path), decision: 'fit' }),
        422,
        '基準5を「満たさない」としたため',
      )
      const noReason = await text(office.people.screening, `${path}/screening/decision`)
      expect(noReason).toContain('基準5を満たさない理由を入力してください')
      await office.people.screening.post(`${path}/screening`, sheet(office, { period: '事業に必要な長さを超えています。' }))
      const mark = await markOf(office, path)
      expect((await office.people.screening.post(`${path}/screening/decision`, { mark, decision: 'unfit' })).status).toBe(303)
      await stateOf(office.proposer, path, '不適合')
      const documents = await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))
      const notice = JSON.stringify(documents.find(({ form }) => form === 'unfit-notice')!.model)
      expect(notice).toContain('様式第十一')
      expect(notice).toContain('事業に必要な長さを超えています。')
      expect(notice).not.toContain('内部')
      expect(await text(office.proposer, path)).toContain('事業に必要な長さを超えています。')
    })

    it('refuses a fit decision against the number of the law, whatever was judged', async () => {
      const path = await carryTo(office, 'review')
      await office.people.screening.post(`${path}/screening`, sheet(office))
      const mark = await markOf(office, path)
      // The file shrinks after submission: its register entry now holds fewer persons than were asked for.
      const { registerEntries } = await import('../../src/modules/register/schema.ts')
      const { eq } = await import('drizzle-orm')
      await site.deps.db.update(registerEntries).set({ persons: 1_500 }).where(eq(registerEntries.id, office.entry))
      try {
        await refused(
          await office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark, decision: 'fit' }),
          422,
          '個人情報ファイルの 1,500人を超えています',
        )
      } finally {
        await site.deps.db.update(registerEntries).set({ persons: 5_000 }).where(eq(registerEntries.id, office.entry))
      }
    })

    it('lets one of two concurrent decisions win and tells the other', async () => {
      const path = await carryTo(office, 'review')
      await office.people.screening.post(`${path}/screening`, sheet(office))
      const fields = { ...OFFER, mark: await markOf(office, path), decision: 'fit' }
      const answers = await Promise.all([1, 2, 3].map(() => office.people.screening.post(`${path}/screening/decision`, fields)))
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409])
      const told = await answers.find(({ status }) => status === 409)!.text()
      expect(told).toMatch(/ほかの人が先に操作しました|この段階では、その操作はできません/)
      const notices = (await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).filter(({ form }) => form === 'fit-notice')
      expect(notices).toHaveLength(1)
    })

    it('gives two cases decided at once a number each', async () => {
      const paths = [await carryTo(office, 'review'), await carryTo(office, 'review')]
      for (const path of paths) await office.people.screening.post(`${path}/screening`, sheet(office))
      const marks = await Promise.all(paths.map((path) => markOf(office, path)))
      const answers = await Promise.all(
        paths.map((path, i) => office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark: marks[i]!, decision: 'fit' })),
      )
      expect(answers.map(({ status }) => status)).toEqual([303, 303])
      const numbers = await Promise.all(paths.map(async (path) => (await findOffer(site.deps.db, 'ken', caseIdOf(path)))!.noticeNumber))
      expect(new Set(numbers).size).toBe(2)
    })

    it('does not decide on a sheet that somebody has changed meanwhile', async () => {
      const path = await carryTo(office, 'review')
      await office.people.screening.post(`${path}/screening`, sheet(office))
      const mark = await markOf(office, path)
      site.setClock('2026-04-15T10:05:00+09:00')
      await office.people.screening.post(`${path}/screening`, { ...sheet(office), 'method.evidence': '読み直した' })
      site.setClock('2026-04-15T10:00:00+09:00')
      await refused(
        await office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark, decision: 'fit' }),
        422,
        '審査票がほかの人に書き換えられました',
      )
    })

    it('of two officials who write the same criterion the second is told and shown what stands there; other criteria are kept', async () => {
      const path = await carryTo(office, 'review')
      const { screening } = office.people
      const opened = await text(screening, `${path}/screening`)
      const seen = Object.fromEntries(
        [...opened.matchAll(/name="([\w-]+\.seen)" value="(\w+)"/g)].map(([, name, value]) => [name!, value!]),
      )
      expect(Object.keys(seen)).toHaveLength(7)
      const first = { ...seen, 'method.finding': 'met', 'method.evidence': '先の職員が見た' }
      await done(screening.post(`${path}/screening`, first))
      // The second left the method as it was, and so far nothing is lost.
      await done(screening.post(`${path}/screening`, { ...seen, 'period.finding': 'met', 'period.evidence': '後の職員が見た' }))
      const both = await text(screening, `${path}/screening`)
      for (const kept of ['先の職員が見た', '後の職員が見た']) expect(both).toContain(kept)

      const own = { ...seen, 'method.finding': 'not-met', 'method.evidence': '後の職員は違うと見た' }
      const told = await refused(screening.post(`${path}/screening`, own), 409, '基準3は、あなたが開いた後に、ほかの職員が書き換えました')
      for (const shown of ['さんが保存した判断', '先の職員が見た', '後の職員は違うと見た', '後の職員が見た']) expect(told).toContain(shown)
      expect(await text(screening, `${path}/screening`)).not.toContain('後の職員は違うと見た')
      // Having seen it, they may write over it.
      const again = Object.fromEntries([...told.matchAll(/name="([\w-]+\.seen)" value="(\w+)"/g)].map(([, name, value]) => [name!, value!]))
      await done(screening.post(`${path}/screening`, { ...own, ...again, 'period.finding': 'met', 'period.evidence': '後の職員が見た' }))
      const page = await text(screening, `${path}/screening`)
      expect(page).toContain('後の職員は違うと見た')
      expect(page).toContain('後の職員が見た')
    })

    it('writes all of a sheet or nothing where two are saved in the same moment', async () => {
      const path = await carryTo(office, 'review')
      const write = (by: string) => office.people.screening.post(`${path}/screening`, { 'method.finding': 'met', 'method.evidence': by })
      const answers = await Promise.all(['一人目', '二人目', '三人目'].map(write))
      expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThan(0)
      for (const { status } of answers) expect([303, 409]).toContain(status)
    })

    it('names the day of payment that the notice names, not the day to apply', async () => {
      const path = await carryTo(office, 'contract-offered')
      const page = await text(office.proposer, path)
      expect(page).toContain('532,850円（期限：令和8年7月31日）')
    })

    it('writes nothing on the sheet before the review and after the decision', async () => {
      for (const state of ['submitted', 'contract-offered']) {
        const path = await carryTo(office, state)
        await refused(await office.people.screening.post(`${path}/screening`, sheet(office, { method: '遅い' })), 409, 'この段階では')
        expect(await text(office.people.screening, `${path}/screening`)).not.toContain('遅い')
      }
    })

    it('sends a proposal back with what to mend, and takes it again', async () => {
      const path = await carryTo(office, 'submitted')
      await refused(await office.people.screening.post(`${path}/screening/correction`, {}), 422, '補正を求める項目を一つ以上')
      const asked = { period: '終わりの日を、事業に必要な長さに直してください。' }
      expect((await office.people.screening.post(`${path}/screening/correction`, asked)).status).toBe(303)
      await stateOf(office.proposer, path, '補正待ち')
      expect(await text(office.proposer, `${path}/edit`)).toContain(asked.period)
      const documents = await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))
      expect(JSON.stringify(documents.find(({ form }) => form === 'return-for-correction')!.model)).toContain(asked.period)
      const again = await office.proposer.post(`${path}/edit`, { 'period-to': '2027-03-31', intent: 'submit' })
      expect(again.status).toBe(303)
      await stateOf(office.people.screening, path, '審査中')
    })

    it('shows beside a criterion how like cases were judged, and no name of who proposed them', async () => {
      const nita = await openOffice(site, 'nita')
      const { screening } = nita.people
      const other = await openOffice(site, 'tonari')
      const there = await carryTo(other, 'contract-offered')
      const earlier = await carryTo(nita, 'review')
      await screening.post(`${earlier}/screening`, sheet(nita, { period: '目的に照らして長すぎる<期間>' }))
      await screening.post(`${earlier}/screening/decision`, { mark: await markOf(nita, earlier), decision: 'unfit' })
      const undecided = await carryTo(nita, 'review')
      await screening.post(`${undecided}/screening`, sheet(nita, { period: 'まだ決定していない理由' }))
      const path = await carryTo(nita, 'review')
      const page = await text(screening, `${path}/screening`)
      expect(page).toContain(`href="${earlier}/screening"`)
      expect(page).toContain('目的に照らして長すぎる&lt;期間&gt;')
      expect(page).toContain('同じ個人情報ファイル')
      expect(page).not.toContain('まだ決定していない理由')
      expect(page).not.toContain(caseIdOf(there))
      const [, part = ''] = /似た案件の判断([\s\S]*?)<\/details>/.exec(page) ?? []
      expect(part).not.toContain('提案社A')
      expect(await text(nita.proposer, path)).not.toContain('似た案件の判断')
    })

    it('hears third parties under tottori before it may find fit; under appi there is no such step', async () => {
      const path = await submitted(tottori.proposer, 'jorei', tottori.call, tottori.entry)
      const { screening } = tottori.people
      await screening.post(`${path}/screening/start`)
      await screening.post(`${path}/screening`, sheet(tottori))
      expect(await text(screening, `${path}/screening/decision`)).toContain('先に第三者の意見を聴いて、記録してください。')
      await refused(
        await screening.post(`${path}/screening/decision`, { ...OFFER, mark: await markOf(tottori, path), decision: 'fit' }),
        422,
        '意見の聴取が済んでいません',
      )
      await hearOpinion(tottori, path)
      const page = await text(screening, `${path}/screening`)
      expect(page).toContain('試験会社甲')
      expect(page).toContain('反対しない：支障はない。')
      const letters = (await issuedDocumentsOf(site.deps.db, 'jorei', caseIdOf(path))).filter(({ form }) => form === 'opinion-request')
      expect(JSON.stringify(letters.map(({ model }) => model))).toContain('試験会社甲')
      // the letter goes among the office and those it asks: the proposer learns that somebody was asked, not whom
      const shown = await text(tottori.proposer, path)
      expect(shown).toContain('第三者の意見を求める')
      expect(shown).not.toMatch(/意見書の提出について|試験会社甲|支障はない/)
      expect(await text(screening, path)).toContain('意見書の提出について')
      for (const file of [`${path}/documents/${letters[0]!.id}`, `${path}/documents/${letters[0]!.id}/word`]) {
        expect((await screening.get(file)).status).toBe(200)
        expect((await tottori.proposer.get(file)).status).toBe(404)
      }
      const decided = await screening.post(`${path}/screening/decision`, { ...OFFER, mark: await markOf(tottori, path), decision: 'fit' })
      expect(decided.status).toBe(303)

      const appi = await carryTo(office, 'review')
      await text(office.people.screening, `${appi}/screening/opinions`, 404)
    })

    it('asks as many third parties as there are, keeps their letters for officials, and charges for each that was asked', async () => {
      const path = await submitted(tottori.proposer, 'jorei', tottori.call, tottori.entry)
      const { screening } = tottori.people
      await done(screening.post(`${path}/screening/start`))
      const party = (no: number) => ({
        [`name-${no}`]: `試験会社${no}`,
        [`address-${no}`]: `試験市${no}`,
        [`information-${no}`]: '取引の額',
      })
      const three = { ...party(0), ...party(1), ...party(2) }
      const more = await refused(screening.post(`${path}/screening/opinions`, { ...three, more: 'yes' }), 200, '試験会社2')
      expect(more).toContain('name="name-5"')
      await done(screening.post(`${path}/screening/opinions`, { ...three, ...party(3) }))
      const letters = (await issuedDocumentsOf(site.deps.db, 'jorei', caseIdOf(path))).filter(({ form }) => form === 'opinion-request')
      expect(letters).toHaveLength(4)
      // They name third parties and what the file holds of them.
      expect(await text(screening, path)).toContain('意見書の提出について')
      await text(tottori.proposer, `${path}/documents/${letters[0]!.id}`, 404)

      // Another one while the others are waited for, as when each letter is worded by itself.
      expect(await text(screening, `${path}/screening/opinions`)).toContain(`href="${path}/screening/opinions?ask"`)
      expect(await text(screening, `${path}/screening/opinions?ask`)).toContain('name="name-0"')
      await done(screening.post(`${path}/screening/opinions`, { 'name-0': '試験会社4', 'address-0': '試験市', 'information-0': '数' }))
      const said = Object.fromEntries(
        [0, 1, 2, 3, 4].flatMap((no) => [
          [`opposes-${no}`, no === 3 ? 'yes' : 'no'],
          [`summary-${no}`, '意見。'],
        ]),
      )
      await refused(
        screening.post(`${path}/screening/opinions`, { ...said, 'scan-3': new File(['no'], '意見書.exe') }),
        422,
        '試験会社3の意見書',
      )
      await done(screening.post(`${path}/screening/opinions`, { ...said, 'scan-3': new File(['%PDF-1.7\nopinion'], '意見書.pdf') }))
      const kept = await text(screening, path)
      expect(kept).toContain('第三者の意見書')
      const scan = /href="([^"]+\/attachments\/[^"]+)">意見書\.pdf/.exec(kept)![1]!
      await text(screening, scan)
      expect(await text(tottori.proposer, path)).not.toContain('意見書')
      await text(tottori.proposer, scan, 404)

      await done(screening.post(`${path}/screening`, sheet(tottori)))
      expect(await text(screening, `${path}/screening`)).toContain('第三者 1者が反対しています')
      const decision = await text(screening, `${path}/screening/decision`)
      expect(decision).toMatch(/name="item-third-party"[^>]*value="5"/)
      const fields = { ...OFFER, 'item-third-party': '5', mark: await markOf(tottori, path) }
      const preview = await refused(screening.post(`${path}/screening/decision`, { ...fields, decision: 'preview' }), 200, '533,900円')
      expect(preview).toContain('210円 × 5者')
    })
  })
}
