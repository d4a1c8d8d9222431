import type { Size } from '../engines/engine.ts'
import { quasiIdentifiers } from '../plan.ts'
import type { Chosen } from './choose.ts'
import { riskOf } from './classes.ts'
import type { Findings, RunContext } from './context.ts'
import type { Bench } from './floors.ts'
import { withPopulations } from './models.ts'
import type { Prepared } from './prepare.ts'

/** What is known of a run once its levels are chosen; nothing is written yet, and `output` counts are 0. */
export function findingsOf(
  { recipe, plan }: RunContext,
  { input, entering, readSeconds }: { input: Size; entering: Size; readSeconds: number },
  { thresholds, bins }: Prepared,
  { built, explored, evaluation, local, final, sizesBefore, unit, seconds }: Chosen,
  bench: Bench,
): Findings {
  const quasi = new Set(quasiIdentifiers(plan).map(({ name }) => name))
  const levels: Record<string, number> = Object.create(null)
  const lossByColumn: Record<string, number | null> = Object.create(null)
  built.columns.forEach((column, i) => {
    if (quasi.has(column.name)) levels[column.name] = evaluation.levels[i]!
    lossByColumn[column.name] = column.inLoss ? final.lossByColumn[i]! : null
  })
  const judged = new Set(recipe.privacy.models.flatMap((model) => ('column' in model ? [model.column] : [])))
  const separately = new Set(recipe.privacy.models.flatMap((model) => ('column' in model && !('l' in model) ? [model.column] : [])))
  if (separately.size > 0 && judged.size > 1)
    bench.warnings.push(
      `列${[...separately].map((name) => `「${name}」`).join('')}の分布は、守るべき列ごとに別々に確かめました（ほかの守るべき列を知る人については確かめていません）`,
    )
  return {
    reference: withPopulations(built.reference, built.populations, evaluation.levels, built.columns, built.histogram),
    met: final.met,
    rows: { input: input.rows, removed: input.rows - entering.rows, suppressed: final.suppressedRows, output: 0 },
    persons: personsOf(plan.person !== null, input, entering, 0),
    unit,
    over: built.over,
    search: explored.result,
    frontier: null,
    recoded: local && { ...local, evaluation: final },
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
    sampled: plan.records.flatMap((step) => (step.node === 'sample' ? [{ rate: step.rate, by: step.by }] : [])),
    beforeSampling: null,
    warnings: bench.warnings,
    seconds: { read: readSeconds, search: seconds, write: 0 },
  }
}

/** Persons on their way through the run; null where no column says who is who. */
export const personsOf = (known: boolean, input: Size, entering: Size, output: number): Findings['persons'] =>
  known ? { input: input.persons, removed: input.persons - entering.persons, suppressed: entering.persons - output, output } : null
