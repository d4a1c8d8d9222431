import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Field } from '../../views/index.ts'
import type { Typed } from './body-rules.ts'
import { ASK_LABELS } from './page-words.ts'
import { typedQuestionnaire } from './questionnaire-rules.ts'

/** What the proposer is asked about security, each field with what the copied programme has. */
export const QuestionnaireFields: FC<{ from: Programme; after: Programme; typed: Typed | undefined; refusals: Refusal[] }> = ({
  from,
  after,
  typed: sent,
  refusals,
}) => {
  const typed = sent ?? typedQuestionnaire(after.questionnaire)
  const was = typedQuestionnaire(from.questionnaire)
  const source = from.questionnaire?.source ?? null
  const field = (name: keyof typeof ASK_LABELS, hint = '') => ({
    ...{ name: `ask.${name}`, label: ASK_LABELS[name], value: typed[`ask.${name}`], refusals },
    hint: (
      <span class="pre">
        {`${hint}根拠：${source ?? '定めなし（団体が決める）'}　写し元の値：${from.questionnaire ? was[`ask.${name}`] || 'なし' : '質問票なし'}`}
      </span>
    ),
  })
  return (
    <>
      <p>
        提案者が審査の前に答えます。回答は選択肢の点で数え、提案者には点を見せません。
        {after.questionnaire ? '' : '今は質問票がありません。'}
      </p>
      <Field {...field('label')} required />
      <Field {...field('help')} rows={3} required />
      <Field {...field('source')} />
      <Field {...field('questions')} rows={8} required />
      <Field {...field('choices', '「2　定めている」のように書きます。0点の回答は、審査票で目立たせます。\n')} rows={4} required />
      <Field {...field('pass', '合計がこれに足りないとき、審査票で知らせます。\n')} short />
    </>
  )
}
