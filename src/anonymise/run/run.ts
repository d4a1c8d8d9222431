import { upTo } from '../coding/codes.ts'
import type { Key, LeafKey, Size } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import { isDisguised, isGrouped, type PlanColumn, perturbationOf, quasiIdentifiers, releasedColumns } from '../plan.ts'
import { groupByLevels } from '../search/grouping.ts'
import { explore } from '../search/index.ts'
import type { Evaluation } from '../search/types.ts'
import { type Drawable, drawable, smallestBeforeSampling } from './before-sampling.ts'
import { emptyCells } from './blanks.ts'
import { identityColumns, measureKept, refuseKeys, refuseLargeK, refuseLiterals, refuseRepeatedPersons } from './checks.ts'
import { type CountUnit, classSizes, longestHistory, personsByUnit, profileClasses, riskOf, sourceClasses } from './classes.ts'
import { checkCodes } from './codes.ts'
import { isPseudonym, needsLeaves, textKey, toLoad } from './columns.ts'
import { type Findings, type RunContext, secretFor } from './context.ts'
import { Bench, type Floors, STRICT_FROM_PERSONS } from './floors.ts'
import { frontierOf } from './frontier.ts'
import { blankRareHouseholds } from './households.ts'
import { classesOf, Dictionaries, type Leaves, leavesOf } from './leaves.ts'
import { isLinkable } from './linkable.ts'
import { withPopulations } from './models.ts'
import { perturb } from './perturb.ts'
import { type Hidden, hiddenBy, refusePins } from './pins.ts'
import { compareWildcard, recode } from './recode.ts'
import { keyPseudonyms, outputColumns, releasedTexts } from './released.ts'
import { buildSearch, type SearchInput } from './search-input.ts'
import { searchOptions } from './search-options.ts'
import { addSynthetic } from './synthetic.ts'
import { type Bins, settle, type Threshold } from './thresholds.ts'
import { type Before, spreadBefore, utilityOf, withMade } from './utility.ts'

/**
 * The order of work (privacy-rules A5): record deletion → sampling → thresholds → search → perturbation → checks → write.
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
  refuseLargeK(recipe, inputRows)
  const bench = new Bench(context.order || input.persons >= STRICT_FROM_PERSONS)
  const floors: Floors = recipe.privacy.floors
  const dictionaries = new Dictionaries(engine, coded)
  const readSeconds = clock() - started

  context.progress('select')
  // Keys are looked at as soon as the recipe has deleted what it wants to: a sample may hide a person's second record,
  // or leave a number 0 without the 1 that shows it to be no dummy.
  const lastDeletion = plan.records.findLastIndex(({ node }) => node === 'delete')
  const checkKeys = async () => {
    if (plan.person !== null) await refuseKeys(engine, 'person', plan.person, bench)
    if (plan.household !== null) await refuseKeys(engine, 'household', plan.household, bench)
    await refuseRepeatedPersons(engine, plan, identityColumns(plan), bench)
  }
  if (lastDeletion === -1) await checkKeys()
  let replaced = 0
  let beforeSample: Drawable | null = null
  const firstSample = plan.records.findIndex(({ node }) => node === 'sample')
  for (const [i, step] of plan.records.entries()) {
    if (i === firstSample) beforeSample = await drawable(engine, dictionaries, plan)
    if (step.node === 'delete') {
      await refuseLiterals(engine, dictionaries, plan, step.where, step.confirmed, floors, bench)
      await engine.remove(await dictionaries.predicate(step.where), step.unit)
    } else if (step.node === 'sample') await engine.sample(step.by, step.rate, secretFor(context, 'sample', step.by))
    else {
      // Who is to be replaced leaves before the search: k is counted over the real persons of the finished file (A5, A7).
      const { persons } = await engine.size()
      if (step.mode === 'replace') await engine.sample('person', 1 - step.share, secretFor(context, 'synthesise', 'replaced'))
      replaced = persons - (await engine.size()).persons
    }
    if (i === lastDeletion) await checkKeys()
  }
  const entering = await engine.size()
  engine.foresee(keyPseudonyms(context))

  const thresholds: Threshold[] = []
  const bins: Bins[] = []
  const leaves = new Map<string, Leaves>()
  const { columns: emptied, marks } = await emptyCells(context, dictionaries, bench)
  for (const column of emptied) {
    if (!needsLeaves(column)) continue
    const names = marks.get(column.name)!
    const tail = bench.strict ? Math.max(recipe.privacy.k ?? 0, floors.tail) : 0
    const settled = await settle(engine, dictionaries, column, names, { tail, k: recipe.privacy.k ?? 2 })
    bins.push(...settled.bins)
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
  if (linkable && quasiIdentifiers(plan).some(isGrouped))
    throw new InputProblem(
      '本人の複数の行がつながるため、準識別子のミクロアグリゲーションでは k を満たせません。仮IDを出さないか、一般化（generalise）を使ってください',
    )
  const unit: CountUnit = plan.person === null ? 'rows' : linkable ? 'profiles' : 'persons'
  const sizesBefore = await classSizes(engine, built.tuples, sourceClasses(built.tuples, built.columns.length), linkable, null)
  const explored = explore(built.columns, built.histogram, built.requirement, searchOptions(context, built.columns))
  const { result } = explored
  const evaluation: Evaluation = result.met ? result : result.closest
  const how = recipe.search.recoding === 'local' ? 'local' : recipe.search.cells ? 'cells' : null
  const compared = how === 'cells' && recipe.search.nulls === 'any' ? compareWildcard(context, built, leaves, evaluation) : null
  const recoded = how && !compared && entering.rows > 0 ? await recode(context, built, leaves, evaluation, how) : null
  const final = (compared ?? recoded)?.evaluation ?? evaluation
  if (compared)
    bench.warn(
      '"nulls": "any" は、空のセルがどの値とも同じとみなす数え方で、ほかの道具との比較のためのものです。ファイルは出しません（A6）',
    )
  if (how === 'local' && !context.order)
    bench.warn('セルごとに粗さを変えた結果は、粗くした理由から元の値を推し量られることがあります。契約のある相手にだけ渡してください（C4）')
  const met = final.met
  const searchSeconds = clock() - searchStarted

  const levels: Record<string, number> = Object.create(null)
  const lossByColumn: Record<string, number | null> = Object.create(null)
  built.columns.forEach((column, i) => {
    if (quasiIdentifiers(plan).some(({ name }) => name === column.name)) levels[column.name] = evaluation.levels[i]!
    lossByColumn[column.name] = column.inLoss ? final.lossByColumn[i]! : null
  })
  const sampled = plan.records.flatMap((step) => (step.node === 'sample' ? [{ rate: step.rate, by: step.by }] : []))
  const personsOf = (output: number) =>
    plan.person === null
      ? null
      : { input: input.persons, removed: input.persons - entering.persons, suppressed: entering.persons - output, output }
  const over = built.over
  const separately = recipe.privacy.models.flatMap((model) => ('column' in model && !('l' in model) ? [model.column] : []))
  if (separately.length > 0 && new Set(recipe.privacy.models.flatMap((model) => ('column' in model ? [model.column] : []))).size > 1)
    bench.warnings.push(
      `列${[...new Set(separately)].map((name) => `「${name}」`).join('')}の分布は、守るべき列ごとに別々に確かめました（ほかの守るべき列を知る人については確かめていません）`,
    )
  const findings: Findings = {
    reference: withPopulations(built.reference, built.populations, evaluation.levels, built.columns, built.histogram),
    met,
    rows: { input: inputRows, removed: inputRows - entering.rows, suppressed: final.suppressedRows, output: 0 },
    persons: personsOf(0),
    unit,
    over,
    search: result,
    frontier: null,
    recoded: compared || recoded ? { ...(compared ?? recoded)!.findings, evaluation: final } : null,
    levels,
    lossByColumn,
    risk: { before: riskOf(sizesBefore), after: null },
    thresholds,
    bins,
    synthetic: null,
    kept: [],
    uniqueOnAll: null,
    households: null,
    columns: Object.create(null),
    sampled,
    beforeSampling: null,
    warnings: bench.warnings,
    seconds: { read: readSeconds, search: searchSeconds, write: 0 },
  }
  if (!met || entering.rows === 0) {
    findings.rows.output = 0
    return { ...findings, met: false }
  }
  findings.frontier = frontierOf(context, built, explored)
  const mostRows = longestHistory(built.tuples)
  const spreads = new Map<string, Before>()
  for (const column of releasedColumns(plan))
    spreads.set(column.name, await spreadBefore(context, column, leaves.get(column.name), marks, before.get(column.name)!, mostRows))
  await engine.suppress(final.suppressedProfiles)
  const sources = new Map(leaves)
  for (const [name, own] of recoded?.leaves ?? []) leaves.set(name, own)
  const output = await engine.size()
  findings.rows.output = output.rows
  findings.persons = personsOf(output.persons)

  // Where records have levels or groups of their own no class of the result can be looked up among the records before the sample.
  if (sampled.length > 0 && final.smallest !== null && !recoded && !quasiIdentifiers(plan).some(isGrouped)) {
    const rate = sampled.reduce((product, { rate }) => product * rate, 1)
    findings.beforeSampling = await smallestBeforeSampling(engine, dictionaries, plan, leaves, levels, beforeSample, final.smallest, rate)
  }

  context.progress('check')
  const released = releasedTexts(plan, leaves, levels)
  const units = recoded?.positions ?? built.tuples
  const tupleClass = recoded
    ? sourceClasses(units, built.columns.length)
    : groupByLevels(built.columns, built.histogram.columns, built.histogram.tuples, evaluation.levels)
  const profileClass = profileClasses(units, tupleClass)

  const original = new Map(leaves)
  if (releasedColumns(plan).some((column) => perturbationOf(column) !== null)) {
    context.progress('perturb')
    // Recoding counts whole histories also where rows are not linkable.
    const histories = linkable || (recoded !== null && units.profiles !== undefined)
    const classSize = personsByUnit(units, tupleClass, profileClass, histories, final.suppressedProfiles)
    await perturb({ context, dictionaries, leaves, released, levels, classSize, judged: recoded ? null : built, bench })
    context.progress('check')
  }

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
  const quasiKeys = quasiIdentifiers(plan).map(keyOf)
  findings.risk.after = riskOf(
    (recoded && units.profiles && !linkable) || quasiIdentifiers(plan).some(isGrouped)
      ? (await engine.groups(quasiKeys)).persons
      : await classSizes(engine, units, tupleClass, linkable, final.suppressedProfiles),
  )
  // Rows of one tuple may have left unlike each other: where persons have several rows, tuples as they came are told apart instead.
  const here = recoded && units.profiles ? upTo(built.tuples.tuples) : tupleClass.of
  findings.households = await blankRareHouseholds(context, keyOf, { units: profileClass.classes, tuples: here }, built.over)
  const kept = releasedColumns(plan).filter((column) => column.class !== 'quasi-identifier' && !isPseudonym(column))
  const hidden: Hidden[] = []
  if (kept.length > 0)
    for (const [i, { name }] of quasiIdentifiers(plan).entries()) {
      const own = sources.get(name)!
      // A perturbed cell tells no class of originals: what tells the original beside it tells what it hides.
      const perturbed = leaves.get(name) !== original.get(name)
      const key = perturbed ? { kind: 'leaf' as const, leaf: own.ref, classes: new Int32Array(own.rows.length) } : (quasiKeys[i] as LeafKey)
      const hides = await hiddenBy(engine, own, key)
      if (hides) hidden.push(hides)
    }
  for (const column of kept) {
    const key = keyOf(column)
    findings.kept.push(await measureKept(engine, column, key, quasiKeys, output.persons, floors, bench))
    const given = { kept: column.name, key, k: recipe.privacy.k ?? 2, rows: output.rows }
    for (const hides of hidden) await refusePins(engine, hides, given, bench)
  }
  if (kept.length > 0 && output.persons > 0)
    findings.uniqueOnAll = (await engine.uniquePersons([...quasiKeys, ...kept.map(keyOf)])) / output.persons

  for (const column of releasedColumns(plan))
    findings.columns[column.name] = await utilityOf(
      context,
      column,
      leaves.get(column.name),
      released.get(column.name),
      marks,
      findings,
      before.get(column.name) ?? null,
      spreads.get(column.name)!,
      mostRows,
    )

  const blanked = new Set(findings.households?.columns)
  const made = await addSynthetic(context, { dictionaries, columns: emptied, leaves, released, marks, emptied: blanked, replaced, output })
  if (made) {
    findings.synthetic = made.figures
    findings.rows.output += made.figures.rows
    releasedColumns(plan).forEach(({ name }, i) => {
      findings.columns[name] = withMade(findings.columns[name]!, made.added.cells[i]!)
    })
  }

  context.progress('write')
  const writeStarted = clock()
  await engine.write({
    columns: outputColumns(context, { leaves, released, marks, blanked }),
    delimiter: recipe.output.delimiter,
    orderKey: plan.shuffle ? secretFor(context, 'order') : null,
    path: context.output.path,
    sidePath: context.output.sidePath,
    added: made?.added ?? null,
    before: plan.columns.some(isDisguised) ? { kind: 'tuple', classes: tupleClass.of } : null,
  })
  findings.seconds.write = clock() - writeStarted
  return findings
}
