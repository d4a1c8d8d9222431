import { upTo } from '../coding/codes.ts'
import type { Engine, LeafKey, Size, Tuples } from '../engines/engine.ts'
import { InputProblem, RecipeError, ValueProblem } from '../errors.ts'
import { type CellText, follow, isGrouped, ladderOf, type Plan, type PlanColumn, quasiIdentifiers, releasedColumns } from '../plan.ts'
import type { Recipe } from '../recipe.ts'
import type { Histogram, Requirement, SearchColumn } from '../search/types.ts'
import { IS_NUMBER } from '../techniques/technique.ts'
import { parseDate } from '../values/date.ts'
import { normaliseKey } from '../values/key.ts'
import { parseNumber } from '../values/number.ts'
import { classesOf, type Dictionaries, type Leaves, leavesOf } from './leaves.ts'
import { modelRequirements, type Reference, referenceOf, type SensitiveColumn } from './models.ts'
import { type Populations, populationsOf } from './population.ts'

export interface SearchInput {
  columns: SearchColumn[]
  histogram: Histogram
  requirement: Requirement
  /** tuples over the search's columns, then the sensitive ones */
  tuples: Tuples
  /** columns that make the classes */
  over: string[]
  /** what the verifier must know of those who entered (rule C2); null: no model needs it */
  reference: Reference | null
  populations: Populations | null
}

interface Given {
  recipe: Recipe
  plan: Plan
  engine: Engine
  dictionaries: Dictionaries
  leaves: Map<string, Leaves>
  linkable: boolean
  entering: Size
}

/** What the search needs: the class columns with their ladders as integers, and persons grouped by equal histories. */
export async function buildSearch(given: Given): Promise<SearchInput> {
  const { recipe, plan, engine, leaves, linkable, entering } = given
  const quasi = quasiIdentifiers(plan).filter((column) => !isGrouped(column))
  const extras = linkable ? await historyColumns(given) : []
  const columns = [
    ...quasi.map((column) => searchColumn(column, leaves.get(column.name)!)),
    ...extras.map((column) => fixedColumn(leaves.get(column.name)!)),
  ]
  const sensitive = sensitiveColumns(given)
  const keys: LeafKey[] = [
    ...[...quasi, ...extras].map((column): LeafKey => ({ kind: 'leaf', leaf: leaves.get(column.name)!.ref })),
    ...sensitive.map(({ own, codes }): LeafKey => ({ kind: 'leaf', leaf: own.ref, classes: codes })),
  ]
  const tuples = await engine.histogram(keys)
  const profiles = tuples.profiles ?? trivialProfiles(tuples)
  const populations = populationsOf(plan, quasi, leaves, columns, linkable)
  refuseSmallPopulations(recipe, plan)
  const histogram: Histogram = {
    ...(populations ? { populations: populations.coded } : {}),
    columns: tuples.columns.slice(0, columns.length),
    tuples: tuples.tuples,
    profileStart: profiles.start,
    profileTuples: profiles.tuples,
    profilePersons: profiles.persons,
    sensitive: sensitive.map((_, i) => profiles.tuples.map((tuple) => tuples.columns[columns.length + i]![tuple]!)),
    ...(tuples.households ? { households: householdLists(tuples.households, profiles.persons.length) } : {}),
  }
  const limit = (n: number) => Math.floor(recipe.privacy.suppressionLimit * n + 1e-9)
  const requirement: Requirement = {
    k: recipe.privacy.k ?? null,
    known: linkable ? (recipe.privacy.known ?? Number.POSITIVE_INFINITY) : 1,
    models: modelRequirements(recipe, plan, sensitive, populations),
    householdsPerClass: plan.household === null ? null : recipe.privacy.households.perClass,
    maxSuppressedRows: limit(entering.rows),
    maxSuppressedPersons: limit(entering.persons),
    rows: entering.rows,
    persons: entering.persons,
  }
  return {
    columns,
    histogram,
    requirement,
    tuples,
    over: [...quasiIdentifiers(plan), ...extras].map(({ name }) => name),
    reference: referenceOf(recipe, requirement, histogram, sensitive),
    populations,
  }
}

/** Nobody can be like more persons of a population than it has. */
function refuseSmallPopulations({ privacy }: Recipe, { populations }: Plan): void {
  privacy.models.forEach((model, i) => {
    const persons = populations[i]?.rows.length
    if (model.model === 'k-map' && persons !== undefined && model.k > persons)
      throw new RecipeError(
        `privacy.models.${i}.k`,
        `${model.k}とありますが、母集団のファイルには${persons}人しかいません。k を小さくしてください`,
      )
  })
}

/** Classes of every leaf at every level, by equal released text; a class covers the leaves that would take its text. */
function searchColumn(column: PlanColumn, own: Leaves): SearchColumn {
  const step = ladderOf(column)
  if (!step) return { ...fixedColumn(own), name: column.name }
  const { ladder, min, max } = step
  const used = own.rows
  const nulls = own.entering.some((text, leaf) => text === null && used[leaf]! > 0)
  const distinct = new Set(own.entering.filter((_, leaf) => used[leaf]! > 0))
  const nullIsExtra = nulls && !(ladder.listed?.includes('') ?? false)
  const leaves = ladder.listed ? ladder.listed.length + (nullIsExtra ? 1 : 0) : distinct.size
  // Steps behind the ladder may join its texts: a listed leaf goes the rest of the way too.
  const rest = own.cells.slice(own.cells.findIndex((cell) => cell.node === 'generalise') + 1)
  const released = (text: CellText) => follow(rest, text, 0, 0, normaliseKey)
  const levels = Array.from({ length: ladder.levels }, (_, level) => {
    // Levels out of reach are never asked for: one class stands in for each. The finest is what the measures start from.
    if (level > 0 && (level < min || level > max))
      return { code: new Int32Array(used.length), classes: 1, covered: Float64Array.of(leaves) }
    const texts = own.texts(level)
    const { codes, texts: classTexts } = classesOf(texts, used)
    const covered = new Float64Array(classTexts.length)
    if (ladder.listed) {
      const number = new Map(classTexts.map((text, code) => [text, code]))
      for (const leaf of ladder.listed) {
        const code = number.get(released(ladder.label(leaf, level) ?? null))
        if (code !== undefined) covered[code]!++
      }
      if (nullIsExtra) {
        const code = number.get(released(ladder.label(null, level) ?? null))
        if (code !== undefined) covered[code]!++
      }
    } else {
      const seen = new Set<CellText>()
      own.entering.forEach((text, leaf) => {
        if (used[leaf] === 0 || seen.has(text)) return
        seen.add(text)
        covered[codes[leaf]!]!++
      })
    }
    return { code: codes.map((code) => Math.max(0, code)), classes: classTexts.length, covered }
  })
  return { name: column.name, levels, leaves, min, max, inLoss: true }
}

/** A column that the search cannot change: one level, outside the loss. */
function fixedColumn(own: Leaves): SearchColumn {
  const { codes, texts } = classesOf(own.texts(0), own.rows)
  return {
    name: own.column.name,
    levels: [{ code: codes.map((code) => Math.max(0, code)), classes: texts.length, covered: new Float64Array(texts.length).fill(1) }],
    leaves: texts.length,
    min: 0,
    max: 0,
    inLoss: false,
  }
}

const YEAR = /^(?:(?:18|19|20|21)\d{2}|(?:明治|大正|昭和|平成|令和|[MTSHR])(?:元|\d{1,2}))(?:年度?)?$/

/** More distinct values than this are no list of dates that everybody knows a person by. */
const MOST_DATES = 50_000

/** Kept dates and years, and the columns of privacy.repeat: with the quasi-identifiers they make a person's history (A1). */
async function historyColumns({ recipe, plan, engine, dictionaries, leaves }: Given): Promise<PlanColumn[]> {
  const found: PlanColumn[] = []
  for (const column of releasedColumns(plan)) {
    if (column.class === 'quasi-identifier' || column.name === plan.person || column.name === plan.household) continue
    let isHistory = recipe.privacy.repeat.includes(column.name)
    if (!isHistory && column.technique === 'keep') {
      const own = leaves.get(column.name)
      const values = own ? [...new Set(own.texts(0).filter((text) => text !== null))] : (await engine.values(column.name, 0)).values
      isHistory =
        values.length > 0 &&
        values.length <= MOST_DATES &&
        values.every((value) => YEAR.test(value.normalize('NFKC').trim()) || parseDate(value) !== null)
    }
    if (!isHistory) continue
    if (!leaves.has(column.name)) leaves.set(column.name, await leavesOf(engine, dictionaries, column, [], column.cells))
    found.push(column)
  }
  return found
}

/** Columns that models look at, each value as its band, or as its released text; -1 is null. */
function sensitiveColumns({ recipe, leaves, plan }: Given): SensitiveColumn[] {
  const names = [...new Set(recipe.privacy.models.flatMap((model) => ('column' in model ? [model.column] : [])))]
  return names.map((name) => {
    const column = plan.columns.find((known) => known.name === name)!
    const own = leaves.get(name)!
    const texts = own.texts(ladderOf(column)?.min ?? 0)
    let odd = 0
    const bands = texts.map((text, leaf) => {
      if (own.rows[leaf] === 0 || text === null) return null
      if (!column.bands) return text
      const band = column.bands(text)
      if (band === undefined) odd += own.rows[leaf]!
      return band ?? null
    })
    if (odd > 0) throw new ValueProblem(name, odd, IS_NUMBER.kind, IS_NUMBER.mend)
    const classes = classesOf(bands, own.rows)
    const none = classes.texts.indexOf(null)
    if (!column.bands) refuseFineNumbers(name, classes.texts)
    const values: (string | null)[] = classes.texts.map(() => null)
    classes.codes.forEach((code, leaf) => {
      if (code >= 0) values[code] ??= texts[leaf]!
    })
    return { name, own, codes: classes.codes.map((code) => (code === none ? -1 : code)), texts: classes.texts, values }
  })
}

/** Above this many distinct numbers near ones would count as different: 4,000,001 and 4,000,002 yen are one value (C1). */
const MOST_NUMBERS = 100

function refuseFineNumbers(column: string, texts: readonly CellText[]): void {
  const values = texts.filter((text) => text !== null)
  if (values.length > MOST_NUMBERS && values.every((text) => parseNumber(text) !== null))
    throw new InputProblem(
      `列「${column}」は${MOST_NUMBERS}種類を超える数なので、近い値どうしを区別して数えてしまいます。bands に区分を書いてください`,
    )
}

function trivialProfiles({ tuples, persons }: Tuples) {
  const start = upTo(tuples + 1)
  return { start, tuples: start.subarray(0, tuples), persons }
}

function householdLists(pairs: NonNullable<Tuples['households']>, units: number): NonNullable<Histogram['households']> {
  const start = new Int32Array(units + 1)
  const ids: number[] = []
  let at = 0
  for (let unit = 0; unit < units; unit++) {
    start[unit] = ids.length
    for (; at < pairs.unit.length && pairs.unit[at] === unit; at++) if (pairs.household[at]! > 0) ids.push(pairs.household[at]!)
  }
  start[units] = ids.length
  return { start, ids: Int32Array.from(ids) }
}
