import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { type Actor, eraDate, type IsoDate, japanDate } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { LinkButton } from '../../views/index.ts'
import type { Call } from '../register/index.ts'
import type { Question } from './model.ts'
import { mayAsk, mayDraft } from './permissions.ts'
import { isWaiting, questionsOf } from './rules.ts'
import { anyoneAsks } from './service.ts'
import { questionsIn } from './store.ts'

const byPublication = (a: Question, b: Question) => a.publishedAt! - b.publishedAt! || a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1)

/** Published questions with their answers, numbered in the order of publication; nobody's name. */
export const Published: FC<{ questions: Question[] }> = ({ questions }) => {
  const published = questions.filter(({ status }) => status === 'published').sort(byPublication)
  return published.length === 0 ? (
    <p>公表した質問と回答は、まだありません。</p>
  ) : (
    <ol class="rows questions">
      {published.map(({ wording, answer, publishedAt, correctedAt }, i) => (
        <li>
          <h3>{`問${i + 1}`}</h3>
          <p class="pre">{wording}</p>
          <h4>回答</h4>
          <p class="pre">{answer}</p>
          <p class="small muted">
            {`${eraDate(japanDate(publishedAt!))}に公表${correctedAt === null ? '' : `、${eraDate(japanDate(correctedAt))}に訂正`}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

const PERIODS = {
  none: 'この募集では、質問をここでは受け付けません。窓口に問い合わせてください。',
  before: '質問の受付は、まだ始まっていません。',
  over: '質問の受付は終わりました。',
}

/** 質問と回答 on the page of a call. */
export async function questionsPart(deps: Deps, actor: Actor | undefined, call: Call, today: IsoDate) {
  const questions = await questionsIn(deps.db, call.organisationId, call.id)
  const state = questionsOf(programme(call.programmeId, call.programmeVersion), call, today)
  const waiting = questions.filter(isWaiting).length
  const path = `/${call.organisationId}/calls/${call.id}/questions`
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">質問と回答</h2>
      <Published questions={questions} />
      {state === 'open' ? (
        <p>{`${eraDate(call.questions!.until)}まで、この募集への質問を受け付けています。`}</p>
      ) : (
        <p class="muted">{PERIODS[state]}</p>
      )}
      {mayDraft(actor, call.organisationId) ? (
        <p>
          <LinkButton href={path} kind="secondary">{`質問に答える（未回答 ${waiting}件）`}</LinkButton>
        </p>
      ) : state === 'open' && (!actor || mayAsk(actor, call.organisationId, anyoneAsks(call))) ? (
        <p>
          <LinkButton href={path} kind="secondary">
            質問する
          </LinkButton>
        </p>
      ) : null}
    </section>
  )
}
