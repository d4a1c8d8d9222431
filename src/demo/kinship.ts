import type { Household, Person } from './people.ts'

const bySex = (person: Person, male: string, female: string) => (person.sex === 'male' ? male : female)

const isParentOf = (parent: Person | null, child: Person) => parent !== null && (child.mother === parent || child.father === parent)
const parentsOf = (person: Person) => [person.father, person.mother].filter((parent) => parent !== null)
const areSiblings = (a: Person, b: Person) => parentsOf(a).some((parent) => isParentOf(parent, b))

/** What a person is called in the household (続柄), seen from its head. @source 住民基本台帳事務処理要領 第2-1-(2)-エ */
export function kinship(person: Person, head: Person): string {
  if (person === head) return '世帯主'
  const { spouse } = head
  if (person === spouse) return bySex(person, '夫', '妻')
  if (isParentOf(head, person)) return '子'
  if (spouse && isParentOf(spouse, person)) return `${bySex(spouse, '夫', '妻')}の子`
  if (person.spouse && isParentOf(head, person.spouse)) return `子の${bySex(person, '夫', '妻')}`
  if (parentsOf(person).some((parent) => isParentOf(head, parent))) return '子の子'
  if (isParentOf(person, head)) return bySex(person, '父', '母')
  if (spouse && isParentOf(person, spouse)) return `${bySex(spouse, '夫', '妻')}の${bySex(person, '父', '母')}`
  if (parentsOf(head).some((parent) => isParentOf(person, parent))) return bySex(person, '祖父', '祖母')
  if (areSiblings(person, head)) return person.birth < head.birth ? bySex(person, '兄', '姉') : bySex(person, '弟', '妹')
  return '同居人'
}

/** Who becomes head when the head is gone: the spouse, else the eldest descendant of age, else the eldest. */
export function nextHead(household: Household, former: Person, adultBornBefore: number): Person {
  const { members } = household
  if (former.spouse && members.includes(former.spouse)) return former.spouse
  const eldest = (list: Person[]) => list.reduce((a, b) => (b.birth < a.birth ? b : a))
  const grown = members.filter((person) => isParentOf(former, person) && person.birth <= adultBornBefore)
  return eldest(grown.length > 0 ? grown : members)
}
