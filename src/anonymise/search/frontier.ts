import { upTo } from '../coding/codes.ts'
import { evaluate } from './evaluate.ts'
import { groupByLevels } from './grouping.ts'
import { measureOf } from './measures/index.ts'
import { levelOrder, SharedOrder } from './order.ts'
import { PersonsKernel } from './persons-kernel.ts'
import { type Explored, explore } from './search.ts'
import { Tallies } from './tallies.ts'
import type { Evaluation, Histogram, Requirement, SearchColumn, SearchOptions, SearchResult } from './types.ts'
import { rowClassOfPositions, unitsOf } from './units.ts'

/** The best combination for one k and one limit of suppression. */
export interface FrontierPoint {
  k: number
  limit: number
  /** null: nothing within the limit reaches k */
  best: (Evaluation & { cost: number; optimal: boolean }) | null
  /** 1 / smallest class, and classes over their members; null where nobody is left */
  highest: number | null
  average: number | null
  chosen: boolean
}

/** The chosen combination with one column a level finer or coarser. */
export interface Neighbour {
  column: number
  level: number
  evaluation: Evaluation
  cost: number
}

export interface Frontier {
  points: FrontierPoint[]
  neighbours: Neighbour[]
  /** false: time ran out before all points were reached */
  complete: boolean
  seconds: number
}

export interface FrontierOptions extends SearchOptions {
  ks: readonly number[]
  /** shares of rows (and persons) that may be suppressed */
  limits: readonly number[]
  /** Tuples that may be looked at in all: a limit that cuts at the same point on every machine. */
  effort?: number
  /** what the recipe asked for and got */
  chosen: { limit: number; explored: Explored & { result: SearchResult } }
}

/**
 * Risk against loss: the optimum for each k and limit, then what stands next to the chosen one.
 *
 * Work is shared: classes of a combination are counted once for all k; what fails for one k and limit fails for any larger k and
 * smaller limit, where nothing is better either; and each best one is tried first elsewhere. The points next to the chosen one come first.
 *
 * @param requirement - what the recipe asked for; only k and the limits are varied
 */
export function frontier(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  { ks, limits, chosen, clock = () => 0, seconds = Number.POSITIVE_INFINITY, effort, ...options }: FrontierOptions,
): Frontier {
  const started = clock()
  const inTime = () => seconds - (clock() - started)
  const points: FrontierPoint[] = []
  const wanted = [...new Set([...ks, ...(requirement.k === null ? [] : [requirement.k])])].sort((a, b) => a - b)
  const tallies = new Tallies(columns, histogram, Math.min(PersonsKernel.largestK, Math.max(...wanted)))
  const order = new SharedOrder()
  const limited =
    effort === undefined
      ? { clock, left: inTime }
      : { clock: () => tallies.effort, left: () => (inTime() > 0 ? effort - tallies.effort : 0) }
  const { left } = limited
  const neighbours = neighboursOf(columns, histogram, requirement, options, chosen.explored.result, left)
  let complete = neighbours !== null
  // Whoever is suppressed for k is suppressed for a larger one; of other models than these that is not known.
  const shares = requirement.models.every(({ model }) => model === 'distinct-l-diversity')
  const known: { k: number; limit: number; explored: Explored }[] = []
  if (requirement.k !== null) known.push({ k: requirement.k, limit: chosen.limit, explored: chosen.explored })
  const places = [...new Set([chosen.limit, ...limits])].flatMap((limit) => wanted.map((k) => ({ k, limit })))
  const from = { k: wanted.indexOf(requirement.k ?? 0), limit: chosen.limit }
  // Nearest first: what stands next to the chosen point is what a reader asks for.
  const away = ({ k, limit }: { k: number; limit: number }) => Math.abs(wanted.indexOf(k) - from.k) + (limit === from.limit ? 0 : 0.5)
  for (const { k, limit } of places.sort((a, b) => away(a) - away(b) || a.k - b.k || b.limit - a.limit)) {
    const most = (n: number) => Math.floor(limit * n + 1e-9)
    const asked: Requirement = {
      ...requirement,
      k,
      maxSuppressedRows: most(requirement.rows),
      maxSuppressedPersons: most(requirement.persons),
    }
    let explored = known.find((one) => one.k === k && one.limit === limit)?.explored
    if (!explored) {
      if (left() <= 0) {
        complete = false
        continue
      }
      const weaker = shares ? known.filter((one) => one.k <= k && one.limit >= limit).map((one) => one.explored) : []
      const likely = known.flatMap(({ explored: { result } }) => (result.met ? [result.levels] : []))
      explored = explore(
        columns,
        histogram,
        asked,
        { ...options, clock: limited.clock, seconds: left() },
        { weaker, likely, tallies, order },
      )
      known.push({ k, limit, explored })
    }
    const best = explored.result.met ? explored.result : null
    const risk = best ? riskOf(columns, histogram, asked, best) : { highest: null, average: null }
    points.push({ k, limit, best, highest: risk.highest, average: risk.average, chosen: k === requirement.k && limit === chosen.limit })
  }
  points.sort((a, b) => b.limit - a.limit || a.k - b.k)
  return { points, neighbours: neighbours ?? [], complete, seconds: clock() - started }
}

/** Prosecutor's risk over the persons kept, by the classes that the report counts: histories where they are known whole, else rows. */
function riskOf(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  { known }: Requirement,
  { levels, suppressedProfiles }: Evaluation,
): { highest: number | null; average: number | null } {
  const tuples = groupByLevels(columns, histogram.columns, histogram.tuples, levels)
  const rowClass = rowClassOfPositions(histogram, tuples, [])
  const units =
    known === Number.POSITIVE_INFINITY
      ? unitsOf(histogram, rowClass, known)
      : { classes: rowClass.classes, start: histogram.profileStart, member: rowClass.of }
  const sizes = new Float64Array(units.classes)
  const seen = new Set<number>()
  for (let p = 0; p < suppressedProfiles.length; p++) {
    if (suppressedProfiles[p] === 1) continue
    seen.clear()
    for (let i = units.start[p]!; i < units.start[p + 1]!; i++) {
      // A person counts once in a class, however many rows are in it.
      const unit = units.member[i]!
      if (seen.has(unit)) continue
      seen.add(unit)
      sizes[unit]! += histogram.profilePersons[p]!
    }
  }
  let classes = 0
  let members = 0
  let smallest = Number.POSITIVE_INFINITY
  for (const size of sizes) {
    if (size === 0) continue
    classes++
    members += size
    smallest = Math.min(smallest, size)
  }
  return members === 0 ? { highest: null, average: null } : { highest: 1 / smallest, average: classes / members }
}

/** One column one level finer or coarser, all else as chosen; null if there was no time for it. */
function neighboursOf(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  { minimise = { measure: 'loss' } }: SearchOptions,
  { levels }: SearchResult,
  left: () => number,
): Neighbour[] | null {
  const order = levelOrder(columns)
  const measure = measureOf(minimise, columns, histogram, requirement)
  const neighbours: Neighbour[] = []
  for (let c = 0; c < columns.length; c++)
    for (const level of [levels[c]! - 1, levels[c]! + 1]) {
      const { min, max } = columns[c]!
      if (level < min || level > max) continue
      const [fine, coarse] = level < levels[c]! ? [level, levels[c]!] : [levels[c]!, level]
      if (!order.mergesInto[c]![fine]![coarse]) continue
      if (left() <= 0) return null
      const at = levels.with(c, level)
      const evaluation = evaluate(columns, histogram, requirement, at)
      neighbours.push({ column: c, level, evaluation, cost: costOf(evaluation) })
    }
  return neighbours

  function costOf({ levels: at, suppressedProfiles, suppressedRows }: Evaluation): number {
    const gone = new Float64Array(histogram.tuples)
    for (let p = 0; p < suppressedProfiles.length; p++) {
      if (suppressedProfiles[p] === 0) continue
      for (let i = histogram.profileStart[p]!; i < histogram.profileStart[p + 1]!; i++)
        gone[histogram.profileTuples[i]!]! += histogram.profilePersons[p]!
    }
    const tuples = upTo(histogram.tuples).filter((t) => gone[t]! > 0)
    const { cost } = measure.assess({
      levels: at,
      suppressed: { rows: suppressedRows, tuples, rowsOf: (i) => gone[tuples[i]!]! },
      classes: () => groupByLevels(columns, histogram.columns, histogram.tuples, at),
    })
    return measure.value(cost)
  }
}
