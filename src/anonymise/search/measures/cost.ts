/** What a combination costs: one figure, or several of which the first that differs decides. */
export type Cost = number | readonly number[]

/** Costs closer than this (relative) are equal; the smaller level vector wins. @source privacy-rules G4 */
export const TIE = 1e-12

/** Whether a is worse than b by more than a tie. */
export function exceeds(a: Cost, b: Cost): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a > b * (1 + TIE)
  const [one, other] = [listed(a), listed(b)]
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const [x, y] = [at(one, i), at(other, i)]
    if (x > y * (1 + TIE)) return true
    if (y > x * (1 + TIE)) return false
  }
  return false
}

/** Ascending, without tolerance. */
export function compareCosts(a: Cost, b: Cost): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  const [one, other] = [listed(a), listed(b)]
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const [x, y] = [at(one, i), at(other, i)]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}

export const leastOf = (a: Cost, b: Cost): Cost => (compareCosts(a, b) <= 0 ? a : b)
export const mostOf = (a: Cost, b: Cost): Cost => (compareCosts(a, b) >= 0 ? a : b)

const listed = (cost: Cost): readonly number[] => (typeof cost === 'number' ? [cost] : cost)
/** A single Infinity stands for a list of them. */
const at = (list: readonly number[], i: number) => list[i] ?? (list[0] === Number.POSITIVE_INFINITY ? list[0] : 0)
