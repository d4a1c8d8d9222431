import { chance } from '../chance.ts'
import type { Cell } from '../csv-file.ts'
import { ageOn, day, shortEra } from '../days.ts'
import { addressOf, type Household } from '../people.ts'
import type { Prefecture } from '../prefecture.ts'
import { fullName, sexWord } from './names-of.ts'

export const LONG_TERM_CARE_HEADER = [
  '被保険者番号',
  '宛名番号',
  '氏名',
  '生年月日',
  '性別',
  '住所',
  '要介護度',
  '認定年月日',
  '有効期間開始',
  '有効期間終了',
  '障害高齢者自立度',
  '認知症高齢者自立度',
  '傷病名',
  '世帯類型',
  '特記事項',
] as const

const GRADES = ['要支援１', '要支援２', '要介護１', '要介護２', '要介護３', '要介護４', '要介護５']
const GRADE_WEIGHTS = [14, 14, 21, 17, 13, 12, 9]
const MOVING = ['Ｊ１', 'Ｊ２', 'Ａ１', 'Ａ２', 'Ｂ１', 'Ｂ２', 'Ｃ１', 'Ｃ２']
const MIND = ['自立', 'Ⅰ', 'Ⅱａ', 'Ⅱｂ', 'Ⅲａ', 'Ⅲｂ', 'Ⅳ', 'Ｍ']
/** the last two are so rare that they can point to a person */
const DISEASES = [
  '認知症',
  '脳血管疾患',
  '骨折',
  '関節疾患',
  '心疾患',
  '高齢による衰弱',
  '悪性新生物',
  'パーキンソン病',
  '進行性核上性麻痺',
  'クロイツフェルト・ヤコブ病',
]
const DISEASE_WEIGHTS = [24, 19, 14, 12, 9, 12, 6, 3, 0.15, 0.04]
const REMARKS = [
  '①歩行: 杖歩行, ②入浴: 一部介助\r\n③夜間〜早朝に見守りを要する',
  '主介護者は同居の家族。"デイサービス"週2回',
  '排泄、更衣とも見守りがあれば可能',
]

/** Share of those of that age who are certified. @source shape of 介護保険事業状況報告, rounded */
const certified = (age: number) =>
  age < 65 ? 0 : age < 70 ? 0.03 : age < 75 ? 0.06 : age < 80 ? 0.12 : age < 85 ? 0.27 : age < 90 ? 0.48 : 0.72

function householdKind({ isFacility, members }: Household, at: number): string {
  if (isFacility) return '施設'
  if (members.length === 1) return '独居'
  return members.every(({ birth }) => ageOn(birth, at) >= 65) ? '高齢者のみ' : 'その他'
}

/** Persons of 65 and more with a certificate in force on 1 January 2025. Dates in the short era form. */
export function* longTermCareRows({ persons }: Prefecture, seed: number): Generator<Cell[]> {
  const draw = chance(seed, 'care')
  const at = day(2025)
  for (const person of persons) {
    const { household } = person
    if (!household) continue
    const age = ageOn(person.birth, at)
    if (!draw.happens(household.isFacility ? 1 : certified(age))) continue
    const grade = Math.min(6, draw.weighted(GRADE_WEIGHTS, 100) + (household.isFacility ? 3 : 0))
    const from = at - draw.below(700)
    const worse = (list: readonly string[]) => list[Math.min(list.length - 1, Math.max(0, grade + draw.between(-1, 1)))]!
    yield [
      String(3_100_000_000 + person.serial * 31 + 7),
      person.addresseeNumber,
      fullName(person),
      shortEra(person.birth),
      sexWord(person),
      addressOf(household),
      GRADES[grade]!,
      shortEra(from - draw.below(25)),
      shortEra(from),
      shortEra(from + 730 + draw.below(360)),
      worse(MOVING),
      worse(MIND),
      DISEASES[draw.weighted(DISEASE_WEIGHTS, 99.19)]!,
      householdKind(household, at),
      draw.happens(0.3) ? draw.pick(REMARKS) : null,
    ]
  }
}
