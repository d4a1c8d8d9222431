import { chance } from '../chance.ts'
import type { Cell } from '../csv-file.ts'
import { longEra } from '../days.ts'
import { kinship } from '../kinship.ts'
import { addressOf, type Person } from '../people.ts'
import type { Prefecture } from '../prefecture.ts'
import { formerFamilyName, fullName, hyphenated, kanaName, sexWord } from './names-of.ts'

export const RESIDENTS_HEADER = [
  '宛名番号',
  '住民票コード',
  '個人番号',
  '世帯番号',
  '氏名',
  '氏名カナ',
  '旧氏',
  '生年月日',
  '性別',
  '続柄',
  '国籍',
  '郵便番号',
  '住所',
  '方書',
  '住民となった年月日',
  '住民となった事由',
  '消除年月日',
  '消除事由',
  '備考',
] as const

const NOTES = [
  '①通知済\r\n②本人来庁, 窓口にて確認',
  '住所の表記〜番地の枝番を確認中',
  '申出により"支援措置"の対象',
  '㈱砂紋製作所の寮に居住',
]

/** Everybody who ever was a resident in the three years, as the register stands at their end. Dates in the long era form. */
export function* residentRows({ persons }: Prefecture, seed: number): Generator<Cell[]> {
  const notes = chance(seed, 'residents/notes')
  for (const person of persons) {
    const home = person.household ?? person.lastHousehold
    yield [
      person.addresseeNumber,
      person.residentCode,
      person.individualNumber,
      home.number,
      fullName(person),
      kanaName(person),
      formerFamilyName(person),
      longEra(person.birth),
      sexWord(person),
      kinshipNow(person),
      person.nationality,
      hyphenated(home.town.postalCode),
      addressOf(home),
      home.building,
      longEra(person.arrivedOn),
      person.arrivedBy,
      person.goneOn === null ? null : longEra(person.goneOn),
      person.goneBy,
      notes.happens(0.02) ? notes.pick(NOTES) : null,
    ]
  }
}

/** Those gone have no place in the household any more. */
const kinshipNow = (person: Person): string => (person.household ? kinship(person, person.household.head) : '消除')
