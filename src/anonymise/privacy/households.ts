import type { Holdings } from '../search/units.ts'
import { distinctPerClass, smallestCount, strikeBelow } from './distinct.ts'
import type { BoundModel } from './model.ts'

/** Each class holds persons of at least `perClass` households. @source privacy-rules A4 */
export function householdsPerClass(perClass: number, holdings: Holdings): BoundModel {
  return {
    closed: true,
    merges: true,
    strike: (alive) => strikeBelow(holdings, distinctPerClass(holdings, alive, perClass), perClass, alive),
    achieved: (alive) => smallestCount(distinctPerClass(holdings, alive, perClass)),
  }
}
