import { InputProblem } from '../errors.ts'
import { type Coded, type Entering, type Perturbation, uniform } from '../perturbation.ts'
import type { ColumnStep, Recipe } from '../recipe.ts'
import { formatNumber, parseNumber } from '../values/number.ts'
import { laplaceQuantile, normalQuantile } from './noise-quantiles.ts'
import { cellsOf, numbersOf, spreadOf } from './numbers-of.ts'
import { partnersOf, stepOf } from './partners.ts'
import { decimals, roundTo } from './round.ts'
import type { Technique } from './technique.ts'

/**
 * add-noise (ノイズ付加): each number moves by a keyed draw of mean 0. One person's equal numbers in a column carry one noise
 * (privacy-rules D5); numbers reflect at `bounds` and lie on the grid of `step`. With `correlatedWith` the noises of a row are
 * correlated as the columns are, so that covariances grow alike; a person then has one noise a column, whatever the number:
 * noise drawn for each number could be averaged away as soon as a partner's number changes.
 */
export const addNoise: Technique<object> = {
  name: 'add-noise',
  lower: (_, { column, recipe }) => [{ node: 'perturb', perturbation: perturbationOf(recipe, column) }],
}

function perturbationOf(recipe: Recipe, column: string): Perturbation {
  const columns = partnersOf(recipe, column, 'add-noise', 'correlatedWith')
  const steps = columns.map((name) => stepOf(recipe.columns.get(name)!, 'add-noise')!)
  const alone = columns.length === 1
  return {
    technique: 'add-noise',
    columns,
    by: [],
    draws: columns.map((name) => ({
      by: 'person',
      purpose: ['add-noise', name],
      ...(alone ? { value: { column: name, as: sameNumber } } : {}),
    })),
    groups: null,
    change: (entering) => (alone ? oneColumn(columns[0]!, steps[0]!, entering) : correlated(columns, steps, entering)),
  }
}

/** 1,000 and 1000 are one number. */
const sameNumber = (text: string | null): string | null => {
  const number = text === null ? null : parseNumber(text)
  return number === null ? text : formatNumber(number)
}

function oneColumn(column: string, step: ColumnStep, entering: Entering): Map<string, Coded> {
  const numbers = numbersOf(column, entering.column(column))
  const size = sizeOf(column, step, numbers)
  const quantile = step.distribution === 'laplace' ? laplaceQuantile : normalQuantile
  const draw = entering.draws[0]!
  return placed(column, step, numbers, (row) => size * quantile(uniform(draw, row)), entering.warn)
}

function correlated(columns: readonly string[], steps: readonly ColumnStep[], entering: Entering): Map<string, Coded> {
  const numbers = columns.map((name) => numbersOf(name, entering.column(name)))
  const sizes = columns.map((name, i) => sizeOf(name, steps[i]!, numbers[i]!))
  const root = cholesky(correlations(numbers))
  // Noise of a column: its row of the root times the standard normal draws of the columns before it and of its own.
  const cells = columns.map((name, i) =>
    placed(
      name,
      steps[i]!,
      numbers[i]!,
      (row) => {
        let noise = 0
        for (let j = 0; j <= i; j++) noise += root[i]![j]! * normalQuantile(uniform(entering.draws[j]!, row))
        return sizes[i]! * noise
      },
      entering.warn,
    ),
  )
  return new Map(cells.flatMap((one) => [...one]))
}

/** Standard deviation of the noise. */
function sizeOf(column: string, step: ColumnStep, numbers: Float64Array): number {
  if (step.absolute !== undefined) return step.absolute
  const { deviation, count } = spreadOf(numbers)
  if (deviation === 0 && count > 0)
    throw new InputProblem(
      `列「${column}」の値がすべて同じなので、標準偏差の倍数（scale）では誤差が加わりません。absolute を使うか、列を削除してください`,
    )
  return step.scale! * deviation
}

/** More cells than this that rounding gives back as they were are told. */
const MOST_UNMOVED = 0.5

function placed(
  column: string,
  step: ColumnStep,
  numbers: Float64Array,
  noise: (row: number) => number,
  warn: Entering['warn'],
): Map<string, Coded> {
  const grid = step.step ?? gridOf(numbers)
  const [low, high] = step.bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const first = lastInside(low, grid, Math.ceil)
  const last = lastInside(high, grid, Math.floor)
  if (first > last)
    throw new InputProblem(
      `列「${column}」の bounds の中に、${formatNumber(grid)} の倍数がありません。bounds を広げるか、step を小さくしてください`,
    )
  const nearest = toGrid(grid)
  const changed = numbers.map((number, row) => {
    if (Number.isNaN(number)) return number
    const rounded = nearest(reflected(number + noise(row), low, high))
    return rounded < first ? first : rounded > last ? last : rounded
  })
  const there = numbers.reduce((rows, number) => rows + (Number.isNaN(number) ? 0 : 1), 0)
  const unmoved = changed.reduce((rows, number, row) => rows + (number === numbers[row] ? 1 : 0), 0)
  if (unmoved > MOST_UNMOVED * there)
    warn(
      `列「${column}」の誤差は刻み（${formatNumber(grid)}）に比べて小さく、${((100 * unmoved) / there).toFixed(0)}％の値が元のままです。scale か absolute を大きくしてください`,
    )
  return new Map([[column, cellsOf(changed)]])
}

/** To the nearest multiple. Where grid or its inverse is whole, as nearly always, without a look at decimals. */
function toGrid(grid: number): (value: number) => number {
  const inverse = Math.round(1 / grid)
  if (Number.isInteger(grid)) return (value) => Math.round(value / grid) * grid + 0
  if (Math.abs(inverse * grid - 1) < 1e-12) return (value) => Math.round(value * inverse) / inverse + 0
  return (value) => roundTo(value, grid)
}

/** The outermost multiple of the grid that is not outside the bound. */
const lastInside = (bound: number, grid: number, inwards: (steps: number) => number): number => {
  if (!Number.isFinite(bound)) return bound
  const near = roundTo(bound, grid)
  if (Math.abs(near - bound) <= 1e-9 * grid) return near
  return roundTo(inwards(bound / grid) * grid, grid)
}

/** As a ball between two walls: what lies beyond a bound comes back by as much. */
function reflected(value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value
  if (!Number.isFinite(high)) return 2 * low - value
  if (!Number.isFinite(low)) return 2 * high - value
  const width = high - low
  const there = (((value - low) % (2 * width)) + 2 * width) % (2 * width)
  return there <= width ? low + there : high - (there - width)
}

/** The grid that the numbers themselves lie on: 1 for integers, else their last decimal. */
function gridOf(numbers: Float64Array): number {
  let most = 0
  for (const number of new Set(numbers)) if (!Number.isNaN(number)) most = Math.max(most, decimals(number))
  return 10 ** -Math.min(most, 12)
}

/** Of the rows without empty cells, summed in an order of the numbers alone. */
function correlations(numbers: readonly Float64Array[]): number[][] {
  const there = Uint32Array.from(numbers[0]!.keys()).filter((row) => numbers.every((column) => !Number.isNaN(column[row]!)))
  there.sort((a, b) => {
    for (const column of numbers) if (column[a] !== column[b]) return column[a]! - column[b]!
    return 0
  })
  const standard = numbers.map((column) => {
    const own = Float64Array.from(there, (row) => column[row]!)
    const { mean, deviation } = spreadOf(own)
    return own.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation))
  })
  return standard.map((a, i) =>
    standard.map((b, j) => {
      if (i === j) return 1
      let sum = 0
      for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]!
      return a.length > 1 ? sum / (a.length - 1) : 0
    }),
  )
}

/** Lower root of a correlation matrix; a column that others determine adds nothing of its own. */
function cholesky(matrix: readonly number[][]): number[][] {
  const root = matrix.map((row) => row.map(() => 0))
  for (let i = 0; i < matrix.length; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!
      for (let k = 0; k < j; k++) rest -= root[i]![k]! * root[j]![k]!
      if (i === j) root[i]![i] = Math.sqrt(Math.max(0, rest))
      else root[i]![j] = root[j]![j]! > 1e-9 ? rest / root[j]![j]! : 0
    }
  return root
}
