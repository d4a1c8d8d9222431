import type { Report } from './report.ts'

/** Counts of fewer persons than this are not told apart. @source rule F1 */
const FEWEST = 10

const digits3 = (value: number | null) => (value === null ? null : Number(value.toPrecision(3)))
const merged = (count: number) => (count > 0 && count < FEWEST ? `1–${FEWEST - 1}` : count)

/**
 * What the recipient is told of the run: nothing of the source file — no figures before processing, no source hash, no
 * counts of what was suppressed, no tuning — and figures to three digits (rule F1).
 */
export function recipientSummary(report: Report) {
  return {
    sakyu: 'summary/1' as const,
    title: report.recipe.title,
    recipeSha256: report.recipe.sha256,
    dataSha256: report.sha256.output,
    rows: merged(report.rows.output),
    persons: report.persons ? merged(report.persons.output) : null,
    // Whoever counts must know that some rows are nobody's, not which (rule A7).
    syntheticShare: digits3(report.synthetic?.share ?? null),
    k: report.privacy.k && {
      required: report.privacy.k.required,
      achieved: report.privacy.k.achieved,
      beforePerturbation: report.privacy.k.beforePerturbation,
      unit: report.privacy.k.unit,
      over: report.privacy.k.over,
    },
    models: report.privacy.models.map(({ model, column, required }) => ({ model, column, required })),
    risk: { highest: digits3(report.risk.after.highest), average: digits3(report.risk.after.average) },
    loss: digits3(report.utility.loss),
    rule27: report.rule27.map(({ item, measures, met }) => ({ item, measures, met })),
    columns: report.columns
      .filter(({ measures }) => !measures.includes('delete-column'))
      .map(({ name, measures, level }) => ({ name, measures, level })),
  }
}
