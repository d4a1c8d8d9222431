import { parseDate, shiftDate } from '../values/date.ts'
import { ANY, type Hierarchy } from './hierarchy.ts'

export const DATE_LEVELS = ['day', 'month', 'quarter', 'year', 'fiscal-year', '5-year', '10-year', 'any'] as const
export type DateLevel = (typeof DATE_LEVELS)[number]

export interface DateHierarchySpec {
  kind: 'date'
  levels: DateLevel[]
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

const band = (year: number, width: number) => {
  const start = Math.floor(year / width) * width
  return `${start}-${start + width - 1}`
}

const TEXTS: Record<DateLevel, (iso: string) => string> = {
  day: (iso) => iso,
  month: (iso) => iso.slice(0, 7),
  quarter: (iso) => `${iso.slice(0, 4)}-Q${Math.ceil(Number(iso.slice(5, 7)) / 3)}`,
  year: (iso) => iso.slice(0, 4),
  // 年度 begins on 1 April.
  'fiscal-year': (iso) => `${Number(iso.slice(0, 4)) - (iso.slice(5, 7) < '04' ? 1 : 0)}年度`,
  '5-year': (iso) => band(Number(iso.slice(0, 4)), 5),
  '10-year': (iso) => band(Number(iso.slice(0, 4)), 10),
  any: () => ANY,
}

/** Days in months, quarters, years … in the order the recipe names. `shiftDays` moves the day first (−1: the day before). */
export function dateHierarchy({ levels, shiftDays = 0, unknown = 'refuse' }: DateHierarchySpec): Hierarchy {
  const any = levels.indexOf('any')
  return {
    levels: levels.length,
    levelNames: levels.map((level) => NAMES[level]),
    label(value, level) {
      const iso = parseDate(value)
      return iso === null ? undefined : TEXTS[levels[level]!](shiftDate(iso, shiftDays))
    },
    constantLevel: any === -1 ? null : any,
    constantText: ANY,
    unknown,
  }
}
