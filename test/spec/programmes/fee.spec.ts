import { describe, expect, it } from 'vitest'
import { fee, programme, secondUseFee } from '../../../src/programmes/index.ts'

const { fee: tariff } = programme('appi')

describe('fee: base, every started hour, the contractor’s bill', () => {
  it.each([
    ['one hour of own staff', 60, 0, 24_950],
    ['ten hours and a quarter are eleven', 615, 0, 64_450],
    ['three hours and a contractor', 180, 500_000, 532_850],
    ['two hours and ten minutes are three', 130, 0, 32_850],
    ['one hour and a contractor', 60, 297_000, 321_950],
    ['no time at all', 0, 0, 21_000],
  ])('%s', (_, workMinutes, outsourcedYen, totalYen) => {
    const { lines, totalYen: total } = fee(tariff, { workMinutes, outsourcedYen })
    expect(total).toBe(totalYen)
    expect(lines.reduce((sum, line) => sum + line.amountYen, 0)).toBe(totalYen)
  })

  it('every line says how it comes about; without a contractor there is no such line', () => {
    expect(fee(tariff, { workMinutes: 615 }).lines.map(({ detail }) => detail)).toEqual(['1件', '3,950円 × 11時間'])
    expect(fee(tariff, { workMinutes: 615, outsourcedYen: 1 }).lines).toHaveLength(3)
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d minutes are refused', (workMinutes) => {
    expect(() => fee(tariff, { workMinutes })).toThrow(/^workMinutes/)
    expect(() => fee(tariff, { workMinutes: 60, outsourcedYen: workMinutes })).toThrow(/^outsourcedYen/)
  })

  it('a second user pays what the first paid; who has a contract already pays the fixed sum', () => {
    expect(secondUseFee(tariff, 64_450, false).totalYen).toBe(64_450)
    expect(secondUseFee(tariff, 64_450, true).totalYen).toBe(12_600)
  })
})

describe('fee: what is charged by number', () => {
  const { fee: statistics } = programme('statistics-act')
  it.each([
    ['survey data, two hours and ten minutes, one CD', { workMinutes: 130, items: { cd: 1 } }, 13_300],
    ['anonymised data, one request, two files, one DVD', { workMinutes: 0, items: { request: 1, file: 2, dvd: 1 } }, 10_970],
  ])('%s', (_, work, totalYen) => {
    const { lines, totalYen: total } = fee(statistics, work)
    expect(total).toBe(totalYen)
    expect(lines.reduce((sum, { amountYen }) => sum + amountYen, 0)).toBe(totalYen)
  })
  it('an item that the tariff does not know, or a part of one, is refused', () => {
    expect(() => fee(statistics, { workMinutes: 0, items: { gold: 1 } })).toThrow('no gold')
    expect(() => fee(statistics, { workMinutes: 0, items: { cd: 0.5 } })).toThrow(/^cd/)
    expect(() => fee(tariff, { workMinutes: 0, items: { cd: 1 } })).toThrow('no cd')
  })
  it('free of charge is zero, said in a line', () => {
    expect(fee(programme('npd').fee, { workMinutes: 600 })).toMatchObject({ totalYen: 0, lines: [{ label: '基本額', amountYen: 0 }] })
  })
})
