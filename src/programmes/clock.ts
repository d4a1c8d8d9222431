import { addDays, daysBetween, type IsoDate } from '../core/index.ts'
import type { Programme, Transition } from './model.ts'
import { numberSetting, setting } from './settings.ts'

/** Days on which an office is closed besides weekends. */
export interface Calendar {
  /** the calendar knows every holiday from this day to that */
  from: IsoDate
  to: IsoDate
  holidays: ReadonlySet<IsoDate>
  /** days of every year, "12-29" */
  yearEnd: ReadonlySet<string>
}

/** National holidays and the turn of the year. @source 国民の祝日に関する法律; 地方自治法第4条の2第2項 for the turn of the year */
export let JAPAN: Calendar

/** Takes data-catalog/codes/holidays.json, before anything is counted. */
export function knowCalendar({
  from,
  to,
  holidays,
  yearEnd,
}: Record<'from' | 'to', IsoDate> & Record<'holidays' | 'yearEnd', string[]>): void {
  JAPAN = { from, to, holidays: new Set(holidays), yearEnd: new Set(yearEnd) }
}

/** Whether the office is open. @throws {RangeError} outside the calendar's years */
export function isOpenDay(date: IsoDate, calendar: Calendar = JAPAN): boolean {
  if (date < calendar.from || date > calendar.to) throw new RangeError(`date: ${date} is outside the calendar of holidays`)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !calendar.holidays.has(date) && !calendar.yearEnd.has(date.slice(5))
}

/** The same day if the office is open, else the next on which it is. */
export function nextOpenDay(date: IsoDate, calendar: Calendar = JAPAN): IsoDate {
  let day = date
  while (!isOpenDay(day, calendar)) day = addDays(day, 1)
  return day
}

/** The n-th open day after the start; the first day is not counted. @source 民法第140条 */
export function addBusinessDays(start: IsoDate, days: number, calendar: Calendar = JAPAN): IsoDate {
  let day = start
  for (let open = 0; open < days; ) {
    day = addDays(day, 1)
    if (isOpenDay(day, calendar)) open++
  }
  return day
}

/** The n-th day after the start, or the next open one if that is closed. @source 民法第140条, 第142条 */
export const addCalendarDays = (start: IsoDate, days: number, calendar: Calendar = JAPAN): IsoDate =>
  nextOpenDay(addDays(start, days), calendar)

/** The same day n months on, or the last of that month; moved to an open day. @source 民法第143条, 第142条 */
export const addMonths = (start: IsoDate, months: number, calendar: Calendar = JAPAN): IsoDate =>
  nextOpenDay(sameDayMonthsOn(start, months), calendar)

/** The same day n months on, or the last of that month, open or closed. @source 民法第143条第2項 */
export function sameDayMonthsOn(start: IsoDate, months: number): IsoDate {
  const [year, month, day] = start.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0))
  return `${last.toISOString().slice(0, 8)}${String(Math.min(day, last.getUTCDate())).padStart(2, '0')}`
}

/** Open days after the first day up to and with the second; 0 if it is not later. */
export function openDaysBetween(from: IsoDate, to: IsoDate, calendar: Calendar = JAPAN): number {
  let open = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isOpenDay(day, calendar)) open++
  return open
}

/** The day by which a setting that is a span must be kept, counted from the start. */
export function dueDate(programme: Programme, key: string, start: IsoDate, calendar: Calendar = JAPAN): IsoDate {
  const span = numberSetting(programme, key)
  const { unit } = setting(programme, key)
  if (unit === 'businessDays') return addBusinessDays(start, span, calendar)
  if (unit === 'days') return addCalendarDays(start, span, calendar)
  if (unit === 'weeks') return addCalendarDays(start, span * 7, calendar)
  if (unit === 'months') return addMonths(start, span, calendar)
  if (unit === 'years') return addMonths(start, span * 12, calendar)
  throw new RangeError(`setting: ${key} is not a span of time`)
}

/** By when the state that this move reaches must be left; null if the programme sets no clock. */
export const deadlineOf = (programme: Programme, move: Transition, on: IsoDate, calendar: Calendar = JAPAN): IsoDate | null =>
  move.deadline ? dueDate(programme, move.deadline.setting, on, calendar) : null

/** Whether a call for proposals is open long enough: the first day is not counted. @source 施行規則第53条 (call.minLength) */
export function isCallLongEnough(programme: Programme, opens: IsoDate, closes: IsoDate): boolean {
  const { value } = setting(programme, 'call.minLength')
  return typeof value !== 'number' || daysBetween(opens, closes) >= value
}
