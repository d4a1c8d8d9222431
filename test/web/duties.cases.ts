import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remindOfCalls } from '../../src/modules/calls/index.ts'
import { sendDue } from '../../src/modules/notices/index.ts'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

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

    it('is owed by no body whose programme leaves calls to it', async () => {
      await withEntries(site, 'npd', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])
      expect(await (await other.get('/npd/desk')).text()).not.toContain('/npd/calls/new')
    })
  })
}
