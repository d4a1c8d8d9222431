import { keepWhatHolds } from '../privacy/model.ts'
import { modelsAt } from './bind.ts'
import { Growing, groupByLevels } from './grouping.ts'
import { type Gone, type Measure, rowsOfTuples } from './loss.ts'
import { PersonsKernel } from './persons-kernel.ts'
import type { Histogram, Requirement, SearchColumn } from './types.ts'

/** What the search keeps of a combination it has measured. */
export interface Probe {
  levels: readonly number[]
  met: boolean
  /** Rows suppressed; where it is not met maybe only so many that the limit is passed. */
  rows: number
  /** By the measure, with that suppression; Infinity if it is not met. */
  rank: number
  /** Lower bound of the rank of a finer combination: it suppresses the same persons at least. */
  boundOf(levels: readonly number[]): number
}

/** Suppressed rows by tuple: `rowsOf(i)` rows of tuple `tuples[i]`. */
interface Suppressed {
  rows: number
  persons: number
  tuples: Int32Array
  rowsOf: (i: number) => number
}

/** Measures combinations of levels, as little as the search needs to know of them. */
export function prober(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  measure: Measure,
): (levels: readonly number[]) => Probe {
  const suppressed = rowsFirst(columns, histogram, requirement) ?? anyRequirement(columns, histogram, requirement)
  return (levels) => {
    const found = suppressed(levels)
    const { rows, persons } = found
    const met = persons < requirement.persons && rows <= requirement.maxSuppressedRows && persons <= requirement.maxSuppressedPersons
    const gone: Gone | null = met && rows > 0 ? { rows, covered: coveredByTheGone(columns, histogram, found) } : null
    return {
      levels: [...levels],
      met,
      rows,
      rank: met ? measure.rank(levels, gone) : Number.POSITIVE_INFINITY,
      boundOf: (finer) => measure.rank(finer, gone),
    }
  }
}

type Suppress = (levels: readonly number[]) => Suppressed

/** The general way: bind every model to the classes, strike until all hold. */
function anyRequirement(columns: readonly SearchColumn[], histogram: Histogram, requirement: Requirement): Suppress {
  const { profileStart, profileTuples, profilePersons } = histogram
  const profiles = profilePersons.length
  return (levels) => {
    const classes = groupByLevels(columns, histogram.columns, histogram.tuples, levels)
    const alive = new Uint8Array(profiles).fill(1)
    keepWhatHolds(modelsAt(histogram, requirement, classes).all, alive)
    const tuples = new Growing()
    const weights = new Growing()
    let rows = 0
    let persons = 0
    for (let p = 0; p < profiles; p++) {
      if (alive[p] === 1) continue
      persons += profilePersons[p]!
      for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) {
        rows += profilePersons[p]!
        tuples.push(profileTuples[i]!)
        weights.push(profilePersons[p]!)
      }
    }
    const weight = weights.done()
    return { rows, persons, tuples: tuples.done(), rowsOf: (i) => weight[i]! }
  }
}

/**
 * The common way, or null if k cannot be counted in bytes: rows per class are counted first. Where everybody has one row and only
 * k matters that is all. Otherwise a class holds no more persons than rows, and everything else can only suppress more, so the
 * whole requirement is asked only where this leaves the limit unbroken.
 */
function rowsFirst(columns: readonly SearchColumn[], histogram: Histogram, requirement: Requirement): Suppress | null {
  const { profileTuples, profilePersons } = histogram
  const { k, models, householdsPerClass, maxSuppressedRows } = requirement
  if (k === null || k > PersonsKernel.largestK) return null
  const rowsOf = Int32Array.from(rowsOfTuples(histogram))
  const kernel = new PersonsKernel(columns, histogram, rowsOf, k)
  const isAll = profileTuples.length === profilePersons.length && models.length === 0 && (householdsPerClass ?? 1) <= 1
  const whole = anyRequirement(columns, histogram, requirement)
  return (levels) => {
    const { rows, tuples } = kernel.gone(levels, maxSuppressedRows)
    if (!isAll && rows <= maxSuppressedRows) return whole(levels)
    // More rows than the limit: that the persons are fewer does not matter any more.
    return { rows, persons: isAll ? rows : 0, tuples, rowsOf: (i) => rowsOf[tuples[i]!]! }
  }
}

/** Per column and level the sum of leaves covered over the suppressed rows. */
function coveredByTheGone(columns: readonly SearchColumn[], histogram: Histogram, gone: Suppressed): Float64Array[] {
  const { tuples, rowsOf } = gone
  return columns.map((column, c) => {
    const sums = new Float64Array(column.levels.length)
    if (!column.inLoss) return sums
    const leafOf = histogram.columns[c]!
    const rowsOfLeaf = new Float64Array(column.levels[0]!.code.length)
    for (let i = 0; i < tuples.length; i++) rowsOfLeaf[leafOf[tuples[i]!]!]! += rowsOf(i)
    for (let l = column.min; l <= column.max; l++) {
      const { code, covered } = column.levels[l]!
      let sum = 0
      for (let leaf = 0; leaf < rowsOfLeaf.length; leaf++) sum += rowsOfLeaf[leaf]! * covered[code[leaf]!]!
      sums[l] = sum
    }
    return sums
  })
}
