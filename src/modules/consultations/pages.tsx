import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { toSignIn } from '../../auth/index.ts'
import { eraDate, formText, japanDate, NotFound } from '../../core/index.ts'
import { LinkButton, Notice, Page, Table } from '../../views/index.ts'
import { proposerOrganisations } from '../proposals/index.ts'
import { entriesOf } from '../register/index.ts'
import { type C, frame, TITLE } from './page-frame.ts'
import { mayRecord } from './permissions.ts'
import { chosenEntry, readRequest, requestPage } from './request-page.tsx'
import { OUTCOMES } from './rules.ts'
import { arrange, listConsultations, proposeFrom, recordMeeting, requestConsultation, withdrawConsultation } from './service.ts'
import { StatusTag, showConsultation } from './show-page.tsx'

/** 事前相談: asked for, arranged, recorded, and led over into a proposal. */
export const consultationPages = (deps: Deps) => {
  return new Hono<AppEnv>()
    .get('/consultations', async (c) => (c.var.actor ? listPage(deps, c) : toSignIn(c)))
    .get('/consultations/new', async (c) => (c.var.actor ? requestPage(deps, c, c.req.query('entry') ?? '') : toSignIn(c)))
    .post('/consultations', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const form = await c.req.formData()
      const entry = await chosenEntry(deps, organisation.id, formText(form, 'entry'))
      // What was said of the items of one file says nothing of another's.
      const typed = readRequest(form, (form.get('shown') ?? entry?.slug) === entry?.slug ? entry : undefined)
      const id = formText(form, 'id')
      if (formText(form, 'intent') === 'choose') return requestPage(deps, c, entry?.slug ?? '', { typed, id, refusals: [] })
      const outcome = await requestConsultation(deps, actor, organisation, id, entry?.id ?? null, typed)
      if (!outcome.ok) return requestPage(deps, c, entry?.slug ?? '', { typed, id, refusals: outcome.refusals })
      return c.redirect(`/${organisation.id}/consultations/${outcome.value}`, 303)
    })
    .get('/consultations/:consultation', async (c) => (c.var.actor ? showConsultation(deps, c, c.req.param('consultation')) : toSignIn(c)))
    .post('/consultations/:consultation', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const id = c.req.param('consultation')
      const form = await c.req.formData()
      const revision = Number(formText(form, 'revision'))
      const step = formText(form, 'step')
      const typed = {
        ...{ meetOn: formText(form, 'meetOn'), meetHow: formText(form, 'meetHow'), entry: formText(form, 'entry') },
        ...{ heldOn: formText(form, 'heldOn'), minutes: formText(form, 'minutes').normalize('NFKC').trim(), said: formText(form, 'said') },
        ...{ outcome: formText(form, 'outcome'), advice: formText(form, 'advice'), internal: formText(form, 'internal') },
        participants: form.getAll('participants').map(String),
      }
      const entry = step === 'record' ? await chosenEntry(deps, organisation.id, typed.entry) : undefined
      const outcome =
        step === 'withdraw'
          ? await withdrawConsultation(deps, actor, organisation.id, id)
          : step === 'record'
            ? await recordMeeting(deps, actor, organisation.id, id, revision, typed, entry?.id ?? null)
            : await arrange(deps, actor, organisation.id, id, revision, typed)
      if (outcome.ok) return c.redirect(`/${organisation.id}/consultations/${id}`, 303)
      const { meetOn, meetHow, ...record } = typed
      const kept = step === 'record' ? record : { meetOn, meetHow }
      return showConsultation(deps, c, id, { refusals: outcome.refusals, typed: kept })
    })
    .post('/consultations/:consultation/propose', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const id = c.req.param('consultation')
      const outcome = await proposeFrom(deps, actor, organisation.id, id, formText(await c.req.formData(), 'call'))
      if (!outcome.ok) return showConsultation(deps, c, id, { refusals: outcome.refusals })
      return c.redirect(`/${organisation.id}/proposals/${outcome.value}/edit`, 303)
    })
}

const FILTERS = { open: '返事や記録を待つもの', over: '終わったもの' } as const

async function listPage(deps: Deps, c: C) {
  const { organisation } = c.var
  const actor = c.var.actor!
  const isStaff = mayRecord(actor, organisation.id)
  if (!isStaff && proposerOrganisations(actor).length === 0) throw new NotFound('consultations')
  const all = await listConsultations(deps, actor, organisation.id)
  const path = `/${organisation.id}/consultations`
  const entries = await entriesOf(deps.db, organisation.id, [...new Set(all.flatMap(({ entryId }) => entryId ?? []))])
  const nameOf = (id: string | null) => entries.find((entry) => entry.id === id)?.name ?? '（ファイルは未定）'
  const isOver = (status: string) => status === 'held' || status === 'withdrawn'
  const outcomes = all.flatMap(({ meetings, status }) => (status === 'held' ? (meetings.at(-1)?.outcome ?? []) : []))
  return c.html(
    <Page {...frame(deps, c, isStaff)} title={TITLE}>
      <h1>{TITLE}</h1>
      <p>{isStaff ? '提案の前に受けた相談と、その結果です。' : '提案を書く前に、欲しいデータが得られそうかを団体に相談できます。'}</p>
      <p>
        <LinkButton href={`${path}/new`}>{isStaff ? '受けた相談を記録する' : `${TITLE}を申し込む`}</LinkButton>
      </p>
      {all.length === 0 ? <Notice>まだ相談はありません。</Notice> : null}
      {(['open', 'over'] as const).map((part) => {
        const rows = all.filter(({ status }) => isOver(status) === (part === 'over'))
        return rows.length === 0 ? null : (
          <>
            <h2>{`${FILTERS[part]}（${rows.length}件）`}</h2>
            <ul class="rows">
              {rows.map((one) => (
                <li>
                  <div class="title-line">
                    <a class="row-title" href={`${path}/${one.id}`}>{`${one.number}　${nameOf(one.entryId)}`}</a>
                    <StatusTag of={one} />
                  </div>
                  <p class="small muted">
                    {`${one.company}　${eraDate(japanDate(one.requestedAt))}に申込み`}
                    {one.meetings.length > 0 ? `　結果：${OUTCOMES[one.meetings.at(-1)!.outcome]}` : ''}
                  </p>
                </li>
              ))}
            </ul>
          </>
        )
      })}
      {isStaff && outcomes.length > 0 ? (
        <Table
          caption="結果ごとの件数（求められたのに応えられなかったものが分かります）"
          head={['結果', '件数']}
          numeric={[1]}
          rows={Object.entries(OUTCOMES)
            .filter(([code]) => outcomes.includes(code))
            .map(([code, label]) => [label, String(outcomes.filter((one) => one === code).length)])}
        />
      ) : null}
    </Page>,
  )
}
