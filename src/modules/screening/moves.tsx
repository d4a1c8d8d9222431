import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { type Actor, NotFound, type Refusal, type Result, refused } from '../../core/index.ts'
import { rulingsOf, SAME, type Transition } from '../../programmes/index.ts'
import { Button, CaseHead, Choices, ErrorSummary, Field, LinkButton, Page, statusOf } from '../../views/index.ts'
import { type CasePanel, checkMove, type LoadedCase, loadCase, moveCase, pastMoves, rolesInCase } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { LONGEST_TEXT } from './rules.ts'
import { factsAsked } from './service.ts'

type C = Context<AppEnv>

/** What the programme has typed in for a move. */
const inputsOf = ({ programme }: LoadedCase, { needs }: Transition) =>
  needs.filter((need) => need !== 'ruling').map((id) => ({ id, ...programme.inputs[id]! }))

/** The move of the common form that the actor may make now. @throws {NotFound} if there is none of that name in the programme */
async function openMove(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string, action: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const move = loaded.programme.transitions.find((candidate) => candidate.action === action && candidate.form)
  if (!actor || !move?.roles.some((role) => rolesInCase(actor, loaded.theCase).includes(role))) throw new NotFound('move')
  return { actor, loaded, move }
}

/** Makes a move of which the programme alone says what it needs. */
async function makeMove(
  deps: Deps,
  { actor, loaded, move }: Awaited<ReturnType<typeof openMove>>,
  typed: (name: string) => string,
): Promise<Result<unknown>> {
  const { action } = move
  const step = checkMove(actor, loaded, { action })
  if (!step.ok) return step
  const inputs = inputsOf(loaded, move).map((input) => ({ ...input, text: typed(input.id).trim() }))
  const long = inputs.filter(({ text }) => text.length > LONGEST_TEXT)
  if (long.length > 0) return refused(...long.map(({ id }) => ({ code: 'too-long', field: id, facts: { max: LONGEST_TEXT } })))
  const asks = factsAsked(loaded.programme, action)
  const facts = Object.fromEntries(asks.map(({ id }) => [id, typed(id)]))
  const hasRuling = rulingsOf(loaded.programme, pastMoves(loaded.events)).size > 0
  const shown = inputs.filter(({ shown, text }) => shown && text !== '')
  return moveCase(deps, actor, loaded, {
    action,
    given: [...inputs.filter(({ text }) => text !== '').map(({ id }) => id), ...(hasRuling ? ['ruling'] : [])],
    reason: shown.map(({ text }) => text).join('\n') || undefined,
    data: Object.fromEntries(inputs.map(({ id, text }) => [id, text])),
    ...(asks.length > 0 ? { caseFacts: facts, facts } : {}),
  })
}

/** Pages of the moves that only some programmes have: what is asked stands in the programme. */
export const movePages = (deps: Deps) => {
  const open = (c: C) => openMove(deps, c.var.actor, c.var.organisation.id, c.req.param('id') ?? '', c.req.param('action') ?? '')

  const show = async (c: C, refusals: Refusal[] = [], typed: (name: string) => string = () => '') => {
    const { loaded, move } = await open(c)
    const { theCase, programme } = loaded
    const path = `/${c.var.organisation.id}/proposals/${theCase.id}`
    const [entry, inputs, asks] = [
      await findEntry(deps.db, c.var.organisation.id, theCase.entryId),
      inputsOf(loaded, move),
      factsAsked(programme, move.action),
    ]
    const step = checkMove(c.var.actor!, loaded, move)
    const shown =
      refusals.length > 0 || step.ok ? refusals : step.refusals.filter(({ code }) => code !== 'missing-need' && code !== 'required')
    return c.html(
      <Page
        title={move.label}
        actor={c.var.actor}
        organisation={c.var.organisation}
        section={move.roles.includes('proposer') ? 'proposals' : 'desk'}
        demonstration={deps.demonstration}
        crumbs={[{ href: path, label: theCase.receiptNumber ?? '案件' }]}
      >
        <CaseHead
          title={move.label}
          receiptNumber={theCase.receiptNumber}
          proposerName={theCase.proposerName}
          fileName={entry?.name ?? ''}
          state={programme.states[theCase.state]}
        />
        <ErrorSummary refusals={shown} labels={Object.fromEntries([...inputs, ...asks].map(({ id, label }) => [id, label]))} />
        <form method="post" action={`${path}/moves/${move.action}`} class="narrow">
          <p>
            {move.to === SAME ? '' : `「${programme.states[move.to]?.label}」になります。${programme.states[move.to]?.explain}`}
            {move.source ? <span class="muted small">{`（${move.source}）`}</span> : null}
          </p>
          {asks.map(({ id, label, choices }) => (
            <Choices
              name={id}
              legend={label}
              required
              value={typed(id)}
              options={Object.entries(choices).map(([value, label]) => ({ value, label }))}
              refusals={refusals}
            />
          ))}
          {inputs.map(({ id, label, help }) => (
            <Field name={id} label={label} hint={help} rows={5} required value={typed(id)} refusals={refusals} />
          ))}
          <div class="actions">
            <Button>{move.label}</Button>
            <a href={path}>案件に戻る</a>
          </div>
        </form>
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }

  return new Hono<AppEnv>()
    .get('/proposals/:id/moves/:action', (c) => show(c))
    .post('/proposals/:id/moves/:action', async (c) => {
      const form = await c.req.formData()
      const typed = (name: string) => String(form.get(name) ?? '')
      const outcome = await makeMove(deps, await open(c), typed)
      return outcome.ok ? c.redirect(`/${c.var.organisation.id}/proposals/${c.req.param('id')}`, 303) : show(c, outcome.refusals, typed)
    })
}

/** On the page of a case: the moves of the common form that the actor may make now. */
export const movesPanel: CasePanel = ({ moves, path }) => {
  const own = moves.filter(({ form }) => form)
  return own.length === 0 ? null : (
    <div class="actions">
      {own.map(({ action, label }) => (
        <LinkButton kind="secondary" href={`${path}/moves/${action}`}>
          {label}
        </LinkButton>
      ))}
    </div>
  )
}
