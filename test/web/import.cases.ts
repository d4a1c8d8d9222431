import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '../../src/audit/schema.ts'
import { entryDrafts, registerImports } from '../../src/modules/register/schema.ts'
import { entryDraft } from '../support/entries.ts'
import { closeVerified, keepers, textOf as text } from '../support/keepers.ts'
import { withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { REGISTER_HEAD, registerRow, workbook } from '../support/workbook.ts'

const FILL = {
  decidedBy: '試験課長',
  decidedOn: '2026-04-10',
  personsCountedOn: '2026-04-01',
  holdingSince: '2015-04-01',
  eligibleReason: '三つの要件を満たす。',
  ineligibleReason: '加工できる部分が少ない。',
  ineligibleObstacle: 'M4',
}

/** A prefecture's spreadsheet becomes its register. Runs on any runtime. */
export function importCases(makeSite: MakeSite): void {
  describe('taking a register over', () => {
    let site: TestSite
    let people: Awaited<ReturnType<typeof keepers>>['people']
    beforeAll(async () => {
      ;({ site, people } = await keepers(makeSite))
      await withEntries(site, 'ken', [entryDraft({ slug: 'old', name: '第8号台帳ファイル' })])
    })
    afterAll(() => closeVerified(site))

    const send = (name: string, content: Uint8Array | string, by = people.writer) =>
      by.post('/ken/ledger/import', { file: new File([content as BlobPart], name) })
    /** The form as the page holds it: selects and inputs, with some changed. */
    async function form(path: string, over: Record<string, string> = {}) {
      const page = await text(people.writer.get(path))
      const fields: Record<string, string> = {}
      for (const [, name, inner] of page.matchAll(/<select id="[^"]*" name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
        fields[name!] = /<option value="([^"]*)" selected=""/.exec(inner!)?.[1] ?? ''
      for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
        const name = /name="([^"]*)"/.exec(tag)?.[1]
        if (name) fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
      }
      return { ...fields, ...FILL, ...over }
    }

    it('is for those who keep the register', async () => {
      for (const stranger of [site.visitor, people.contract]) expect((await stranger.get('/ken/ledger/import')).status).toBe(404)
      expect((await send('a.csv', 'x', people.contract)).status).toBe(404)
      expect(await text(people.writer.get('/ken/ledger/import'))).toContain('シフトJIS')
    })

    it.each<[string, Uint8Array | string, string]>([
      ['an empty file', '', '中身のないファイルです'],
      [
        'a sheet of something else',
        workbook([
          {
            name: '売上',
            rows: [
              ['月', '額'],
              ['4', '100'],
            ],
          },
        ]),
        '見出し（名称、利用目的、記録項目など）が見つかりません',
      ],
      ['a broken workbook', workbook([{ name: 'a', rows: [['b']] }]).slice(0, 60), 'Excelのファイルとして開けません'],
      ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3), '表として読めません'],
    ])('refuses %s and says what to send', async (_, content, sentence) => {
      const answer = await send('帳簿.xlsx', content)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(sentence)
    })

    it('changes nothing by a file that is refused', async () => {
      const kept = async () => {
        const { db } = site.deps
        const [log, sent, drafts] = await Promise.all([
          db.select().from(auditLog),
          db.select().from(registerImports),
          db.select().from(entryDrafts),
        ])
        return [log.length, sent, drafts]
      }
      const before = await kept()
      const swelling = workbook([{ name: '一覧', rows: [REGISTER_HEAD, registerRow(1)], merged: Array(20).fill('A1:KA5000') }])
      const compound = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600))
      const nonsense = Uint8Array.from({ length: 5 * 1024 * 1024 }, (_, i) => (i * 2_654_435_761) >>> 24)
      for (const [content, sentence] of [
        [swelling, '開くと大きくなりすぎるファイルです'],
        [compound, '古い形式のExcel'],
        [nonsense, '表として読めません'],
        [new Uint8Array(5 * 1024 * 1024 + 1), 'ファイルは5MBまでです'],
      ] as const) {
        const answer = await send('帳簿.xlsx', content)
        expect(answer.status).toBe(422)
        expect(await answer.text()).toContain(sentence)
      }
      expect(await kept()).toEqual(before)
    })

    it('says which labels stand twice, which cells hold formulas or are merged, and takes no field from two columns', async () => {
      const row = registerRow(903)
      const rows = [
        [...REGISTER_HEAD, REGISTER_HEAD[3]!],
        [...row.slice(0, 16), { formula: '2500*2', value: '5000' }, '別の目的'],
        [...registerRow(904), ''],
      ]
      const path = (await send('帳簿.xlsx', workbook([{ name: '一覧', rows, merged: ['C2:C3'] }]))).headers.get('location')!
      const page = await text(people.writer.get(path))
      expect(page).toContain('４　個人情報ファイルの利用目的（はじめの列を読みました')
      expect(page).toContain('1個（計算した結果の値を読み、エラーの値は空としました）')
      expect(page).toContain('1か所（同じ値がすべてのセルにあるものとして読みました）')
      const drafts = await site.deps.db.select().from(entryDrafts)
      const twice = await people.writer.post(path, { ...(await form(path)), 'column-17': 'purpose', do: 'import' })
      expect(twice.status).toBe(422)
      const refused = await twice.text()
      expect(refused).toContain('href="#column-17"')
      expect(refused).toContain('二つ以上の列が、この項目に選ばれています')
      expect(await site.deps.db.select().from(entryDrafts)).toEqual(drafts)
      expect((await people.writer.post(`${path}/discard`)).status).toBe(303)
    })

    it('takes nothing over from a sheet without a register, or from below the last row', async () => {
      const file = workbook([
        { name: '一覧', rows: [REGISTER_HEAD, registerRow(905)] },
        {
          name: '集計',
          rows: [
            ['月', '額'],
            ['4', '100'],
          ],
        },
        { name: '空', rows: [] },
      ])
      const path = (await send('帳簿.xlsx', file)).headers.get('location')!
      const drafts = await site.deps.db.select().from(entryDrafts)
      const filled = await form(path)
      const nothing: Record<string, string>[] = [
        { sheet: '2', readSheet: '2', head: '1', readHead: '0' },
        { head: '2', readHead: '1' },
      ]
      for (const over of nothing) {
        const answer = await people.writer.post(path, { ...filled, ...over, do: 'import' })
        expect(answer.status).toBe(422)
        expect(await answer.text()).toContain('取り込める行がありません')
      }
      const odd: Record<string, string>[] = [
        { sheet: '99' },
        { sheet: '-1' },
        { sheet: 'x' },
        { head: '1e9' },
        { head: '-5' },
        { head: '' },
      ]
      for (const over of odd) expect((await people.writer.post(path, { ...filled, ...over, do: 'preview' })).status).toBe(200)
      expect(await site.deps.db.select().from(entryDrafts)).toEqual(drafts)
      expect((await people.writer.post(`${path}/discard`)).status).toBe(303)
    })

    it('shows how a CSV is read, and the gaps against the law, before anything is taken over', async () => {
      const rows = [REGISTER_HEAD, registerRow(901), registerRow(902, { 3: '', 16: '' })]
      const csv = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      const sent = await send('帳簿.csv', csv)
      expect(sent.status).toBe(303)
      const path = sent.headers.get('location')!
      const page = await text(people.writer.post(path, { ...(await form(path)), do: 'preview' }))
      expect(page).toContain('2件（足りないところのないもの 1件）')
      expect(page).toContain('4. 個人情報ファイルの利用目的（法第75条）')
      expect(page).toContain('本人の数（内部の記録）')
      // how many entries lack each: what to fill in once for all of them
      expect(page).toMatch(/4\. 個人情報ファイルの利用目的<\/th><td>法第75条<\/td><td class="number">1件/)
      const bare = await text(people.writer.get(path))
      expect(bare).toMatch(/判断した者<\/th><td>内部の記録<\/td><td class="number">2件/)
      // Enter in a field reads anew; only its own button takes over
      expect(bare.indexOf('value="preview"')).toBeLessThan(bare.indexOf('value="import"'))
      expect(page).toContain('value="三つの要件を満たす。"') // what was typed stays
      expect(await text(people.writer.get('/ken/ledger'))).not.toContain('第901号台帳ファイル')
      expect((await people.writer.post(`${path}/discard`)).status).toBe(303)
      expect((await people.writer.get(path)).status).toBe(404)
    })

    it('takes another sheet or head row, and other columns, when told to', async () => {
      const file = workbook([
        { name: '知事部局', rows: [['一覧'], [], REGISTER_HEAD, registerRow(1), registerRow(2)] },
        { name: '教育委員会', rows: [REGISTER_HEAD.map((label) => (label.endsWith('名称') ? label : label)), registerRow(3)] },
      ])
      const path = (await send('帳簿.xlsx', file)).headers.get('location')!
      expect(await text(people.writer.get(path))).toContain('2件（')
      const other = await text(people.writer.post(path, { ...(await form(path)), sheet: '1', do: 'preview' }))
      expect(other).toContain('第3号台帳ファイル')
      expect(other).not.toContain('第1号台帳ファイル')
      const without = await text(people.writer.post(path, { ...(await form(path)), 'column-3': '', do: 'preview' }))
      expect(without).toContain('2件（足りないところのないもの 0件）')
      await people.writer.post(`${path}/discard`)
    })

    it('publishes two hundred files with a few clicks of three people', async () => {
      const rows = Array.from({ length: 200 }, (_, i) => registerRow(i + 1, i === 6 ? { 4: '1氏名、2病歴' } : {}))
      const path = (
        await send('帳簿.xlsx', workbook([{ name: '一覧', rows: [['個人情報ファイル簿'], REGISTER_HEAD, ...rows] }]))
      ).headers.get('location')!
      const fields = { ...(await form(path)), do: 'import' }
      const answers = await Promise.all([people.writer.post(path, fields), people.writer.post(path, fields)])
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
      const shown = async (by: Visitor) =>
        [...(await text(by.get('/ken/ledger'))).matchAll(/name="draft" value="([^"]*)"/g)].map((match) => match[1]!)
      expect(await shown(people.writer)).toHaveLength(0) // nobody approves what they wrote
      const waiting = await shown(people.head)
      expect(waiting).toHaveLength(199)
      expect((await people.head.post('/ken/ledger/approve-all', { draft: waiting })).status).toBe(303)
      expect(await shown(people.head)).toHaveLength(0)
      const ready = await shown(people.desk)
      expect(ready).toHaveLength(199)
      expect((await people.desk.post('/ken/ledger/publish-all', { draft: ready })).status).toBe(303)
      const page = await text(site.visitor.get(`/ken/register?q=${encodeURIComponent('台帳ファイル')}`))
      expect(page).toContain('199件')
      expect(await text(site.visitor.get('/ken/register/old/history'))).toContain('第2版　修正')
      expect(await text(people.writer.get('/ken/ledger'))).toContain('第7号台帳ファイル') // still to be looked at
    })

    it('is nobody else’s', async () => {
      const path = (await send('帳簿.xlsx', workbook([{ name: '一覧', rows: [REGISTER_HEAD, registerRow(1)] }]))).headers.get('location')!
      const { other } = await site.government('shi', 'appi', { other: ['department-officer'] })
      expect((await other!.get(path.replace('/ken/', '/shi/'))).status).toBe(404)
      expect((await other!.get(path)).status).toBe(404)
    })
  })
}
