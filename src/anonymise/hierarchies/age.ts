import { ageAt, parseDate } from '../values/date.ts'
import { parseNumber } from '../values/number.ts'
import { ANY, type Hierarchy } from './hierarchy.ts'
import { intervalStart, intervalText } from './number.ts'

export interface AgeHierarchySpec {
  kind: 'age'
  widths?: number[]
  top?: number
  /** the column holds birth dates; ages are those on this day */
  at?: string
  unknown?: 'refuse' | 'null'
}

const OLDEST = 150 // no human age is beyond it; a larger number is a mistake in the file

/** Whole years in bands; from `top` on one class at every level above 0. */
export function ageHierarchy({ widths = [5, 10, 20], top = 90, at, unknown = 'refuse' }: AgeHierarchySpec): Hierarchy {
  const last = widths.length
  const ageOf = (value: string): number | null => {
    if (at === undefined) return parseNumber(value)
    const birth = parseDate(value)
    return birth === null ? null : ageAt(birth, at)
  }
  return {
    levels: last + 2,
    levelNames: ['歳', ...widths.map((width) => `${width}歳階級`), 'すべて'],
    label(value, level) {
      const age = ageOf(value)
      if (age === null || !Number.isInteger(age) || age < 0 || age > OLDEST) return undefined
      if (level === 0) return String(age)
      if (level > last) return ANY
      if (age >= top) return `${top}以上`
      const width = widths[level - 1]!
      const start = intervalStart(age, width, 0)
      // The band that holds `top` ends below it: its elders are in the class of the top.
      return intervalText(start, Math.min(width, top - start), true)
    },
    constantLevel: last + 1,
    constantText: ANY,
    unknown,
  }
}
