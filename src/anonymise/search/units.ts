import { type Grouping, groupByPair, SequenceNumbers } from './grouping.ts'
import type { Histogram } from './types.ts'

/**
 * Classes of what a reader is taken to know of a person, and which profiles are in which.
 * Classes of profile p: `member[start[p] … start[p + 1] - 1]`.
 */
export interface Units {
  classes: number
  start: Int32Array
  member: Int32Array
  /** Every profile is in one class only. */
  single: boolean
}

/** Values held in classes: entry j says that the persons of its profile hold `value[j]` (-1: nothing) in class `cls[j]`. */
export interface Holdings {
  classes: number
  /** Entries of profile p: `start[p] … start[p + 1] - 1`. */
  start: Int32Array
  cls: Int32Array
  value: Int32Array
}

const everyoneHasOneRow = (h: Histogram) => h.profileTuples.length === h.profilePersons.length

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
 * Units of counting: all sub-multisets of `known` rows of each profile (whole profiles if it has no more).
 * Smaller ones need no test: who shares the larger shares them too.
 *
 * @source privacy-rules A1 (profiles; k^m of Terrovitis et al. 2008)
 */
export function unitsOf(histogram: Histogram, rowClass: Grouping, known: number): Units {
  const { profileStart } = histogram
  const profiles = profileStart.length - 1
  if (everyoneHasOneRow(histogram)) return { classes: rowClass.classes, start: profileStart, member: rowClass.of, single: true }
  const numbers = new SequenceNumbers()
  const start = new Int32Array(profiles + 1)
  const member: number[] = []
  let single = true
  for (let p = 0; p < profiles; p++) {
    const sorted = rowClass.of.slice(profileStart[p]!, profileStart[p + 1]!).sort()
    const before = member.length
    if (sorted.length <= known) member.push(numbers.number(sorted, 0, sorted.length))
    else {
      const own = new Set<number>()
      const chosen = new Int32Array(known)
      const choose = (depth: number, from: number) => {
        if (depth === known) {
          own.add(numbers.number(chosen, 0, known))
          return
        }
        for (let i = from; i <= sorted.length - (known - depth); i++) {
          if (i > from && sorted[i] === sorted[i - 1]) continue
          chosen[depth] = sorted[i]!
          choose(depth + 1, i + 1)
        }
      }
      choose(0, 0)
      for (const id of own) member.push(id)
    }
    if (member.length - before > 1) single = false
    start[p + 1] = member.length
  }
  return { classes: numbers.count, start, member: Int32Array.from(member), single }
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
  const unit: number[] = []
  const row: number[] = []
  const value: number[] = []
  for (let p = 0; p < profiles; p++) {
    for (let m = units.start[p]!; m < units.start[p + 1]!; m++)
      for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) {
        unit.push(units.member[m]!)
        row.push(rowClass.of[i]!)
        value.push(values[i]!)
      }
    start[p + 1] = unit.length
  }
  const grouping = groupByPair(Int32Array.from(unit), Int32Array.from(row), unit.length)
  return { classes: grouping.classes, start, cls: grouping.of, value: Int32Array.from(value) }
}

/** Households in each class of `units`. */
export function householdHoldings(histogram: Histogram, units: Units): Holdings {
  const households = histogram.households!
  const profiles = histogram.profileStart.length - 1
  const start = new Int32Array(profiles + 1)
  const cls: number[] = []
  const value: number[] = []
  for (let p = 0; p < profiles; p++) {
    for (let m = units.start[p]!; m < units.start[p + 1]!; m++)
      for (let i = households.start[p]!; i < households.start[p + 1]!; i++) {
        cls.push(units.member[m]!)
        value.push(households.ids[i]!)
      }
    start[p + 1] = cls.length
  }
  return { classes: units.classes, start, cls: Int32Array.from(cls), value: Int32Array.from(value) }
}
