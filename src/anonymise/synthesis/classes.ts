import { compareBytes } from '../engines/text.ts'
import { classOf, joinShort, numericEdges } from '../hierarchies/built.ts'
import { exact } from '../hierarchies/number.ts'
import type { CellText } from '../plan.ts'
import { formatNumber, parseNumber } from '../values/number.ts'
import type { Chance } from './draws.ts'

/** A column as synthesis sees it: few ordered classes, and how a text is drawn from one. */
export interface Classes {
  /** class of each code of the column */
  of: Int32Array
  count: number
  /** classes lie on a line: numbers and what begins with one */
  ordered: boolean
  /** classes that enough persons hold: only these are drawn (privacy-rules F5) */
  drawable: Uint8Array
  text: (drawn: number, draws: Chance) => CellText
}

/** Fewer distinct numbers than this are values of their own. */
const FEW_NUMBERS = 20
const NUMBER_CLASSES = 40
/** Numbers looked at, from the one drawn on, to find one that no small group holds. */
const TRIES = 1000

/**
 * Classes of a released column. Texts are classes of their own; many numbers are joined in bins on a round grid.
 * @param texts - by code
 * @param codes - per row
 * @param persons - number of the person per row
 * @param least - persons who must hold a class, or a text, for it to be drawn
 */
export function classesOf(texts: readonly CellText[], codes: Int32Array, persons: Int32Array, least: number): Classes {
  const holders = holdersOf(codes, persons, texts.length)
  const used = [...texts.keys()].filter((code) => holders[code]! > 0)
  const numbers = texts.map((text) => (text === null ? null : parseNumber(text)))
  const filled = used.filter((code) => texts[code] !== null)
  const isNumeric = filled.length > FEW_NUMBERS && filled.every((code) => numbers[code] !== null)
  return isNumeric ? binned(texts, numbers, holders, codes, persons, least) : listed(texts, used, holders, least)
}

/** Distinct persons per code. */
function holdersOf(codes: Int32Array, persons: Int32Array, count: number): Float64Array {
  const holders = new Float64Array(count)
  const seen = new Set<number>()
  codes.forEach((code, row) => {
    const pair = persons[row]! * count + code
    if (seen.has(pair)) return
    seen.add(pair)
    holders[code]!++
  })
  return holders
}

const LEADING_NUMBER = /^[^\d]{0,2}(-?\d[\d,]*(?:\.\d+)?)/

/** Texts in their natural order, each a class. */
function listed(texts: readonly CellText[], used: readonly number[], holders: Float64Array, least: number): Classes {
  const key = (text: CellText) =>
    text === null ? Number.NEGATIVE_INFINITY : Number((LEADING_NUMBER.exec(text)?.[1] ?? 'x').replaceAll(',', ''))
  const keys = new Map(used.map((code) => [code, key(texts[code]!)]))
  const sorted = [...used].sort((a, b) => {
    const [x, y] = [keys.get(a)!, keys.get(b)!]
    if (x !== y && !Number.isNaN(x) && !Number.isNaN(y)) return x - y
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
    return compareBytes(texts[a] ?? '', texts[b] ?? '')
  })
  const of = new Int32Array(texts.length)
  sorted.forEach((code, rank) => {
    of[code] = rank
  })
  return {
    of,
    count: Math.max(1, sorted.length),
    ordered: [...keys.values()].filter((value) => !Number.isNaN(value)).length * 2 > used.length,
    drawable: Uint8Array.from(sorted, (code) => (holders[code]! >= least ? 1 : 0)),
    text: (drawn) => texts[sorted[drawn]!] ?? null,
  }
}

/** Numbers in bins of at least so many persons; class 0 is null. A drawn number lies on a grid and is none that fewer persons hold. */
function binned(
  texts: readonly CellText[],
  numbers: readonly (number | null)[],
  holders: Float64Array,
  codes: Int32Array,
  persons: Int32Array,
  least: number,
): Classes {
  const rows = new Map<number, number>()
  const heldBy = new Map<number, number>()
  const extreme = new Map<number, { low: number; high: number }>()
  codes.forEach((code, row) => {
    const value = numbers[code]
    if (value === null || value === undefined) return
    rows.set(value, (rows.get(value) ?? 0) + 1)
    const own = extreme.get(persons[row]!)
    if (!own) extreme.set(persons[row]!, { low: value, high: value })
    else if (value < own.low) own.low = value
    else if (value > own.high) own.high = value
  })
  numbers.forEach((value, code) => {
    if (value !== null && holders[code]! > 0) heldBy.set(value, Math.max(heldBy.get(value) ?? 0, holders[code]!))
  })
  const values = [...rows.keys()].sort((a, b) => a - b)
  const integers = values.every(Number.isInteger)
  const lows = Float64Array.from(extreme.values(), ({ low }) => low).sort()
  const highs = Float64Array.from(extreme.values(), ({ high }) => high).sort()
  const at = Math.min(least, lows.length) - 1
  const [low, high] = [lows[at]!, highs[highs.length - 1 - at]!]
  const facts = {
    values: Float64Array.from(values),
    rows: Float64Array.from(values, (value) => rows.get(value)!),
    low: Math.min(low, high),
    high: Math.max(low, high),
    k: least,
  }
  let edges = numericEdges('equal-frequency', NUMBER_CLASSES, facts, integers)
  const binOf = (code: number): number => {
    const value = numbers[code]
    return value === null || value === undefined ? 0 : 1 + classOf(edges, value)
  }
  for (;;) {
    const bins = Int32Array.from(codes, (code) => binOf(code))
    const counted = holdersOf(bins, persons, edges.length + 2)
    const joined = joinShort(edges, [...counted.subarray(1)], least)
    if (joined.length === edges.length) break
    edges = joined
  }
  const of = Int32Array.from(texts, (_, code) => binOf(code))
  const counted = holdersOf(
    Int32Array.from(codes, (code) => of[code]!),
    persons,
    edges.length + 2,
  )
  const step = stepOf(facts, integers)
  const finer = integers ? Math.max(1, Math.round(step / 10)) : step / 10
  return {
    of,
    count: edges.length + 2,
    ordered: true,
    drawable: Uint8Array.from(counted, (n) => (n >= least ? 1 : 0)),
    text: (drawn, draws) => {
      if (drawn === 0) return null
      // The outer bins end where at least so many persons lie beyond: nobody's far number is told.
      const [low, high] = [edges[drawn - 2] ?? facts.low, edges[drawn - 1] ?? facts.high]
      const share = draws.next()
      // On the data's own grid if it can be: first what nobody has or many, then what nobody has alone.
      for (const [grid, holders] of [
        [step, least],
        [step, 2],
        [finer, least],
      ] as const) {
        const number = freeNumber(low, high, grid, share, heldBy, holders)
        if (number !== null) return formatNumber(number)
      }
      return null
    },
  }
}

/** From the share of the way on, the first multiple of the step in [low, high) that nobody holds, or at least so many. */
function freeNumber(
  low: number,
  high: number,
  step: number,
  share: number,
  heldBy: ReadonlyMap<number, number>,
  least: number,
): number | null {
  const from = Math.ceil(low / step - 1e-9)
  const size = Math.max(1, Math.ceil(high / step - 1e-9) - from)
  const start = Math.floor(share * size)
  for (let i = 0; i < Math.min(TRIES, size); i++) {
    const value = exact((from + ((start + i) % size)) * step)
    if ((heldBy.get(value) ?? least) >= least) return value
  }
  return null
}

/** The largest 1, 2 or 5 times a power of ten of which nine tenths of the rows are multiples: the data's own grid. */
function stepOf({ values, rows }: { values: Float64Array; rows: Float64Array }, integers: boolean): number {
  const total = rows.reduce((sum, n) => sum + n, 0)
  for (let power = 9; power >= (integers ? 0 : -6); power--)
    for (const digit of [5, 2, 1]) {
      const step = digit * 10 ** power
      let on = 0
      values.forEach((value, i) => {
        const quotient = value / step
        if (Math.abs(quotient - Math.round(quotient)) < 1e-9) on += rows[i]!
      })
      if (on >= 0.9 * total) return step
    }
  return integers ? 1 : 1e-6
}
