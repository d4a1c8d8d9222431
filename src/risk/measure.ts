import { type Classes, classesOf, countsOf } from './classes.ts'
import { householdRisk, individualRisk } from './individual-risk.ts'
import { type PopulationUniques, populationUniques } from './population.ts'
import { type SensitiveClasses, type SensitiveColumn, type SensitiveRisk, sensitiveRisk } from './sensitive.ts'
import { type ColumnSet, columnSets, type RiskyCells, riskyCells, type Tuples } from './sets.ts'
import { disScores, minimalUniques, type SudaScoring, type Uniqueness } from './suda2.ts'
import { type CodedColumn, gather, gatherCodes, groupRows } from './table.ts'
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
  sensitive: readonly SensitiveColumn[]
  /** share of the population in the sample; 1: the whole register */
  fraction: number
  /** whether an empty cell is a value of its own, or matches every value as in sdcMicro */
  nullsMatch: 'own' | 'any'
  /** the population's rows as codes of the same numbering, column by column; null: not at hand */
  population?: readonly Int32Array[] | null
  /** of recursive (c, l)-diversity */
  c?: number
  suda?: { scoring: SudaScoring; fraction: number }
  /** thresholds of risky cells: for one column, for two … */
  cells?: readonly number[]
}

/** How likely somebody is found, in one way of looking. */
export interface Finding {
  highest: number
  average: number
  lowest: number
  /** share of units with the highest and the lowest risk */
  affectedByHighest: number
  affectedByLowest: number
  /** share of units with a higher risk than the key */
  atRisk: Record<string, number>
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
  /** somebody known to be in the file is sought: 1 / class size */
  prosecutor: Finding
  /** anybody of the population is sought: 1 / persons of the population in the class, counted or estimated */
  journalist: Finding
  /** as many as possible are sought: the expected share that is found */
  marketer: { average: number; expected: number }
  /** risk of each unit under sampling: mean, and how many are expected to be told apart */
  individual: { average: number; expected: number }
  /** the same, when one member gives a household away */
  household: { average: number; expected: number } | null
  /** of the first sensitive column */
  sensitive: SensitiveRisk | null
  sensitives: ({ column: string } & SensitiveRisk)[]
  /** null: too many sets of columns to try */
  drivers: { columns: string[]; uniques: number }[] | null
  suda2: {
    scoring: SudaScoring
    sum: number
    highest: number
    disAverage: number
    disHighest: number
    contributions: Record<string, number>
  } | null
  /** every set of up to three quasi-identifiers, and all; null: too many */
  sets: ColumnSet[] | null
  riskyCells: RiskyCells[] | null
}

/** What `--records` writes of each row. */
export interface RowRisks {
  fk: Float64Array
  Fk: Float64Array
  rk: Float64Array
  /** null: too many sets of columns to try */
  suda2: Float64Array | null
  dis: Float64Array | null
  household: Float64Array | null
  /** of each quasi-identifier, in their order */
  contributions: { name: string; values: Float64Array }[]
  sensitive: { name: string; distinct: Float64Array; entropy: Float64Array; recursive: Float64Array }[]
}

/** All figures of a file's risk, over units: rows, persons, or persons' histories (rule A1). */
export function measureRisk(input: RiskInput): { risk: Risk; records: RowRisks } {
  const { rows, quasi, person, fraction } = input
  const scoring = input.suda?.scoring ?? 'original'
  const classes = classesOf(rows, quasi, person)
  const { units, unitOf, sizes, classOf } = classes
  const weights = unitWeights(input, classes)
  const isPlain = classes.unit !== 'profiles'
  const hasEmpty = quasi.some(({ codes, nullCode }) => nullCode >= 0 && codes.includes(nullCode))
  const ofUnits = isPlain && hasEmpty ? quasiByUnit(quasi, unitOf, units) : null

  // Frequencies in the sample and estimated in the population, by unit.
  const any = ofUnits && wildcardSums(ofUnits, classOf, classes.tuples, new Float64Array(units).fill(1))
  const f = new Float64Array(units)
  const weighted = new Float64Array(units)
  if (input.nullsMatch === 'any' && any && ofUnits) {
    const sums = wildcardSums(ofUnits, classOf, classes.tuples, weights)
    for (let unit = 0; unit < units; unit++) {
      f[unit] = any[classOf[unit]!]!
      weighted[unit] = sums[classOf[unit]!]!
    }
  } else {
    const sums = new Float64Array(sizes.length)
    for (let unit = 0; unit < units; unit++) sums[classOf[unit]!]! += weights[unit]!
    for (let unit = 0; unit < units; unit++) {
      f[unit] = sizes[classOf[unit]!]!
      weighted[unit] = sums[classOf[unit]!]!
    }
  }
  if (input.population && isPlain) countPopulation(input, unitOf, f, weighted)
  const rk = individualRisks(f, weighted, classOf, sizes.length)

  const bySize = new Map<number, number>()
  for (const size of sizes) bySize.set(size, (bySize.get(size) ?? 0) + 1)
  const histogram = new Map<number, number>()
  for (let row = 0; row < rows; row++) {
    const size = f[unitOf[row]!]!
    histogram.set(size, (histogram.get(size) ?? 0) + 1)
  }
  // Each class of size s adds s times 1/s: without wildcards the sum is the number of classes, exactly.
  const prosecutor = findingOf(f, input.nullsMatch === 'own' ? sizes.length : null)
  const journalist = input.weights || fraction < 1 || input.population ? findingOf(weighted, null) : prosecutor
  const tuples = tuplesOf(input, classes)
  const suda = minimalUniques(quasi, tuples.codes, tuples.owners, scoring)
  const sensitives = input.sensitive.map((column) => ({ column, found: sensitiveRisk(classes, column, input.c ?? 2) }))
  const scores = suda && gather(suda.scores, classes.tupleOf)
  const dis = scores && disScores(scores, rowsOfSize(histogram, 1), rowsOfSize(histogram, 2), input.suda?.fraction ?? 0.01, quasi.length)
  const households = input.household ? householdRisks(rk, input.household, classes) : null
  const marketer = meanOf(weighted.map((size) => 1 / size))
  return {
    risk: {
      rows,
      persons: person ? units : null,
      unit: classes.unit,
      classes: sizes.length,
      smallestClass: leastOf(f),
      sampleUniques: prosecutor.highest === 1 ? prosecutor.affectedByHighest : 0,
      highest: prosecutor.highest,
      average: prosecutor.average,
      atRisk: prosecutor.atRisk,
      histogram: Object.fromEntries([...histogram].sort(([a], [b]) => a - b)),
      population: fraction < 1 ? populationUniques(bySize, fraction) : null,
      kWildcard: isPlain ? leastOf(any ?? sizes) : null,
      prosecutor,
      journalist,
      marketer: journalist === prosecutor ? { average: prosecutor.average, expected: marketer.expected } : marketer,
      individual: meanOf(rk),
      household: households && meanOf(households),
      sensitive: sensitives[0]?.found?.risk ?? null,
      sensitives: sensitives.flatMap(({ column, found }) => (found ? [{ column: column.name, ...found.risk }] : [])),
      drivers: suda?.drivers.slice(0, MOST_DRIVERS) ?? null,
      suda2: suda && scores && dis && sudaFigures(suda, scores, dis, scoring, input, classes),
      sets: columnSets(tuples),
      riskyCells: input.cells ? riskyCells(tuples, input.cells, isPlain ? null : { of: unitOf, tuple: classes.tupleOf }) : null,
    },
    records: {
      fk: gather(f, unitOf),
      Fk: gather(weighted, unitOf),
      rk: gather(rk, unitOf),
      suda2: scores,
      dis,
      household: households && gather(households, unitOf),
      contributions: suda
        ? quasi.map(({ name }, i) => ({
            name,
            values: gather(suda.contributions[i]!, classes.tupleOf),
          }))
        : [],
      sensitive: sensitives.flatMap(({ column, found }) => (found ? [{ name: column.name, ...byRow(found.classes, classes) }] : [])),
    },
  }
}

const leastOf = (numbers: Float64Array | Int32Array): number => {
  let least = Number.POSITIVE_INFINITY
  for (const number of numbers) if (number < least) least = number
  return least
}

const rowsOfSize = (histogram: ReadonlyMap<number, number>, size: number) => histogram.get(size) ?? 0

function byRow({ distinct, entropy, recursive }: SensitiveClasses, { unitOf, classOf }: Classes) {
  const spread = (figures: Float64Array) => gather(figures, gatherCodes(classOf, unitOf))
  return { distinct: spread(distinct), entropy: spread(entropy), recursive: spread(recursive) }
}

const meanOf = (risks: Float64Array) => {
  const expected = risks.reduce((sum, risk) => sum + risk, 0)
  return { average: expected / risks.length, expected }
}

/** @param classes - number of classes, if the average is to be exact */
function findingOf(sizes: Float64Array, classes: number | null): Finding {
  let smallest = Number.POSITIVE_INFINITY
  let largest = 0
  let inverse = 0
  const above = THRESHOLDS.map(() => 0)
  for (const size of sizes) {
    if (size < smallest) smallest = size
    if (size > largest) largest = size
    inverse += 1 / size
    for (let i = 0; i < THRESHOLDS.length; i++) if (1 / size > THRESHOLDS[i]!) above[i]! += 1
  }
  const share = (of: number) => sizes.reduce((sum, size) => sum + (size === of ? 1 : 0), 0) / sizes.length
  return {
    highest: 1 / smallest,
    average: (classes ?? inverse) / sizes.length,
    lowest: 1 / largest,
    affectedByHighest: share(smallest),
    affectedByLowest: share(largest),
    atRisk: Object.fromEntries(THRESHOLDS.map((threshold, i) => [String(threshold), above[i]! / sizes.length])),
  }
}

/** One calculation for each class, and for each pair of frequencies where a class has several. */
function individualRisks(f: Float64Array, weighted: Float64Array, classOf: Int32Array, classes: number): Float64Array {
  const first = new Int32Array(classes).fill(-1)
  const rk = new Float64Array(f.length)
  const known = new Map<number, Map<number, number>>()
  for (let unit = 0; unit < f.length; unit++) {
    const like = first[classOf[unit]!]!
    if (like >= 0 && f[like] === f[unit] && weighted[like] === weighted[unit]) {
      rk[unit] = rk[like]!
      continue
    }
    let ofF = known.get(f[unit]!)
    if (!ofF) {
      ofF = new Map()
      known.set(f[unit]!, ofF)
    }
    let risk = ofF.get(weighted[unit]!)
    if (risk === undefined) {
      risk = individualRisk(f[unit]!, weighted[unit]!)
      ofF.set(weighted[unit]!, risk)
    }
    rk[unit] = risk
    first[classOf[unit]!] = unit
  }
  return rk
}

/** The population's own rows take the place of the estimate: at least those of the sample. */
function countPopulation({ quasi, population, rows }: RiskInput, unitOf: Int32Array, f: Float64Array, weighted: Float64Array): void {
  const others = population![0]!.length
  const joined = groupRows(
    rows + others,
    quasi.map(({ codes, values }, i) => {
      const both = new Int32Array(rows + others)
      both.set(codes)
      both.set(population![i]!, rows)
      return { codes: both, values }
    }),
  )
  const counts = new Float64Array(joined.count)
  for (let row = rows; row < rows + others; row++) counts[joined.of[row]!]! += 1
  for (let row = 0; row < rows; row++) weighted[unitOf[row]!] = Math.max(f[unitOf[row]!]!, counts[joined.of[row]!]!)
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
  for (let row = unitOf.length - 1; row >= 0; row--) first[unitOf[row]!] = row
  return first
}

function quasiByUnit(quasi: readonly CodedColumn[], unitOf: Int32Array, units: number): CodedColumn[] {
  const first = firstRows(unitOf, units)
  return quasi.map((column) => ({ ...column, codes: gatherCodes(column.codes, first) }))
}

/** Risk of each unit through its household. */
function householdRisks(rk: Float64Array, household: CodedColumn, { unitOf, units }: Classes): Float64Array {
  const of = gatherCodes(household.codes, firstRows(unitOf, units))
  const risks = householdRisk(rk, of, household.values)
  return gather(risks, of)
}

function tuplesOf({ rows: count, quasi }: RiskInput, { tupleOf, tuples, unitOf }: Classes): Tuples {
  const owners = new Int32Array(tuples).fill(-2)
  const first = new Int32Array(tuples)
  const rows = new Float64Array(tuples)
  for (let row = count - 1; row >= 0; row--) {
    const tuple = tupleOf[row]!
    owners[tuple] = owners[tuple] === -2 || owners[tuple] === unitOf[row] ? unitOf[row]! : -1
    first[tuple] = row
    rows[tuple]! += 1
  }
  return { columns: quasi, codes: quasi.map(({ codes }) => gatherCodes(codes, first)), rows, owners }
}

/** @returns contributions in per cent of the sum of all scores */
function sudaFigures(
  suda: Uniqueness,
  scores: Float64Array,
  dis: Float64Array,
  scoring: SudaScoring,
  { quasi }: RiskInput,
  { tupleOf }: Classes,
): Risk['suda2'] {
  const sum = scores.reduce((total, score) => total + score, 0)
  const highest = (numbers: Float64Array) => numbers.reduce((most, one) => Math.max(most, one), 0)
  const contribution = (i: number) => {
    let total = 0
    const own = suda.contributions[i]!
    for (let row = 0; row < scores.length; row++) total += own[tupleOf[row]!]! * scores[row]!
    return sum === 0 ? 0 : (100 * total) / sum
  }
  return {
    scoring,
    sum,
    highest: highest(scores),
    disAverage: meanOf(dis).average,
    disHighest: highest(dis),
    contributions: Object.fromEntries(quasi.map(({ name }, i) => [name, contribution(i)])),
  }
}
