import { type CodedColumn, refine } from './table.ts'

/** More work than this is not done: subsets of columns × tuples. */
const MOST_WORK = 4e8

export interface Uniqueness {
  /** special-uniques score of each tuple: Σ (columns − size)! over its minimal sets */
  scores: Float64Array
  /** sets of columns that are minimal for someone, with how many units they make unique, most first */
  drivers: { columns: string[]; uniques: number }[]
}

/**
 * Minimal sample uniques: the smallest sets of columns on which a unit is alone. null if there are too many sets to try.
 *
 * @param owners - per tuple the one unit that has it; -1: several have it
 * @source Elliot, Manning, Ford 2002 (SUDA); Manning, Haglin, Keane 2008 (SUDA2)
 */
export function minimalUniques(columns: readonly CodedColumn[], codes: readonly Int32Array[], owners: Int32Array): Uniqueness | null {
  const width = columns.length
  const tuples = owners.length
  if (2 ** width * tuples > MOST_WORK || width > 20) return null
  const scores = new Float64Array(tuples)
  const drivers: { mask: number; uniques: number }[] = []
  const unique: (Uint8Array | null)[] = new Array(2 ** width).fill(null)
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

  // Masks are visited in ascending order, so every smaller set comes before the sets that hold it.
  const visit = (column: number, mask: number, groups: { of: Int32Array; count: number }) => {
    if (column < 0) {
      if (mask > 0) evaluate(mask, groups)
      return
    }
    visit(column - 1, mask, groups)
    visit(column - 1, mask | (1 << column), refine(groups.of, codes[column]!, columns[column]!.values))
  }
  const evaluate = (mask: number, groups: { of: Int32Array; count: number }) => {
    const owner = new Int32Array(groups.count).fill(-2)
    groups.of.forEach((group, tuple) => {
      owner[group] = owner[group] === -2 || owner[group] === owners[tuple] ? owners[tuple]! : -1
    })
    const smaller: (Uint8Array | null)[] = []
    let size = 0
    for (let column = 0; column < width; column++)
      if (mask & (1 << column)) {
        size += 1
        smaller.push(unique[mask & ~(1 << column)]!)
      }
    const here = new Uint8Array(tuples)
    const found = new Set<number>()
    let any = false
    for (let tuple = 0; tuple < tuples; tuple++) {
      const one = owner[groups.of[tuple]!]!
      if (one < 0) continue
      any = true
      here[tuple] = 1
      if (smaller.some((flags) => flags?.[tuple] === 1)) continue
      scores[tuple]! += factorial(width - size)
      found.add(one)
    }
    unique[mask] = any ? here : null
    if (found.size > 0) drivers.push({ mask, uniques: found.size })
  }
  visit(width - 1, 0, { of: new Int32Array(tuples), count: 1 })
  const setOf = (mask: number) => columns.filter((_, column) => mask & (1 << column)).map(({ name }) => name)
  return {
    scores,
    drivers: drivers
      .map(({ mask, uniques }) => ({ columns: setOf(mask), uniques }))
      .sort((a, b) => b.uniques - a.uniques || a.columns.length - b.columns.length),
  }
}
