import type { CodedColumn } from './table.ts'
import { groupRows } from './table.ts'

/**
 * Sums of `weights` over all rows that match a row when an empty cell matches every value, on either side.
 * Rows are gathered by which of their cells are empty; two such patterns are joined on the columns that both have.
 *
 * @source Templ, Kowarik, Meindl 2015: frequencies with missing values
 */
export function wildcardSums(columns: readonly CodedColumn[], tupleOf: Int32Array, tuples: number, weights: Float64Array): Float64Array {
  const first = new Int32Array(tuples).fill(-1)
  const sums = new Float64Array(tuples)
  tupleOf.forEach((tuple, row) => {
    if (first[tuple] === -1) first[tuple] = row
    sums[tuple]! += weights[row]!
  })
  // Codes of each tuple, column by column.
  const codes = columns.map(({ codes }) => Int32Array.from(first, (row) => codes[row]!))
  const patterns = new Map<string, number[]>()
  for (let tuple = 0; tuple < tuples; tuple++) {
    const pattern = columns.map(({ nullCode }, i) => (codes[i]![tuple] === nullCode ? '1' : '0')).join('')
    const own = patterns.get(pattern) ?? []
    own.push(tuple)
    patterns.set(pattern, own)
  }
  const matched = new Float64Array(tuples)
  for (const [left, ours] of patterns)
    for (const [right, theirs] of patterns) {
      const shared = columns.flatMap(({ values }, i) => (left[i] === '0' && right[i] === '0' ? [{ codes: codes[i]!, values }] : []))
      const both = [...ours, ...theirs]
      const groups = groupRows(
        both.length,
        shared.map(({ codes, values }) => ({ codes: Int32Array.from(both, (tuple) => codes[tuple]!), values })),
      )
      const total = new Float64Array(groups.count)
      theirs.forEach((tuple, i) => {
        total[groups.of[ours.length + i]!]! += sums[tuple]!
      })
      ours.forEach((tuple, i) => {
        matched[tuple]! += total[groups.of[i]!]!
      })
    }
  return matched
}
