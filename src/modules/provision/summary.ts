import type { RecipientSummary } from './model.ts'

/** Counts of people below this are not told apart. @source privacy-rules F1 (the programme's privacyFloors.print) */
const merged = (count: unknown, least: number): number | string | null =>
  typeof count !== 'number' || !Number.isFinite(count) ? null : count > 0 && count < least ? `${least}未満` : count

/** Three significant digits: more would carry counts of the source. */
const rounded = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(3)) : null

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(object) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [])

/** Risk figures of the released data that a recipient may know. The others are about the source or the population. */
const RELEASED_RISK = ['highest', 'average'] as const

/**
 * The summary for the recipient, read off the committee's report by naming what may leave: whatever else the report holds
 * (figures before the run, the source's hash, what was suppressed, levels tried, times) stays behind.
 *
 * @param least - counts of persons below it are merged
 */
export function recipientSummary(report: Record<string, unknown>, least: number): RecipientSummary {
  const recipe = object(report.recipe)
  const privacy = object(report.privacy)
  const k = object(privacy.k)
  const after = object(object(report.risk).after)
  return {
    sakyu: 'summary/1',
    recipe: { title: text(recipe.title), sha256: text(recipe.sha256) },
    rows: Number(object(report.rows).output) || 0,
    persons: merged(object(report.persons).output, least),
    rule27: list(report.rule27).map(({ item, measures, met }) => ({ item: Number(item), measures: texts(measures), met: met === true })),
    k:
      privacy.k === undefined || privacy.k === null
        ? null
        : {
            required: typeof k.required === 'number' ? k.required : null,
            achieved: merged(k.achieved, 0),
            unit: text(k.unit),
            over: texts(k.over),
          },
    models: list(privacy.models).map(({ model, column, required, achieved, met }) => ({
      model: text(model),
      column: text(column),
      required: Number(required),
      achieved: Number(achieved),
      met: met === true,
    })),
    risk: Object.fromEntries(RELEASED_RISK.flatMap((name) => (rounded(after[name]) === null ? [] : [[name, rounded(after[name])!]]))),
    loss: rounded(object(report.utility).loss ?? object(report.search).loss),
  }
}

/** Names of the released columns, from the data package. */
export const columnsOf = (dataPackage: Record<string, unknown>): string[] =>
  list(dataPackage.resources).flatMap(({ schema }) => list(object(schema).fields).map(({ name }) => text(name)))

/** Persons in the released data; rows where one record is one person; null if the report does not say. */
export const personsOf = (report: Record<string, unknown>): number | null => {
  const { output } = object(report.persons)
  return typeof output === 'number' && Number.isInteger(output) && output >= 0 ? output : null
}

export const recipeHashOf = (report: Record<string, unknown>): string => text(object(report.recipe).sha256)
