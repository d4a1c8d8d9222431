import { type ClassValues, judged } from './class-values.ts'
import type { BoundModel } from './model.ts'
import type { Spread } from './spread.ts'
import { heldValuesWeigh } from './support.ts'

const NEAR = 1e-12

/**
 * δ-disclosure privacy: for every value that occurs in a class, |log₂(its share in the class / its share over all persons entering the
 * search)| < δ. Values that do not occur in the class are not looked at, as the field's tools have it. A share is of persons.
 *
 * @source Brickell, Shmatikov 2008; privacy-rules C2
 */
export function deltaDisclosure(delta: number, spread: Spread, classes: ClassValues, persons: ArrayLike<number>): BoundModel {
  const shares = spread.holding.map((n) => n / spread.persons)
  const most = 2 ** delta
  return judged(
    {
      worst: 'highest',
      blanks: true,
      figure({ counts, held, distinct, persons: inClass }) {
        let worst = 0
        for (let i = 0; i < distinct; i++) worst = Math.max(worst, Math.abs(Math.log2(counts[held[i]!]! / inClass / shares[held[i]!]!)))
        return worst
      },
      holds: (figure) => figure < delta * (1 - NEAR),
    },
    classes,
    persons,
    {
      closed: false,
      merges: false,
      necessary: heldValuesWeigh(
        shares.map((share) => share * most),
        classes,
        persons,
      ),
    },
  )
}
