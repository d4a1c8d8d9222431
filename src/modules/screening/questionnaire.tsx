import { eq } from 'drizzle-orm'
import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, formText, NotFound, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import { type Db, inOrganisation } from '../../platform/database.ts'
import type { Programme } from '../../programmes/index.ts'
import { Button, CaseHead, Choices, ErrorSummary, LinkButton, Notice, Page, statusOf, Table } from '../../views/index.ts'
import { type CasePanel, type LoadedCase, loadCase, rolesInCase } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { decisionKind } from './decisions.ts'
import { securityAnswers } from './schema.ts'
import { type Answers, scoreOf } from './score.ts'

type C = Context<AppEnv>

export const answersOf = async (db: Db, organisationId: string, caseId: string): Promise<Answers | undefined> =>
  (
    await db
      .select()
      .from(securityAnswers)
      .where(inOrganisation(securityAnswers, organisationId, eq(securityAnswers.caseId, caseId)))
  )[0]?.answers

/**
 * The proposer answers until the review begins, and while something is to be corrected; who has not answered, until the decision.
 * Of a proposal on paper an official types the answers in.
 */
const mayAnswer = ({ programme, theCase }: LoadedCase, roles: readonly string[], isAnswered: boolean): boolean =>
  roles.includes(theCase.paper ? 'screening-officer' : 'proposer') &&
  programme.transitions.some(
    (move) =>
      move.from.includes(theCase.state) &&
      (['submit', 'resubmit', 'start-review'].includes(move.action) || (!isAnswered && decisionKind(move) !== undefined)),
  )

async function open(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const { questionnaire } = loaded.programme
  if (!actor || !questionnaire) throw new NotFound('questionnaire')
  const roles = rolesInCase(actor, loaded.theCase)
  const answers = await answersOf(deps.db, organisationId, caseId)
  return {
    ...{ actor, loaded, questionnaire, isProposer: roles.includes('proposer') },
    editable: mayAnswer(loaded, roles, answers !== undefined),
    answers: answers ?? {},
  }
}

/** Saves the answers: every question must have one. */
async function save(deps: Deps, opened: Awaited<ReturnType<typeof open>>, answers: Answers): Promise<Result<unknown>> {
  const { actor, loaded, questionnaire, editable } = opened
  const { organisationId, id: caseId } = loaded.theCase
  if (!editable) return refused({ code: 'role-not-permitted', facts: { action: 'answer' } })
  const missing = questionnaire.questions.filter(({ id }) => !questionnaire.choices.some((choice) => choice.id === answers[id]))
  if (missing.length > 0) return refused(...missing.map(({ id }) => ({ code: 'required', field: id })))
  const row = { caseId, organisationId, answers, by: actor.userId, at: deps.clock() }
  await writeWithAudit(
    deps,
    [{ organisationId, actorId: actor.userId, type: 'questionnaire-answered', subject: `proposal:${caseId}`, facts: {} }],
    () => [
      deps.db
        .insert(securityAnswers)
        .values(row)
        .onConflictDoUpdate({ target: securityAnswers.caseId, set: row, setWhere: eq(securityAnswers.organisationId, organisationId) }),
    ],
  )
  return ok(undefined)
}

const labelsOf = ({ questionnaire }: Programme) => Object.fromEntries((questionnaire?.questions ?? []).map(({ id, label }) => [id, label]))

/** 安全管理の質問票: the proposer answers, officials see what each answer counts. */
export const questionnairePages = (deps: Deps) => {
  const show = async (c: C, refusals: Refusal[] = [], typed?: Answers) => {
    const opened = await open(deps, c.var.actor, c.var.organisation.id, c.req.param('id') ?? '')
    const { loaded, questionnaire, isProposer, editable } = opened
    const { theCase, programme } = loaded
    const answers = typed ?? opened.answers
    const score = scoreOf(programme, opened.answers)!
    const entry = await findEntry(deps.db, theCase.organisationId, theCase.entryId)
    const path = `/${c.var.organisation.id}/proposals/${theCase.id}`
    const choiceOf = (id: string) => questionnaire.choices.find((choice) => choice.id === opened.answers[id])
    return c.html(
      <Page
        title={questionnaire.label}
        actor={c.var.actor}
        organisation={c.var.organisation}
        section={isProposer ? 'proposals' : 'desk'}
        demonstration={deps.demonstration}
        crumbs={[{ href: path, label: theCase.receiptNumber ?? '案件' }]}
      >
        <CaseHead title={questionnaire.label} loaded={loaded} fileName={entry?.name} />
        <ErrorSummary refusals={refusals} labels={labelsOf(programme)} />
        {c.req.query('saved') !== undefined && refusals.length === 0 ? <Notice kind="success" title="回答を保存しました" /> : null}
        <p>{questionnaire.help}</p>
        {editable ? (
          <form method="post" action={`${path}/questionnaire`} class="narrow">
            {questionnaire.questions.map(({ id, label }, i) => (
              <Choices
                name={id}
                legend={`${i + 1}. ${label}`}
                required
                value={answers[id]}
                options={questionnaire.choices.map(({ id, label }) => ({ value: id, label }))}
                refusals={refusals}
              />
            ))}
            <div class="actions">
              <Button>回答を保存する</Button>
              <a href={path}>案件に戻る</a>
            </div>
          </form>
        ) : (
          <>
            <Table
              caption={questionnaire.label}
              head={isProposer ? ['質問', '回答'] : ['質問', '回答', '点']}
              rows={questionnaire.questions.map(({ id, label }) => [
                label,
                choiceOf(id)?.label ?? '未回答',
                ...(isProposer ? [] : [String(choiceOf(id)?.points ?? '—')]),
              ])}
            />
            {isProposer ? null : (
              <p>
                {`合計 ${score.points}点（満点 ${score.most}点${questionnaire.pass === null ? '' : `、目安 ${questionnaire.pass}点以上`}）`}
              </p>
            )}
          </>
        )}
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }
  return new Hono<AppEnv>()
    .get('/proposals/:id/questionnaire', (c) => show(c))
    .post('/proposals/:id/questionnaire', async (c) => {
      const opened = await open(deps, c.var.actor, c.var.organisation.id, c.req.param('id') ?? '')
      const form = await c.req.formData()
      const answers = Object.fromEntries(opened.questionnaire.questions.map(({ id }) => [id, formText(form, id)]))
      const outcome = await save(deps, opened, answers)
      if (!outcome.ok) return show(c, outcome.refusals, answers)
      return c.redirect(`/${c.var.organisation.id}/proposals/${opened.loaded.theCase.id}/questionnaire?saved`, 303)
    })
}

/** On the page of a case: the way to the questionnaire, and whether it is answered. */
export const questionnairePanel: CasePanel = async ({ deps, loaded, roles, path }) => {
  const { questionnaire } = loaded.programme
  if (!questionnaire || roles.length === 0) return null
  const isAnswered = (await answersOf(deps.db, loaded.theCase.organisationId, loaded.theCase.id)) !== undefined
  const editable = mayAnswer(loaded, roles, isAnswered)
  return (
    <section>
      <h2>{questionnaire.label}</h2>
      {isAnswered ? <p>回答されています。</p> : <p>まだ回答がありません。{editable ? '回答がないと、基準に合うと決定できません。' : ''}</p>}
      <LinkButton kind={editable && !isAnswered ? 'primary' : 'secondary'} href={`${path}/questionnaire`}>
        {editable ? '質問票に答える' : '質問票を見る'}
      </LinkButton>
    </section>
  )
}
