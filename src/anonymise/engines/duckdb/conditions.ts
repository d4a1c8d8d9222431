import type { Predicate } from '../engine.ts'
import type { RowsTable } from './rows-table.ts'

/** A predicate as SQL over the row `r`; tables of truth are joined as sets of codes. */
export async function conditionOf(predicate: Predicate, table: RowsTable): Promise<string> {
  switch (predicate.kind) {
    case 'codes': {
      const codes: number[] = []
      predicate.holds.forEach((holds, code) => {
        if (holds) codes.push(code)
      })
      const column = table.code(predicate.column)
      if (codes.length === 0) return 'false'
      if (codes.length <= 50) return `r.${column} IN (${codes.join(', ')})`
      const set = table.fresh('s')
      await table.sql.create(set, { code: Int32Array.from(codes) })
      return `r.${column} IN (SELECT code FROM ${set})`
    }
    case 'count': {
      const inner = await conditionOf(predicate.where, table)
      const counted = predicate.of === 'household' ? table.persons : 'count(*)'
      return `r.${predicate.of} IN (SELECT r.${predicate.of} FROM ${table.name} r WHERE r.${predicate.of} > 0 AND (${inner}) GROUP BY r.${predicate.of} HAVING ${counted} >= ${predicate.atLeast})`
    }
    case 'not':
      return `NOT (${await conditionOf(predicate.of, table)})`
    default: {
      const parts: string[] = []
      for (const part of predicate.of) parts.push(`(${await conditionOf(part, table)})`)
      return parts.length > 0 ? parts.join(predicate.kind === 'all' ? ' AND ' : ' OR ') : String(predicate.kind === 'all')
    }
  }
}
