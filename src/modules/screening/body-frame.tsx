import type { Context } from 'hono'
import type { Child, FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { formText, NotFound, type Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Page, statusOf, Table } from '../../views/index.ts'
import type { BodyInCase } from './bodies-service.ts'

export type C = Context<AppEnv>

export const LABELS = { person: '関わらない人', reason: '理由', choice: '意見' }

export const labelOf = (programme: Programme, action: string | undefined) =>
  programme.transitions.find((move) => move.action === action)?.label ?? action ?? ''

export /** Opinions that were given, once they may be seen. */
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

/** What the pages of bodies have in common. */
export const bodyFrame = (deps: Deps) => ({
  org: (c: C) => c.var.organisation.id,
  idOf: (c: C) => c.req.param('id') ?? '',
  bodyOf: (c: C) => c.req.param('body') ?? '',
  actorOf: (c: C) => {
    if (!c.var.actor) throw new NotFound('bodies')
    return c.var.actor
  },
  formOf: async (c: C) => {
    const form = await c.req.formData()
    return (name: string) => formText(form, name)
  },
  page: (c: C, title: string, section: string, crumbs: { href: string; label: string }[], content: Child, refusals?: Refusal[]) =>
    c.html(
      <Page {...{ title, section, crumbs }} actor={c.var.actor} organisation={c.var.organisation} demonstration={deps.demonstration}>
        {content}
      </Page>,
      refusals && refusals.length > 0 ? statusOf(refusals) : 200,
    ),
})
