import { chance } from '../chance.ts'
import type { Cell } from '../csv-file.ts'
import { compact, day, parts, slashed } from '../days.ts'
import type { Person } from '../people.ts'
import { TOWNS } from '../places.ts'
import type { Prefecture } from '../prefecture.ts'
import { fullName, sexWord } from './names-of.ts'

export const SCHOOL_HEALTH_HEADER = [
  '学籍番号',
  '宛名番号',
  '氏名',
  '生年月日',
  '性別',
  '学校名',
  '学年',
  '組',
  '出席番号',
  '身長',
  '体重',
  '視力右',
  '視力左',
  'う歯数',
  'アレルギー',
  '所見',
  '実施年月日',
] as const

/** School year 2024: how many April 2nds have passed since birth decides the class. */
export function schoolYearIn2024(birth: number): number | null {
  const [year, month, date] = parts(birth)
  const grade = 2024 - year - 6 + (month < 4 || (month === 4 && date === 1) ? 1 : 0)
  return grade >= 1 && grade <= 12 ? grade : null
}

/** Mean height in cm at school years 1–12. @source shape of 学校保健統計調査, rounded */
const BOYS_CM = [117, 123, 129, 134, 140, 147, 154, 161, 166, 169, 170, 171]
const GIRLS_CM = [116, 122, 128, 135, 142, 148, 152, 155, 156, 157, 158, 158]
const SIGHT = ['Ａ', 'Ｂ', 'Ｃ', 'Ｄ']
const ALLERGIES = ['卵', '乳', '小麦', '落花生', 'そば', 'えび・かに', 'キウイフルーツ']
const FINDINGS = ['①歯肉の状態: 要観察\r\n②視力, 眼科受診を勧告', '側弯〜経過観察', '"起立性調節障害"の疑い', '心電図: 所見あり、専門医へ']

const MUNICIPALITIES = [...new Set(TOWNS.map(({ municipality }) => municipality))]

/** 砂見小学校 of a municipality: more schools where more people live. */
function schoolOf(person: Person, grade: number): string {
  const { town } = person.household!
  const kind = grade <= 6 ? '小学校' : grade <= 9 ? '中学校' : '高等学校'
  const share = grade <= 6 ? 4 : grade <= 9 ? 8 : 16
  const name = town.address.replace(/^.*(大字|[市町村])(?=.)/, '').replace(/町$/, '')
  const towns = TOWNS.filter(({ municipality }) => municipality === town.municipality)
  const at = Math.floor(towns.indexOf(town) / share) * share
  const centre = towns[at]!.address.replace(/^鳥取県(.+郡)?/, '').slice(town.municipality.length)
  return kind === '高等学校'
    ? `砂丘県立第${MUNICIPALITIES.indexOf(town.municipality) + 1}${kind}`
    : `${town.municipality}立${(centre || name).replace(/^大字/, '').replace(/町$/, '')}${kind}`
}

/** Pupils of school years 1–12 in the school year 2024, sorted by school and class. Birth dates as 20120401, days of the check as 2024/5/14. */
export function* schoolHealthRows({ persons }: Prefecture, seed: number): Generator<Cell[]> {
  const draw = chance(seed, 'school')
  const pupils = persons
    .flatMap((person) => {
      const grade = person.household ? schoolYearIn2024(person.birth) : null
      return grade === null ? [] : [{ person, grade, school: schoolOf(person, grade) }]
    })
    .sort((a, b) => (a.school < b.school ? -1 : a.school > b.school ? 1 : a.grade - b.grade || a.person.serial - b.person.serial))
  let place = 0
  let before = ''
  for (const { person, grade, school } of pupils) {
    const form = `${school}/${grade}`
    place = form === before ? place + 1 : 1
    before = form
    const mean = (person.sex === 'male' ? BOYS_CM : GIRLS_CM)[grade - 1]!
    const height = mean + 5.8 * draw.normal()
    const weight = Math.max(14, 21.5 * (height / 100) ** 2 * (0.78 + 0.02 * grade) * Math.exp(0.14 * draw.normal()))
    const sight = () => SIGHT[Math.min(3, Math.max(0, Math.round(grade / 5 - 0.4 + 0.9 * draw.normal())))]!
    const [right, left] = [sight(), sight()]
    yield [
      `G${String(240_000 + person.serial * 3)}`,
      person.addresseeNumber,
      fullName(person),
      compact(person.birth),
      sexWord(person),
      school,
      grade <= 6 ? grade : grade <= 9 ? grade - 6 : grade - 9,
      `${Math.floor((place - 1) / 32) + 1}組`,
      ((place - 1) % 32) + 1,
      height.toFixed(1),
      weight.toFixed(1),
      right,
      left,
      Math.max(0, Math.floor(draw.normal() * 1.3)),
      draw.happens(0.055) ? draw.pick(ALLERGIES) : null,
      draw.happens(0.04) ? draw.pick(FINDINGS) : null,
      slashed(day(2024, 4, 12) + draw.below(60)),
    ]
  }
}
