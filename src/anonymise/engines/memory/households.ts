import type { Key } from '../engine.ts'
import { compareNumbers } from './compare-numbers.ts'
import type { MemoryTable } from './memory-table.ts'

/** Which keys are one for all of a household, where households of several rows have them. */
export function constantInHouseholds(table: MemoryTable, keys: readonly Key[]): boolean[] {
  const homes = table.column('household')
  return keys.map((key) => {
    const codes = table.keyCodes(key)
    const first = new Map<number, number>()
    let shared = false
    let constant = true
    codes.forEach((code, row) => {
      const home = homes[row]!
      if (home === 0) return
      if (first.has(home)) {
        shared = true
        if (first.get(home) !== code) constant = false
      } else first.set(home, code)
    })
    return constant && shared && new Set(codes.filter((code) => code >= 0)).size > 1
  })
}

/** Households whose members and values fewer than k share (A4), as a flag a row. */
export function rareHouseholds(
  table: MemoryTable,
  classes: { units: Int32Array; tuples: Int32Array },
  keys: readonly Key[],
  k: number,
): { households: number; flags: Int32Array } {
  const homes = table.column('household')
  const persons = table.column('person')
  const tuples = table.column('tuple')
  const unit = table.unit()
  const codes = keys.map((key) => table.keyCodes(key))
  // A member: class of the whole history, then the classes of the rows in this household. Rows are members where none is linked.
  const households = new Map<number, { members: Map<number, number[]>; values: number[] }>()
  homes.forEach((home, row) => {
    if (home === 0) return
    let entry = households.get(home)
    if (!entry) {
      entry = { members: new Map(), values: codes.map((code) => code[row]!) }
      households.set(home, entry)
    }
    const member = table.profiles ? persons[row]! : row
    const known = entry.members.get(member)
    if (!known) entry.members.set(member, [classes.units[unit[row]!]!, classes.tuples[tuples[row]!]!])
    else known.push(classes.tuples[tuples[row]!]!)
  })
  const keyed = [...households].map(([home, { members, values }]) => {
    const sorted = [...members.values()].map(([whole, ...here]) => [whole!, ...here.sort((a, b) => a - b)]).sort(compareNumbers)
    return { home, key: [...values, ...sorted.flatMap((member) => [member.length, ...member])] }
  })
  keyed.sort((a, b) => compareNumbers(a.key, b.key))
  const rare = new Set<number>()
  for (let from = 0; from < keyed.length; ) {
    let to = from + 1
    while (to < keyed.length && compareNumbers(keyed[from]!.key, keyed[to]!.key) === 0) to++
    if (to - from < k) for (let i = from; i < to; i++) rare.add(keyed[i]!.home)
    from = to
  }
  const flags = homes.map((home) => (rare.has(home) ? 1 : 0))
  return { households: rare.size, flags }
}
