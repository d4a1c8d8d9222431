import { ladderOf, type Plan, quasiIdentifiers } from '../plan.ts'
import type { Explored, FrontierPoint, SearchResult } from '../search/index.ts'
import { frontier } from '../search/index.ts'
import type { RunContext } from './context.ts'
import type { FrontierFindings } from './frontier-findings.ts'
import { neighbourInWords, pointsInWords } from './frontier-words.ts'
import type { SearchInput } from './search-input.ts'
import { searchOptions } from './search-options.ts'

const KS = [2, 3, 5, 10, 20, 50, 100]
/** Without being asked: only so many kinds of rows, looked at so often (a second or so beside the verification). */
const FEW_TUPLES = 150_000
const UNASKED_EFFORT = 50e6
const UNASKED_SECONDS = 3
const ASKED_SECONDS = 30

/**
 * The frontier, to be computed when there is time for it, or null: the recipe does not want it, k is not asked for, no level is free, or (unasked) it would take long.
 * @param explored - the search that the file follows
 */
export function frontierOf(context: RunContext, built: SearchInput, explored: Explored): (() => FrontierFindings) | null {
  const { recipe } = context
  const { columns, histogram, requirement } = built
  const { frontier: asked } = recipe.search
  const { result } = explored
  if (asked === false || !result.met || requirement.k === null || columns.every(({ min, max }) => min === max)) return null
  const isUnasked = asked === undefined
  if (isUnasked && (histogram.profileTuples.length > FEW_TUPLES || recipe.search.recoding === 'local' || recipe.search.cells)) return null
  return () => compute(context, built, { ...explored, result })
}

function compute(context: RunContext, built: SearchInput, explored: Explored & { result: SearchResult }): FrontierFindings {
  const { recipe, plan, clock } = context
  const { columns, histogram, requirement } = built
  const { frontier: asked } = recipe.search
  const { result } = explored
  const isUnasked = asked === undefined
  const spec = typeof asked === 'object' ? asked : {}
  const limit = recipe.privacy.suppressionLimit
  const found = frontier(columns, histogram, requirement, {
    ...searchOptions(context, columns),
    clock,
    ks: (spec.k ?? KS).filter((k) => k <= requirement.persons),
    limits: spec.limits ?? [limit, 0],
    chosen: { limit, explored },
    seconds: spec.seconds ?? (isUnasked ? UNASKED_SECONDS : ASKED_SECONDS),
    ...(isUnasked ? { effort: UNASKED_EFFORT } : {}),
  })
  const tell = { rows: requirement.rows, limit, asShare: isShare(recipe.search) }
  const chosen = { cost: result.cost, rows: result.suppressedRows }
  return {
    points: found.points.map((point) => told(point, plan, built)),
    neighbours: found.neighbours.map(({ column, level, evaluation, cost }) => {
      const { name } = columns[column]!
      const levelName = nameOf(plan, name, level)
      return {
        column: name,
        direction: level < result.levels[column]! ? 'finer' : 'coarser',
        level,
        levelName,
        met: evaluation.met,
        loss: cost,
        suppressedRows: evaluation.suppressedRows,
        suppressedShare: share(evaluation.suppressedRows, requirement.rows),
        words: neighbourInWords({ name, level, levelName, met: evaluation.met, cost, rows: evaluation.suppressedRows }, chosen, tell),
      }
    }),
    words: pointsInWords(found.points, tell),
    complete: found.complete,
    seconds: found.seconds,
  }
}

function told(
  { k, limit, best, highest, average, chosen }: FrontierPoint,
  plan: Plan,
  built: SearchInput,
): FrontierFindings['points'][number] {
  const levels: Record<string, number> = Object.create(null)
  const named = new Set(quasiIdentifiers(plan).map(({ name }) => name))
  if (best)
    built.columns.forEach(({ name }, c) => {
      if (named.has(name)) levels[name] = best.levels[c]!
    })
  return {
    k,
    suppressionLimit: limit,
    met: best !== null,
    levels,
    loss: best?.cost ?? null,
    suppressedRows: best?.suppressedRows ?? null,
    suppressedShare: best && share(best.suppressedRows, built.requirement.rows),
    highest,
    average,
    optimal: best?.optimal ?? true,
    chosen,
  }
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

const nameOf = (plan: Plan, name: string, level: number): string | null => {
  const column = plan.columns.find((known) => known.name === name)
  return (column && ladderOf(column)?.ladder.names[level]) ?? null
}

/** Whether the figure is a share from 0 to 1. */
const isShare = ({ measure, aggregate }: RunContext['recipe']['search']): boolean =>
  (measure === 'loss' && aggregate !== 'sum') || measure === 'precision' || measure === 'precision-monotone'
