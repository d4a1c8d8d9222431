import type { CodedColumn } from './table.ts'

/** Rows looked at in all sets of columns together: beyond it the search is given up. */
const MOST_WORK = 3e9
const MOST_COLUMNS = 30

/** How the minimal sets of a unit become a score. */
export type SudaScoring = 'original' | 'ihsn'

export interface Uniqueness {
  /** special-uniques score of each tuple: a sum over its minimal sets */
  scores: Float64Array
  /** share of each tuple's score that comes from sets with the column: column by column */
  contributions: Float64Array[]
  /** size of the smallest minimal set of each tuple; 0: it has none */
  smallest: Uint8Array
  /** sets of columns that are minimal for someone, with how many units they make unique, most first */
  drivers: { columns: string[]; uniques: number }[]
}

/** What a minimal set of so many of `width` columns adds to the score. */
function sudaWeight(scoring: SudaScoring, width: number, size: number): number {
  let product = 1
  if (scoring === 'original') for (let i = 2; i <= width - size; i++) product *= i
  else {
    for (let i = 1; i <= size; i++) product *= i / (width - size + i)
    product *= 2 ** (width - size) - 1
  }
  return product
}

/**
 * Minimal sample uniques: the smallest sets of columns on which a unit is alone. null if there are too many sets to try.
 *
 * Sets are visited so that each comes after all that it holds. A tuple that is unique on the columns chosen so far goes no
 * deeper, nor does a group in which nobody can ever be unique: what is left shrinks with every column.
 *
 * @param owners - per tuple the one unit that has it; -1: several have it
 * @source Elliot, Manning, Ford 2002 (SUDA); Manning, Haglin, Keane 2008 (SUDA2); IHSN: a set of k of m columns weighs (2^(m−k) − 1) / C(m, k)
 */
export function minimalUniques(
  given: readonly Pick<CodedColumn, 'name' | 'values'>[],
  givenCodes: readonly Int32Array[],
  owners: Int32Array,
  scoring: SudaScoring = 'original',
): Uniqueness | null {
  const width = given.length
  const tuples = owners.length
  if (width > MOST_COLUMNS) return null
  // Bits ascend with the number of values: the column that tells most comes first in a set, and the rest is soon left out.
  const places = given.map((_, place) => place).sort((a, b) => given[a]!.values - given[b]!.values || a - b)
  const columns = places.map((place) => given[place]!)
  const codes = places.map((place) => givenCodes[place]!)
  const weights = Array.from({ length: width + 1 }, (_, size) => sudaWeight(scoring, width, size))
  const scores = new Float64Array(tuples)
  const contributions = columns.map(() => new Float64Array(tuples))
  const smallest = new Uint8Array(tuples)
  const drivers: { mask: number; uniques: number }[] = []
  // Minimal sets found so far, a list for each tuple.
  const last = new Int32Array(tuples)
  let masks = new Int32Array(1 << 12)
  let earlier = new Int32Array(1 << 12)
  let found = 1
  let work = 0
  /** per unit the last set that counted it */
  const counted = new Int32Array(largest(owners) + 1)
  let visits = 0

  const record = (mask: number, size: number, tuple: number): boolean => {
    for (let at = last[tuple]!; at !== 0; at = earlier[at]!) if ((masks[at]! & mask) === masks[at]!) return false
    if (found === masks.length) {
      masks = widened(masks)
      earlier = widened(earlier)
    }
    masks[found] = mask
    earlier[found] = last[tuple]!
    last[tuple] = found++
    scores[tuple]! += weights[size]!
    for (let column = 0; column < width; column++) if (mask & (1 << column)) contributions[column]![tuple]! += weights[size]!
    if (smallest[tuple] === 0 || smallest[tuple]! > size) smallest[tuple] = size
    return true
  }

  /** Splits the groups by a column; tuples alone on the set are recorded and go. */
  const split = (mask: number, size: number, rows: Int32Array, of: Int32Array, count: number, column: number) => {
    const own = codes[column]!
    const values = columns[column]!.values
    const refined = new Int32Array(rows.length)
    const numbers = pairNumbers(rows, of, own, count, values, refined)
    // −2: nobody yet, −1: several, else the one unit of the group.
    const owner = new Int32Array(numbers).fill(-2)
    // Whether any tuple of one unit is among them: without, nobody can become unique.
    const hopeful = new Uint8Array(numbers)
    for (let i = 0; i < rows.length; i++) {
      const group = refined[i]!
      const one = owners[rows[i]!]!
      if (one >= 0) hopeful[group] = 1
      const before = owner[group]!
      if (before === -2) owner[group] = one
      else if (before !== one) owner[group] = -1
    }
    let uniques = 0
    visits += 1
    let kept = 0
    for (let i = 0; i < rows.length; i++) {
      const one = owner[refined[i]!]!
      if (one >= 0) {
        if (record(mask, size, rows[i]!) && counted[one] !== visits) {
          counted[one] = visits
          uniques += 1
        }
      } else if (hopeful[refined[i]!] === 1) kept += 1
    }
    if (uniques > 0) drivers.push({ mask, uniques })
    const nextRows = new Int32Array(kept)
    const nextOf = new Int32Array(kept)
    for (let i = 0, at = 0; i < rows.length; i++)
      if (owner[refined[i]!]! < 0 && hopeful[refined[i]!] === 1) {
        nextRows[at] = rows[i]!
        nextOf[at++] = refined[i]!
      }
    return { rows: nextRows, of: nextOf, count: numbers }
  }

  // Ascending bit masks: every smaller set comes before the sets that hold it.
  const visit = (below: number, mask: number, size: number, rows: Int32Array, of: Int32Array, count: number): boolean => {
    for (let column = 0; column < below; column++) {
      if (rows.length === 0) return true
      work += rows.length
      if (work > MOST_WORK) return false
      const next = split(mask | (1 << column), size + 1, rows, of, count, column)
      if (!visit(column, mask | (1 << column), size + 1, next.rows, next.of, next.count)) return false
    }
    return true
  }
  const all = new Int32Array(tuples)
  for (let tuple = 0; tuple < tuples; tuple++) all[tuple] = tuple
  if (tuples > 0 && !visit(width, 0, 0, all, new Int32Array(tuples), 1)) return null
  for (const column of contributions)
    for (let tuple = 0; tuple < tuples; tuple++) column[tuple] = scores[tuple] === 0 ? 0 : column[tuple]! / scores[tuple]!
  const bit = (place: number) => 1 << places.indexOf(place)
  const setOf = (mask: number) => given.filter((_, place) => mask & bit(place)).map(({ name }) => name)
  return {
    scores,
    contributions: given.map((_, place) => contributions[places.indexOf(place)]!),
    smallest,
    drivers: drivers
      .map(({ mask, uniques }) => ({ columns: setOf(mask), uniques }))
      .sort((a, b) => b.uniques - a.uniques || a.columns.length - b.columns.length),
  }
}

function largest(owners: Int32Array): number {
  let most = 0
  for (const owner of owners) if (owner > most) most = owner
  return most
}

const widened = (numbers: Int32Array): Int32Array<ArrayBuffer> => {
  const wider = new Int32Array(numbers.length * 2)
  wider.set(numbers)
  return wider
}

let table = new Int32Array(1 << 12)

/** Numbers the pairs (group, code) of some tuples from 0; answers how many there are. Group numbers lie below `count`. */
function pairNumbers(rows: Int32Array, of: Int32Array, codes: Int32Array, count: number, values: number, target: Int32Array): number {
  let found = 0
  if (count * values <= Math.max(1 << 12, rows.length * 8)) {
    if (table.length < count * values) table = new Int32Array(count * values)
    else table.fill(0, 0, count * values)
    for (let i = 0; i < rows.length; i++) {
      const pair = of[i]! * values + codes[rows[i]!]!
      if (table[pair] === 0) table[pair] = ++found
      target[i] = table[pair]! - 1
    }
    return found
  }
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(rows.length * 2 + 1)))
  const first = new Int32Array(rows.length)
  const mask = slots.length - 1
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!
    let hash = Math.imul(of[i]!, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
    hash ^= hash >>> 15
    for (let slot = Math.imul(hash, 0x2c1b3c6d) & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot]!
      if (number === 0) {
        first[found] = i
        target[i] = found
        slots[slot] = ++found
        break
      }
      const like = first[number - 1]!
      if (of[like] === of[i] && codes[rows[like]!] === code) {
        target[i] = number - 1
        break
      }
    }
  }
  return found
}

/**
 * Chance that a unit that is alone in the sample is alone in the population as well, spread by score: DIS-SUDA.
 *
 * @param scores - of each row
 * @param uniques - rows alone in their class
 * @param pairs - rows in classes of two
 * @param fraction - share of the population in the sample
 * @source Skinner, Elliot 2002 (DIS); Elliot, Manning, Ford 2002. The established tool keeps the two shares in single precision.
 */
export function disScores(scores: Float64Array, uniques: number, pairs: number, fraction: number, width: number): Float64Array {
  const dis = Math.fround((uniques * fraction) / (uniques * fraction + pairs * (1 - fraction)))
  const power = Math.fround(1 + Math.fround((8 - width) / 20))
  let adjust = 0
  for (const score of scores) if (score > 0) adjust += 1 / score ** power
  const away = uniques / dis - uniques
  return scores.map((score) => (score > 0 ? 1 / (1 + away / (score ** power * adjust)) : 0))
}
