import { evaluate } from './evaluate.ts'
import { lossMeasure, TIE } from './loss.ts'
import { ByRank, compareLevels, isCoarser, levelOrder } from './order.ts'
import { type Probe, prober } from './probe.ts'
import type { Histogram, Requirement, SearchColumn, SearchFailure, SearchOptions, SearchResult } from './types.ts'

/**
 * The levels that meet the requirement at the least loss, proven by exhausting everything that could be better.
 *
 * Combinations are taken in the order of what they lose without any suppression, which no suppression can lower.
 * For each one that is still open, combinations on a path from it to the top are measured by bisection: one that suppresses too
 * much closes everything finer, one that suppresses at all raises the bound of everything finer, since finer ones suppress
 * the same persons and more.
 *
 * Ties within 1e-12 go to the smaller level vector in column order, whatever the order of tuples.
 */
export function search(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  { clock = () => 0 }: SearchOptions = {},
): SearchResult | SearchFailure {
  const started = clock()
  const order = levelOrder(columns)
  const loss = lossMeasure(columns, histogram, requirement.rows)
  const { factors } = loss
  const space = columns.reduce((product, { min, max }) => product * (max - min + 1), 1)

  const probe = prober(columns, histogram, requirement, loss)
  const probes: Probe[] = []
  const known = new Map<string, Probe>()
  let best = Number.POSITIVE_INFINITY
  let candidates: Probe[] = []

  const measure = (levels: readonly number[]): Probe => {
    const key = levels.join()
    const before = known.get(key)
    if (before) return before
    const now = probe(levels)
    known.set(key, now)
    probes.push(now)
    if (now.met && now.rank <= best * (1 + TIE)) {
      best = Math.min(best, now.rank)
      candidates = [...candidates, now].filter(({ rank }) => rank <= best * (1 + TIE))
    }
    return now
  }
  /** What this combination loses at least, by all that is known; Infinity if it cannot meet the requirement. */
  const atLeast = (levels: readonly number[], rank: number): number => {
    let bound = rank
    for (const coarse of probes) {
      if (!isCoarser(order, levels, coarse.levels)) continue
      if (!coarse.met) return Number.POSITIVE_INFINITY
      bound = Math.max(bound, coarse.boundOf(levels))
      if (bound > best * (1 + TIE)) return bound
    }
    return bound
  }

  const open = new ByRank(columns, factors)
  const isClosed = (levels: readonly number[], rank: number) => atLeast(levels, rank) > best * (1 + TIE)
  while (!open.isEmpty && open.next <= best * (1 + TIE)) {
    const { levels, rank } = open.take()
    if (isClosed(levels, rank)) continue
    const path = pathToTop(levels, columns, factors, order)
    let low = 0
    let high = path.length - 1
    if (probes.length === 0) measure(path[high]!)
    while (low < high && !isClosed(levels, rank)) {
      // Two thirds up: coarse ones are small, close more when they fail, and raise more bounds when they hold (measured on Adult).
      const middle = low + Math.floor(((high - low) * 2) / 3)
      const { met } = measure(path[middle]!)
      if (met) high = middle
      else low = middle + 1
    }
    if (!isClosed(levels, rank)) measure(levels)
  }

  const checked = known.size
  if (candidates.length === 0) {
    const closest = probes
      .filter((one) => !probes.some((other) => other !== one && isCoarser(order, one.levels, other.levels)))
      .map(({ levels }) => evaluate(columns, histogram, requirement, levels))
      .sort(
        (a, b) =>
          a.suppressedRows - b.suppressedRows ||
          a.suppressedPersons - b.suppressedPersons ||
          a.loss - b.loss ||
          compareLevels(a.levels, b.levels),
      )[0]!
    return {
      met: false,
      closest,
      space,
      checked,
      seconds: clock() - started,
    }
  }
  const [winner] = candidates.sort((a, b) => compareLevels(a.levels, b.levels))
  const evaluation = evaluate(columns, histogram, requirement, winner!.levels)
  return {
    ...evaluation,
    met: true,
    space,
    checked,
    optimal: true,
    bound: Math.min(evaluation.loss, loss.value(best)),
    seconds: clock() - started,
  }
}

/** Ever coarser combinations up to one that nothing is coarser than, each step the one that costs least. */
function pathToTop(
  from: readonly number[],
  columns: readonly SearchColumn[],
  factors: readonly Float64Array[],
  order: ReturnType<typeof levelOrder>,
): number[][] {
  const path = [[...from]]
  for (;;) {
    const at = path[path.length - 1]!
    let column = -1
    let level = -1
    let least = Number.POSITIVE_INFINITY
    for (let c = 0; c < columns.length; c++)
      for (let l = at[c]! + 1; l <= columns[c]!.max; l++) {
        if (!order.mergesInto[c]![at[c]!]![l]) continue
        const cost = factors[c]![l]! / factors[c]![at[c]!]!
        if (cost < least) {
          least = cost
          column = c
          level = l
        }
        break
      }
    if (column === -1) return path
    path.push(at.with(column, level))
  }
}
