import type { FC } from 'hono/jsx'
import { eraDate, type IsoDate, japanDate } from '../../core/index.ts'
import { Notice, StateTag, Table, Tag } from '../../views/index.ts'
import type { DeskRow } from './model.ts'
import { urgency } from './rules.ts'

const MARKS = { late: ['red', '期限を過ぎています'], soon: ['orange', 'まもなく期限'], open: null } as const

const Due: FC<{ dueOn: IsoDate | null; today: IsoDate }> = ({ dueOn, today }) => {
  if (dueOn === null) return <span class="muted">なし</span>
  const mark = MARKS[urgency(dueOn, today)]
  return (
    <>
      <span class="nowrap">{eraDate(dueOn)}</span>
      {mark ? (
        <>
          <br />
          <Tag colour={mark[0]}>{mark[1]}</Tag>
        </>
      ) : null}
    </>
  )
}

/** The work list of one official: first what is to do today, then what waits for others. */
export const Desk: FC<{ base: string; rows: DeskRow[]; today: IsoDate; filter: string }> = ({ base, rows, today, filter }) => {
  const states = [...new Map(rows.map(({ theCase, state }) => [theCase.state, state?.label ?? theCase.state]))]
  const shown = filter === '' ? rows : rows.filter(({ theCase }) => theCase.state === filter)
  const mine = shown.filter(({ moves }) => moves.length > 0)
  const others = shown.filter(({ moves }) => moves.length === 0)
  const link = ({ theCase, fileName }: DeskRow) => (
    <a href={`${base}/proposals/${theCase.id}`}>{`${theCase.receiptNumber ?? '（番号なし）'}　${fileName}`}</a>
  )
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
        <Table
          caption="あなたの操作を待っている案件"
          hideCaption
          head={['案件', '提案者', '状態', 'できること', '期限']}
          rows={mine.map((row) => [
            link(row),
            row.theCase.proposerName,
            <StateTag state={row.state} />,
            row.moves.map(({ label }) => label).join('、'),
            <Due dueOn={row.dueOn} today={today} />,
          ])}
        />
      )}
      <h2>ほかの案件（{others.length}件）</h2>
      {others.length === 0 ? (
        <p class="muted">ありません。</p>
      ) : (
        <Table
          caption="ほかの人の操作を待っているか、終わった案件"
          hideCaption
          head={['案件', '提案者', '状態', 'この状態になった日', '期限']}
          rows={others.map((row) => [
            link(row),
            row.theCase.proposerName,
            <StateTag state={row.state} />,
            <span class="nowrap">{eraDate(japanDate(row.since))}</span>,
            <Due dueOn={row.dueOn} today={today} />,
          ])}
        />
      )}
    </>
  )
}
