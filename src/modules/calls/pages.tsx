import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { toSignIn } from '../../auth/index.ts'
import { eraDate, formText, idFrom, japanDate, NotFound, type Refusal } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { Button, Check, ErrorSummary, Field, Notice, Page, statusOf } from '../../views/index.ts'
import { type Call, loadCall } from '../register/index.ts'
import { answerPage, publishedCount, WaitingList } from './answer-page.tsx'
import { ANSWER_STEPS, type AnswerStep, type Question } from './model.ts'
import { type C, pageOf } from './page-frame.ts'
import { mayAsk, mayDraft } from './permissions.ts'
import { LONGEST_QUESTION, questionsOf } from './rules.ts'
import { answerQuestion, anyoneAsks, askQuestion, ownQuestions, publishDrafts, withdrawQuestion } from './service.ts'
import { questionsIn } from './store.ts'

const TITLE = '質問と回答'
const LABELS = { asked: '質問' }

interface Shown {
  refusals?: Refusal[]
  asked?: string
  confidential?: boolean
  receipt?: string
  /** shown to somebody without an account, once asked */
  own?: Question[]
  notice?: Child
}

/** 提案募集への質問: asked, answered and published on the call. */
export const questionPages = (deps: Deps) => {
  const callOf = (c: C) => loadCall(deps, c.var.actor, c.var.organisation.id, c.req.param('call') ?? '')
  const isClosed = (c: C, call: Call) => !c.var.actor && !anyoneAsks(call)

  return new Hono<AppEnv>()
    .get('/calls/:call/questions', async (c) => {
      const call = await callOf(c)
      if (isClosed(c, call)) return toSignIn(c)
      return mayDraft(c.var.actor, call.organisationId) ? officePage(deps, c, call) : askPage(deps, c, call)
    })
    .post('/calls/:call/questions', async (c) => {
      const call = await callOf(c)
      if (isClosed(c, call)) return toSignIn(c)
      const form = await c.req.formData()
      const sent = { asked: formText(form, 'asked'), confidential: form.get('confidential') === 'yes', receipt: formText(form, 'receipt') }
      const outcome = await askQuestion(deps, c.var.actor, call, sent)
      if (!outcome.ok) return askPage(deps, c, call, { ...sent, refusals: outcome.refusals })
      if (c.var.actor) return c.redirect(`/${call.organisationId}/calls/${call.id}/questions?asked=1`, 303)
      return askPage(deps, c, call, {
        own: [outcome.value],
        notice: (
          <Notice kind="success" title="質問を受け付けました">
            <p>
              回答は募集のページで公表します。公表できない内容のときは、次の受付番号をこのページに入れると読めます。控えておいてください。
            </p>
            <p>
              <code>{sent.receipt}</code>
            </p>
          </Notice>
        ),
      })
    })
    .post('/calls/:call/questions/receipt', async (c) => {
      const call = await callOf(c)
      if (!anyoneAsks(call)) throw new NotFound('receipt')
      const own = await ownQuestions(deps, undefined, call, formText(await c.req.formData(), 'number').trim())
      return askPage(deps, c, call, own.length > 0 ? { own } : { own, refusals: [{ code: 'unknown-receipt', field: 'number' }] })
    })
    .post('/calls/:call/questions/publish', async (c) => {
      const call = await callOf(c)
      if (!c.var.actor) return toSignIn(c)
      const shown = (await c.req.formData()).getAll('shown').map((one) => String(one).split(':'))
      const count = await publishDrafts(deps, c.var.actor, call, new Map(shown.map(([id = '', revision]) => [id, Number(revision)])))
      if (count.refused > 0) return officePage(deps, c, call, [{ code: 'questions-not-published', facts: { count: count.refused } }])
      return c.redirect(`/${call.organisationId}/calls/${call.id}/questions?published=${count.done}`, 303)
    })
    .get('/calls/:call/questions/:question', async (c) => {
      const call = await callOf(c)
      return c.var.actor ? answerPage(deps, c, call, c.req.param('question')) : toSignIn(c)
    })
    .post('/calls/:call/questions/:question', async (c) => {
      const call = await callOf(c)
      const { actor } = c.var
      if (!actor) return toSignIn(c)
      const id = c.req.param('question')
      const path = `/${call.organisationId}/calls/${call.id}/questions`
      const form = await c.req.formData()
      const step = formText(form, 'step')
      if (step === 'withdraw') {
        const outcome = await withdrawQuestion(deps, actor, call, id)
        return outcome.ok ? c.redirect(path, 303) : askPage(deps, c, call, { refusals: outcome.refusals })
      }
      const typed = { wording: formText(form, 'wording'), answer: formText(form, 'answer'), withheldFor: formText(form, 'withheldFor') }
      const wanted: AnswerStep = ANSWER_STEPS.find((one) => one === step) ?? 'draft'
      const outcome = await answerQuestion(deps, actor, call, id, wanted, typed, Number(formText(form, 'revision')))
      if (!outcome.ok) return answerPage(deps, c, call, id, { refusals: outcome.refusals, typed })
      return c.redirect(path, 303)
    })
}

/** The form of a question, and what the same asker asked before. */
async function askPage(deps: Deps, c: C, call: Call, shown: Shown = {}) {
  const { actor, organisation } = c.var
  const anyone = anyoneAsks(call)
  if (!mayAsk(actor, organisation.id, anyone)) throw new NotFound('questions')
  const { refusals = [], asked, confidential } = shown
  const path = `/${organisation.id}/calls/${call.id}/questions`
  const isOpen = questionsOf(programme(call.programmeId, call.programmeVersion), call, japanDate(deps.clock())) === 'open'
  const own = shown.own ?? (await ownQuestions(deps, actor, call))
  return c.html(
    <Page {...pageOf(deps, c, call)} title={TITLE}>
      <div class="narrow">
        <h1>{`${call.title}への質問`}</h1>
        <ErrorSummary refusals={refusals} labels={{ ...LABELS, number: '受付番号' }} />
        {shown.notice ?? (c.req.query('asked') ? <Notice kind="success">質問を受け付けました。</Notice> : null)}
        <p>
          質問と回答は、だれが質問したかを出さずに<a href={`/${organisation.id}/calls/${call.id}#questions`}>募集のページ</a>
          で公表します。個人の情報や営業秘密が分かる部分は公表しません。
          {call.questions ? `質問は${eraDate(call.questions.until)}まで受け付け、${eraDate(call.questions.answersBy)}までに答えます。` : ''}
        </p>
        {isOpen ? (
          <form method="post" action={path}>
            <input type="hidden" name="receipt" value={shown.receipt || idFrom(deps.random(20))} />
            <Field
              name="asked"
              label={LABELS.asked}
              rows={6}
              required
              maxlength={LONGEST_QUESTION}
              value={asked}
              refusals={refusals}
              hint="氏名、会社名、連絡先は書かないでください。"
            />
            <Check name="confidential" checked={confidential}>
              営業秘密など、公表されると困る内容がある
            </Check>
            <div class="actions">
              <Button>質問を送る</Button>
            </div>
          </form>
        ) : (
          <Notice>今は質問を受け付けていません。</Notice>
        )}
        {anyone && !actor ? (
          <form method="post" action={`${path}/receipt`}>
            <h2>受付番号で回答を読む</h2>
            <Field name="number" label="受付番号" refusals={refusals} maxlength={64} />
            <Button kind="secondary">読む</Button>
          </form>
        ) : null}
        {own.length > 0 ? <h2>あなたの質問</h2> : null}
        <ul class="rows" hidden={own.length === 0}>
          {own.map((one) => (
            <li>
              <p class="pre">{one.asked}</p>
              <OwnAnswer question={one} />
              {actor && (one.status === 'asked' || one.status === 'drafted') ? (
                <form method="post" action={`${path}/${one.id}`}>
                  <Button kind="secondary" small name="step" value="withdraw">
                    この質問を取り下げる
                  </Button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      </div>
    </Page>,
    refusals.length > 0 ? statusOf(refusals) : 200,
  )
}

const OWN = {
  asked: '回答を待っています。',
  drafted: '回答を待っています。',
  withdrawn: '取り下げました。',
  published: '回答を公表しました。',
  private: '公表せずに、あなただけに回答しました。',
}

const OwnAnswer = ({ question: { status, answer } }: { question: Question }) => (
  <>
    <p class="small muted">{OWN[status]}</p>
    {status === 'published' || status === 'private' ? <p class="pre">{`回答：${answer}`}</p> : null}
  </>
)

/** All questions of a call for those who answer. */
async function officePage(deps: Deps, c: C, call: Call, refusals: Refusal[] = []) {
  const questions = await questionsIn(deps.db, call.organisationId, call.id)
  return c.html(
    <Page {...pageOf(deps, c, call)} title={TITLE}>
      <h1>{`${call.title}への質問`}</h1>
      <ErrorSummary refusals={refusals} />
      {publishedCount(c.req.query('published'))}
      <WaitingList call={call} questions={questions} actor={c.var.actor} />
    </Page>,
    refusals.length > 0 ? 422 : 200,
  )
}
