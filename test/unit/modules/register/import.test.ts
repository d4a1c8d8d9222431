import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { type Defaults, importRows, matchColumns, readDay, readDesk, readItems } from '../../../../src/modules/register/import-rows.ts'
import { readCsv, readSheets, type Sheet } from '../../../../src/modules/register/spreadsheet.ts'
import { programme } from '../../../../src/programmes/index.ts'
import { REGISTER_HEAD, registerRow, workbook } from '../../../support/workbook.ts'

const appi = programme('appi')
const bytes = (text: string) => new TextEncoder().encode(text)
const sheetsOf = (read: ReturnType<typeof readSheets>): Sheet[] => {
  if (!read.ok) throw new Error(read.refusals.map(({ code }) => code).join())
  return read.value
}
const codeOf = (read: ReturnType<typeof readSheets>) => (read.ok ? 'read' : read.refusals[0]?.code)

const DEFAULTS: Defaults = {
  authority: '知事',
  'disclosureDesk-name': '窓口',
  'disclosureDesk-address': '試験市1',
  'proposalDesk-name': '提案窓口',
  'proposalDesk-address': '試験市2',
  decidedBy: '試験課長',
  decidedOn: '2026-04-01',
  personsCountedOn: '2026-04-01',
  holdingSince: '2020-04-01',
  eligibleReason: '三つの要件を満たす。',
  ineligibleReason: '加工できる部分が少ない。',
  ineligibleObstacle: 'M4',
}

describe('CSV', () => {
  it.each([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF, no last line end',
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'quotes, commas and line ends in cells',
      '"a,1","b""2"\n"c\nd",e',
      [
        ['a,1', 'b"2'],
        ['c\nd', 'e'],
      ],
    ],
    [
      'empty cells',
      'a,,\n,b,',
      [
        ['a', '', ''],
        ['', 'b', ''],
      ],
    ],
    [
      'tabs',
      'a\tb,c\td\ne\tf\tg',
      [
        ['a', 'b,c', 'd'],
        ['e', 'f', 'g'],
      ],
    ],
    ['nothing', '', []],
  ])('%s', (_, text, rows) => {
    expect(readCsv(text)).toEqual(rows)
  })
  it('a quote that never ends is no table', () => {
    expect(readCsv('a,"b\nc')).toBeUndefined()
  })
  it('UTF-8 with and without its mark, and CP932 with its own characters', () => {
    for (const encoded of [bytes('名称,①髙﨑\n'), bytes('\uFEFF名称,①髙﨑\n'), new Uint8Array(iconv.encode('名称,①髙﨑\n', 'cp932'))])
      expect(sheetsOf(readSheets(encoded))[0]!.rows).toEqual([['名称', '①髙﨑']])
  })
})

describe('Excel', () => {
  it('reads texts without their readings, numbers, text in cells, the values of formulas, and merged cells', () => {
    const file = workbook([
      { name: '表紙', rows: [['個人情報ファイル簿']] },
      {
        name: 'A&B',
        rows: [
          ['名称', '人数', '計'],
          ['a<b', 1000, { formula: 'B2*2', value: '2000' }],
          ['', { inline: ' 中 ' }, ''],
        ],
        merged: ['A2:A3'],
      },
    ])
    const [cover, sheet] = sheetsOf(readSheets(file))
    expect(cover!.rows).toEqual([['個人情報ファイル簿']])
    expect(sheet).toMatchObject({ name: 'A&B', formulas: 1, merged: 1 })
    expect(sheet!.rows).toEqual([
      ['名称', '人数', '計'],
      ['a<b', '1000', '2000'],
      ['a<b', '中', ''],
    ])
  })
})

describe('what is no table', () => {
  const nonsense = Uint8Array.from({ length: 5 * 1024 * 1024 }, (_, i) => (i * 2_654_435_761) >>> 24)
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'upload-empty'],
    ['more than 5 MB', new Uint8Array(5 * 1024 * 1024 + 1), 'upload-too-large'],
    ['5 MB of nonsense', nonsense, 'upload-not-a-table'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13), 'upload-not-a-table'],
    ['a zip that is cut off', workbook([{ name: 'a', rows: [['b']] }]).slice(0, 80), 'upload-broken'],
    ['a zip without a workbook', workbook([]), 'upload-broken'],
    ['too many rows', bytes('a,b\n'.repeat(5_002)), 'upload-too-many-rows'],
  ])('%s', (_, file, code) => {
    expect(codeOf(readSheets(file))).toBe(code)
  })
  it('nonsense after the mark of a zip', () => {
    const file = nonsense.slice()
    file.set([0x50, 0x4b, 3, 4])
    expect(codeOf(readSheets(file))).toBe('upload-broken')
  })
})

describe('columns by their labels', () => {
  it('finds all of the published form, numbered and in wide letters', () => {
    expect(matchColumns(appi, REGISTER_HEAD)).toEqual([
      ...['name', 'authority', 'department', 'purpose', 'items', 'scope', 'collection', 'hasSensitive', 'regularRecipients'],
      ...['disclosureDesk', 'specialProcedures', 'fileKind', 'hasManualCounterpart', 'isEligible', 'proposalDesk', 'remarks', 'persons'],
    ])
  })
  it('and other words for them, each once', () => {
    const head = [
      'No',
      'ファイル名',
      '所管課',
      '利用目的',
      '記録項目',
      '条例要配慮個人情報の有無',
      '要配慮個人情報の有無',
      '利用目的',
      '該当性',
      '開示請求窓口の所在地',
      '開示請求の窓口',
    ]
    expect(matchColumns(appi, head)).toEqual([
      ...[undefined, 'name', 'department', 'purpose', 'items', 'ordinanceSensitive', 'hasSensitive', undefined, 'isEligible'],
      ...['disclosureDesk-address', 'disclosureDesk'],
    ])
  })
})

describe('cells', () => {
  it.each<[string, string[]]>([
    ['1氏名、2生年月日、3住所', ['氏名', '生年月日', '住所']],
    ['1 氏名 2 生年月日 3 住所', ['氏名', '生年月日', '住所']],
    ['（1）氏名（2）住所', ['氏名', '住所']],
    ['①氏名②住所（番地まで）', ['氏名', '住所(番地まで)']],
    ['・氏名\n・住所', ['氏名', '住所']],
    ['氏名', ['氏名']],
    ['', []],
  ])('items of %j', (text, items) => {
    expect(readItems(text)).toEqual(items)
  })
  it.each([
    ['令和8年4月1日', '2026-04-01'],
    ['平成元年1月8日', '1989-01-08'],
    ['R8.4.1', '2026-04-01'],
    ['2026/4/1', '2026-04-01'],
    ['2026年4月1日', '2026-04-01'],
    ['46113', '2026-04-01'],
    ['2026-02-30', ''],
    ['未定', ''],
  ])('the day %s', (text, day) => {
    expect(readDay(text)).toBe(day)
  })
  it.each([
    ['（名称）情報公開課\n（所在地）試験市1', { name: '情報公開課', address: '試験市1' }],
    ['情報公開課\n試験市1', { name: '情報公開課', address: '試験市1' }],
    ['情報公開課', { name: '情報公開課', address: '' }],
  ])('the desk %j', (text, desk) => {
    expect(readDesk(text)).toEqual(desk)
  })
})

describe('rows as entries, with their gaps', () => {
  const read = (...rows: string[][]) =>
    importRows(appi, [['個人情報ファイル簿一覧'], REGISTER_HEAD, ...rows], 1, matchColumns(appi, REGISTER_HEAD), DEFAULTS)
  it('a whole row has none, 該当 or not', () => {
    const rows = read(registerRow(1), registerRow(2))
    expect(rows.map(({ line, gaps }) => [line, gaps])).toEqual([
      [3, []],
      [4, []],
    ])
    expect(rows[0]!.typed).toMatchObject({ fileKind: 'computer', 'feasible-met': 'no', 'feasible-obstacle': 'M4', 'item-4-name': '金額' })
    expect(rows[1]!.typed).toMatchObject({
      'feasible-met': 'yes',
      'proposalDesk-name': '試験県提案窓口',
      'proposalDesk-address': '試験県試験市2',
    })
  })
  it.each<[string, Record<number, string>, string[]]>([
    ['no name', { 0: '' }, ['name']],
    ['no purpose, no items', { 3: '', 4: '' }, ['purpose', 'item-1-name']],
    ['no kind', { 11: '' }, ['fileKind']],
    ['sensitive said of no item', { 7: '含む' }, ['hasSensitive']],
    ['persons in words', { 16: '多数' }, ['persons']],
  ])('%s', (_, over, fields) => {
    expect(read(registerRow(1, over))[0]!.gaps.map(({ field }) => field)).toEqual(fields)
  })
  it('asks to look at what looks like an individual code or is below the law’s number', () => {
    const [row] = read(registerRow(1, { 4: '1氏名、2病歴', 16: '300' }))
    expect(row!.warnings.map(({ about }) => about)).toEqual(['below-register', 'looks-sensitive'])
  })
  it('rows that are empty or a heading are no entries', () => {
    expect(read(['', ''], ['健康福祉部'], registerRow(1))).toHaveLength(1)
  })
})
