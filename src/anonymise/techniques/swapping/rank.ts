import { upTo } from '../../coding/codes.ts'
import { ValueProblem } from '../../errors.ts'
import { type Coded, compareDrawn, type Entering, uniform } from '../../perturbation.ts'
import { parsePacked } from '../../values/date.ts'
import { parseNumber } from '../../values/number.ts'

interface Rows {
  stratum: number
  value: number
  rows: number[]
  /** of the several writings of one number the first */
  code: number
}

/**
 * Rank swapping: in ascending order each value changes places with one that is at most `window` × n ranks further on, within equal
 * `by`. A person's equal values are one and change together, with those that stand in as many rows: the column's values stay as
 * often as they were.
 * @source R. A. Moore: Controlled Data-Swapping Techniques for Masking Public Use Microdata Sets (1996)
 */
export function rankSwapped(column: string, window: number, entering: Entering): Coded {
  const { rows, stratum, person, draws } = entering
  const { codes, texts } = entering.column(column)
  const values = ordered(column, codes, texts)
  const [places, picks] = [draws[0]!, draws[1]!]
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
    .filter((row) => !Number.isNaN(values[row]!))
    .sort((a, b) => stratum[a]! - stratum[b]! || values[a]! - values[b]! || person[a]! - person[b]! || compareDrawn(places, a, b))
  const pools = new Map<number, Rows[]>()
  for (let from = 0; from < order.length; ) {
    const first = order[from]!
    const own: number[] = []
    for (; from < order.length && same(order[from]!, first); from++) own.push(order[from]!)
    const pool = stratum[first]! * (rows + 1) + own.length
    const known = pools.get(pool)
    const unit: Rows = {
      stratum: stratum[first]!,
      value: values[first]!,
      rows: own,
      code: own.reduce((least, row) => Math.min(least, codes[row]!), codes[first]!),
    }
    if (known) known.push(unit)
    else pools.set(pool, [unit])
  }
  const swapped = Int32Array.from(codes)
  let alone = 0
  for (const pool of together(pools)) {
    // Numbers of persons are the engine's own: equal values stand in the order of their draws.
    pool.sort((a, b) => a.value - b.value || compareDrawn(places, a.rows[0]!, b.rows[0]!))
    if (pool.length === 1) alone += pool[0]!.rows.length
    const partner = exchanged(pool.length, Math.max(1, Math.floor(window * pool.length)), (i) => uniform(picks, pool[i]!.rows[0]!))
    pool.forEach((unit, i) => {
      const { code } = pool[partner[i]!]!
      for (const row of unit.rows) swapped[row] = code
    })
  }
  if (alone > 0) entering.warn(`列「${column}」のデータ交換で、入れ替える相手のない行が${alone}行あり、元の値のままです`)
  return { codes: swapped, texts }

  function same(a: number, b: number) {
    return stratum[a] === stratum[b] && values[a] === values[b] && person[a] === person[b]
  }
}

/**
 * A value that nobody else holds in as many rows would have to stay as it is: it joins the others of its stratum of whom that is so, or
 * else those of whom there are most.
 */
function together(pools: ReadonlyMap<number, Rows[]>): Rows[][] {
  const whole: Rows[][] = []
  const singles = new Map<number, Rows[]>()
  const largest = new Map<number, Rows[]>()
  // Pools by number of rows, so that of two as large the same one is taken whatever the order of rows.
  for (const pool of [...pools.values()].sort((a, b) => a[0]!.rows.length - b[0]!.rows.length)) {
    const { stratum } = pool[0]!
    if (pool.length === 1) {
      const known = singles.get(stratum)
      if (known) known.push(pool[0]!)
      else singles.set(stratum, [pool[0]!])
      continue
    }
    whole.push(pool)
    if (pool.length > (largest.get(stratum)?.length ?? 0)) largest.set(stratum, pool)
  }
  for (const [stratum, pool] of singles) {
    const home = pool.length === 1 ? largest.get(stratum) : undefined
    if (home) home.push(pool[0]!)
    else whole.push(pool)
  }
  return whole
}

/** One text for one number or day, however written. */
export function rankText(text: string | null): string | null {
  if (text === null) return null
  const value = parseNumber(text) ?? parsePacked(text)
  return String(value)
}

/** Numbers, or days as numbers, by row; NaN where the cell is empty. */
function ordered(column: string, codes: Int32Array, texts: readonly (string | null)[]): Float64Array {
  const read = (parse: (text: string) => number | null) => {
    let odd = 0
    const byCode = texts.map((text) => (text === null ? Number.NaN : parse(text)))
    const values = Float64Array.from(codes, (code) => {
      const value = byCode[code]
      if (value === null) odd++
      return value ?? Number.NaN
    })
    return { values, odd }
  }
  const numbers = read(parseNumber)
  if (numbers.odd === 0) return numbers.values
  const days = read((text) => {
    const day = parsePacked(text)
    return day === -1 ? null : day
  })
  if (days.odd === 0) return days.values
  throw new ValueProblem(
    column,
    Math.min(numbers.odd, days.odd),
    '順位のつかない値',
    '数か日付の列にするか、"method": "pram" か "record" を使うか、この値の行を records の delete-records で除いてください',
  )
}

/** Whose value each of n in a row gets: partners at most `reach` apart, but for those whom nobody near was left for. */
function exchanged(n: number, reach: number, chance: (i: number) => number): Int32Array {
  const partner = upTo(n)
  // next[i]: the first at or after i who has no partner yet.
  const next = upTo(n + 1)
  const free = (from: number): number => {
    let i = Math.min(from, n)
    while (next[i] !== i) {
      next[i] = next[next[i]!]!
      i = next[i]!
    }
    return i
  }
  for (let i = free(0); i < n; i = free(i)) {
    next[i] = i + 1
    const last = Math.min(n - 1, i + reach)
    let j = free(i + 1 + Math.floor(chance(i) * (last - i)))
    if (j > last) j = free(i + 1)
    if (j <= last) {
      next[j] = j + 1
      partner[i] = j
      partner[j] = i
    } else if (n > 1) {
      // Nobody is left nearby: the value goes between a pair beside it, of which both are near if there is such a pair.
      let beside = i - 1
      while (beside > 0 && i - beside < reach && Math.abs(i - partner[beside]!) > reach) beside--
      if (beside < 0 || Math.abs(i - partner[beside]!) > reach) beside = i > 0 ? i - 1 : i + 1
      partner[i] = partner[beside]!
      partner[beside] = i
    }
  }
  return partner
}
