import { formatNumber, parseNumber } from '../values/number.ts'
import { ANY, type Hierarchy } from './hierarchy.ts'

export interface NumberHierarchySpec {
  kind: 'number'
  widths: number[]
  origin?: number
  integers?: boolean
  any?: boolean
  unknown?: 'refuse' | 'null'
}

const inBrackets = (value: number) => (value < 0 ? `(${formatNumber(value)})` : formatNumber(value))

/** The text of the interval [start, start + width): "20-24" for integers, "[20,25)" else; a negative end stands in brackets. */
export const intervalText = (start: number, width: number, integers: boolean): string =>
  integers
    ? width === 1
      ? formatNumber(start)
      : `${inBrackets(start)}-${inBrackets(start + width - 1)}`
    : `[${formatNumber(start)},${formatNumber(start + width)})`

/** Start of the interval of a value, free of the residue of binary fractions: counted in whole widths from the origin. */
export function intervalStart(value: number, width: number, origin: number): number {
  let steps = Math.floor((value - origin) / width)
  // A quotient like 2.9999999999999996 for an exact edge: the edge opens the next interval.
  if (clean(origin + (steps + 1) * width) <= value) steps += 1
  return clean(origin + steps * width)
}

const clean = (value: number) => Number(value.toPrecision(15))

/** Numbers in intervals of growing width, each a multiple of the one before (checked with the recipe). */
export function numberHierarchy({ widths, origin = 0, integers = true, any = true, unknown = 'refuse' }: NumberHierarchySpec): Hierarchy {
  const last = widths.length
  return {
    levels: last + (any ? 2 : 1),
    levelNames: ['元の値', ...widths.map((width) => `${formatNumber(width)}ごと`), ...(any ? ['すべて'] : [])],
    label(value, level) {
      const number = parseNumber(value)
      if (number === null || (integers && !Number.isInteger(number))) return undefined
      if (level === 0) return formatNumber(number)
      if (level > last) return ANY
      const width = widths[level - 1]!
      return intervalText(intervalStart(number, width, origin), width, integers)
    },
    constantLevel: any ? last + 1 : null,
    constantText: ANY,
    unknown,
  }
}
