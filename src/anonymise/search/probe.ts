import { keepWhatHolds } from '../privacy/model.ts'
import { modelsAt } from './bind.ts'
import { Growing, groupByLevels } from './grouping.ts'
import { columnLoss } from './loss.ts'
import { PersonsKernel } from './persons-kernel.ts'
import type { Histogram, Requirement, SearchColumn } from './types.ts'

/** What the search keeps of a combination it has measured. */
export interface Probe {
  levels: readonly number[]
  met: boolean
  /** Rows suppressed; where it is not met maybe only so many that the limit is passed. */
  rows: number
  /** Π(L + 1) with that suppression; Infinity if it is not met. */
  rank: number
  /** Lower bound of the rank of a finer combination: it suppresses the same persons at least. */
  boundOf(levels: readonly number[]): number
}

/** Suppressed rows by tuple: `weights[i]` (or the tuple's own weight, if null) rows of tuple `tuples[i]`. */
interface Suppressed {
  rows: number
  persons: number
  tuples: Int32Array
  rowsOf: (i: number) => number
}

/**
 * Measures combinations of levels, as little as the search needs to know of them.
 *
 * @param totals - per column and level the sum of leaves covered over all rows entering the search
 */
export function prober(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  totals: readonly Float64Array[],
): (levels: readonly number[]) => Probe {
  const suppressed = oneRowEach(columns, histogram, requirement) ?? anyRequirement(columns, histogram, requirement)
  return (levels) => {
    const gone = suppressed(levels)
    const { rows, persons } = gone
    const met = persons < requirement.persons && rows <= requirement.maxSuppressedRows && persons <= requirement.maxSuppressedPersons
    const covered = met && rows > 0 ? coveredByTheGone(columns, histogram, gone) : null
    const boundOf = (at: readonly number[]) => {
      let rank = 1
      for (let c = 0; c < columns.length; c++) {
        const { inLoss, leaves } = columns[c]!
        if (!inLoss) continue
        const kept = totals[c]![at[c]!]! - (covered ? covered[c]![at[c]!]! : 0)
        rank *= 1 + columnLoss(kept, covered ? rows : 0, requirement.rows, leaves)
      }
      return rank
    }
    return { levels: [...levels], met, rows, rank: met ? boundOf(levels) : Number.POSITIVE_INFINITY, boundOf }
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
 * The common way, or null if it does not apply: everybody has one row. Persons per class are counted first; other models can only
 * suppress more, so they are asked only where k leaves the limit unbroken.
 */
function oneRowEach(columns: readonly SearchColumn[], histogram: Histogram, requirement: Requirement): Suppress | null {
  const { profileTuples, profilePersons } = histogram
  const { k, models, householdsPerClass, maxSuppressedRows } = requirement
  if (profileTuples.length !== profilePersons.length || k === null || k > PersonsKernel.largestK) return null
  const personsOf = new Int32Array(histogram.tuples)
  for (let p = 0; p < profilePersons.length; p++) personsOf[profileTuples[p]!]! += profilePersons[p]!
  const kernel = new PersonsKernel(columns, histogram, personsOf, k)
  const onlyK = models.length === 0 && (householdsPerClass ?? 1) <= 1
  const whole = anyRequirement(columns, histogram, requirement)
  return (levels) => {
    const { rows, tuples } = kernel.gone(levels, maxSuppressedRows)
    if (!onlyK && rows <= maxSuppressedRows) return whole(levels)
    return { rows, persons: rows, tuples, rowsOf: (i) => personsOf[tuples[i]!]! }
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
