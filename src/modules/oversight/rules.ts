import { addDays, type IsoDate } from '../../core/index.ts'
import type { Duty } from './model.ts'

/** Due first, then whatever has waited longest. */
export const byUrgency = (a: Pick<Duty, 'dueOn' | 'since'>, b: Pick<Duty, 'dueOn' | 'since'>): number =>
  (a.dueOn ?? '9999-12-31') === (b.dueOn ?? '9999-12-31')
    ? a.since - b.since
    : (a.dueOn ?? '9999-12-31') < (b.dueOn ?? '9999-12-31')
      ? -1
      : 1

const SOON_DAYS = 5

/** How near a deadline is: a day that is due today is not yet late. */
export function urgency(dueOn: IsoDate | null, today: IsoDate, nearFrom = addDays(dueOn ?? today, -SOON_DAYS)): 'late' | 'soon' | 'open' {
  if (dueOn === null) return 'open'
  return today > dueOn ? 'late' : today >= nearFrom ? 'soon' : 'open'
}
