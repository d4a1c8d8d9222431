interface Tail {
  side: 'top' | 'bottom'
  limit: number
  /** by leaf; NaN is none */
  numbers: Float64Array
  /** per row: its leaf, the number of its person */
  keys: readonly Int32Array[]
  person: Int32Array
}

/** Largest shares of the tail's sum that one and two persons may have: else the mean would tell their number. @source privacy-rules F3 */
const MOST_OF_ONE = 0.5
const MOST_OF_TWO = 0.8

/** The mean of the numbers at or beyond the limit, to two digits; null where one or two persons make up too much of their sum. */
export function tailMean({ side, limit, numbers, keys, person }: Tail): number | null {
  const leaves = keys[0]!
  const held = new Map<number, number[]>()
  leaves.forEach((leaf, row) => {
    const value = numbers[leaf]!
    if (side === 'top' ? value >= limit : value <= limit) {
      const own = held.get(person[row]!)
      if (own) own.push(value)
      else held.set(person[row]!, [value])
    }
  })
  const persons = [...held.values()].map((values) => sum(values.map(Math.abs))).sort((a, b) => b - a)
  const total = sum(persons)
  if (total === 0) return null
  const [first, second = 0] = persons
  if (first! > MOST_OF_ONE * total || first! + second > MOST_OF_TWO * total) return null
  const values = [...held.values()].flat()
  const mean = rounded(sum(values) / values.length)
  return side === 'top' ? Math.max(mean, limit) : Math.min(mean, limit)
}

/** Summed in one order, whatever the rows': the same digits everywhere. */
const sum = (values: readonly number[]) => values.toSorted((a, b) => a - b).reduce((total, value) => total + value, 0)

/** To two digits, halves away from zero. */
function rounded(value: number): number {
  if (value === 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value)) + 1e-12) - 1)
  return Number((Math.sign(value) * Math.floor(Math.abs(value) / unit + 0.5 + 1e-9) * unit).toPrecision(12))
}
