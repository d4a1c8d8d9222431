import { chanceTable, classCounter, finestSizes, isUpwardClosed, smallestKept, sureToGo } from './class-sizes.ts'
import { type Measure, type MeasureInput, plain, sumOver } from './measure.ts'

/**
 * Discernibility: each row costs the rows that it cannot be told from: those of its class, or all n if it is suppressed.
 * `monotone` counts every class by its size, suppressed or not (DM*).
 *
 * Lower bounds. Coarser combinations: classes only merge, so no one costs less than Σ size² over all classes; and where whoever
 * is kept stays kept, kept classes cost what they cost and each other row at least the smallest class. Finer ones: the rows suppressed
 * here cost n each, and a class falls into no more than it fills with the smallest, all equal at best.
 *
 * @source Bayardo & Agrawal 2005; LeFevre et al. 2006
 */
export function discernibilityMeasure(input: MeasureInput, monotone: boolean): Measure {
  const count = classCounter(input)
  const n = input.requirement.rows
  const least = smallestKept(input)
  const closed = isUpwardClosed(input.requirement)
  /** What the rows of a class cost at least, however it falls apart; that some of them are suppressed instead is dearer. */
  const leastOfParts = (rows: number) => {
    const parts = Math.floor(rows / least)
    return parts === 0 || 2 * rows > n * parts ? rows * least : (rows * rows) / parts
  }
  return {
    table: chanceTable(input),
    fold: sumOver,
    proves: false,
    bySizes: true,
    assess(measured) {
      const { kept, all, suppressed } = count(measured)
      let inKept = 0
      let inAll = 0
      let inParts = 0
      for (let i = 0; i < all.length; i++) {
        inKept += kept[i]! * kept[i]!
        inAll += all[i]! * all[i]!
        if (closed && !monotone) inParts += leastOfParts(kept[i]!)
      }
      const sure = monotone ? 0 : sureToGo(measured, closed)
      const finest = sure * n + (n - sure) * (monotone ? 1 : least)
      return {
        cost: monotone ? inAll : inKept + suppressed * n,
        finer: closed && !monotone ? Math.max(finest, inParts + suppressed * n) : finest,
        coarser: monotone || !closed ? inAll : Math.max(inAll, inKept + suppressed * least),
      }
    },
    least: () =>
      Math.max(
        monotone ? 0 : n * Math.min(n, least),
        finestSizes(input).reduce((sum, size) => sum + size * size, 0),
      ),
    value: plain(),
  }
}
