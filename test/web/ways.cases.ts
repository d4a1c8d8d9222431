import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser } from '../../src/auth/index.ts'
import { findCase, issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { giveVote } from '../../src/modules/screening/seats.ts'
import { programme } from '../../src/programmes/index.ts'
import { closeWhole } from '../support/pages.ts'
import { submitted } from '../support/register.ts'
import { type MakeSite, PASSWORD, type TestSite, type Visitor } from '../support/site-client.ts'
import { act, caseIdOf, markOf, OFFER, type Office, openOffice, sheet } from '../support/way.ts'

const REFUSED = /<li>(?:<a[^>]*>)?([^<]{4,200})/g
const APPLY_BY = '2026-06-30'

/** The six programmes that were read from a survey: each carries cases to a decision by moves of its own. Runs on any runtime. */
export function waysCases(makeSite: MakeSite): void {
  describe('ways to a decision', () => {
    let site: TestSite
    beforeAll(async () => {
      site = await makeSite()
    })
    afterAll(() => closeWhole(site))

    const must = async (answer: Response | Promise<Response>, status = 303) => {
      const got = await answer
      const page = await got.text()
      expect(got.status, [...page.matchAll(REFUSED)].map((match) => match[1]).join(' / ')).toBe(status)
      return page
    }
    const stateOf = async (office: Office, path: string) => (await findCase(site.deps.db, office.id, caseIdOf(path)))?.state
    /** The best answer to every question, but for those given. */
    const answered = (programmeId: string, worse: Record<string, string> = {}): Record<string, string> | undefined => {
      const { questionnaire } = programme(programmeId)
      const best = questionnaire?.choices.reduce((a, b) => (b.points > a.points ? b : a)).id ?? ''
      return questionnaire ? { ...Object.fromEntries(questionnaire.questions.map(({ id }) => [id, best])), ...worse } : undefined
    }
    /** A case that the office has begun to review. */
    async function inReview(office: Office, facts: Record<string, string> = {}, answers = answered(office.programmeId)): Promise<string> {
      const papers = programme(office.programmeId).attachments.filter(({ required, appliesTo }) => required && appliesTo === 'all')
      const path = await submitted(
        ...([office.proposer, office.id, office.call, office.entry] as const),
        papers.map(({ id }) => id),
      )
      if (answers) await must(office.proposer.post(`${path}/questionnaire`, answers))
      await must(office.people.screening.post(`${path}/screening/start`, facts))
      return path
    }
    const judge = (office: Office, path: string, notMet: Record<string, string> = {}, who = office.people.screening) =>
      must(who.post(`${path}/screening`, sheet(office, notMet)))
    const decide = async (office: Office, path: string, fields: Record<string, string>, who = office.people.screening) =>
      who.post(`${path}/screening/decision`, { ...OFFER, decision: 'fit', ...fields, mark: await markOf(office, path) })
    /** Members of a body who all are for this move, and the ruling that follows. */
    async function rules(office: Office, path: string, body: string, choice: string, size: number): Promise<void> {
      const { administrator, screening } = office.people
      const caseId = caseIdOf(path)
      for (let i = 0; i < size; i++) {
        const login = `${office.id}-${body}-${i}@example.jp`
        const added = await addUser(site.deps, {
          ...{ organisation: office.id, login, name: `委員${i}`, password: PASSWORD, roles: ['panel-member'] },
        })
        if (added.ok) {
          await must(administrator.post(`/${office.id}/bodies/${body}`, { [`person-${body}`]: added.value }))
          seated.set(`${office.id} ${body}`, [...(seated.get(`${office.id} ${body}`) ?? []), added.value])
        }
      }
      for (const userId of seated.get(`${office.id} ${body}`) ?? []) {
        const actor = { userId, name: '', roles: { [office.id]: ['panel-member' as const] } }
        const voted = await giveVote(site.deps, actor, office.id, caseId, body, { choice, reason: '試験の理由' })
        expect(voted.ok).toBe(true)
      }
      if (!programme(office.programmeId).bodies.find(({ id }) => id === body)?.meets) {
        await must(screening.post(`${path}/bodies/${body}`, { does: 'rule' }))
        return
      }
      await must(screening.post(`${path}/bodies/${body}`, { does: 'rule' }), 422)
      const meetings = `/${office.id}/bodies/${body}/meetings`
      const called = await screening.post(meetings, { heldOn: '2026-04-15', place: '会議室', cases: caseId })
      const meeting = called.headers.get('location') ?? ''
      await must(screening.post(`${meeting}/minutes`, { present: seated.get(`${office.id} ${body}`) ?? [] }))
      await must(screening.post(`${meeting}/rule/${caseId}`))
    }
    const seated = new Map<string, string[]>()
    const seen = async (who: Visitor, path: string) => (await who.get(path)).text()

    it('npd: the gravest tier goes before the panel, whose advice the office follows or says why not', async () => {
      const office = await openOffice(site, 'npd', 'npd')
      const path = await inReview(office, { tier: '1' })
      await judge(office, path)
      await must(decide(office, path, { action: 'decide-fit', applyBy: APPLY_BY }), 422)
      expect(await must(office.people.screening.post(`${path}/moves/refer-panel`, {}), 422)).toContain(
        '教育データ部門の判断がまだありません',
      )
      await rules(office, path, 'data-division', 'refer-panel', 1)
      // The fast track is not for what the binding body has sent to the panel; the way there stands where the ruling does.
      expect(
        await must(decide(office, path, { action: 'decide-fast', 'fast-track': '信頼された申出者である', evidence: '証' }), 422),
      ).toContain('教育データ部門')
      for (const where of ['/bodies', '/screening/decision'])
        expect(await seen(office.people.screening, `${path}${where}`)).toContain(`href="${path}/moves/refer-panel"`)
      expect(await seen(office.people.screening, `${path}/bodies`)).toContain('過半数で決めました。')
      await must(office.people.screening.post(`${path}/moves/refer-panel`, {}))
      await rules(office, path, 'advisory-panel', 'decide-unfit', 2)
      const fields = { action: 'decide-panel', applyBy: APPLY_BY }
      expect(await must(decide(office, path, fields), 422)).toContain('違う決定をする理由')
      await must(decide(office, path, { ...fields, differs: '助言会の後に証拠が足りた' }))
      expect(await stateOf(office, path)).toBe('contract-offered')
      expect(await seen(office.proposer, path)).not.toContain('助言会の後に証拠が足りた')
    })

    it('npd: every answer on security is scored for the officials; statistics-act refuses where one condition is not met', async () => {
      const office = await openOffice(site, 'npdq', 'npd')
      const worse = { place: 'none', lock: 'none', training: 'none', access: 'ruled' }
      const path = await submitted(office.proposer, office.id, office.call, office.entry)
      expect(await seen(office.proposer, path)).toContain('まだ回答がありません')
      await must(office.proposer.post(`${path}/questionnaire`, { ...answered('npd'), place: 'other' }), 422)
      await must(office.people.screening.post(`${path}/questionnaire`, answered('npd', worse)), 403)
      await must(office.proposer.post(`${path}/questionnaire`, answered('npd', worse)))
      await must(office.people.screening.post(`${path}/screening/start`, { tier: '2' }))
      await must(office.proposer.post(`${path}/questionnaire`, answered('npd')), 403)
      const page = await seen(office.people.screening, `${path}/screening`)
      expect(page).toContain('20点のうち 13点で、目安の 14点に足りません')
      expect(page).toContain('「データを置く部屋と機器を限っているか」が満たされていません')
      expect(await seen(office.people.screening, `${path}/questionnaire`)).toContain('合計 13点')
      expect(await seen(office.proposer, `${path}/questionnaire`)).not.toContain('13点')
      await judge(office, path)
      await rules(office, path, 'data-division', 'decide-fit', 1)
      await must(decide(office, path, { action: 'decide-fit', applyBy: APPLY_BY }))

      const acts = await openOffice(site, 'tokq', 'statistics-act')
      const bad = await inReview(acts, { feeExempt: 'no' }, answered('statistics-act', { network: 'no' }))
      await judge(acts, bad)
      expect(await seen(acts.people.screening, `${bad}/screening`)).toContain('外のネットワークにつながっていないか」が満たされていません')
      expect((await acts.people.screening.get(`/${acts.id}/proposals/none/questionnaire`)).status).toBe(404)
    })

    it('npd: a questionnaire that was forgotten is told of before the review, and may still be answered in it, once', async () => {
      const office = await openOffice(site, 'npf', 'npd')
      const papers = programme('npd').attachments.filter(({ required, appliesTo }) => required && appliesTo === 'all')
      const path = await submitted(
        ...([office.proposer, office.id, office.call, office.entry] as const),
        papers.map(({ id }) => id),
      )
      expect(await seen(office.people.screening, `${path}/screening`)).toContain('まだ回答がありません')
      await must(office.people.screening.post(`${path}/screening/start`, { tier: '1' }))
      await must(office.people.screening.post(`${path}/questionnaire`, answered('npd')!), 403)
      expect(await seen(office.proposer, path)).toContain('回答がないと、基準に合うと決定できません。')
      await must(office.proposer.post(`${path}/questionnaire`, answered('npd')!))
      // What the office has begun to judge stays as it is.
      await must(office.proposer.post(`${path}/questionnaire`, answered('npd')!), 403)
      expect(await seen(office.people.screening, `${path}/screening`)).not.toContain('しか回答がありません')
    })

    it('npd: the fast track names its condition and the evidence, and needs no sheet', async () => {
      const office = await openOffice(site, 'npdf', 'npd')
      const path = await inReview(office, { tier: '3' })
      const page = await seen(office.people.screening, `${path}/screening/decision?as=decide-fast`)
      const [condition = ''] = programme('npd').settings['review.fastTrack']!.value as string[]
      expect(page).toContain(condition)
      expect(page).not.toContain('name="workMinutes"')
      const fields = { action: 'decide-fast', applyBy: APPLY_BY, evidence: '受付番号1の案件' }
      await must(decide(office, path, { ...fields, 'fast-track': 'ほかの理由' }), 422)
      await must(decide(office, path, { ...fields, 'fast-track': condition, evidence: ' ' }), 422)
      await must(decide(office, path, { ...fields, 'fast-track': condition }))
      expect(await stateOf(office, path)).toBe('contract-offered')
      const file = await seen(office.proposer, path)
      expect(file).toContain(condition)
      expect(file).not.toContain('受付番号1の案件')
    })

    it('acara: changed terms are offered, and accepted or declined by the proposer', async () => {
      const office = await openOffice(site, 'aca', 'acara')
      for (const [answer, ended] of [
        ['accept-terms', 'contract-offered'],
        ['decline-terms', 'declined'],
      ] as const) {
        const path = await inReview(office, { tier: '2' })
        await judge(office, path)
        await rules(office, path, 'review-panel', 'decide-changed', 2)
        expect(await seen(office.people.screening, `${path}/screening/decision`)).toContain('審査会の判断：条件を変えて承認する')
        await must(decide(office, path, { action: 'decide-changed' }), 422)
        await must(decide(office, path, { action: 'decide-changed', terms: '学校名を除いて<提供>する' }))
        expect(await seen(office.proposer, path)).toContain('学校名を除いて&lt;提供&gt;する')
        await must(office.people.screening.post(`${path}/moves/${answer}`, {}), 404)
        await must(office.proposer.post(`${path}/moves/${answer}`, {}))
        expect(await stateOf(office, path)).toBe(ended)
        if (ended !== 'contract-offered') continue
        // A deadline of its own clocks is put off as far as the programme lets, and then nobody is late.
        const desk = () => seen(office.people.administrator, `/${office.id}/desk`)
        await must(act(office.proposer, path, 'ask-extension', { until: '2026-05-29', reason: '署名に時間がかかるため' }))
        site.setClock('2026-05-25T10:00:00+09:00')
        expect(await desk()).toContain('管理者の対応が要る遅れ')
        await must(act(office.people.contract, path, 'grant-extension'))
        expect(await desk()).not.toContain('管理者の対応が要る遅れ')
        expect(await seen(office.people.contract, path)).toContain('令和8年5月29日')
        site.setClock('2026-04-15T10:00:00+09:00')
      }
    })

    it('ies: what was granted provisionally is refused for its papers, with the reason in the notice', async () => {
      const office = await openOffice(site, 'ies', 'ies')
      const path = await inReview(office)
      await judge(office, path)
      await rules(office, path, 'office-staff', 'decide-fit', 1)
      await must(decide(office, path, { action: 'decide-fit', applyBy: '2020-01-01' }), 422)
      await must(decide(office, path, { action: 'decide-fit', applyBy: APPLY_BY }))
      expect(await stateOf(office, path)).toBe('contract-offered')
      await must(office.proposer.post(`${path}/contract/apply`, { agreed: 'yes' }))
      expect(await stateOf(office, path)).toBe('paid')
      await must(office.people.contract.post(`${path}/moves/refuse-papers`, { reason: '' }), 422)
      await must(office.people.screening.post(`${path}/moves/refuse-papers`, { reason: '宣誓書がない' }), 404)
      expect(await must(office.people.contract.post(`${path}/moves/refuse-papers`, { reason: '公証された宣誓書がない' }), 422)).toContain(
        '所長の判断がまだありません',
      )
      await rules(office, path, 'director', 'refuse-papers', 1)
      await must(office.people.contract.post(`${path}/moves/refuse-papers`, { reason: '公証された宣誓書がない' }))
      expect(await stateOf(office, path)).toBe('refused')
      expect(await seen(office.proposer, path)).toContain('公証された宣誓書がない')
    })

    it('mona: the ethics board approves conditionally, then security is looked at and the price told', async () => {
      const office = await openOffice(site, 'mon', 'mona')
      const path = await inReview(office, { region: 'lund' })
      await rules(office, path, 'ethics-lund', 'approve-conditionally', 3)
      await must(office.people.screening.post(`${path}/moves/approve-ethics`, {}), 422)
      await must(office.people.screening.post(`${path}/moves/approve-conditionally`, { terms: '対象者に知らせること' }))
      expect(await stateOf(office, path)).toBe('security')
      await judge(office, path)
      expect(await seen(office.people.screening, `${path}/screening`)).toContain('対象者に知らせること')
      await rules(office, path, 'security-office', 'decide-fit', 1)
      await must(decide(office, path, { action: 'decide-fit', applyBy: APPLY_BY, payBy: '2026-07-31' }))
      expect(await stateOf(office, path)).toBe('contract-offered')
    })

    it('ndb: continued, conditional, refused, objected to and granted with an opinion: five outcomes in two cases', async () => {
      const office = await openOffice(site, 'ndb', 'ndb')
      // The council advises, then the minister decides, but for a case that the council itself goes on with.
      const council = async (path: string, choice: string, minister: string | null = choice) => {
        await rules(office, path, 'expert-council', choice, 10)
        if (minister) await rules(office, path, 'minister', minister, 1)
      }
      const first = await inReview(office)
      await judge(office, first)
      await must(decide(office, first, { action: 'decide-fit', applyBy: APPLY_BY }), 422)
      await council(first, 'decide-continued', null)
      expect(await must(decide(office, first, { action: 'decide-fit', applyBy: APPLY_BY }), 422)).toContain('違う決定をする理由')
      await must(decide(office, first, { action: 'decide-continued', decision: 'plain' }))
      expect(await stateOf(office, first)).toBe('continued')
      await must(office.people.screening.post(`${first}/moves/resume-review`, {}))
      await council(first, 'decide-conditional')
      await must(decide(office, first, { action: 'decide-conditional', applyBy: APPLY_BY }), 422)
      await must(decide(office, first, { action: 'decide-conditional', applyBy: APPLY_BY, terms: '規程を改めること' }))
      expect(await stateOf(office, first)).toBe('conditional')
      await must(office.proposer.post(`${first}/moves/meet-conditions`, { evidence: '' }), 422)
      await must(office.proposer.post(`${first}/moves/meet-conditions`, { evidence: '規程を改めた' }))
      // The council is asked anew, and the offer of the second notice takes the first one's place.
      await must(decide(office, first, { action: 'decide-fit', applyBy: APPLY_BY }), 422)
      await council(first, 'decide-fit')
      await must(decide(office, first, { action: 'decide-fit', applyBy: '2026-07-31' }))
      expect(await stateOf(office, first)).toBe('contract-offered')

      const second = await inReview(office)
      await judge(office, second, { benefit: '制度の目的に合わない' })
      await council(second, 'decide-unfit')
      await must(decide(office, second, { action: 'decide-unfit', decision: 'unfit' }))
      expect(await stateOf(office, second)).toBe('refusal-notified')
      await must(office.people.screening.post(`${second}/moves/object`, { opinion: '職員から' }), 404)
      await must(office.proposer.post(`${second}/moves/object`, { opinion: '目的の読み違いがある' }))
      expect(await seen(office.people.screening, `${second}/screening`)).toContain('目的の読み違いがある')
      expect(await seen(office.people.screening, second)).toContain('審査結果に対する意見書')
      await judge(office, second)
      await council(second, 'decide-with-opinion')
      await must(decide(office, second, { action: 'decide-with-opinion', applyBy: APPLY_BY, opinion: '成果を知らせること' }))
      expect(await stateOf(office, second)).toBe('contract-offered')
      expect(await seen(office.proposer, second)).toContain('成果を知らせること')
    }, 180_000) // ten members with a password each

    it('statistics-act: whoever began does not decide, and a public body pays nothing', async () => {
      const office = await openOffice(site, 'tok', 'statistics-act')
      const login = 'betsu@example.jp'
      const added = await addUser(site.deps, {
        ...{ organisation: 'tok', login, name: '別の審査担当', password: PASSWORD, roles: ['screening-officer'] },
      })
      expect(added.ok).toBe(true)
      const other = await site.signIn(login, PASSWORD)
      const both = async (path: string, choice: string) => {
        for (const body of ['survey-owner', 'planning-division']) await rules(office, path, body, choice, 1)
      }
      const path = await inReview(office, { feeExempt: 'yes' })
      await judge(office, path)
      await rules(office, path, 'survey-owner', 'decide-exempt', 1)
      expect(await must(decide(office, path, { action: 'decide-exempt', applyBy: APPLY_BY }, other), 422)).toContain(
        '企画部門の判断がまだありません',
      )
      await rules(office, path, 'planning-division', 'decide-exempt', 1)
      expect(await must(decide(office, path, { action: 'decide-exempt', applyBy: APPLY_BY }), 403)).toContain('別の人')
      await must(decide(office, path, { action: 'decide-exempt', applyBy: APPLY_BY }, other))
      expect(await stateOf(office, path)).toBe('contracted')
      const paying = await inReview(office, { feeExempt: 'no' })
      await judge(office, paying)
      await both(paying, 'decide-fit')
      expect((await decide(office, paying, { action: 'decide-exempt', applyBy: APPLY_BY }, other)).status).not.toBe(303)
      await must(decide(office, paying, { action: 'decide-fit', applyBy: APPLY_BY, outsourcedYen: '0', payBy: '2026-07-31' }, other))
      expect(await stateOf(office, paying)).toBe('fee-due')
    })

    it('appi: a council is asked by a paper of its own; no decision before it answers, neither is shown to the proposer', async () => {
      const office = await openOffice(site, 'sim', 'appi')
      const path = await inReview(office)
      const { screening } = office.people
      const council = `${path}/screening/council`
      const ask = { council: '試験県個人情報保護審議会', question: '細かさは<適当>か', answerBy: '2026-05-08' }
      const answer = { does: 'record', answeredOn: '2026-04-15', advice: '適当である' }
      await must(office.proposer.get(council), 404)
      await must(screening.post(council, answer), 409)
      expect(await must(screening.post(council, { ...ask, answerBy: '2020-01-01' }), 422)).toContain('細かさは&lt;適当&gt;か')
      await must(screening.post(council, { ...ask, question: ' ' }), 422)
      await must(screening.post(council, ask))
      await must(screening.post(council, ask), 409)
      await judge(office, path)
      expect(await seen(screening, `${path}/screening/decision`)).toContain('審議会に諮問していて、まだ答申がありません')
      expect(await must(decide(office, path, {}), 422)).toContain('まだ答申がありません')
      expect(await must(decide(office, path, { decision: 'unfit' }), 422)).toContain('まだ答申がありません')
      // Before its day no reason helps.
      await must(decide(office, path, { 'without-advice': '急ぐため' }), 422)
      expect(await must(screening.post(council, { ...answer, answeredOn: '2027-01-01' }), 422)).toContain('適当である')
      await must(screening.post(council, { ...answer, scan: new File(['text'], '答申書.exe') }), 422)
      await must(screening.post(council, { ...answer, scan: new File(['%PDF-1.7\nanswer'], '答申書.pdf') }))
      const asked = await seen(screening, council)
      const scan = /href="([^"]+\/attachments\/[^"]+)">答申書\.pdf/.exec(asked)![1]!
      await must(screening.get(scan), 200)
      await must(office.proposer.get(scan), 404)
      expect(await seen(screening, path)).toContain('審議会の答申書')
      expect(await seen(office.proposer, path)).not.toContain('答申書')
      const page = await seen(screening, `${path}/screening`)
      for (const text of ['細かさは&lt;適当&gt;か', '適当である']) expect(page).toContain(text)
      expect(await seen(screening, council)).toContain('令和8年4月15日')
      // The paper is the office's: it is not on the proposer's list, and not there under its address.
      const [letter] = (await issuedDocumentsOf(site.deps.db, office.id, caseIdOf(path))).filter(({ form }) => form === 'council-request')
      expect(JSON.stringify(letter!.model)).toContain('個人情報の保護に関する法律第129条')
      expect(await seen(screening, path)).toContain('諮問書')
      expect(await seen(office.proposer, path)).not.toMatch(/細かさは|諮問/)
      for (const asked of [letter!.id, 'council-request', `${letter!.id}/word`])
        await must(office.proposer.get(`${path}/documents/${asked}`), 404)
      await must(screening.get(`${path}/documents/${letter!.id}`), 200)
      expect(await stateOf(office, path)).toBe('review')
      await must(decide(office, path, {}))
      expect(await stateOf(office, path)).toBe('contract-offered')
    })

    it('appi: once the day of the answer has passed, the office decides without it and says why', async () => {
      const office = await openOffice(site, 'sik', 'appi')
      const path = await inReview(office)
      const { screening } = office.people
      const ask = { council: '試験県個人情報保護審議会', question: '細かさは適当か', answerBy: '2026-04-20' }
      await must(screening.post(`${path}/screening/council`, ask))
      await judge(office, path)
      site.setClock('2026-04-20T12:00:00+09:00')
      await must(decide(office, path, { 'without-advice': '期日を過ぎたため' }), 422)
      site.setClock('2026-04-21T12:00:00+09:00')
      expect(await must(decide(office, path, {}), 422)).toContain('答申を待たずに決定する理由')
      await must(decide(office, path, { 'without-advice': '期日を過ぎ、催促にも答えがないため' }))
      expect(await stateOf(office, path)).toBe('contract-offered')
      expect(await seen(screening, `${path}/screening`)).toContain('催促にも答えがないため')
      expect(await seen(office.proposer, path)).not.toContain('催促にも答えがないため')
    })
  })
}
