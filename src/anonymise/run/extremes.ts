/** Persons by their largest (or smallest) number, ascending. */
export type Extremes = readonly { value: number; persons: number }[]

/** The number at or beyond which the first n persons from the far end lie. */
export function farEnd(extremes: Extremes, side: 'top' | 'bottom', n: number): number {
  const order = side === 'top' ? extremes.toReversed() : extremes
  let seen = 0
  for (const { value, persons } of order) {
    seen += persons
    if (seen >= n) return value
  }
  return order.at(-1)!.value
}
