import { type Grouping, Growing, groupByPair, SequenceNumbers } from './grouping.ts'
import type { Histogram } from './types.ts'

/**
 * Classes of what a reader is taken to know of a person, and which profiles are in which.
 * Classes of profile p: `member[start[p] … start[p + 1] - 1]`.
 */
export interface Units {
  classes: number
  start: Int32Array
  member: Int32Array
  /** Whether rows of this row class are part of class `id`. */
  has(id: number, rowClass: number): boolean
}

/** Values held in classes: entry j says that the persons of its profile hold `value[j]` (-1: nothing) in class `cls[j]`. */
export interface Holdings {
  classes: number
  /** Entries of profile p: `start[p] … start[p + 1] - 1`. */
  start: Int32Array
  cls: Int32Array
  value: Int32Array
}

export const everyoneHasOneRow = (h: Histogram) => h.profileTuples.length === h.profilePersons.length

/** Row class of each position of `profileTuples`, split by the given sensitive columns. */
export function rowClassOfPositions(histogram: Histogram, tuples: Grouping, joined: readonly number[]): Grouping {
  const positions = histogram.profileTuples.length
  let of = new Int32Array(positions)
  for (let i = 0; i < positions; i++) of[i] = tuples.of[histogram.profileTuples[i]!]!
  let classes = tuples.classes
  for (const j of joined) ({ of, classes } = groupByPair(of, histogram.sensitive![j]!, positions) as { of: typeof of; classes: number })
  return { of, classes }
}

/**
 * Units of counting: whole profiles (`known` Infinity), or all sub-multisets of up to `known` rows.
 * Of the sub-multisets only the largest of each profile are needed: who shares a larger one shares its parts too. So the sizes
 * are `known` and the lengths of profiles that are shorter.
 *
 * @source privacy-rules A1; Terrovitis, Mamoulis, Kalnis 2008 (k^m)
 */
export function unitsOf(histogram: Histogram, rowClass: Grouping, known: number): Units {
  const { profileStart } = histogram
  const profiles = profileStart.length - 1
  if (everyoneHasOneRow(histogram))
    return { classes: rowClass.classes, start: profileStart, member: rowClass.of, has: (id, row) => id === row }
  const numbers = new SequenceNumbers()
  const start = new Int32Array(profiles + 1)
  const member = new Growing()
  const scratch = new Int32Array(longest(profileStart))
  const sizes = known === Number.POSITIVE_INFINITY ? null : sizesOfParts(profileStart, known)
  for (let p = 0; p < profiles; p++) {
    const sorted = sortedPart(rowClass.of, profileStart[p]!, profileStart[p + 1]!, scratch)
    if (sizes === null) member.push(numbers.number(sorted, 0, sorted.length))
    else for (const size of sizes) if (size <= sorted.length) eachPart(sorted, size, (part) => member.push(numbers.number(part, 0, size)))
    start[p + 1] = member.length
  }
  return { classes: numbers.count, start, member: member.done(), has: (id, row) => numbers.has(id, row) }
}

function longest(profileStart: Int32Array): number {
  let most = 0
  for (let p = 0; p + 1 < profileStart.length; p++) most = Math.max(most, profileStart[p + 1]! - profileStart[p]!)
  return most
}

/** Histories are short: they are sorted by insertion, in place of a million small arrays. */
function sortedPart(of: Int32Array, from: number, to: number, scratch: Int32Array): Int32Array {
  const part = scratch.subarray(0, to - from)
  if (to - from > 32) {
    part.set(of.subarray(from, to))
    return part.sort()
  }
  for (let i = from; i < to; i++) {
    const item = of[i]!
    let at = i - from
    while (at > 0 && part[at - 1]! > item) {
      part[at] = part[at - 1]!
      at--
    }
    part[at] = item
  }
  return part
}

function sizesOfParts(profileStart: Int32Array, known: number): number[] {
  const sizes = new Set<number>()
  for (let p = 0; p + 1 < profileStart.length; p++) sizes.add(Math.min(known, profileStart[p + 1]! - profileStart[p]!))
  return [...sizes].sort((a, b) => a - b)
}

/** Every distinct sub-multiset of `size` items of a sorted sequence, once. */
function eachPart(sorted: Int32Array, size: number, visit: (part: Int32Array) => void): void {
  const part = new Int32Array(size)
  const choose = (depth: number, from: number): void => {
    if (depth === size) {
      visit(part)
      return
    }
    for (let i = from; i <= sorted.length - (size - depth); i++) {
      if (i > from && sorted[i] === sorted[i - 1]) continue
      part[depth] = sorted[i]!
      choose(depth + 1, i + 1)
    }
  }
  choose(0, 0)
}

/**
 * The values of a sensitive column as a reader meets them: in each class of what is known, at each kind of row.
 * A class whose rows all hold one value tells it, whatever the persons' other rows hold.
 */
export function sensitiveHoldings(histogram: Histogram, rowClass: Grouping, units: Units, column: number): Holdings {
  const values = histogram.sensitive![column]!
  const { profileStart } = histogram
  if (everyoneHasOneRow(histogram)) return { classes: units.classes, start: profileStart, cls: units.member, value: values }
  const profiles = profileStart.length - 1
  const start = new Int32Array(profiles + 1)
  const unit = new Growing()
  const row = new Growing()
  const value = new Growing()
  for (let p = 0; p < profiles; p++) {
    for (let m = units.start[p]!; m < units.start[p + 1]!; m++)
      for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) {
        if (!units.has(units.member[m]!, rowClass.of[i]!)) continue
        unit.push(units.member[m]!)
        row.push(rowClass.of[i]!)
        value.push(values[i]!)
      }
    start[p + 1] = unit.length
  }
  const grouping = groupByPair(unit.done(), row.done(), unit.length)
  return { classes: grouping.classes, start, cls: grouping.of, value: value.done() }
}

/** Households in each class of `units`. */
export function householdHoldings(histogram: Histogram, units: Units): Holdings {
  const households = histogram.households!
  const profiles = histogram.profileStart.length - 1
  const start = new Int32Array(profiles + 1)
  const cls = new Growing()
  const value = new Growing()
  for (let p = 0; p < profiles; p++) {
    for (let m = units.start[p]!; m < units.start[p + 1]!; m++)
      for (let i = households.start[p]!; i < households.start[p + 1]!; i++) {
        cls.push(units.member[m]!)
        value.push(households.ids[i]!)
      }
    start[p + 1] = cls.length
  }
  return { classes: units.classes, start, cls: cls.done(), value: value.done() }
}
