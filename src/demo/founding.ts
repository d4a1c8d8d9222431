import { type Day, day } from './days.ts'
import { FAMILY_NAMES } from './names.ts'
import type { Household, Person, Sex } from './people.ts'
import { TOWNS } from './places.ts'
import type { Prefecture } from './prefecture.ts'

const YEAR = 365.2425

/** A day of birth for somebody of that age (completed years) on a day. */
const bornAt = (prefecture: Prefecture, age: number, at: Day): Day => at - Math.floor((age + prefecture.life.next()) * YEAR) - 1

const clip = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

export interface Arrival {
  at: Day
  /** moved in from elsewhere during the three years */
  isNew: boolean
}

function marry(a: Person, b: Person): void {
  a.spouse = b
  b.spouse = a
}

/** Ages of children living at home with a mother of that age, eldest first. */
function childrenAges(prefecture: Prefecture, motherAge: number, wanted: number): number[] {
  const { life } = prefecture
  const ages: number[] = []
  let atBirth = Math.round(clip(28.5 + 4.3 * life.normal(), 19, 40))
  for (let i = 0; i < wanted; i++) {
    const age = motherAge - atBirth
    if (age < 0 || atBirth > 44) break
    if (age < 18 || (age < 34 && life.happens(age < 23 ? 0.62 : 0.34))) ages.push(age)
    atBirth += life.between(2, 4)
  }
  return ages
}

class Founder {
  private readonly prefecture: Prefecture
  private readonly arrival: Arrival
  readonly household: Household
  private readonly nationality: string

  constructor(prefecture: Prefecture, arrival: Arrival) {
    this.prefecture = prefecture
    this.arrival = arrival
    this.household = prefecture.newHousehold()
    this.nationality = prefecture.drawNationality()
  }

  person(sex: Sex, age: number, kin: { family?: number; mother?: Person | null; father?: Person | null; birth?: Day } = {}): Person {
    const { prefecture, arrival } = this
    const birth = kin.birth ?? bornAt(prefecture, age, arrival.at)
    return prefecture.newPerson(this.household, {
      sex,
      birth,
      nationality: this.nationality,
      ...(kin.family === undefined ? {} : { family: kin.family }),
      mother: kin.mother ?? null,
      father: kin.father ?? null,
      ...(arrival.isNew ? { arrivedOn: Math.max(arrival.at, birth), arrivedBy: '転入' as const } : {}),
    })
  }

  couple(womanAge: number, manAge: number): [Person, Person] {
    const man = this.person('male', manAge)
    const woman = this.person('female', womanAge, { family: man.family })
    marry(man, woman)
    if (this.prefecture.life.happens(0.7)) this.bornAs(woman)
    return [man, woman]
  }

  /** A name before marriage, other than the present one. */
  bornAs(person: Person): void {
    const former = this.prefecture.life.below(FAMILY_NAMES.length)
    if (person.nationality === '日本' && former !== person.family) person.formerFamily = former
  }

  children(ages: number[], mother: Person | null, father: Person | null): void {
    const { life } = this.prefecture
    for (const age of ages) {
      const child = this.person(life.happens(0.512) ? 'male' : 'female', age, { family: (father ?? mother)!.family, mother, father })
      if (age > 0 && life.happens(0.01)) this.person(child.sex, age, { family: child.family, mother, father, birth: child.birth })
    }
  }

  lead(head: Person): Household {
    this.household.head = head
    return this.household
  }
}

type Kind = (prefecture: Prefecture, founder: Founder) => Person

const single: Kind = ({ life }, f) => f.person(life.happens(0.56) ? 'male' : 'female', life.between(19, 64))
const elderlySingle: Kind = ({ life }, f) =>
  f.person(life.happens(0.3) ? 'male' : 'female', Math.round(clip(77 + 8 * life.normal(), 65, 104)))

const couple: Kind = ({ life }, f) => {
  const woman = Math.round(clip(54 + 11 * life.normal(), 20, 66))
  return f.couple(woman, Math.round(clip(woman + 2 + 3 * life.normal(), 20, 70)))[0]
}

const elderlyCouple: Kind = ({ life }, f) => {
  const man = Math.round(clip(73 + 6.5 * life.normal(), 63, 98))
  return f.couple(Math.round(clip(man - 2.5 - 2.5 * life.normal(), 58, 97)), man)[0]
}

/** Parents and children; the father is at least 18 years older than the eldest. */
const family: Kind = (prefecture, f) => {
  const { life } = prefecture
  const motherAge = Math.round(clip(41 + 8.5 * life.normal(), 21, 58))
  const ages = childrenAges(prefecture, motherAge, 1 + life.weighted([37, 45, 15, 3], 100))
  const fatherAge = Math.round(Math.max(clip(motherAge + 2 + 3 * life.normal(), 20, 70), (ages[0] ?? 0) + 19))
  const [father, mother] = f.couple(motherAge, fatherAge)
  f.children(ages, mother, father)
  return life.happens(0.96) ? father : mother
}

const oneParent: Kind = (prefecture, f) => {
  const { life } = prefecture
  const motherAge = Math.round(clip(42 + 7 * life.normal(), 22, 58))
  const ages = childrenAges(prefecture, motherAge, 1 + life.weighted([55, 35, 10], 100))
  const isFather = life.happens(0.13)
  const parent = f.person(isFather ? 'male' : 'female', motherAge)
  f.children(ages, isFather ? null : parent, isFather ? parent : null)
  return parent
}

/** A grown, unmarried child with one or two old parents. */
const parentAndGrownChild: Kind = ({ life }, f) => {
  const motherAge = Math.round(clip(78 + 7 * life.normal(), 62, 98))
  const childAge = motherAge - Math.round(clip(28 + 4 * life.normal(), 20, 40))
  const two = life.happens(0.45)
  const parents = two ? f.couple(motherAge, Math.max(motherAge + life.between(0, 5), childAge + 19)) : null
  const mother = parents?.[1] ?? f.person('female', motherAge)
  const child = f.person(life.happens(0.62) ? 'male' : 'female', childAge, {
    family: mother.family,
    mother,
    father: parents?.[0] ?? null,
  })
  return childAge >= 45 && life.happens(0.6) ? child : (parents?.[0] ?? mother)
}

const threeGenerations: Kind = (prefecture, f) => {
  const { life } = prefecture
  const motherAge = Math.round(clip(42 + 7 * life.normal(), 23, 56))
  const ages = childrenAges(prefecture, motherAge, 1 + life.weighted([25, 45, 24, 6], 100))
  const fatherAge = Math.round(Math.max(clip(motherAge + 2 + 3 * life.normal(), 22, 64), (ages[0] ?? 0) + 19))
  const grandmotherAge = Math.round(clip(fatherAge + 27 + 3 * life.normal(), fatherAge + 20, 99))
  const both = life.happens(0.58)
  const old = both ? f.couple(grandmotherAge, Math.max(grandmotherAge + life.between(0, 4), fatherAge + 20)) : null
  const grandmother = old?.[1] ?? f.person('female', grandmotherAge)
  const father = f.person('male', fatherAge, { family: grandmother.family, mother: grandmother, father: old?.[0] ?? null })
  const mother = f.person('female', motherAge, { family: father.family })
  f.bornAs(mother)
  marry(father, mother)
  f.children(ages, mother, father)
  return old && life.happens(0.35) ? old[0] : father
}

const companions: Kind = ({ life }, f) => {
  const age = life.between(24, 74)
  const first = f.person(life.happens(0.5) ? 'male' : 'female', age)
  f.person(life.happens(0.5) ? 'male' : 'female', clip(age + life.between(-8, 8), 20, 80))
  return first
}

/** Kinds of household, their share among 1,000 and the most members they can have. @source shares: shape of the census of 2020 for a rural prefecture, rounded */
const KINDS: readonly [Kind, number, number][] = [
  [single, 190, 1],
  [elderlySingle, 140, 1],
  [couple, 90, 2],
  [elderlyCouple, 150, 2],
  [family, 205, 10],
  [oneParent, 70, 7],
  [parentAndGrownChild, 62, 3],
  [threeGenerations, 85, 12],
  [companions, 8, 2],
]
const SHARES = KINDS.map(([, share]) => share)
const SHARES_TOTAL = SHARES.reduce((a, b) => a + b, 0)

/** Founds one household of a kind that fits into the room that is left. */
export function foundHousehold(prefecture: Prefecture, room: number, arrival: Arrival): Household {
  const [kind, , most] = KINDS[prefecture.life.weighted(SHARES, SHARES_TOTAL)]!
  const founder = new Founder(prefecture, arrival)
  return founder.lead((most <= room ? kind : single)(prefecture, founder))
}

/** One family of fourteen: a couple, ten children, two grandparents (鳥取県規則27条4号's own kind of example). */
function foundLargeFamily(prefecture: Prefecture): void {
  const founder = new Founder(prefecture, { at: prefecture.start, isNew: false })
  const [grandfather, grandmother] = founder.couple(70, 73)
  const father = founder.person('male', 46, { family: grandfather.family, mother: grandmother, father: grandfather })
  const mother = founder.person('female', 44, { family: father.family })
  marry(father, mother)
  for (let age = 24; age > 4; age -= 2) founder.person(age % 4 ? 'male' : 'female', age, { family: father.family, mother, father })
  founder.lead(father)
}

/** A home for the elderly whose residents are one household (施設等の世帯). */
function foundFacility(prefecture: Prefecture, name: string, residents: number): void {
  const { life } = prefecture
  const founder = new Founder(prefecture, { at: prefecture.start, isNew: false })
  for (let i = 0; i < residents; i++)
    founder.person(life.happens(0.26) ? 'male' : 'female', Math.round(clip(87 + 6 * life.normal(), 66, 106))).employment = 'none'
  const household = founder.lead(founder.household.members[0]!)
  household.isFacility = true
  household.building = name
}

const ESTATES = ['砂見', '潮見', '凪ヶ丘', '霧原', '渦浜', '鏡ヶ浦', '虹ヶ丘', '礫川'].map((name, i) => ({
  name: `県営${name}団地`,
  town: TOWNS[(i * 11) % TOWNS.length]!,
  lot: `${640 + i * 7}番地`,
}))

/** A household that rents from the prefecture moves into an estate. */
function house(prefecture: Prefecture, household: Household): void {
  const { life } = prefecture
  const { name, town, lot } = life.pick(ESTATES)
  const room = `${life.between(1, 12)}号棟${life.between(1, 5)}0${life.between(1, 8)}`
  const eldest = Math.min(...household.members.map(({ birth }) => birth))
  const earliest = Math.max(day(1975, 4), eldest + Math.round(20 * YEAR))
  household.estate = { name, room, since: earliest + Math.floor((prefecture.start - earliest) * life.next()) }
  household.town = town
  household.lot = lot
  household.building = `${name}${room}`
}

/** Fills the prefecture up to `residents` persons on the first day. */
export function found(prefecture: Prefecture, residents: number): void {
  const { life } = prefecture
  if (residents >= 500) {
    foundLargeFamily(prefecture)
    const facilities = Math.max(1, Math.round(residents / 7000))
    for (let i = 0; i < facilities; i++)
      foundFacility(prefecture, `特別養護老人ホーム 第${i + 1}砂灯苑`, residents < 5000 ? 24 : life.between(40, 90))
  }
  const arrival: Arrival = { at: prefecture.start, isNew: false }
  while (prefecture.persons.length < residents) {
    const household = foundHousehold(prefecture, residents - prefecture.persons.length, arrival)
    const isPoor = household.members.every(({ fortune }) => fortune < 0.5) && household.head.birth < prefecture.start - 21 * YEAR
    if (isPoor && life.happens(0.055)) house(prefecture, household)
  }
}
