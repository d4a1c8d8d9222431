import type { EntropyEstimator, Ground, PopulationEstimator } from '../privacy/grounds.ts'
import type { MeasureName, MeasureSpec } from './measures/spec.ts'

/** One column of the class key, as codes. */
export interface SearchColumn {
  name: string
  /** Level 0 first. At each level the class of every leaf, the number of classes, and how many leaves each class covers. */
  levels: { code: Int32Array; classes: number; covered: Float64Array }[]
  /** D of the loss: leaves of the hierarchy (a file's lines, or distinct values among the rows entering the search). */
  leaves: number
  /** Lowest and highest level the search may choose; equal for a fixed level. */
  min: number
  max: number
  /** Whether the column counts in the loss (quasi-identifiers with the technique generalise). */
  inLoss: boolean
}

/**
 * The rows entering the search, counted twice over: equal rows are one tuple, persons with equal rows one profile.
 * Persons of one profile are alike in everything the requirement looks at: tuples and sensitive values.
 */
export interface Histogram {
  /** Per column the leaf code of every tuple, length `tuples`. */
  columns: Int32Array[]
  tuples: number
  /** Rows of profile p are the positions `profileStart[p] … profileStart[p + 1] - 1`; length profiles + 1. */
  profileStart: Int32Array
  /** Tuple of each position. */
  profileTuples: Int32Array
  /** Persons having this profile. */
  profilePersons: Int32Array | Float64Array
  /** Per sensitive column the value code of each position, -1 = null; aligned with `profileTuples`. */
  sensitive?: Int32Array[]
  /** Distinct household numbers of each profile's persons; as many as `householdsPerClass` of them are enough. */
  households?: { start: Int32Array; ids: Int32Array }
  /** Populations that models name, in codes of the same columns. */
  populations?: Population[]
}

/** A population in the codes of the search's columns: distinct combinations of leaves, and how many persons have each. */
export interface Population {
  columns: Int32Array[]
  tuples: number
  persons: Float64Array
}

/** A population at one combination of levels. */
export interface PopulationClasses {
  classes: number
  /** Class of each position of `profileTuples`. */
  rowClass: Int32Array
  /** Persons of the population in each class. */
  persons: Float64Array
  /** Some class of the population has nobody in the file, whoever is suppressed. */
  absent: boolean
}

/** distinct-l-diversity: each class holds at least l values of sensitive column `column`, `joined` ones being part of the class key. */
export interface DistinctLDiversity {
  model: 'distinct-l-diversity'
  /** Index into `Histogram.sensitive`. */
  column: number
  l: number
  /** Indexes of the other sensitive columns that a reader may know (rule C1). */
  joined?: number[]
}

/** Where a model looks at a sensitive column: an index into `Histogram.sensitive`, and the others that a reader may know (rule C1). */
interface OfColumn {
  column: number
  joined?: number[]
}

/** What a recipe's models ask for; each is defined in its file in privacy/. */
export type ModelRequirement =
  | DistinctLDiversity
  | (OfColumn & { model: 'entropy-l-diversity'; l: number; estimator: EntropyEstimator })
  | (OfColumn & { model: 'recursive-cl-diversity'; c: number; l: number })
  | { model: 't-closeness'; column: number; t: number; ground: Ground }
  | { model: 'delta-disclosure'; column: number; delta: number }
  | { model: 'basic-beta-likeness' | 'enhanced-beta-likeness'; column: number; beta: number }
  /** `population`: an index into `Histogram.populations` */
  | { model: 'k-map'; k: number; population: number }
  | { model: 'delta-presence'; min: number; max: number; population: number }
  | { model: 'average-risk' | 'sample-uniqueness'; threshold: number }
  | { model: 'population-uniqueness'; threshold: number; fraction: number; estimator: PopulationEstimator }
  | { model: 'records-per-person'; max: number }

export interface Requirement {
  /** Smallest number of persons in a class; null: only the models count. */
  k: number | null
  /**
   * Rows of a person that a reader is taken to know together: Infinity for whole profiles (rows stay linkable),
   * m for `privacy.known`, 1 for single rows (rows are not linkable).
   */
  known: number
  models: ModelRequirement[]
  /** Distinct households in each class; null or 1: no demand. */
  householdsPerClass: number | null
  maxSuppressedRows: number
  maxSuppressedPersons: number
  /** n: rows, and persons, entering the search. */
  rows: number
  persons: number
}

/** What one combination of levels gives. */
export interface Evaluation {
  levels: number[]
  /** Whether the requirement holds within the suppression limits, with somebody left. */
  met: boolean
  loss: number
  /** Per column; 0 for a column outside the loss. */
  lossByColumn: number[]
  suppressedRows: number
  suppressedPersons: number
  /** 1 for each profile that is suppressed. */
  suppressedProfiles: Uint8Array
  /** Classes of equal rows, and of equal profiles where whole profiles are known (else the former again). */
  rowClasses: number
  classes: number
  /** Persons in the smallest of `classes`; null if nobody is left. */
  smallest: number | null
  /** Households in the class that has the fewest, up to `householdsPerClass`; null if not asked or nobody is left. */
  fewestHouseholds: number | null
  /** Per model the value it reaches on what is kept; null if nobody is left. */
  models: { required: number; achieved: number | null }[]
}

export interface SearchResult extends Evaluation {
  met: true
  /** Combinations there are, and combinations measured. */
  space: number
  checked: number
  /** What was minimised, and the figure it reaches (of the default measure that is the loss). */
  measure: MeasureName
  cost: number
  /** True only when no combination can be better. */
  optimal: boolean
  /** Proven lower bound of `cost`. */
  bound: number
  seconds: number
}

/** Nothing meets the requirement: the combination that comes closest (fewest suppressed rows, then persons, then loss). */
export interface SearchFailure {
  met: false
  closest: Evaluation
  space: number
  checked: number
  measure: MeasureName
  seconds: number
}

export interface SearchOptions {
  /** Seconds on any clock that only moves forward; without it `seconds` is 0. */
  clock?: () => number
  /** What to minimise; the loss. */
  minimise?: MeasureSpec
  /** Time after which the best found so far is taken, as soon as there is one; needs a clock. */
  seconds?: number
  /** Spaces of at most so many combinations are gone through in order, larger ones halved into boxes; 200,000. */
  inOrder?: number
}
