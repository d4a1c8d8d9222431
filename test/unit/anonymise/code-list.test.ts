import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AddressBook } from '../../../src/anonymise/index.ts'

const rows = (file: string) =>
  readFileSync(`data-catalog/codes/${file}.csv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','))
const municipalities = rows('municipalities')
const prefectures = rows('prefectures')

/** @source 総務省「全国地方公共団体コード仕様」: weights 6 to 2, modulus 11 */
const checkDigit = (code: string) => (11 - ([...code.slice(0, 5)].reduce((sum, digit, i) => sum + Number(digit) * (6 - i), 0) % 11)) % 10

describe('the lists of local governments', () => {
  it('every code is there once, with its check digit', () => {
    const codes = [...prefectures, ...municipalities].map(([code]) => code!)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => !/^\d{6}$/.test(code) || checkDigit(code) !== Number(code[5]))).toEqual([])
  })

  it('holds 47 prefectures, and each municipality under the prefecture of its code', () => {
    const names = new Map(prefectures.map(([code, name]) => [code!.slice(0, 2), name]))
    expect(names.size).toBe(47)
    expect(municipalities.filter(([code, name]) => names.get(code!.slice(0, 2)) !== name)).toEqual([])
  })

  it('is read as a book of addresses: every municipality by its name, code and prefecture', () => {
    const book = new AddressBook(
      municipalities.map(([code, prefecture, municipality]) => ({ code: code!, prefecture: prefecture!, municipality: municipality! })),
    )
    for (const [code, prefecture, municipality] of municipalities) {
      const plain = municipality!.replace(' ', '')
      expect(book.parse(`${prefecture}${plain}本町1-2`)).toEqual({
        prefecture,
        municipality: plain,
        town: '本町',
        full: `${prefecture}${plain}本町1-2`,
      })
      expect(book.parse(code!)?.municipality).toBe(plain)
    }
    for (const [code, prefecture] of prefectures)
      expect(book.parse(code!)).toEqual({ prefecture, municipality: '', town: '', full: prefecture })
  })

  it('names borne in several prefectures are known, and only they need one', () => {
    const book = new AddressBook(
      municipalities.map(([code, prefecture, municipality]) => ({ code: code!, prefecture: prefecture!, municipality: municipality! })),
    )
    const bearers = new Map<string, Set<string>>()
    for (const [, prefecture, municipality] of municipalities) {
      const plain = municipality!.replace(' ', '')
      bearers.set(plain, (bearers.get(plain) ?? new Set()).add(prefecture!))
    }
    for (const [name, homes] of bearers) expect(book.parse(`${name}本町`)?.prefecture ?? null).toBe(homes.size === 1 ? [...homes][0] : null)
    expect([...bearers].filter(([, homes]) => homes.size > 1).map(([name]) => name)).toContain('府中市')
  })
})
