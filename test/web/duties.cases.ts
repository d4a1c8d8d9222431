import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionsIn, remindOfCalls } from '../../src/modules/calls/index.ts'
import { sendDue } from '../../src/modules/notices/index.ts'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { startDraft, withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { carryTo, caseIdOf, type Office, openOffice, produce } from '../support/way.ts'

/** What an official is to do besides moving cases. Runs on any runtime. */
export function dutyCases(makeSite: MakeSite): void {
  describe('the yearly call on the work list', () => {
    let site: TestSite
    let people: Record<string, Visitor>
    let other: Visitor
    let entry: string
    const desk = async (who: string) => (await people[who]!.get('/ken/desk')).text()
    const letters = async () => {
      const sent: { to: string; subject: string; text: string }[] = []
      await remindOfCalls(site.deps)
      await sendDue(site.deps, { send: async (letter) => void sent.push(letter) }, 'https://x.example')
      return sent
    }
    beforeAll(async () => {
      site = await makeSite()
      people = await site.government('ken', 'appi', {
        screening: ['screening-officer'],
        department: ['department-officer'],
        auditor: ['auditor'],
        administrator: ['administrator'],
      })
      other = (await site.government('npd', 'npd', { screening: ['screening-officer'] })).screening!
    })
    afterAll(() => site.close())

    it('is not asked for while no file is marked for proposals', async () => {
      await withEntries(site, 'ken', [ineligibleDraft({ slug: 'car', name: '自動車税台帳' })])
      expect(await desk('screening')).not.toContain('/ken/calls/new')
      site.setClock('2027-02-01T09:00:00+09:00')
      expect(await letters()).toEqual([])
      site.setClock('2026-04-15T10:00:00+09:00')
      entry = (await withEntries(site, 'ken', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])).tax!
    })

    it('is shown to those who announce calls, with the day and the articles, and marked as the year ends', async () => {
      for (const who of ['screening', 'administrator']) {
        const page = await desk(who)
        expect(page).toContain('<a class="row-title" href="/ken/calls/new">令和8年度の提案の募集</a>')
        expect(page).toContain('法第111条、規則第53条')
        expect(page).toContain('期限：令和9年3月1日')
        expect(page).toContain('あなたがすること（1件）')
        expect(page).not.toContain('まもなく期限')
      }
      for (const who of ['department', 'auditor']) expect(await desk(who)).not.toContain('令和8年度の提案の募集')
      site.setClock('2027-01-01T00:00:00+09:00')
      expect(await desk('screening')).toContain('まもなく期限')
      site.setClock('2027-03-02T00:00:00+09:00')
      expect(await desk('screening')).toContain('期限を過ぎています')
    })

    it('is written of once a month from January, to the same people, with nothing but the year, the day and the articles', async () => {
      site.setClock('2026-12-31T23:59:00+09:00')
      expect(await letters()).toEqual([])
      site.setClock('2027-01-01T00:01:00+09:00')
      const sent = await letters()
      expect(sent.map(({ to }) => to).sort()).toEqual(['administrator.ken@example.jp', 'screening.ken@example.jp'])
      for (const { subject, text } of sent) {
        expect(subject).toBe('【ken（試験）】令和8年度の提案の募集がまだ公示されていません')
        expect(text).toBe(
          [
            '令和8年度の提案の募集が、まだ公示されていません。令和9年3月1日までに始めてください（法第111条、規則第53条）。',
            '',
            '公示は、ログインしてできます。',
            'https://x.example/ken/calls/new',
            '',
            'このメールは自動で送っています。返信は届きません。',
            '',
          ].join('\n'),
        )
      }
      site.setClock('2027-01-31T09:00:00+09:00')
      expect(await letters()).toEqual([])
      site.setClock('2027-02-01T09:00:00+09:00')
      expect(await letters()).toHaveLength(2)
      expect(await (await people.administrator!.get('/ken/notices')).text()).toContain('<a href="/ken/calls/new">令和8年度の提案の募集</a>')
    })

    it('is done once a call of the year is announced, and owed again in the next', async () => {
      const announced = await people.screening!.post('/ken/calls/new', {
        ...{ title: '令和8年度の募集', announcedOn: '2027-02-02', opensOn: '2027-02-10', closesOn: '2027-03-20', 'term-0': '窓口' },
        ...{ entryIds: [entry], step: 'announce' },
      })
      expect(announced.status).toBe(303)
      expect(await desk('screening')).not.toContain('年度の提案の募集')
      site.setClock('2027-03-03T09:00:00+09:00')
      expect(await letters()).toEqual([])
      site.setClock('2027-04-01T09:00:00+09:00')
      expect(await desk('screening')).toContain('令和9年度の提案の募集')
    })

    it('is asked for without an article where no source confirms one', async () => {
      const jorei = (await site.government('jorei', 'tottori', { screening: ['screening-officer'] })).screening!
      await withEntries(site, 'jorei', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])
      expect(await (await jorei.get('/jorei/desk')).text()).toContain('まだ公示されていません。')
      site.setClock('2028-01-05T09:00:00+09:00')
      const own = (await letters()).filter(({ to }) => to === 'screening.jorei@example.jp')
      expect(own.map(({ text }) => text.split('\n')[0])).toEqual([
        '令和9年度の提案の募集が、まだ公示されていません。令和10年3月1日までに始めてください。',
      ])
    })

    it('is owed by no body whose programme leaves calls to it', async () => {
      await withEntries(site, 'npd', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])
      expect(await (await other.get('/npd/desk')).text()).not.toContain('/npd/calls/new')
    })
  })

  describe('the work list of each role', () => {
    let site: TestSite
    let office: Office
    type Part = keyof Office['people']
    const page = async (who: Visitor, path = '/ken/desk') => (await who.get(path)).text()
    /** What stands under "あなたがすること", one text per line of the list. */
    const todo = async (part: Part): Promise<string[]> => {
      const whole = await page(office.people[part])
      const own = whole.slice(whole.indexOf('あなたがすること'), whole.indexOf('ほかの案件'))
      return own.split('<li>').slice(1)
    }
    const lineOf = async (part: Part, words: string) => (await todo(part)).find((line) => line.includes(words)) ?? ''
    const PARTS: Part[] = ['department', 'screening', 'contract', 'processor', 'custodian', 'auditor', 'administrator']
    /** Who is to act on that. */
    const whose = async (words: string) => {
      const found: Part[] = []
      for (const part of PARTS) if ((await lineOf(part, words)) !== '') found.push(part)
      return found
    }
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
    })
    afterAll(() => site.close())

    it('names who is awaited where it is not oneself, with the day, and marks what is late', async () => {
      const path = await carryTo(office, 'review')
      expect(await whose(caseIdOf(path))).toEqual(['screening'])
      const ask = { purpose: 'もっと詳しく書いてください。' }
      expect((await office.people.screening.post(`${path}/screening/correction`, ask)).status).toBe(303)
      expect(await whose(caseIdOf(path))).toEqual([])
      const others = await page(office.people.screening)
      expect(others.slice(others.indexOf('ほかの案件'))).toMatch(
        /待っている相手：提案者<\/p><p class="small muted">[^<]*期限：令和8年4月30日/,
      )
      const mine = await page(office.proposer, '/ken/proposals')
      expect(mine.slice(mine.indexOf('あなたがすること（1件）'))).toContain('期限：令和8年4月30日')
      site.setClock('2026-05-01T09:00:00+09:00')
      expect(await page(office.people.screening)).toContain('期限を過ぎています')
      expect(await page(office.proposer, '/ken/proposals')).toContain('期限を過ぎています')
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('puts a delay that has lasted before those above, too', async () => {
      const path = await carryTo(office, 'review')
      expect(await whose(caseIdOf(path))).toEqual(['screening'])
      site.setClock('2026-07-15T10:00:00+09:00')
      expect(await whose(caseIdOf(path))).toEqual(['screening', 'administrator'])
      expect(await lineOf('administrator', caseIdOf(path))).toContain('管理者の対応が要る遅れ')
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('has the processor start the order, and the result accepted only once there is one', async () => {
      const path = await carryTo(office, 'producing')
      expect(await whose('加工指示　')).toEqual(['processor'])
      expect(await lineOf('processor', '加工指示　')).toMatch(/href="\/ken\/orders\/[a-z0-9]+"/)
      expect(await whose(caseIdOf(path))).toEqual([])
      await produce(office, path)
      expect(await whose('加工指示　')).toEqual([])
      expect(await whose(caseIdOf(path))).toEqual(['department', 'contract'])
    })

    it('has a second person hand over, and the proposer acknowledge', async () => {
      const path = await carryTo(office, 'prepared')
      expect(await lineOf('custodian', caseIdOf(path))).toContain('提供を確認して引き渡す')
      expect(await whose(caseIdOf(path))).toEqual(['custodian'])
      const delivered = await carryTo(office, 'delivered')
      expect(await whose(caseIdOf(delivered))).toEqual([])
      const own = await page(office.proposer, '/ken/proposals')
      expect(own.slice(own.indexOf('あなたがすること'), own.indexOf('団体の返事を待つもの'))).toContain(caseIdOf(delivered))
    })

    it('asks for the report of the erasure when the contracted use ends', async () => {
      const path = await carryTo(office, 'in-use')
      expect(await whose(caseIdOf(path))).toEqual([])
      expect(await page(office.people.contract)).toContain('期限：令和9年8月31日')
      expect(await page(office.proposer, '/ken/proposals')).toContain('利用しているもの（1件）')
      site.setClock('2027-08-26T09:00:00+09:00')
      expect(await lineOf('contract', caseIdOf(path))).toContain('まもなく期限')
      site.setClock('2027-09-01T09:00:00+09:00')
      expect(await whose(caseIdOf(path))).toEqual(['contract'])
      expect(await lineOf('contract', caseIdOf(path))).toContain('期限を過ぎています')
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('gives a draft the last day of its call', async () => {
      const path = await startDraft(office.proposer, 'ken', office.call, office.entry)
      const own = await page(office.proposer, '/ken/proposals')
      expect(own.slice(own.indexOf(caseIdOf(path)), own.indexOf('団体の返事を待つもの'))).toContain('期限：令和8年5月20日')
    })

    it('holds the questions of a call: departments draft, the desk answers by the announced day', async () => {
      const questions = { from: '2026-04-10', until: '2026-04-24', answersBy: '2026-05-08' }
      const call = await withCall(site, 'ken', [office.entry], { title: '質問のある募集', questions })
      const path = `/ken/calls/${call}/questions`
      await office.proposer.post(path, { asked: '抽出率は選べますか。', receipt: 'b'.repeat(20) })
      const words = `<a class="row-title" href="${path}">`
      expect(await whose(words)).toEqual(['department', 'screening', 'administrator'])
      expect(await lineOf('department', words)).toContain('回答の下書きを書く')
      expect(await lineOf('screening', words)).toMatch(/質問に答える.*1件の質問.*期限：令和8年5月8日/)
      const [question] = await questionsIn(site.deps.db, 'ken', call)
      const answer = (step: string, by: Visitor, revision: number) =>
        by.post(`${path}/${question!.id}`, { wording: '抽出率は？', answer: '選べます。', revision: String(revision), step })
      await answer('draft', office.people.department, 1)
      expect(await whose(words)).toEqual(['screening', 'administrator'])
      await answer('publish', office.people.screening, 2)
      expect(await whose(words)).toEqual([])
    })

    it('holds consultations until a day is given, and again when that day has come', async () => {
      const id = 'c'.repeat(20)
      await office.proposer.post('/ken/consultations', { id, company: '相談社B', contact: '相談者B', 'purpose-purpose': '目的' })
      const path = `/ken/consultations/${id}`
      expect(await lineOf('screening', path)).toMatch(/日時を返事する.*期限：令和8年4月22日/)
      const seen = await whose(path)
      expect(seen).toContain('screening')
      for (const part of ['contract', 'processor', 'custodian', 'auditor']) expect(seen).not.toContain(part)
      const arranged = { step: 'arrange', revision: '1', meetOn: '2026-04-20', meetHow: '14時から電話で' }
      expect((await office.people.screening.post(path, arranged)).status).toBe(303)
      expect(await whose(path)).toEqual([])
      site.setClock('2026-04-20T09:00:00+09:00')
      expect(await lineOf('screening', path)).toContain('相談を記録する')
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('holds the yearly stock-taking of the register', async () => {
      expect(await whose('帳簿の棚卸し')).toEqual([])
      site.setClock('2027-04-15T10:00:00+09:00')
      expect(await whose('帳簿の棚卸し')).toEqual(['department', 'screening', 'administrator'])
      expect(await lineOf('department', '帳簿の棚卸し')).toMatch(/ledger\/stock-taking.*1件が確かめる時期です.*期限：令和9年4月15日/)
      site.setClock('2026-04-15T10:00:00+09:00')
    })

    it('holds levels that the other department proposed, until both agree or one declines', async () => {
      const { department, screening, administrator } = office.people
      expect((await administrator.post('/ken/levels/switch', { on: 'yes' })).status).toBe(303)
      const wish = { entry: 'tax', product: '納税の状況の地図', dataLevel: '3', finding: 'doubtful', reason: '税の情報を使う。' }
      const path = (await department.post('/ken/levels', wish)).headers.get('location')!
      expect(await whose(path)).toEqual(['screening', 'administrator'])
      expect(await lineOf('screening', path)).toContain('同意するかを決める')
      const shown = /name="shown" value="(\d+)"/.exec(await page(screening, path))![1]!
      expect((await screening.post(path, { shown, step: 'agree', reason: 'よい' })).status).toBe(303)
      expect(await whose(path)).toEqual([])
    })

    it('keeps what is over apart', async () => {
      const path = await carryTo(office, 'submitted')
      await office.proposer.post(`${path}/withdraw`, { reason: '事情が変わった' })
      const desk = await page(office.people.screening)
      expect(desk.slice(desk.indexOf('終わった案件（1件）'))).toContain(caseIdOf(path))
    })
  })
}
