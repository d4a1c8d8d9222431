import { binder } from './bind.ts'
import { type Grouping, groupByLevels } from './grouping.ts'
import { judge as judgeAt } from './judge.ts'
import { rowsOfTuples } from './loss.ts'
import type { Cost, Measure, Suppressed } from './measures/index.ts'
import { PersonsKernel } from './persons-kernel.ts'
import type { Tallies } from './tallies.ts'
import type { Histogram, Requirement, SearchColumn } from './types.ts'

/** What the search keeps of a combination it has measured. */
export interface Probe {
  levels: readonly number[]
  met: boolean
  /** Rows suppressed; where it is not met maybe only so many that the limit is passed. */
  rows: number
  /** By the measure, with that suppression; Infinity if it is not met. */
  cost: Cost
  /** Least that a finer combination costs; Infinity: none can be met. Absent: nothing is known. */
  finer?: Cost | ((levels: readonly number[]) => Cost)
  /** Least that a coarser combination costs; absent: nothing is known. */
  coarser?: Cost
}

const NONE = new Int32Array(0)

interface Judged extends Suppressed {
  persons: number
  /** Who is suppressed at every finer combination too. */
  certain: Suppressed & { persons: number }
  /** False: it cannot be met, whoever is suppressed; with `closesFiner` no finer combination can. */
  possible: boolean
  closesFiner: boolean
  /** Rows suppressed at every finer combination beside the certain ones, whichever they are. */
  further?: number
  classes?: Grouping
  /** Where only k counts: persons of every class. */
  sizes?: Int32Array
}

type Judge = (levels: readonly number[]) => Judged

/** Measures combinations of levels, as little as the search needs to know of them. */
export function prober(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  measure: Measure,
  tallies?: Tallies,
): (levels: readonly number[]) => Probe {
  const judge = rowsFirst(columns, histogram, requirement, measure, tallies) ?? anyRequirement(columns, histogram, requirement)
  return (given) => {
    const levels = [...given]
    const judged = judge(levels)
    const { rows, certain, possible, closesFiner, further = 0 } = judged
    const within = (gone: { rows: number; persons: number }) =>
      gone.persons < requirement.persons && gone.rows <= requirement.maxSuppressedRows && gone.persons <= requirement.maxSuppressedPersons
    const met = possible && within(judged)
    if (!met) {
      const finer = closesFiner || !within(certain) ? { finer: Number.POSITIVE_INFINITY } : {}
      return { levels, met, rows, cost: Number.POSITIVE_INFINITY, ...finer }
    }
    const classes = () => judged.classes ?? groupByLevels(columns, histogram.columns, histogram.tuples, levels)
    const { cost, finer, coarser } = measure.assess({
      levels,
      suppressed: judged,
      classes,
      ...(judged.sizes ? { sizes: judged.sizes } : {}),
    })
    const isOther = (certain !== judged && certain.rows > 0) || further > 0
    const bounding = isOther ? measure.assess({ levels, suppressed: certain, further, classes }).finer : finer
    return {
      levels,
      met,
      rows,
      cost,
      // Without suppression nothing is known of the levels of finer ones but what the order of search tells.
      ...(certain.rows + further > 0 || typeof bounding === 'number' ? { finer: bounding } : {}),
      ...(coarser === undefined ? {} : { coarser }),
    }
  }
}

/** The general way: bind every model to the classes, strike until all hold. */
function anyRequirement(columns: readonly SearchColumn[], histogram: Histogram, requirement: Requirement): Judge {
  const bind = binder(columns, histogram, requirement)
  return (levels) => {
    const classes = groupByLevels(columns, histogram.columns, histogram.tuples, levels)
    const { alive, certain, possible, closesFiner, atLeastGone } = judgeAt(bind(levels, classes), levels, columns, histogram, requirement)
    const gone = suppressedOf(histogram, alive)
    const sure = certain === alive ? null : suppressedOf(histogram, certain)
    return withCertain({ ...gone, possible, closesFiner, further: Math.max(0, atLeastGone - (sure ?? gone).rows), classes }, sure)
  }
}

/** @param certain - null: all of it */
function withCertain(judged: Omit<Judged, 'certain'>, certain: Judged['certain'] | null = null): Judged {
  return Object.assign(judged, { certain: certain ?? judged }) as Judged
}

function suppressedOf({ profileStart, profileTuples, profilePersons }: Histogram, alive: Uint8Array): Suppressed & { persons: number } {
  let positions = 0
  for (let p = 0; p < alive.length; p++) if (alive[p] === 0) positions += profileStart[p + 1]! - profileStart[p]!
  const tuples = new Int32Array(positions)
  const weights = new Float64Array(positions)
  let rows = 0
  let persons = 0
  let at = 0
  for (let p = 0; p < alive.length; p++) {
    if (alive[p] === 1) continue
    const own = profilePersons[p]!
    persons += own
    for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) {
      rows += own
      tuples[at] = profileTuples[i]!
      weights[at++] = own
    }
  }
  return { rows, persons, tuples, rowsOf: (i) => weights[i]!, weights }
}

/**
 * The common way, or null if k cannot be counted in bytes: rows per class are counted first. Where everybody has one row and only
 * k matters that is all. Otherwise a class holds no more persons than rows, and everything else can only suppress more, so the
 * whole requirement is asked only where this leaves the limit unbroken.
 */
function rowsFirst(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  measure: Measure,
  tallies?: Tallies,
): Judge | null {
  const { profileTuples, profilePersons } = histogram
  const { k, models, householdsPerClass, maxSuppressedRows } = requirement
  if (k === null || k > PersonsKernel.largestK) return null
  const rowsOf = tallies?.rowsOf ?? new Int32Array(rowsOfTuples(histogram))
  let made: PersonsKernel | null = null
  // Where others have counted before, it may not be needed.
  const kernel = () => {
    made ??= new PersonsKernel(columns, histogram, rowsOf, k, tallies?.packed)
    return made
  }
  const isAll = profileTuples.length === profilePersons.length && models.length === 0 && (householdsPerClass ?? 1) <= 1
  const whole = anyRequirement(columns, histogram, requirement)
  return (levels) => {
    const tally = tallies?.rowsBelow(levels, k)
    if (tally && (tally.rows > maxSuppressedRows || (isAll && tally.exact && tally.rows === 0)))
      return withCertain({
        rows: tally.rows,
        persons: isAll ? tally.rows : 0,
        tuples: NONE,
        rowsOf: () => 0,
        possible: true,
        closesFiner: false,
      })
    const sizes = isAll && measure.bySizes ? kernel().sizes(levels) : null
    if (sizes) {
      const rows = sizes.reduce((sum, size) => sum + (size < k ? size : 0), 0)
      return withCertain({ rows, persons: rows, tuples: NONE, rowsOf: () => 0, possible: true, closesFiner: false, sizes })
    }
    const { rows, tuples } = tallies?.gone(levels, k) ?? kernel().gone(levels, maxSuppressedRows)
    if (!isAll && rows <= maxSuppressedRows) return whole(levels)
    // More rows than the limit: that the persons are fewer does not matter any more.
    const gone = { rows, persons: isAll ? rows : 0, tuples, rowsOf: (i: number) => rowsOf[tuples[i]!]!, possible: true, closesFiner: false }
    return withCertain(gone)
  }
}
