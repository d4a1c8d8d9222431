import type { FC } from 'hono/jsx'
import { eraDate, type IsoDate, japanDate } from '../../core/index.ts'
import { Notice, StateTag, Tag } from '../../views/index.ts'
import type { DeskRow } from './model.ts'
import { urgency } from './rules.ts'

const MARKS = { late: ['red', '期限を過ぎています'], soon: ['orange', 'まもなく期限'], open: null } as const

const Due: FC<{ dueOn: IsoDate | null; today: IsoDate }> = ({ dueOn, today }) => {
  if (dueOn === null) return null
  const mark = MARKS[urgency(dueOn, today)]
  return (
    <>
      {`　期限：${eraDate(dueOn)} `}
      {mark ? <Tag colour={mark[0]}>{mark[1]}</Tag> : null}
    </>
  )
}

const Rows: FC<{ base: string; rows: DeskRow[]; today: IsoDate }> = ({ base, rows, today }) => (
  <ul class="rows">
    {rows.map(({ theCase, fileName, state, moves, dueOn, since, escalated }) => (
      <li>
        <div class="title-line">
          <a class="row-title" href={`${base}/proposals/${theCase.id}`}>{`${theCase.receiptNumber ?? '（番号なし）'}　${fileName}`}</a>
          <StateTag state={state} />
        </div>
        {moves.length > 0 ? <p>{`できること：${moves.map(({ label }) => label).join('、')}`}</p> : null}
        <p class="small muted">
          {`${theCase.proposerName}　${eraDate(japanDate(since))}から`}
          <Due dueOn={dueOn} today={today} />
          {escalated ? <Tag colour="red">管理者の対応が要る遅れ</Tag> : null}
        </p>
      </li>
    ))}
  </ul>
)

/** The work list of one official: first what is to do today, then what waits for others. */
export const Desk: FC<{ base: string; rows: DeskRow[]; today: IsoDate; filter: string }> = ({ base, rows, today, filter }) => {
  const states = [...new Map(rows.map(({ theCase, state }) => [theCase.state, state?.label ?? theCase.state]))]
  const shown = filter === '' ? rows : rows.filter(({ theCase }) => theCase.state === filter)
  const mine = shown.filter(({ moves }) => moves.length > 0)
  const others = shown.filter(({ moves }) => moves.length === 0)
  return (
    <>
      <h1>事務机</h1>
      {rows.length > 0 ? (
        <form method="get" action={`${base}/desk`} class="inline-form">
          <div class="field">
            <label for="state">状態で絞り込む</label>
            <select id="state" name="state">
              <option value="">すべて（{rows.length}件）</option>
              {states.map(([value, label]) => (
                <option value={value} selected={value === filter}>
                  {`${label}（${rows.filter(({ theCase }) => theCase.state === value).length}件）`}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="button secondary">
            絞り込む
          </button>
        </form>
      ) : null}
      <h2>あなたがすること（{mine.length}件）</h2>
      {mine.length === 0 ? (
        <Notice>
          <p>今、あなたの操作を待っている案件はありません。</p>
        </Notice>
      ) : (
        <Rows base={base} rows={mine} today={today} />
      )}
      <h2>ほかの案件（{others.length}件）</h2>
      {others.length === 0 ? <p class="muted">ありません。</p> : <Rows base={base} rows={others} today={today} />}
    </>
  )
}
