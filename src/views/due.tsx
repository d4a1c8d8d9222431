import type { FC } from 'hono/jsx'
import { addDays, eraDate, type IsoDate } from '../core/index.ts'
import { Tag } from './components.tsx'

const SOON_DAYS = 5
const MARKS = { late: ['red', '期限を過ぎています'], soon: ['orange', 'まもなく期限'], open: null } as const

/** How near a deadline is: a day that is due today is not yet late. */
export function urgency(dueOn: IsoDate | null, today: IsoDate, nearFrom = addDays(dueOn ?? today, -SOON_DAYS)): 'late' | 'soon' | 'open' {
  if (dueOn === null) return 'open'
  return today > dueOn ? 'late' : today >= nearFrom ? 'soon' : 'open'
}

/** A deadline in words, marked when it is near or past. */
export const Due: FC<{ dueOn: IsoDate | null; today: IsoDate; nearFrom?: IsoDate }> = ({ dueOn, today, nearFrom }) => {
  if (dueOn === null) return null
  const mark = MARKS[urgency(dueOn, today, nearFrom)]
  return (
    <>
      {`　期限：${eraDate(dueOn)} `}
      {mark ? <Tag colour={mark[0]}>{mark[1]}</Tag> : null}
    </>
  )
}
