import { keepWhatHolds } from '../privacy/model.ts'
import { modelsAt } from './bind.ts'
import { groupByLevels } from './grouping.ts'
import { columnLoss } from './loss.ts'
import type { Histogram, Requirement, SearchColumn } from './types.ts'

/** What the search keeps of a combination it has measured. */
export interface Probe {
  levels: readonly number[]
  met: boolean
  /** Rows and persons suppressed. */
  rows: number
  persons: number
  /** Π(L + 1) with that suppression. */
  rank: number
  /** Lower bound of the rank of a finer combination: it suppresses the same persons at least. */
  boundOf(levels: readonly number[]): number
}

export interface Prober {
  at(levels: readonly number[]): Probe
}

/** @param totals - per column and level the sum of leaves covered over all rows entering the search */
export function prober(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  totals: readonly Float64Array[],
): Prober {
  const { profileStart, profileTuples, profilePersons } = histogram
  const profiles = profilePersons.length
  const oneRowEach = profileTuples.length === profiles
  const onlyK = requirement.models.length === 0 && (requirement.householdsPerClass ?? 1) <= 1

  /** Living profiles, by the requirement's largest set of persons that can be kept. */
  const living = (levels: readonly number[]): Uint8Array => {
    const tuples = groupByLevels(columns, histogram.columns, histogram.tuples, levels)
    const alive = new Uint8Array(profiles)
    if (oneRowEach && onlyK) {
      // The common case in two passes: each profile is in one class, and only its persons count.
      const persons = new Float64Array(tuples.classes)
      const k = requirement.k ?? 1
      for (let p = 0; p < profiles; p++) persons[tuples.of[profileTuples[p]!]!]! += profilePersons[p]!
      for (let p = 0; p < profiles; p++) if (persons[tuples.of[profileTuples[p]!]!]! >= k) alive[p] = 1
      return alive
    }
    alive.fill(1)
    keepWhatHolds(modelsAt(histogram, requirement, tuples).all, alive)
    return alive
  }

  return {
    at(levels) {
      const alive = living(levels)
      let rows = 0
      let persons = 0
      for (let p = 0; p < profiles; p++) {
        if (alive[p] === 1) continue
        persons += profilePersons[p]!
        rows += profilePersons[p]! * (profileStart[p + 1]! - profileStart[p]!)
      }
      const met = persons < requirement.persons && rows <= requirement.maxSuppressedRows && persons <= requirement.maxSuppressedPersons
      const gone = met ? coveredByTheGone(columns, histogram, alive, rows) : null
      const boundOf = (at: readonly number[]) => {
        let rank = 1
        for (let c = 0; c < columns.length; c++) {
          const { inLoss, leaves } = columns[c]!
          if (!inLoss) continue
          const covered = totals[c]![at[c]!]! - (gone ? gone[c]![at[c]!]! : 0)
          rank *= 1 + columnLoss(covered, gone ? rows : 0, requirement.rows, leaves)
        }
        return rank
      }
      return { levels: [...levels], met, rows, persons, rank: met ? boundOf(levels) : Number.POSITIVE_INFINITY, boundOf }
    },
  }
}

/** Per column and level the sum of leaves covered over the suppressed rows; null if there are none. */
function coveredByTheGone(columns: readonly SearchColumn[], histogram: Histogram, alive: Uint8Array, rows: number): Float64Array[] | null {
  if (rows === 0) return null
  const { profileStart, profileTuples, profilePersons } = histogram
  return columns.map((column, c) => {
    const sums = new Float64Array(column.levels.length)
    if (!column.inLoss) return sums
    const leafOf = histogram.columns[c]!
    const rowsOfLeaf = new Float64Array(column.levels[0]!.code.length)
    for (let p = 0; p < alive.length; p++) {
      if (alive[p] === 1) continue
      for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) rowsOfLeaf[leafOf[profileTuples[i]!]!]! += profilePersons[p]!
    }
    for (let l = column.min; l <= column.max; l++) {
      const { code, covered } = column.levels[l]!
      let sum = 0
      for (let leaf = 0; leaf < rowsOfLeaf.length; leaf++) sum += rowsOfLeaf[leaf]! * covered[code[leaf]!]!
      sums[l] = sum
    }
    return sums
  })
}
