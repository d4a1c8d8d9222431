import { describe, expect, it } from 'vitest'
import {
  addBusinessDays,
  addCalendarDays,
  addMonths,
  clockState,
  type DatedMove,
  deadlineOf,
  dueDate,
  isCallLongEnough,
  isOpenDay,
  nextDue,
  type Programme,
  programme,
  programmes,
  targetOf,
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

describe('a deadline that was put off', () => {
  const EXTENSION = 'grant-extension'
  const clocksIn = (one: Programme, state: string) =>
    Object.entries(one.clocks).filter(
      ([, { starts, stops, pausedIn }]) =>
        one.transitions.some(({ action, from, to }) => starts.includes(action) && targetOf({ to }, from[0]!) === state) &&
        one.transitions.some(({ action, from }) => stops.includes(action) && from.includes(state)) &&
        !pausedIn.includes(state),
    )

  it('moves the clock of every programme that runs for the step which was put off', () => {
    let found = 0
    for (const one of programmes())
      for (const state of one.transitions.find(({ action }) => action === EXTENSION)?.from ?? [])
        for (const [name, { extendedBy }] of clocksIn(one, state)) {
          found++
          expect(extendedBy, `${one.id} ${state} ${name}`).toContain(EXTENSION)
        }
    expect(found).toBeGreaterThan(5)
  })

  const offered: DatedMove[] = [
    { action: 'submit', on: '2026-06-01', toState: 'submitted' },
    { action: 'start-review', on: '2026-06-01', toState: 'review' },
    { action: 'decide-fit', on: '2026-06-26', toState: 'contract-offered' },
  ]
  const granted: DatedMove = { action: EXTENSION, on: '2026-07-20', toState: 'contract-offered', dueOn: '2026-08-20' }
  const acara = programme('acara')
  const contract = (moves: DatedMove[], today: string) => clockState(acara, 'contract', moves, today)

  it('under clocks of its own: the announced day holds, and nobody is told that the former has passed', () => {
    expect(contract(offered, '2026-07-30')).toMatchObject({ dueOn: '2026-07-24', alert: 'escalated' })
    expect(contract([...offered, granted], '2026-07-30')).toMatchObject({ dueOn: '2026-08-20', openDaysOver: 0, alert: 'none' })
    expect(contract([...offered, granted], '2026-08-18')).toMatchObject({ openDaysLeft: 2, alert: 'near' })
    expect(contract([...offered, granted], '2026-08-21')).toMatchObject({ openDaysOver: 1, alert: 'overdue' })
    expect(nextDue(acara, [...offered, granted])).toBe('2026-08-20')
  })

  it('that was asked for and not granted, or granted without a day, changes nothing', () => {
    for (const action of ['ask-extension', 'refuse-extension'])
      expect(contract([...offered, { ...granted, action }], '2026-07-21')?.dueOn).toBe('2026-07-24')
    expect(contract([...offered, { ...granted, dueOn: undefined }], '2026-07-21')?.dueOn).toBe('2026-07-24')
  })

  it('says nothing of the next step, which has its own span', () => {
    const applied: DatedMove = { action: 'apply-contract', on: '2026-08-19', toState: 'fee-due' }
    const later = [...offered, granted, applied]
    expect(contract(later, '2026-09-30')).toMatchObject({ stoppedOn: '2026-08-19', alert: 'none' })
    expect(clockState(acara, 'fee', later, '2026-08-20')?.dueOn).toBe('2026-09-18')
  })

  it('a case that has ended has no clock that runs on, also where no clock names the move', () => {
    const lapsed: DatedMove = { action: 'lapse', on: '2026-10-01', toState: 'lapsed' }
    const ies = programme('ies')
    expect(ies.clocks.review!.stops).not.toContain('lapse')
    expect(clockState(ies, 'review', [...offered, lapsed], '2027-01-15')).toMatchObject({ stoppedOn: '2026-10-01', alert: 'none' })
  })
})
