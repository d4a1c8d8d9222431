import { strToU8, unzipSync, Zip, ZipDeflate, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import {
  chosenTwice,
  type Defaults,
  importRows,
  matchColumns,
  readDay,
  readDesk,
  readItems,
  repeatedLabels,
} from '../../../../src/modules/register/import-rows.ts'
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
    ['tabs below a title', '一覧\na\tb\n', [['一覧'], ['a', 'b']]],
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
  it('what Excel calls Unicode text: UTF-16 with its mark and tabs', () => {
    expect(sheetsOf(readSheets(new Uint8Array(iconv.encode('名称\t①髙﨑\r\n', 'utf-16le', { addBOM: true }))))[0]!.rows).toEqual([
      ['名称', '①髙﨑'],
    ])
  })
})

describe('Excel', () => {
  it('reads texts without their readings, numbers, text in cells, the values of formulas (none for an error), and merged cells', () => {
    const file = workbook([
      { name: '表紙', rows: [['個人情報ファイル簿']] },
      {
        name: 'A&B',
        rows: [
          ['名称', '人数', '計'],
          ['a<b', 1000, { formula: 'B2*2', value: '2000' }],
          ['', { inline: ' 中 ' }, { formula: '1/0', value: '#DIV/0!' }],
        ],
        merged: ['A2:A3'],
      },
    ])
    const [cover, sheet] = sheetsOf(readSheets(file))
    expect(cover!.rows).toEqual([['個人情報ファイル簿']])
    expect(sheet).toMatchObject({ name: 'A&B', formulas: 2, merged: 1 })
    expect(sheet!.rows).toEqual([
      ['名称', '人数', '計'],
      ['a<b', '1000', '2000'],
      ['a<b', '中', ''],
    ])
  })
})

/** Begins as old or encrypted Excel files do, with the name of a stream in it. */
const compound = (stream: string) => {
  const file = new Uint8Array(4_096)
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  for (const [i, letter] of [...stream].entries()) file[1_024 + 2 * i] = letter.charCodeAt(0)
  return file
}

/** A workbook of one sheet whose parts are written by hand. */
const byHand = (sheet: string | Uint8Array, strings = '<sst/>', more: Record<string, Uint8Array> = {}) =>
  zipSync({
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="一覧" r:id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/sharedStrings.xml': strToU8(strings),
    'xl/worksheets/sheet1.xml': typeof sheet === 'string' ? strToU8(sheet) : sheet,
    ...more,
  })

const MB = 1024 * 1024

/** The same zip with another size written into it for the sheet, wherever it says one. */
function lie(file: Uint8Array, said: number): Uint8Array {
  const told = file.slice()
  const view = new DataView(told.buffer)
  const name = strToU8('xl/worksheets/sheet1.xml')
  for (let at = 0; at < told.length - 50; at++) {
    const isLocal = view.getUint32(at, true) === 0x04034b50
    if (!isLocal && view.getUint32(at, true) !== 0x02014b50) continue
    const named = at + (isLocal ? 30 : 46)
    if (name.every((byte, i) => told[named + i] === byte)) view.setUint32(at + (isLocal ? 22 : 24), said, true)
  }
  return told
}

describe('what would hang or fill the site is refused soon', () => {
  const repeated = (text: string, size: number) => text.repeat(Math.ceil(size / text.length))
  const cell = (row: number) => `<c r="A${row}" t="s"><v>0</v></c>`
  const bomb = byHand(new Uint8Array(100 * MB))
  it.each<[string, Uint8Array, string]>([
    ['a bomb of one part', bomb, 'upload-swells'],
    ['a bomb that says it is small', lie(bomb, 1_000), 'upload-swells'],
    [
      'a bomb of many parts',
      byHand('<c/>', '<sst/>', Object.fromEntries([1, 2, 3, 4].map((n) => [`xl/worksheets/more${n}.xml`, new Uint8Array(20 * MB)]))),
      'upload-swells',
    ],
    [
      'one long text in every cell',
      byHand(Array.from({ length: 4_000 }, (_, i) => cell(i + 1)).join(''), `<sst><si><t>${repeated('長', 10_000)}</t></si></sst>`),
      'upload-swells',
    ],
    ['merged cells without end', byHand(`<c r="A1"><v>1</v></c>${'<mergeCell ref="A1:ZZ5000"/>'.repeat(50)}`), 'read'],
    ['merged cells without end in reach', byHand(`<c r="A1"><v>1</v></c>${'<mergeCell ref="A1:KA5000"/>'.repeat(50)}`), 'upload-swells'],
    ['cells that never end', byHand(repeated('<c r="A1">', 20 * MB)), 'read'],
    ['values that never end', byHand(`<c r="A1">${repeated('<v>', 20 * MB)}</c>`), 'read'],
    ['texts that never end', byHand('<c r="A1" t="s"><v>0</v></c>', `<sst>${repeated('<si><t>', 20 * MB)}</sst>`), 'read'],
    [
      'readings without number',
      byHand('<c r="A1" t="s"><v>0</v></c>', `<sst><si>${repeated('<rPh><t>ア</t></rPh>', 10 * MB)}</si></sst>`),
      'read',
    ],
    ['tags that never end', byHand(repeated('<mergeCell ', 20 * MB)), 'read'],
    ['5 MB of commas', bytes(','.repeat(5 * MB)), 'read'],
    ['5 MB of quotes', bytes('"'.repeat(5 * MB)), 'read'],
    ['5 MB of line ends', bytes('\n'.repeat(5 * MB)), 'upload-too-many-rows'],
    ['5 MB of one cell', bytes('あ'.repeat((5 * MB) / 3)), 'read'],
    ['a document that is no workbook', zipSync({ 'word/document.xml': strToU8('<w/>') }), 'upload-broken'],
    ['a sheet that packs badly', byHand(Uint8Array.from({ length: 1000 }, (_, i) => (i * 7919) % 256)), 'read'],
  ])('%s', (_, file, code) => {
    const started = performance.now()
    expect(codeOf(readSheets(file))).toBe(code)
    expect(performance.now() - started).toBeLessThan(8_000)
  })

  it('a workbook that another program wrote without sizes is read', async () => {
    const whole = workbook([{ name: '一覧', rows: [REGISTER_HEAD, ...Array.from({ length: 200 }, (_, i) => registerRow(i))] }])
    const parts: Uint8Array[] = []
    const zip = new Zip((_, chunk) => parts.push(chunk))
    for (const [name, content] of Object.entries(unzipSync(whole))) {
      const file = new ZipDeflate(name)
      zip.add(file)
      file.push(content.slice(0, 100))
      file.push(content.slice(100), true)
    }
    zip.end()
    const streamed = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
    expect(sheetsOf(readSheets(streamed))).toEqual(sheetsOf(readSheets(whole)))
  })
})

describe('labels and columns that stand twice', () => {
  it('are named, by what they say', () => {
    expect(repeatedLabels(['名称', '利用目的', '４　利用　目的', '', '', '備考'])).toEqual(['４　利用　目的'])
    expect(repeatedLabels(REGISTER_HEAD)).toEqual([])
  })
  it('only the first is read', () => {
    const head = [...REGISTER_HEAD, REGISTER_HEAD[3]!]
    expect(matchColumns(appi, head).filter((column) => column === 'purpose')).toHaveLength(1)
    expect(chosenTwice(['name', 'purpose', undefined, 'purpose', undefined])).toEqual(['purpose'])
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
    ['an encrypted workbook', compound('EncryptedPackage'), 'upload-encrypted'],
    ['a workbook of before 2007', compound('Workbook'), 'upload-old-excel'],
    [
      'more sheets than are read',
      workbook(Array.from({ length: 31 }, (_, i) => ({ name: `${i}`, rows: [['a']] }))),
      'upload-too-many-sheets',
    ],
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
    importRows(appi, [['個人情報ファイル簿一覧'], REGISTER_HEAD, ...rows], 1, matchColumns(appi, REGISTER_HEAD), DEFAULTS, '2026-04-15')
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
