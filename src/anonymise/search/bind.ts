import { averageRisk } from '../privacy/average-risk.ts'
import { betaLikeness } from '../privacy/beta-likeness.ts'
import { type ClassValues, valuesByClass } from '../privacy/class-values.ts'
import { deltaDisclosure } from '../privacy/delta-disclosure.ts'
import { deltaPresence } from '../privacy/delta-presence.ts'
import { distinctLDiversity } from '../privacy/distinct-l-diversity.ts'
import { entropyLDiversity } from '../privacy/entropy-l-diversity.ts'
import { householdsPerClass } from '../privacy/households.ts'
import { kAnonymity } from '../privacy/k-anonymity.ts'
import { kMap } from '../privacy/k-map.ts'
import type { BoundModel } from '../privacy/model.ts'
import { populationUniqueness } from '../privacy/population-uniqueness.ts'
import { recordsPerPerson } from '../privacy/records-per-person.ts'
import { recursiveCLDiversity } from '../privacy/recursive-cl-diversity.ts'
import { sampleUniqueness } from '../privacy/sample-uniqueness.ts'
import { type Spread, spreadOf } from '../privacy/spread.ts'
import { tCloseness } from '../privacy/t-closeness.ts'
import type { WholeFileModel } from '../privacy/whole-file.ts'
import type { Grouping } from './grouping.ts'
import { populationBinder } from './population.ts'
import type { Histogram, ModelRequirement, PopulationClasses, Requirement, SearchColumn } from './types.ts'
import {
  everyoneHasOneRow,
  type Holdings,
  householdHoldings,
  rowClassOfPositions,
  sensitiveHoldings,
  type Units,
  unitsOf,
} from './units.ts'

/** The requirement on the classes of one combination of levels. */
export interface ModelsAt {
  rowClass: Grouping
  units: Units
  k: BoundModel
  households: BoundModel | null
  /** In the order of the requirement's models: those that judge classes, and those that look at the whole file. */
  models: (BoundModel | WholeFileModel)[]
  /** All that judge classes. */
  all: BoundModel[]
  wholeFile: WholeFileModel[]
  /** A group of the population fails that nobody of the file is in: nothing can be suppressed for it. */
  impossible: boolean
}

export type Bind = (levels: readonly number[], tuples: Grouping) => ModelsAt

export const isWholeFile = (model: BoundModel | WholeFileModel): model is WholeFileModel => 'figure' in model

/**
 * Binds a requirement to combinations of levels; what does not depend on them is done once.
 * @param entered - those whose spread of sensitive values is compared with (rule C2)
 */
export function binder(columns: readonly SearchColumn[], histogram: Histogram, requirement: Requirement, entered = histogram): Bind {
  const persons = histogram.profilePersons
  const { householdsPerClass: perClass } = requirement
  // Everybody has one row, and no model splits the classes of the others: whoever goes, goes with all of the class.
  const whole = everyoneHasOneRow(histogram) && requirement.models.every((model) => !('joined' in model && model.joined?.length))
  const spreads = new Map<number, Spread>()
  const spread = (column: number): Spread => {
    const known = spreads.get(column) ?? spreadOf(entered, column)
    spreads.set(column, known)
    return known
  }
  const populations = (histogram.populations ?? []).map((population) => populationBinder(columns, histogram, population))

  return (levels, tuples) => {
    const rowClass = rowClassOfPositions(histogram, tuples, [])
    const units = unitsOf(histogram, rowClass, requirement.known)
    const k = kAnonymity(requirement.k ?? 1, units, persons)
    const households = perClass && perClass > 1 ? householdsPerClass(perClass, householdHoldings(histogram, units)) : null
    const values = new Map<string, { holdings: Holdings; classes: ClassValues | null }>()
    const holdings = (column: number, joined: readonly number[]) => {
      const key = [column, ...joined].join()
      const known = values.get(key)
      if (known) return known
      const own = joined.length === 0 ? rowClass : rowClassOfPositions(histogram, tuples, joined)
      const ownUnits = joined.length === 0 ? units : unitsOf(histogram, own, requirement.known)
      const found = { holdings: sensitiveHoldings(histogram, own, ownUnits, column), classes: null }
      values.set(key, found)
      return found
    }
    const byClass = (column: number, joined: readonly number[] = []): ClassValues => {
      const found = holdings(column, joined)
      found.classes ??= valuesByClass(found.holdings, spread(column).values, whole ? persons : null)
      return found.classes
    }
    const inPopulation = new Map<number, PopulationClasses>()
    const population = (index: number): PopulationClasses => {
      const known = inPopulation.get(index) ?? populations[index]!(levels)
      inPopulation.set(index, known)
      return known
    }
    let impossible = false
    const one = (model: ModelRequirement): BoundModel | WholeFileModel => {
      const distinct = (l: number, { column, joined = [] }: { column: number; joined?: number[] }) =>
        distinctLDiversity(l, holdings(column, joined).holdings, persons)
      switch (model.model) {
        case 'distinct-l-diversity':
          return distinct(model.l, model)
        case 'entropy-l-diversity':
          return entropyLDiversity(
            model.l,
            model.estimator,
            distinct(Math.ceil(model.l - 1e-9), model),
            byClass(model.column, model.joined),
            persons,
          )
        case 'recursive-cl-diversity':
          return recursiveCLDiversity(model.c, model.l, distinct(model.l, model), byClass(model.column, model.joined), persons)
        case 't-closeness':
          return tCloseness(model.t, model.ground, spread(model.column), byClass(model.column), persons)
        case 'delta-disclosure':
          return deltaDisclosure(model.delta, spread(model.column), byClass(model.column), persons)
        case 'basic-beta-likeness':
        case 'enhanced-beta-likeness': {
          const kind = model.model === 'basic-beta-likeness' ? 'basic' : 'enhanced'
          return betaLikeness(model.beta, kind, spread(model.column), byClass(model.column), persons)
        }
        case 'k-map':
          return kMap(model.k, population(model.population), histogram.profileStart)
        case 'delta-presence': {
          const bound = deltaPresence(model.min, model.max, population(model.population), histogram.profileStart, persons)
          if (bound.impossible) impossible = true
          return bound
        }
        case 'records-per-person':
          return recordsPerPerson(model.max, histogram.profileStart)
        case 'average-risk':
          return averageRisk(model.threshold)
        case 'sample-uniqueness':
          return sampleUniqueness(model.threshold)
        case 'population-uniqueness':
          return populationUniqueness(model.threshold, model.fraction, model.estimator, requirement.persons)
      }
    }
    const models = requirement.models.map(one)
    const all = [
      ...((requirement.k ?? 1) > 1 ? [k] : []),
      ...(households ? [households] : []),
      ...models.filter((model): model is BoundModel => !isWholeFile(model)),
    ]
    return { rowClass, units, k, households, models, all, wholeFile: models.filter(isWholeFile), impossible }
  }
}

/** The number that a model asks for. */
export function requiredOf(model: ModelRequirement): number {
  switch (model.model) {
    case 'distinct-l-diversity':
    case 'entropy-l-diversity':
      return model.l
    case 'recursive-cl-diversity':
      return model.c
    case 't-closeness':
      return model.t
    case 'delta-disclosure':
      return model.delta
    case 'basic-beta-likeness':
    case 'enhanced-beta-likeness':
      return model.beta
    case 'k-map':
      return model.k
    case 'delta-presence':
    case 'records-per-person':
      return model.max
    default:
      return model.threshold
  }
}
