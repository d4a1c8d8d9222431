import { personsPerClass } from '../privacy/k-anonymity.ts'
import { keepWhatHolds } from '../privacy/model.ts'
import type { SizesLeft } from '../privacy/whole-file.ts'
import type { ModelsAt } from './bind.ts'
import type { Histogram, Requirement, SearchColumn } from './types.ts'

/** Who is left of the profiles at one combination of levels. */
export interface Judgement {
  alive: Uint8Array
  /** Who is left by what is upward closed alone: whoever is not is suppressed at every finer combination too. */
  certain: Uint8Array
  /** False: the combination cannot meet the requirement, whoever is suppressed. */
  possible: boolean
  /** No finer combination can meet it either. */
  closesFiner: boolean
  /** Persons who are suppressed at every finer combination at least, whoever they are. */
  atLeastGone: number
}

/** Strikes whom the requirement does not let leave; `bound` belongs to `levels`. */
export function judge(
  bound: ModelsAt,
  levels: readonly number[],
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
): Judgement {
  const alive = new Uint8Array(histogram.profilePersons.length).fill(1)
  const nobodyMayGo = requirement.maxSuppressedRows < 1 || requirement.maxSuppressedPersons < 1
  // Where nobody may be suppressed, a class that fails was not made of classes that all hold: finer combinations fail too.
  const closed = bound.all.flatMap((model) =>
    model.closed || (nobodyMayGo && model.merges) ? [model] : model.necessary ? [model.necessary] : [],
  )
  keepWhatHolds(closed, alive)
  const isAll = bound.all.every((model) => closed.includes(model)) && bound.wholeFile.length === 0
  if (isAll && !bound.impossible) return { alive, certain: alive, possible: true, closesFiner: false, atLeastGone: 0 }
  const certain = alive.slice()
  let atLeastGone = 0
  const closing = () => ({ alive, certain, possible: false, closesFiner: true, atLeastGone })
  if (bound.impossible) return closing()
  if (nobodyMayGo && certain.every((one) => one === 1)) {
    const left = sizesLeft(bound, alive, histogram)
    if (bound.wholeFile.some((model) => model.merges && !model.holds(model.figure(left)))) return closing()
  }
  if (histogram.profileTuples.length === histogram.profilePersons.length) {
    const gone = requirement.persons - personsLeft(certain, histogram)
    const most = Math.min(requirement.maxSuppressedPersons, requirement.maxSuppressedRows)
    for (const model of bound.all) {
      if (model.closed || !model.atLeastGone) continue
      atLeastGone = Math.max(atLeastGone, gone + model.atLeastGone(certain, requirement.k ?? 1))
      if (atLeastGone > Math.min(most, requirement.persons - 1)) return closing()
    }
    // Of the smallest classes as many may go as the limit lets; whatever finer combinations give up, merged it is no better than that.
    const merging = bound.wholeFile.filter((model) => model.merges)
    if (merging.length > 0 && !holdsWithin(most - gone, sizesLeft(bound, certain, histogram), merging)) return closing()
  }
  keepWhatHolds(bound.all, alive)
  const possible = bound.wholeFile.length === 0 || keepLargeClasses(bound, alive, levels, columns, histogram, requirement)
  return { alive, certain, possible, closesFiner: false, atLeastGone }
}

/** Sizes of the classes that are left, ascending. */
export function sizesLeft({ units }: ModelsAt, alive: Uint8Array, { profilePersons }: Histogram): SizesLeft {
  const sizes = personsPerClass(units, profilePersons, alive).sort()
  let from = 0
  while (from < sizes.length && sizes[from] === 0) from++
  let persons = 0
  for (let i = from; i < sizes.length; i++) persons += sizes[i]!
  return { sizes, from, persons }
}

/** Whether each of the models can hold when the smallest classes, of so many persons at most, may go. */
function holdsWithin(most: number, { sizes, from, persons }: SizesLeft, models: ModelsAt['wholeFile']): boolean {
  const waiting = new Set(models)
  let gone = 0
  // Among classes of one size the figure only falls or only rises: it is the least where a size begins, or at the limit.
  for (let at = from; at < sizes.length; at++) {
    const over = gone + sizes[at]! > most
    if (at === from || over || sizes[at] !== sizes[at - 1]) {
      const without = { sizes, from: at, persons: persons - gone }
      for (const model of waiting) if (model.holds(model.figure(without))) waiting.delete(model)
      if (waiting.size === 0) return true
    }
    if (over) return false
    gone += sizes[at]!
  }
  return true
}

/** Gives up the smallest classes until the models of the whole file hold too; false if that takes more than may go. */
function keepLargeClasses(
  bound: ModelsAt,
  alive: Uint8Array,
  levels: readonly number[],
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
): boolean {
  const holds = (left: SizesLeft) => bound.wholeFile.every((model) => model.holds(model.figure(left)))
  const { start } = bound.units
  const inOne = bound.units.member.length === start.length - 1
  for (;;) {
    const left = sizesLeft(bound, alive, histogram)
    if (left.persons === 0) return false
    if (holds(left)) return true
    const mayGo = requirement.maxSuppressedPersons - (requirement.persons - personsLeft(alive, histogram))
    if (mayGo < 0) return false
    // A person in several classes takes something from each: the smallest size goes, then everything is judged again.
    const fewest = inOne ? fewestClasses(left, mayGo, holds) : equalToSmallest(left)
    if (fewest === null) return false
    strikeSmallest(fewest, bound, alive, levels, columns, histogram)
    keepWhatHolds(bound.all, alive)
  }
}

function personsLeft(alive: Uint8Array, { profilePersons }: Histogram): number {
  let persons = 0
  for (let p = 0; p < alive.length; p++) if (alive[p] === 1) persons += profilePersons[p]!
  return persons
}

function equalToSmallest({ sizes, from }: SizesLeft): number {
  let count = 0
  while (from + count < sizes.length && sizes[from + count] === sizes[from]) count++
  return count
}

/** How many of the smallest classes must go, by halving; null if it takes all of them, or more persons than may go. */
function fewestClasses({ sizes, from, persons }: SizesLeft, mayGo: number, holds: (left: SizesLeft) => boolean): number | null {
  const gone = new Float64Array(sizes.length - from + 1)
  for (let i = from; i < sizes.length; i++) gone[i - from + 1] = gone[i - from]! + sizes[i]!
  const without = (count: number): SizesLeft => ({ sizes, from: from + count, persons: persons - gone[count]! })
  let low = 1
  let high = sizes.length - from - 1
  while (high > 0 && gone[high]! > mayGo) high--
  if (high < 1) return null
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(without(middle))) high = middle
    else low = middle + 1
  }
  return holds(without(low)) ? low : null
}

/** Strikes so many of the smallest classes; of equal ones those whose released codes come first, whatever the order of rows. */
function strikeSmallest(
  count: number,
  { units, rowClass }: ModelsAt,
  alive: Uint8Array,
  levels: readonly number[],
  columns: readonly SearchColumn[],
  histogram: Histogram,
): void {
  const sizes = personsPerClass(units, histogram.profilePersons, alive)
  const ascending = sizes.filter((size) => size > 0).sort()
  const limit = ascending[count - 1]!
  let among = count
  for (const size of ascending) if (size < limit) among--
  const goes = new Uint8Array(units.classes)
  const member = new Int32Array(units.classes).fill(-1)
  for (let p = 0; p < alive.length; p++)
    if (alive[p] === 1) for (let m = units.start[p]!; m < units.start[p + 1]!; m++) member[units.member[m]!] = p
  const equal: number[] = []
  for (let c = 0; c < sizes.length; c++) {
    if (sizes[c] === 0) continue
    if (sizes[c]! < limit) goes[c] = 1
    else if (sizes[c] === limit) equal.push(c)
  }
  if (among < equal.length) {
    const keys = new Map(equal.map((c) => [c, keyOf(c, member[c]!)]))
    equal.sort((a, b) => compare(keys.get(a)!, keys.get(b)!))
  }
  for (const c of equal.slice(0, among)) goes[c] = 1
  for (let p = 0; p < alive.length; p++)
    for (let m = units.start[p]!; m < units.start[p + 1]!; m++) if (goes[units.member[m]!] === 1) alive[p] = 0

  /** Codes of the rows that make the class, of one who is in it. */
  function keyOf(unit: number, profile: number): number[][] {
    const rows: number[][] = []
    for (let i = histogram.profileStart[profile]!; i < histogram.profileStart[profile + 1]!; i++) {
      if (!units.has(unit, rowClass.of[i]!)) continue
      const tuple = histogram.profileTuples[i]!
      rows.push(columns.map((column, c) => column.levels[levels[c]!]!.code[histogram.columns[c]![tuple]!]!))
    }
    return rows.sort((a, b) => compareCodes(a, b))
  }
}

function compareCodes(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

function compare(a: readonly number[][], b: readonly number[][]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = compareCodes(a[i]!, b[i]!)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
