import type { Chance } from './chance.ts'
import { ageOn, type Day } from './days.ts'
import { OCCUPATIONS } from './occupations.ts'
import type { Household, Person } from './people.ts'

/** A year's income and residents' tax (個人住民税) of one person, in yen. */
export interface Assessment {
  salary: number
  pension: number
  business: number
  /** 合計所得金額 */
  income: number
  deductions: number
  /** 課税標準額: income less deductions, thousands of yen */
  taxable: number
  /** 均等割額, with the forest tax from 2024 on */
  perCapita: number
  /** 所得割額, hundreds of yen */
  proportional: number
  /** 税額 */
  tax: number
  collection: '特別徴収' | '普通徴収' | '年金特別徴収' | '非課税'
}

/** Salary after the deduction for employment income. @source 所得税法28条3項 (2020 to 2024) */
export function salaryIncome(salary: number): number {
  if (salary <= 550_000) return 0
  if (salary <= 1_625_000) return salary - 550_000
  if (salary <= 1_800_000) return Math.floor(salary * 0.6) + 100_000
  if (salary <= 3_600_000) return Math.floor(salary * 0.7) - 80_000
  if (salary <= 6_600_000) return Math.floor(salary * 0.8) - 440_000
  if (salary <= 8_500_000) return Math.floor(salary * 0.9) - 1_100_000
  return salary - 1_950_000
}

/** Public pension after its deduction. @source 所得税法35条4項, other income up to 10 million yen */
export function pensionIncome(pension: number, age: number): number {
  const least = age >= 65 ? 1_100_000 : 600_000
  const deduction =
    pension <= (age >= 65 ? 3_300_000 : 1_300_000)
      ? least
      : pension <= 4_100_000
        ? Math.floor(pension * 0.25) + 275_000
        : pension <= 7_700_000
          ? Math.floor(pension * 0.15) + 685_000
          : Math.floor(pension * 0.05) + 1_455_000
  return Math.max(0, pension - deduction)
}

const BASIC = 430_000 // 基礎控除, 地方税法314条の2第2項
const DEPENDANT = 330_000
const STUDENT_DEPENDANT = 450_000
const PER_CAPITA = 5_000 // 均等割 and, from 2024, 森林環境税
const ADJUSTMENT = 2_500 // 調整控除, its least

type Earned = Pick<Assessment, 'salary' | 'pension' | 'business' | 'income'>

const logNormal = (median: number, spread: number, draw: number) => Math.round(median * Math.exp(spread * draw))

/** What somebody earned in the year before the tax's year. */
function earn(person: Person, age: number, luck: Chance): Earned {
  const occupation = OCCUPATIONS[person.trade]!
  const works = person.employment === 'employee' || person.employment === 'part-time'
  const curve = Math.max(0.45, 1 - ((age - 52) / 46) ** 2)
  const draw = person.fortune * 0.9 + luck.normal() * 0.3
  let salary = 0
  let business = 0
  if (works && occupation.employment === 'self-employed') business = logNormal(occupation.medianYen * curve, 0.75, draw)
  else if (person.employment === 'part-time') salary = Math.min(2_400_000, logNormal(1_020_000, 0.28, draw))
  else if (works) salary = logNormal(occupation.medianYen * curve, 0.36, draw)
  else if (person.employment === 'student' && age >= 18) salary = luck.happens(0.6) ? logNormal(520_000, 0.5, draw) : 0
  if (works && person.fortune > 2.9) salary += logNormal(9_000_000, 0.9, draw - 2.4) // the few that stand out
  const pension = age >= 65 ? logNormal(person.sex === 'male' ? 1_650_000 : 1_050_000, 0.36, person.fortune) : 0
  return { salary, pension, business, income: salaryIncome(salary) + pensionIncome(pension, age) + business }
}

/**
 * Assesses all members of a household who are 18 or older on the day. Dependants count for the member with the highest income.
 *
 * @param luck - chance of the year
 */
export function assess(household: Household, at: Day, luck: Chance): Map<Person, Assessment> {
  const earned = new Map<Person, Earned>()
  const ages = new Map<Person, number>()
  let provider: Person | null = null
  for (const person of household.members) {
    const age = ageOn(person.birth, at)
    ages.set(person, age)
    if (age < 18) continue
    const own = earn(person, age, luck)
    earned.set(person, own)
    if (!household.isFacility && (!provider || own.income > earned.get(provider)!.income)) provider = person
  }
  const result = new Map<Person, Assessment>()
  for (const [person, own] of earned) {
    let dependants = 0
    let deductions = BASIC + Math.floor(own.salary * 0.15) + Math.floor(own.pension * 0.06) + Math.floor(own.business * 0.1)
    if (person === provider)
      for (const other of household.members) {
        if (other === person || (earned.get(other)?.income ?? 0) > 480_000) continue
        dependants++
        const age = ages.get(other)!
        deductions += age < 16 ? 0 : age >= 19 && age < 23 ? STUDENT_DEPENDANT : DEPENDANT
      }
    const exempt = dependants === 0 ? 380_000 : 280_000 * (dependants + 1) + 268_000 // 地方税法295条3項, level of 3級地
    const isTaxed = own.income > exempt
    const taxable = isTaxed ? Math.max(0, Math.floor((own.income - deductions) / 1000) * 1000) : 0
    const proportional = Math.max(0, Math.floor((taxable * 0.1 - ADJUSTMENT) / 100) * 100)
    const perCapita = isTaxed ? PER_CAPITA : 0
    const collection = !isTaxed
      ? '非課税'
      : own.salary > own.business && own.salary > own.pension
        ? '特別徴収'
        : own.pension > own.business
          ? '年金特別徴収'
          : '普通徴収'
    result.set(person, { ...own, deductions, taxable, perCapita, proportional, tax: perCapita + proportional, collection })
  }
  return result
}
