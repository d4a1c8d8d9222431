import { ageOn, parsePacked } from '../values/date.ts'
import { parseNumber } from '../values/number.ts'
import { ANY, type Hierarchy, mendBy } from './hierarchy.ts'

export interface AgeHierarchySpec {
  kind: 'age'
  widths?: number[]
  top?: number
  /** the column holds birth dates; ages are those on this day */
  at?: string
  unknown?: 'refuse' | 'null'
}

/** Nobody is older: what lies above is a dummy such as 999. @source the longest life proven is 122 years */
const OLDEST = 130

/** Whole years in bands, the old ones together: 87 → 85-89, 101 → 90以上. With `at` the column holds birth dates. */
export function ageHierarchy({ widths = [5, 10, 20], top = 90, at: day, unknown = 'refuse' }: AgeHierarchySpec): Hierarchy {
  const any = widths.length + 1
  const at = day === undefined ? null : parsePacked(day)
  const yearsOf = (text: string): number => {
    if (at === null) return parseNumber(text.replace(/\s*[歳才]\s*$/, '')) ?? -1
    const birth = parsePacked(text)
    return birth === -1 ? -1 : ageOn(birth, at)
  }
  return {
    levels: any + 1,
    levelNames: ['歳', ...widths.map((width) => `${width}歳階級`), 'すべて'],
    constantLevel: any,
    constantText: ANY,
    unknown,
    expects:
      at === null
        ? {
            kind: `年齢（0から${OLDEST}までの整数）でない値`,
            mend: mendBy('年齢だけの列にするか、生年月日の列では "at" に基準日を書いてください'),
          }
        : { kind: '生年月日でない値、または基準日より後の日', mend: mendBy('日付だけの列にしてください') },
    label(text, level) {
      const years = yearsOf(text)
      if (!Number.isInteger(years) || years < 0 || years > OLDEST) return undefined
      if (level === any) return ANY
      if (level === 0) return String(years)
      if (years >= top) return `${top}以上`
      const width = widths[level - 1]!
      const from = Math.floor(years / width) * width
      // A band that the top cuts ends below it: 80-89 beside 90以上, also at a width of 20.
      const to = Math.min(from + width, top) - 1
      return from === to ? String(from) : `${from}-${to}`
    },
  }
}
