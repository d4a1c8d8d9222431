import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { eraDate, NotFound, type Refusal } from '../../core/index.ts'
import { Button, CaseHead, Choices, Due, ErrorSummary, Facts, Field, Notice, Tag } from '../../views/index.ts'
import { howBodyDecides } from '../programmes/index.ts'
import { itemRows } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { bodyFrame, type C, LABELS, labelOf, Opinions } from './body-frame.tsx'
import { TypedSoFar } from './inputs.tsx'
import { giveVote, openSeat, openSeats, recuseOneself, similarForSeat } from './seats.ts'
import { Similar } from './similar-part.tsx'

/** 委員の仕事: the cases of one's bodies, and one case with one's opinion. */
export const seatPages = (deps: Deps) => {
  const { org, idOf, bodyOf, actorOf, formOf, page } = bodyFrame(deps)

  const list = async (c: C) => {
    const { rows, meetings, today } = await openSeats(deps, c.var.actor, org(c))
    const waiting = rows.filter(({ seat, hasVoted }) => seat.stands === 'asked' && !hasVoted)
    const done = rows.filter((row) => !waiting.includes(row))
    const Cases: FC<{ rows: typeof waiting }> = (props) => (
      <ul class="rows">
        {props.rows.map((row) => (
          <li>
            <a
              class="row-title"
              href={`/${org(c)}/panels/${row.theCase.id}/${row.seat.body.id}`}
            >{`${row.theCase.receiptNumber}　${row.fileName}`}</a>{' '}
            {row.seat.stands === 'ruled' ? (
              <Tag>判断済み</Tag>
            ) : row.hasVoted ? (
              <Tag colour="green">意見を出しました</Tag>
            ) : (
              <Tag colour="orange">意見を待っています</Tag>
            )}
            <p class="small muted">
              {row.seat.body.label}
              {row.seat.stands === 'ruled' ? null : <Due dueOn={row.dueOn} today={today} />}
            </p>
          </li>
        ))}
      </ul>
    )
    return page(
      c,
      '審査会の案件',
      'panels',
      [],
      <>
        <h1>審査会の案件</h1>
        <h2>{`今日すること（${waiting.length + meetings.length}件）`}</h2>
        {waiting.length + meetings.length === 0 ? (
          <Notice>
            <p>今、あなたの意見を待っている案件はありません。</p>
          </Notice>
        ) : null}
        {meetings.length > 0 ? (
          <ul class="rows">
            {meetings.map(({ id, bodyId, heldOn, place }) => (
              <li>
                <a class="row-title" href={`/${org(c)}/bodies/${bodyId}/meetings/${id}`}>{`${eraDate(heldOn)}の会議`}</a>
                <p class="small muted">{place}</p>
              </li>
            ))}
          </ul>
        ) : null}
        <Cases rows={waiting} />
        {done.length > 0 ? (
          <>
            <h2>意見を出した案件と、判断の済んだ案件</h2>
            <Cases rows={done} />
          </>
        ) : null}
      </>,
    )
  }

  const seatPage = async (c: C, refusals: Refusal[] = [], typed?: Record<string, string>) => {
    const opened = await openSeat(deps, c.var.actor, org(c), idOf(c), bodyOf(c))
    const { loaded, seat, own } = opened
    const similar = await similarForSeat(deps, opened)
    const { theCase, programme } = loaded
    const { body } = seat
    const [names, entry] = await Promise.all([peopleNames(deps.db), findEntry(deps.db, org(c), theCase.entryId)])
    if (!entry) throw new NotFound('entry of the case')
    const path = `/${org(c)}/panels/${theCase.id}/${body.id}`
    const items = programme.proposalItems.filter(({ kind }) => !(body.hideProposer && kind === 'party'))
    return page(
      c,
      body.label,
      'panels',
      [{ href: `/${org(c)}/panels`, label: '審査会の案件' }],
      <>
        <CaseHead title={body.label} loaded={loaded} fileName={entry.name} hidesProposer={body.hideProposer} />
        <ErrorSummary refusals={refusals} labels={LABELS} />
        {c.req.query('saved') !== undefined && refusals.length === 0 ? <Notice kind="success" title="意見を受け付けました" /> : null}
        <p>
          {howBodyDecides(body)}。<a href={`/${org(c)}/bodies/${body.id}/meetings`}>{`${body.label}の会議`}</a>
        </p>
        {items.map((item) => (
          <details>
            <summary>{`${item.no}. ${item.label}`}</summary>
            <Facts rows={itemRows(programme, item, theCase.content, entry)} />
          </details>
        ))}
        <TypedSoFar loaded={loaded} />
        <h2>審査の基準</h2>
        <ol>
          {programme.criteria.map(({ id, label, question }) => (
            <li>
              {`${label}：${question}`}
              <Similar found={similar.get(id) ?? []} />
            </li>
          ))}
        </ol>
        <h2>意見</h2>
        <Opinions seat={seat} programme={programme} names={names} />
        {seat.ruling ? <Notice kind="success" title={`判断：${labelOf(programme, seat.ruling)}`} /> : null}
        {seat.stands === 'asked' ? (
          <>
            <form method="post" action={path} class="narrow">
              <h3>{own ? '自分の意見を変える' : '自分の意見を出す'}</h3>
              <Choices
                name="choice"
                legend={LABELS.choice}
                required
                value={typed?.choice ?? own?.choice}
                options={body.choices.map((choice) => ({ value: choice, label: labelOf(programme, choice) }))}
                refusals={refusals}
              />
              <Field name="reason" label={LABELS.reason} rows={4} required value={typed?.reason ?? own?.reason} refusals={refusals} />
              <div class="actions">
                <Button>意見を出す</Button>
              </div>
            </form>
            <details>
              <summary>利害があるため、この案件に関わらない</summary>
              <form method="post" action={`${path}/recuse`} class="narrow">
                <p>記録すると、この案件は見られなくなり、あなたの意見は数えません。取り消せません。</p>
                <Field name="why" label={LABELS.reason} rows={2} required />
                <Button kind="danger">関わらない</Button>
              </form>
            </details>
          </>
        ) : null}
      </>,
      refusals,
    )
  }

  return new Hono<AppEnv>()
    .get('/panels', (c) => list(c))
    .get('/panels/:id/:body', (c) => seatPage(c))
    .post('/panels/:id/:body', async (c) => {
      const text = await formOf(c)
      const typed = { choice: text('choice'), reason: text('reason') }
      const outcome = await giveVote(deps, actorOf(c), org(c), idOf(c), bodyOf(c), typed)
      return outcome.ok ? c.redirect(`/${org(c)}/panels/${idOf(c)}/${bodyOf(c)}?saved`, 303) : seatPage(c, outcome.refusals, typed)
    })
    .post('/panels/:id/:body/recuse', async (c) => {
      const text = await formOf(c)
      const outcome = await recuseOneself(deps, actorOf(c), org(c), idOf(c), bodyOf(c), text('why'))
      return outcome.ok ? c.redirect(`/${org(c)}/panels`, 303) : seatPage(c, outcome.refusals)
    })
}
