import type { Homes } from './mdav.ts'

/**
 * The best groups of at least `size` persons along one column: neighbours in order, the least sum of squares within groups, found as a
 * shortest path. A group that could be cut into two groups of enough persons is never better, so only shorter ones are looked at.
 * @param values - ascending
 * @param person - whose each value is
 * @param homes - groups have persons of at least so many of them
 * @returns group of each value, 0 …, ascending
 * @source S. L. Hansen, S. Mukherjee: A polynomial algorithm for optimal univariate microaggregation (2003)
 */
export function univariate(values: Float64Array, person: Int32Array, size: number, homes?: Homes): Int32Array {
  const n = values.length
  const byPerson = latestStarts(person, size)
  const byHome = homes && latestStarts(homes.of, homes.atLeast)
  const latest = byHome ? byPerson.map((from, to) => Math.min(from, byHome[to]!)) : byPerson
  // Distances from the middle keep the sums of squares exact enough.
  const middle = values[n >> 1] ?? 0
  const sum = new Float64Array(n + 1)
  const squares = new Float64Array(n + 1)
  for (let i = 0; i < n; i++) {
    const value = values[i]! - middle
    sum[i + 1] = sum[i]! + value
    squares[i + 1] = squares[i]! + value * value
  }
  const within = (from: number, to: number) => {
    const total = sum[to]! - sum[from]!
    return squares[to]! - squares[from]! - (total * total) / (to - from)
  }
  const least = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
  const start = new Int32Array(n + 1).fill(-1)
  least[0] = 0
  for (let to = 1; to <= n; to++) {
    const from = latest[to]!
    if (from < 0) continue
    const earliest = Math.max(0, latest[from]!)
    for (let i = from; i >= earliest; i--) {
      if (least[i] === Number.POSITIVE_INFINITY) continue
      const cost = least[i]! + within(i, to)
      if (cost < least[to]!) {
        least[to] = cost
        start[to] = i
      }
    }
  }
  const groups = new Int32Array(n)
  const ends: number[] = []
  for (let to = n; to > 0 && start[to] !== -1; to = start[to]!) ends.push(to)
  ends.reverse().forEach((to, group) => {
    groups.fill(group, start[to]!, to)
  })
  return groups
}

/** Per end: the latest start from which enough persons lie before it; −1 where there is none. */
function latestStarts(person: Int32Array, size: number): Int32Array {
  const latest = new Int32Array(person.length + 1).fill(-1)
  const rows = new Map<number, number>()
  let from = 0
  for (let to = 1; to <= person.length; to++) {
    const added = person[to - 1]!
    rows.set(added, (rows.get(added) ?? 0) + 1)
    for (;;) {
      const first = person[from]!
      const own = rows.get(first)!
      if (rows.size - (own === 1 ? 1 : 0) < size || from >= to - 1) break
      if (own === 1) rows.delete(first)
      else rows.set(first, own - 1)
      from++
    }
    if (rows.size >= size) latest[to] = from
  }
  return latest
}
