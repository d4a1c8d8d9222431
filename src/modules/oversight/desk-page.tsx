import type { FC } from 'hono/jsx'
import { eraDate, type IsoDate, japanDate } from '../../core/index.ts'
import { Due, Notice, StateTag, Tag } from '../../views/index.ts'
import { OWNERS } from '../proposals/index.ts'
import type { DeskRow, Duty } from './model.ts'
import { byUrgency } from './rules.ts'

const CaseRow: FC<{ base: string; row: DeskRow; today: IsoDate }> = ({ base, row, today }) => {
  const { theCase, fileName, state, moves, dueOn, since, escalated } = row
  return (
    <li>
      <div class="title-line">
        <a class="row-title" href={`${base}/proposals/${theCase.id}`}>{`${theCase.receiptNumber ?? '（番号なし）'}　${fileName}`}</a>
        <StateTag state={state} />
      </div>
      {moves.length > 0 ? <p>{`できること：${moves.map(({ label }) => label).join('、')}`}</p> : null}
      {moves.length === 0 && state && !state.end ? <p>{`待っている相手：${OWNERS[state.owner]}`}</p> : null}
      <p class="small muted">
        {`${theCase.proposerName}　${eraDate(japanDate(since))}から`}
        <Due dueOn={dueOn} today={today} />
        {escalated ? <Tag colour="red">管理者の対応が要る遅れ</Tag> : null}
      </p>
    </li>
  )
}

const DutyRow: FC<{ duty: Duty; today: IsoDate }> = ({ duty: { title, href, todo, note, dueOn, nearFrom }, today }) => (
  <li>
    <a class="row-title" href={href}>
      {title}
    </a>
    <p>{`できること：${todo}`}</p>
    <p class="small muted">
      {note}
      <Due dueOn={dueOn} today={today} nearFrom={nearFrom} />
    </p>
  </li>
)

/** The work list of one official: first what is to do today, then what waits for others. */
export const Desk: FC<{ base: string; rows: DeskRow[]; duties: Duty[]; today: IsoDate; filter: string }> = ({
  base,
  rows,
  duties,
  today,
  filter,
}) => {
  const states = [...new Map(rows.map(({ theCase, state }) => [theCase.state, state?.label ?? theCase.state]))]
  const shown = filter === '' ? rows : rows.filter(({ theCase }) => theCase.state === filter)
  // The filter is one of cases.
  const isMine = ({ moves, answersForDelay }: DeskRow) => moves.length > 0 || answersForDelay
  const mine = [...shown.filter(isMine), ...(filter === '' ? duties : [])].sort(byUrgency)
  const others = shown.filter((row) => !isMine(row) && !row.state?.end)
  const over = shown.filter((row) => !isMine(row) && row.state?.end)
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
          <p>今、あなたの操作を待っている案件や仕事はありません。</p>
        </Notice>
      ) : (
        <ul class="rows">
          {mine.map((one) => ('todo' in one ? <DutyRow duty={one} today={today} /> : <CaseRow base={base} row={one} today={today} />))}
        </ul>
      )}
      <h2>ほかの案件（{others.length}件）</h2>
      {others.length === 0 ? (
        <p class="muted">ありません。</p>
      ) : (
        <ul class="rows">
          {others.map((row) => (
            <CaseRow base={base} row={row} today={today} />
          ))}
        </ul>
      )}
      {over.length > 0 ? (
        <details open={filter !== ''}>
          <summary>{`終わった案件（${over.length}件）`}</summary>
          <ul class="rows">
            {over.map((row) => (
              <CaseRow base={base} row={row} today={today} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}
