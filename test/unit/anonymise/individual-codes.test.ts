import { describe, expect, it } from 'vitest'
import { scanColumn } from '../../../src/anonymise/index.ts'
import { myNumberCheckDigit, residentCodeCheckDigit } from '../../../src/anonymise/individual-codes/check-digits.ts'

const rows = (values: string[]) => values.map((value) => ({ value, rows: 1 }))
const myNumber = (eleven: string) => eleven + myNumberCheckDigit((i) => Number(eleven[i]))
const residentCode = (ten: string) => ten + residentCodeCheckDigit((i) => Number(ten[i]))

describe('individual codes by content (H1)', () => {
  it('check digits: a published sample number', () => {
    // 総務省の説明に使われる見本番号
    expect(myNumber('12345678901')).toBe('123456789018')
  })
  it.each([
    ['in a plain cell', [myNumber('98765432101')]],
    ['in text', [`番号は${myNumber('98765432101')}です`]],
    ['with hyphens', [myNumber('98765432101').replace(/(\d{4})(?=\d)/g, '$1-')]],
    ['in full width', [myNumber('98765432101').replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))]],
    ['with its leading zero lost', [myNumber('01234567890').slice(1)]],
    ['in groups of four', ['1234 5678 9018']],
    ['after another number', [`2020 ${myNumber('98765432101')}`]],
    ['between hyphens in text', ['マイナ 1234-5678-9018 番']],
    ['in half text, half full width', ['番号１２３４５６７８９０１８です']],
  ])('one My Number is found %s', (_, values) => {
    const found = scanColumn('備考', rows(['なし', ...values])).find(({ kind }) => kind === 'my-number')
    expect(found).toMatchObject({ distinct: 1, excusable: false })
  })
  it('zeros lost by the hundredth number are made good where full-length numbers say so', () => {
    const full = Array.from({ length: 300 }, (_, i) => myNumber(String(10_000_000_000 + i * 7_919_113)))
    const short = [myNumber('00123456789').slice(2), myNumber('00098765432').slice(3)]
    const found = (values: string[]) => scanColumn('番号', rows(values)).find(({ kind }) => kind === 'my-number')?.distinct ?? 0
    expect(found([...full, ...short])).toBe(302)
    expect(found(short)).toBe(0)
  })
  it('not inside a corporate number of 13 digits', () => {
    expect(scanColumn('法人番号', rows([`1${myNumber('98765432101')}`])).filter(({ kind }) => kind === 'my-number')).toEqual([])
  })
  it('住民票コード', () => {
    expect(scanColumn('コード', rows([residentCode('1234567890')])).map(({ kind }) => kind)).toContain('resident-code')
  })
  it('10,000 timestamps: found, and excusable as chance', () => {
    const stamps = Array.from({ length: 10_000 }, (_, i) =>
      new Date(Date.UTC(2024, 0, 1) + i * 613_000).toISOString().replace(/\D/g, '').slice(0, 12),
    )
    const found = scanColumn('受付時刻', rows([...new Set(stamps)]))
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ excusable }) => excusable)).toBe(true)
  })
  it('half My Numbers: not excusable; nor any under a telling header', () => {
    const half = Array.from({ length: 1000 }, (_, i) =>
      i % 2 ? myNumber(String(10_000_000_000 + i * 7919)) : String(500_000_000_000 + i * 104_729),
    )
    expect(scanColumn('管理番号', rows(half)).find(({ kind }) => kind === 'my-number')).toMatchObject({ excusable: false })
    const told = Array.from({ length: 1000 }, (_, i) => String(500_000_000_000 + i * 104_729))
    expect(scanColumn('個人番号', rows(told)).find(({ kind }) => kind === 'my-number')).toMatchObject({ excusable: false })
  })
  it.each([
    ['旅券番号', ['TK1234567', 'なし'], 'passport-number'],
    ['免許証番号', ['305512345670'], 'driving-licence-number'],
    ['被保険者番号', ['12345678'], 'insured-number'],
    ['在留カード', ['AB12345678CD'], 'residence-card-number'],
    ['基礎年金番号', ['1234-567890'], 'basic-pension-number'],
  ])('a telling header: %s', (header, values, kind) => {
    expect(scanColumn(header, rows(values)).map((found) => found.kind)).toContain(kind)
  })
  it.each([
    ['1 in 10', 0.1, true],
    ['4 in 10', 0.4, false],
  ])('numbers of which %s pass the check digit', (_, share, excusable) => {
    const values = Array.from({ length: 2000 }, (_, i) => {
      const good = myNumber(String(10_000_000_000 + i * 7919))
      const bad = (Number(good[11]) + 1 + (i % 9)) % 10
      return i % 10 < share * 10 ? good : good.slice(0, 11) + bad
    })
    expect(scanColumn('整理番号', rows(values)).find(({ kind }) => kind === 'my-number')).toMatchObject({
      distinct: 2000 * share,
      excusable,
    })
  })
  it('fewer than fifty candidates are never put down to chance', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i === 0 ? myNumber('98765432101') : `1234567890${10 + i}`))
    expect(scanColumn('整理番号', rows(values)).find(({ kind }) => kind === 'my-number')).toMatchObject({ excusable: false })
  })
  it('a shape counts without its header from nine in ten values on', () => {
    const passports = (share: number) => Array.from({ length: 100 }, (_, i) => (i < share ? `TK${1_000_000 + i}` : `なし${i}`))
    expect(scanColumn('備考', rows(passports(90)))).toMatchObject([{ kind: 'passport-number', distinct: 90, told: false, excusable: true }])
    expect(scanColumn('備考', rows(passports(89)))).toEqual([])
  })
  it('rows are those of the values found', () => {
    const found = scanColumn('備考', [
      { value: myNumber('98765432101'), rows: 7 },
      { value: '山', rows: 90 },
    ])
    expect(found).toMatchObject([{ kind: 'my-number', distinct: 1, rows: 7 }])
  })
  it('dates and small numbers are no codes', () => {
    expect(scanColumn('生年月日', rows(['19850401', '20010203']))).toEqual([])
    expect(scanColumn('所得', rows(['4500000', '120000']))).toEqual([])
  })
})
