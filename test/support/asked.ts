import type { ModelRequirement, Requirement } from '../../src/anonymise/search/index.ts'

/**
 * What a search is asked for where everybody has one row.
 * @param given.limit - share of rows, and of persons, that may be suppressed
 */
export function asked(
  rows: number,
  { k = null, limit = 0, models = [] }: { k?: number | null; limit?: number; models?: ModelRequirement[] },
): Requirement {
  const most = Math.floor(limit * rows + 1e-9)
  return {
    k,
    known: Number.POSITIVE_INFINITY,
    models,
    householdsPerClass: null,
    maxSuppressedRows: most,
    maxSuppressedPersons: most,
    rows,
    persons: rows,
  }
}
