import { InputProblem, UnsupportedOnEngine, ValueProblem } from '../errors.ts'
import type { CellText, Ladder, Plan } from '../plan.ts'
import type { Ground } from '../privacy/grounds.ts'
import type { Recipe } from '../recipe.ts'
import type { Histogram, ModelRequirement, Requirement } from '../search/types.ts'
import { parseDate } from '../values/date.ts'
import { parseNumber } from '../values/number.ts'
import type { Leaves } from './leaves.ts'
import type { Populations } from './population.ts'

/** A column that models look at, in codes; one of them may be of null, which rows then hold as -1. */
export interface SensitiveColumn {
  name: string
  own: Leaves
  codes: Int32Array
  /** per code its text, or its band's */
  texts: CellText[]
  /** per code one released text that has it */
  values: CellText[]
}

/** What the search is asked for by the recipe's models. @throws {InputProblem} if values have no order; {ValueProblem} if a hierarchy lacks some */
export function modelRequirements(
  recipe: Recipe,
  plan: Plan,
  sensitive: readonly SensitiveColumn[],
  populations: Populations | null,
): ModelRequirement[] {
  // l-models: whoever knows one sensitive column must not learn another by it (C1).
  const diverse = recipe.privacy.models.flatMap((model) => ('column' in model && 'l' in model ? [model.column] : []))
  return recipe.privacy.models.map((model, i): ModelRequirement => {
    if ('population' in model) {
      const population = populations?.of.get(i)
      if (population === undefined) throw new UnsupportedOnEngine('population')
      return { ...model, population }
    }
    if (!('column' in model)) {
      if (model.model === 'population-uniqueness') return { ...model, estimator: model.estimator ?? 'dankar' }
      return model
    }
    const column = sensitive.findIndex(({ name }) => name === model.column)
    const joined = sensitive.flatMap(({ name }, at) => (at !== column && diverse.includes(name) ? [at] : []))
    switch (model.model) {
      case 'distinct-l-diversity':
        return { model: model.model, column, l: model.l, joined }
      case 'entropy-l-diversity':
        return { model: model.model, column, l: model.l, estimator: model.estimator ?? 'shannon', joined }
      case 'recursive-cl-diversity':
        return { model: model.model, column, c: model.c, l: model.l, joined }
      case 't-closeness': {
        const ground = groundOf(model.distance ?? 'equal', sensitive[column]!, plan.modelLadders[i] ?? null)
        return { model: model.model, column, t: model.t, ground }
      }
      case 'delta-disclosure':
        return { model: model.model, column, delta: model.delta }
      default:
        return { model: model.model, column, beta: model.beta }
    }
  })
}

function groundOf(distance: 'equal' | 'ordered' | 'hierarchical', column: SensitiveColumn, ladder: Ladder | null): Ground {
  if (distance === 'equal') return { distance }
  const { texts } = column
  const codes = texts.flatMap((text, code) => (text === null ? [] : [code]))
  const blank = highestCode(column) + 1
  if (distance === 'ordered') {
    const ranks = new Map(codes.map((code) => [code, rankOf(column, code, ladder)]))
    const order = codes.sort((a, b) => ranks.get(a)! - ranks.get(b)! || (texts[a]! < texts[b]! ? -1 : 1))
    // A blank lies before the smallest.
    return { distance, order: Int32Array.from(texts.includes(null) ? [blank, ...order] : order) }
  }
  const groups: Int32Array[] = []
  for (let level = 1; level < ladder!.levels - 1; level++) {
    const numbers = new Map<CellText, number>()
    const group = new Int32Array(blank + 1)
    for (const code of [...codes, blank]) {
      const label = ladder!.label(code === blank ? null : texts[code]!, level)
      if (label === undefined) throw new ValueProblem(column.name, rowsOf(column, code), ladder!.expects.kind, ladder!.expects.mend)
      if (!numbers.has(label)) numbers.set(label, numbers.size)
      group[code] = numbers.get(label)!
    }
    groups.push(group)
  }
  return { distance, groups }
}

const highestCode = ({ codes }: SensitiveColumn): number => codes.reduce((most, code) => Math.max(most, code), -1)

const rowsOf = ({ codes, own }: SensitiveColumn, code: number): number =>
  codes.reduce((rows, other, leaf) => rows + (other === code ? own.rows[leaf]! : 0), 0)

/** Where a value stands among the others. */
function rankOf(column: SensitiveColumn, code: number, ladder: Ladder | null): number {
  const text = column.values[code]!
  if (ladder?.listed) {
    const at = ladder.listed.indexOf(column.texts[code]!)
    if (at === -1) throw new ValueProblem(column.name, rowsOf(column, code), ladder.expects.kind, ladder.expects.mend)
    return at
  }
  const number = parseNumber(text)
  if (number !== null) return number
  const day = parseDate(text)
  if (day !== null) return Number(day.replaceAll('-', ''))
  throw new InputProblem(
    `列「${column.name}」の値は数でも日付でもないので、順序が決まりません。t-closeness の distance を equal にするか、hierarchy のファイルに値を順に書いてください`,
  )
}

/**
 * How sensitive columns are spread over those who entered the search, sealed for the verifier: who holds which values together, and how
 * many such persons there are. Values are released texts, or the number of edges below (bands); '' is a blank.
 * @source privacy-rules C2
 */
export interface Reference {
  columns: Record<string, [values: string[], persons: number][]>
  /** per model of the recipe: values in their order, or the groups of each value from the lowest level up */
  grounds: Record<number, { order: string[] } | { groups: Record<string, number[]> }>
  /** per model that names a population: its classes over these columns, their persons, and whether anybody of the file entered them */
  populations: Record<number, { over: string[]; classes: [texts: string[], persons: number, entered: boolean][] }>
  /** persons who entered the search, where a model holds the file for a sample of a population */
  persons?: number
}

const COMPARED = ['t-closeness', 'delta-disclosure', 'basic-beta-likeness', 'enhanced-beta-likeness']

export function referenceOf(
  recipe: Recipe,
  requirement: Requirement,
  histogram: Histogram,
  sensitive: readonly SensitiveColumn[],
): Reference | null {
  const reference: Reference = { columns: Object.create(null), grounds: Object.create(null), populations: Object.create(null) }
  let any = false
  requirement.models.forEach((model, i) => {
    if (model.model === 'population-uniqueness' && model.fraction < 1) {
      any = true
      reference.persons = requirement.persons
    }
    if (!('column' in model) || !COMPARED.includes(model.model)) return
    any = true
    const column = sensitive[model.column]!
    const edges = recipe.columns.get(column.name)?.bands?.edges
    const blank = highestCode(column) + 1
    const texts = column.texts.map((text, code) => {
      if (text === null) return ''
      if (!edges) return text
      const number = parseNumber(column.values[code]!)!
      return String(edges.filter((edge) => number >= edge).length)
    })
    const textOf = (code: number) => (code < 0 || code === blank ? '' : texts[code]!)
    reference.columns[column.name] ??= holdersOf(histogram, model.column, textOf)
    if (model.model !== 't-closeness') return
    const { ground } = model
    if (ground.distance === 'ordered') reference.grounds[i] = { order: Array.from(ground.order, textOf) }
    if (ground.distance === 'hierarchical') {
      const codes = [...texts.keys()].filter((code) => column.texts[code] !== null)
      reference.grounds[i] = {
        groups: Object.fromEntries([...codes, blank].map((code) => [textOf(code), ground.groups.map((group) => group[code]!)])),
      }
    }
  })
  return any ? reference : null
}

function holdersOf(
  { sensitive, profileStart, profilePersons }: Histogram,
  column: number,
  textOf: (code: number) => string,
): [string[], number][] {
  const codes = sensitive![column]!
  const persons = new Map<string, { values: number[]; persons: number }>()
  for (let p = 0; p < profilePersons.length; p++) {
    const values = [...new Set(codes.subarray(profileStart[p]!, profileStart[p + 1]!))].sort((a, b) => a - b)
    const key = values.join()
    const known = persons.get(key)
    if (known) known.persons += profilePersons[p]!
    else persons.set(key, { values, persons: profilePersons[p]! })
  }
  return [...persons.values()].map(({ values, persons: n }) => [values.map(textOf), n])
}

/** Adds the populations at the levels found. */
export function withPopulations(
  reference: Reference | null,
  populations: Populations | null,
  levels: readonly number[],
  columns: readonly { name: string }[],
  tuples: { columns: Int32Array[]; tuples: number },
): Reference | null {
  if (!populations) return reference
  const whole = reference ?? { columns: {}, grounds: {}, populations: {} }
  const released = populations.released(levels, tuples)
  for (const [model, at] of populations.of) whole.populations[model] = { over: columns.map(({ name }) => name), classes: released[at]! }
  return whole
}
