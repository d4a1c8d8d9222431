import { upTo } from '../coding/codes.ts'
import type { Key, Size } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import { isDisguised, isGrouped, type PlanColumn, perturbationOf, quasiIdentifiers, releasedColumns } from '../plan.ts'
import { groupByLevels } from '../search/grouping.ts'
import { smallestBeforeSampling } from './before-sampling.ts'
import { refuseLargeK } from './checks.ts'
import { chooseLevels } from './choose.ts'
import { classSizes, longestHistory, personsByUnit, profileClasses, riskOf, sourceClasses } from './classes.ts'
import { textKey, toLoad } from './columns.ts'
import { type Findings, type RunContext, secretFor } from './context.ts'
import { findingsOf, personsOf } from './findings.ts'
import { Bench, STRICT_FROM_PERSONS } from './floors.ts'
import { frontierOf } from './frontier.ts'
import { blankRareHouseholds } from './households.ts'
import { judgeKept } from './kept.ts'
import { classesOf, Dictionaries } from './leaves.ts'
import { perturb } from './perturb.ts'
import { prepareColumns } from './prepare.ts'
import { keyPseudonyms, outputColumns, releasedTexts } from './released.ts'
import { selectRecords } from './select.ts'
import { addSynthetic } from './synthetic.ts'
import { whyUnmet } from './unmet.ts'
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
  refuseLargeK(recipe, input)
  const bench = new Bench(context.order || input.persons >= STRICT_FROM_PERSONS)
  const dictionaries = new Dictionaries(engine, coded)
  const readSeconds = clock() - started

  context.progress('select')
  const { entering, replaced, beforeSample } = await selectRecords(context, dictionaries, bench)
  engine.foresee(keyPseudonyms(context))
  const prepared = await prepareColumns(context, dictionaries, entering, bench)
  const { leaves, marks, distinct } = prepared

  context.progress('search')
  const chosen = await chooseLevels(context, dictionaries, prepared, entering, bench)
  const { built, recoded, final, linkable } = chosen
  const findings = findingsOf(context, { input, entering, readSeconds }, prepared, chosen, bench)
  if (!final.met || entering.rows === 0) {
    if (recipe.search.nulls !== 'any') bench.warn(whyUnmet(context, built, final))
    return { ...findings, met: false }
  }
  findings.frontier = frontierOf(context, built, chosen.explored)

  const mostRows = longestHistory(built.tuples)
  const spreads = new Map<string, Before>()
  for (const column of releasedColumns(plan))
    spreads.set(column.name, await spreadBefore(context, column, leaves.get(column.name), marks, distinct.get(column.name)!, mostRows))
  await engine.suppress(final.suppressedProfiles)
  const source = new Map(leaves)
  for (const [name, own] of recoded?.leaves ?? []) leaves.set(name, own)
  const output = await engine.size()
  findings.rows.output = output.rows
  findings.persons = personsOf(plan.person !== null, input, entering, output.persons)

  const { levels, sampled } = findings
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
    : groupByLevels(built.columns, built.histogram.columns, built.histogram.tuples, chosen.evaluation.levels)
  const profileClass = profileClasses(units, tupleClass)

  const searched = new Map(leaves)
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
  findings.risk.after = riskOf(
    (recoded && units.profiles && !linkable) || quasiIdentifiers(plan).some(isGrouped)
      ? (await engine.groups(quasiIdentifiers(plan).map(keyOf))).persons
      : await classSizes(engine, units, tupleClass, linkable, final.suppressedProfiles),
  )
  // Rows of one tuple may have left unlike each other: where persons have several rows, tuples as they came are told apart instead.
  const here = recoded && units.profiles ? upTo(built.tuples.tuples) : tupleClass.of
  findings.households = await blankRareHouseholds(context, keyOf, { units: profileClass.classes, tuples: here }, built.over)
  Object.assign(findings, await judgeKept(context, keyOf, { source, searched, released: leaves }, output, bench))

  for (const column of releasedColumns(plan))
    findings.columns[column.name] = await utilityOf(
      context,
      column,
      leaves.get(column.name),
      released.get(column.name),
      marks,
      findings,
      distinct.get(column.name) ?? null,
      spreads.get(column.name)!,
      mostRows,
    )

  const blanked = new Set(findings.households?.columns)
  const made = await addSynthetic(context, {
    dictionaries,
    columns: prepared.emptied,
    leaves,
    released,
    marks,
    emptied: blanked,
    replaced,
    output,
  })
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
