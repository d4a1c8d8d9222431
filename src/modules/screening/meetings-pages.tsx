import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { eraDate, formText, japanDate, type Refusal } from '../../core/index.ts'
import { programme as programmeOf } from '../../programmes/index.ts'
import { Button, Check, ErrorSummary, Facts, Field, Notice, Page, statusOf, Tag } from '../../views/index.ts'
import { callMeeting, openBody, openMeeting, openMeetings, ruleInMeeting, writeMinutes } from './meetings-service.ts'

type C = Context<AppEnv>

const LABELS = { heldOn: '会議の日', place: '場所', cases: '議題', present: '出席した委員' }

/** 審査会の会議: agenda, who was there, quorum, minutes, what was ruled. */
export const meetingPages = (deps: Deps) => {
  const body = (c: C) => {
    const { id, programmeId, programmeVersion } = c.var.organisation as { id: string; programmeId: string; programmeVersion?: string }
    return openBody(deps, c.var.actor, id, programmeOf(programmeId, programmeVersion), c.req.param('body') ?? '')
  }
  const meetingOf = async (c: C) => openMeeting(deps, await body(c), c.req.param('id') ?? '')
  const pathOf = (c: C) => `/${c.var.organisation.id}/bodies/${c.req.param('body')}/meetings`
  const page = (c: C, title: string, crumbs: { href: string; label: string }[], content: Child, refusals: Refusal[]) =>
    c.html(
      <Page
        {...{ title, crumbs }}
        section="panels"
        actor={c.var.actor}
        organisation={c.var.organisation}
        demonstration={deps.demonstration}
      >
        {content}
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )

  const list = async (c: C, refusals: Refusal[] = [], typed: { heldOn?: string; place?: string; cases?: string[] } = {}) => {
    const { body: its, keeps, held, waiting } = await openMeetings(deps, await body(c))
    return page(
      c,
      `${its.label}の会議`,
      [],
      <>
        <h1>{`${its.label}の会議`}</h1>
        <ErrorSummary refusals={refusals} labels={LABELS} />
        {its.closed ? <p>非公開の会議です。委員と、議事を記録する審査担当だけが読めます。</p> : null}
        {held.length === 0 ? (
          <p class="muted">会議はまだありません。</p>
        ) : (
          <ul class="rows">
            {held.map(({ id, heldOn, place, present }) => (
              <li>
                <a class="row-title" href={`${pathOf(c)}/${id}`}>
                  {eraDate(heldOn)}
                </a>{' '}
                {present ? <Tag colour="green">議事あり</Tag> : <Tag colour="orange">これから</Tag>}
                <p class="small muted">{place}</p>
              </li>
            ))}
          </ul>
        )}
        {keeps && waiting.length === 0 ? (
          <Notice>
            <p>今、この審査会の判断を待つ案件はありません。</p>
          </Notice>
        ) : null}
        {keeps && waiting.length > 0 ? (
          <form method="post" action={pathOf(c)} class="narrow">
            <h2>会議を招集する</h2>
            <Field name="heldOn" label={LABELS.heldOn} type="date" short required value={typed.heldOn} refusals={refusals} />
            <Field name="place" label={LABELS.place} required value={typed.place} refusals={refusals} />
            <fieldset class="field" id="cases">
              <legend>{LABELS.cases}</legend>
              {waiting.map(({ id, label }) => (
                <Check name="cases" id={`case-${id}`} value={id} checked={typed.cases?.includes(id) ?? true}>
                  {label}
                </Check>
              ))}
            </fieldset>
            <Button>会議を招集する</Button>
          </form>
        ) : null}
      </>,
      refusals,
    )
  }

  const show = async (c: C, refusals: Refusal[] = [], typed?: { present: string[]; minutes: (caseId: string) => string }) => {
    const { body: its, programme, keeps, meeting, members, names, items, isOver } = await meetingOf(c)
    const path = `${pathOf(c)}/${meeting.id}`
    const isHeld = japanDate(deps.clock()) >= meeting.heldOn
    const labelOf = (action: string) => programme.transitions.find((move) => move.action === action)?.label ?? action
    const there = (userId: string) => (typed?.present ?? meeting.present ?? []).includes(userId)
    return page(
      c,
      `${its.label} ${eraDate(meeting.heldOn)}`,
      [{ href: pathOf(c), label: `${its.label}の会議` }],
      <>
        <h1>{`${its.label}　${eraDate(meeting.heldOn)}の会議`}</h1>
        <ErrorSummary
          refusals={refusals}
          labels={{ ...LABELS, ...Object.fromEntries(items.map((one) => [`minutes-${one.caseId}`, one.label])) }}
        />
        <Facts
          rows={[
            [LABELS.place, meeting.place],
            [
              LABELS.present,
              meeting.present
                ? `${meeting.present.map((id) => names.get(id) ?? '').join('、')}（委員 ${members.length}人のうち ${meeting.present.length}人。定足数 ${its.quorum}人）`
                : 'まだ記録されていません',
            ],
          ]}
        />
        <h2>議題</h2>
        {items.map(({ caseId, no, label, hidden, minutes, able, hasQuorum, ruling, isAsked }) => (
          <section aria-labelledby={`item-${no}`}>
            <h3 id={`item-${no}`}>{`${no}　${label}`}</h3>
            {hidden ? null : (
              <>
                {meeting.present ? (
                  <p>
                    <Tag colour={hasQuorum ? 'green' : 'red'}>{hasQuorum ? '定足数を満たす' : '定足数に足りない'}</Tag>
                    {` 利害のない出席者 ${able}人`}
                  </p>
                ) : null}
                {minutes ? <p class="pre">{minutes}</p> : null}
                {ruling ? (
                  <Notice kind="success" title={`判断：${labelOf(ruling)}`} />
                ) : keeps && isAsked && meeting.present ? (
                  <form method="post" action={`${path}/rule/${caseId}`} class="actions">
                    <Button kind="secondary">{`議題${no}の意見を数えて、判断を記録する`}</Button>
                    <a href={`/${c.var.organisation.id}/proposals/${caseId}/bodies`}>意見を見る・締め切る</a>
                  </form>
                ) : meeting.present ? (
                  <p class="muted">この会議での判断はありません。</p>
                ) : null}
              </>
            )}
          </section>
        ))}
        {keeps && isHeld ? (
          <form method="post" action={`${path}/minutes`} class="narrow">
            <h2>出席と議事を記録する</h2>
            {isOver ? (
              <p>判断を記録した後は、出席を変えられません。</p>
            ) : (
              <fieldset class="field" id="present">
                <legend>{LABELS.present}</legend>
                {members.map(({ userId, isChair }) => (
                  <Check name="present" id={`present-${userId}`} value={userId} checked={there(userId)}>
                    {`${names.get(userId) ?? ''}${isChair ? '（座長）' : ''}`}
                  </Check>
                ))}
              </fieldset>
            )}
            {items
              .filter(({ hidden }) => !hidden)
              .map(({ caseId, no, minutes }) => (
                <Field
                  name={`minutes-${caseId}`}
                  label={`議題${no}の議事`}
                  rows={4}
                  value={typed?.minutes(caseId) ?? minutes}
                  refusals={refusals}
                />
              ))}
            <Button>出席と議事を保存する</Button>
          </form>
        ) : null}
      </>,
      refusals,
    )
  }

  return new Hono<AppEnv>()
    .get('/bodies/:body/meetings', (c) => list(c))
    .post('/bodies/:body/meetings', async (c) => {
      const form = await c.req.formData()
      const typed = {
        ...{ heldOn: formText(form, 'heldOn'), place: formText(form, 'place') },
        cases: form.getAll('cases').map(String),
      }
      const outcome = await callMeeting(deps, await body(c), typed)
      return outcome.ok ? c.redirect(`${pathOf(c)}/${outcome.value.id}`, 303) : list(c, outcome.refusals, typed)
    })
    .get('/bodies/:body/meetings/:id', (c) => show(c))
    .post('/bodies/:body/meetings/:id/minutes', async (c) => {
      const form = await c.req.formData()
      const typed = {
        present: form.getAll('present').map(String),
        minutes: (caseId: string) => formText(form, `minutes-${caseId}`),
      }
      const outcome = await writeMinutes(deps, await meetingOf(c), typed)
      return outcome.ok ? c.redirect(`${pathOf(c)}/${c.req.param('id')}`, 303) : show(c, outcome.refusals, typed)
    })
    .post('/bodies/:body/meetings/:id/rule/:case', async (c) => {
      const outcome = await ruleInMeeting(deps, await meetingOf(c), c.req.param('case'))
      return outcome.ok ? c.redirect(`${pathOf(c)}/${c.req.param('id')}`, 303) : show(c, outcome.refusals)
    })
}
