import type { FC } from 'hono/jsx'
import { SETTINGS } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, Notice, Table } from '../../views/index.ts'
import { bodyDifferences, differences, questionDifference } from './impact.ts'
import { FEE_FIELDS } from './model.ts'
import { FEE_LABELS, fieldLabels, type Refused } from './page-words.ts'
import { shownValue } from './rules.ts'
import type { openImpact } from './service.ts'
import { sourceText } from './setting-fields.tsx'

/** What a draft changes, the open cases that it would have touched, and its publication. */
export const DraftImpact: FC<Awaited<ReturnType<typeof openImpact>> & { home: string; path: string; refused?: Refused }> = ({
  draft,
  from,
  after,
  touched,
  today,
  home,
  path,
  refused,
}) => {
  const questions = questionDifference(from, after)
  const rows = [
    ...differences(from, after).map(({ key, before, after: now }) => ({
      ...{ label: SETTINGS[key]!.label, before: shownValue(key, before), after: shownValue(key, now), source: sourceText(now) },
    })),
    ...bodyDifferences(from, after).map((one) => ({ ...one, source: sourceText(one) })),
    ...(questions ? [{ ...questions, source: after.questionnaire?.source ?? '' }] : []),
  ]
  return (
    <>
      <h1>違いと影響</h1>
      <ErrorSummary refusals={refused?.refusals} labels={fieldLabels()} />
      <h2>{`写し元との違い（${rows.length}件）`}</h2>
      {rows.length === 0 ? <p class="muted">設定の値は、写し元と同じです。</p> : null}
      {rows.length > 0 ? (
        <Table
          caption="写し元との違い"
          hideCaption
          head={['設定', '写し元', 'この版', '根拠']}
          rows={rows.map(({ label, before, after: now, source }) => [
            label,
            <span class="pre">{before}</span>,
            <span class="pre">{now}</span>,
            source,
          ])}
        />
      ) : null}
      {FEE_FIELDS.filter((name) => from.fee[name] !== after.fee[name]).map((name) => (
        <p>{`${FEE_LABELS[name]}：${from.fee[name].toLocaleString('ja-JP')} → ${after.fee[name].toLocaleString('ja-JP')}`}</p>
      ))}
      <h2>{`進行中の案件への影響（${touched.length}件）`}</h2>
      <Notice>
        <p>進行中の案件は、提出したときの版のまま進みます。次の表は、この版で提出されていたら変わっていたことです。</p>
      </Notice>
      {touched.length === 0 ? (
        <p class="muted">変わっていた案件は、ありません。</p>
      ) : (
        touched.map(({ theCase, effects }) => (
          <section aria-labelledby={`case-${theCase.id}`}>
            <h3 id={`case-${theCase.id}`}>
              <a href={`${home}/proposals/${theCase.id}`}>{`${theCase.receiptNumber ?? '（番号なし）'}　${theCase.fileName}`}</a>
            </h3>
            <ul>
              {effects.map(({ label, before, after: now, consequence }) => (
                <li class="pre">{`${label}：${before} → ${now}${consequence ? `（${consequence}）` : ''}`}</li>
              ))}
            </ul>
          </section>
        ))
      )}
      <h2>公布する</h2>
      <form method="post" action={`${path}/publish`} class="narrow">
        <input type="hidden" name="revision" value={refused?.typed.revision ?? draft.revision} />
        <Field
          name="effectiveFrom"
          label="施行日"
          type="date"
          required
          value={refused?.typed.effectiveFrom ?? today}
          min={today}
          hint="この日から始まる募集に、この版を使います。公布した版は書き換えられません。"
          refusals={refused?.refusals}
        />
        <div class="actions">
          <Button>この版を公布する</Button>
          <a href={path}>下書きに戻る</a>
        </div>
      </form>
    </>
  )
}
