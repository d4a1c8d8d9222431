import { formatNumber, parseNumber } from '../values/number.ts'
import { ANY, type Hierarchy, mendBy } from './hierarchy.ts'

export interface NumberHierarchySpec {
  kind: 'number'
  /** ascending, each a multiple of the one before */
  widths: number[]
  origin?: number
  /** true: 20-24, false: [20,25) */
  integers?: boolean
  /** whether the last level is * */
  any?: boolean
  unknown?: 'refuse' | 'null'
}

/** Numbers in intervals of fixed widths: 23 → 20-24 → 20-29 → *. Each width is a multiple of the one before, so intervals nest. */
export function numberHierarchy({ widths, origin = 0, integers = true, any = true, unknown = 'refuse' }: NumberHierarchySpec): Hierarchy {
  const finest = widths[0]!
  const ratios = widths.map((width) => Math.round(width / finest))
  const top = any ? widths.length + 1 : null
  const interval = integers ? wholeInterval : halfOpenInterval
  return {
    levels: widths.length + (any ? 2 : 1),
    levelNames: ['元の値', ...widths.map((width) => `${formatNumber(width)}ごと`), ...(any ? ['すべて'] : [])],
    constantLevel: top,
    constantText: ANY,
    unknown,
    expects: integers
      ? { kind: '整数でない値', mend: mendBy('小数を含む列では hierarchy に "integers": false と書いてください') }
      : { kind: '数でない値', mend: mendBy('数だけの列にしてください') },
    label(text, level) {
      const value = parseNumber(text)
      if (value === null || (integers && !Number.isInteger(value))) return undefined
      if (level === top) return ANY
      if (level === 0) return formatNumber(value)
      // Coarser intervals are found from the finest one's number: whatever the rounding there, levels nest.
      const ratio = ratios[level - 1]!
      const index = Math.floor(steps(value - origin, finest) / ratio)
      return interval(exact(origin + index * ratio * finest), exact(origin + (index + 1) * ratio * finest))
    },
  }
}

/** How many whole widths fit below; 0.3 holds three widths of 0.1, though their quotient is 2.9999999999999996. */
function steps(distance: number, width: number): number {
  const quotient = distance / width
  const nearest = Math.round(quotient)
  return Math.abs(quotient - nearest) < 1e-9 ? nearest : Math.floor(quotient)
}

export const exact = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(12)))

const bracketed = (value: number): string => (value < 0 ? `(${formatNumber(value)})` : formatNumber(value))

/** 20-24; below zero (-10)-(-6); a width of one is the number itself. */
export const wholeInterval = (from: number, to: number): string =>
  to - from === 1 ? formatNumber(from) : `${bracketed(from)}-${bracketed(to - 1)}`

const halfOpenInterval = (from: number, to: number): string => `[${formatNumber(from)},${formatNumber(to)})`
