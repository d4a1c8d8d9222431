import { describe, expect, it } from 'vitest'
import {
  addBusinessDays,
  addCalendarDays,
  addMonths,
  deadlineOf,
  dueDate,
  isCallLongEnough,
  isOpenDay,
  programme,
} from '../../../src/programmes/index.ts'

describe('business days: the first day is not counted, weekends, holidays and the turn of the year are closed', () => {
  it.each([
    ['2026-04-24', 10, '2026-05-14'],
    ['2026-04-24', 20, '2026-05-28'],
    ['2026-04-24', 30, '2026-06-11'],
    ['2026-09-18', 5, '2026-09-30'], // 敬老の日, 国民の休日, 秋分の日 in one week
    ['2026-12-25', 5, '2027-01-07'],
    ['2026-12-25', 30, '2027-02-15'],
    ['2026-06-01', 30, '2026-07-13'],
    ['2026-07-13', 20, '2026-08-12'],
    ['2026-08-12', 30, '2026-09-28'],
    ['2026-09-28', 45, '2026-12-03'],
  ])('%s and %i open days → %s', (start, days, due) => {
    expect(addBusinessDays(start, days)).toBe(due)
  })
})

describe('calendar days and months: a last day on a closed day moves to the next open one', () => {
  it.each([
    ['2026-04-22', 14, '2026-05-07'], // 05-06 is a holiday in lieu
    ['2026-12-18', 14, '2027-01-04'],
    ['2026-06-01', 14, '2026-06-15'],
  ])('%s and %i days → %s', (start, days, due) => {
    expect(addCalendarDays(start, days)).toBe(due)
  })

  it.each([
    ['2026-01-31', 1, '2026-03-02'], // 02-28 is a Saturday
    ['2026-08-31', 6, '2027-03-01'], // 02-28 is a Sunday
    ['2026-11-30', 12, '2027-11-30'],
  ])('%s and %i months → %s', (start, months, due) => {
    expect(addMonths(start, months)).toBe(due)
  })

  it('days outside the list of holidays are refused, not guessed', () => {
    expect(() => isOpenDay('2051-01-04')).toThrow(RangeError)
  })
})

describe('the programme sets the clocks', () => {
  const appi = programme('appi')
  it('a span is read with its unit', () => {
    expect(dueDate(appi, 'review.sla', '2026-04-24')).toBe('2026-06-11')
    expect(dueDate(appi, 'contract.deadline', '2026-04-24')).toBe('2026-05-25')
    expect(dueDate(appi, 'elig.barYears', '2026-04-24')).toBe('2028-04-24')
    expect(() => dueDate(appi, 'review.minPersons', '2026-04-24')).toThrow(RangeError)
  })
  it('a move starts the clock that it names, and none otherwise', () => {
    const move = (action: string) => appi.transitions.find((found) => found.action === action)!
    expect(deadlineOf(appi, move('start-review'), '2026-12-25')).toBe('2027-02-15')
    expect(deadlineOf(appi, move('submit'), '2026-12-25')).toBeNull()
  })
  it.each([
    ['2026-02-13', '2026-03-16', true],
    ['2026-02-13', '2026-03-15', true],
    ['2026-02-13', '2026-03-14', false],
  ])('a call from %s to %s is long enough: %s', (opens, closes, long) => {
    expect(isCallLongEnough(appi, opens, closes)).toBe(long)
  })
})
