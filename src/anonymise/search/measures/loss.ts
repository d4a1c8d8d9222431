import { rowsOfTuples } from '../loss.ts'
import type { SearchColumn } from '../types.ts'
import type { Cost } from './cost.ts'
import { byColumns, emptyTable, type Measure, type MeasureInput, plain, rowsOfLeaves, rowsOfLeavesGone, sumOver } from './measure.ts'
import type { Aggregate } from './spec.ts'

/**
 * Loss: a value that stands for s of the D values of its column loses (s − 1)/(D − 1), a suppressed row 1 in every column; the mean
 * over rows per column, times the column's weight, then one figure over the columns.
 *
 * `suppression` moves the weight between the two ways to lose, as the field's tools do: with g = min(1, 2 − 2·suppression) and
 * s = min(1, 2·suppression) a cell loses g·share, a suppressed one g·share + s·(1 − g·share), scaled so that untouched is 0 and all gone is 1.
 * At 0.5 both weigh the same; at 0 suppression costs nothing, at 1 generalisation costs nothing.
 *
 * Lower bounds: a suppressed cell never loses less than a kept one, so no suppression at all bounds every result, and the rows that a
 * coarser combination suppresses bound the finer ones; where it is only known how many rows go, those that lose most already cost
 * least. Every aggregate rises with each column's loss.
 *
 * @source Iyengar 2002 (loss metric); Prasser et al. 2016 (weights of the two ways)
 */
export function lossMeasure(input: MeasureInput, suppression: number, aggregate: Aggregate): Measure {
  const { columns, histogram, requirement, weights, q } = input
  const n = requirement.rows
  const g = Math.min(1, 2 - 2 * suppression)
  const s = Math.min(1, 2 * suppression)
  const all = rowsOfTuples(histogram)
  const rows = columns.map((_, c) => rowsOfLeaves(input, c, all))
  const covered = columns.map((column, c) => (column.inLoss ? coveredBy(input, c, rows[c]!) : null))
  // Sorted when a level's is asked: most searches know all who go.
  const broadest = columns.map((): Int32Array[] => [])
  return byColumns(
    (gone, further = 0) => {
      const table = emptyTable(columns)
      columns.forEach((column, c) => {
        const { leaves: D } = column
        if (!column.inLoss || D <= 1 || n === 0) return
        const rowsGone = gone && rowsOfLeavesGone(input, c, gone)
        const without = rowsGone && coveredBy(input, c, rowsGone)
        for (let l = column.min; l <= column.max; l++) {
          const kept = g * covered[c]![l]! - g * n
          let more = gone ? s * (gone.rows * D - g * without![l]!) : 0
          if (further > 0) {
            broadest[c]![l] ??= leavesByBreadth(column.levels[l]!)
            more += s * (further * D - g * mostCovered(broadest[c]![l]!, column.levels[l]!, rows[c]!, rowsGone, further))
          }
          const lost = (weights[c]! * Math.max(0, kept + more)) / (n * (D - g))
          table[c]![l] = aggregate === 'rank' ? settled(lost) : lost
        }
      })
      return table
    },
    FOLDS[aggregate],
    figureOf(aggregate, q),
  )
}

const FOLDS: Record<Aggregate, Measure['fold']> = {
  geometric(table, levels) {
    let product = 1
    for (let c = 0; c < levels.length; c++) product *= 1 + table[c]![levels[c]!]!
    return product
  },
  arithmetic: sumOver,
  sum: sumOver,
  max(table, levels) {
    let most = 0
    for (let c = 0; c < levels.length; c++) most = Math.max(most, table[c]![levels[c]!]!)
    return most
  },
  /** The worst column decides, then the next. */
  rank: (table, levels) => levels.map((level, c) => table[c]![level]!).sort((a, b) => b - a),
}

function figureOf(aggregate: Aggregate, q: number): (cost: Cost) => number {
  if (aggregate === 'geometric') return plain((product) => (q === 0 ? 0 : Math.max(0, product ** (1 / q) - 1)))
  if (aggregate === 'arithmetic') return plain((sum) => (q === 0 ? 0 : sum / q))
  return plain()
}

/**
 * Where the first of several figures that differs decides, figures that tie must be the same to the last bit: else what is told with
 * a tolerance and what is put in order without one contradict each other. Off by less than a tie.
 */
const settled = (figure: number): number => Number(figure.toPrecision(13))

/** Per level the sum over these rows of the leaves that their value covers. */
function coveredBy({ columns }: MeasureInput, c: number, rowsOfLeaf: Float64Array): Float64Array {
  const column = columns[c]!
  const sums = new Float64Array(column.levels.length)
  for (let l = column.min; l <= column.max; l++) {
    const { code, covered } = column.levels[l]!
    let sum = 0
    for (let leaf = 0; leaf < rowsOfLeaf.length; leaf++) sum += rowsOfLeaf[leaf]! * covered[code[leaf]!]!
    sums[l] = sum
  }
  return sums
}

/** Leaves whose value covers most first. */
const leavesByBreadth = ({ code, covered }: SearchColumn['levels'][number]): Int32Array =>
  Int32Array.from(code, (_, leaf) => leaf).sort((a, b) => covered[code[b]!]! - covered[code[a]!]!)

/** The most leaves that so many rows can cover together, of those that are not gone yet. */
function mostCovered(
  order: Int32Array,
  { code, covered }: SearchColumn['levels'][number],
  rows: Float64Array,
  gone: Float64Array | null,
  wanted: number,
): number {
  let left = wanted
  let sum = 0
  for (let i = 0; i < order.length && left > 0; i++) {
    const leaf = order[i]!
    const taken = Math.min(left, rows[leaf]! - (gone?.[leaf] ?? 0))
    sum += taken * covered[code[leaf]!]!
    left -= taken
  }
  return sum
}
