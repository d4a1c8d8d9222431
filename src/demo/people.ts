import type { Day } from './days.ts'
import type { Town } from './places.ts'

export type Sex = 'male' | 'female'

/** An invented resident. Kin are pointers; what they are called (続柄) follows from them and the head. */
export interface Person {
  /** 0, 1, 2, … in order of appearance */
  serial: number
  sex: Sex
  birth: Day
  /** index into the family names; foreign residents: into theirs */
  family: number
  /** the name before marriage (旧氏), if it changed */
  formerFamily: number | null
  given: number
  /** written in kana, for some women born before 1945 */
  givenInKana: boolean
  nationality: string
  mother: Person | null
  father: Person | null
  spouse: Person | null
  /** null: died or moved away */
  household: Household | null
  /** the household at the end, kept for those who died or moved away */
  lastHousehold: Household
  arrivedOn: Day
  arrivedBy: '出生' | '転入'
  goneOn: Day | null
  goneBy: '死亡' | '転出' | null
  /** index into the occupations; kept while not working */
  trade: number
  employment: Employment
  /** of earnings within the trade, mean 0, standard deviation 1, for life */
  fortune: number
  individualNumber: string
  residentCode: string
  /** 宛名番号, nine digits, some with a leading zero */
  addresseeNumber: string
}

export type Employment = 'employee' | 'part-time' | 'student' | 'home' | 'none'

export interface Household {
  /** 世帯番号, eight digits */
  number: string
  members: Person[]
  head: Person
  town: Town
  /** 12番地3 */
  lot: string
  /** 方書: building and room, or name of a facility */
  building: string | null
  isFacility: boolean
  /** whole household lives in prefectural housing: index of the estate, room */
  estate: { name: string; room: string; since: Day } | null
}

export const addressOf = ({ town, lot }: Household): string => town.address + lot
