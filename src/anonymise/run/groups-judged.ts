import type { BoundModel } from '../privacy/model.ts'
import { binder, isWholeFile } from '../search/bind.ts'
import type { Histogram, ModelRequirement } from '../search/types.ts'
import type { SearchInput } from './search-input.ts'

/** Rows as they stand at the step. */
export interface JudgedRows {
  /** of the search's tuples */
  tuple: Int32Array
  person: Int32Array
}

/**
 * Which classes of rows fail a model of the recipe, where classes are made of rows and not of combinations of levels (rule A8). Where the
 * average risk is too high, the classes that are riskier fail. Models of populations are not asked. Null: the recipe has no model to ask.
 * @returns given the class of every row, 0 … classes − 1, 1 for each that fails
 */
export function groupsJudged(
  { columns, histogram, requirement, tuples }: SearchInput,
  { tuple, person }: JudgedRows,
): ((of: Int32Array, classes: number) => Uint8Array) | null {
  const models = requirement.models.filter((model): model is ModelRequirement & { column: number } => 'column' in model)
  const risk = Math.min(...requirement.models.map((model) => (model.model === 'average-risk' ? model.threshold : 1)))
  if (models.length === 0 && risk === 1) return null
  const held = (histogram.sensitive ?? []).map((_, i) => {
    const codes = tuples.columns[columns.length + i]!
    return tuple.map((one) => codes[one]!)
  })
  const asked = { ...requirement, k: null, householdsPerClass: null, known: 1, models }
  return (of, classes) => {
    // A person with rows in several classes is one of each: what fails is then a class, never a person.
    const order = Int32Array.from(of, (_, row) => row).sort((a, b) => of[a]! - of[b]! || person[a]! - person[b]!)
    const start: number[] = []
    order.forEach((row, i) => {
      const before = order[i - 1]
      if (before === undefined || of[before] !== of[row] || person[before] !== person[row]) start.push(i)
    })
    const persons = new Int32Array(start.length).fill(1)
    const rows: Histogram = {
      columns: [],
      tuples: order.length,
      profileStart: Int32Array.from([...start, order.length]),
      profileTuples: Int32Array.from(order, (_, i) => i),
      profilePersons: persons,
      sensitive: held.map((codes) => order.map((row) => codes[row]!)),
    }
    // Compared with all who entered the search (C2), not with those that are left.
    const bound = binder([], rows, asked, histogram)([], { of: order.map((row) => of[row]!), classes })
    const fails = new Uint8Array(classes)
    for (const model of bound.models.filter((one): one is BoundModel => !isWholeFile(one))) {
      const alive = new Uint8Array(persons.length).fill(1)
      model.strike(alive)
      alive.forEach((one, p) => {
        if (one === 0) fails[of[order[start[p]!]!]!] = 1
      })
    }
    const sizes = new Float64Array(classes)
    for (const at of start) sizes[of[order[at]!]!]!++
    if (classes > risk * start.length)
      sizes.forEach((size, c) => {
        if (size * risk < 1) fails[c] = 1
      })
    return fails
  }
}
