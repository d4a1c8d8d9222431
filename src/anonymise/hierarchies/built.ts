import type { CellText, Distribution } from '../plan.ts'
import { formatNumber, parseNumber } from '../values/number.ts'
import { ANY, type Hierarchy, mendBy } from './hierarchy.ts'
import { exact, wholeInterval } from './number.ts'

export const BUILDING_METHODS = ['equal-frequency', 'equal-width', 'optimal'] as const

export interface BuiltHierarchySpec {
  kind: 'built'
  method: (typeof BUILDING_METHODS)[number]
  /** most classes of each level, descending; a single number is one level */
  classes?: number | number[]
  /** levels of 2^rounds, …, 4, 2 classes: each round joins classes in pairs */
  rounds?: number
  /** true: 20-24, false: [20,25); absent: by the values */
  integers?: boolean
  unknown?: 'refuse' | 'null'
}

/** Most classes per level, finest first. */
export const classesOfLevels = ({ classes, rounds }: BuiltHierarchySpec): number[] =>
  rounds === undefined
    ? typeof classes === 'number'
      ? [classes]
      : (classes ?? [])
    : Array.from({ length: rounds }, (_, i) => 2 ** (rounds - i))

/** Numbers in classes drawn from the data (privacy-rules F4). Its levels are known at once, its edges when `fit` has seen the data. */
export function builtHierarchy(spec: BuiltHierarchySpec): Hierarchy {
  const levels = classesOfLevels(spec)
  const unfitted: Hierarchy = {
    ...shape(levels, spec.unknown ?? 'refuse', spec.integers === true),
    label: () => {
      throw new Error('a built hierarchy must be fitted before it is asked')
    },
    build: {
      number: (value: CellText) => {
        if (value === null) return null
        const number = parseNumber(value)
        if (number !== null && !(spec.integers === true && !Number.isInteger(number))) return number
        return spec.unknown === 'null' ? null : undefined
      },
      edges: (facts) => numericEdges(spec.method, levels[0]!, facts, whole(spec, facts)),
      fit: (edges, facts) => fitted(spec, coarserEdges(spec.method, levels, edges, facts), whole(spec, facts)),
    },
  }
  return unfitted
}

const whole = (spec: BuiltHierarchySpec, facts: Distribution) => spec.integers ?? facts.values.every(Number.isInteger)

const shape = (levels: readonly number[], unknown: 'refuse' | 'null', integers: boolean): Omit<Hierarchy, 'label'> => ({
  levels: levels.length + 2,
  levelNames: ['元の値', ...levels.map((classes) => `${classes}区分`), 'すべて'],
  constantLevel: levels.length + 1,
  constantText: ANY,
  unknown,
  expects: integers
    ? { kind: '整数でない値', mend: mendBy('小数を含む列では hierarchy に "integers": false と書いてください') }
    : { kind: '数でない値', mend: mendBy('数だけの列にしてください') },
})

/** Outer classes are open: their far edge would tell the one smallest or largest value. */
function fitted(spec: BuiltHierarchySpec, levels: readonly number[][], integers: boolean): Hierarchy {
  const { method: _, ...rest } = spec
  const texts = levels.map((edges) =>
    edges.length === 0
      ? [ANY]
      : Array.from({ length: edges.length + 1 }, (_, i) => {
          const from = edges[i - 1]
          const to = edges[i]
          if (from === undefined) return integers ? `${formatNumber(to! - 1)}以下` : `${formatNumber(to!)}未満`
          if (to === undefined) return `${formatNumber(from)}以上`
          return integers ? wholeInterval(from, to) : `[${formatNumber(from)},${formatNumber(to)})`
        }),
  )
  return {
    ...shape(classesOfLevels({ ...rest, method: spec.method }), spec.unknown ?? 'refuse', integers),
    label(text, level) {
      const value = parseNumber(text)
      if (value === null || (integers && !Number.isInteger(value))) return undefined
      if (level === 0) return formatNumber(value)
      const edges = levels[level - 1]
      return edges === undefined ? ANY : texts[level - 1]![classOf(edges, value)]!
    },
  }
}

/** Index of the class that holds the value: number of edges at or below it. */
export function classOf(edges: readonly number[], value: number): number {
  let from = 0
  let to = edges.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (edges[middle]! <= value) from = middle + 1
    else to = middle
  }
  return from
}

/** A run of grid cells that no edge can part. */
interface Atom {
  /** lower edge, on the grid */
  from: number
  rows: number
  sum: number
  squares: number
}

/** Steps of a grid within one power of ten. */
const FINE_STEPS = [1, 2, 5]
const WIDTHS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8]
/** Grid cells per class: fine enough to place an edge well, far coarser than the values. */
const CELLS_PER_CLASS = 10

/** The largest 1, 2 or 5 times a power of ten that is at most `size`; for whole numbers at least 1. */
function gridUnit(size: number, integers: boolean): number {
  if (!(size > 0)) return integers ? 1 : 1e-6
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9)
  const step = FINE_STEPS.findLast((one) => one * power <= size * (1 + 1e-9)) ?? 1
  const unit = exact(step * power)
  return integers ? Math.max(1, unit) : unit
}

/** Inner edges of the finest level, ascending, all on a round grid; each class holds at least k rows. */
export function numericEdges(method: BuiltHierarchySpec['method'], classes: number, facts: Distribution, integers: boolean): number[] {
  if (facts.values.length < 2) return []
  if (method === 'equal-width') {
    const width = roundWidth(facts, classes, integers)
    return atomsOf(facts, width)
      .slice(1)
      .map(({ from }) => from)
  }
  const unit = gridUnit((facts.high - facts.low) / (classes * CELLS_PER_CLASS), integers)
  return partition(method, atomsOf(facts, unit), classes, facts)
}

/** The smallest round width of which at most `classes` cells cover the range. */
function roundWidth({ low, high }: Distribution, classes: number, integers: boolean): number {
  const range = high - low
  if (range <= 0) return integers ? 1 : 1e-6
  for (let power = Math.floor(Math.log10(range / classes)) - 1; ; power++)
    for (const step of WIDTHS) {
      const width = exact(step * 10 ** power)
      if (integers && !Number.isInteger(width)) continue
      if (cellOf(high, width) - cellOf(low, width) < classes) return width
    }
}

/** Which cell holds the value; 0.3 is the third of width 0.1, though their quotient is 2.9999999999999996. */
function cellOf(value: number, width: number): number {
  const quotient = value / width
  const nearest = Math.round(quotient)
  return Math.abs(quotient - nearest) < 1e-9 ? nearest : Math.floor(quotient)
}

/** Rows per cell of the grid; what lies beyond the range belongs to its outermost cells. Empty cells make no atom. */
function atomsOf({ values, rows, low, high }: Distribution, unit: number): Atom[] {
  const first = cellOf(low, unit)
  const last = Math.max(first, cellOf(high, unit))
  const atoms: (Atom & { cell: number })[] = []
  values.forEach((value, i) => {
    const cell = Math.min(last, Math.max(first, cellOf(value, unit)))
    let atom = atoms.at(-1)
    if (atom?.cell !== cell) {
      atom = { cell, from: exact(cell * unit), rows: 0, sum: 0, squares: 0 }
      atoms.push(atom)
    }
    const count = rows[i]!
    atom.rows += count
    atom.sum += count * value
    atom.squares += count * value * value
  })
  return atoms
}

/**
 * Neighbouring atoms joined into at most `classes` classes of at least k rows, by dynamic programming over all ways.
 * Least is, over the classes: equal-frequency the squared distance of rows from the mean, equal-width that of the span,
 * optimal the squared distance of values from their class's mean (the one-dimensional optimum of Fisher 1958).
 */
function partition(method: BuiltHierarchySpec['method'], atoms: readonly Atom[], classes: number, facts: Distribution): number[] {
  const n = atoms.length
  const rows = new Float64Array(n + 1)
  const sum = new Float64Array(n + 1)
  const squares = new Float64Array(n + 1)
  // Distances from the middle: squares of incomes would leave no digits for their differences.
  const middle = (facts.low + facts.high) / 2
  atoms.forEach((atom, i) => {
    rows[i + 1] = rows[i]! + atom.rows
    sum[i + 1] = sum[i]! + atom.sum - middle * atom.rows
    squares[i + 1] = squares[i]! + atom.squares - 2 * middle * atom.sum + middle * middle * atom.rows
  })
  let most = 0
  for (let at = 0, start = 0; at < n; at++)
    if (rows[at + 1]! - rows[start]! >= facts.k) {
      most++
      start = at + 1
    }
  const wanted = Math.min(classes, most)
  if (wanted < 2) return []
  const edge = (i: number) => (i === 0 ? facts.low : i === n ? facts.high : atoms[i]!.from)
  const cost = (from: number, to: number): number => {
    const count = rows[to]! - rows[from]!
    if (method === 'equal-frequency') return (count - rows[n]! / wanted) ** 2
    if (method === 'equal-width') return (edge(to) - edge(from) - (facts.high - facts.low) / wanted) ** 2
    const total = sum[to]! - sum[from]!
    return squares[to]! - squares[from]! - (total * total) / count
  }
  let best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
  best[0] = 0
  const choices: Int32Array[] = []
  for (let used = 0; used < wanted; used++) {
    const next = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
    const choice = new Int32Array(n + 1).fill(-1)
    for (let to = 1; to <= n; to++)
      for (let from = to - 1; from >= 0; from--) {
        if (rows[to]! - rows[from]! < facts.k || best[from] === Number.POSITIVE_INFINITY) continue
        const total = best[from]! + cost(from, to)
        if (total < next[to]!) {
          next[to] = total
          choice[to] = from
        }
      }
    best = next
    choices.push(choice)
  }
  const edges: number[] = []
  for (let used = wanted - 1, to = n; used > 0; used--) {
    to = choices[used]![to]!
    edges.unshift(atoms[to]!.from)
  }
  return edges
}

/** Edges of every level: coarser ones are chosen among the finer's, so that levels nest. */
function coarserEdges(
  method: BuiltHierarchySpec['method'],
  classes: readonly number[],
  finest: readonly number[],
  facts: Distribution,
): number[][] {
  const levels = [[...finest]]
  for (const most of classes.slice(1)) {
    const edges = levels.at(-1)!
    if (edges.length < most) {
      levels.push(edges)
      continue
    }
    const atoms: Atom[] = Array.from({ length: edges.length + 1 }, (_, i) => ({
      from: edges[i - 1] ?? facts.low,
      rows: 0,
      sum: 0,
      squares: 0,
    }))
    facts.values.forEach((value, i) => {
      const atom = atoms[classOf(edges, value)]!
      const count = facts.rows[i]!
      atom.rows += count
      atom.sum += count * value
      atom.squares += count * value * value
    })
    levels.push(partition(method, atoms, most, facts))
  }
  return levels
}

/**
 * Edges without those that would part off a class of fewer than k persons: each short class joins its smaller neighbour.
 * @param persons - of each class; a person may stand in several
 * @returns the same edges if all classes hold; else fewer, to be counted again
 */
export function joinShort(edges: readonly number[], persons: readonly number[], k: number): number[] {
  const gone = new Set<number>()
  let joinedUpTo = -1
  persons.forEach((count, i) => {
    if (count >= k || i <= joinedUpTo || edges.length === 0) return
    const left = i === 0 || i - 1 <= joinedUpTo ? Number.POSITIVE_INFINITY : persons[i - 1]!
    const right = persons[i + 1] ?? Number.POSITIVE_INFINITY
    if (left === Number.POSITIVE_INFINITY && right === Number.POSITIVE_INFINITY) return
    gone.add(left <= right ? i - 1 : i)
    joinedUpTo = left <= right ? i : i + 1
  })
  return edges.filter((_, i) => !gone.has(i))
}
