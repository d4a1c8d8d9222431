import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AddressBook, formatNumber, normaliseKey, parseDate, parseNumber } from '../../../src/anonymise/index.ts'

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['-5', -5],
    ['1,234', 1234],
    ['１２３', 123],
    ['△5', -5],
    ['▲1,000', -1000],
    ['−3', -3],
    ['¥5', 5],
    ['1,234円', 1234],
    ['3.50', 3.5],
    ['007', 7],
  ])('%s is %d', (text, number) => expect(parseNumber(text)).toBe(number))
  it.each(['', '-', '1,23', '1e3', '0x10', '不明', '5-9', 'NaN'])('%s is none', (text) => expect(parseNumber(text)).toBeNull())
  it('reads what it writes', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => parseNumber(formatNumber(n)) === n + 0))
  })
})

describe('dates', () => {
  it.each([
    ['1985-04-01', '1985-04-01'],
    ['19850401', '1985-04-01'],
    ['1985/4/1', '1985-04-01'],
    ['昭和60年4月1日', '1985-04-01'],
    ['S60.4.1', '1985-04-01'],
    ['S600401', '1985-04-01'],
    ['１９８５年４月１日', '1985-04-01'],
    ['Ｓ６０．４．１', '1985-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['昭和64年1月7日', '1989-01-07'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (text, date) => expect(parseDate(text)).toBe(date))
  it.each(['平成31年5月1日', '昭和64年1月8日', '2023-02-29', '1985-13-01', '85/4/1', '不詳', '', '1985-04', '昭和0年1月1日'])(
    '%s is none',
    (text) => expect(parseDate(text)).toBeNull(),
  )
})

describe('person keys (A3)', () => {
  it.each([
    ['12', '12'],
    ['１２', '12'],
    ['12 ', '12'],
    ['　12', '12'],
    ['007', '007'],
  ])('%j counts as %j', (text, key) => expect(normaliseKey(text)).toBe(key))
})

describe('addresses', () => {
  const book = new AddressBook([
    { code: '312011', prefecture: '鳥取県', municipality: '鳥取市' },
    { code: '313025', prefecture: '鳥取県', municipality: '岩美町' },
    { code: '011002', prefecture: '北海道', municipality: '札幌市' },
    { code: '011011', prefecture: '北海道', municipality: '札幌市 中央区' },
    { code: '132063', prefecture: '東京都', municipality: '府中市' },
    { code: '342084', prefecture: '広島県', municipality: '府中市' },
  ])
  const short = (text: string, home?: string) => {
    const address = book.parse(text, home)
    return address && [address.prefecture, address.municipality, address.town].join('|')
  }
  it.each([
    ['鳥取県鳥取市東町1-220', '鳥取県|鳥取市|東町'],
    ['鳥取県岩美郡岩美町浦富675-1', '鳥取県|岩美町|浦富'],
    ['岩美郡岩美町浦富', '鳥取県|岩美町|浦富'],
    ['札幌市中央区北一条西2丁目', '北海道|札幌市中央区|北一条西'],
    ['北海道札幌市　中央区 大通西', '北海道|札幌市中央区|大通西'],
    ['鳥取市本町三丁目201', '鳥取県|鳥取市|本町'],
    ['31201', '鳥取県|鳥取市|'],
    ['312011', '鳥取県|鳥取市|'],
  ])('%s', (text, parts) => expect(short(text)).toBe(parts))
  it('a name of two prefectures needs one', () => {
    expect(short('府中市宮西町')).toBeNull()
    expect(short('府中市宮西町', '東京都')).toBe('東京都|府中市|宮西町')
  })
})
