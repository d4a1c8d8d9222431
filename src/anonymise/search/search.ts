import { evaluate } from './evaluate.ts'
import { Lattice } from './lattice.ts'
import { type Cost, exceeds, leastOf, type MeasureSpec, measureOf } from './measures/index.ts'
import { ByCost, compareLevels, isCoarser, levelOrder } from './order.ts'
import { pathToTop } from './path.ts'
import { type Probe, prober } from './probe.ts'
import type { Evaluation, Histogram, Requirement, SearchColumn, SearchFailure, SearchOptions, SearchResult } from './types.ts'

const LOSS: MeasureSpec = { measure: 'loss' }

/** Combinations waiting in the order of search at most (about 150 bytes each). */
const MOST_WAITING = 3_000_000

/**
 * The levels that meet the requirement at the least cost, proven by exhausting everything that could be better.
 *
 * Combinations are taken in the order of what they cost without any suppression. For each one that is still open, combinations on
 * a path from it to the top are measured by bisection: one that suppresses too much closes everything finer, one that suppresses
 * at all raises the bound of everything finer, since finer ones suppress the same persons and more. Where the measure looks at sizes of
 * classes the order proves nothing, and each one measured bounds the coarser ones too.
 *
 * With `seconds`, the best found until then; `bound` is what nothing can be better than.
 *
 * Ties within 1e-12 go to the smaller level vector in column order, whatever the order of tuples.
 */
export function search(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  { clock = () => 0, minimise = LOSS, seconds = Number.POSITIVE_INFINITY }: SearchOptions = {},
): SearchResult | SearchFailure {
  const started = clock()
  const order = levelOrder(columns)
  const measure = measureOf(minimise, columns, histogram, requirement)
  const { table, fold, proves } = measure
  const lattice = new Lattice(columns, order)
  const probe = prober(columns, histogram, requirement, measure)
  let best: Cost = Number.POSITIVE_INFINITY
  let candidates: Probe[] = []

  const look = (levels: readonly number[]): Probe => {
    const before = lattice.known(levels)
    if (before) return before
    const now = probe(levels)
    lattice.add(now)
    if (now.met && !exceeds(now.cost, best)) {
      best = leastOf(best, now.cost)
      candidates = [...candidates, now].filter(({ cost }) => !exceeds(cost, best))
    }
    return now
  }

  const open = new ByCost(columns, (levels) => fold(table, levels), table)
  const nothing: Cost = proves ? 0 : Number.NEGATIVE_INFINITY
  const isClosed = (levels: readonly number[], cost: Cost) => exceeds(lattice.atLeast(levels, proves ? cost : nothing, best), best)
  const outOfTime = () => candidates.length > 0 && (clock() - started > seconds || open.size > MOST_WAITING)
  let left: { levels: number[]; cost: Cost } | null = null
  while (!open.isEmpty && !(proves && exceeds(open.next, best))) {
    const { levels, cost } = open.take()
    if (outOfTime()) {
      left = { levels, cost }
      break
    }
    if (isClosed(levels, cost)) continue
    const path = pathToTop(levels, columns, table, order)
    let low = 0
    let high = path.length - 1
    if (lattice.measured === 0) look(path[high]!)
    while (low < high && !isClosed(levels, cost)) {
      // Two thirds up: coarse ones are small, close more when they fail, and raise more bounds when they hold (measured on Adult).
      const middle = low + Math.floor(((high - low) * 2) / 3)
      const { met } = look(path[middle]!)
      if (met) high = middle
      else low = middle + 1
    }
    if (!isClosed(levels, cost)) look(levels)
  }

  const common = { space: lattice.space, checked: lattice.measured, measure: minimise.measure }
  if (candidates.length === 0) {
    const closest = closestOf(lattice.all(), order, (levels) => evaluate(columns, histogram, requirement, levels))
    return { met: false, closest, ...common, seconds: clock() - started }
  }
  const [winner] = candidates.sort((a, b) => compareLevels(a.levels, b.levels))
  const evaluation = evaluate(columns, histogram, requirement, winner!.levels)
  const cost = measure.value(winner!.cost)
  const bound = left ? Math.min(cost, measure.value(leastOpen(left))) : measure.value(best)
  return {
    ...evaluation,
    met: true,
    ...common,
    cost,
    optimal: left === null,
    bound: Math.min(cost, bound),
    seconds: clock() - started,
  }

  /** The least that a combination which was not closed may cost. */
  function leastOpen(from: { levels: number[]; cost: Cost }): Cost {
    if (proves) return leastOf(best, leastOf(lattice.atLeast(from.levels, from.cost, best), open.next))
    if (!lattice.isListed) return 0
    let least: Cost = best
    for (const levels of lattice.each()) if (!lattice.known(levels)) least = leastOf(least, lattice.atLeast(levels, 0, best))
    return least
  }
}

/** Of all that failed: the combination that comes closest (fewest suppressed rows, then persons, then loss). */
function closestOf(
  probes: Probe[],
  order: ReturnType<typeof levelOrder>,
  evaluateAt: (levels: readonly number[]) => Evaluation,
): Evaluation {
  return probes
    .filter((one) => !probes.some((other) => other !== one && isCoarser(order, one.levels, other.levels)))
    .map(({ levels }) => evaluateAt(levels))
    .sort(
      (a, b) =>
        a.suppressedRows - b.suppressedRows ||
        a.suppressedPersons - b.suppressedPersons ||
        a.loss - b.loss ||
        compareLevels(a.levels, b.levels),
    )[0]!
}
