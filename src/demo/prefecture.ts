import { type Chance, chance } from './chance.ts'
import { individualNumber, residentCode } from './check-digits.ts'
import { ageOn, type Day, day } from './days.ts'
import {
  FAMILY_NAMES,
  FEMALE_NAMES,
  FOREIGN_FAMILY_NAMES,
  FOREIGN_GIVEN_NAMES,
  KANA_NAMES,
  MALE_NAMES,
  NATIONALITIES,
  NATIONALITY_WEIGHTS,
} from './names.ts'
import { MEN, MEN_TOTAL, WOMEN, WOMEN_TOTAL } from './occupations.ts'
import type { Employment, Household, Person, Sex } from './people.ts'
import { BUILDINGS, TOWN_TOTAL, TOWN_WEIGHTS, TOWNS, type Town } from './places.ts'

const NATIONALITY_TOTAL = NATIONALITY_WEIGHTS.reduce((a, b) => a + b, 0)
const KANA_NAMES_UNTIL = day(1945)

export interface NewPerson {
  sex: Sex
  birth: Day
  family?: number
  mother?: Person | null
  father?: Person | null
  nationality?: string
  arrivedOn?: Day
  arrivedBy?: Person['arrivedBy']
}

/** The invented prefecture while it is being made: who lives where, and the streams of chance. */
export class Prefecture {
  /** how many persons may ever appear */
  readonly capacity: number
  readonly persons: Person[] = []
  readonly households: Household[] = []
  readonly life: Chance
  /** the first day of the three years */
  readonly start: Day = day(2023)
  private readonly naming: Chance
  private readonly numbering: Chance
  private readonly places: Chance
  private readonly numbersGiven = new Set<string>()

  constructor(capacity: number, seed: number) {
    this.capacity = capacity
    this.life = chance(seed, 'life')
    this.naming = chance(seed, 'names')
    this.numbering = chance(seed, 'numbers')
    this.places = chance(seed, 'places')
  }

  get room(): number {
    return this.capacity - this.persons.length
  }

  private digits(count: number): string {
    let text = ''
    for (let i = 0; i < count; i++) text += this.numbering.below(10)
    return text
  }

  /** Digits that nobody has yet. */
  private unique(purpose: string, make: () => string): string {
    for (;;) {
      const text = make()
      const key = `${purpose}${text}`
      if (this.numbersGiven.has(key)) continue
      this.numbersGiven.add(key)
      return text
    }
  }

  newPerson(household: Household, given: NewPerson): Person {
    if (this.room <= 0) throw new RangeError('capacity: the prefecture is full')
    const { naming, life } = this
    const nationality = given.nationality ?? '日本'
    const isForeign = nationality !== '日本'
    const givenInKana = !isForeign && given.sex === 'female' && given.birth < KANA_NAMES_UNTIL && naming.happens(0.45)
    const givenNames = isForeign ? FOREIGN_GIVEN_NAMES : givenInKana ? KANA_NAMES : given.sex === 'male' ? MALE_NAMES : FEMALE_NAMES
    const family = given.family ?? naming.below(isForeign ? FOREIGN_FAMILY_NAMES.length : FAMILY_NAMES.length)
    const age = ageOn(given.birth, this.start)
    const person: Person = {
      serial: this.persons.length,
      sex: given.sex,
      birth: given.birth,
      family,
      formerFamily: null,
      given: naming.below(givenNames.length),
      givenInKana,
      nationality,
      mother: given.mother ?? null,
      father: given.father ?? null,
      spouse: null,
      household,
      lastHousehold: household,
      arrivedOn: given.arrivedOn ?? given.birth,
      arrivedBy: given.arrivedBy ?? '出生',
      goneOn: null,
      goneBy: null,
      trade: this.drawTrade(given.sex),
      employment: this.employmentAt(age, given.sex),
      fortune: life.normal(),
      individualNumber: this.unique('i', () => individualNumber(this.digits(11))),
      residentCode: this.unique('r', () => residentCode(this.digits(10))),
      addresseeNumber: this.unique('a', () => this.digits(9)),
    }
    if (given.arrivedOn === undefined && life.happens(0.35)) {
      // settled before the three years: some came from elsewhere
      person.arrivedBy = '転入'
      person.arrivedOn = given.birth + Math.floor((this.start - given.birth) * life.next())
    }
    household.members.push(person)
    this.persons.push(person)
    return person
  }

  drawTrade(sex: Sex): number {
    return sex === 'male' ? this.life.weighted(MEN, MEN_TOTAL) : this.life.weighted(WOMEN, WOMEN_TOTAL)
  }

  employmentAt(age: number, sex: Sex): Employment {
    const { life } = this
    if (age < 15) return 'none'
    if (age < 18) return 'student'
    if (age < 22 && life.happens(0.55)) return 'student'
    const working = age < 65 ? (sex === 'male' ? 0.89 : 0.77) : age < 75 ? (sex === 'male' ? 0.46 : 0.28) : 0.09
    if (life.happens(working)) return life.happens(sex === 'male' ? 0.1 : 0.42) ? 'part-time' : 'employee'
    return sex === 'female' && age < 65 && life.happens(0.6) ? 'home' : 'none'
  }

  drawNationality(): string {
    return this.life.happens(0.011) ? NATIONALITIES[this.life.weighted(NATIONALITY_WEIGHTS, NATIONALITY_TOTAL)]! : '日本'
  }

  drawTown(): Town {
    return TOWNS[this.places.weighted(TOWN_WEIGHTS, TOWN_TOTAL)]!
  }

  /** A new address: lot and, for some, a building. */
  settle(household: Household, town: Town = this.drawTown()): void {
    const { places } = this
    household.town = town
    household.lot = places.happens(0.4)
      ? `${places.between(1, 5)}丁目${places.between(1, 30)}番${places.between(1, 20)}号`
      : `${places.between(1, 1800)}番地${places.happens(0.5) ? places.between(1, 12) : ''}`
    household.building = places.happens(0.18) ? `${places.pick(BUILDINGS)}${places.between(101, 510)}` : null
  }

  /** An empty household; its head is set by the caller with `lead`. */
  newHousehold(town?: Town): Household {
    const household: Household = {
      number: this.unique('h', () => `${this.numbering.between(1, 9)}${this.digits(7)}`),
      members: [],
      head: undefined as unknown as Person,
      town: town ?? this.drawTown(),
      lot: '',
      building: null,
      isFacility: false,
      estate: null,
    }
    this.settle(household, household.town)
    this.households.push(household)
    return household
  }
}
