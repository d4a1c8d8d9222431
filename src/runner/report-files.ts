import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import product from '../../package.json' with { type: 'json' }
import type { Findings, Plan, PlanColumn, Recipe } from '../anonymise/index.ts'
import { japanDateTime } from '../core/index.ts'
import { type Attacks, BY_RECORD, dataPackage, groupedSizes, type ReleasedColumn, type Report, renderReportHtml } from '../report/index.ts'
import type { Verification } from '../verify/index.ts'
import { describeColumn } from './describe-column.ts'
import type { LoadedInput } from './inputs.ts'
import type { DataFile } from './output.ts'
import { populationRisk } from './population.ts'
import { rule27Of } from './rule27.ts'
import type { RunRequest } from './run-request.ts'

export interface RunFacts {
  request: RunRequest
  recipe: Recipe
  plan: Plan
  recipeSha256: string
  inputs: readonly LoadedInput[]
  findings: Findings
  /** null: nothing is released */
  data: (DataFile & { sha256: string }) | null
  verified: Verification | null
  verifySeconds: number
  frontier: Report['frontier']
  /** null: not tried */
  attacks: Attacks | null
  /** null: no earlier provision was named */
  earlier: Report['earlier']
}

const UNKNOWN_RISK = { highest: null, average: null, uniques: null, uniqueShare: null, atRisk: { '0.05': null, '0.1': null, '0.2': null } }

/** Writes report.json, report.html and, beside data, datapackage.json. */
export async function writeReports(folder: string, facts: RunFacts): Promise<void> {
  const { data, recipe, plan, findings, verified } = facts
  const report = reportOf(facts)
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(join(folder, 'report.html'), renderReportHtml(report))
  if (!data) return
  const described = dataPackage({
    title: recipe.title,
    path: data.name,
    format: recipe.output.format,
    encoding: recipe.output.encoding === 'cp932' ? 'cp932' : 'utf-8',
    delimiter: recipe.output.delimiter,
    bytes: (await stat(data.path)).size,
    sha256: data.sha256,
    rows: findings.rows.output,
    key: keyOf(plan, findings),
    columns: plan.columns
      .filter(({ released }) => released)
      .map((column): ReleasedColumn => {
        const facts = findings.columns[column.name]
        // The verifier read its lists from the finished file; the run's are of the rows released: nothing that only the source holds (F2).
        const values = Object.hasOwn(verified?.values ?? {}, column.name) ? verified!.values[column.name]! : (facts?.values ?? null)
        return {
          name: column.name,
          type: facts?.type ?? 'string',
          description: describeColumn(column, recipe, toldLevel(column, findings)).description,
          values,
        }
      }),
  })
  await writeFile(join(folder, 'datapackage.json'), `${JSON.stringify(described, null, 2)}\n`)
}

/** The committee's report: counts and shares only (F1, F7). */
function reportOf(facts: RunFacts): Report {
  const { request, recipe, plan, findings, inputs, data, verified } = facts
  const { search } = findings
  const reached = findings.recoded?.evaluation ?? (search.met ? search : search.closest)
  const released = data !== null
  // A full register's population is its sample; of a simple random sample the finished file's is estimated (B4).
  const population = (uniques: number | null) => (findings.sampled.length === 0 && findings.synthetic?.mode !== 'replace' ? uniques : null)
  const risk = (figures: Findings['risk']['after']) => ({
    ...(figures ?? UNKNOWN_RISK),
    populationUniques: population(figures?.uniques ?? null),
  })
  const drawn = released && verified ? populationRisk(findings, verified.sizes) : null
  const share = drawn?.estimates?.dankar ?? null
  const units = findings.persons?.output ?? findings.rows.output
  const ofPopulation = drawn && {
    population: drawn,
    populationUniques: share === null ? null : Math.round((share * units) / drawn.fraction),
  }
  return {
    sakyu: 'report/1',
    recipe: { title: recipe.title, sha256: facts.recipeSha256 },
    engine: request.engine,
    rows: { ...findings.rows, output: released ? findings.rows.output : 0 },
    persons: findings.persons && { ...findings.persons, output: released ? findings.persons.output : 0 },
    sha256: { input: inputs.map(({ file }) => file.sha256), output: data?.sha256 ?? null },
    rule27: rule27Of(plan, findings, verified),
    privacy: {
      k: {
        required: recipe.privacy.k ?? null,
        achieved: verified ? verified.k.achieved : reached.smallest,
        beforePerturbation: verified?.k.beforePerturbation ?? null,
        unit: findings.unit,
        over: findings.over,
        met: verified ? verified.k.met : false,
      },
      classes: verified?.classes ?? reached.classes,
      classSizes: verified && groupedSizes(verified.sizes),
      models: recipe.privacy.models.map((model, i) => ({
        model: model.model,
        column: 'column' in model ? model.column : null,
        required: reached.models[i]!.required,
        achieved: verified ? (verified.models[i]?.achieved ?? null) : finite(reached.models[i]?.achieved),
        reference: verified?.models[i]?.reference ?? null,
        achievedByReleased: verified?.models[i]?.achievedByReleased ?? null,
        met: verified?.models[i]?.met ?? false,
      })),
    },
    search: {
      levels: findings.levels,
      measure: search.measure,
      loss: search.met ? search.cost : search.closest.loss,
      space: search.space,
      checked: search.checked,
      optimal: search.met ? search.optimal : true,
      bound: search.met ? search.bound : null,
      gap: search.met ? gapOf(search) : null,
      seconds: search.seconds,
      recoding: recodingOf(findings),
    },
    frontier: released ? facts.frontier : null,
    attacks: released ? facts.attacks : null,
    earlier: facts.earlier,
    risk: { before: risk(findings.risk.before), after: { ...risk(released ? findings.risk.after : null), ...ofPopulation } },
    utility: {
      loss: reached.loss,
      columns: Object.fromEntries(
        Object.entries(findings.columns).map(([name, { loss, distinctBefore, distinctAfter, nulls }]) => [
          name,
          { loss, distinctBefore, distinctAfter, nulls },
        ]),
      ),
    },
    columns: plan.columns.map((column) => ({
      name: column.name,
      class: column.class,
      measures: measuresOf(column, recipe),
      did: describeColumn(column, recipe, toldLevel(column, findings)).did,
      level: partLevels(column, findings) ?? levelName(column, findings.levels[column.name]),
      rule: column.rule,
      reason: column.reason,
    })),
    distributions: Object.entries(findings.columns).flatMap(([column, { before, after }]) =>
      before || after ? [{ column, before, after: released ? after : null }] : [],
    ),
    formulaLike: Object.entries(findings.columns).flatMap(([column, { formulas }]) => (formulas > 0 ? [{ column, cells: formulas }] : [])),
    bins: findings.bins.map(({ column, edges }) => ({ column, edges })),
    thresholds: findings.thresholds.map(({ column, side, limit }) => ({ column, side, limit })),
    kept: findings.kept,
    uniqueOnAll: findings.uniqueOnAll,
    households: findings.households,
    beforeSampling: findings.beforeSampling,
    synthetic: findings.synthetic,
    sampled: findings.sampled,
    warnings: findings.warnings,
    run: {
      by: null,
      finishedAt: japanDateTime(Date.now()),
      software: [
        { name: 'Sakyū', version: product.version },
        { name: 'Node.js', version: process.versions.node },
        ...(request.engine === 'duckdb'
          ? [{ name: 'DuckDB', version: product.dependencies['@duckdb/node-api'] }]
          : [{ name: 'Arquero', version: product.dependencies.arquero }]),
      ],
    },
    seconds: { ...findings.seconds, verify: facts.verifySeconds },
    peakMemoryMB: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
  }
}

/** The pseudonym of persons, where each has one row. */
const keyOf = (plan: Plan, { rows, persons }: Findings): string | null =>
  plan.person !== null && persons?.output === rows.output && plan.columns.some(({ name, released }) => released && name === plan.person)
    ? plan.person
    : null

/** How cells were recoded one by one; null: every record has the levels of the search. */
const recodingOf = ({ recoded }: Findings): Report['search']['recoding'] =>
  recoded && {
    kind: recoded.recoding,
    cellLoss: recoded.cellLoss,
    hiddenCells: recoded.hidden,
    columns: recoded.columns,
    kWildcard: recoded.kWildcard,
    seconds: recoded.seconds,
    caveat: recoded.recoding === 'local' ? DOWNCODING : null,
  }

/** @source privacy-rules C4 */
const DOWNCODING =
  'セルごとに、k を満たすのに要るだけしか粗くしていません。粗くした理由をたどると元の値を推し量れることがあります（ダウンコーディング）。契約のある相手にだけ渡し、公開はできません。'

/** How much more than the best possible it may be, at most; null: nothing is known. */
const gapOf = ({ cost, bound }: { cost: number; bound: number }): number | null =>
  bound > 0 ? Math.max(0, cost / bound - 1) : cost > 0 ? null : 0

const measuresOf = (column: PlanColumn, recipe: Recipe): string[] => {
  const decision = recipe.columns.get(column.name)!
  return [decision.technique, ...(decision.then ?? []).map(({ technique }) => technique)]
}

/** The levels that parts of the file got, with their shares of the rows; null where all have one. */
function partLevels(column: PlanColumn, { recoded }: Findings): string | null {
  const own = recoded?.recoding === 'local' ? recoded.columns[column.name] : undefined
  if (!own) return null
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`
  const parts = Object.entries(own.levels).map(([level, share]) => `${levelName(column, Number(level)) ?? '元の値'} ${percent(share)}`)
  const shown = Object.values(own.levels).reduce((sum, share) => sum + share, 0)
  return [...parts, ...(shown < 1 - 1e-9 ? [`空 ${percent(1 - shown)}`] : [])].join('、')
}

/** The level in a sentence. */
const toldLevel = (column: PlanColumn, findings: Findings): string | null =>
  partLevels(column, findings) === null ? levelName(column, findings.levels[column.name]) : BY_RECORD

function levelName(column: PlanColumn, level: number | undefined): string | null {
  const step = column.cells.find((cell) => cell.node === 'generalise')
  return step ? (step.ladder.names[level ?? step.min] ?? null) : null
}

const finite = (figure: number | null | undefined) => (figure != null && Number.isFinite(figure) ? figure : null)
