import { populationUniques } from '../risk/population.ts'
import type { Expected, ExpectedModel, SealedReference } from './requirement.ts'

export interface MeasuredModel {
  model: string
  /** null: the model looks at no column */
  column: string | null
  required: number
  /** null: nobody is left, or it cannot be told */
  achieved: number | null
  /** with whom a class is compared: those who entered the search, or (where nobody tells) those who are released */
  reference: 'entering' | 'released' | null
  /** the figure against those who are released, beside it */
  achievedByReleased: number | null
  met: boolean | null
}

/** A class: its rows, and for parts of histories the row classes that the part is made of. */
export interface MeasuredClass {
  persons: ReadonlySet<number>
  rows: readonly number[]
  part?: ReadonlySet<number>
}

export interface ModelTable {
  column(name: string): readonly string[]
  classes: readonly MeasuredClass[]
  /** class of each row */
  rowClass: Int32Array
  /** who each row belongs to, and whether persons are known */
  members: Int32Array
  personsKnown: boolean
}

type Counts = Map<string, Set<number>>
interface Lot {
  counts: Counts
  persons: number
}
/** Share of persons per value. */
type Shares = Map<string, number>

const SLACK = 1e-9

/** Every model of the recipe but distinct-l-diversity, measured on the finished file. */
export function measureModel(
  model: Exclude<ExpectedModel, { model: 'distinct-l-diversity' }>,
  index: number,
  table: ModelTable,
  expected: Expected,
  mostHolders: (holders: Counts) => number,
): MeasuredModel {
  const told = (required: number, achieved: number | null, met: boolean | null): MeasuredModel => ({
    model: model.model,
    column: 'column' in model ? model.column : null,
    required,
    achieved: achieved !== null && Number.isFinite(achieved) ? achieved : null,
    reference: null,
    achievedByReleased: null,
    met: achieved === null && met !== null ? false : met,
  })
  const upTo = (limit: number, achieved: number | null) =>
    told(limit, achieved, achieved !== null && achieved <= limit * (1 + SLACK) + SLACK)

  switch (model.model) {
    case 'average-risk':
    case 'sample-uniqueness':
    case 'population-uniqueness':
      return upTo(model.threshold, wholeFile(model, table.classes, expected.reference?.persons ?? null))
    case 'k-map':
    case 'delta-presence': {
      const population = expected.reference?.populations?.[String(index)]
      if (!population) return told(model.model === 'k-map' ? model.k : model.max, null, null)
      const keyOf = (texts: readonly string[]) => texts.map((text) => `${text.length}:${text}`).join('')
      const columns = population.over.map((name) => table.column(name))
      const persons = new Map<string, Set<number>>()
      table.members.forEach((member, row) => {
        const key = keyOf(columns.map((column) => column[row]!))
        persons.set(key, (persons.get(key) ?? new Set()).add(member))
      })
      const inPopulation = new Map(population.classes.map(([texts, n]) => [keyOf(texts), n]))
      if (model.model === 'k-map') {
        const least = [...persons.keys()].reduce((a, key) => Math.min(a, inPopulation.get(key) ?? 0), Number.POSITIVE_INFINITY)
        return told(model.k, persons.size === 0 ? null : least, least >= model.k)
      }
      const shares = [...persons].map(([key, present]) => present.size / (inPopulation.get(key) ?? 0))
      const ruledOut = model.min > 0 && population.classes.some(([, , entered]) => !entered)
      const most = shares.reduce((a, b) => Math.max(a, b), 0)
      const least = shares.reduce((a, b) => Math.min(a, b), 1)
      return told(model.max, shares.length === 0 ? null : most, !ruledOut && most <= model.max + SLACK && least >= model.min - SLACK)
    }
    case 'records-per-person': {
      const rows = new Map<number, number>()
      for (const member of table.members) rows.set(member, (rows.get(member) ?? 0) + 1)
      const most = rows.size === 0 ? null : [...rows.values()].reduce((a, b) => Math.max(a, b), 0)
      return table.personsKnown ? upTo(model.max, most) : told(model.max, null, null)
    }
    case 'entropy-l-diversity': {
      const worst = worstOf(lots(model, table, expected), 'lowest', ({ counts }) => {
        const values = [...counts.values()].map((holders) => holders.size)
        const entropy = model.estimator === 'grassberger' ? grassberger(values) : shannon(values)
        return Math.min(
          Math.exp(entropy),
          mostHolders(counts) >= Math.ceil(model.l - SLACK) ? Number.POSITIVE_INFINITY : mostHolders(counts),
        )
      })
      return told(model.l, worst, worst !== null && worst >= model.l * (1 - SLACK))
    }
    case 'recursive-cl-diversity': {
      const worst = worstOf(lots(model, table, expected), 'highest', ({ counts }) => {
        if (mostHolders(counts) < model.l) return Number.POSITIVE_INFINITY
        const sizes = [...counts.values()].map((holders) => holders.size).sort((a, b) => b - a)
        return sizes[0]! / sizes.slice(model.l - 1).reduce((sum, n) => sum + n, 0)
      })
      return told(model.c, worst, worst !== null && worst < model.c)
    }
    default: {
      const own = released(model, table)
      const sealed = expected.reference?.columns[model.column]
      const everybody = sealed ?? own
      const ground = expected.reference?.grounds[index] ?? null
      const parts = [...lots(model, table, expected)]
      const against = (holders: [string[], number][]) => compared(model, parts, holders, ground)
      const achieved = against(everybody)
      const limit = model.model === 't-closeness' ? model.t : model.model === 'delta-disclosure' ? model.delta : model.beta
      const undecided = model.model === 't-closeness' && model.distance === 'hierarchical' && ground === null
      const met = model.model === 'delta-disclosure' ? achieved !== null && achieved < limit : upTo(limit, achieved).met
      return {
        ...told(limit, achieved, undecided ? null : met),
        reference: sealed ? 'entering' : 'released',
        achievedByReleased: finite(against(own)),
      }
    }
  }
}

const finite = (figure: number | null) => (figure !== null && Number.isFinite(figure) ? figure : null)

function worstOf(parts: Iterable<Lot>, which: 'lowest' | 'highest', figure: (lot: Lot) => number): number | null {
  let worst: number | null = null
  for (const lot of parts) {
    const here = figure(lot)
    if (worst === null || (which === 'lowest' ? here < worst : here > worst)) worst = here
  }
  return worst
}

const bandedOf = (text: string, edges: number[] | null): string => {
  if (text === '' || edges === null) return text
  const number = Number(text.replaceAll(',', ''))
  return Number.isNaN(number) ? text : String(edges.filter((edge) => number >= edge).length)
}

/** Each class at each kind of row, for l-models with the other sensitive columns in the key (rule C1): who holds what. */
function* lots(model: Extract<ExpectedModel, { column: string }>, table: ModelTable, expected: Expected): Generator<Lot> {
  const values = table.column(model.column).map((text) => bandedOf(text, model.edges))
  const diverse = 'l' in model
  const others = expected.models.flatMap((other) => (diverse && 'l' in other && other.column !== model.column ? [other] : []))
  const joined = others.map((other) => table.column(other.column).map((text) => bandedOf(text, other.edges)))
  for (const { rows, part } of table.classes) {
    const found = new Map<string, { counts: Counts; persons: Set<number> }>()
    for (const row of rows) {
      if (part && !part.has(table.rowClass[row]!)) continue
      const key = [String(table.rowClass[row]), ...joined.map((column) => column[row]!)].map((text) => `${text.length}:${text}`).join('')
      const lot = found.get(key) ?? { counts: new Map(), persons: new Set() }
      found.set(key, lot)
      lot.persons.add(table.members[row]!)
      if (diverse && values[row] === '') continue
      lot.counts.set(values[row]!, (lot.counts.get(values[row]!) ?? new Set()).add(table.members[row]!))
    }
    for (const { counts, persons } of found.values()) yield { counts, persons: persons.size }
  }
}

/** Who of the released holds what. */
function released(model: Extract<ExpectedModel, { column: string }>, table: ModelTable): [string[], number][] {
  const own = new Map<number, Set<string>>()
  table.column(model.column).forEach((text, row) => {
    const member = table.members[row]!
    own.set(member, (own.get(member) ?? new Set()).add(bandedOf(text, model.edges)))
  })
  return [...own.values()].map((values) => [[...values], 1])
}

function compared(
  model: Extract<ExpectedModel, { model: 't-closeness' | 'delta-disclosure' | 'basic-beta-likeness' | 'enhanced-beta-likeness' }>,
  parts: Iterable<Lot>,
  holders: [string[], number][],
  ground: SealedReference['grounds'][string] | null,
): number | null {
  const everybody: Shares = new Map()
  let persons = 0
  let holdings = 0
  for (const [values, n] of holders) {
    persons += n
    holdings += n * values.length
    for (const value of values) everybody.set(value, (everybody.get(value) ?? 0) + n)
  }
  if (model.model === 't-closeness') {
    const q = new Map([...everybody].map(([value, n]) => [value, n / holdings]))
    const distance = distanceOf(model.distance ?? 'equal', q, ground)
    if (distance === null) return null
    return worstOf(parts, 'highest', ({ counts }) => {
      const all = [...counts.values()].reduce((sum, held) => sum + held.size, 0)
      return distance(new Map([...counts].map(([value, held]) => [value, held.size / all])))
    })
  }
  return worstOf(parts, 'highest', (lot) => {
    let worst = 0
    for (const [value, held] of lot.counts) {
      const p = held.size / lot.persons
      const q = (everybody.get(value) ?? 0) / persons
      if (q === 0) return Number.POSITIVE_INFINITY
      if (model.model === 'delta-disclosure') worst = Math.max(worst, Math.abs(Math.log(p / q) / Math.LN2))
      else {
        const gain = (p - q) / q
        if (model.model === 'enhanced-beta-likeness' && gain > -Math.log(q) + SLACK) return Number.POSITIVE_INFINITY
        worst = Math.max(worst, gain)
      }
    }
    return worst
  })
}

/** Earth mover's distance from q, by its definition on each ground; null: the ground is not told. */
function distanceOf(
  distance: 'equal' | 'ordered' | 'hierarchical',
  q: Shares,
  ground: SealedReference['grounds'][string] | null,
): ((p: Shares) => number) | null {
  const difference = (p: Shares, value: string) => (p.get(value) ?? 0) - (q.get(value) ?? 0)
  const valuesWith = (p: Shares) => new Set([...q.keys(), ...p.keys()])
  if (distance === 'equal') return (p) => [...valuesWith(p)].reduce((sum, value) => sum + Math.max(0, difference(p, value)), 0)
  if (distance === 'ordered') {
    const order = ground && 'order' in ground ? ground.order : ascending([...q.keys()])
    return (p) => {
      if ([...p.keys()].some((value) => !order.includes(value))) return Number.POSITIVE_INFINITY
      let carried = 0
      let moved = 0
      for (const value of order) {
        carried += difference(p, value)
        moved += Math.abs(carried)
      }
      return order.length < 2 ? 0 : moved / (order.length - 1)
    }
  }
  if (!ground || !('groups' in ground)) return null
  const { groups } = ground
  const height = (Object.values(groups)[0]?.length ?? 0) + 1
  // What a group has too much goes to what it lacks inside it; the rest goes up. Meeting at level i costs i / height.
  return (p) => {
    let cost = 0
    let nodes = new Map<string, { rest: number; value: string }>()
    for (const value of valuesWith(p)) nodes.set(value, { rest: difference(p, value), value })
    for (let level = 1; level <= height; level++) {
      const parents = new Map<string, { more: number; less: number; value: string }>()
      for (const { rest, value } of nodes.values()) {
        const path = groups[value]
        if (!path) return Number.POSITIVE_INFINITY
        const name = level === height ? '*' : String(path[level - 1])
        const parent = parents.get(name) ?? { more: 0, less: 0, value }
        parents.set(name, parent)
        if (rest > 0) parent.more += rest
        else parent.less -= rest
      }
      nodes = new Map()
      for (const [name, { more, less, value }] of parents) {
        cost += (level / height) * Math.min(more, less)
        nodes.set(name, { rest: more - less, value })
      }
    }
    return cost
  }
}

/** Numbers by size, else texts as they stand (days written year first); a blank first. */
function ascending(values: string[]): string[] {
  const numeric = values.every((value) => value === '' || !Number.isNaN(Number(value.replaceAll(',', ''))))
  const rank = (value: string) => (value === '' ? Number.NEGATIVE_INFINITY : Number(value.replaceAll(',', '')))
  return values.sort((a, b) => (numeric ? rank(a) - rank(b) : a < b ? -1 : a > b ? 1 : 0))
}

function shannon(values: number[]): number {
  const all = values.reduce((sum, n) => sum + n, 0)
  return values.reduce((sum, n) => sum - (n / all) * Math.log(n / all), 0)
}

/** Ĥ = log N − Σ n G(n) / N with G(n) = ψ(n) + ½ (−1)ⁿ (ψ((n + 1)/2) − ψ(n/2)). */
function grassberger(values: number[]): number {
  const all = values.reduce((sum, n) => sum + n, 0)
  const g = (n: number) => digamma(n) + 0.5 * (n % 2 === 0 ? 1 : -1) * (digamma((n + 1) / 2) - digamma(n / 2))
  return all === 0 ? 0 : Math.log(all) - values.reduce((sum, n) => sum + n * g(n), 0) / all
}

function digamma(x: number): number {
  if (x < 12) return digamma(x + 1) - 1 / x
  const square = 1 / (x * x)
  return Math.log(x) - 1 / (2 * x) - square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
}

function wholeFile(
  model: Extract<ExpectedModel, { model: 'average-risk' | 'sample-uniqueness' | 'population-uniqueness' }>,
  classes: readonly MeasuredClass[],
  entered: number | null,
): number | null {
  const sizes = new Map<number, number>()
  let members = 0
  for (const { persons } of classes) {
    members += persons.size
    sizes.set(persons.size, (sizes.get(persons.size) ?? 0) + 1)
  }
  if (members === 0) return null
  if (model.model === 'average-risk') return classes.length / members
  const alone = (sizes.get(1) ?? 0) / members
  if (model.model !== 'population-uniqueness' || model.fraction >= 1 || alone === 0) return alone
  // The population stays as large as it is when some of the sample are suppressed.
  const share = populationUniques(sizes, (model.fraction * members) / (entered ?? members))[model.estimator ?? 'dankar']
  // Nobody, estimated from a sample in which some are alone, is no estimate.
  return share === 0 ? null : share
}
