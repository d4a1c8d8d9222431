import type { IsoDate } from '../core/index.ts'
import { clockState } from './clocks.ts'
import type { Programme, Unit } from './model.ts'

/** By when the programme's review is to be decided if it began on that day. */
export interface Forecast {
  day: IsoDate
  /** how long it takes, in words: 30開庁日 */
  span: string
  /** whether the span is one of the law, not the body's own guideline */
  verified: boolean
}

const UNITS: Partial<Record<Unit, string>> = { days: '日', businessDays: '開庁日', weeks: '週間', months: 'か月', years: '年' }

/** The day on which the clock of the decision runs out that would start on `day`; null where the programme sets no span. */
export function decisionForecast(programme: Programme, day: IsoDate): Forecast | null {
  const review = programme.clocks.review
  const move = programme.transitions.find(({ action }) => action === review?.starts[0])
  const setting = review && programme.settings[review.setting]
  const clock = move && clockState(programme, 'review', [{ action: move.action, on: day, toState: move.to }], day)
  if (!clock || !setting) return null
  return { day: clock.dueOn, span: `${setting.value}${UNITS[setting.unit!] ?? ''}`, verified: setting.verified === true }
}
