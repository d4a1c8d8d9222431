import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryDraft } from '../support/entries.ts'
import { closeWhole } from '../support/pages.ts'
import { withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

const TAX = {
  ...{ entry: 'tax', product: '納税の状況の地図', dataLevel: '3', finding: 'doubtful', reason: '税の情報を使う。' },
}

/** Data levels and viewing levels, where an organisation has switched them on. Runs on any runtime. */
export function levelCases(makeSite: MakeSite): void {
  describe('levels', () => {
    let site: TestSite
    let people: Record<'owner' | 'owner2' | 'policy' | 'admin' | 'auditor', Visitor>
    const text = async (answer: Response | Promise<Response>) => (await answer).text()
    const shown = async (path: string) => /name="shown" value="(\d+)"/.exec(await text(people.auditor.get(path)))?.[1]
    const shownTo = async (who: Visitor, path: string) => /name="shown" value="(\d+)"/.exec(await text(who.get(path)))?.[1] ?? '0'
    const take = async (who: Visitor, path: string, step: string, fields: Record<string, string> = {}) =>
      who.post(path, { shown: await shownTo(who, path), step, reason: '理由を書く。', ...fields })

    beforeAll(async () => {
      site = await makeSite()
      people = (await site.government('ken', 'appi', {
        owner: ['department-officer'],
        owner2: ['department-officer'],
        policy: ['screening-officer'],
        admin: ['administrator'],
        auditor: ['auditor'],
      })) as typeof people
      await withEntries(site, 'ken', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])
    })
    afterAll(() => closeWhole(site))

    it('are for the staff alone, and do nothing until the administrator switches them on', async () => {
      for (const stranger of [site.visitor, await site.proposer('teian-levels')]) {
        expect((await stranger.get('/ken/levels')).status).toBe(404)
        expect((await stranger.post('/ken/levels', TAX)).status).toBe(404)
        expect((await stranger.post('/ken/levels/switch', { on: 'yes' })).status).toBe(404)
      }
      expect(await text(people.owner.get('/ken/levels'))).toContain('まだ使っていません')
      const early = await people.owner.post('/ken/levels', TAX)
      expect(early.status).toBe(422)
      expect(await early.text()).toContain('使っていません')
      expect((await people.policy.post('/ken/levels/switch', { on: 'yes' })).status).toBe(403)
      expect((await people.admin.post('/ken/levels/switch', { on: 'yes' })).status).toBe(303)
      expect(await text(people.owner.get('/ken/levels'))).toContain('新しく決める')
      // the auditor reads, and proposes nothing
      expect(await text(people.auditor.get('/ken/levels'))).not.toContain('新しく決める')
      expect((await people.auditor.post('/ken/levels', TAX)).status).toBe(403)
    })

    it.each<[string, Record<string, string>, string]>([
      ['no file', { entry: '' }, '個人情報ファイル：入力してください'],
      ['no product', { product: '' }, '作るものの名前：入力してください'],
      ['a finding of another level', { dataLevel: '4' }, '選んだデータのレベルの判断を選んでください'],
      ['a level that is none', { dataLevel: '9' }, '使うデータのレベル：入力してください'],
      ['no reason', { reason: ' ' }, '理由：入力してください'],
    ])('refuse %s, and keep what was typed', async (_, over, sentence) => {
      const answer = await people.owner.post('/ken/levels', { ...TAX, ...over })
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toContain(sentence)
      if (over.product === undefined) expect(page).toContain('value="納税の状況の地図"')
    })

    it('say what the gravest level is for, where the file holds such items and a lower one is proposed', async () => {
      const items = [
        { no: 1, name: '氏名', kind: 'direct-identifier', sensitive: false },
        { no: 2, name: '病名', kind: 'sensitive', sensitive: true },
      ]
      await withEntries(site, 'ken', [entryDraft({ slug: 'ill', name: '医療費台帳', hasSensitive: true, items })])
      const page = async (over: Record<string, string>) => {
        const path = (await people.owner.post('/ken/levels', { ...TAX, entry: 'ill', ...over })).headers.get('location')!
        const read = await text(people.policy.get(path))
        expect((await take(people.policy, path, 'decline')).status).toBe(303)
        return read
      }
      expect(await page({})).toContain('含む（その項目を使うときは、データレベル④です）')
      expect(await page({ dataLevel: '4', finding: 'never' })).not.toContain('その項目を使うときは')
    })

    it('are decided by both, stopped on a doubt, and decided again after the experts', async () => {
      const made = await people.owner.post('/ken/levels', TAX)
      expect(made.status).toBe(303)
      const path = made.headers.get('location')!
      const page = await text(people.auditor.get(path))
      expect(page).toContain('もう一方の課の同意待ち')
      expect(page).toContain('決まっていません')
      expect(await shown(path)).toBeUndefined()
      // neither the proposer nor the same party
      for (const who of [people.owner, people.owner2, people.auditor])
        expect((await who.post(path, { shown: '1', step: 'agree', reason: 'よい' })).status).toBe(403)
      expect((await take(people.policy, path, 'agree', { reason: '' })).status).toBe(422)
      expect((await take(people.policy, path, 'agree')).status).toBe(303)
      const decided = await text(people.auditor.get(path))
      expect(decided).toContain('閲覧レベル②（すべての職員が見てよい）')
      expect(decided).toContain('閲覧レベル③（決められた職員だけが見てよい）')
      // twice sent, and by somebody who saw an older page: once
      expect((await people.policy.post(path, { shown: '1', step: 'agree', reason: 'よい' })).status).toBe(409)

      expect((await take(people.auditor, path, 'stop', { reason: '小さな地域で分かるおそれ' })).status).toBe(303)
      const stopped = await text(people.owner.get(path))
      expect(stopped).toContain('あと2人の専門家の意見を聴くと')
      expect(stopped).not.toContain('閲覧レベル②（すべての職員が見てよい）')
      expect((await take(people.owner, path, 'propose', TAX)).status).toBe(403)
      const opinion = { expert: '大学の統計の研究者', givenOn: '2026-04-14' }
      expect((await take(people.owner, path, 'opinion', { ...opinion, givenOn: '2026-04-16' })).status).toBe(422)
      expect((await take(people.owner, path, 'opinion', opinion)).status).toBe(303)
      expect((await take(people.owner, path, 'propose', TAX)).status).toBe(403)
      expect((await take(people.policy, path, 'opinion', { ...opinion, expert: '弁護士' })).status).toBe(303)
      expect(await text(people.owner.get(path))).toContain('専門家の意見を聴き終えました')
      expect(await text(people.owner.get(path))).toContain('name="finding"')
      expect(await text(people.owner.get(`${path}?also=opinion`))).toContain('name="expert"')
      expect((await take(people.policy, path, 'propose', { ...TAX, finding: 'harmless' })).status).toBe(303)
      expect((await people.admin.post(path, { shown: '6', step: 'agree', reason: 'よい' })).status).toBe(403)
      expect((await take(people.owner2, path, 'decline', { reason: 'まだ疑いがある' })).status).toBe(303)
      expect(await text(people.owner.get(path))).toContain('同意されなかった')
      expect((await take(people.owner, path, 'propose', { ...TAX, finding: 'harmless' })).status).toBe(303)
      expect((await take(people.admin, path, 'agree')).status).toBe(303)
      const again = await text(people.auditor.get(path))
      expect(again).toContain('出来上がりを見て、支障がない')
      expect(again).toContain('小さな地域で分かるおそれ')
      expect(again).toContain('弁護士')
    })

    it('are seen in the list, by no other organisation, and no longer changed when switched off', async () => {
      const list = await text(people.auditor.get('/ken/levels'))
      const path = /href="(\/ken\/levels\/[a-z0-9]{10,})"/.exec(list)![1]!
      const { other } = await site.government('shi', 'appi', { other: ['department-officer', 'administrator'] })
      expect((await other!.get(path)).status).toBe(404)
      expect((await other!.get(path.replace('/ken/', '/shi/'))).status).toBe(404)
      expect((await people.admin.post('/ken/levels/switch', { on: '' })).status).toBe(303)
      const page = await text(people.auditor.get(path))
      expect(page).toContain('経過')
      expect(page).not.toContain('name="shown"')
      expect((await people.auditor.post(path, { shown: '9', step: 'stop', reason: '疑い' })).status).toBe(422)
    })
  })
}
