import { both, type ClassJudge, type ClassValues, judged } from './class-values.ts'
import { fewestGone } from './fewest-gone.ts'
import type { BoundModel } from './model.ts'

const NEAR = 1e-12

/**
 * recursive-(c, l)-diversity over persons: with r₁ ≥ r₂ ≥ … the persons per value of a class, r₁ < c · (r_l + r_{l+1} + …); a blank
 * is no value. The figure is r₁ / (r_l + …), which must stay below c. A class of fewer than l values never holds, which alone
 * is upward closed.
 *
 * @param distinct - distinct-l-diversity for l over the same classes
 * @source Machanavajjhala et al. 2007
 */
export function recursiveCLDiversity(
  c: number,
  l: number,
  distinct: BoundModel,
  classes: ClassValues,
  persons: ArrayLike<number>,
): BoundModel {
  const rest = { closed: false, necessary: distinct, merges: true }
  return both(judged(recursiveJudge(c, l, classes.values), classes, persons, rest), distinct, rest)
}

function recursiveJudge(c: number, l: number, values: number): ClassJudge {
  const sorted = new Float64Array(values + 1)
  return {
    worst: 'highest',
    blanks: false,
    figure({ counts, held, distinct }) {
      if (distinct < l) return Number.POSITIVE_INFINITY
      for (let i = 0; i < distinct; i++) sorted[i] = counts[held[i]!]!
      const ascending = sorted.subarray(0, distinct).sort()
      let tail = 0
      for (let i = 0; i <= distinct - l; i++) tail += ascending[i]!
      return ascending[distinct - 1]! / tail
    },
    // If the most common value of the rest has so many holders, no value has more: the rest is at most what lies below that height.
    fewest({ counts, held, distinct, persons }) {
      if (distinct < l) return persons
      for (let i = 0; i < distinct; i++) sorted[i] = counts[held[i]!]!
      const ascending = sorted.subarray(0, distinct).sort()
      const most = ascending[distinct - 1]!
      const height =
        most -
        fewestGone(most, (top) => {
          let tail = 0
          for (let i = 0; i <= distinct - l; i++) tail += Math.min(ascending[i]!, top)
          return top < c * tail
        })
      let gone = 0
      for (const count of ascending) gone += Math.max(0, count - height)
      return height === 0 ? persons : gone
    },
    holds: (figure) => figure < c * (1 - NEAR),
  }
}
