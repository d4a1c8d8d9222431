import { InputProblem } from '../errors.ts'
import { type Coded, compareDrawn, type Entering, type Perturbation } from '../perturbation.ts'
import type { ColumnStep, Recipe } from '../recipe.ts'
import { joinGroups, type Stratum } from './microaggregation/join-groups.ts'
import { mdav } from './microaggregation/mdav.ts'
import { univariate } from './microaggregation/univariate.ts'
import { cellsOf, numbersOf, spreadOf } from './numbers-of.ts'
import { partnersOf, stepOf } from './partners.ts'
import type { Technique } from './technique.ts'

type Statistic = NonNullable<ColumnStep['statistic']>

interface Grouping {
  /** in the order of the recipe */
  columns: string[]
  statistics: Statistic[]
  size: number
  by: string[]
  /** households of a group, at least, where groups make the classes (A4) */
  homes: number
}

/**
 * microaggregate (ミクロアグリゲーション): groups of at least `size` persons with near numbers in all columns of `with`, inside equal
 * values of `by`; each cell becomes the group's mean, median or mode. One column: the best groups there are; several: MDAV on
 * standardised numbers. An empty cell stays empty; records with empty cells are grouped with those that lack the same, or emptied where
 * they are too few. Where groups make the classes (A8) and a model is asked for, groups that fail it join the nearest.
 */
export const microaggregate: Technique<object> = {
  name: 'microaggregate',
  lower: (_, { column, recipe }) => [{ node: 'perturb', perturbation: perturbationOf(groupingOf(recipe, column), recipe) }],
}

/** The columns that are grouped with one, and how. */
function groupingOf(recipe: Recipe, column: string): Grouping {
  const columns = partnersOf(recipe, column, 'microaggregate', 'with')
  const steps = columns.map((name) => stepOf(recipe.columns.get(name)!, 'microaggregate')!)
  return {
    columns,
    statistics: steps.map((step) => step.statistic ?? 'mean'),
    size: steps.find((step) => step.size !== undefined)?.size ?? recipe.privacy.k!,
    by: steps.find((step) => (step.by ?? []).length > 0)?.by ?? [],
    homes: recipe.privacy.households.perClass,
  }
}

/** Whether the groups make the classes: every quasi-identifier that leaves is grouped, or stays equal within a group (A8). */
function makesClasses(recipe: Recipe, { columns, by }: Pick<Grouping, 'columns' | 'by'>): boolean {
  const quasi = [...recipe.columns].filter(([, one]) => one.class === 'quasi-identifier' && one.technique !== 'delete-column')
  return (
    recipe.privacy.k !== undefined &&
    quasi.some(([name]) => columns.includes(name)) &&
    quasi.every(([name]) => columns.includes(name) || by.includes(name))
  )
}

function perturbationOf(grouping: Grouping, recipe: Recipe): Perturbation {
  const groups = makesClasses(recipe, grouping) ? grouping.size : null
  return {
    technique: 'microaggregate',
    columns: grouping.columns,
    by: grouping.by,
    draws: [{ by: 'record', purpose: ['microaggregate', ...grouping.columns] }],
    groups,
    change: (entering) => aggregated(grouping, entering, groups !== null),
  }
}

function aggregated(grouping: Grouping, entering: Entering, makeClasses: boolean): Map<string, Coded> {
  const { columns, statistics, size, homes } = grouping
  const { rows, person, household } = entering
  const numbers = columns.map((name) => numbersOf(name, entering.column(name)))
  /** Whether so many rows may be a group: of persons enough, and where groups make the classes of households (A4). */
  const enough = (own: Iterable<number>) => {
    const [persons, households] = [new Set<number>(), new Set<number>()]
    for (const row of own) {
      persons.add(person[row]!)
      if (household !== null) households.add(household[row]!)
    }
    return persons.size >= size && (!makeClasses || household === null || households.size >= homes)
  }
  const strata = strataOf(grouping, entering, numbers, enough, makeClasses)
  const asked = makeClasses ? entering.fails : null
  const { fewer, emptyFail, stillFail } = asked ? joinGroups(strata, columns.length, rows, asked) : { fewer: 0, emptyFail: 0, stillFail: 0 }

  const blankedIn = strata.map(({ empty }) => empty.filter((row) => numbers.some((column) => !Number.isNaN(column[row]!))).length)
  const tooFew = strata.filter(
    ({ parts, empty }, s) => (blankedIn[s]! > 0 && parts.length === 0) || (makeClasses && empty.length > 0 && !enough(empty)),
  ).length
  const named = columns.map((name) => `「${name}」`).join('')
  if (tooFew > 0)
    throw new InputProblem(
      `列${named}のミクロアグリゲーションで、${size}人${makeClasses && household !== null ? `・${homes}世帯` : ''}に満たない層が${tooFew}あります。by の列を減らすか粗くするか、空欄のある行を records の delete-records で除いてください`,
    )
  if (emptyFail > 0)
    throw new InputProblem(
      `列${named}のミクロアグリゲーションで、空の行だけの組がモデルの条件を満たさない層が${emptyFail}あります。by の列を減らすか粗くするか、空欄のある行を records の delete-records で除いてください`,
    )
  if (stillFail > 0)
    entering.warn(
      `列${named}のミクロアグリゲーションで、まとめられる人をみな1つの組にしても、モデルの条件を満たさない層が${stillFail}あります。by の列を減らすか粗くするか、その層の行を records の delete-records で除くか、privacy.models の条件をゆるめてください`,
    )
  const blanked = blankedIn.reduce((sum, count) => sum + count, 0)
  if (blanked > 0)
    entering.warn(
      `列${named}のミクロアグリゲーションで、一部が空の行のうち${blanked}行を空にしました（同じ列が空の人が${size}人に満たない${asked ? 'か、モデルの条件を満たさない' : ''}ため）`,
    )
  if (fewer > 0)
    entering.warn(
      `列${named}のミクロアグリゲーションで、${size}人の組ではモデルの条件を満たさないところを近い組とまとめ、組が${fewer}減りました`,
    )
  for (const { parts, empty } of strata) {
    for (const row of empty) for (const column of numbers) column[row] = Number.NaN
    for (const { own, groups, there } of parts)
      for (const members of byGroup(own, groups))
        for (const i of there) {
          const value = STATISTICS[statistics[i]!](Float64Array.from(members, (row) => numbers[i]![row]!).sort())
          for (const row of members) numbers[i]![row] = value
        }
  }
  return new Map(columns.map((name, i) => [name, cellsOf(numbers[i]!)]))
}

/** The groups of each stratum, and the rows that are in none: those that have no value, or lack some and are too few. */
function strataOf(
  { size, homes: perGroup }: Grouping,
  { rows, stratum, person, household, draws }: Entering,
  numbers: readonly Float64Array[],
  enough: (own: Iterable<number>) => boolean,
  makeClasses: boolean,
): Stratum[] {
  const spreads = numbers.map(spreadOf)
  const lacks = Int32Array.from({ length: rows }, (_, row) =>
    numbers.reduce((bits, column, i) => bits + (Number.isNaN(column[row]!) ? 2 ** i : 0), 0),
  )
  // Rows in an order of their own: by stratum, by what they lack, by numbers, by draw.
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort((a, b) => {
    if (stratum[a] !== stratum[b]) return stratum[a]! - stratum[b]!
    if (lacks[a] !== lacks[b]) return lacks[a]! - lacks[b]!
    for (const column of numbers) if (column[a] !== column[b] && !Number.isNaN(column[a]!)) return column[a]! - column[b]!
    return compareDrawn(draws[0]!, a, b)
  })
  const strata: Stratum[] = []
  for (let from = 0; from < rows; ) {
    const end = endOf(order, from, (row) => stratum[row]!)
    const here: Stratum = { parts: [], empty: [] }
    for (let start = from; start < end; ) {
      const to = Math.min(
        end,
        endOf(order, start, (row) => lacks[row]!),
      )
      const own = order.subarray(start, to)
      start = to
      const there = numbers.flatMap((_, i) => ((lacks[own[0]!]! >> i) & 1 ? [] : [i]))
      if (there.length === 0 || !enough(own)) {
        for (const row of own) here.empty.push(row)
        continue
      }
      const points = there.map((i) => {
        const { mean, deviation } = spreads[i]!
        return Float64Array.from(own, (row) => (numbers[i]![row]! - mean) / (deviation || 1))
      })
      const persons = Int32Array.from(own, (row) => person[row]!)
      const homes =
        makeClasses && household !== null ? { of: Int32Array.from(own, (row) => household[row]!), atLeast: perGroup } : undefined
      const groups =
        points.length === 1 ? univariate(points[0]!, persons, size, homes) : mdav(interleaved(points), there.length, persons, size, homes)
      here.parts.push({ own, groups, points, there })
    }
    strata.push(here)
    from = end
  }
  return strata
}

/** Coordinates column by column as points one after the other. */
function interleaved(columns: readonly Float64Array[]): Float64Array {
  const d = columns.length
  const points = new Float64Array(columns[0]!.length * d)
  columns.forEach((column, j) => {
    column.forEach((value, i) => {
      points[i * d + j] = value
    })
  })
  return points
}

function byGroup(own: Uint32Array, groups: Int32Array): Iterable<number[]> {
  const members = new Map<number, number[]>()
  groups.forEach((group, at) => {
    const known = members.get(group)
    if (known) known.push(own[at]!)
    else members.set(group, [own[at]!])
  })
  return members.values()
}

function endOf(order: Uint32Array, from: number, of: (row: number) => number): number {
  const value = of(order[from]!)
  let end = from + 1
  while (end < order.length && of(order[end]!) === value) end++
  return end
}

/** More digits would be those of the machine. */
const plain = (value: number) => Number(value.toPrecision(12))

/** Of ascending numbers. */
const STATISTICS: Record<Statistic, (sorted: Float64Array) => number> = {
  mean: (sorted) => plain(sorted.reduce((sum, value) => sum + value, 0) / sorted.length),
  median: (sorted) => {
    const upper = sorted.length >> 1
    return sorted.length % 2 === 1 ? sorted[upper]! : plain((sorted[upper - 1]! + sorted[upper]!) / 2)
  },
  // Of several that are as frequent, the smallest.
  mode: (sorted) => {
    let best = sorted[0]!
    let most = 0
    for (let from = 0; from < sorted.length; ) {
      let to = from + 1
      while (to < sorted.length && sorted[to] === sorted[from]) to++
      if (to - from > most) {
        most = to - from
        best = sorted[from]!
      }
      from = to
    }
    return best
  },
}
