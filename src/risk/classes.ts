import { type CodedColumn, groupRows } from './table.ts'

/** Who is counted and the class each is in. Units are rows, persons of one row each, or persons with a history. */
export interface Classes {
  unit: 'rows' | 'persons' | 'profiles'
  /** unit of each row, counted from 0 */
  unitOf: Int32Array
  units: number
  /** class of each unit */
  classOf: Int32Array
  /** units in each class */
  sizes: Int32Array
  /** quasi-identifier tuple of each row */
  tupleOf: Int32Array
  tuples: number
}

/**
 * Classes of equal quasi-identifiers. Where a person has several rows, a class is one of equal histories: the multiset of
 * the person's tuples (rule A1), since the person column links them.
 */
export function classesOf(rows: number, quasi: readonly CodedColumn[], person: CodedColumn | null): Classes {
  const tuples = groupRows(rows, quasi)
  const unitOf = person ? person.codes : ascending(rows)
  const units = person ? person.values : rows
  const common = { unitOf, units, tupleOf: tuples.of, tuples: tuples.count }
  if (units === rows) {
    const classOf = new Int32Array(units)
    for (let row = 0; row < rows; row++) classOf[unitOf[row]!] = tuples.of[row]!
    return { unit: person ? 'persons' : 'rows', classOf, sizes: countsOf(classOf, tuples.count), ...common }
  }
  const histories: number[][] = Array.from({ length: units }, () => [])
  for (let row = 0; row < rows; row++) histories[unitOf[row]!]!.push(tuples.of[row]!)
  const known = new Map<string, number>()
  const classOf = Int32Array.from(histories, (history) => {
    const key = history.sort((a, b) => a - b).join()
    const found = known.get(key) ?? known.size
    known.set(key, found)
    return found
  })
  return { unit: 'profiles', classOf, sizes: countsOf(classOf, known.size), ...common }
}

export function countsOf(of: Int32Array, count: number): Int32Array {
  const counts = new Int32Array(count)
  for (const one of of) counts[one]! += 1
  return counts
}

function ascending(count: number): Int32Array {
  const numbers = new Int32Array(count)
  for (let i = 0; i < count; i++) numbers[i] = i
  return numbers
}
