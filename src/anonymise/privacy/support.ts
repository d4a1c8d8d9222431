import { type ClassValues, judged } from './class-values.ts'
import type { BoundModel } from './model.ts'

/**
 * What distances between distributions make necessary: the values that occur in a class weigh at least 1 together. Persons who join
 * only bring values, so this is upward closed whatever the distance is.
 *
 * @param weight - per value; a blank's is the last
 */
export function heldValuesWeigh(weight: Float64Array, classes: ClassValues, persons: ArrayLike<number>): BoundModel {
  return judged(
    {
      worst: 'lowest',
      blanks: true,
      figure({ held, distinct }) {
        let sum = 0
        for (let i = 0; i < distinct; i++) sum += weight[held[i]!]!
        return sum
      },
      holds: (sum) => sum >= 1 - 1e-9,
    },
    classes,
    persons,
    { closed: true, merges: true },
  )
}
