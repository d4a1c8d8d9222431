import { chanceTable, classCounter, finestSizes, isUpwardClosed, smallestKept, standsAlone, sureToGo } from './class-sizes.ts'
import { type Measure, type MeasureInput, plain, sumOver } from './measure.ts'

/**
 * Average class size: n over the number of classes, all suppressed rows being one class.
 *
 * Lower bounds, by the most classes there can be. Coarser combinations: classes only merge, so there are no more than here; where
 * whoever is kept stays kept, a class that is kept only there is made of at least two that fail here. Finer ones: a class falls into no
 * more than it fills with the smallest.
 *
 * @source LeFevre, DeWitt, Ramakrishnan 2006
 */
export function averageClassSizeMeasure(input: MeasureInput): Measure {
  const count = classCounter(input)
  const n = input.requirement.rows
  const least = smallestKept(input)
  const closed = isUpwardClosed(input.requirement)
  // A person's row may fail only for the person's other rows: then one class alone may come to be kept.
  const merged = standsAlone(input) ? 2 : 1
  return {
    table: chanceTable(input),
    fold: sumOver,
    proves: false,
    bySizes: true,
    assess(measured) {
      const { kept, all, suppressed } = count(measured)
      let here = 0
      let failing = 0
      let parts = 0
      for (let c = 0; c < kept.length; c++) {
        if (kept[c]! > 0) here++
        else failing++
        parts += Math.floor((closed ? kept[c]! : all[c]!) / least)
      }
      const sure = sureToGo(measured, closed)
      const more = closed ? Math.min(Math.floor(failing / merged), Math.floor(suppressed / least)) : all.length - here
      return {
        cost: n / (here + (suppressed > 0 ? 1 : 0)),
        finer: n / (Math.min(parts, Math.floor((n - sure) / least)) + 1),
        coarser: n / Math.min(all.length, here + more + 1),
      }
    },
    least: () => n / Math.max(1, Math.min(finestSizes(input).length, Math.floor(n / least) + 1)),
    value: plain(),
  }
}
