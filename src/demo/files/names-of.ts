import { FAMILY_NAMES, FEMALE_NAMES, FOREIGN_FAMILY_NAMES, FOREIGN_GIVEN_NAMES, KANA_NAMES, MALE_NAMES, type Name } from '../names.ts'
import type { Person } from '../people.ts'

const familyNames = ({ nationality }: Person) => (nationality === '日本' ? FAMILY_NAMES : FOREIGN_FAMILY_NAMES)

function givenName(person: Person): Name {
  if (person.nationality !== '日本') return FOREIGN_GIVEN_NAMES[person.given]!
  if (person.givenInKana) return KANA_NAMES[person.given]!
  return (person.sex === 'male' ? MALE_NAMES : FEMALE_NAMES)[person.given]!
}

/** Family and given name with a full-width blank between: 砂笛　帆丸. */
export const fullName = (person: Person): string => `${familyNames(person)[person.family]!.text}\u3000${givenName(person).text}`

/** スナフエ　ホマル */
export const kanaName = (person: Person): string => `${familyNames(person)[person.family]!.kana}\u3000${givenName(person).kana}`

export const formerFamilyName = (person: Person): string | null =>
  person.formerFamily === null ? null : (familyNames(person)[person.formerFamily]?.text ?? null)

export const sexWord = ({ sex }: Person): string => (sex === 'male' ? '男' : '女')

export const hyphenated = (postalCode: string): string => `${postalCode.slice(0, 3)}-${postalCode.slice(3)}`
