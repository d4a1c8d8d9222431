import { type ClassValues, judged } from './class-values.ts'
import { fewestGone } from './fewest-gone.ts'
import type { BoundModel } from './model.ts'
import type { Spread } from './spread.ts'
import { heldValuesWeigh } from './support.ts'

const NEAR = 1e-12

/**
 * β-likeness: no value is more common in a class than over all persons entering the search by more than β, relatively:
 * (p − q) / q ≤ β. Enhanced: ≤ min(β, −ln q), which holds common values closer. The figure is the smallest β that would hold.
 *
 * @source Cao, Karras 2012; privacy-rules C2
 */
export function betaLikeness(
  beta: number,
  kind: 'basic' | 'enhanced',
  spread: Spread,
  classes: ClassValues,
  persons: ArrayLike<number>,
): BoundModel {
  const shares = spread.holding.map((n) => n / spread.persons)
  const cap = shares.map((share) => (kind === 'enhanced' ? -Math.log(share) : Number.POSITIVE_INFINITY))
  const allowed = shares.map((share, v) => (share === 0 ? 0 : share * (1 + Math.min(beta, cap[v]!))))
  return judged(
    {
      worst: 'highest',
      blanks: true,
      figure({ counts, held, distinct, persons: inClass }) {
        let worst = 0
        for (let i = 0; i < distinct; i++) {
          const v = held[i]!
          const gain = counts[v]! / inClass / shares[v]! - 1
          if (gain > cap[v]! + NEAR) return Number.POSITIVE_INFINITY
          if (gain > worst) worst = gain
        }
        return worst
      },
      // Whoever stays, a value has no more holders than now, and no larger share than it may have.
      fewest: ({ counts, held, distinct, persons: inClass }) =>
        fewestGone(inClass, (rest) => {
          let most = 0
          for (let i = 0; i < distinct; i++) most += Math.min(counts[held[i]!]!, allowed[held[i]!]! * rest)
          return most >= rest * (1 - 1e-9)
        }),
      holds: (figure) => figure <= beta + NEAR,
    },
    classes,
    persons,
    {
      closed: false,
      merges: true,
      necessary: heldValuesWeigh(allowed, classes, persons),
    },
  )
}
