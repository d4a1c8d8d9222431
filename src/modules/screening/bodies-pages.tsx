import { type Context, Hono } from 'hono'
import type { Child, FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { japanDateTime, NotFound, type Refusal } from '../../core/index.ts'
import { type Programme, programme as programmeOf } from '../../programmes/index.ts'
import { Button, CaseHead, Check, Choices, ErrorSummary, Facts, Field, Notice, Page, statusOf, Table, Tag } from '../../views/index.ts'
import { howBodyDecides } from '../programmes/index.ts'
import { itemRows } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import {
  type BodyInCase,
  changeMember,
  giveVote,
  openBodies,
  openMembers,
  openRound,
  openSeat,
  openSeats,
  recordRecusal,
  recordRuling,
  recuseOneself,
} from './bodies-service.ts'
import { TypedSoFar } from './inputs.tsx'

type C = Context<AppEnv>

const STANDS = {
  asked: ['orange', '審査中'],
  ruled: ['green', '判断済み'],
  waits: ['grey', '前の審査会を待っています'],
  'not-needed': ['grey', '判断は要りません'],
} as const

const labelOf = (programme: Programme, action: string | undefined) =>
  programme.transitions.find((move) => move.action === action)?.label ?? action ?? ''

const LABELS = { person: '関わらない人', reason: '理由', choice: '意見' }

/** Opinions that were given, once they may be seen. */
const Opinions: FC<{ seat: BodyInCase; programme: Programme; names: ReadonlyMap<string, string> }> = ({ seat, programme, names }) =>
  !seat.isOpen ? (
    <p class="muted">意見は、全員が出すか、締め切るまで、だれにも見えません。</p>
  ) : seat.votes.length === 0 ? (
    <p class="muted">意見はまだありません。</p>
  ) : (
    <Table
      caption={`${seat.body.label}の意見`}
      head={['委員', '意見', '理由']}
      rows={seat.votes.map(({ userId, choice, reason }) => [
        names.get(userId) ?? '',
        labelOf(programme, choice),
        <span class="pre">{reason}</span>,
      ])}
    />
  )

/** 審査会: who sits, opinions, rulings, and who has an interest. */
export const bodiesPages = (deps: Deps) => {
  const org = (c: C) => c.var.organisation.id
  const idOf = (c: C) => c.req.param('id') ?? ''
  const bodyOf = (c: C) => c.req.param('body') ?? ''
  const actorOf = (c: C) => {
    if (!c.var.actor) throw new NotFound('bodies')
    return c.var.actor
  }
  const formOf = async (c: C) => {
    const form = await c.req.formData()
    return (name: string) => String(form.get(name) ?? '')
  }
  const page = (c: C, title: string, section: string, crumbs: { href: string; label: string }[], content: Child, refusals?: Refusal[]) =>
    c.html(
      <Page {...{ title, section, crumbs }} actor={c.var.actor} organisation={c.var.organisation} demonstration={deps.demonstration}>
        {content}
      </Page>,
      refusals && refusals.length > 0 ? statusOf(refusals) : 200,
    )

  const members = async (c: C, refusals: Refusal[] = []) => {
    const { programmeId, programmeVersion } = c.var.organisation as { programmeId: string; programmeVersion?: string }
    const programme = programmeOf(programmeId, programmeVersion)
    const [{ members: sitting, people, mayKeep }, names] = await Promise.all([
      openMembers(deps, c.var.actor, org(c), programme),
      peopleNames(deps.db),
    ])
    return page(
      c,
      '審査会の委員',
      'bodies',
      [],
      <>
        <h1>審査会の委員</h1>
        <ErrorSummary refusals={refusals} labels={Object.fromEntries(programme.bodies.map(({ id, label }) => [`person-${id}`, label]))} />
        {programme.bodies.length === 0 ? (
          <Notice>
            <p>{`「${programme.title}」には審査会がありません。審査担当が審査し、決定します。`}</p>
          </Notice>
        ) : null}
        {programme.bodies.map((body) => {
          const own = sitting.filter(({ bodyId }) => bodyId === body.id)
          const free = people.filter((id) => !own.some(({ userId }) => userId === id))
          return (
            <section aria-labelledby={`body-${body.id}`}>
              <h2 id={`body-${body.id}`}>{body.label}</h2>
              <p>
                {howBodyDecides(body)}。<a href={`/${org(c)}/bodies/${body.id}/meetings`}>{`${body.label}の会議`}</a>
              </p>
              {own.length < body.quorum ? (
                <Notice kind="warning">
                  <p>{`委員が ${own.length}人です。判断するには ${body.quorum}人以上が要ります。`}</p>
                </Notice>
              ) : null}
              {own.length > 0 ? (
                <ul class="rows">
                  {own.map(({ userId, isChair }) => (
                    <li>
                      <span class="row-title">{names.get(userId) ?? ''}</span> {isChair ? <Tag colour="blue">座長</Tag> : null}
                      {mayKeep ? (
                        <form method="post" action={`/${org(c)}/bodies/${body.id}`}>
                          <input type="hidden" name="leaves" value={userId} />
                          <Button kind="secondary" small>{`${names.get(userId) ?? ''}を委員から外す`}</Button>
                        </form>
                      ) : null}
                    </li>
                  ))}
                </ul>
              ) : null}
              {mayKeep ? (
                <form method="post" action={`/${org(c)}/bodies/${body.id}`} class="narrow">
                  <Field
                    name={`person-${body.id}`}
                    label="加える人"
                    required
                    hint="この団体に登録された人から選びます。外部の委員は、先に「職員」のページから「審査委員」として招いてください。"
                    options={[{ value: '', label: '選んでください' }, ...free.map((id) => ({ value: id, label: names.get(id) ?? id }))]}
                    refusals={refusals}
                  />
                  <Check name="chair" id={`chair-${body.id}`}>
                    座長とする
                  </Check>
                  <div class="actions">
                    <Button kind="secondary">{`${body.label}に加える`}</Button>
                  </div>
                </form>
              ) : null}
            </section>
          )
        })}
      </>,
      refusals,
    )
  }

  const office = async (c: C, refusals: Refusal[] = [], typed: Record<string, string> = {}) => {
    const { actor, loaded, bodies, recusals, people, mayKeep } = await openBodies(deps, c.var.actor, org(c), idOf(c))
    const { theCase, programme } = loaded
    const [names, entry] = await Promise.all([peopleNames(deps.db), findEntry(deps.db, org(c), theCase.entryId)])
    const path = `/${org(c)}/proposals/${theCase.id}`
    return page(
      c,
      '審査会',
      'desk',
      [
        { href: `/${org(c)}/desk`, label: '事務机' },
        { href: path, label: theCase.receiptNumber ?? '案件' },
      ],
      <>
        <CaseHead
          title="審査会"
          receiptNumber={theCase.receiptNumber}
          proposerName={theCase.proposerName}
          fileName={entry?.name ?? ''}
          state={programme.states[theCase.state]}
        />
        <ErrorSummary refusals={refusals} labels={LABELS} />
        {bodies.length === 0 ? (
          <Notice>
            <p>今の段階で判断する審査会はありません。</p>
          </Notice>
        ) : null}
        {bodies.map((seat) => (
          <section aria-labelledby={`body-${seat.body.id}`}>
            <h2 id={`body-${seat.body.id}`}>
              {seat.body.label} <Tag colour={STANDS[seat.stands][0]}>{STANDS[seat.stands][1]}</Tag>
            </h2>
            <p>
              {howBodyDecides(seat.body)}。<a href={`/${org(c)}/bodies/${seat.body.id}/meetings`}>{`${seat.body.label}の会議`}</a>
            </p>
            {seat.ruling ? (
              <Notice kind="success" title={`判断：${labelOf(programme, seat.ruling)}`}>
                <p>決定は審査票から行います。</p>
              </Notice>
            ) : null}
            <Facts
              rows={[
                [
                  '委員',
                  <ul>
                    {seat.members.map(({ userId, isChair, isRecused, hasVoted }) => (
                      <li>
                        {`${names.get(userId) ?? ''}${isChair ? '（座長）' : ''} `}
                        {isRecused ? (
                          <Tag>関わらない</Tag>
                        ) : hasVoted ? (
                          <Tag colour="green">意見あり</Tag>
                        ) : (
                          <Tag colour="orange">意見待ち</Tag>
                        )}
                      </li>
                    ))}
                  </ul>,
                ],
              ]}
            />
            <Opinions seat={seat} programme={programme} names={names} />
            {mayKeep && seat.stands === 'asked' && !(seat.isOpen && seat.body.meets) ? (
              <form method="post" action={`${path}/bodies/${seat.body.id}`} class="actions">
                {seat.isOpen ? (
                  <Button name="does" value="rule">
                    意見を数えて、判断を記録する
                  </Button>
                ) : (
                  <Button name="does" value="open" kind="secondary">
                    意見を締め切って開く
                  </Button>
                )}
              </form>
            ) : null}
          </section>
        ))}
        <h2>案件に関わらない人</h2>
        {recusals.length === 0 ? (
          <p class="muted">いません。</p>
        ) : (
          <Facts
            rows={recusals.map(({ userId, reason, by, at }) => [
              names.get(userId) ?? '',
              <span class="pre">{`${reason}\n${japanDateTime(at)}　${names.get(by) ?? ''}が記録`}</span>,
            ])}
          />
        )}
        <details open={refusals.some(({ field }) => field === 'person' || field === 'reason')}>
          <summary>利害があるため関わらない人を記録する</summary>
          <form method="post" action={`${path}/recusals`} class="narrow">
            <p>記録すると、その人はこの案件を見られなくなり、意見も数えません。取り消せません。</p>
            <Field
              name="person"
              label={LABELS.person}
              required
              value={typed.person ?? actor.userId}
              options={(mayKeep ? people : [actor.userId]).map((id) => ({
                value: id,
                label: `${names.get(id) ?? ''}${id === actor.userId ? '（自分）' : ''}`,
              }))}
              refusals={refusals}
            />
            <Field name="reason" label={LABELS.reason} rows={2} required value={typed.reason} refusals={refusals} />
            <Button kind="danger">関わらないことを記録する</Button>
          </form>
        </details>
      </>,
      refusals,
    )
  }

  const seats = async (c: C) => {
    const { rows } = await openSeats(deps, c.var.actor, org(c))
    return page(
      c,
      '審査会の案件',
      'panels',
      [],
      <>
        <h1>審査会の案件</h1>
        {rows.length === 0 ? (
          <Notice>
            <p>今、あなたの意見を待っている案件はありません。</p>
          </Notice>
        ) : (
          <ul class="rows">
            {rows.map(({ seat, theCase, fileName, hasVoted }) => (
              <li>
                <a class="row-title" href={`/${org(c)}/panels/${theCase.id}/${seat.body.id}`}>{`${theCase.receiptNumber}　${fileName}`}</a>{' '}
                {seat.stands === 'ruled' ? (
                  <Tag>判断済み</Tag>
                ) : hasVoted ? (
                  <Tag colour="green">意見を出しました</Tag>
                ) : (
                  <Tag colour="orange">意見を待っています</Tag>
                )}
                <p class="small muted">{seat.body.label}</p>
              </li>
            ))}
          </ul>
        )}
      </>,
    )
  }

  const seatPage = async (c: C, refusals: Refusal[] = [], typed?: Record<string, string>) => {
    const { loaded, seat, own } = await openSeat(deps, c.var.actor, org(c), idOf(c), bodyOf(c))
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
        <CaseHead
          title={body.label}
          receiptNumber={theCase.receiptNumber}
          proposerName={body.hideProposer ? '（伏せています）' : theCase.proposerName}
          fileName={entry.name}
          state={programme.states[theCase.state]}
        />
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
          {programme.criteria.map(({ label, question }) => (
            <li>{`${label}：${question}`}</li>
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
    .get('/bodies', (c) => members(c))
    .post('/bodies/:body', async (c) => {
      const text = await formOf(c)
      const { programmeId, programmeVersion } = c.var.organisation as { programmeId: string; programmeVersion?: string }
      const leaves = text('leaves')
      const outcome = await changeMember(deps, c.var.actor, org(c), programmeOf(programmeId, programmeVersion), bodyOf(c), {
        person: leaves || text(`person-${bodyOf(c)}`),
        isChair: text('chair') === 'yes',
        leaves: leaves !== '',
      })
      return outcome.ok ? c.redirect(`/${org(c)}/bodies`, 303) : members(c, outcome.refusals)
    })
    .get('/proposals/:id/bodies', (c) => office(c))
    .post('/proposals/:id/bodies/:body', async (c) => {
      const text = await formOf(c)
      const does = text('does') === 'rule' ? recordRuling : openRound
      const outcome = await does(deps, actorOf(c), org(c), idOf(c), bodyOf(c))
      return outcome.ok ? c.redirect(`/${org(c)}/proposals/${idOf(c)}/bodies`, 303) : office(c, outcome.refusals)
    })
    .post('/proposals/:id/recusals', async (c) => {
      const text = await formOf(c)
      const typed = { person: text('person'), reason: text('reason') }
      const actor = actorOf(c)
      const outcome = await recordRecusal(deps, actor, org(c), idOf(c), typed)
      if (!outcome.ok) return office(c, outcome.refusals, typed)
      return c.redirect(typed.person === actor.userId ? `/${org(c)}/desk` : `/${org(c)}/proposals/${idOf(c)}/bodies`, 303)
    })
    .get('/panels', (c) => seats(c))
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
