import { formatNumber } from '../values/number.ts'
import { overNumbers, type Technique } from './technique.ts'

/** Text of the band of a number between ascending edges: "<e0", "[e0,e1)", …, ">=en". */
export function bandOf(edges: readonly number[], value: number): string {
  const above = edges.findLastIndex((edge) => value >= edge)
  if (above === -1) return `<${formatNumber(edges[0]!)}`
  if (above === edges.length - 1) return `>=${formatNumber(edges[above]!)}`
  return `[${formatNumber(edges[above]!)},${formatNumber(edges[above + 1]!)})`
}

/** bands (区分化): numbers become the half-open interval that holds them. */
export const bands: Technique<{ edges: readonly number[] }> = {
  name: 'bands',
  lower: ({ edges }) => [overNumbers((value) => bandOf(edges, value))],
}
