import type { FC } from 'hono/jsx'
import { eraDate, type IsoDate } from '../../core/index.ts'
import type { ClockState, Forecast } from '../../programmes/index.ts'
import { ROLE_NAMES, Tag } from '../../views/index.ts'

/** What can be said before the review has begun. */
export const AwaitedDecision: FC<{ forecast: Forecast | null }> = ({ forecast }) =>
  forecast ? (
    <p>{`審査は、始めてから${forecast.span}が${forecast.verified ? '期限' : '目安'}です。今日始めたとすると、${eraDate(forecast.day)}ごろに決まります。書類を直すあいだは延びます。`}</p>
  ) : null

/** The target days that run in a case, in words for its proposer and for officials: how long is left, what stands still, what is late. */
export const ClockLines: FC<{ clocks: readonly ClockState[]; today: IsoDate; isProposer: boolean }> = ({ clocks, today, isProposer }) => {
  const running = clocks.filter(({ stoppedOn }) => stoppedOn === null)
  if (running.length === 0) return null
  return (
    <ul>
      {running.map((clock) => (
        <li>
          {line(clock, today)} {isProposer ? null : <Alert clock={clock} />}
        </li>
      ))}
    </ul>
  )
}

function line({ rule, dueOn, pausedSince, openDaysLeft, openDaysOver }: ClockState, today: IsoDate): string {
  if (pausedSince) return `${rule.label}の期限は、${eraDate(pausedSince)}から止まっています。今日進めば${eraDate(dueOn)}になります。`
  if (openDaysOver > 0) return `${rule.label}の目標日（${eraDate(dueOn)}）を${openDaysOver}営業日過ぎています。`
  return dueOn === today
    ? `${rule.label}の目標日は、今日です。`
    : `${rule.label}の目標日は、${eraDate(dueOn)}です（あと${openDaysLeft}営業日）。`
}

const Alert: FC<{ clock: ClockState }> = ({ clock: { alert, rule } }) => {
  if (alert === 'near') return <Tag colour="orange">{`${ROLE_NAMES[rule.warns]}へ：まもなく目標日`}</Tag>
  if (alert === 'overdue') return <Tag colour="red">{`${ROLE_NAMES[rule.warns]}へ：目標日を過ぎています`}</Tag>
  if (alert === 'escalated') return <Tag colour="red">{`${ROLE_NAMES[rule.escalatesTo]}へ：対応が要る遅れ`}</Tag>
  return null
}
