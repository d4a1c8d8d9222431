import { describe, expect, it } from 'vitest'
import { chance } from '../../../src/demo/chance.ts'
import { individualNumber, residentCode } from '../../../src/demo/check-digits.ts'
import { ageOn, compact, day, fiscalYear, fullWidth, isoDay, longEra, shortEra, slashed } from '../../../src/demo/days.ts'
import { schoolYearIn2024 } from '../../../src/demo/files/school-health.ts'
import { vehicleTax } from '../../../src/demo/files/vehicle-tax.ts'
import { pensionIncome, salaryIncome } from '../../../src/demo/income-tax.ts'
import { kinship, nextHead } from '../../../src/demo/kinship.ts'
import type { Household, Person, Sex } from '../../../src/demo/people.ts'

describe('days', () => {
  it.each([
    [1985, 4, 1, '昭和60年4月1日', 'S60.4.1', '1985/4/1', '19850401'],
    [1989, 1, 7, '昭和64年1月7日', 'S64.1.7', '1989/1/7', '19890107'],
    [1989, 1, 8, '平成元年1月8日', 'H1.1.8', '1989/1/8', '19890108'],
    [2019, 4, 30, '平成31年4月30日', 'H31.4.30', '2019/4/30', '20190430'],
    [2019, 5, 1, '令和元年5月1日', 'R1.5.1', '2019/5/1', '20190501'],
    [1926, 12, 24, '大正15年12月24日', 'T15.12.24', '1926/12/24', '19261224'],
    [1926, 12, 25, '昭和元年12月25日', 'S1.12.25', '1926/12/25', '19261225'],
  ])('%i-%i-%i in every form', (y, m, d, long, short, slash, plain) => {
    const at = day(y, m, d)
    expect([longEra(at), shortEra(at), slashed(at), compact(at)]).toEqual([long, short, slash, plain])
    expect(isoDay(at)).toBe(`${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)
  })

  it('ages are completed years; digits widen; fiscal years', () => {
    expect(ageOn(day(2000, 3, 1), day(2018, 2, 28))).toBe(17)
    expect(ageOn(day(2000, 3, 1), day(2018, 3, 1))).toBe(18)
    expect(ageOn(day(2000, 2, 29), day(2001, 2, 28))).toBe(0)
    expect(fullWidth('昭和60年')).toBe('昭和６０年')
    expect(fiscalYear(2023)).toBe('令和5年度')
  })
})

describe('chance', () => {
  it('is fixed by seed and purpose', () => {
    const draw = (seed: number, purpose: string) => {
      const c = chance(seed, purpose)
      return Array.from({ length: 5 }, () => c.below(1_000_000))
    }
    expect(draw(1, 'life')).toEqual(draw(1, 'life'))
    expect(new Set([draw(1, 'life'), draw(2, 'life'), draw(1, 'names')].map(String)).size).toBe(3)
  })

  it('keeps to its distributions', () => {
    const c = chance(5, 'test')
    const normals = Array.from({ length: 20_000 }, () => c.normal())
    const mean = normals.reduce((a, b) => a + b, 0) / normals.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(normals.reduce((a, b) => a + (b - mean) ** 2, 0) / normals.length - 1)).toBeLessThan(0.05)
    const counts = [0, 0, 0]
    for (let i = 0; i < 20_000; i++) counts[c.weighted([1, 2, 7], 10)]!++
    expect(counts.map((n) => Math.round(n / 2000))).toEqual([1, 2, 7])
    expect(Array.from({ length: 1000 }, () => c.between(3, 5)).every((n) => n >= 3 && n <= 5)).toBe(true)
  })
})

describe('codes and taxes', () => {
  it('check digits', () => {
    expect(individualNumber('12345678901')).toBe('123456789018')
    expect(individualNumber('00000000000')).toBe('000000000000')
    // 1×5 + 2×4 + 3×3 + 4×2 + 5×7 + 6×6 + 7×5 + 8×4 + 9×3 + 0×2 = 195 = 17×11 + 8
    expect(residentCode('1234567890')).toBe('12345678903')
  })

  it.each([
    [550_000, 0],
    [1_000_000, 450_000],
    [1_800_000, 1_180_000],
    [3_600_000, 2_440_000],
    [6_600_000, 4_840_000],
    [8_500_000, 6_550_000],
    [20_000_000, 18_050_000],
  ])('salary of %i gives income of %i', (salary, income) => expect(salaryIncome(salary)).toBe(income))

  it('pensions: more is free from 65 on', () => {
    expect(pensionIncome(1_500_000, 70)).toBe(400_000)
    expect(pensionIncome(1_000_000, 60)).toBe(400_000)
    expect(pensionIncome(4_000_000, 70)).toBe(4_000_000 - 1_275_000)
  })

  it('car tax by class and age of registration', () => {
    expect(vehicleTax(0, day(2023))).toBe(25_000)
    expect(vehicleTax(1.0, day(2018))).toBe(29_500)
    expect(vehicleTax(1.01, day(2019, 10))).toBe(30_500)
    expect(vehicleTax(6.2, day(2010))).toBe(111_000)
  })

  it('the school year turns between 1 and 2 April', () => {
    expect(schoolYearIn2024(day(2018, 4, 1))).toBe(1)
    expect(schoolYearIn2024(day(2018, 4, 2))).toBe(null)
    expect(schoolYearIn2024(day(2006, 4, 2))).toBe(12)
    expect(schoolYearIn2024(day(2006, 4, 1))).toBe(null)
  })
})

describe('kinship', () => {
  const person = (sex: Sex, year: number, kin: Partial<Person> = {}) =>
    ({ sex, birth: day(year), mother: null, father: null, spouse: null, ...kin }) as Person
  const grandmother = person('female', 1945)
  const father = person('male', 1970, { mother: grandmother })
  const uncle = person('male', 1975, { mother: grandmother })
  const mother = person('female', 1972, { spouse: father })
  father.spouse = mother
  const son = person('male', 2000, { mother, father })
  const daughterInLaw = person('female', 2001, { spouse: son })
  son.spouse = daughterInLaw
  const grandchild = person('female', 2022, { mother: daughterInLaw, father: son })
  const stepson = person('male', 1995, { mother })

  it.each([
    [father, father, '世帯主'],
    [mother, father, '妻'],
    [father, mother, '夫'],
    [son, father, '子'],
    [stepson, father, '妻の子'],
    [daughterInLaw, father, '子の妻'],
    [grandchild, father, '子の子'],
    [grandmother, father, '母'],
    [grandmother, mother, '夫の母'],
    [uncle, father, '弟'],
    [father, uncle, '兄'],
    [grandmother, son, '祖母'],
    [person('male', 1980), father, '同居人'],
  ])('%#', (who, head, word) => expect(kinship(who, head)).toBe(word))

  it('the spouse follows a head, then the eldest grown child, then the eldest', () => {
    const grown = day(2005)
    const home = (members: Person[]) => ({ members }) as unknown as Household
    expect(nextHead(home([grandmother, mother, son]), father, grown)).toBe(mother)
    expect(nextHead(home([grandmother, son, stepson]), father, grown)).toBe(son)
    expect(nextHead(home([grandchild, uncle]), father, grown)).toBe(uncle)
  })
})
