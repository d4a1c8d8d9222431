import type { Engine } from '../engines/engine.ts'
import type { Plan } from '../plan.ts'
import { subkey } from '../random.ts'
import type { Recipe } from '../recipe.ts'
import type { Evaluation, SearchFailure, SearchResult } from '../search/types.ts'
import type { Nearness } from '../synthesis/index.ts'
import type { CellType } from '../values/cell-type.ts'
import type { KeptColumn } from './checks.ts'
import type { CountUnit, RiskFigures } from './classes.ts'
import type { Distribution } from './distribution.ts'
import type { FrontierFindings } from './frontier-findings.ts'
import type { Reference } from './models.ts'
import type { Bins, Threshold } from './thresholds.ts'

export interface RunContext {
  recipe: Recipe
  plan: Plan
  engine: Engine
  /** 32 random bytes */
  secret: Uint8Array
  /** what pseudonyms of other organisations must differ by (D1) */
  organisation: string
  /** floors refuse whatever the size of the file: an order of the site */
  order: boolean
  progress: (stage: Stage) => void
  /** seconds on a clock that only moves forward */
  clock: () => number
  /** where the released table goes */
  output: { path: string; sidePath: string | null }
}

export type Stage = 'read' | 'select' | 'search' | 'perturb' | 'check' | 'write'

/** What a released column was and is. */
export interface ColumnFindings {
  loss: number | null
  distinctBefore: number | null
  distinctAfter: number | null
  nulls: number | null
  type: CellType
  /** rows of a text column whose cell a spreadsheet would run as a formula */
  formulas: number
  /** released values for a code list; null: too many */
  values: string[] | null
  before: Distribution | null
  after: Distribution | null
}

/** What local recoding, or hiding of cells, did to the file. Shares of rows. */
export interface LocalFindings {
  recoding: 'local' | 'cells'
  /** mean share of its column's values that a cell may stand for, from 0 (untouched) to 1 (all hidden) */
  cellLoss: number
  /** cells that stand for every value of their column, or are left empty */
  hidden: number
  columns: Record<string, { levels: Record<string, number>; hidden: number }>
  /** rows that the row with the fewest matches matches if empty cells match all: for comparison, never met (A6); null: not asked for */
  kWildcard: number | null
  seconds: number
}

/** What was made, for the report: counts and shares only. */
export interface SyntheticFigures {
  mode: 'add' | 'replace'
  /** as the recipe says */
  declared: number
  persons: number
  rows: number
  /** share of the rows of the file */
  share: number
  /** persons that could not be made without equalling a real one */
  missing: number
  nearness: Nearness | null
}

/** What a run found out; no cell but the released values of a code list and values that many persons hold. */
export interface Findings {
  /** sealed: for the verifier alone (rule C2) */
  reference: Reference | null
  met: boolean
  rows: { input: number; removed: number; suppressed: number; output: number }
  persons: { input: number; removed: number; suppressed: number; output: number } | null
  unit: CountUnit
  over: string[]
  search: SearchResult | SearchFailure
  /** computed when asked, beside other work; null: not wanted, or nothing to choose */
  frontier: (() => FrontierFindings) | null
  /** what local recoding, or hiding of cells, made of it; null: every record has the levels of the search */
  recoded: (LocalFindings & { evaluation: Evaluation }) | null
  /** level chosen per column with a ladder */
  levels: Record<string, number>
  lossByColumn: Record<string, number | null>
  risk: { before: RiskFigures; after: RiskFigures | null }
  thresholds: Threshold[]
  bins: Bins[]
  synthetic: SyntheticFigures | null
  kept: KeptColumn[]
  /** share of persons alone on all released columns but pseudonyms together (B1); null where only quasi-identifiers leave */
  uniqueOnAll: number | null
  households: { blanked: number; rows: number; columns: string[] } | null
  columns: Record<string, ColumnFindings>
  sampled: { rate: number; by: string }[]
  /** persons alike before the sample was drawn, in the class of the result where they were fewest (A5); an estimate is k ÷ rate */
  beforeSampling: { smallest: number; estimated: boolean } | null
  warnings: string[]
  seconds: { read: number; search: number; write: number }
}

/** The run secret's key for one purpose, of this organisation (D1). */
export const secretFor = (context: RunContext, ...purpose: string[]): Uint8Array => subkey(context.secret, ...purpose, context.organisation)
