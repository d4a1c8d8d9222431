import { daysBetween, type IsoDate } from '../../core/index.ts'
import type { DeskRow } from './model.ts'

/** Due first, then whatever has waited longest. */
export const byUrgency = (a: DeskRow, b: DeskRow): number =>
  (a.dueOn ?? '9999-12-31') === (b.dueOn ?? '9999-12-31')
    ? a.since - b.since
    : (a.dueOn ?? '9999-12-31') < (b.dueOn ?? '9999-12-31')
      ? -1
      : 1

const SOON_DAYS = 5

/** How near a deadline is: a day that is due today is not yet late. */
export function urgency(dueOn: IsoDate | null, today: IsoDate): 'late' | 'soon' | 'open' {
  if (dueOn === null) return 'open'
  const days = daysBetween(today, dueOn)
  return days < 0 ? 'late' : days <= SOON_DAYS ? 'soon' : 'open'
}
