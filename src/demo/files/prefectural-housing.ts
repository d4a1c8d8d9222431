import { chance } from '../chance.ts'
import type { Cell } from '../csv-file.ts'
import { ageOn, day, fullWidth, longEra } from '../days.ts'
import { assess } from '../income-tax.ts'
import { kinship } from '../kinship.ts'
import { addressOf } from '../people.ts'
import type { Prefecture } from '../prefecture.ts'
import { fullName, hyphenated } from './names-of.ts'

export const PREFECTURAL_HOUSING_HEADER = [
  '入居者番号',
  '宛名番号',
  '世帯番号',
  '氏名',
  '生年月日',
  '続柄',
  '郵便番号',
  '住所',
  '団地名',
  '部屋番号',
  '入居年月日',
  '世帯収入',
  '家賃',
  '減免事由',
  '備考',
] as const

const RELIEF = ['生活保護', '身体障害', '精神障害', '母子・父子', '災害']
const NOTES = ['①駐車場 1台, ②共益費 口座振替', '家賃の分納〜誓約書あり', '"高齢者見守り"対象']

/** Rent by the household's monthly income as the Order counts it (政令月収), invented steps of eight. */
const rentYen = (monthlyIncome: number): number =>
  [104_000, 123_000, 139_000, 158_000, 186_000, 214_000, 259_000].reduce((rent, edge) => rent + (monthlyIncome > edge ? 4_600 : 0), 16_800)

/** Everybody who lives in prefectural housing on 1 January 2025. Dates in the era form with full-width digits. */
export function* prefecturalHousingRows({ households }: Prefecture, seed: number): Generator<Cell[]> {
  const draw = chance(seed, 'housing')
  const at = day(2025)
  const luck = chance(seed, 'housing/income')
  for (const household of households) {
    const { estate, members } = household
    if (!estate || members.length === 0) continue
    let income = 0
    for (const { income: own } of assess(household, at, luck).values()) income += own
    const children = members.filter(({ birth }) => ageOn(birth, at) < 18).length
    const monthly = Math.max(0, Math.floor((income - 380_000 * (members.length - 1)) / 12))
    const relief = draw.happens(0.16) ? (children > 0 && members.length === children + 1 ? '母子・父子' : draw.pick(RELIEF)) : null
    const rent = Math.floor(rentYen(monthly) * (relief === null ? 1 : 0.5))
    const note = draw.happens(0.1) ? draw.pick(NOTES) : null
    for (const person of members)
      yield [
        `K${household.number.slice(2)}-${members.indexOf(person) + 1}`,
        person.addresseeNumber,
        household.number,
        fullName(person),
        fullWidth(longEra(person.birth)),
        kinship(person, household.head),
        hyphenated(household.town.postalCode),
        addressOf(household),
        estate.name,
        estate.room,
        fullWidth(longEra(Math.max(estate.since, Math.min(at, person.arrivedOn)))),
        monthly,
        rent,
        relief,
        note,
      ]
  }
}
