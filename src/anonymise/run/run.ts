import type { Engine, Key, LoadRequest, OutputColumn, Size, TextKey, Tuples } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import { blanksOf, columnsOf, ladderOf, type Plan, type PlanColumn, quasiIdentifiers, releasedColumns } from '../plan.ts'
import { subkey } from '../random.ts'
import type { Recipe } from '../recipe.ts'
import { groupByLevels } from '../search/grouping.ts'
import { search } from '../search/index.ts'
import type { Evaluation, SearchFailure, SearchResult } from '../search/types.ts'
import {
  identityColumns,
  type KeptColumn,
  measureKept,
  refuseCodes,
  refuseKeys,
  refuseLiterals,
  refuseRepeatedPersons,
  SHORTEST_CODE,
} from './checks.ts'
import { type CountUnit, profileClasses, type RiskFigures, riskOf } from './classes.ts'
import { Bench, type Floors, STRICT_FROM_PERSONS } from './floors.ts'
import { classesOf, Dictionaries, type Leaves, leavesOf, markBlanks } from './leaves.ts'
import { type Hidden, hiddenBy, refusePins } from './pins.ts'
import { buildSearch, type SearchInput } from './search-input.ts'
import { settle, type Threshold } from './thresholds.ts'

export interface RunContext {
  recipe: Recipe
  plan: Plan
  engine: Engine
  /** 32 random bytes */
  secret: Uint8Array
  /** what pseudonyms of other organisations must differ by (D1) */
  organisation: string
  /** floors refuse whatever the size of the file: an order of the site */
  order: boolean
  progress: (stage: Stage) => void
  /** seconds on a clock that only moves forward */
  clock: () => number
  /** where the released table goes */
  output: { path: string; sidePath: string | null }
}

export type Stage = 'read' | 'select' | 'search' | 'check' | 'write'

/** What a run found out; counts and shares only, no cell. */
export interface Findings {
  met: boolean
  rows: { input: number; removed: number; suppressed: number; output: number }
  persons: { input: number; removed: number; suppressed: number; output: number } | null
  unit: CountUnit
  over: string[]
  search: SearchResult | SearchFailure
  /** level chosen per column with a ladder */
  levels: Record<string, number>
  lossByColumn: Record<string, number | null>
  risk: { before: RiskFigures; after: RiskFigures | null }
  thresholds: Threshold[]
  kept: KeptColumn[]
  households: { blanked: number; rows: number; columns: string[] } | null
  columns: Record<string, { loss: number | null; distinctBefore: number | null; distinctAfter: number | null; nulls: number | null }>
  sampled: { rate: number; by: string }[]
  warnings: string[]
  seconds: { read: number; search: number; write: number }
}

/**
 * The order of work (privacy-rules A5): record deletion → sampling → thresholds → search → checks → write.
 * Every engine is led through the same calls, so engines can differ in speed only.
 * @throws {RecipeError | ValueProblem | InputProblem} if recipe or input is at fault; nothing is written then
 */
export async function run(context: RunContext): Promise<Findings> {
  const { recipe, plan, engine, clock } = context
  const started = clock()
  context.progress('read')
  const { rows: inputRows, dictionaries: coded } = await engine.load(toLoad(plan))
  if (inputRows === 0) throw new InputProblem('入力に見出しだけで、データの行がありません')
  const input: Size = { ...(await engine.size()), rows: inputRows }
  const bench = new Bench(context.order || input.persons >= STRICT_FROM_PERSONS)
  const floors: Floors = recipe.privacy.floors
  const dictionaries = new Dictionaries(engine, coded)
  const readSeconds = clock() - started

  context.progress('select')
  for (const step of plan.records) {
    if (step.node === 'delete') {
      await refuseLiterals(engine, dictionaries, plan, step.where, step.confirmed, floors, bench)
      await engine.remove(await dictionaries.predicate(step.where), step.unit)
    } else await engine.sample(step.by, step.rate, secretFor(context, 'sample', step.by))
  }
  if (plan.person !== null) await refuseKeys(engine, 'person', plan.person, bench)
  if (plan.household !== null) await refuseKeys(engine, 'household', plan.household, bench)
  await refuseRepeatedPersons(engine, plan, identityColumns(plan), bench)
  const entering = await engine.size()

  const thresholds: Threshold[] = []
  const leaves = new Map<string, Leaves>()
  const marks = new Map<string, string[]>()
  for (const [position, column] of plan.columns.entries()) {
    if (!column.released) continue
    for (const blank of blanksOf(column)) await refuseLiterals(engine, dictionaries, plan, blank, column.confirmed, floors, bench)
    const names = await markBlanks(engine, dictionaries, column, position)
    marks.set(column.name, names)
    if (!needsLeaves(column)) continue
    const tail = bench.strict ? Math.max(recipe.privacy.k ?? 0, floors.tail) : 0
    const settled = await settle(engine, dictionaries, column, names, tail)
    for (const threshold of settled.thresholds) {
      thresholds.push(threshold)
      if (threshold.tail < Math.max(recipe.privacy.k ?? 0, floors.tail))
        bench.floor(`列「${column.name}」の上限・下限の外が${threshold.tail}人しかいません`, column.confirmed)
    }
    leaves.set(column.name, await leavesOf(engine, dictionaries, column, names, settled.cells))
  }
  const before = new Map<string, number>()
  for (const column of releasedColumns(plan))
    before.set(column.name, await checkCodes(context, column, leaves.get(column.name), entering, bench))

  context.progress('search')
  const searchStarted = clock()
  const linkable = plan.person !== null && entering.rows > entering.persons && (await isLinkable(context, leaves, marks))
  const built: SearchInput = await buildSearch({ recipe, plan, engine, dictionaries, leaves, linkable, entering })
  const unit: CountUnit = plan.person === null ? 'rows' : linkable ? 'profiles' : 'persons'
  const result = search(built.columns, built.histogram, built.requirement, { clock })
  const evaluation: Evaluation = result.met ? result : result.closest
  const searchSeconds = clock() - searchStarted

  const levels: Record<string, number> = Object.create(null)
  const lossByColumn: Record<string, number | null> = Object.create(null)
  built.columns.forEach((column, i) => {
    if (quasiIdentifiers(plan).some(({ name }) => name === column.name)) levels[column.name] = evaluation.levels[i]!
    lossByColumn[column.name] = column.inLoss ? evaluation.lossByColumn[i]! : null
  })
  const sampled = plan.records.flatMap((step) => (step.node === 'sample' ? [{ rate: step.rate, by: step.by }] : []))
  const personsOf = (output: number) =>
    plan.person === null
      ? null
      : { input: input.persons, removed: input.persons - entering.persons, suppressed: entering.persons - output, output }
  const over = built.over
  const findings: Findings = {
    met: result.met,
    rows: { input: inputRows, removed: inputRows - entering.rows, suppressed: evaluation.suppressedRows, output: 0 },
    persons: personsOf(0),
    unit,
    over,
    search: result,
    levels,
    lossByColumn,
    risk: { before: riskOf(built.sizesBefore), after: null },
    thresholds,
    kept: [],
    households: null,
    columns: Object.create(null),
    sampled,
    warnings: bench.warnings,
    seconds: { read: readSeconds, search: searchSeconds, write: 0 },
  }
  if (!result.met || entering.rows === 0) {
    findings.rows.output = 0
    return { ...findings, met: false }
  }
  await engine.suppress(result.suppressedProfiles)
  const output = await engine.size()
  findings.rows.output = output.rows
  findings.persons = personsOf(output.persons)

  context.progress('check')
  const released = releasedTexts(plan, leaves, levels)
  const tupleClass = groupByLevels(built.columns, built.histogram.columns, built.histogram.tuples, evaluation.levels)
  const profileClass = profileClasses(built.tuples, tupleClass)
  findings.risk.after = riskOf(sizesAfter(built.tuples, profileClass, result.suppressedProfiles))

  const keys = new Map<string, Key>()
  const keyOf = (column: PlanColumn): Key => {
    const own = leaves.get(column.name)
    const known = keys.get(column.name)
    if (known) return known
    const key: Key = own
      ? { kind: 'leaf', leaf: own.ref, classes: classesOf(released.get(column.name)!, own.rows).codes }
      : textKey(plan, column, marks)
    keys.set(column.name, key)
    return key
  }
  findings.households = await blankRareHouseholds(context, keyOf, { units: profileClass.classes, tuples: tupleClass.of }, built.over)
  const quasiKeys = quasiIdentifiers(plan).map(keyOf)
  const kept = releasedColumns(plan).filter((column) => column.class !== 'quasi-identifier' && !isPseudonym(column))
  const hidden: Hidden[] = []
  if (kept.length > 0)
    for (const { name } of quasiIdentifiers(plan)) {
      const hides = await hiddenBy(engine, leaves.get(name)!, released.get(name)!)
      if (hides) hidden.push(hides)
    }
  for (const column of kept) {
    const key = keyOf(column)
    findings.kept.push(await measureKept(engine, column, key, quasiKeys, output.persons, floors, bench))
    const given = { kept: column.name, key, k: recipe.privacy.k ?? 2, rows: output.rows }
    for (const hides of hidden) await refusePins(engine, hides, given, bench)
  }

  for (const column of releasedColumns(plan))
    findings.columns[column.name] = await utilityOf(
      context,
      column,
      leaves.get(column.name),
      released.get(column.name),
      marks,
      findings,
      before.get(column.name) ?? null,
    )

  context.progress('write')
  const writeStarted = clock()
  const blanked = new Set(findings.households?.columns)
  const columns = releasedColumns(plan).map((column): OutputColumn => {
    const names = marks.get(column.name) ?? []
    const blankWhere = blanked.has(column.name) ? ['household'] : []
    const own = leaves.get(column.name)
    const pseudonym = column.cells.find((cell) => cell.node === 'pseudonym')
    if (pseudonym)
      return {
        name: column.name,
        kind: 'pseudonym',
        column: column.name,
        role: roleOf(plan, column.name),
        key: secretFor(context, 'pseudonym', pseudonym.domain),
        blankWhere: [...blankWhere, ...names],
      }
    if (own) return { name: column.name, kind: 'labels', leaf: own.ref, labels: released.get(column.name)!, blankWhere }
    return { name: column.name, kind: 'text', column: column.name, blankWhere: [...blankWhere, ...names] }
  })
  await engine.write({
    columns,
    delimiter: recipe.output.delimiter,
    orderKey: plan.shuffle ? secretFor(context, 'order') : null,
    path: context.output.path,
    sidePath: context.output.sidePath,
  })
  findings.seconds.write = clock() - writeStarted
  return findings
}

const secretFor = (context: RunContext, ...purpose: string[]): Uint8Array => subkey(context.secret, ...purpose, context.organisation)

const textKey = (plan: Plan, column: PlanColumn, marks: ReadonlyMap<string, string[]>): TextKey =>
  column.name === plan.household
    ? { kind: 'household', marks: marks.get(column.name) ?? [] }
    : { kind: 'text', column: column.name, marks: marks.get(column.name) ?? [] }

const roleOf = (plan: Plan, column: string): 'person' | 'household' | null =>
  column === plan.person ? 'person' : column === plan.household ? 'household' : null

const isPseudonym = (column: PlanColumn) => column.cells.some((cell) => cell.node === 'pseudonym')

/** Columns whose cells depend on the value: their distinct values are walked in TypeScript. */
const needsLeaves = (column: PlanColumn): boolean =>
  column.class === 'quasi-identifier' ||
  (!isPseudonym(column) && column.cells.some((cell) => cell.node !== 'blank')) ||
  column.bands !== null ||
  column.modelled

/** What anything of the plan reads, as text or as codes. Other columns stay in the file on disk, unless draws need whole records. */
function toLoad(plan: Plan): LoadRequest {
  const all = plan.columns.map(({ name }) => name)
  const conditions = [
    ...plan.records.flatMap((step) => (step.node === 'delete' ? columnsOf(step.where) : [])),
    ...plan.columns.flatMap((column) => blanksOf(column).flatMap(columnsOf)),
  ]
  const released = releasedColumns(plan)
  const codes = new Set([...released.filter(needsLeaves).map(({ name }) => name), ...conditions])
  const wholeRecords = plan.records.some(
    (step) => step.node === 'sample' && (step.by === 'record' || (step.by === 'person' && plan.person === null)),
  )
  const texts = new Set([
    ...released.filter((column) => !needsLeaves(column) && roleOf(plan, column.name) === null).map(({ name }) => name),
    ...(plan.person === null && !plan.personDeclined ? identityColumns(plan) : []),
  ])
  return {
    texts: wholeRecords ? all : all.filter((name) => texts.has(name)),
    codes: all.filter((name) => codes.has(name)),
    person: plan.person,
    household: plan.household,
  }
}

const isAsRead = (text: string, source: string | null) =>
  source !== null && (text === source || text === source.normalize('NFKC').replaceAll(/[\s,-]/g, ''))

/** Refuses individual codes in what leaves as read (H1); answers the number of distinct source values. */
async function checkCodes(
  { plan, engine }: RunContext,
  column: PlanColumn,
  own: Leaves | undefined,
  entering: Size,
  bench: Bench,
): Promise<number> {
  if (own) {
    const rows = new Map<string, number>()
    own.texts(ladderOf(column)?.min ?? 0).forEach((text, leaf) => {
      // Only what leaves as it was read can be a code; "1980-1989" has eight digits too.
      if (text !== null && own.rows[leaf]! > 0 && isAsRead(text, own.source(leaf))) rows.set(text, (rows.get(text) ?? 0) + own.rows[leaf]!)
    })
    const values = [...rows].map(([value, count]) => ({ value, rows: count }))
    if (!isPseudonym(column)) refuseCodes(column, values, values.length, bench)
    return new Set(own.entering.filter((text, leaf) => text !== null && own.rows[leaf]! > 0)).size
  }
  if (column.name === plan.person) return entering.persons
  if (isPseudonym(column)) return (await engine.spread(textKey(plan, column, new Map()))).distinct
  const { values, rows, distinct } = await engine.values(column.name, SHORTEST_CODE)
  refuseCodes(
    column,
    values.map((value, i) => ({ value, rows: rows[i]! })),
    distinct,
    bench,
  )
  return distinct
}

/** What a released column kept of the source's variety. */
async function utilityOf(
  { plan, engine }: RunContext,
  column: PlanColumn,
  own: Leaves | undefined,
  texts: (string | null)[] | undefined,
  marks: ReadonlyMap<string, string[]>,
  findings: Findings,
  distinctBefore: number | null,
): Promise<Findings['columns'][string]> {
  const loss = findings.lossByColumn[column.name] ?? null
  const blanked = findings.households?.columns.includes(column.name) ? ['household'] : []
  if (own && texts) {
    const bits = own.ref.marks.length
    const { codes, rows } = await engine.groups([{ kind: 'leaf', leaf: { ...own.ref, marks: [...own.ref.marks, ...blanked] } }])
    const held = new Set<string>()
    let nulls = 0
    codes[0]!.forEach((code, i) => {
      // With one mark more, its bit stands above the column's own marks.
      const isBlank = blanked.length > 0 && ((code >> bits) & 1) === 1
      const leaf = blanked.length > 0 ? ((code >> (bits + 1)) << bits) | (code & (2 ** bits - 1)) : code
      const text = isBlank ? null : texts[leaf]!
      if (text === null) nulls += rows[i]!
      else held.add(text)
    })
    return { loss, distinctBefore, distinctAfter: held.size, nulls }
  }
  if (column.name === plan.person) return { loss, distinctBefore, distinctAfter: findings.persons?.output ?? null, nulls: 0 }
  const key = textKey(plan, column, marks)
  const { distinct, nulls } = await engine.spread({ ...key, marks: [...key.marks, ...blanked] })
  return { loss, distinctBefore, distinctAfter: distinct, nulls }
}

/** Whether a person's rows can be told to be one person's (A1): by the person column, or by a value that only one person holds. */
async function isLinkable(
  context: RunContext,
  leaves: ReadonlyMap<string, Leaves>,
  marks: ReadonlyMap<string, string[]>,
): Promise<boolean> {
  const { plan, engine, recipe } = context
  const released = releasedColumns(plan)
  if (released.some(({ name }) => name === plan.person)) return true
  for (const column of released) {
    if (column.class === 'quasi-identifier') continue
    const own = leaves.get(column.name)
    const key: Key = own
      ? { kind: 'leaf', leaf: own.ref, classes: classesOf(own.texts(ladderOf(column)?.min ?? 0), own.rows).codes }
      : textKey(plan, column, marks)
    const { several, linked } = await engine.linkedBy(key)
    if (several > 0 && linked > recipe.privacy.floors.uniqueShare * several) return true
  }
  return false
}

/** Text per leaf of every column of leaves, at the levels chosen; columns outside the search at their lowest. */
function releasedTexts(
  plan: Plan,
  leaves: ReadonlyMap<string, Leaves>,
  levels: Readonly<Record<string, number>>,
): Map<string, (string | null)[]> {
  const texts = new Map<string, (string | null)[]>()
  for (const column of releasedColumns(plan)) {
    const own = leaves.get(column.name)
    if (own) texts.set(column.name, own.texts(levels[column.name] ?? ladderOf(column)?.min ?? 0))
  }
  return texts
}

function sizesAfter(tuples: Tuples, classes: { classes: Int32Array; count: number }, suppressed: Uint8Array): Float64Array {
  const sizes = new Float64Array(classes.count)
  const persons = tuples.profiles?.persons ?? tuples.persons
  classes.classes.forEach((id, unit) => {
    if (!suppressed[unit]) sizes[id]! += persons[unit]!
  })
  return sizes
}

/** Household links and household columns of households that too few others resemble are emptied (A4). */
async function blankRareHouseholds(
  context: RunContext,
  keyOf: (column: PlanColumn) => Key,
  classes: { units: Int32Array; tuples: Int32Array },
  over: readonly string[],
): Promise<Findings['households']> {
  const { plan, engine, recipe } = context
  if (plan.household === null) return null
  const candidates = releasedColumns(plan).filter(({ name }) => name !== plan.person && name !== plan.household && !over.includes(name))
  const constant = await engine.householdConstant(candidates.map(keyOf))
  const shared = candidates.filter((_, i) => constant[i])
  const link = releasedColumns(plan).find(({ name }) => name === plan.household)
  const columns = [...(link ? [link] : []), ...shared]
  if (columns.length === 0) return { blanked: 0, rows: 0, columns: [] }
  // Pseudonyms differ for every household: they are no part of what households may share.
  const { households, rows } = await engine.markRareHouseholds(
    'household',
    classes,
    shared.filter((column) => !isPseudonym(column)).map(keyOf),
    recipe.privacy.households.k,
  )
  return { blanked: households, rows, columns: columns.map(({ name }) => name) }
}
