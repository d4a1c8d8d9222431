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
  ])('one My Number is found %s', (_, values) => {
    const found = scanColumn('備考', rows(['なし', ...values])).find(({ kind }) => kind === 'my-number')
    expect(found).toMatchObject({ distinct: 1, excusable: false })
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
  it('dates and small numbers are no codes', () => {
    expect(scanColumn('生年月日', rows(['19850401', '20010203']))).toEqual([])
    expect(scanColumn('所得', rows(['4500000', '120000']))).toEqual([])
  })
})
