import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { japanDateTime, type Refusal } from '../../core/index.ts'
import { rulingAction } from '../../programmes/index.ts'
import { Button, CaseHead, ErrorSummary, Facts, Field, Notice, Tag } from '../../views/index.ts'
import { howBodyDecides } from '../programmes/index.ts'
import type { LoadedCase } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { type BodyInCase, openBodies, openRound, recordRecusal, recordRuling } from './bodies-service.ts'
import { bodyFrame, type C, LABELS, labelOf, Opinions } from './body-frame.tsx'
import { RuledMove } from './inputs.tsx'

const STANDS = {
  asked: ['orange', '審査中'],
  ruled: ['green', '判断済み'],
  waits: ['grey', '前の審査会を待っています'],
  'not-needed': ['grey', '判断は要りません'],
} as const

const BY: Record<string, string> = { majority: '過半数で', unanimity: '全員一致で', chair: '可否同数のため、座長が' }

/** How many were for what, and by which rule it was decided. */
function howRuled({ events, programme }: LoadedCase, { body }: BodyInCase): string {
  const { by, counts } = events.findLast(({ action }) => action === rulingAction(body.id))?.data ?? {}
  const each = Object.entries((counts ?? {}) as Record<string, number>).map(([action, count]) => `${labelOf(programme, action)} ${count}`)
  return `${each.join('、')}。${BY[String(by)] ?? ''}決めました。`
}

/** 案件の審査会, for the office: opinions, rulings, and who has an interest. */
export const bodiesPages = (deps: Deps) => {
  const { org, idOf, bodyOf, actorOf, formOf, page } = bodyFrame(deps)

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
        <CaseHead title="審査会" loaded={loaded} fileName={entry?.name} />
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
                <p>{howRuled(loaded, seat)}</p>
                {programme.transitions.some(({ action, form }) => action === seat.ruling && form) ? (
                  <RuledMove programme={programme} ruling={seat.ruling} path={path} />
                ) : (
                  <p>
                    <a href={`${path}/screening/decision`}>決定へ進む</a>
                  </p>
                )}
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

  return new Hono<AppEnv>()
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
}
