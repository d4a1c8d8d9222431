import type { CellNode, TailLimit } from '../plan.ts'
import { formatNumber, parseNumber } from '../values/number.ts'
import { fillLimit, IS_NUMBER, overNumbers, type Technique } from './technique.ts'

export interface CodingParameters {
  limit?: number
  percentile?: number
  /** at least so many persons lie beyond the limit */
  tail?: number
  as?: 'limit' | 'label' | 'mean'
  label?: string
}

/** Top- and bottom-coding share all but their direction. */
export function coding(side: 'top' | 'bottom', defaultLabel: string): Technique<CodingParameters> {
  const beyond = (value: number, limit: number) => (side === 'top' ? value > limit : value < limit)
  return {
    name: `${side}-code`,
    lower: ({ limit, percentile, tail, as = 'limit', label = defaultLabel }) => {
      const inclusive = as !== 'limit'
      const at = (settled: number, mean: number | null): CellNode =>
        overNumbers((value) => {
          // As a label or a mean the limit itself belongs to the tail; as a number it stays what it is.
          if (!beyond(value, settled) && !(inclusive && value === settled)) return null
          if (!inclusive) return formatNumber(settled)
          return mean === null ? fillLimit(label, settled) : formatNumber(mean)
        })
      if (limit !== undefined && as !== 'mean') return [at(limit, null)]
      const number = (value: string | null) => (value === null ? null : (parseNumber(value) ?? undefined))
      const begins: TailLimit = limit !== undefined ? { value: limit } : percentile !== undefined ? { percentile } : { persons: tail! }
      return [{ node: 'tail', side, limit: begins, inclusive, number, at, mean: as === 'mean', expects: IS_NUMBER }]
    },
  }
}
