/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number
/** A day in Japan, ISO 8601: "2026-04-01". */
export type IsoDate = string

const JAPAN_OFFSET_MS = 9 * 3_600_000

/** The day it is in Japan at that moment. */
export const japanDate = (at: Instant): IsoDate => new Date(at + JAPAN_OFFSET_MS).toISOString().slice(0, 10)

/** "2026-04-01 09:30" in Japan. */
export const japanDateTime = (at: Instant): string => new Date(at + JAPAN_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')

export const isIsoDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** 会計年度: April to March, named by its first year. @source 地方自治法第208条 */
export const fiscalYear = (date: IsoDate): number => Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0)

/** First days of the eras. @source 元号を改める政令; 明治 from the Gregorian calendar of 1873 */
export const ERAS = [
  { name: '令和', letter: 'R', from: '2019-05-01' },
  { name: '平成', letter: 'H', from: '1989-01-08' },
  { name: '昭和', letter: 'S', from: '1926-12-25' },
  { name: '大正', letter: 'T', from: '1912-07-30' },
  { name: '明治', letter: 'M', from: '1868-01-25' },
] as const

/** "2026-04-01" → "令和8年4月1日"; the first year is 元年. Before 明治 the western date. */
export function eraDate(date: IsoDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const era = ERAS.find(({ from }) => date >= from)
  if (!era) return `${year}年${month}月${day}日`
  const n = year - Number(era.from.slice(0, 4)) + 1
  return `${era.name}${n === 1 ? '元' : n}年${month}月${day}日`
}

/** 2026 → "令和8年度" */
export const eraFiscalYear = (year: number): string => eraDate(`${year}-05-01`).replace(/年.*/, '年度')
