import { type Classes, classesOf, countsOf } from './classes.ts'
import { householdRisk, individualRisk } from './individual-risk.ts'
import { type PopulationUniques, populationUniques } from './population.ts'
import { type SensitiveRisk, sensitiveRisk } from './sensitive.ts'
import { minimalUniques } from './suda2.ts'
import type { CodedColumn } from './table.ts'
import { wildcardSums } from './wildcard.ts'

/** Shares of people whose risk is above these are told. */
const THRESHOLDS = [0.05, 0.1, 0.2]
const MOST_DRIVERS = 20

export interface RiskInput {
  rows: number
  quasi: readonly CodedColumn[]
  person: CodedColumn | null
  household: CodedColumn | null
  /** sampling weight of each row; null: all alike */
  weights: Float64Array | null
  sensitive: (CodedColumn & { order: readonly number[] | null }) | null
  /** share of the population in the sample; 1: the whole register */
  fraction: number
  /** whether an empty cell is a value of its own, or matches every value as in sdcMicro */
  nullsMatch: 'own' | 'any'
}

export interface Risk {
  rows: number
  persons: number | null
  unit: Classes['unit']
  classes: number
  smallestClass: number
  /** share of units alone in their class */
  sampleUniques: number
  highest: number
  average: number
  /** share of units with a higher risk than the key */
  atRisk: Record<string, number>
  /** class size → rows in classes of that size */
  histogram: Record<string, number>
  population: PopulationUniques | null
  /** smallest class when an empty cell matches every value; null with histories */
  kWildcard: number | null
  /** risk of each unit under sampling: mean, and how many are expected to be told apart */
  individual: { average: number; expected: number }
  /** the same, when one member gives a household away */
  household: { average: number; expected: number } | null
  sensitive: SensitiveRisk | null
  /** null: too many sets of columns to try */
  drivers: { columns: string[]; uniques: number }[] | null
}

/** What `--records` writes of each row. */
export interface RowRisks {
  fk: Float64Array
  Fk: Float64Array
  rk: Float64Array
  /** null: too many sets of columns to try */
  suda2: Float64Array | null
}

/** All figures of a file's risk, over units: rows, persons, or persons' histories (rule A1). */
export function measureRisk(input: RiskInput): { risk: Risk; records: RowRisks } {
  const { rows, quasi, person, fraction } = input
  const classes = classesOf(rows, quasi, person)
  const { units, unitOf, sizes, classOf } = classes
  const weights = unitWeights(input, classes)
  const isPlain = classes.unit !== 'profiles'
  const tupleOfUnit = isPlain ? classOf : null

  // Frequencies in the sample and estimated in the population, by unit.
  const any = tupleOfUnit && {
    f: wildcardSums(quasiByUnit(quasi, unitOf, units), tupleOfUnit, classes.tuples, new Float64Array(units).fill(1)),
    weighted: () => wildcardSums(quasiByUnit(quasi, unitOf, units), tupleOfUnit, classes.tuples, weights),
  }
  let f: (unit: number) => number = (unit) => sizes[classOf[unit]!]!
  let weighted: (unit: number) => number
  if (input.nullsMatch === 'any' && any && tupleOfUnit) {
    const sums = any.weighted()
    f = (unit) => any.f[tupleOfUnit[unit]!]!
    weighted = (unit) => sums[tupleOfUnit[unit]!]!
  } else {
    const sums = new Float64Array(sizes.length)
    for (let unit = 0; unit < units; unit++) sums[classOf[unit]!]! += weights[unit]!
    weighted = (unit) => sums[classOf[unit]!]!
  }
  const rk = new Float64Array(units)
  const ofClass = new Map<string, number>()
  for (let unit = 0; unit < units; unit++) {
    const key = `${f(unit)}/${weighted(unit)}`
    const known = ofClass.get(key) ?? individualRisk(f(unit), weighted(unit))
    ofClass.set(key, known)
    rk[unit] = known
  }

  const bySize = new Map<number, number>()
  const histogram = new Map<number, number>()
  for (let row = 0; row < rows; row++) histogram.set(f(unitOf[row]!), (histogram.get(f(unitOf[row]!)) ?? 0) + 1)
  for (const size of sizes) bySize.set(size, (bySize.get(size) ?? 0) + 1)
  let smallest = Number.POSITIVE_INFINITY
  let alone = 0
  let inverse = 0
  const above = THRESHOLDS.map(() => 0)
  for (let unit = 0; unit < units; unit++) {
    const size = f(unit)
    smallest = Math.min(smallest, size)
    inverse += 1 / size
    if (size === 1) alone += 1
    THRESHOLDS.forEach((threshold, i) => {
      if (1 / size > threshold) above[i]! += 1
    })
  }
  const suda = minimal(input, classes)
  return {
    risk: {
      rows,
      persons: person ? units : null,
      unit: classes.unit,
      classes: sizes.length,
      smallestClass: smallest,
      sampleUniques: alone / units,
      highest: 1 / smallest,
      // Each class of size s adds s times 1/s: without wildcards the sum is the number of classes, exactly.
      average: (input.nullsMatch === 'own' ? sizes.length : inverse) / units,
      atRisk: Object.fromEntries(THRESHOLDS.map((threshold, i) => [String(threshold), above[i]! / units])),
      histogram: Object.fromEntries([...histogram].sort(([a], [b]) => a - b)),
      population: fraction < 1 ? populationUniques(bySize, fraction) : null,
      kWildcard: any ? any.f.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY) : null,
      individual: meanOf(rk),
      household: input.household ? householdFigures(rk, input.household, classes) : null,
      sensitive: input.sensitive ? sensitiveRisk(classes, input.sensitive, input.sensitive.order) : null,
      drivers: suda?.drivers.slice(0, MOST_DRIVERS) ?? null,
    },
    records: {
      fk: Float64Array.from(unitOf, f),
      Fk: Float64Array.from(unitOf, weighted),
      rk: Float64Array.from(unitOf, (unit) => rk[unit]!),
      suda2: suda && Float64Array.from(classes.tupleOf, (tuple) => suda.scores[tuple]!),
    },
  }
}

const meanOf = (risks: Float64Array) => {
  const expected = risks.reduce((sum, risk) => sum + risk, 0)
  return { average: expected / risks.length, expected }
}

/** A person's weight is the mean of the weights of the person's rows; without weights each stands for 1/fraction. */
function unitWeights({ weights, fraction, rows }: RiskInput, { unitOf, units }: Classes): Float64Array {
  if (!weights) return new Float64Array(units).fill(1 / fraction)
  const sums = new Float64Array(units)
  for (let row = 0; row < rows; row++) sums[unitOf[row]!]! += weights[row]!
  const own = countsOf(unitOf, units)
  return sums.map((sum, unit) => sum / own[unit]!)
}

function firstRows(unitOf: Int32Array, units: number): Int32Array {
  const first = new Int32Array(units).fill(-1)
  unitOf.forEach((unit, row) => {
    if (first[unit] === -1) first[unit] = row
  })
  return first
}

function quasiByUnit(quasi: readonly CodedColumn[], unitOf: Int32Array, units: number): CodedColumn[] {
  const first = firstRows(unitOf, units)
  return quasi.map((column) => ({ ...column, codes: Int32Array.from(first, (row) => column.codes[row]!) }))
}

function householdFigures(rk: Float64Array, household: CodedColumn, { unitOf, units }: Classes) {
  const of = Int32Array.from(firstRows(unitOf, units), (row) => household.codes[row]!)
  const risks = householdRisk(rk, of, household.values)
  return meanOf(Float64Array.from(of, (one) => risks[one]!))
}

function minimal({ rows, quasi }: RiskInput, { tupleOf, tuples, unitOf }: Classes) {
  const owners = new Int32Array(tuples).fill(-2)
  const first = new Int32Array(tuples)
  for (let row = rows - 1; row >= 0; row--) {
    const tuple = tupleOf[row]!
    owners[tuple] = owners[tuple] === -2 || owners[tuple] === unitOf[row] ? unitOf[row]! : -1
    first[tuple] = row
  }
  return minimalUniques(
    quasi,
    quasi.map(({ codes }) => Int32Array.from(first, (row) => codes[row]!)),
    owners,
  )
}
