import { ERAS } from '../core/index.ts'

/** Days since 1970-01-01; negative before. */
export type Day = number

const MS = 86_400_000

export const day = (year: number, month = 1, date = 1): Day => {
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, date)
  return Math.round(at.getTime() / MS)
}

export const isoDay = (at: Day): string => new Date(at * MS).toISOString().slice(0, 10)

/** Completed years of life on a day. */
export function ageOn(birth: Day, at: Day): number {
  const [by, bm, bd] = parts(birth)
  const [y, m, d] = parts(at)
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0)
}

const cache = new Map<Day, readonly [number, number, number]>()

/** year, month, day; remembered, since the same days come up again and again. */
export function parts(at: Day): readonly [number, number, number] {
  let found = cache.get(at)
  if (!found) {
    const date = new Date(at * MS)
    found = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    cache.set(at, found)
  }
  return found
}

const ERA_STARTS = ERAS.map(({ name, letter, from }) => {
  const [y, m, d] = from.split('-').map(Number) as [number, number, number]
  return { name, letter, from: day(y, m, d), year: y }
})

const eraOf = (at: Day) => ERA_STARTS.find(({ from }) => at >= from) ?? ERA_STARTS.at(-1)!

/** 昭和60年4月1日 */
export function longEra(at: Day): string {
  const [y, m, d] = parts(at)
  const era = eraOf(at)
  const n = y - era.year + 1
  return `${era.name}${n === 1 ? '元' : n}年${m}月${d}日`
}

/** S60.4.1 */
export function shortEra(at: Day): string {
  const [y, m, d] = parts(at)
  const era = eraOf(at)
  return `${era.letter}${y - era.year + 1}.${m}.${d}`
}

/** 1985/4/1 */
export const slashed = (at: Day): string => parts(at).join('/')

/** 19850401 */
export const compact = (at: Day): string => {
  const [y, m, d] = parts(at)
  return String(y * 10000 + m * 100 + d)
}

/** Half-width digits to full-width: 昭和６０年４月１日. */
export const fullWidth = (text: string): string => text.replace(/[0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

/** 令和5年度 from 2023. */
export const fiscalYear = (year: number): string => `令和${year - 2018}年度`
