import { Chance } from './chance.ts'
import type { Comparable } from './material.ts'
import { FEWEST_EXPOSED, rarest } from './rarest.ts'
import type { Tables } from './tables.ts'

/** Somebody who is attacked: what is known, and which rows of the source are theirs. */
export interface Target {
  /** source class by column; -1: not known */
  known: (column: Comparable) => number
  rows: readonly number[]
}

/** Who is attacked: persons in the result, and beside them those who are not in it, and the most exposed (null: too few). */
export interface Targets {
  targets: Target[]
  outsiders: Target[]
  exposed: Target[] | null
}

/** Persons whom the attacker knows something of. */
export interface Background {
  columns: readonly string[]
  persons: {
    /** by column of `columns` */
    texts: (string | null)[]
    /** rows of the source that are this person's; none: the person is not in the source */
    rows: readonly number[]
  }[]
}

/** Persons drawn for each one wanted, where few of the source are in the result. */
const MOST_DRAWS = 10

/** Persons of the source by lot, at most so many of each kind. */
export function targetsOfSource(tables: Tables, seed: number, attempts: number): Targets {
  const { columns, rows } = tables.material
  const { targets, outsiders } = drawn(tables, new Chance(seed, 'targets'), attempts, null)
  const rare = rarest(
    columns.map(({ source, sourceClasses }) => ({ codes: source, values: sourceClasses })),
    rows,
  )
  const exposed = drawn(tables, new Chance(seed, 'exposed'), attempts, rare).targets
  return { targets, outsiders, exposed: exposed.length >= FEWEST_EXPOSED ? exposed : null }
}

/** Persons of the attacker's own file by lot, at most so many of each kind; those who are not in the source are the outsiders. */
export function targetsOfBackground({ columns, persons }: Background, seed: number, attempts: number): Targets {
  const targets: Target[] = []
  const outsiders: Target[] = []
  for (const at of new Chance(seed, 'background').order(persons.length)) {
    const { texts, rows } = persons[at]!
    const target: Target = { rows, known: (column) => column.classOfText(texts[columns.indexOf(column.name)] ?? null) }
    const group = rows.length === 0 ? outsiders : targets
    if (group.length < attempts) group.push(target)
  }
  return { targets, outsiders, exposed: null }
}

/**
 * Persons by lot, each once: those in the result, and those who are not. Whoever has no row that fits is not in it; where the
 * result does not follow the recipe at all, everybody drawn is a target.
 */
function drawn(tables: Tables, chance: Chance, attempts: number, among: Int32Array | null): Omit<Targets, 'exposed'> {
  const { rows, releasedRows, persons } = tables.material
  tables.begin()
  const seen = new Set<number>()
  const everybody: Target[] = []
  const targets: Target[] = []
  const outsiders: Target[] = []
  for (const at of chance.order(among?.length ?? rows)) {
    const row = among?.[at] ?? at
    if (seen.has(persons[row]!)) continue
    seen.add(persons[row]!)
    const target: Target = { rows: [row], known: (column) => column.source[row]! }
    if (everybody.length < attempts) everybody.push(target)
    if (tables.fitting(row) > 0) {
      if (targets.length < attempts) targets.push(target)
    } else if (outsiders.length < attempts) outsiders.push(target)
    if (targets.length === attempts || seen.size >= attempts * MOST_DRAWS || tables.spent) break
  }
  const expected = Math.min(1, releasedRows / rows) * seen.size
  return among === null && targets.length < expected / 2 ? { targets: everybody, outsiders: [] } : { targets, outsiders }
}
