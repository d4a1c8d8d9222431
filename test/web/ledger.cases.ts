import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryDraft } from '../support/entries.ts'
import { closeVerified, keepers, textOf as text } from '../support/keepers.ts'
import { withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite } from '../support/site-client.ts'

/** Everything that a complete entry needs, as typed in the editor. */
const COMPLETE: Record<string, string> = {
  ledger: 'register',
  name: '県営温泉利用者台帳',
  slug: 'hot-spring',
  authority: '知事',
  department: '観光部 温泉課',
  purpose: '利用の受付と料金の徴収に用いる。',
  'item-1-name': '氏名',
  'item-1-kind': 'direct-identifier',
  'item-2-name': '生年月日',
  'item-2-kind': 'quasi-identifier',
  'item-3-name': '利用料',
  'item-3-kind': 'sensitive',
  'item-3-note': '円',
  'item-3-nondisclosure': 'administration',
  scope: '令和2年度から後に利用した者',
  collection: '本人からの申込み',
  hasSensitive: 'no',
  ordinanceSensitive: 'none',
  regularRecipients: '指定管理者A\n指定管理者B',
  'disclosureDesk-name': '試験県 情報公開課',
  'disclosureDesk-address': '試験県試験市1',
  fileKind: 'computer',
  hasManualCounterpart: 'no',
  persons: '12,000人',
  personsCountedOn: '2026-04-01',
  holdingSince: '2020-04-01',
  'registered-met': 'yes',
  'registered-reason': '記載する。',
  'disclosable-met': 'yes',
  'disclosable-route': 'disclosed-in-part',
  'disclosable-reason': '一部を開示する。',
  'feasible-met': 'yes',
  'feasible-reason': '支障はない。',
  'proposalDesk-name': '試験県 提案窓口',
  'proposalDesk-address': '試験県試験市2',
  publicReason: '三つの要件を満たす。',
  internalReason: '内部だけの検討の経過',
  decidedBy: '温泉課長',
  decidedOn: '2026-04-10',
}

/** Keeping the register: writing, approving, publishing, stock-taking, taking out. Runs on any runtime. */
export function ledgerCases(makeSite: MakeSite): void {
  describe('keeping the register', () => {
    let site: TestSite
    let people: Awaited<ReturnType<typeof keepers>>['people']
    beforeAll(async () => {
      ;({ site, people } = await keepers(makeSite))
    })
    afterAll(() => closeVerified(site))

    const revisionOf = async (path: string, by = people.writer) => /name="revision" value="(\d+)"/.exec(await text(by.get(path)))?.[1] ?? ''
    const begin = async (by = people.writer) => (await by.post('/ken/ledger/new')).headers.get('location')!
    const write = async (path: string, fields: Record<string, string>, wanted = 'submit', by = people.writer) =>
      by.post(path, { revision: await revisionOf(path, by), 'item-count': '8', ...fields, do: wanted })
    const warnedOf = async (path: string, fields: Record<string, string>) =>
      /name="warned" value="([0-9a-f]+)"/.exec(await text(write(path, fields)))?.[1] ?? ''
    const approve = async (path: string, by = people.head) => by.post(`${path}/approve`, { revision: await revisionOf(path, by) })
    const publish = async (path: string, by = people.desk) => by.post(`${path}/publish`, { revision: await revisionOf(path, by) })
    async function published(fields: Record<string, string>): Promise<string> {
      const path = await begin()
      expect((await write(path, { ...COMPLETE, ...fields })).status).toBe(303)
      expect((await approve(path)).status).toBe(303)
      const answer = await publish(path)
      expect(answer.status).toBe(303)
      return answer.headers.get('location')!
    }

    it('is for the departments and the desk; to others it does not exist', async () => {
      expect(await text(people.writer.get('/ken/ledger'))).toContain('帳簿の管理')
      for (const stranger of [site.visitor, people.contract, await site.proposer('teian-ledger')]) {
        expect((await stranger.get('/ken/ledger')).status).toBe(404)
        expect((await stranger.post('/ken/ledger/new')).status).toBe(404)
        expect((await stranger.get('/ken/ledger/stock-taking')).status).toBe(404)
      }
    })

    it('keeps what is typed, complete or not, and asks for all that is missing at once', async () => {
      const path = await begin()
      expect((await write(path, { name: '書きかけの台帳', 'item-1-name': '氏名' }, 'save')).status).toBe(303)
      expect(await text(people.writer.get(path))).toContain('書きかけの台帳')
      const answer = await write(path, { name: '書きかけの台帳', 'item-1-name': '' })
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toContain('書きかけの台帳')
      for (const field of [
        'department',
        'purpose',
        'item-1-name',
        'scope',
        'fileKind',
        'disclosureDesk-name',
        'persons',
        'registered-met',
        'publicReason',
        'internalReason',
        'decidedBy',
        'decidedOn',
      ])
        expect(page, field).toContain(`href="#${field}"`)
      // in the order of the page, and nothing yet that only an answer calls for
      const asked = [...page.matchAll(/<a href="#([^"]+)">[^<]*：/g)].map(([, field]) => field!)
      expect(asked).toEqual([...asked].sort((a, b) => page.indexOf(` id="${a}`) - page.indexOf(` id="${b}`)))
      for (const later of ['registered-exclusion', 'disclosable-route', 'feasible-obstacle']) expect(asked).not.toContain(later)
      expect((await people.writer.post(`${path}/discard`)).status).toBe(303)
      expect((await people.writer.get(path)).status).toBe(404)
    })

    it('keeps no endless text, and no field that is none of the form', async () => {
      const path = await begin()
      const endless = await write(path, { ...COMPLETE, remarks: 'あ'.repeat(4_001) }, 'save')
      expect(endless.status).toBe(422)
      expect(await endless.text()).toContain('4000文字以内')
      expect((await write(path, { ...COMPLETE, __proto__x: 'a', 'strange[field]': 'b'.repeat(9_000) }, 'save')).status).toBe(303)
      expect(await text(people.writer.get(path))).toContain('県営温泉利用者台帳')
      await people.writer.post(`${path}/discard`)
    })

    it('adds rows of items without losing any', async () => {
      const path = await begin()
      expect((await write(path, { 'item-8-name': '八つめ' }, 'more')).status).toBe(303)
      const page = await text(people.writer.get(path))
      expect(page).toContain('value="八つめ"')
      expect(page).toContain('name="item-18-name"')
    })

    it.each<[string, Record<string, string>, string]>([
      ['an exclusion with the test met', { 'registered-exclusion': '3' }, '記載しない理由を選んだときは'],
      ['no route of disclosure', { 'disclosable-route': '' }, '開示の見込み：入力してください'],
      ['a hindrance with the test met', { 'feasible-obstacle': 'M2' }, '支障の種類は、「満たさない」のときだけ'],
      ['not feasible without saying why', { 'feasible-met': 'no', 'proposalDesk-name': '' }, '支障の種類：入力してください'],
      [
        'no desk for proposals',
        { 'proposalDesk-name': '', 'proposalDesk-address': '' },
        '提案を受ける組織の名称及び所在地（名称）：入力してください',
      ],
      ['withheld items and yet eligible', { itemsPartlyWithheld: 'yes' }, '一部を記載していないファイルは、提案の対象にできません'],
      [
        'withheld ways of collecting and yet eligible',
        { collectionWithheld: 'yes' },
        '一部を記載していないファイルは、提案の対象にできません',
      ],
      ['withheld recipients and yet eligible', { recipientsWithheld: 'yes' }, '一部を記載していないファイルは、提案の対象にできません'],
      [
        'the first test not met without saying why',
        { 'registered-met': 'no', 'proposalDesk-name': '' },
        '記載しない理由：入力してください',
      ],
      [
        'a route of disclosure with the test not met',
        { 'disclosable-met': 'no', 'proposalDesk-name': '' },
        '開示の見込みは、「満たす」のときだけ',
      ],
      ['sensitive items that the entry denies', { 'item-3-sensitive': 'yes' }, '記録項目の印と合っていません'],
      ['words for persons', { persons: 'たくさん' }, '半角の数字で入力してください'],
      ['a day that is none', { decidedOn: '2026-02-30' }, '日付を入力してください'],
      ['persons counted on a day to come', { personsCountedOn: '2026-12-01' }, '本人の数を数えた日：今日までの日付を入力してください'],
      ['a file held from a day to come', { holdingSince: '2026-12-01' }, '保有を始めた日：今日までの日付'],
      ['a judgment of a day to come', { decidedOn: '2026-12-01' }, '判断した日：今日までの日付'],
      [
        'an entry of the second ledger that is judged eligible',
        { ledger: 'ordinance' },
        '要件1の判断：条例による帳簿の個人情報ファイルは、提案の対象にできません。要件1を「満たさない」に',
      ],
      ['a bad address', { slug: 'ほげ' }, '半角の英小文字・数字・ハイフン'],
      ['no manual counterpart said', { hasManualCounterpart: '' }, '入力してください'],
      ['a day of change that is none', { effectiveOn: '2026-99-01' }, '変わった日：日付を入力してください'],
      ['a text without end', { purpose: 'あ'.repeat(4001) }, '4000文字以内'],
    ])('refuses %s', async (_, over, sentence) => {
      const path = await begin()
      const answer = await write(path, { ...COMPLETE, ...over })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(sentence)
      await people.writer.post(`${path}/discard`)
    })

    it.each<[string, Record<string, string>, string]>([
      ['below the number of the law', { persons: '999' }, '1,000人に満たないため、個人情報ファイル簿への記載を要しません（令第20条第2項）'],
      [
        'an item that looks like an individual code',
        { 'item-4-name': '基礎年金番号', 'item-4-kind': 'other' },
        '個人識別符号と思われる項目があります：基礎年金番号',
      ],
      [
        'an item that looks sensitive',
        { 'item-4-name': '既往の病名', 'item-4-kind': 'other' },
        '要配慮個人情報と思われる項目があります：既往の病名',
      ],
      ['an item of an ordinance', { 'item-4-name': '生活保護の受給', 'item-4-kind': 'other' }, '条例要配慮個人情報に当たりうる'],
    ])('asks to confirm %s', async (_, over, sentence) => {
      const path = await begin()
      const answer = await write(path, { ...COMPLETE, ...over })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(sentence)
      expect((await write(path, { ...COMPLETE, ...over, confirmed: 'yes' })).status).toBe(422)
      const warned = await warnedOf(path, { ...COMPLETE, ...over })
      // What was confirmed is what was shown: another doubtful item is asked about again.
      const more = await write(path, { ...COMPLETE, ...over, 'item-5-name': '旅券番号', confirmed: 'yes', warned })
      expect(more.status).toBe(422)
      expect(await more.text()).toContain('旅券番号。種類を')
      expect((await write(path, { ...COMPLETE, ...over, confirmed: 'yes', warned })).status).toBe(303)
      expect(await text(people.head.get(path))).toContain(sentence)
    })

    it('goes from the writer over the department to the desk, never twice by one person', async () => {
      const path = await begin()
      expect((await write(path, COMPLETE)).status).toBe(303)
      expect((await people.writer.post(path, { ...COMPLETE, revision: '2', do: 'save' })).status).toBe(422) // under approval
      expect(await text(people.writer.get(path))).toContain('書いた人は承認できず')
      expect((await people.writer.post(`${path}/approve`, { revision: '2' })).status).toBe(403)
      expect((await people.desk.post(`${path}/publish`, { revision: '2' })).status).toBe(403)
      expect(await text(people.head.get('/ken/desk'))).toMatch(/待つ記載が\d+件あります/)
      expect(await text(people.contract.get('/ken/desk'))).not.toContain('待つ記載')
      const reading = await text(people.head.get(path))
      expect(reading).toContain('内部だけの検討の経過')
      expect(reading).toContain('利用料（事務や事業の適正な遂行）')
      // each of the three tests with its article, code and reason
      expect(reading).toContain('個人情報ファイル簿に記載している（法第60条第3項第1号）')
      expect(reading).toContain('満たす（一部を開示する）：一部を開示する。')
      expect(reading).toContain('事務に支障なく作成できる（法第60条第3項第3号）')
      expect(reading).toContain('温泉課長　令和8年4月10日')
      expect((await people.head.post(`${path}/return`, { revision: '2', note: '' })).status).toBe(422)
      expect((await people.head.post(`${path}/return`, { revision: '2', note: '利用目的を詳しく。' })).status).toBe(303)
      expect(await text(people.writer.get(path))).toContain('利用目的を詳しく。')
      expect((await write(path, COMPLETE)).status).toBe(303)
      expect((await approve(path)).status).toBe(303)
      expect((await people.head.post(`${path}/publish`, { revision: '5' })).status).toBe(403)
      const answers = await Promise.all([1, 2].map(() => people.desk.post(`${path}/publish`, { revision: '5' })))
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
      const page = await text(site.visitor.get('/ken/register/hot-spring'))
      expect(page).toContain('県営温泉利用者台帳')
      expect(page).toContain('指定管理者B')
      expect(page).not.toContain('内部だけの検討の経過')
      expect(page).not.toContain('12,000人に')
      const json = await text(site.visitor.get('/ken/register/hot-spring.json'))
      expect(json).not.toContain('内部だけの検討の経過')
      expect(json).not.toContain('nondisclosure')
      // a part that is not disclosed is cut out first: nobody is promised it, and the ground stays inside
      const forecast = await text(site.visitor.get('/ken/preflight?entry=hot-spring&ask=1'))
      expect(forecast).toMatch(/削除される項目<\/dt><dd>氏名、利用料</)
      expect(forecast).not.toContain('事務や事業の適正な遂行')
      const seen = await text(people.contract.get('/ken/register/hot-spring'))
      expect(seen).not.toContain('内部だけの検討の経過')
      expect(await text(people.desk.get('/ken/register/hot-spring'))).toContain('利用料（事務や事業の適正な遂行）')
    })

    it('tells the writer, not only the desk at the end, that the register has a file of that name', async () => {
      const path = await begin()
      const answer = await write(path, { ...COMPLETE, slug: 'another' })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('個人情報ファイルの名称：同じ名称かアドレスの個人情報ファイルが、すでにあります')
      await people.writer.post(`${path}/discard`)
    })

    it('shows an amendment with its public differences, and keeps every version', async () => {
      const path = (await people.writer.post('/ken/ledger/entries/hot-spring/amend')).headers.get('location')!
      expect(await text(people.writer.get(path))).toContain('value="県営温泉利用者台帳"')
      const fields = {
        ...COMPLETE,
        purpose: '利用の受付、料金の徴収及び統計に用いる。',
        internalReason: '別の内部の経過',
        effectiveOn: '2026-04-12',
      }
      expect((await write(path, fields)).status).toBe(422) // why it is changed is published
      expect((await write(path, { ...fields, changeReason: '統計を始めるため' })).status).toBe(303)
      const reading = await text(people.head.get(path))
      expect(reading).toContain('利用の受付と料金の徴収に用いる。')
      expect(reading).toContain('統計に用いる。')
      await approve(path)
      expect((await publish(path)).status).toBe(303)
      const history = await text(site.visitor.get('/ken/register/hot-spring/history'))
      expect(history).toContain('第2版　修正')
      expect(history).not.toContain('承認した人')
      const inside = await text(people.desk.get('/ken/register/hot-spring/history'))
      expect(inside).toContain('書いた人：writer（試験）　承認した人：head（試験）　公表した人：desk（試験）')
      expect(history).toContain('統計を始めるため')
      expect(history).toContain('利用の受付と料金の徴収に用いる。')
      expect(history).not.toContain('内部の経過')
      expect(history).not.toContain('検討の経過')
    })

    it('does not publish an amendment of a version that is no longer the last', async () => {
      const [one, two] = [
        (await people.writer.post('/ken/ledger/entries/hot-spring/amend')).headers.get('location')!,
        (await people.writer.post('/ken/ledger/entries/hot-spring/amend')).headers.get('location')!,
      ]
      for (const path of [one, two]) {
        expect((await write(path, { ...COMPLETE, remarks: path, changeReason: '備考' })).status).toBe(303)
        await approve(path)
      }
      expect((await publish(one)).status).toBe(303)
      expect((await publish(two)).status).toBe(409)
    })

    it('keeps a second ledger by ordinance, never in a call and apart from the register', async () => {
      const small = {
        name: '小さな会の名簿',
        slug: 'small',
        ledger: 'ordinance',
        persons: '120',
        'feasible-met': 'no',
        'feasible-obstacle': 'M4',
      }
      await published({ ...small, 'proposalDesk-name': '', 'proposalDesk-address': '' })
      expect(await text(site.visitor.get('/ken/register'))).not.toContain('小さな会の名簿')
      expect(await text(site.visitor.get('/ken/register'))).toContain('条例による帳簿（1件）を見る')
      expect(await text(site.visitor.get('/ken/register?ledger=ordinance'))).toContain('小さな会の名簿')
      expect(await text(site.visitor.get('/ken/register.csv'))).not.toContain('小さな会の名簿')
      expect(await text(site.visitor.get('/ken/register/small'))).toContain('条例による帳簿に記載している')
    })

    it('takes stock every year: counts persons, signs, warns below the law’s number', async () => {
      site.setClock('2027-04-20T10:00:00+09:00')
      const page = await text(people.writer.get('/ken/ledger/stock-taking'))
      expect(page).toContain('確かめる時期')
      expect((await people.writer.post('/ken/ledger/entries/hot-spring/confirm', { 'persons-hot-spring': '多数' })).status).toBe(422)
      expect((await people.writer.post('/ken/ledger/entries/hot-spring/confirm', { 'persons-hot-spring': '13,500' })).status).toBe(303)
      expect(await text(site.visitor.get('/ken/register/hot-spring'))).toContain('13,500人')
      expect(await text(site.visitor.get('/ken/register/hot-spring/history'))).toContain('棚卸し')
      const low = await people.writer.post('/ken/ledger/entries/hot-spring/confirm', { 'persons-hot-spring': '800' })
      expect(await low.text()).toContain('1,000人に満たないため')
    })

    it('takes stock of a register of hundreds: what is due first, fifty at a time, of one department or by name', async () => {
      await withEntries(
        site,
        'ken',
        Array.from({ length: 60 }, (_, i) => entryDraft({ slug: `many-${i}`, name: `多数の台帳その${i + 1}`, department: `課${i % 2}` })),
      )
      const names = (page: string) => [...page.matchAll(/class="row-title"[^>]*>\s*([^<]+?)\s*</g)].map((match) => match[1]!)
      const take = (query: string) => text(people.writer.get(`/ken/ledger/stock-taking${query}`))
      const first = await take('')
      expect(names(first)).toHaveLength(50)
      expect(first.lastIndexOf('>確かめる時期<')).toBeLessThan(first.indexOf('>確認済み<'))
      expect(first).toContain('href="/ken/ledger/stock-taking?page=2"')
      const second = await take('?page=2')
      expect(names(second).some((name) => names(first).includes(name))).toBe(false)
      for (const odd of ['?page=99', '?page=-1', '?page=x', '?department=%00'])
        expect((await people.writer.get(`/ken/ledger/stock-taking${odd}`)).status).toBe(200)
      const own = await take(`?department=${encodeURIComponent('課1')}&q=${encodeURIComponent('その２')}`)
      expect(names(own)).toEqual([
        '多数の台帳その2',
        '多数の台帳その20',
        '多数の台帳その22',
        '多数の台帳その24',
        '多数の台帳その26',
        '多数の台帳その28',
      ])
      // who signs one goes on where they were
      const confirm = /action="([^"]*many-1\/confirm[^"]*)"/.exec(own)![1]!.replaceAll('&amp;', '&')
      const signed = await people.writer.post(confirm, { 'persons-many-1': '5000' })
      expect(signed.headers.get('location')).toBe(`/ken/ledger/stock-taking?${confirm.split('?')[1]}`)
    })

    it('does not publish for a department that is abolished', async () => {
      expect((await people.writer.post('/ken/ledger/departments', { abolished: '観光部 温泉課' })).status).toBe(403)
      expect((await people.desk.post('/ken/ledger/departments', { abolished: '観光部 温泉課' })).status).toBe(303)
      expect(await text(people.desk.get('/ken/ledger/stock-taking'))).toContain('組織が廃止されています')
      const path = (await people.writer.post('/ken/ledger/entries/hot-spring/amend')).headers.get('location')!
      const answer = await write(path, { ...COMPLETE, changeReason: '確認' })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('この組織は廃止されています')
    })

    it('takes an entry out only when nothing refers to it, and keeps it with its history', async () => {
      const entries = await withEntries(site, 'ken', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])
      await withCall(site, 'ken', [entries.tax!], { announcedOn: '2027-04-01', opensOn: '2027-04-10', closesOn: '2027-05-20' })
      const gone = { reason: '保有をやめた', effectiveOn: '2027-04-20' }
      expect((await people.writer.get('/ken/ledger/entries/tax/archive')).status).toBe(404)
      expect((await people.writer.post('/ken/ledger/entries/tax/archive', gone)).status).toBe(403)
      const early = await people.desk.post('/ken/ledger/entries/tax/archive', gone)
      expect(early.status).toBe(422)
      expect(await early.text()).toContain('募集中の個人情報ファイルです')
      for (const wrong of [{ effectiveOn: '2099-01-01' }, { reason: '' }, { effectiveOn: '2027-13-01' }, { reason: 'あ'.repeat(1_001) }])
        expect((await people.desk.post('/ken/ledger/entries/hot-spring/archive', { ...gone, ...wrong })).status).toBe(422)
      expect((await people.desk.post('/ken/ledger/entries/hot-spring/archive', gone)).status).toBe(303)
      expect(await text(site.visitor.get('/ken/register'))).not.toContain('県営温泉利用者台帳')
      expect(await text(site.visitor.get('/ken/register/hot-spring'))).toContain('帳簿から消された個人情報ファイルです')
      expect(await text(site.visitor.get('/ken/register/hot-spring/history'))).toContain('保有をやめた')
      expect((await people.desk.post('/ken/ledger/entries/hot-spring/archive', gone)).status).toBe(422)
    })

    it('leaves the name of what was taken out free: a file may be held again, at an address of its own', async () => {
      const again = { ...COMPLETE, department: '観光部 観光課', effectiveOn: '2027-04-20' }
      const same = await begin()
      expect(await text(write(same, again))).toContain('アドレスの名前：同じ名称かアドレスの個人情報ファイルが、すでにあります')
      await people.writer.post(`${same}/discard`)
      expect(await published({ ...again, slug: 'hot-spring-2' })).toBe('/ken/register/hot-spring-2')
      expect(await text(site.visitor.get('/ken/register/hot-spring'))).toContain('帳簿から消された個人情報ファイルです')
    })

    it('is nobody else’s', async () => {
      const path = await begin()
      const { other } = await site.government('shi', 'appi', { other: ['department-officer', 'screening-officer'] })
      expect((await other!.get(path.replace('/ken/', '/shi/'))).status).toBe(404)
      expect((await other!.get(path)).status).toBe(404)
      expect((await other!.post('/shi/ledger/entries/hot-spring/amend')).status).toBe(404)
    })
  })
}
