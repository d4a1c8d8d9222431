import { personsPerClass } from '../privacy/k-anonymity.ts'
import { binder, isWholeFile, requiredOf } from './bind.ts'
import { groupByLevels } from './grouping.ts'
import { judge, sizesLeft } from './judge.ts'
import { columnLoss, coveredSums, lossOfRank, lossRank, rowsOfTuples } from './loss.ts'
import type { Evaluation, Histogram, Requirement, SearchColumn } from './types.ts'

/** Measures one combination of levels in full: who is suppressed, what is left, what it loses. */
export function evaluate(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  levels: readonly number[],
): Evaluation {
  const profiles = histogram.profilePersons.length
  const tuples = groupByLevels(columns, histogram.columns, histogram.tuples, levels)
  const bound = binder(columns, histogram, requirement)(levels, tuples)
  const { alive, possible } = judge(bound, levels, columns, histogram, requirement)

  let suppressedRows = 0
  let suppressedPersons = 0
  const rowClassAlive = new Uint8Array(tuples.classes)
  const suppressedProfiles = new Uint8Array(profiles)
  for (let p = 0; p < profiles; p++) {
    const from = histogram.profileStart[p]!
    const to = histogram.profileStart[p + 1]!
    if (alive[p] === 1) {
      for (let i = from; i < to; i++) rowClassAlive[bound.rowClass.of[i]!] = 1
      continue
    }
    suppressedProfiles[p] = 1
    suppressedPersons += histogram.profilePersons[p]!
    suppressedRows += histogram.profilePersons[p]! * (to - from)
  }
  const kept = coveredSums(columns, histogram, rowsOfTuples(histogram, alive))
  const lossByColumn = columns.map((column, c) =>
    column.inLoss ? columnLoss(kept[c]![levels[c]!]!, suppressedRows, requirement.rows, column.leaves) : 0,
  )
  const rowClasses = count(rowClassAlive)
  const smallest = bound.k.achieved(alive)
  return {
    levels: [...levels],
    met:
      possible &&
      smallest !== null &&
      suppressedRows <= requirement.maxSuppressedRows &&
      suppressedPersons <= requirement.maxSuppressedPersons,
    loss: lossOfRank(lossRank(lossByColumn), columns.filter((column) => column.inLoss).length),
    lossByColumn,
    suppressedRows,
    suppressedPersons,
    suppressedProfiles,
    rowClasses,
    classes:
      requirement.known === Number.POSITIVE_INFINITY ? count(personsPerClass(bound.units, histogram.profilePersons, alive)) : rowClasses,
    smallest,
    fewestHouseholds: bound.households?.achieved(alive) ?? null,
    models: bound.models.map((model, i) => ({
      required: requiredOf(requirement.models[i]!),
      achieved: isWholeFile(model) ? model.figure(sizesLeft(bound, alive, histogram)) : model.achieved(alive),
    })),
  }
}

const count = (members: ArrayLike<number>): number => {
  let classes = 0
  for (let i = 0; i < members.length; i++) if (members[i]! > 0) classes++
  return classes
}
