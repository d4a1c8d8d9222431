import { isoText, monthOf, monthText, type PackedDate, parsePacked, shift, yearOf, yearText } from '../values/date.ts'
import { ANY, type Hierarchy, mendBy } from './hierarchy.ts'

export const DATE_LEVELS = ['day', 'month', 'quarter', 'year', 'fiscal-year', '5-year', '10-year', 'any'] as const
export type DateLevel = (typeof DATE_LEVELS)[number]

export interface DateHierarchySpec {
  kind: 'date'
  levels: DateLevel[]
  /** the day is moved first: -1 is the day before */
  shiftDays?: number
  unknown?: 'refuse' | 'null'
}

const NAMES: Record<DateLevel, string> = {
  day: '日',
  month: '月',
  quarter: '四半期',
  year: '年',
  'fiscal-year': '年度',
  '5-year': '5年',
  '10-year': '10年',
  any: 'すべて',
}

const years = (from: number, count: number) => `${yearText(from)}-${yearText(from + count - 1)}`

const LABELS: Record<DateLevel, (day: PackedDate) => string> = {
  day: isoText,
  month: monthText,
  quarter: (day) => `${yearText(yearOf(day))}-Q${Math.ceil(monthOf(day) / 3)}`,
  year: (day) => yearText(yearOf(day)),
  // 年度 begins in April. @source 地方自治法 第208条
  'fiscal-year': (day) => `${yearText(yearOf(day) - (monthOf(day) < 4 ? 1 : 0))}年度`,
  '5-year': (day) => years(yearOf(day) - (yearOf(day) % 5), 5),
  '10-year': (day) => years(yearOf(day) - (yearOf(day) % 10), 10),
  any: () => ANY,
}

/** Days by month, quarter, year and so on; era forms are read, western ones written. */
export function dateHierarchy({ levels, shiftDays = 0, unknown = 'refuse' }: DateHierarchySpec): Hierarchy {
  const labels = levels.map((level) => LABELS[level])
  const any = levels.indexOf('any')
  return {
    levels: levels.length,
    levelNames: levels.map((level) => NAMES[level]),
    constantLevel: any === -1 ? null : any,
    constantText: ANY,
    unknown,
    expects: { kind: '日付でない値', mend: mendBy('日付だけの列にしてください') },
    label(text, level) {
      const day = parsePacked(text)
      return day === -1 ? undefined : labels[level]!(shift(day, shiftDays))
    },
  }
}

/** A fiscal year runs from April to March: calendar years below or above it are cut by its border. */
export function dateCrossings(levels: readonly DateLevel[]): number[] {
  const calendar = (level: DateLevel | undefined) => level === 'year' || level === '5-year' || level === '10-year'
  return levels.flatMap((level, i) => {
    const next = levels[i + 1]
    return (level === 'year' && next === 'fiscal-year') || (level === 'fiscal-year' && calendar(next)) ? [i] : []
  })
}
