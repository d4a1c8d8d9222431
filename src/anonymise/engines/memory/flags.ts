import type { Predicate } from '../engine.ts'
import type { MemoryTable } from './memory-table.ts'

/** The predicate as one flag a row. */
export function flagsOf(table: MemoryTable, predicate: Predicate): Uint8Array {
  const rows = table.rows
  switch (predicate.kind) {
    case 'codes':
      return Uint8Array.from(table.codes(predicate.column), (code) => predicate.holds[code]!)
    case 'count': {
      const matches = flagsOf(table, predicate.where)
      const units = table.column(predicate.of)
      const persons = table.column('person')
      const members = new Map<number, Set<number>>()
      const byPerson = predicate.of === 'household' && table.personByKey
      matches.forEach((match, row) => {
        if (!match || units[row] === 0) return
        const seen = members.get(units[row]!) ?? new Set()
        members.set(units[row]!, seen.add(byPerson ? persons[row]! : row))
      })
      return Uint8Array.from(units, (unit) => ((members.get(unit)?.size ?? 0) >= predicate.atLeast ? 1 : 0))
    }
    case 'not': {
      const inner = flagsOf(table, predicate.of)
      return inner.map((flag) => 1 - flag)
    }
    default: {
      const parts = predicate.of.map((part) => flagsOf(table, part))
      const all = predicate.kind === 'all'
      return Uint8Array.from({ length: rows }, (_, row) =>
        (all ? parts.every((part) => part[row]) : parts.some((part) => part[row])) ? 1 : 0,
      )
    }
  }
}
