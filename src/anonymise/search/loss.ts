import type { Histogram, SearchColumn } from './types.ts'

/** Ranks closer than this (relative) are equal; the smaller level vector wins. @source privacy-rules G4 */
export const TIE = 1e-12

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

/** Rows suppressed, and per column and level the sum of leaves that their values cover. */
export interface Gone {
  rows: number
  covered: Float64Array[]
}

/** What is given up, as the search needs it: numbers that order combinations, and bounds of them. */
export interface Measure {
  /** Per column and level a factor ≥ 1: the product over the columns never exceeds the rank of a result at these levels. */
  factors: Float64Array[]
  /**
   * Rank of a result at these levels without the given rows. A lower bound of it if more rows than these are suppressed, so what
   * a coarser combination suppresses bounds the finer ones.
   */
  rank(levels: readonly number[], gone: Gone | null): number
  /** The figure that a rank stands for. */
  value(rank: number): number
}

/** The default measure: Π(L + 1) orders as the loss does. @source design §5; factor 0.5 of the field's tools */
export function lossMeasure(columns: readonly SearchColumn[], histogram: Histogram, rows: number): Measure {
  const totals = coveredSums(columns, histogram, rowsOfTuples(histogram))
  const q = columns.filter((column) => column.inLoss).length
  const factor = (c: number, level: number, gone: Gone | null) =>
    1 + columnLoss(totals[c]![level]! - (gone ? gone.covered[c]![level]! : 0), gone?.rows ?? 0, rows, columns[c]!.leaves)
  return {
    factors: columns.map((column, c) => Float64Array.from(column.levels, (_, level) => (column.inLoss ? factor(c, level, null) : 1))),
    rank(levels, gone) {
      let rank = 1
      for (let c = 0; c < columns.length; c++) if (columns[c]!.inLoss) rank *= factor(c, levels[c]!, gone)
      return rank
    },
    value: (rank) => lossOfRank(rank, q),
  }
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

/** Rows of each tuple: all persons' rows, or only those of the profiles marked in `only`. */
export function rowsOfTuples(histogram: Histogram, only?: Uint8Array): Float64Array {
  const rows = new Float64Array(histogram.tuples)
  const { profileStart, profileTuples, profilePersons } = histogram
  for (let p = 0; p < profilePersons.length; p++) {
    if (only && only[p] === 0) continue
    const persons = profilePersons[p]!
    for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) rows[profileTuples[i]!]! += persons
  }
  return rows
}
