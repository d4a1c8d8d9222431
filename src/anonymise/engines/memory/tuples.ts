import { op, table as tableOf } from 'arquero'
import type { LeafKey, Tuples } from '../engine.ts'
import { compareNumbers } from './compare-numbers.ts'
import type { MemoryTable } from './memory-table.ts'

/** Counts the rows by tuples of codes, and numbers tuple and profile of each row in the table. */
export function countTuples(table: MemoryTable, columns: readonly LeafKey[]): Tuples {
  const names = columns.map((_, i) => `q${i}`)
  const leaves = columns.map((column) => table.keyCodes(column))
  const rows = tableOf({ person: table.column('person'), ...Object.fromEntries(leaves.map((leaf, i) => [names[i]!, leaf])) })
  const counted = (names.length > 0 ? rows.groupby(...names) : rows)
    .rollup({ n: op.count(), persons: op.distinct('person') })
    .orderby(...names)
    .reify()
  const tuples = rows.numRows() === 0 ? 0 : counted.numRows()
  const codes = names.map((name) => Int32Array.from(counted.array(name) as Iterable<number>))
  const result: Tuples = {
    tuples,
    columns: codes,
    rows: Float64Array.from(counted.array('n') as Iterable<number>).subarray(0, tuples),
    persons: Float64Array.from(counted.array('persons') as Iterable<number>).subarray(0, tuples),
  }
  placeTuples(table, leaves, codes, tuples)
  table.profiles = table.personByKey && result.rows.reduce((a, b) => a + b, 0) > new Set(table.column('person')).size
  if (table.profiles) result.profiles = placeProfiles(table)
  if (table.hasHouseholds) {
    const unit = table.unit()
    const homes = table.column('household')
    const pairs = new Set<number>()
    const width = table.keys.household.length
    unit.forEach((id, row) => {
      pairs.add(id * width + homes[row]!)
    })
    const sorted = Float64Array.from(pairs).sort()
    result.households = {
      unit: Int32Array.from(sorted, (pair) => Math.floor(pair / width)),
      household: Int32Array.from(sorted, (pair) => pair % width),
    }
  }
  return result
}

function placeTuples(table: MemoryTable, leaves: readonly Int32Array[], codes: readonly Int32Array[], tuples: number): void {
  // Walk down a tree of codes: a tuple of integers is found without ever being written as text.
  type Node = Map<number, Node | number>
  const root: Node = new Map()
  for (let tuple = 0; tuple < tuples; tuple++) {
    let node = root
    codes.forEach((column, i) => {
      if (i === codes.length - 1) node.set(column[tuple]!, tuple)
      else {
        const next = (node.get(column[tuple]!) as Node | undefined) ?? new Map()
        node.set(column[tuple]!, next)
        node = next
      }
    })
  }
  const place = (row: number): number => {
    let node = root
    for (let i = 0; i < leaves.length - 1; i++) node = node.get(leaves[i]![row]!) as Node
    return leaves.length === 0 ? 0 : (node.get(leaves.at(-1)![row]!) as number)
  }
  table.set(
    'tuple',
    Int32Array.from({ length: table.rows }, (_, row) => place(row)),
  )
}

/** Numbers the persons' multisets of tuples, in ascending order of the sorted lists. */
function placeProfiles(table: MemoryTable): NonNullable<Tuples['profiles']> {
  const tuple = table.column('tuple')
  const lists = new Map<number, number[]>()
  table.column('person').forEach((person, row) => {
    const list = lists.get(person)
    if (list) list.push(tuple[row]!)
    else lists.set(person, [tuple[row]!])
  })
  const persons = [...lists].map(([person, list]) => ({ person, list: list.sort((a, b) => a - b) }))
  persons.sort((a, b) => compareNumbers(a.list, b.list))
  const profileOf = new Int32Array(table.keys.person.length)
  const start = [0]
  const tuples: number[] = []
  const counts: number[] = []
  persons.forEach(({ person, list }, i) => {
    if (i === 0 || compareNumbers(persons[i - 1]!.list, list) !== 0) {
      tuples.push(...list)
      start.push(tuples.length)
      counts.push(0)
    }
    counts[counts.length - 1]!++
    profileOf[person] = counts.length - 1
  })
  table.set(
    'profile',
    table.column('person').map((person) => profileOf[person]!),
  )
  return { start: Int32Array.from(start), tuples: Int32Array.from(tuples), persons: Float64Array.from(counts) }
}
