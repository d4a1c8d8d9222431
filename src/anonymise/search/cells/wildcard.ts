import { groupByPair } from '../grouping.ts'
import { Differences } from './differences.ts'

/** Rows as codes, and which cells are emptied so that each row matches enough others. */
export interface Blanked {
  /** per row a bit for every column that is emptied */
  blank: Int32Array
  cells: number
  /** rows that the row with the fewest matches matches, itself counted */
  kWildcard: number
}

/** Times that each emptied row is looked at again. */
const ROUNDS = 2

/** More columns than this have too many sets of cells to look at. */
export const MOST_COLUMNS = 16

/**
 * Fewest emptied cells as the field's tools count them: an empty cell matches every value. Only rows that match too few others
 * lose cells, each the cheapest set that is enough; then sets that others have made needless are given back.
 *
 * A figure for comparison: by this count two records emptied wholly would make any file 3-anonymous, so it never decides a release
 * (privacy-rules A6).
 *
 * @param columns - per column the code of each row; -1 is empty from the start
 * @param weights - what an emptied cell of a column costs; 1
 * @throws {RangeError} for more than 16 columns
 */
export function blankForWildcard(columns: readonly Int32Array[], k: number, weights?: readonly number[]): Blanked {
  const q = columns.length
  if (q > MOST_COLUMNS) throw new RangeError('columns: too many')
  const rows = columns[0]?.length ?? 0
  const given = new Int32Array(rows)
  columns.forEach((column, c) => {
    for (let row = 0; row < rows; row++) if (column[row] === -1) given[row]! |= 1 << c
  })
  const blank = given.slice()
  const sets = setsByCost(q, weights ?? columns.map(() => 1))
  const matches = new Int32Array(rows)
  const bits = new Int32Array(rows)
  const among = new Int32Array(1 << q)
  const differences = new Differences(columns)
  /** In which columns each row differs from this one, blanks aside; and how many do in at most a set of columns. */
  const compare = (row: number): void => {
    differences.of(row, bits)
    const open = ~blank[row]!
    among.fill(0)
    for (let other = 0; other < rows; other++) {
      const own = bits[other]! & open & ~blank[other]!
      bits[other] = own
      among[own]!++
    }
    for (let c = 0; c < q; c++) {
      const bit = 1 << c
      for (let set = 0; set < among.length; set++) if (set & bit) among[set]! += among[set ^ bit]!
    }
  }
  if (given.some((set) => set !== 0))
    for (let row = 0; row < rows; row++) {
      compare(row)
      matches[row] = among[0]!
    }
  else {
    let alike = new Int32Array(rows)
    for (const column of columns) alike = groupByPair(alike, column, rows).of as typeof alike
    const sizes = new Int32Array(rows)
    for (const one of alike) sizes[one]!++
    for (let row = 0; row < rows; row++) matches[row] = sizes[alike[row]!]!
  }
  const take = (row: number, set: number): void => {
    blank[row]! |= set
    for (let other = 0; other < rows; other++)
      if (bits[other] !== 0 && (bits[other]! & ~set) === 0) {
        matches[row]!++
        matches[other]!++
      }
  }
  // Rows with the fewest matches first: what they need serves the others.
  const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => matches[a]! - matches[b]! || compareCodes(columns, a, b))
  for (const row of order) {
    if (matches[row]! >= k) continue
    compare(row)
    take(row, cheapest(sets, among, k, 0))
  }
  // Each row once more, as if it alone had not been emptied yet: it needs what it and those who count on it need.
  for (let again = true, round = 0; again && round < ROUNDS; round++) {
    again = false
    for (const row of order) {
      const before = blank[row]! & ~given[row]!
      if (before === 0) continue
      blank[row] = given[row]!
      compare(row)
      let needed = 0
      for (let other = 0; other < rows; other++)
        if (bits[other] !== 0 && (bits[other]! & ~before) === 0) {
          matches[row]!--
          if (--matches[other]! < k) needed |= bits[other]!
        }
      const set = cheapest(sets, among, k, needed)
      take(row, set)
      if (sets.cost[set]! < sets.cost[before]!) again = true
    }
  }
  let cells = 0
  let least = Number.POSITIVE_INFINITY
  for (let row = 0; row < rows; row++) {
    for (let set = blank[row]! & ~given[row]!; set !== 0; set &= set - 1) cells++
    least = Math.min(least, matches[row]!)
  }
  return { blank, cells, kWildcard: rows === 0 ? 0 : least }
}

interface Sets {
  /** all sets of columns, cheapest first */
  order: Int32Array
  cost: Float64Array
}

function setsByCost(q: number, weights: readonly number[]): Sets {
  const cost = new Float64Array(1 << q)
  for (let set = 1; set < 1 << q; set++) {
    const low = 31 - Math.clz32(set & -set)
    cost[set] = cost[set & (set - 1)]! + weights[low]!
  }
  return { order: Int32Array.from(cost, (_, set) => set).sort((a, b) => cost[a]! - cost[b]! || a - b), cost }
}

/** The cheapest set that holds `needed` and matches enough rows; of equal cost the one that matches most. */
function cheapest({ order, cost }: Sets, among: Int32Array, k: number, needed: number): number {
  let best = -1
  for (let i = 0; i < order.length; i++) {
    const set = order[i]!
    if (best >= 0 && cost[set]! > cost[best]!) break
    if ((set & needed) !== needed || among[set]! < k) continue
    if (best < 0 || among[set]! > among[best]!) best = set
  }
  // With fewer rows than k nothing is enough: everything goes.
  return best < 0 ? order[order.length - 1]! : best
}

function compareCodes(columns: readonly Int32Array[], a: number, b: number): number {
  for (const column of columns) if (column[a] !== column[b]) return column[a]! - column[b]!
  return 0
}
