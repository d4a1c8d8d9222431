import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInput, readRows } from '../../../src/intake/index.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sakyu-intake-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
async function all(path: string, options: Parameters<typeof openInput>[1] = {}, nulls = ['']) {
  const opened = await openInput(path, options)
  const rows: (string | null)[][] = []
  for await (const batch of readRows(opened, nulls)) rows.push(...batch)
  return { opened, rows }
}

const AWKWARD = '髙﨑①㈱～'

describe('reading CSV', () => {
  it.each([
    ['utf-8', (text: string) => Buffer.from(text)],
    ['utf-8', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['cp932', (text: string) => iconv.encode(text, 'cp932')],
    ['euc-jp', (text: string) => iconv.encode(text, 'eucjp')],
  ] as const)('tells %s and reads the awkward characters', async (encoding, encode) => {
    const awkward = encoding === 'euc-jp' ? '鳥取県鳥取市東町' : AWKWARD
    const { opened, rows } = await all(file('a.csv', encode(`氏名,住所\r\n${awkward},"改行\r\nと,コンマと""引用"""\r\n`)))
    expect(opened).toMatchObject({ encoding, delimiter: ',', header: ['氏名', '住所'] })
    expect(rows).toEqual([[awkward, '改行\r\nと,コンマと"引用"']])
  })
  it('tells UTF-8 whose first other than ASCII comes late, across chunks', async () => {
    const { opened, rows } = await all(file('late.csv', `a,b\n${`${'x'.repeat(500)},y\n`.repeat(10_000)}砂,丘\n`))
    expect(opened.encoding).toBe('utf-8')
    expect(rows.at(-1)).toEqual(['砂', '丘'])
  })
  it.each([',', ';', '\t', '|'])('tells the delimiter %j', async (delimiter) => {
    const { opened } = await all(file('d.csv', `${['a', 'b', 'c'].join(delimiter)}\n${['1', '2', '3'].join(delimiter)}\n`))
    expect(opened.delimiter).toBe(delimiter)
  })
  it('nulls are those named; with none the empty text is a value', async () => {
    const path = file('n.csv', 'a,b\n,NA\n')
    expect((await all(path, {}, ['', 'NA'])).rows).toEqual([[null, null]])
    expect((await all(path, {}, [])).rows).toEqual([['', 'NA']])
  })
})

describe('refusals: one message, with the place and never the cell', () => {
  const CANARY = 'himitsu-no-atai'
  it.each([
    ['no file', null, /ファイルがありません/],
    ['an empty file', '', /空です/],
    ['a header alone', 'a,b\n', /データの行がありません/],
    ['a broken quote', `a,b\n1,2\n"${CANARY},3\n`, /行目の引用符/],
    ['a quote that never closes: where it opens', `a,b\n1,2\n"${CANARY},3\n${'4,5\n'.repeat(500)}`, /: 3行目の引用符/],
    ['a quote that meets the next one far below', `a,b\n"1\n",2\n"${CANARY},3\n${'4,5\n'.repeat(9)}6,"7"\n`, /: 4行目の引用符/],
    ['a quote inside a field', `a,b\n1,2\n${CANARY}"x",3\n`, /: 3行目の引用符/],
    ['too few fields', `a,b\n1,2\n${CANARY}\n4,5\n`, /1行あります（3行目）/],
    ['many ragged rows', `a,b\n${`${CANARY}\n`.repeat(12)}`, /12行あります（2、3、4、5、6、7、8、9、10、11行目 ほか）/],
    ['a column twice', `a,a\n1,2\n`, /「a」が二つ/],
    ['a column without a name', `a,\n1,2\n`, /2番目の列に見出しがありません/],
    ['a control character', `a,b\n${CANARY}\u0000,2\n`, /制御文字/],
    [
      'bytes of no encoding',
      Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xff, 0xfe, 0xfd, 0x80, 0x0a])]),
      /文字コードが分かりません/,
    ],
  ])('%s', async (_, content, message) => {
    const path = content === null ? join(folder, 'none.csv') : file('bad.csv', content)
    const outcome = await all(path).then(
      () => '',
      (error: Error) => `${error.name}: ${error.message}`,
    )
    expect(outcome).toMatch(/^InputError/)
    expect(outcome).toMatch(message)
    expect(outcome).not.toContain(CANARY)
    expect(outcome).not.toContain(folder)
  })
})
