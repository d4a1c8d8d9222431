import { describe, expect, it } from 'vitest'
import {
  type FeeTariff,
  type FeeWork,
  fee,
  programme,
  programmes,
  refundOf,
  secondUseFee,
  settlementDifference,
} from '../../../src/programmes/index.ts'

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

describe('fee: golden sums of every programme', () => {
  const GOLDEN: Record<string, [FeeWork, number][]> = {
    appi: [
      [{ workMinutes: 60 }, 24_950],
      [{ workMinutes: 61 }, 28_900],
      [{ workMinutes: 180, outsourcedYen: 500_000 }, 532_850],
    ],
    tottori: [
      [{ workMinutes: 60, outsourcedYen: 297_000 }, 321_950],
      [{ workMinutes: 0 }, 21_000],
      [{ workMinutes: 60, items: { 'third-party': 3 } }, 25_580],
    ],
    'statistics-act': [
      [{ workMinutes: 1 }, 4_400],
      [{ workMinutes: 121, items: { cd: 2, dvd: 1 } }, 13_520],
      [{ workMinutes: 0, items: { request: 1, file: 1 } }, 6_400],
    ],
    ndb: [[{ workMinutes: 6_000 }, 0]],
    npd: [[{ workMinutes: 6_000 }, 0]],
    acara: [[{ workMinutes: 90, outsourcedYen: 120_000 }, 120_000]],
    ies: [[{ workMinutes: 6_000 }, 0]],
    mona: [[{ workMinutes: 0, outsourcedYen: 48_000 }, 48_000]],
  }
  it('there are some for each', () => {
    expect(Object.keys(GOLDEN).sort()).toEqual(
      programmes()
        .map(({ id }) => id)
        .sort(),
    )
  })
  it.each(Object.entries(GOLDEN).flatMap(([id, sums]) => sums.map(([work, total]) => [id, work, total] as const)))(
    '%s %o',
    (id, work, total) => {
      const one = fee(programme(id).fee, work)
      expect(one.totalYen).toBe(total)
      expect(one.lines.reduce((sum, { amountYen }) => sum + amountYen, 0)).toBe(total)
    },
  )
  it('each part cites its place, and nothing where none is confirmed', () => {
    const cited = (id: string) => fee(programme(id).fee, { workMinutes: 60 }).lines.map(({ source }) => source)
    expect(cited('appi')).toEqual(['令第31条', '令第31条'])
    expect(cited('tottori')).toEqual([undefined, undefined])
    expect(secondUseFee(tariff, 1, true).lines[0]).toMatchObject({ amountYen: 12_600, source: '令第31条第2項第2号' })
    expect(secondUseFee(tariff, 1, false).lines[0]).toMatchObject({ amountYen: 1, source: '令第31条第2項第1号' })
    expect(secondUseFee(programme('tottori').fee, 1, true).lines[0]?.source).toBeUndefined()
  })
})

describe('fee: exemption and cap', () => {
  const with_ = (over: Partial<FeeTariff>): FeeTariff => ({ ...tariff, ...over })
  const halves = with_({
    exemptions: [
      { id: 'school', label: '学校', percent: 50, source: '条例第9条' },
      { id: 'state', label: '国', percent: 100, source: null },
    ],
  })
  it('takes off what the payer is let off, as a line that says why', () => {
    const { lines, totalYen } = fee(halves, { workMinutes: 60, exemption: 'school' })
    expect(totalYen).toBe(12_475)
    expect(lines.at(-1)).toEqual({ label: '減免（学校）', detail: '50％', amountYen: -12_475, source: '条例第9条' })
    expect(fee(halves, { workMinutes: 60, exemption: 'state' }).totalYen).toBe(0)
    expect(secondUseFee(halves, 12_345, false, 'school').totalYen).toBe(6_172)
  })
  it('charges at most the cap, after the exemption', () => {
    const capped = with_({ ...halves, capYen: 30_000 })
    expect(fee(capped, { workMinutes: 60 }).totalYen).toBe(24_950)
    expect(fee(capped, { workMinutes: 600 })).toMatchObject({ totalYen: 30_000 })
    expect(fee(capped, { workMinutes: 600, exemption: 'school' }).totalYen).toBe(30_000)
    expect(fee(capped, { workMinutes: 180, exemption: 'school' }).totalYen).toBe(16_425)
    expect(fee(capped, { workMinutes: 600 }).lines.at(-1)).toMatchObject({ label: '上限を超える額', amountYen: -30_500 })
  })
  it('refuses an exemption that the tariff does not hold', () => {
    expect(() => fee(tariff, { workMinutes: 60, exemption: 'school' })).toThrow('no school')
  })
})

describe('what is paid afterwards or given back', () => {
  it.each([
    ['actual', 30_000, 25_000, 5_000],
    ['actual', 20_000, 25_000, -5_000],
    ['refund-only', 30_000, 25_000, 0],
    ['refund-only', 20_000, 25_000, -5_000],
    ['none', 20_000, 25_000, 0],
    [null, 20_000, 25_000, 0],
  ])('settled by the rule %s: %i against %i received', (rule, settled, received, difference) => {
    expect(settlementDifference(rule, settled, received)).toBe(difference)
  })
  it.each([
    ['all', 25_000, 9_000, 25_000],
    ['less-outlay', 25_000, 9_000, 16_000],
    ['less-outlay', 5_000, 9_000, 0],
    ['none', 25_000, 0, 0],
    [null, 25_000, 0, 0],
  ])('refunded by the rule %s: of %i with an outlay of %i', (rule, received, outlay, back) => {
    expect(refundOf(rule, received, outlay)).toBe(back)
  })
})
