interface Tail {
  side: 'top' | 'bottom'
  limit: number
  /** by leaf; NaN is none */
  numbers: Float64Array
  /** by leaf */
  rows: Float64Array
  /** persons by their extreme number, ascending */
  extremes: readonly { value: number; persons: number }[]
}

/** Largest shares of the tail's sum that one and two persons may have: else the mean would tell their number. @source privacy-rules F3 */
const MOST_OF_ONE = 0.5
const MOST_OF_TWO = 0.8

/** The mean of the numbers at or beyond the limit, to two digits; null where one or two persons make up too much of it. */
export function tailMean({ side, limit, numbers, rows, extremes }: Tail): number | null {
  const lies = (value: number) => (side === 'top' ? value >= limit : value <= limit)
  const cells: { value: number; rows: number }[] = []
  numbers.forEach((value, leaf) => {
    if (rows[leaf]! > 0 && lies(value)) cells.push({ value, rows: rows[leaf]! })
  })
  // Summed in one order, whatever the leaves': the same digits everywhere.
  cells.sort((a, b) => a.value - b.value)
  const count = cells.reduce((sum, cell) => sum + cell.rows, 0)
  const total = cells.reduce((sum, cell) => sum + Math.abs(cell.value) * cell.rows, 0)
  const persons = extremes.reduce((sum, one) => sum + (lies(one.value) ? one.persons : 0), 0)
  if (count === 0 || total === 0) return null
  const one = largest(cells, 1 + count - persons) / total
  const two = largest(cells, 2 + count - persons) / total
  if (one > MOST_OF_ONE || two > MOST_OF_TWO) return null
  const mean = rounded(cells.reduce((sum, cell) => sum + cell.value * cell.rows, 0) / count)
  return side === 'top' ? Math.max(mean, limit) : Math.min(mean, limit)
}

/** At most what the persons with the largest numbers hold: rows beyond one a person may all be theirs. */
function largest(cells: readonly { value: number; rows: number }[], rows: number): number {
  let left = rows
  let sum = 0
  for (const cell of [...cells].sort((a, b) => Math.abs(b.value) - Math.abs(a.value))) {
    const taken = Math.min(left, cell.rows)
    sum += taken * Math.abs(cell.value)
    left -= taken
    if (left === 0) break
  }
  return sum
}

/** To two digits, halves away from zero. */
function rounded(value: number): number {
  if (value === 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value)) + 1e-12) - 1)
  return Number((Math.sign(value) * Math.floor(Math.abs(value) / unit + 0.5 + 1e-9) * unit).toPrecision(12))
}
