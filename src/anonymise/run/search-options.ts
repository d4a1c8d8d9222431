import type { SearchColumn, SearchOptions } from '../search/types.ts'
import type { RunContext } from './context.ts'

/** What the recipe says of the search, by the search's columns. */
export function searchOptions({ recipe, clock }: RunContext, columns: readonly SearchColumn[]): SearchOptions {
  const { measure, suppression, aggregate, weights, seconds } = recipe.search
  return {
    clock,
    minimise: {
      measure,
      ...(suppression === undefined ? {} : { suppression }),
      ...(aggregate === undefined ? {} : { aggregate }),
      ...(weights === undefined ? {} : { weights: columns.map(({ name }) => weights.get(name) ?? 1) }),
    },
    ...(seconds === undefined ? {} : { seconds }),
  }
}
