import type { Histogram, SearchColumn } from './types.ts'

/**
 * Loss of one column from exact integers.
 *
 * @param coveredRows - sum over kept rows of the leaves their value covers
 * @param suppressed - rows suppressed
 * @param rows - n, rows entering the search
 * @param leaves - D
 * @returns 0 (untouched) to 1 (nothing left)
 */
export function columnLoss(coveredRows: number, suppressed: number, rows: number, leaves: number): number {
  if (leaves <= 1 || rows === 0) return 0
  // (coveredRows / D + suppressed − n/D) / (n − n/D), both sides times D: one division of exact integers.
  return Math.max(0, (coveredRows + suppressed * leaves - rows) / (rows * (leaves - 1)))
}

/** Π(L + 1), which orders combinations as the loss does. */
export function lossRank(perColumn: readonly number[]): number {
  let product = 1
  for (const loss of perColumn) product *= loss + 1
  return product
}

/** The loss that belongs to a rank over q columns; 0 without columns. */
export function lossOfRank(rank: number, q: number): number {
  return q === 0 ? 0 : Math.max(0, rank ** (1 / q) - 1)
}

/** Per column and level: the exact sum over rows of leaves covered. `rowsOfTuple` may count all rows or some. */
export function coveredSums(columns: readonly SearchColumn[], histogram: Histogram, rowsOfTuple: ArrayLike<number>): Float64Array[] {
  return columns.map((column, c) => {
    const sums = new Float64Array(column.levels.length)
    if (!column.inLoss) return sums
    const leafOf = histogram.columns[c]!
    const rowsOfLeaf = new Float64Array(column.levels[0]!.code.length)
    for (let t = 0; t < histogram.tuples; t++) rowsOfLeaf[leafOf[t]!]! += rowsOfTuple[t]!
    column.levels.forEach((level, l) => {
      let sum = 0
      for (let leaf = 0; leaf < rowsOfLeaf.length; leaf++) sum += rowsOfLeaf[leaf]! * level.covered[level.code[leaf]!]!
      sums[l] = sum
    })
    return sums
  })
}

/** Rows of each tuple, to be read only: all persons' rows, or only those of the profiles marked in `only`. */
export function rowsOfTuples(histogram: Histogram, only?: Uint8Array): Float64Array {
  const { profileStart, profileTuples, profilePersons } = histogram
  if (!only && profilePersons instanceof Float64Array && profilesAreTuples(histogram)) return profilePersons
  const rows = new Float64Array(histogram.tuples)
  for (let p = 0; p < profilePersons.length; p++) {
    if (only && only[p] === 0) continue
    const persons = profilePersons[p]!
    for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) rows[profileTuples[i]!]! += persons
  }
  return rows
}

/** Whether profile p is tuple p and nothing else: everybody has one row. */
function profilesAreTuples({ tuples, profileStart, profileTuples, profilePersons }: Histogram): boolean {
  if (profilePersons.length !== tuples || profileTuples.length !== tuples) return false
  for (let p = 0; p < tuples; p++) if (profileTuples[p] !== p || profileStart[p] !== p) return false
  return true
}
