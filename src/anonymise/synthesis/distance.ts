import type { Classes } from './classes.ts'

/** How near synthetic rows come to those they were made after, beside rows that were kept from the making. */
export interface Nearness {
  /** synthetic rows compared */
  compared: number
  /** mean distance to the nearest of as many rows, 0 (equal) to 1 (different in everything) */
  toTraining: number
  toHeldOut: number
  /** share that lies nearer to a row of the training, ties half each: about one half if nothing was learnt by heart */
  nearerTraining: number
}

const MOST_COMPARED = 1000
const MOST_REFERENCES = 2000

/**
 * Compares nearest-record distances (mean over columns of Gower 1971: 0 or 1, on a line the share of its length).
 * @param synthetic - rows of classes; @param training, @param heldOut - rows of classes in keyed order: the first ones stand for all
 */
export function nearness(
  classes: readonly Classes[],
  synthetic: readonly Int32Array[],
  training: readonly Int32Array[],
  heldOut: readonly Int32Array[],
): Nearness | null {
  const size = Math.min(training.length, heldOut.length, MOST_REFERENCES)
  if (size < 10 || synthetic.length === 0) return null
  const compared = synthetic.slice(0, MOST_COMPARED)
  const scales = Float64Array.from(classes, ({ ordered, count }) => (ordered ? 1 / Math.max(1, count - 1) : 0))
  const nearest = (row: Int32Array, among: readonly Int32Array[]): number => {
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < size; i++) {
      const other = among[i]!
      let sum = 0
      for (let column = 0; column < scales.length && sum < least; column++) {
        const difference = row[column]! - other[column]!
        if (difference !== 0) sum += scales[column] === 0 ? 1 : Math.abs(difference) * scales[column]!
      }
      if (sum < least) least = sum
    }
    return least / scales.length
  }
  let toTraining = 0
  let toHeldOut = 0
  let nearer = 0
  for (const row of compared) {
    const [near, far] = [nearest(row, training), nearest(row, heldOut)]
    toTraining += near
    toHeldOut += far
    nearer += near < far ? 1 : near === far ? 0.5 : 0
  }
  return {
    compared: compared.length,
    toTraining: toTraining / compared.length,
    toHeldOut: toHeldOut / compared.length,
    nearerTraining: nearer / compared.length,
  }
}
