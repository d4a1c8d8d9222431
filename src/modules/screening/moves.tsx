import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { type Actor, formText, NotFound, type Refusal, type Result, refused } from '../../core/index.ts'
import { SAME } from '../../programmes/index.ts'
import { Button, CaseHead, Choices, ErrorSummary, LinkButton, Page, statusOf } from '../../views/index.ts'
import {
  type CasePanel,
  checkMove,
  EditPaper,
  loadCase,
  type Move,
  moveCase,
  moveWithPapers,
  paper,
  paperDeps,
  rolesInCase,
} from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { unfitNotice } from './decide.ts'
import { checkInputs, hasRuling, inputsOf, recordedInputs, type TypedInputs } from './decisions.ts'
import { Inputs } from './inputs.tsx'
import { factsAsked } from './service.ts'

type C = Context<AppEnv>

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
  const { programme } = loaded
  const asks = factsAsked(programme, action)
  const facts = Object.fromEntries(asks.map(({ id }) => [id, typed(id)]))
  const texts: TypedInputs = Object.fromEntries(inputsOf(programme, move).map(({ id }) => [id, typed(id)]))
  const refusals = checkInputs(programme, move, texts)
  if (refusals.length > 0) return refused(...refusals)
  const { given, data, shown } = recordedInputs(programme, move, texts)
  const made: Move = {
    action,
    given: [...given, ...(hasRuling(loaded) ? ['ruling'] : [])],
    reason: shown,
    data,
    ...(asks.length > 0 ? { caseFacts: facts, facts } : {}),
  }
  if (move.document === 'objection') {
    const rows = inputsOf(programme, move).flatMap(({ id, label }) => ((texts[id] ?? '').trim() ? [{ label, text: texts[id]! }] : []))
    return moveWithPapers(deps, actor, loaded, [objection(rows)], () => made)
  }
  if (move.document !== 'unfit-notice') return moveCase(deps, actor, loaded, made)
  const why = [{ no: 1, label: move.label, reason: shown ?? '' }]
  return moveWithPapers(deps, actor, loaded, [unfitNotice(programme, why)], () => made)
}

/** What the proposer says against a result, as a paper of theirs. */
const objection = (rows: { label: string; text: string }[]) =>
  paper('objection', ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName }) => ({
    ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName, rows },
  }))

/** Pages of the moves that only some programmes have: what is asked stands in the programme. */
export const movePages = (deps: Deps) => {
  const open = (c: C) => openMove(deps, c.var.actor, c.var.organisation.id, c.req.param('id') ?? '', c.req.param('action') ?? '')

  const show = async (c: C, refusals: Refusal[] = [], typed: (name: string) => string = () => '') => {
    const { loaded, move } = await open(c)
    const { theCase, programme } = loaded
    const path = `/${c.var.organisation.id}/proposals/${theCase.id}`
    const [entry, inputs, asks] = [
      await findEntry(deps.db, c.var.organisation.id, theCase.entryId),
      inputsOf(programme, move),
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
        <CaseHead title={move.label} loaded={loaded} fileName={entry?.name} />
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
          <Inputs inputs={inputs} typed={typed} refusals={refusals} />
          <div class="actions">
            <Button>{move.label}</Button>
            {move.document === 'unfit-notice' ? <EditPaper>通知書の文面を確かめて直す</EditPaper> : null}
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
      const typed = (name: string) => formText(form, name)
      const outcome = await makeMove(await paperDeps(deps, c), await open(c), typed)
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
