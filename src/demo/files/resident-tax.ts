import { chance } from '../chance.ts'
import type { Cell } from '../csv-file.ts'
import { type Day, day, fiscalYear, isoDay, longEra, shortEra } from '../days.ts'
import { assess } from '../income-tax.ts'
import { kinship } from '../kinship.ts'
import { EMPLOYERS } from '../names.ts'
import { NOT_WORKING, OCCUPATIONS } from '../occupations.ts'
import { addressOf, type Person } from '../people.ts'
import type { Prefecture } from '../prefecture.ts'
import { fullName, hyphenated, kanaName, sexWord } from './names-of.ts'

export const RESIDENT_TAX_HEADER = [
  '年度',
  '宛名番号',
  '世帯番号',
  '個人番号',
  '氏名',
  '氏名カナ',
  '生年月日',
  '性別',
  '郵便番号',
  '住所',
  '続柄',
  '世帯人数',
  '職業',
  '勤務先',
  '給与収入',
  '公的年金収入',
  '事業所得',
  '所得',
  '所得控除',
  '課税標準額',
  '均等割額',
  '所得割額',
  '税額',
  '徴収区分',
  '備考',
] as const

/** The ten columns of the extract that the proposal's recipe was written for. */
export const EXTRACT_HEADER = ['氏名', '個人番号', '宛名番号', '世帯番号', '生年月日', '住所', '職業', '世帯人数', '所得', '年度'] as const

/** Each year another system wrote the file: so its dates. */
const BIRTH_FORM: Record<number, (at: Day) => string> = { 2023: shortEra, 2024: longEra, 2025: isoDay }

const NOTES = [
  '給与支払報告書の差替えあり\r\n①旧: 3月受付, ②新: 4月受付',
  '扶養の申出〜確認済',
  '"住宅借入金等特別税額控除"の適用あり',
  '㈲潮鏡水産を年の途中で退職、㈱髙暦建設へ',
]

const PREFECTURAL = new Set(['知事', '公務員管理職', '警察官'])
const employerOf = ({ serial, trade }: Person, occupation: string) =>
  PREFECTURAL.has(occupation) ? '砂丘県庁' : EMPLOYERS[(serial * 7 + trade) % EMPLOYERS.length]!

const occupationOf = (person: Person): string => NOT_WORKING[person.employment] ?? OCCUPATIONS[person.trade]!.name

/** One tax year: everybody of 18 and more who lives in the prefecture on 1 January; and the same rows for the extract. */
export function* residentTaxRows(prefecture: Prefecture, year: number, seed: number): Generator<{ full: Cell[]; extract: Cell[] }> {
  const at = day(year)
  const luck = chance(seed, `tax/${year}`)
  const notes = chance(seed, `tax/${year}/notes`)
  const birthForm = BIRTH_FORM[year] ?? isoDay
  for (const household of prefecture.households) {
    if (household.members.length === 0) continue
    const address = addressOf(household)
    const written = household.building === null ? address : `${address}\u3000${household.building}`
    for (const [person, tax] of assess(household, at, luck)) {
      const name = fullName(person)
      const size = household.members.length
      const occupation = occupationOf(person)
      const isEmployed = NOT_WORKING[person.employment] === undefined && OCCUPATIONS[person.trade]!.employment === 'employee'
      yield {
        full: [
          fiscalYear(year),
          person.addresseeNumber,
          household.number,
          person.individualNumber,
          name,
          kanaName(person),
          birthForm(person.birth),
          sexWord(person),
          hyphenated(household.town.postalCode),
          written,
          kinship(person, household.head),
          size,
          occupation,
          isEmployed ? employerOf(person, occupation) : null,
          tax.salary,
          tax.pension,
          tax.business,
          tax.income,
          tax.deductions,
          tax.taxable,
          tax.perCapita,
          tax.proportional,
          tax.tax,
          tax.collection,
          notes.happens(0.015) ? notes.pick(NOTES) : null,
        ],
        extract: [
          name,
          person.individualNumber,
          person.addresseeNumber,
          household.number,
          longEra(person.birth),
          written,
          occupation,
          size,
          tax.income,
          fiscalYear(year),
        ],
      }
    }
  }
}
