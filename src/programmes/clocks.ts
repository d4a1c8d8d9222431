import { addDays, daysBetween, type IsoDate } from '../core/index.ts'
import { addBusinessDays, type Calendar, deadlineOf, JAPAN, nextOpenDay, openDaysBetween, sameDayMonthsOn } from './clock.ts'
import type { ClockRule, Programme, Unit } from './model.ts'
import { numberSetting, setting } from './settings.ts'

/** One move of a case with the day in Japan on which it was made. */
export interface DatedMove {
  action: string
  on: IsoDate
  toState: string
  /** the day that was announced with it: by when the state it reached must be left */
  dueOn?: IsoDate
}

/** Where a clock of the programme stands on a day. No number in it is ever negative. */
export interface ClockState {
  name: string
  rule: ClockRule
  startedOn: IsoDate
  /** while it stands still: the day that it would be if it went on today */
  dueOn: IsoDate
  pausedSince: IsoDate | null
  /** past pauses and the present one (to: null) */
  pauses: { from: IsoDate; to: IsoDate | null }[]
  stoppedOn: IsoDate | null
  /** open days until the due day; 0 on that day and after it */
  openDaysLeft: number
  /** open days past the due day, to today or to the day it stopped */
  openDaysOver: number
  /** near: those who act are told; overdue; escalated: those above them are told as well */
  alert: 'none' | 'near' | 'overdue' | 'escalated'
}

export interface ClockOptions {
  calendar?: Calendar
  /** tier of the case, 1 the gravest, where the span differs by it */
  tier?: number
}

/** Every clock of the programme that has started in this case, on that day. Moves oldest first. */
export const clocksOf = (programme: Programme, moves: readonly DatedMove[], today: IsoDate, options: ClockOptions = {}): ClockState[] =>
  Object.keys(programme.clocks).flatMap((name) => clockState(programme, name, moves, today, options) ?? [])

/**
 * Where one clock stands; undefined if it has not started. It starts with the first of its starting moves, stands still in
 * the states where somebody else is asked, and ends with a stopping move, or with the case. A move of extendedBy that announces
 * a day sets that day.
 */
export function clockState(
  programme: Programme,
  name: string,
  moves: readonly DatedMove[],
  today: IsoDate,
  { calendar = JAPAN, tier }: ClockOptions = {},
): ClockState | undefined {
  const rule = programme.clocks[name]
  if (!rule) throw new RangeError(`clock: ${programme.id} has no ${name}`)
  const ends = (state: string) => programme.states[state]?.end === true
  const run = runOf(rule, setting(programme, 'clock.pauseWhileAsked').value === true, moves, ends)
  if (!run) return undefined
  const span = spanOf(programme, rule, tier)
  const dueOn = run.announced ?? dueOf(span, setting(programme, rule.setting).unit, run, today, calendar)
  const { startedOn, stoppedOn, pauses } = run
  const pausedSince = stoppedOn ? null : (pauses.find(({ to }) => to === null)?.from ?? null)
  const until = stoppedOn ?? today
  const openDaysLeft = openDaysBetween(until, dueOn, calendar)
  const openDaysOver = pausedSince ? 0 : openDaysBetween(dueOn, until, calendar)
  const alert =
    stoppedOn || pausedSince
      ? 'none'
      : openDaysOver > 0
        ? openDaysOver > numberSetting(programme, 'clock.escalateAfter')
          ? 'escalated'
          : 'overdue'
        : openDaysLeft <= numberSetting(programme, 'clock.warnBefore')
          ? 'near'
          : 'none'
  return { name, rule, startedOn, dueOn, pausedSince, pauses, stoppedOn, openDaysLeft, openDaysOver, alert }
}

/**
 * By when the state that the last move reached must be left: the first running clock's day, else the span that the move
 * itself names; null if none.
 */
export function nextDue(programme: Programme, moves: readonly DatedMove[], options: ClockOptions = {}): IsoDate | null {
  const last = moves.at(-1)
  if (!last) return null
  const entered = moves.findLast(({ toState }, i) => toState !== moves[i - 1]?.toState)
  const running = clocksOf(programme, moves, last.on, options).filter(({ stoppedOn, pausedSince }) => !stoppedOn && !pausedSince)
  const first = running.map(({ dueOn }) => dueOn).sort()[0]
  const move = programme.transitions.find(({ action }) => action === entered?.action)
  return first ?? (move && entered ? deadlineOf(programme, move, entered.on, options.calendar) : null)
}

interface Run {
  startedOn: IsoDate
  stoppedOn: IsoDate | null
  pauses: { from: IsoDate; to: IsoDate | null }[]
  /** the day that people were told, whatever the span says */
  announced?: IsoDate
}

/** The last time that the clock was started, with its pauses. */
function runOf(rule: ClockRule, mayPause: boolean, moves: readonly DatedMove[], ends: (state: string) => boolean): Run | undefined {
  let run: Run | undefined
  for (const { action, on, toState, dueOn } of moves) {
    const standsStill = mayPause && rule.pausedIn.includes(toState)
    if (run && !run.stoppedOn) {
      const pause = run.pauses.at(-1)
      const isPaused = pause?.to === null
      if (isPaused && !standsStill) pause.to = on
      if (rule.stops.includes(action) || ends(toState)) run.stoppedOn = on
      else if (!isPaused && standsStill) run.pauses.push({ from: on, to: null })
      if (dueOn && rule.extendedBy.includes(action)) run.announced = dueOn
    } else if (rule.starts.includes(action))
      run = { startedOn: on, stoppedOn: null, pauses: standsStill ? [{ from: on, to: null }] : [], announced: dueOn }
  }
  return run
}

/** The day on which the span is used up, counting only the stretches in which the clock runs. */
function dueOf(span: number, unit: Unit | undefined, { startedOn, pauses }: Run, today: IsoDate, calendar: Calendar): IsoDate {
  const { whole, between, advance } = measureOf(span, unit, startedOn, calendar)
  let left = whole
  let from = startedOn
  for (const pause of pauses) {
    const used = between(from, pause.from)
    if (used >= left) break // the day had passed before anybody was asked
    left -= used
    from = pause.to ?? (today > pause.from ? today : pause.from)
  }
  return advance(from, left)
}

function spanOf(programme: Programme, { setting: key }: ClockRule, tier: number | undefined): number {
  const byTier = setting(programme, key).byTier?.[(tier ?? 0) - 1]
  return byTier ?? numberSetting(programme, key)
}

/** How the clock's unit is counted: in open days, or in days of the calendar with an open last day. */
function measureOf(span: number, unit: Unit | undefined, startedOn: IsoDate, calendar: Calendar) {
  if (unit === 'businessDays')
    return {
      whole: span,
      between: (from: IsoDate, to: IsoDate) => openDaysBetween(from, to, calendar),
      advance: (from: IsoDate, days: number) => addBusinessDays(from, days, calendar),
    }
  const months = unit === 'months' ? span : unit === 'years' ? span * 12 : undefined
  return {
    whole: months === undefined ? span * (unit === 'weeks' ? 7 : 1) : daysBetween(startedOn, sameDayMonthsOn(startedOn, months)),
    between: (from: IsoDate, to: IsoDate) => Math.max(0, daysBetween(from, to)),
    advance: (from: IsoDate, days: number) => nextOpenDay(addDays(from, days), calendar),
  }
}
