/** A day as one integer, 20260401: compared and cut into year and month without making texts. */
export type PackedDate = number

const NO_DATE = -1

/**
 * Eras with their first and last day: the day of a change is the new era's (「以後ヲ改メテ」).
 * Before 明治6年 (1873) days were those of the lunisolar calendar, so no Gregorian day can be told.
 * @source 元号法、元号を改める政令、明治5年太政官布告第337号（改暦）
 */
const ERAS: Record<string, { firstYear: number; from: PackedDate; to: PackedDate }> = {
  M: { firstYear: 1868, from: 18730101, to: 19120729 },
  T: { firstYear: 1912, from: 19120730, to: 19261224 },
  S: { firstYear: 1926, from: 19261225, to: 19890107 },
  H: { firstYear: 1989, from: 19890108, to: 20190430 },
  R: { firstYear: 2019, from: 20190501, to: 99991231 },
}
const ERA_LETTER: Record<string, string> = { 明: 'M', 大: 'T', 昭: 'S', 平: 'H', 令: 'R' }

const MIDNIGHT = /[T ]0?0:00(?::00(?:\.0+)?)?$/
const WESTERN = /^(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([-/.])(\d{1,2})\4(\d{1,2}))$/
const ERA = /^(明治?|大正?|昭和?|平成?|令和?|[MTSHR])(元|\d{1,2})(?:年(\d{1,2})月(\d{1,2})日|([-/.])(\d{1,2})\5(\d{1,2}))$/
const ERA_COMPACT = /^([MTSHR])(\d{2})(\d{2})(\d{2})$/

/**
 * A day in western or era form: 1985-04-01, 1985/4/1, 19850401, 1985年4月1日, 昭和60年4月1日, S60.4.1, 令和元年5月1日,
 * also with full-width digits and with a time of midnight. A year of two digits needs its era.
 * @returns ISO 8601, or null if it is none, does not exist, or does not lie in its era
 */
export function parseDate(text: string): string | null {
  const day = parsePacked(text)
  return day === NO_DATE ? null : isoText(day)
}

/** As `parseDate`, as one integer; -1 if the text is no date. */
export function parsePacked(text: string): PackedDate {
  const { length } = text
  if (length === 10) {
    const separator = text.charCodeAt(4)
    if ((separator === 45 || separator === 47) && text.charCodeAt(7) === separator) {
      const year = digits(text, 0, 4)
      const month = digits(text, 5, 7)
      const day = digits(text, 8, 10)
      if (year >= 0 && month >= 0 && day >= 0) return pack(year, month, day)
    }
  } else if (length === 8) {
    const all = digits(text, 0, 8)
    if (all >= 0) return pack(Math.floor(all / 10_000), Math.floor(all / 100) % 100, all % 100)
  }
  return parseWritten(text)
}

function parseWritten(text: string): PackedDate {
  // Longer texts are no date; the limit keeps free text away from the expressions.
  if (text.length < 5 || text.length > 40) return NO_DATE
  const normal = text.normalize('NFKC').trim().replace(MIDNIGHT, '').replaceAll(/\s+/g, '')
  if (normal.length === 8) {
    const all = digits(normal, 0, 8)
    if (all >= 0) return pack(Math.floor(all / 10_000), Math.floor(all / 100) % 100, all % 100)
  }
  const western = WESTERN.exec(normal)
  if (western) return pack(Number(western[1]), Number(western[2] ?? western[5]), Number(western[3] ?? western[6]))
  const upper = normal.toUpperCase()
  const era = ERA.exec(upper)
  if (era) return packEra(era[1]!, era[2]!, Number(era[3] ?? era[6]), Number(era[4] ?? era[7]))
  const compact = ERA_COMPACT.exec(upper)
  if (compact) return packEra(compact[1]!, compact[2]!, Number(compact[3]), Number(compact[4]))
  return NO_DATE
}

/** Value of the digits from `from` to `to`, or -1 if a character is no ASCII digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const daysIn = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!)

function pack(year: number, month: number, day: number): PackedDate {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NO_DATE
  return year * 10_000 + month * 100 + day
}

function packEra(name: string, yearText: string, month: number, day: number): PackedDate {
  const era = ERAS[ERA_LETTER[name[0]!] ?? name[0]!]!
  const eraYear = yearText === '元' ? 1 : Number(yearText)
  if (eraYear < 1) return NO_DATE
  const packed = pack(era.firstYear + eraYear - 1, month, day)
  return packed >= era.from && packed <= era.to ? packed : NO_DATE
}

const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
const four = (value: number) => String(value).padStart(4, '0')

export const yearOf = (day: PackedDate): number => Math.floor(day / 10_000)
export const monthOf = (day: PackedDate): number => Math.floor(day / 100) % 100
export const dayOf = (day: PackedDate): number => day % 100

/** "2026-04-01" */
export const isoText = (day: PackedDate): string => `${four(yearOf(day))}-${two(monthOf(day))}-${two(dayOf(day))}`
/** "2026-04" */
export const monthText = (day: PackedDate): string => `${four(yearOf(day))}-${two(monthOf(day))}`
export const yearText = (year: number): string => four(year)

/** Days from 0000-03-01; leap days end a year that begins in March. @source H. Hinnant, chrono-compatible low-level date algorithms */
function dayNumber(day: PackedDate): number {
  const month = monthOf(day)
  const year = yearOf(day) - (month <= 2 ? 1 : 0)
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOf(day) - 1
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear
}

/** The day `days` later (earlier if negative). */
export function shift(day: PackedDate, days: number): PackedDate {
  if (days === 0) return day
  const number = dayNumber(day) + days
  const era = Math.floor(number / 146_097)
  const dayOfEra = number - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0)) * 10_000 + month * 100 + date
}

/** Whole years between a birth date and a day, or -1 if the birth lies after it. */
export function ageOn(birth: PackedDate, at: PackedDate): number {
  if (birth > at) return -1
  return Math.floor((at - birth) / 10_000)
}
