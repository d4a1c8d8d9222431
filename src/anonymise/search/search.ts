import { searchBoxes } from './boxes.ts'
import { climb } from './climb.ts'
import { downwards } from './downwards.ts'
import { evaluate } from './evaluate.ts'
import { Lattice } from './lattice.ts'
import { type Cost, exceeds, leastOf, type MeasureSpec, measureOf, mostOf } from './measures/index.ts'
import { ByCost, compareLevels, isCoarser, levelOrder, type SharedOrder } from './order.ts'
import { pathToTop } from './path.ts'
import { type Probe, prober } from './probe.ts'
import type { Tallies } from './tallies.ts'
import type { Evaluation, Histogram, Requirement, SearchColumn, SearchFailure, SearchOptions, SearchResult } from './types.ts'
import { isUpwardClosed } from './upward-closed.ts'

const LOSS: MeasureSpec = { measure: 'loss' }

/** Up to this many combinations going through them in order takes fewer measurements than halving boxes (measured on Adult). */
const IN_ORDER = 200_000

/** Combinations waiting in the order of search at most (boxes take some 400 bytes each). */
const MOST_WAITING = 1_000_000

/**
 * The levels that meet the requirement at the least cost, proven by exhausting everything that could be better.
 *
 * Combinations are taken in the order of what they cost without any suppression. For each one that is still open, combinations on
 * a path from it to the top are measured by bisection: one that suppresses too much closes everything finer, one that suppresses
 * at all raises the bound of everything finer, since finer ones suppress the same persons and more. Where the measure looks at sizes of
 * classes the order proves nothing, and each one measured bounds the coarser ones too.
 *
 * Of requirements that are not upward closed coarse combinations prove more than fine ones: they are gone through from the top down.
 *
 * Spaces too large for that are halved into boxes (see there), from a good combination found by climbing.
 *
 * With `seconds`, the best found until then; `bound` is what nothing can be better than.
 *
 * Ties within 1e-12 go to the smaller level vector in column order, whatever the order of tuples.
 */
export function search(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  options: SearchOptions = {},
): SearchResult | SearchFailure {
  return explore(columns, histogram, requirement, options).result
}

/** What searches over the same columns and rows can tell each other. */
export interface Shared {
  /** Searches for a weaker requirement: what fails there fails here, and nothing here is better than the best there. */
  weaker: readonly Explored[]
  /** combinations that may be met and good */
  likely: readonly (readonly number[])[]
  tallies: Tallies
  order: SharedOrder
}

export interface Explored {
  result: SearchResult | SearchFailure
  /** what was found out about the combinations */
  lattice: Lattice
  /** nothing that meets the requirement costs less */
  least: Cost
}

/** The search, with what it found out on the way. */
export function explore(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  { clock = () => 0, minimise = LOSS, seconds = Number.POSITIVE_INFINITY, inOrder = IN_ORDER }: SearchOptions = {},
  shared?: Shared,
): Explored {
  const started = clock()
  const order = levelOrder(columns)
  const measure = measureOf(minimise, columns, histogram, requirement)
  const { table, fold, proves } = measure
  const lattice = new Lattice(columns, order)
  for (const weaker of shared?.weaker ?? []) lattice.closeLike(weaker.lattice)
  const probe = prober(columns, histogram, requirement, measure, shared?.tallies)
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

  const nothing: Cost = proves ? 0 : Number.NEGATIVE_INFINITY
  const isClosed = (levels: readonly number[], cost: Cost) => exceeds(lattice.atLeast(levels, proves ? cost : nothing, best), best)
  const outOfTime = (waiting: number) => candidates.length > 0 && (clock() - started > seconds || waiting > MOST_WAITING)
  // The best of a weaker requirement is a good beginning, and if it costs no more here than there, it is the best.
  const least = (shared?.weaker ?? []).map((weaker) => weaker.least).reduce(mostOf, 0)
  for (const levels of shared?.likely ?? []) look(levels)
  const isProven = (shared?.weaker ?? []).some(({ result, least: there }) => {
    const here = result.met ? lattice.known(result.levels) : undefined
    return here?.met && !exceeds(here.cost, there)
  })
  /** The least that what was not looked at may cost; null: the best is proven. */
  let left: Cost | null = null
  if (!isProven) {
    const isSmall = lattice.space <= inOrder
    if (!isSmall || (seconds < Number.POSITIVE_INFINITY && shared === undefined)) {
      const top = look(columns.map(({ max }) => max))
      const isOver = () => clock() - started > seconds / 4
      if (top.met) climb(bisect(columns.map(({ min }) => min)) ?? top, { columns, measure, lattice, look, isOver })
    }
    if (isSmall && proves && seconds === Number.POSITIVE_INFINITY && !isUpwardClosed(requirement)) searchDownwards()
    else if (isSmall || !proves) left = searchInOrder()
    else left = searchBoxes({ columns, order, measure, lattice, look, best: () => best, outOfTime })
  }

  const common = { space: lattice.space, checked: lattice.measured, measure: minimise.measure }
  if (candidates.length === 0) {
    const closest = closestOf(lattice.all(), order, (levels) => evaluate(columns, histogram, requirement, levels))
    return { result: { met: false, closest, ...common, seconds: clock() - started }, lattice, least: Number.POSITIVE_INFINITY }
  }
  const [winner] = candidates.sort((a, b) => compareLevels(a.levels, b.levels))
  const evaluation = evaluate(columns, histogram, requirement, winner!.levels)
  const cost = measure.value(winner!.cost)
  const proven = left === null ? best : leastOf(best, mostOf(least, left))
  const bound = measure.value(proven)
  const result: SearchResult = {
    ...evaluation,
    met: true,
    ...common,
    cost,
    optimal: left === null,
    bound: Math.min(cost, bound),
    seconds: clock() - started,
  }
  return { result, lattice, least: proven }

  /** Measures along the path from a combination to the top until it is closed or measured itself; the finest one met. */
  function bisect(levels: readonly number[], cost?: Cost): Probe | null {
    const path = pathToTop(levels, columns, table, order)
    const done = () => cost !== undefined && isClosed(levels, cost)
    let low = 0
    let high = path.length - 1
    let finest: Probe | null = null
    if (lattice.all().length === 0) look(path[high]!)
    while (low < high && !done()) {
      // Two thirds up: coarse ones are small, close more when they fail, and raise more bounds when they hold (measured on Adult).
      const middle = low + Math.floor(((high - low) * 2) / 3)
      const there = look(path[middle]!)
      if (there.met) {
        finest = there
        high = middle
      } else low = middle + 1
    }
    return finest
  }

  function searchDownwards(): void {
    downwards(lattice, (levels) => {
      if (!isClosed(levels, fold(table, levels))) look(levels)
    })
  }

  function searchInOrder(): Cost | null {
    const foldOf = (levels: readonly number[]) => fold(table, levels)
    const open = shared?.order.through(columns, foldOf, table) ?? new ByCost(columns, foldOf, table)
    while (!open.isEmpty && !(proves && exceeds(open.next, best))) {
      const { levels, cost } = open.take()
      if (outOfTime(open.size)) return leastOpen(levels, cost, open.next)
      if (isClosed(levels, cost)) continue
      bisect(levels, cost)
      if (!isClosed(levels, cost)) look(levels)
    }
    return null
  }

  /** The least that a combination which was not closed may cost. */
  function leastOpen(levels: readonly number[], cost: Cost, next: Cost): Cost {
    if (proves) return leastOf(lattice.atLeast(levels, cost, best), next)
    if (!lattice.isListed) return measure.least?.() ?? 0
    let lowest: Cost = best
    for (const each of lattice.each()) if (!lattice.known(each)) lowest = leastOf(lowest, lattice.atLeast(each, 0, best))
    return lowest
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
