import { ok, type Result, refused } from '../../core/index.ts'
import { type Report, reportForm } from '../../report/report.ts'
import type { FinishedResult } from './model.ts'

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Names of the released columns, from the data package. */
export const columnsOf = (dataPackage: Record<string, unknown>): string[] =>
  list(dataPackage.resources)
    .flatMap((resource) => list(object(object(resource).schema).fields))
    .map((field) => object(field).name)
    .filter((name) => typeof name === 'string')

/** Persons in the released data; where the recipe names no person, one record is one person. */
export const personsOf = (report: Pick<Report, 'persons' | 'rows'>): number => report.persons?.output ?? report.rows.output

/** What a result says of itself: its report in the form that this site knows, its columns and how many people it holds. */
export function readResult(
  result: Pick<FinishedResult, 'report' | 'dataPackage'>,
): Result<{ report: Report; columns: string[]; persons: number }> {
  const report = reportForm.safeParse(result.report)
  const columns = columnsOf(result.dataPackage)
  if (!report.success || columns.length === 0) return refused({ code: 'result-unreadable' })
  return ok({ report: report.data, columns, persons: personsOf(report.data) })
}
