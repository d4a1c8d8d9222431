import type { Engine, Key } from '../engines/engine.ts'
import { blanksOf, type CellText, follow, ladderOf, type Plan, quasiIdentifiers, Unfit } from '../plan.ts'
import { type Grouping, groupByPair } from '../search/grouping.ts'
import { normaliseKey } from '../values/key.ts'
import type { Dictionaries, Leaves } from './leaves.ts'

/** Persons per combination of source values of the quasi-identifiers, before a sample is drawn. */
export interface Drawable {
  codes: Int32Array[]
  persons: Float64Array
}

const keysOf = (plan: Plan, dictionaries: Dictionaries): Key[] =>
  quasiIdentifiers(plan).map(({ name }) => ({ kind: 'leaf', leaf: { column: name, marks: [], codes: dictionaries.values(name).length } }))

/** @returns null where persons cannot be added up: they have several records, or cells are emptied by a condition */
export async function drawable(engine: Engine, dictionaries: Dictionaries, plan: Plan): Promise<Drawable | null> {
  const quasi = quasiIdentifiers(plan)
  if (quasi.length === 0 || quasi.some((column) => blanksOf(column).length > 0)) return null
  const { rows, persons } = await engine.size()
  if (rows !== persons) return null
  const { codes, persons: held } = await engine.groups(keysOf(plan, dictionaries))
  return { codes, persons: held }
}

/**
 * The smallest class of the result, and how many persons were alike in the released columns before the sample was drawn, in
 * the class where they were fewest (A5). To be asked when the search has deleted what it must.
 * @param achieved - persons in the smallest class of the result
 */
export async function smallestBeforeSampling(
  engine: Engine,
  dictionaries: Dictionaries,
  plan: Plan,
  leaves: ReadonlyMap<string, Leaves>,
  levels: Readonly<Record<string, number>>,
  before: Drawable | null,
  achieved: number,
  rate: number,
): Promise<{ smallest: number; estimated: boolean }> {
  const estimate = { smallest: Math.round(achieved / rate), estimated: true }
  if (!before) return estimate
  const after = await engine.groups(keysOf(plan, dictionaries))
  const items = before.persons.length + after.persons.length
  let classes: Grouping = { of: new Int32Array(items), classes: 1 }
  quasiIdentifiers(plan).forEach((column, i) => {
    const label = labelsOf(dictionaries.values(column.name), leaves.get(column.name)!, levels[column.name] ?? ladderOf(column)?.min ?? 0)
    const codes = new Int32Array(items)
    before.codes[i]!.forEach((code, item) => {
      codes[item] = label[code]!
    })
    after.codes[i]!.forEach((code, item) => {
      codes[before.persons.length + item] = label[code]!
    })
    classes = groupByPair(classes.of, codes, items)
  })
  const sizes = { before: new Float64Array(classes.classes), after: new Float64Array(classes.classes) }
  classes.of.forEach((id, item) => {
    if (item < before.persons.length) sizes.before[id]! += before.persons[item]!
    else sizes.after[id]! += after.persons[item - before.persons.length]!
  })
  let [smallest, smallestAfter] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  sizes.after.forEach((size, id) => {
    if (size === 0) return
    smallest = Math.min(smallest, sizes.before[id]!)
    smallestAfter = Math.min(smallestAfter, size)
  })
  // Classes that do not follow from the levels alone (cells told by their tuple) cannot be found again in the source.
  return smallestAfter === achieved ? { smallest, estimated: false } : estimate
}

/** A number per source value: equal where the released texts are; a value that no step knows stands alone. */
function labelsOf(values: readonly CellText[], { cells }: Leaves, level: number): Int32Array {
  const numbers = new Map<CellText, number>()
  let strangers = 0
  return Int32Array.from(values, (value) => {
    let text: CellText
    try {
      text = follow(cells, value, 0, level, normaliseKey)
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
      return values.length + strangers++
    }
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  })
}
