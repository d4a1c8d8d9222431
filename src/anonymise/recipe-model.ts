import type { AddressHierarchySpec } from './hierarchies/address.ts'
import type { AgeHierarchySpec } from './hierarchies/age.ts'
import type { BuiltHierarchySpec } from './hierarchies/built.ts'
import type { DateHierarchySpec } from './hierarchies/date.ts'
import type { FileHierarchySpec } from './hierarchies/file.ts'
import type { MeshHierarchySpec } from './hierarchies/mesh.ts'
import type { NumberHierarchySpec } from './hierarchies/number.ts'
import type { PrefixHierarchySpec } from './hierarchies/prefix.ts'
import type { EntropyEstimator, PopulationEstimator } from './privacy/grounds.ts'
import type { Aggregate, MeasureName } from './search/measures/spec.ts'

export const CLASSES = ['direct-identifier', 'individual-code', 'linking-code', 'quasi-identifier', 'sensitive', 'other'] as const
export type ColumnClass = (typeof CLASSES)[number]

export const UNITS = ['record', 'person', 'household'] as const
export type Unit = (typeof UNITS)[number]

export type TechniqueName =
  | 'keep'
  | 'delete-column'
  | 'delete-cells'
  | 'pseudonym'
  | 'generalise'
  | 'top-code'
  | 'bottom-code'
  | 'bands'
  | 'round'
  | 'microaggregate'
  | 'swap'
  | 'add-noise'
  | 'shift-dates'
  | 'synthesise'
  | 'displace'

/** A hierarchy as the recipe writes it; defaults are filled in. */
export type HierarchySpec =
  | FileHierarchySpec
  | NumberHierarchySpec
  | AgeHierarchySpec
  | DateHierarchySpec
  | PrefixHierarchySpec
  | AddressHierarchySpec
  | MeshHierarchySpec
  | BuiltHierarchySpec

export type Level = number | 'auto' | { min?: number; max?: number }
export type Literal = string | number | boolean

export type ConditionSpec =
  | { all: ConditionSpec[] }
  | { any: ConditionSpec[] }
  | { not: ConditionSpec }
  | { count: { of: 'household' | 'person'; where: ConditionSpec; atLeast: number } }
  | CellConditionSpec

/** Exactly one comparison is set. */
export interface CellConditionSpec {
  column: string
  equals?: Literal
  in?: Literal[]
  atLeast?: string | number
  moreThan?: string | number
  atMost?: string | number
  lessThan?: string | number
  isNull?: boolean
}

/** What every step may carry: the item of Rule 27 (1–5), why, and who has confirmed it. */
export interface Grounds {
  rule?: number
  reason?: string
  confirmed?: string
}

export interface Bands {
  edges: number[]
  label?: '[a,b)'
}

/** One step of what becomes of a cell. Which keys are set follows from the technique. */
export interface ColumnStep extends Grounds {
  technique: TechniqueName
  notIndividualCode?: string
  where?: ConditionSpec
  domain?: string
  hierarchy?: HierarchySpec
  level?: Level
  limit?: number
  /** 0 < p < 100 */
  percentile?: number
  /** persons beyond the limit, at least */
  tail?: number
  as?: 'limit' | 'label' | 'mean'
  /** {limit} stands for the limit */
  label?: string
  edges?: number[]
  step?: number
  mode?: 'half-up'
  maxDays?: number
  /** columns grouped together with this one */
  with?: string[]
  /** persons of a group, at least */
  size?: number
  statistic?: 'mean' | 'median' | 'mode'
  /** columns within whose equal values groups are made and cells exchanged */
  by?: string[]
  method?: 'rank' | 'record' | 'pram'
  window?: number
  rate?: number
  /** value → value → probability */
  matrix?: ReadonlyMap<string, ReadonlyMap<string, number>>
  distribution?: 'normal' | 'laplace'
  /** of the noise, × standard deviation of the column */
  scale?: number
  /** of the noise, in the unit of the column */
  absolute?: number
  correlatedWith?: string[]
  bounds?: [min: number, max: number]
  /** columns of a point that is moved */
  latitude?: string
  longitude?: string
  /** metres */
  minimum?: number
  maximum?: number
  decimals?: number
  /** columns that a synthetic value is drawn from */
  from?: string[]
  share?: number
}

/** What becomes of one column. */
export interface ColumnDecision extends ColumnStep {
  class: ColumnClass
  /** classes in which the privacy models see the numbers (C1); the cell is unchanged */
  bands?: Bands
  /** further steps, applied in order to the cell */
  then?: ColumnStep[]
}

export type RecordStep = Grounds &
  (
    | { technique: 'delete-records'; where: ConditionSpec; unit?: Unit }
    | { technique: 'sample'; rate: number; by?: Unit }
    | { technique: 'synthesise'; share: number; mode?: 'add' | 'replace' }
  )

/** A privacy model as the recipe asks for it; each is defined in its file in privacy/. */
export type ModelSpec =
  | { model: 'distinct-l-diversity'; column: string; l: number }
  | { model: 'entropy-l-diversity'; column: string; l: number; estimator?: EntropyEstimator }
  | { model: 'recursive-cl-diversity'; column: string; c: number; l: number }
  | { model: 't-closeness'; column: string; t: number; distance?: 'equal' | 'ordered' | 'hierarchical'; hierarchy?: HierarchySpec }
  | { model: 'delta-disclosure'; column: string; delta: number }
  | { model: 'basic-beta-likeness' | 'enhanced-beta-likeness'; column: string; beta: number }
  | { model: 'k-map'; k: number; population: string }
  | { model: 'delta-presence'; min: number; max: number; population: string }
  | { model: 'average-risk' | 'sample-uniqueness'; threshold: number }
  | { model: 'population-uniqueness'; threshold: number; fraction: number; estimator?: PopulationEstimator }
  | { model: 'records-per-person'; max: number }

/** How levels are looked for: the recipe's key `search`. */
export interface SearchSpec {
  measure: MeasureName
  /** of the loss, 0–1 */
  suppression?: number
  aggregate?: Aggregate
  /** importance of a column, at least 0; a column that is not named has 1 */
  weights?: ReadonlyMap<string, number>
  /** limit of time; absent: until the optimum is proven */
  seconds?: number
  /** local: parts of the file get different levels, and no record is lost; absent: global */
  recoding?: 'global' | 'local'
  /** single cells are emptied in place of records */
  cells?: boolean
  /** own: an empty cell is a value of its own; any: it matches every value, for comparison only, and nothing is released; absent: own */
  nulls?: 'own' | 'any'
  /** risk against loss beside the chosen levels; absent: where it costs little */
  frontier?: boolean | FrontierSpec
}

export interface FrontierSpec {
  k?: number[]
  /** absent: the recipe's limit, and 0 */
  limits?: number[]
  seconds?: number
}

/** A recipe (加工方法) with its defaults filled in and its column names normalised. */
export interface Recipe {
  sakyu: 'recipe/1'
  title: string
  input: { format?: 'csv' | 'parquet'; encoding: 'auto' | 'utf-8' | 'cp932' | 'euc-jp'; delimiter: string; nulls: string[] }
  /** column of the person's key; null: stated that there is none; undefined: nothing said */
  person?: string | null
  household?: string | null
  /** in the order written */
  columns: ReadonlyMap<string, ColumnDecision>
  records: RecordStep[]
  privacy: {
    /** absent: only the models count */
    k?: number
    suppressionLimit: number
    models: ModelSpec[]
    /** columns of a person's profile beside the quasi-identifiers (A1) */
    repeat: string[]
    /** how many of a person's records an attacker may know; absent: all (A1) */
    known?: number
    households: { perClass: number; k: number }
    floors: { tail: number; literal: number; uniqueShare: number; print: number }
  }
  search: SearchSpec
  output: { format: 'csv' | 'parquet'; encoding: 'utf-8' | 'utf-8-bom' | 'cp932'; delimiter: string; shuffle: boolean }
  /** as written, for its hash */
  document: Json
}

export type Json = null | boolean | number | string | Json[] | JsonObject
/** A Map: a column may be called `__proto__`, and one called 2020 keeps its place in the order. */
export type JsonObject = Map<string, Json>
