import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  compareProvisions,
  compilePlan,
  type Engine,
  type Findings,
  type Plan,
  type Provision,
  parseRecipe,
  type Recipe,
  type SettledAt,
} from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import type { EarlierJoin, Report } from '../report/index.ts'
import { hierarchiesOf } from './hierarchy-files.ts'
import type { EarlierFiles, Overruled } from './run-request.ts'

/** An earlier provision read from its files. */
export interface Earlier {
  recipeSha256: string
  provision: Provision
}

/**
 * @param order - files of an order: the recipes name attachments, never paths
 * @throws {InputError | RecipeError} a file cannot be read, or the report is not of this recipe
 */
export const readEarlier = (files: readonly EarlierFiles[], order: boolean): Promise<Earlier[]> =>
  Promise.all(
    files.map(async ({ recipePath, reportPath }) => {
      const text = await readFile(recipePath, 'utf8').catch(() => {
        throw new InputError(`前の提供の加工方法「${recipePath}」を読めません`)
      })
      const recipe = parseRecipe(text)
      const { compile, population, recipeSha256 } = await hierarchiesOf(recipe, dirname(recipePath), order)
      const { reportForm } = await import('../report/report.ts')
      const report = reportForm.safeParse(await readFile(reportPath, 'utf8').then(JSON.parse, () => undefined))
      if (!report.success) throw new InputError(`前の提供の報告「${reportPath}」を、sakyu anonymise の report.json として読めません`)
      if (report.data.recipe.sha256 !== recipeSha256)
        throw new InputError(`報告「${reportPath}」は、加工方法「${recipePath}」による加工のものではありません`)
      const plan = compilePlan(recipe, compile, population)
      return { recipeSha256, provision: { recipe, plan, settled: settledInReport(report.data) } }
    }),
  )

/** Joins the finished search with what was provided before, on the present extract (rule E1). */
export async function compareEarlier(
  engine: Engine,
  header: readonly string[],
  present: { recipe: Recipe; plan: Plan; findings: Findings },
  earlier: readonly Earlier[],
): Promise<EarlierJoin[]> {
  const { recipe, plan, findings } = present
  const { levels, recoded, thresholds, bins, unit } = findings
  const local = recoded?.recoding === 'local' ? recoded.columns : {}
  const settled = { levels: finest(levels, local), thresholds, bins, linkable: unit === 'profiles' }
  const figures = await compareProvisions(
    engine,
    header,
    { recipe, plan, settled },
    earlier.map(({ provision }) => provision),
  )
  return figures.map((one, i) => ({ recipeSha256: earlier[i]!.recipeSha256, ...one, overruled: null }))
}

/** Marks what is not met but was decided on: by a person, who saw figures as large as these. */
export function overrule(joins: readonly EarlierJoin[], decision: Overruled | null): EarlierJoin[] {
  const isDecided = (join: EarlierJoin) =>
    decision !== null &&
    (decision.joins === null ||
      decision.joins.some(
        (seen) =>
          seen.recipeSha256 === join.recipeSha256 && join.jointBelowK <= seen.jointBelowK && join.differenceBelowK <= seen.differenceBelowK,
      ))
  return joins.map((join) => (join.met || !isDecided(join) ? join : { ...join, overruled: { by: decision!.by, reason: decision!.reason } }))
}

function settledInReport({ search, thresholds, bins, privacy }: Report): SettledAt {
  const local = search.recoding?.kind === 'local' ? search.recoding.columns : {}
  return { levels: finest(search.levels, local), thresholds, bins: bins ?? [], linkable: privacy.k?.unit === 'profiles' }
}

/** Where records have levels of their own, each is taken at the finest that any has: what is told may be less, never more. */
function finest(levels: Record<string, number>, local: Record<string, { levels: Record<string, number> }>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(levels).map(([column, level]) => {
      const held = Object.entries(Object.hasOwn(local, column) ? local[column]!.levels : {}).filter(([, share]) => share > 0)
      return [column, Math.min(level, ...held.map(([own]) => Number(own)))]
    }),
  )
}
