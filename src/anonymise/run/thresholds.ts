import type { Engine } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import type { CellNode, PlanColumn } from '../plan.ts'
import { fitBins } from './bins.ts'
import { type Extremes, farEnd } from './extremes.ts'
import { type Dictionaries, type Leaves, leavesOf } from './leaves.ts'
import { tailMean } from './tail-mean.ts'

/** A limit drawn from the data, for the report. */
export interface Threshold {
  column: string
  side: 'top' | 'bottom'
  /** null: written in the recipe, or found by the size of the tail */
  percentile: number | null
  limit: number
  /** persons beyond the limit (where it belongs to the tail, at or beyond it) */
  tail: number
  /** mean of the tail, rounded; null where a label stands for it (privacy-rules F3), absent where none is asked for */
  mean?: number | null
}

/**
 * Smallest value v such that at least p % of persons have their extreme value ≤ v (nearest rank).
 * @param extremes - persons by their extreme value, ascending
 */
function nearestRank(extremes: readonly { value: number; persons: number }[], percentile: number): number | null {
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
function roundOutward(value: number, side: 'top' | 'bottom'): number {
  if (value === 0) return 0
  const unit = gridUnit(value)
  const steps = side === 'top' ? Math.floor(value / unit + 1e-9) : Math.ceil(value / unit - 1e-9)
  return Number((steps * unit).toPrecision(12))
}

const gridUnit = (value: number): number => 10 ** (Math.floor(Math.log10(Math.abs(value)) + 1e-12) - 1)

/** Classes drawn from the data, for the report: their edges leave with it (privacy-rules F4). */
export interface Bins {
  column: string
  /** inner edges of the finest classes */
  edges: number[]
}

export interface Settled {
  cells: CellNode[]
  thresholds: Threshold[]
  bins: Bins[]
}

/**
 * Settles every limit and every built hierarchy of a column over the persons of the rows still there.
 * @param tail - least persons beyond a limit that the data decides; it moves outward until they are that many. 0: any number
 * @param k - least persons of a class of a built hierarchy
 */
export async function settle(
  engine: Engine,
  dictionaries: Dictionaries,
  column: PlanColumn,
  marks: readonly string[],
  { tail, k }: { tail: number; k: number },
): Promise<Settled> {
  let cells = [...column.cells]
  const thresholds: Threshold[] = []
  const bins: Bins[] = []
  for (;;) {
    const at = cells.findIndex((cell) => cell.node === 'tail' || (cell.node === 'generalise' && cell.ladder.build !== undefined))
    if (at === -1) return { cells, thresholds, bins }
    const step = cells[at] as CellNode & { node: 'tail' | 'generalise' }
    const before = await leavesOf(engine, dictionaries, column, marks, cells.slice(0, at))
    const numbers = await numbersOf(
      dictionaries,
      before,
      step.node === 'tail' ? step : { ...step.ladder.build!, expects: step.ladder.expects },
    )
    let settled: CellNode[]
    if (step.node === 'generalise') {
      const { ladder, edges } = await fitBins(engine, before, numbers, step.ladder.build!, k)
      bins.push({ column: column.name, edges })
      settled = [{ ...step, ladder }]
    } else {
      const extremes = await engine.extremes(before.ref, numbers, step.side)
      const limit = limitOf(step, extremes, tail, column.name)
      // No number at all: nothing can lie beyond any limit.
      if (limit === null) settled = []
      else {
        const mean = step.mean
          ? tailMean({ side: step.side, limit, numbers, ...(await engine.rows({ keys: [{ kind: 'leaf', leaf: before.ref }], draws: [] })) })
          : null
        thresholds.push({
          column: column.name,
          side: step.side,
          percentile: 'percentile' in step.limit ? step.limit.percentile : null,
          limit,
          tail: beyond(extremes, step.side, limit, step.inclusive),
          ...(step.mean ? { mean } : {}),
        })
        settled = [step.at(limit, mean)]
      }
    }
    cells = [...cells.slice(0, at), ...settled, ...cells.slice(at + 1)]
  }
}

/** The number entering a step, by leaf; NaN is none. */
async function numbersOf(
  dictionaries: Dictionaries,
  before: Leaves,
  step: Pick<CellNode & { node: 'tail' }, 'number' | 'expects'>,
): Promise<Float64Array> {
  const odd: number[] = []
  const numbers = Float64Array.from(before.entering, (text, leaf) => {
    if (before.rows[leaf] === 0) return Number.NaN
    const number = step.number(text)
    if (number === undefined) odd.push(Math.floor(leaf / 2 ** before.ref.marks.length))
    return number ?? Number.NaN
  })
  if (odd.length > 0) await dictionaries.refuse(before.column.name, odd, step.expects)
  return numbers
}

function limitOf(
  { side, limit: wanted, inclusive }: CellNode & { node: 'tail' },
  extremes: Extremes,
  tail: number,
  column: string,
): number | null {
  if (extremes.length === 0) return null
  if ('value' in wanted) return wanted.value
  const persons = extremes.reduce((sum, one) => sum + one.persons, 0)
  let least = Math.min(tail, persons)
  let start: number
  if ('persons' in wanted) {
    if (persons < wanted.persons)
      throw new InputProblem(
        `列「${column}」に数を持つ本人は${persons}人で、tail の${wanted.persons}人に足りません。tail を小さくしてください`,
      )
    least = Math.max(least, wanted.persons)
    start = farEnd(extremes, side, wanted.persons)
  } else start = nearestRank(extremes, wanted.percentile)!
  let limit = roundOutward(start, side)
  const furthest = side === 'top' ? extremes[0]!.value : extremes.at(-1)!.value
  while (beyond(extremes, side, limit) < least && (side === 'top' ? limit > furthest : limit < furthest)) {
    const unit = limit === 0 ? 1 : gridUnit(limit)
    limit = roundOutward(limit + (side === 'top' ? -unit : unit), side)
  }
  if ('persons' in wanted && beyond(extremes, side, limit, inclusive) < wanted.persons)
    throw new InputProblem(
      `列「${column}」は同じ値の本人が多く、${wanted.persons}人以上を境の外に置けません。tail を小さくするか、limit を書くか、"as": "label" にしてください`,
    )
  return limit
}

const beyond = (extremes: Extremes, side: 'top' | 'bottom', limit: number, inclusive = false): number =>
  extremes.reduce((sum, { value, persons }) => {
    const lies = (side === 'top' ? value > limit : value < limit) || (inclusive && value === limit)
    return sum + (lies ? persons : 0)
  }, 0)
