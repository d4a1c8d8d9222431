import type { CellNode } from '../plan.ts'
import { formatNumber, parseNumber } from '../values/number.ts'
import { fillLimit, IS_NUMBER, overNumbers, type Technique } from './technique.ts'

export interface CodingParameters {
  limit?: number
  percentile?: number
  as?: 'limit' | 'label'
  label?: string
}

/** Top- and bottom-coding share all but their direction. */
export function coding(side: 'top' | 'bottom', defaultLabel: string): Technique<CodingParameters> {
  const beyond = (value: number, limit: number) => (side === 'top' ? value > limit : value < limit)
  return {
    name: `${side}-code`,
    lower: ({ limit, percentile, as = 'limit', label = defaultLabel }) => {
      const at = (settled: number): CellNode =>
        overNumbers((value) => {
          // As a label the limit itself belongs to the tail; as a number it stays what it is.
          if (as === 'label') return beyond(value, settled) || value === settled ? fillLimit(label, settled) : null
          return beyond(value, settled) ? formatNumber(settled) : null
        })
      if (percentile === undefined) return [at(limit!)]
      const number = (value: string | null) => (value === null ? null : (parseNumber(value) ?? undefined))
      return [{ node: 'percentile', side, percentile, number, at, expects: IS_NUMBER }]
    },
  }
}
