import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { type Actor, eraDate, japanDate, type Refusal } from '../../core/index.ts'
import { Button, ErrorSummary, Facts, Field, Notice, Page, statusOf, Tag } from '../../views/index.ts'
import type { Call } from '../register/index.ts'
import type { Question, TypedAnswer } from './model.ts'
import { type C, pageOf } from './page-frame.ts'
import { mayAnswer } from './permissions.ts'
import { isWaiting, LONGEST_ANSWER, LONGEST_QUESTION } from './rules.ts'
import { openQuestion } from './service.ts'

const LABELS = { wording: '公表する質問の文', answer: '回答', withheldFor: '公表しない理由' }

const STATUS = {
  asked: ['未回答', 'orange'],
  drafted: ['下書きあり', 'blue'],
  published: ['公表済み', 'green'],
  private: ['質問者だけに回答', 'grey'],
  withdrawn: ['取下げ', 'grey'],
} as const

const StatusTag: FC<{ of: Question }> = ({ of }) => <Tag colour={STATUS[of.status][1]}>{STATUS[of.status][0]}</Tag>

export const publishedCount = (count: string | undefined) =>
  count && /^\d{1,4}$/.test(count) ? <Notice kind="success">{`${count}件の質問と回答を公表しました。`}</Notice> : null

/** Questions with what is still to be answered first, and the drafts that can be published at once. */
export const WaitingList: FC<{ call: Call; questions: Question[]; actor: Actor | undefined }> = ({ call, questions, actor }) => {
  const path = `/${call.organisationId}/calls/${call.id}/questions`
  const drafts = questions.filter(({ status }) => status === 'drafted')
  const List: FC<{ of: Question[] }> = ({ of }) =>
    of.length === 0 ? (
      <p class="muted">ありません。</p>
    ) : (
      <ul class="rows">
        {of.map((one) => (
          <li>
            <div class="title-line">
              <a class="row-title" href={`${path}/${one.id}`}>
                {[...one.asked].slice(0, 60).join('')}
              </a>
              <StatusTag of={one} />
              {one.confidential ? <Tag colour="red">公表に注意</Tag> : null}
            </div>
            <p class="small muted">{`${eraDate(japanDate(one.askedAt))}の質問`}</p>
          </li>
        ))}
      </ul>
    )
  return (
    <>
      {call.questions ? <p>{`${eraDate(call.questions.answersBy)}までに、すべての質問に答えることになっています。`}</p> : null}
      <h2>{`未回答の質問（${questions.filter(isWaiting).length}件）`}</h2>
      <List of={questions.filter(isWaiting)} />
      {drafts.length > 0 && mayAnswer(actor, call.organisationId) ? (
        <form method="post" action={`${path}/publish`}>
          {drafts.map(({ id, revision }) => (
            <input type="hidden" name="shown" value={`${id}:${revision}`} />
          ))}
          <Button>{`下書きのある${drafts.length}件をまとめて公表する`}</Button>
        </form>
      ) : null}
      <h2>答えた質問</h2>
      <List of={questions.filter((one) => !isWaiting(one))} />
    </>
  )
}

/** One question for those who answer it. */
export async function answerPage(deps: Deps, c: C, call: Call, id: string, sent?: { refusals: Refusal[]; typed: TypedAnswer }) {
  const { actor, organisation } = c.var
  const { question, asker } = await openQuestion(deps, actor, call, id)
  const refusals = sent?.refusals ?? []
  const typed = sent?.typed ?? {
    ...{ wording: question.wording || question.asked, answer: question.answer, withheldFor: question.withheldFor ?? '' },
  }
  const isDesk = mayAnswer(actor, organisation.id)
  const isPublished = question.status === 'published'
  const path = `/${organisation.id}/calls/${call.id}/questions`
  return c.html(
    <Page {...pageOf(deps, c, call)} title="質問に答える">
      <div class="narrow">
        <div class="title-line">
          <h1>質問に答える</h1>
          <StatusTag of={question} />
        </div>
        <ErrorSummary refusals={refusals} labels={LABELS} />
        <Facts
          rows={[
            ['質問（送られたまま）', <span class="pre">{question.asked}</span>],
            ['質問した日', eraDate(japanDate(question.askedAt))],
            ['質問した人（公表しません）', asker.organisation || '登録していない人'],
          ]}
        />
        {question.confidential ? (
          <Notice kind="warning">
            質問した人は、公表されると困る内容があると言っています。文を直して公表するか、質問した人だけに答えてください。
          </Notice>
        ) : null}
        {question.status === 'withdrawn' ? null : (
          <form method="post" action={`${path}/${id}`} novalidate>
            <input type="hidden" name="revision" value={question.revision} />
            <Field
              name="wording"
              label={LABELS.wording}
              rows={5}
              value={typed.wording}
              maxlength={LONGEST_QUESTION}
              refusals={refusals}
              hint="だれが質問したか分かる言葉、個人の情報、営業秘密を除いてください。"
            />
            <Field name="answer" label={LABELS.answer} rows={8} value={typed.answer} maxlength={LONGEST_ANSWER} refusals={refusals} />
            <div class="actions">
              {isDesk ? (
                <Button name="step" value="publish">
                  {isPublished ? '訂正して公表し直す' : '質問と回答を公表する'}
                </Button>
              ) : null}
              {isWaiting(question) ? (
                <Button kind="secondary" name="step" value="draft">
                  下書きに保存する
                </Button>
              ) : null}
            </div>
            {isDesk && !isPublished ? (
              <>
                <h2>公表しないとき</h2>
                <Field
                  name="withheldFor"
                  label={LABELS.withheldFor}
                  value={typed.withheldFor}
                  refusals={refusals}
                  options={[
                    { value: '', label: '選んでください' },
                    { value: 'personal', label: '個人の情報を含む' },
                    { value: 'trade-secret', label: '営業秘密を含む' },
                    { value: 'other', label: 'その人だけに関わる' },
                  ]}
                />
                <Button kind="secondary" name="step" value="private">
                  質問した人だけに答える
                </Button>
              </>
            ) : null}
          </form>
        )}
        <p>
          <a href={path}>質問の一覧に戻る</a>
        </p>
      </div>
    </Page>,
    refusals.length > 0 ? statusOf(refusals) : 200,
  )
}
