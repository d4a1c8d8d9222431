import { ageOn, type Day, day } from './days.ts'
import { foundHousehold } from './founding.ts'
import { nextHead } from './kinship.ts'
import { FILLED_BY_NUMBER, OCCUPATIONS } from './occupations.ts'
import type { Household, Person } from './people.ts'
import type { Prefecture } from './prefecture.ts'

/** Chance of dying within a year. @source shape of a Gompertz law; about 1 % at 65, 5 % at 80, 13 % at 90 for men */
const mortality = (age: number, { sex }: Person) => Math.min(0.9, 1.6e-5 * Math.exp(0.1 * age) * (sex === 'male' ? 1 : 0.55))

/** Chance that a married woman has a child within a year. */
const fertility = (age: number) => (age < 20 ? 0 : age < 35 ? 0.12 : age < 40 ? 0.055 : age < 45 ? 0.012 : 0)

const isGrownIn = (household: Household, at: Day) => household.members.some(({ birth }) => ageOn(birth, at) >= 18)

/** Takes a person out of the household; the head's place is filled. */
function leave(person: Person, at: Day): void {
  const household = person.household!
  household.members.splice(household.members.indexOf(person), 1)
  person.household = null
  if (household.head === person && household.members.length > 0) household.head = nextHead(household, person, at - 18 * 365.25)
}

function go(person: Person, at: Day, by: '死亡' | '転出'): void {
  leave(person, at)
  person.goneOn = at
  person.goneBy = by
}

function join(person: Person, household: Household): void {
  household.members.push(person)
  person.household = household
  person.lastHousehold = household
}

/** One year of lives: deaths, births, marriages, moves. Ends on 1 January of the next year. */
export class Year {
  private readonly prefecture: Prefecture
  private readonly first: Day
  private readonly days: number

  constructor(prefecture: Prefecture, year: number) {
    this.prefecture = prefecture
    this.first = day(year)
    this.days = day(year + 1) - this.first
  }

  private someDay(): Day {
    return this.first + this.prefecture.life.below(this.days)
  }

  /** @param newcomers - persons who may be born or move in */
  live(newcomers: number): void {
    const present = this.prefecture.persons.filter(({ household }) => household !== null)
    this.deaths(present)
    const limit = this.prefecture.persons.length + newcomers
    this.births(present, limit)
    this.marriages(present)
    this.moves(present)
    while (this.prefecture.persons.length < limit)
      foundHousehold(this.prefecture, limit - this.prefecture.persons.length, { at: this.someDay(), isNew: true })
    this.careers()
  }

  private deaths(present: Person[]): void {
    for (const person of present) {
      if (!this.prefecture.life.happens(mortality(ageOn(person.birth, this.first), person))) continue
      const household = person.household!
      const at = this.someDay()
      go(person, at, '死亡')
      if (!isGrownIn(household, at)) for (const child of [...household.members]) go(child, at + 1, '転出') // to relatives elsewhere
    }
  }

  private births(present: Person[], limit: number): void {
    const { life } = this.prefecture
    for (const mother of present) {
      const father = mother.spouse
      if (mother.sex !== 'female' || !mother.household || father?.household !== mother.household) continue
      if (this.prefecture.persons.length >= limit) return
      const youngest = mother.household.members.some((child) => child.mother === mother && child.birth > this.first - 330)
      if (youngest || !life.happens(fertility(ageOn(mother.birth, this.first)))) continue
      const birth = this.someDay()
      const named = father.nationality !== '日本' && mother.nationality === '日本' ? mother : father // Japanese if one parent is
      this.prefecture.newPerson(mother.household, {
        sex: life.happens(0.512) ? 'male' : 'female',
        birth,
        family: named.family,
        mother,
        father,
        nationality: named.nationality,
        arrivedOn: birth,
        arrivedBy: '出生',
      })
    }
  }

  /** May leave the household: no child or sibling under age stays behind alone. */
  private isFree(person: Person): boolean {
    const { household } = person
    if (!household || household.isFacility || person.spouse?.household) return false
    const others = household.members.filter((member) => member !== person)
    if (others.some((child) => child.mother === person || child.father === person)) return false
    return others.length === 0 || others.some(({ birth }) => ageOn(birth, this.first) >= 18)
  }

  private marriages(present: Person[]): void {
    const { life } = this.prefecture
    const free = (sex: Person['sex']) =>
      present.filter((person) => person.sex === sex && this.isMarrying(person)).sort((a, b) => a.birth - b.birth || a.serial - b.serial)
    const men = free('male')
    const women = free('female')
    for (let i = 0; i < Math.min(men.length, women.length); i++) {
      const [man, woman] = [men[i]!, women[i]!]
      if (man.household === woman.household || !this.isFree(man) || !this.isFree(woman)) continue
      const at = this.someDay()
      for (const person of [man, woman]) leave(person, at)
      const household = this.prefecture.newHousehold()
      const [head, other] = life.happens(0.95) ? [man, woman] : [woman, man]
      join(head, household)
      join(other, household)
      household.head = head
      head.spouse = other
      other.spouse = head
      if (head.nationality === '日本' && other.nationality === '日本' && head.family !== other.family) {
        other.formerFamily = other.family
        other.family = head.family
      }
    }
  }

  private isMarrying(person: Person): boolean {
    const age = ageOn(person.birth, this.first)
    return age >= 20 && age < 46 && this.isFree(person) && this.prefecture.life.happens(age < 35 ? 0.075 : 0.02)
  }

  private moves(present: Person[]): void {
    const { life } = this.prefecture
    const facilities = this.prefecture.households.filter(({ isFacility }) => isFacility)
    for (const person of present) {
      const { household } = person
      if (!household || household.isFacility) continue
      const age = ageOn(person.birth, this.first)
      if (household.head === person) this.moveHousehold(household)
      else if (age >= 18 && age < 26 && this.isFree(person) && life.happens(0.1)) this.leaveHome(person)
      if (age >= 84 && person.household && facilities.length > 0 && life.happens(0.015)) this.enterFacility(person, life.pick(facilities))
    }
  }

  private moveHousehold(household: Household): void {
    const { life } = this.prefecture
    const draw = life.next()
    const at = this.someDay()
    if (draw < 0.011) {
      const leaving = Math.max(at, ...household.members.map(({ arrivedOn }) => arrivedOn)) // not before the child of this year is born
      for (const member of [...household.members]) go(member, leaving, '転出')
    } else if (draw < 0.042) {
      household.estate = null
      // half of the moves stay within the municipality
      const { municipality } = household.town
      let town = this.prefecture.drawTown()
      if (life.happens(0.5)) while (town.municipality !== municipality) town = this.prefecture.drawTown()
      this.prefecture.settle(household, town)
    }
  }

  private leaveHome(person: Person): void {
    const at = this.someDay()
    if (this.prefecture.life.happens(0.55)) {
      go(person, at, '転出')
      return
    }
    leave(person, at)
    const household = this.prefecture.newHousehold()
    join(person, household)
    household.head = person
  }

  private enterFacility(person: Person, facility: Household): void {
    const household = person.household!
    if (household.members.length > 1 && !household.members.some((m) => m !== person && ageOn(m.birth, this.first) >= 18)) return
    leave(person, this.someDay())
    join(person, facility)
    person.employment = 'none'
  }

  /** Schooling ends, jobs change, work ends. */
  private careers(): void {
    const { life } = this.prefecture
    const end = this.first + this.days
    for (const person of this.prefecture.persons) {
      if (!person.household || person.household.isFacility) continue
      const age = ageOn(person.birth, end)
      const isTurning = age === 15 || age === 18 || age === 22 || age === 65 || age === 75
      if (isTurning || (age > 22 && life.happens(0.012))) person.employment = this.prefecture.employmentAt(age, person.sex)
      if (person.trade >= FILLED_BY_NUMBER && age > 20 && age < 60 && life.happens(0.015))
        person.trade = this.prefecture.drawTrade(person.sex)
    }
  }
}

/** Fills the posts of which there are few: one governor, nineteen mayors, some master brewers. */
export function appoint(prefecture: Prefecture): void {
  const grown = prefecture.persons.filter(
    (person) =>
      person.household &&
      !person.household.isFacility &&
      ageOn(person.birth, prefecture.start) >= 40 &&
      ageOn(person.birth, prefecture.start) < 64,
  )
  let next = 0
  for (let trade = 0; trade < FILLED_BY_NUMBER; trade++) {
    const posts = Math.min(OCCUPATIONS[trade]!.posts!, Math.ceil(grown.length / 1000))
    for (let i = 0; i < posts && next < grown.length; i++) {
      const person = grown[(101 + next++ * 37) % grown.length]!
      person.trade = trade
      person.employment = 'employee'
    }
  }
}
