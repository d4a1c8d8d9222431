import { upTo } from '../coding/codes.ts'
import type { Engine, Tuples } from '../engines/engine.ts'
import { type Grouping, groupByPair, SequenceNumbers } from '../search/grouping.ts'

/** What k counts: whole histories, distinct persons of equal rows, or rows when no person is known (privacy-rules A1). */
export type CountUnit = 'profiles' | 'persons' | 'rows'

/** Class of every profile (tuple without profiles), given the class of every tuple: equal multisets of tuple classes. */
export function profileClasses(tuples: Tuples, tupleClass: Grouping): { classes: Int32Array; count: number } {
  if (!tuples.profiles) return { classes: tupleClass.of, count: tupleClass.classes }
  const { start, tuples: members } = tuples.profiles
  const numbers = new SequenceNumbers()
  const classes = new Int32Array(start.length - 1)
  for (let profile = 0; profile < classes.length; profile++) {
    const own = Int32Array.from(members.subarray(start[profile]!, start[profile + 1]!), (tuple) => tupleClass.of[tuple]!).sort()
    classes[profile] = numbers.number(own, 0, own.length)
  }
  return { classes, count: numbers.count }
}

/** Most rows that a person has. */
export const longestHistory = ({ profiles }: Tuples): number =>
  profiles ? profiles.start.reduce((most, start, i) => (i === 0 ? most : Math.max(most, start - profiles.start[i - 1]!)), 1) : 1

/** Classes of tuples that agree in the first `columns` columns as they came in: nothing generalised. */
export function sourceClasses(tuples: Tuples, columns: number): Grouping {
  // Tuples are distinct: over all their columns each is a class of its own.
  if (columns === tuples.columns.length) return { of: upTo(tuples.tuples), classes: tuples.tuples }
  let classes: Grouping = { of: new Int32Array(tuples.tuples), classes: Math.min(1, tuples.tuples) }
  for (const leaves of tuples.columns.slice(0, columns)) classes = groupByPair(classes.of, leaves, tuples.tuples)
  return classes
}

/**
 * Persons of each class that k counts: of equal histories where rows stay linkable, else distinct persons of equal rows.
 * @param suppressed - units (profiles, or tuples) that are gone
 */
export async function classSizes(
  engine: Engine,
  tuples: Tuples,
  tupleClass: Grouping,
  linkable: boolean,
  suppressed: Uint8Array | null,
): Promise<Float64Array> {
  if (tuples.profiles && !linkable) return (await engine.groups([{ kind: 'tuple', classes: tupleClass.of }])).persons
  const { classes, count } = profileClasses(tuples, tupleClass)
  const sizes = new Float64Array(count)
  const persons = tuples.profiles?.persons ?? tuples.persons
  classes.forEach((id, unit) => {
    if (!suppressed?.[unit]) sizes[id]! += persons[unit]!
  })
  return sizes
}

/** How exposed the persons of a file are, from the sizes of their classes. Shares 0–1. */
export interface RiskFigures {
  /** 1 / smallest class */
  highest: number | null
  /** mean over persons of 1 / class size */
  average: number | null
  /** persons alone in their class */
  uniques: number
  uniqueShare: number | null
  /** share of persons whose risk is above the threshold */
  atRisk: Record<'0.05' | '0.1' | '0.2', number | null>
}

/** @param sizes - persons per class; zeros are no classes */
export function riskOf(sizes: ArrayLike<number>): RiskFigures {
  let persons = 0
  let classes = 0
  let uniques = 0
  let smallest = Number.POSITIVE_INFINITY
  const above = [0.05, 0.1, 0.2].map((threshold) => ({ threshold, persons: 0 }))
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i]!
    if (size === 0) continue
    classes++
    persons += size
    if (size === 1) uniques++
    if (size < smallest) smallest = size
    for (const entry of above) if (1 / size > entry.threshold) entry.persons += size
  }
  const share = (count: number) => (persons === 0 ? null : count / persons)
  return {
    highest: persons === 0 ? null : 1 / smallest,
    average: share(classes),
    uniques,
    uniqueShare: share(uniques),
    atRisk: { '0.05': share(above[0]!.persons), '0.1': share(above[1]!.persons), '0.2': share(above[2]!.persons) },
  }
}

/** Persons in the class of each unit that rows can be told by: of each profile where histories count, else of each tuple. */
export function personsByUnit(
  tuples: Tuples,
  tupleClass: Grouping,
  profileClass: { classes: Int32Array; count: number },
  linkable: boolean,
  suppressed: Uint8Array,
): { key: { kind: 'profile' | 'tuple' }; sizes: Float64Array } {
  const histories = linkable && tuples.profiles !== undefined
  const classes = histories ? profileClass.classes : tupleClass.of
  const persons = histories ? tuples.profiles!.persons : tuples.persons
  const gone = histories || !tuples.profiles ? suppressed : null
  const sizes = new Float64Array(histories ? profileClass.count : tupleClass.classes)
  classes.forEach((id, unit) => {
    if (!gone?.[unit]) sizes[id]! += persons[unit]!
  })
  return { key: { kind: histories ? 'profile' : 'tuple' }, sizes: Float64Array.from(classes, (id) => sizes[id]!) }
}
