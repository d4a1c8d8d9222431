import type { Classes } from './classes.ts'
import { gatherCodes, refine } from './table.ts'

export interface SensitiveColumn {
  name: string
  codes: Int32Array
  values: number
  nullCode: number
  /** codes in ascending order of their values, for numbers; null: no order */
  order: readonly number[] | null
}

export interface SensitiveRisk {
  /** fewest distinct values of a class */
  l: number
  /** least exp(Shannon entropy) of a class */
  entropyL: number
  /** largest l such that in every class the most frequent value is rarer than c times all from the l-th on */
  recursiveL: number
  /** largest distance of a class's distribution from that of all */
  t: number
  /** numbers are ordered; other texts are equally far from each other */
  distance: 'ordered' | 'equal'
}

/** Figures of each class; a class in which every cell is empty has none (0). */
export interface SensitiveClasses {
  distinct: Float64Array
  entropy: Float64Array
  recursive: Float64Array
}

/**
 * How much a class tells of a sensitive column. Shares are of units: someone with two rows of one value counts once for it;
 * an empty cell adds nothing (rule C1). null if all cells are empty.
 *
 * @param c - of recursive (c, l)-diversity
 * @source Machanavajjhala et al. 2007; Li, Li, Venkatasubramanian 2007 (earth mover's distance)
 */
export function sensitiveRisk(
  classes: Classes,
  sensitive: SensitiveColumn,
  c: number,
): { risk: SensitiveRisk; classes: SensitiveClasses } | null {
  const { unitOf, classOf, sizes } = classes
  const { order } = sensitive
  // A unit's value counts once: pairs of unit and value, then of class and value.
  const pairs = refine({ of: unitOf, count: classes.units }, sensitive.codes, sensitive.values)
  const seen = new Uint8Array(pairs.count)
  const classOfRow = gatherCodes(classOf, unitOf)
  const cells = refine({ of: classOfRow, count: sizes.length }, sensitive.codes, sensitive.values)
  const held = new Float64Array(cells.count)
  const cellClass = new Int32Array(cells.count)
  const cellValue = new Int32Array(cells.count)
  const all = new Float64Array(sensitive.values)
  const sums = new Float64Array(sizes.length)
  let total = 0
  for (let row = 0; row < unitOf.length; row++) {
    const pair = pairs.of[row]!
    const value = sensitive.codes[row]!
    if (seen[pair] === 1) continue
    seen[pair] = 1
    const cell = cells.of[row]!
    cellClass[cell] = classOfRow[row]!
    cellValue[cell] = value
    if (value === sensitive.nullCode) continue
    held[cell]! += 1
    all[value]! += 1
    sums[cellClass[cell]!]! += 1
    total += 1
  }
  if (total === 0) return null
  // Cells of a class next to each other, in the order of its values for a steady sum.
  const places = Int32Array.from({ length: cells.count }, (_, cell) => cell).filter((cell) => held[cell]! > 0)
  places.sort((a, b) => cellClass[a]! - cellClass[b]! || cellValue[a]! - cellValue[b]!)
  const figures = {
    distinct: new Float64Array(sizes.length),
    entropy: new Float64Array(sizes.length),
    recursive: new Float64Array(sizes.length),
  }
  const rank = new Int32Array(sensitive.values).fill(-1)
  order?.forEach((value, i) => {
    rank[value] = i
  })
  const inOrder = order === null ? null : cumulative(order, all, total)
  let t = 0
  for (let from = 0; from < places.length; ) {
    const own = cellClass[places[from]!]!
    let to = from
    while (to < places.length && cellClass[places[to]!] === own) to++
    const members = places.subarray(from, to)
    const sum = sums[own]!
    let entropy = 0
    for (const cell of members) entropy -= (held[cell]! / sum) * Math.log(held[cell]! / sum)
    figures.distinct[own] = members.length
    figures.entropy[own] = Math.exp(entropy)
    figures.recursive[own] = recursive(Float64Array.from(members, (cell) => held[cell]!).sort(), c)
    const distance = inOrder
      ? orderedDistance(members, { held, cellValue, rank }, sum, inOrder)
      : equalDistance(members, { held, cellValue }, sum, all, total)
    t = Math.max(t, distance)
    from = to
  }
  const least = (numbers: Float64Array) => numbers.reduce((smallest, one) => Math.min(smallest, one), Number.POSITIVE_INFINITY)
  const l = least(figures.distinct)
  return {
    risk: {
      l,
      entropyL: l === 0 ? 0 : least(figures.entropy),
      recursiveL: least(figures.recursive),
      t,
      distance: order ? 'ordered' : 'equal',
    },
    classes: figures,
  }
}

/** @param counts - ascending */
function recursive(counts: Float64Array, c: number): number {
  const most = counts[counts.length - 1]!
  let rest = counts.reduce((sum, count) => sum + count, 0) - most
  let l = 1
  for (let i = counts.length - 2; i >= 0 && c * rest > most; i--) {
    l += 1
    rest -= counts[i]!
  }
  return l
}

function equalDistance(
  members: Int32Array,
  { held, cellValue }: { held: Float64Array; cellValue: Int32Array },
  sum: number,
  all: Float64Array,
  total: number,
): number {
  // Values that the class lacks differ by their whole share: together what the shares of its own leave.
  let distance = 0
  let covered = 0
  for (const cell of members) {
    const share = all[cellValue[cell]!]! / total
    distance += Math.abs(held[cell]! / sum - share)
    covered += share
  }
  return (distance + Math.max(0, 1 - covered)) / 2
}

interface Cumulative {
  /** share of the values up to and with each rank */
  upTo: Float64Array
  /** sum of `upTo` before each rank */
  before: Float64Array
}

function cumulative(order: readonly number[], all: Float64Array, total: number): Cumulative {
  const upTo = new Float64Array(order.length)
  const before = new Float64Array(order.length + 1)
  let carried = 0
  order.forEach((value, i) => {
    carried += all[value]! / total
    upTo[i] = carried
    before[i + 1] = before[i]! + carried
  })
  return { upTo, before }
}

/** Between two values of a class its own share stands still: the distance there is a sum over a run of ranks. */
function orderedDistance(
  members: Int32Array,
  { held, cellValue, rank }: { held: Float64Array; cellValue: Int32Array; rank: Int32Array },
  sum: number,
  { upTo, before }: Cumulative,
): number {
  const ranks = upTo.length
  if (ranks < 2) return 0
  const own = Array.from(members, (cell) => ({ at: rank[cellValue[cell]!]!, count: held[cell]! })).sort((a, b) => a.at - b.at)
  let distance = 0
  let share = 0
  for (let i = -1; i < own.length; i++) {
    if (i >= 0) share += own[i]!.count / sum
    const from = i < 0 ? 0 : own[i]!.at
    const to = own[i + 1]?.at ?? ranks
    // Shares of all rise: below the crossing they are under the class's, above over it.
    let low = from
    let high = to
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! < share) low = middle + 1
      else high = middle
    }
    distance += share * (low - from) - (before[low]! - before[from]!) + (before[to]! - before[low]!) - share * (to - low)
  }
  return distance / (ranks - 1)
}
