import type { Engine } from '../engines/engine.ts'
import type { CellNode, PlanColumn } from '../plan.ts'
import { type Dictionaries, leavesOf } from './leaves.ts'

/** A limit drawn from the data, for the report. */
export interface Threshold {
  column: string
  side: 'top' | 'bottom'
  percentile: number
  limit: number
  /** persons beyond the limit */
  tail: number
}

/**
 * Smallest value v such that at least p % of persons have their extreme value ≤ v (nearest rank).
 * @param extremes - persons by their extreme value, ascending
 */
export function nearestRank(extremes: readonly { value: number; persons: number }[], percentile: number): number | null {
  const total = extremes.reduce((sum, { persons }) => sum + persons, 0)
  let seen = 0
  for (const { value, persons } of extremes) {
    seen += persons
    // Compared as percent × persons, so that 99 % of 100 persons is exactly 99.
    if (seen * 100 >= percentile * total - 1e-9 * total) return value
  }
  return null
}

/** The next number of two significant digits outward: down for a top limit, up for a bottom limit (privacy-rules F3). */
export function roundOutward(value: number, side: 'top' | 'bottom'): number {
  if (value === 0) return 0
  const unit = gridUnit(value)
  const steps = side === 'top' ? Math.floor(value / unit + 1e-9) : Math.ceil(value / unit - 1e-9)
  return Number((steps * unit).toPrecision(12))
}

const gridUnit = (value: number): number => 10 ** (Math.floor(Math.log10(Math.abs(value)) + 1e-12) - 1)

/**
 * Settles every percentile of a column over the persons of the rows still there.
 * @param tail - least persons beyond the limit; the limit moves outward until they are that many. 0: any number
 */
export async function settle(
  engine: Engine,
  dictionaries: Dictionaries,
  column: PlanColumn,
  marks: readonly string[],
  tail: number,
): Promise<{ cells: CellNode[]; thresholds: Threshold[] }> {
  let cells = [...column.cells]
  const thresholds: Threshold[] = []
  for (;;) {
    const at = cells.findIndex((cell) => cell.node === 'percentile')
    if (at === -1) return { cells, thresholds }
    const step = cells[at] as CellNode & { node: 'percentile' }
    const before = await leavesOf(engine, dictionaries, column, marks, cells.slice(0, at))
    const odd: number[] = []
    const numbers = Float64Array.from(before.entering, (text, leaf) => {
      if (before.rows[leaf] === 0) return Number.NaN
      const number = step.number(text)
      if (number === undefined) odd.push(Math.floor(leaf / 2 ** marks.length))
      return number ?? Number.NaN
    })
    if (odd.length > 0) await dictionaries.refuse(column.name, odd, step.expects)
    const extremes = await engine.extremes(before.ref, numbers, step.side)
    const rank = nearestRank(extremes, step.percentile)
    if (rank === null) {
      // No number at all: nothing can lie beyond any limit.
      cells = [...cells.slice(0, at), ...cells.slice(at + 1)]
      continue
    }
    const beyond = (limit: number) =>
      extremes.reduce((sum, { value, persons }) => sum + ((step.side === 'top' ? value > limit : value < limit) ? persons : 0), 0)
    let limit = roundOutward(rank, step.side)
    const reachable = extremes.reduce((sum, { persons }) => sum + persons, 0)
    const furthest = step.side === 'top' ? extremes[0]!.value : extremes.at(-1)!.value
    while (beyond(limit) < Math.min(tail, reachable) && (step.side === 'top' ? limit > furthest : limit < furthest)) {
      const unit = limit === 0 ? 1 : gridUnit(limit)
      limit = roundOutward(limit + (step.side === 'top' ? -unit : unit), step.side)
    }
    thresholds.push({ column: column.name, side: step.side, percentile: step.percentile, limit, tail: beyond(limit) })
    cells = [...cells.slice(0, at), step.at(limit), ...cells.slice(at + 1)]
  }
}
