import { distinctLDiversity } from '../privacy/distinct-l-diversity.ts'
import { householdsPerClass } from '../privacy/households.ts'
import { kAnonymity } from '../privacy/k-anonymity.ts'
import type { BoundModel } from '../privacy/model.ts'
import type { Grouping } from './grouping.ts'
import type { Histogram, Requirement } from './types.ts'
import { householdHoldings, rowClassOfPositions, sensitiveHoldings, type Units, unitsOf } from './units.ts'

/** The requirement on the classes of one combination of levels. */
export interface ModelsAt {
  rowClass: Grouping
  units: Units
  k: BoundModel
  households: BoundModel | null
  models: BoundModel[]
  all: BoundModel[]
}

/** @param tuples - the row class of each tuple */
export function modelsAt(histogram: Histogram, requirement: Requirement, tuples: Grouping): ModelsAt {
  const persons = histogram.profilePersons
  const rowClass = rowClassOfPositions(histogram, tuples, [])
  const units = unitsOf(histogram, rowClass, requirement.known)
  const { householdsPerClass: perClass } = requirement
  const k = kAnonymity(requirement.k ?? 1, units, persons)
  const households = perClass && perClass > 1 ? householdsPerClass(perClass, householdHoldings(histogram, units)) : null
  const models = requirement.models.map((model) => {
    const joined = model.joined ?? []
    const own = joined.length === 0 ? rowClass : rowClassOfPositions(histogram, tuples, joined)
    const known = joined.length === 0 ? units : unitsOf(histogram, own, requirement.known)
    return distinctLDiversity(model.l, sensitiveHoldings(histogram, own, known, model.column), persons)
  })
  return { rowClass, units, k, households, models, all: [k, ...(households ? [households] : []), ...models] }
}
