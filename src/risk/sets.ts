import { type CodedColumn, type Groups, refine, together } from './table.ts'

/** What a set of columns tells apart. */
export interface ColumnSet {
  columns: string[]
  /** different combinations of values */
  distinct: number
  /** units (rows, or persons with all their rows) that nobody shares a combination with */
  uniques: number
  /** distinct / rows */
  distinction: number
  /** share of pairs of rows that differ */
  separation: number
}

/** Cells of the table over a set of columns that hold at least one unit and at most `threshold`. */
export interface RiskyCells {
  columns: string[]
  threshold: number
  unsafe: number
}

/** Rows of equal quasi-identifiers, once: how many rows each stands for. */
export interface Tuples {
  columns: readonly Pick<CodedColumn, 'name' | 'values'>[]
  /** code of each tuple, column by column */
  codes: readonly Int32Array[]
  rows: Float64Array
  /** per tuple the one unit that has it; -1: several have it */
  owners: Int32Array
}

const SIZE = 3
/** Tuples looked at in all sets together. */
const MOST_WORK = 2e9

/**
 * Every set of up to three columns, and all columns together. null: too many.
 * @source Motwani, Xu 2007 (distinction and separation)
 */
export function columnSets(tuples: Tuples): ColumnSet[] | null {
  const width = tuples.columns.length
  const sets = subsetsUpTo(width, SIZE)
  if (sets.length * tuples.owners.length > MOST_WORK) return null
  const rows = tuples.rows.reduce((sum, count) => sum + count, 0)
  const result: ColumnSet[] = []
  let most = 0
  for (const owner of tuples.owners) if (owner > most) most = owner
  const counted = new Int32Array(most + 1)
  let visits = 0
  const measure = (set: readonly number[], { of, count }: Groups) => {
    const sizes = new Float64Array(count)
    const owner = new Int32Array(count).fill(-2)
    for (let tuple = 0; tuple < of.length; tuple++) {
      const group = of[tuple]!
      sizes[group]! += tuples.rows[tuple]!
      owner[group] = owner[group] === -2 || owner[group] === tuples.owners[tuple] ? tuples.owners[tuple]! : -1
    }
    let alike = 0
    for (const size of sizes) alike += size * (size - 1)
    // A unit of several rows may be alone in several groups, and counts once.
    visits += 1
    let uniques = 0
    for (const one of owner)
      if (one >= 0 && counted[one] !== visits) {
        counted[one] = visits
        uniques += 1
      }
    result.push({
      columns: set.map((column) => tuples.columns[column]!.name),
      distinct: count,
      uniques,
      distinction: rows === 0 ? 0 : count / rows,
      separation: rows < 2 ? 0 : 1 - alike / (rows * (rows - 1)),
    })
  }
  eachSet(tuples, SIZE, measure)
  if (width > SIZE) {
    let groups = together(tuples.owners.length)
    tuples.codes.forEach((codes, column) => {
      groups = refine(groups, codes, tuples.columns[column]!.values)
    })
    measure(
      tuples.columns.map((_, column) => column),
      groups,
    )
  }
  return result.sort((a, b) => a.columns.length - b.columns.length)
}

/**
 * Cells with few units, for every set of as many columns as there are thresholds: the first is for single columns, the second
 * for pairs, and so on.
 *
 * @param units - per tuple the units that have it (a unit with several rows counts once a cell); null: rows are the units
 * @source Hundepool et al., µ-Argus manual
 */
export function riskyCells(
  tuples: Tuples,
  thresholds: readonly number[],
  units: { of: Int32Array; tuple: Int32Array } | null,
): RiskyCells[] {
  const result: RiskyCells[] = []
  eachSet(tuples, Math.min(thresholds.length, tuples.columns.length), (set, { of, count }) => {
    const sizes = new Float64Array(count)
    if (units === null) for (let tuple = 0; tuple < of.length; tuple++) sizes[of[tuple]!]! += tuples.rows[tuple]!
    else {
      // Rows by unit; a unit's second row in the same cell adds nothing.
      const seen = new Set<number>()
      for (let row = 0; row < units.of.length; row++) {
        const cell = of[units.tuple[row]!]!
        const pair = units.of[row]! * count + cell
        if (seen.has(pair)) continue
        seen.add(pair)
        sizes[cell]! += 1
      }
    }
    const threshold = thresholds[set.length - 1]!
    result.push({
      columns: set.map((column) => tuples.columns[column]!.name),
      threshold,
      unsafe: sizes.reduce((sum, size) => sum + (size <= threshold ? 1 : 0), 0),
    })
  })
  return result.sort((a, b) => a.columns.length - b.columns.length)
}

/** Every set of up to `size` columns, with the tuples in groups of equal values. */
function eachSet({ columns, codes, owners }: Tuples, size: number, use: (set: readonly number[], groups: Groups) => void): void {
  const visit = (from: number, set: readonly number[], groups: Groups) => {
    for (let column = from; column < columns.length; column++) {
      const wider = [...set, column]
      const refined = refine(groups, codes[column]!, columns[column]!.values)
      use(wider, refined)
      if (wider.length < size) visit(column + 1, wider, refined)
    }
  }
  if (size > 0) visit(0, [], together(owners.length))
}

function subsetsUpTo(width: number, size: number): number[][] {
  const sets: number[][] = []
  const visit = (from: number, set: number[]) => {
    for (let column = from; column < width; column++) {
      sets.push([...set, column])
      if (set.length + 1 < size) visit(column + 1, [...set, column])
    }
  }
  visit(0, [])
  return sets
}
