import type { HierarchySpec } from './hierarchies/index.ts'
import type { CLASSES, ConditionSpec, TechniqueName } from './recipe-schema.ts'

export type { HierarchySpec } from './hierarchies/index.ts'
export type { ConditionSpec } from './recipe-schema.ts'

export type ColumnClass = (typeof CLASSES)[number]
export type Unit = 'record' | 'person' | 'household'
export type Level = number | 'auto' | { min?: number; max?: number }

/** One step of what becomes of a cell. Which keys are set follows from the technique. */
export interface ColumnStep {
  technique: TechniqueName
  rule?: number
  reason?: string
  confirmed?: string
  notIndividualCode?: string
  where?: ConditionSpec
  domain?: string
  hierarchy?: HierarchySpec
  level?: Level
  limit?: number
  percentile?: number
  as?: 'limit' | 'label'
  label?: string
  edges?: number[]
  step?: number
}

/** What becomes of one column. */
export interface ColumnDecision extends ColumnStep {
  class: ColumnClass
  bands?: { edges: number[] }
  then?: ColumnStep[]
}

export type RecordStep =
  | { technique: 'delete-records'; where: ConditionSpec; unit?: Unit; rule?: number; reason?: string; confirmed?: string }
  | { technique: 'sample'; rate: number; by?: Unit; rule?: number; reason?: string; confirmed?: string }

export interface LDiversity {
  model: 'distinct-l-diversity'
  column: string
  l: number
}

/** A recipe (加工方法) with its defaults filled in. */
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
    k?: number
    suppressionLimit: number
    models: LDiversity[]
    repeat: string[]
    known?: number
    households: { perClass: number; k: number }
    floors: { tail: number; literal: number; uniqueShare: number; print: number }
  }
  output: { format: 'csv' | 'parquet'; encoding: 'utf-8' | 'utf-8-bom' | 'cp932'; delimiter: string; shuffle: boolean }
  /** the document as written, for its hash */
  document: unknown
}
