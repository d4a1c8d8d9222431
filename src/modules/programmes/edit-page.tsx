import type { FC } from 'hono/jsx'
import { Button, ErrorSummary, Field, LinkButton, Notice } from '../../views/index.ts'
import { BodiesPart } from './bodies-part.tsx'
import { FEE_FIELDS } from './model.ts'
import { FEE_LABELS, fieldLabels, parts, type Refused } from './page-words.ts'
import { QuestionnaireFields } from './questionnaire-part.tsx'
import { lawOf } from './rules.ts'
import type { openDraft } from './service.ts'
import { keysOf, SettingField, sourceText } from './setting-fields.tsx'

interface EditProps extends Pick<Awaited<ReturnType<typeof openDraft>>, 'draft' | 'from' | 'after'> {
  path: string
  part: string | undefined
  /** of part "bodies": which one, or the state of a new one */
  body: string | undefined
  saved: boolean
  refused?: Refused
}

/** One part of a draft as a form, each field with where its value comes from. */
export const DraftForm: FC<EditProps> = ({ draft, from, after, path, part: asked, body, saved, refused }) => {
  const law = lawOf(from)
  const at = Math.max(
    0,
    parts().findIndex(([part]) => part === asked),
  )
  const [part, label] = parts()[at]!
  const next = parts()[at + 1]
  const { typed, refusals = [] } = refused ?? {}
  return (
    <>
      <h1>{draft.changes.title}</h1>
      <ErrorSummary refusals={refusals} labels={fieldLabels()} />
      {saved ? (
        <Notice kind="success">
          <p>保存しました。公布するまで、手続には使われません。</p>
        </Notice>
      ) : null}
      <p>{`「${from.title}」の版 ${from.version} の写しです。変えた設定は ${Object.keys(draft.changes.settings).length}件です。`}</p>
      <div class="actions">
        <LinkButton href={`${path}/publish`}>違いと影響を見て公布する</LinkButton>
      </div>
      <nav aria-label="設定の段階">
        <ul class="chips">
          {parts().map(([one, name]) => (
            <li>
              <a href={`${path}?part=${one}`} aria-current={one === part ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h2>{label}</h2>
      {part === 'bodies' ? (
        <BodiesPart {...{ from, after, path, body, typed, refusals }} revision={typed?.revision ?? String(draft.revision)} />
      ) : (
        <form method="post" action={`${path}?part=${part}`} class="narrow">
          <input type="hidden" name="revision" value={typed?.revision ?? draft.revision} />
          {part === 'questions' ? (
            <QuestionnaireFields from={from} after={after} typed={typed} refusals={refusals} />
          ) : part === 'amounts' ? (
            <>
              {FEE_FIELDS.map((name) => (
                <Field
                  name={`fee.${name}`}
                  label={FEE_LABELS[name]}
                  required
                  short
                  value={typed?.[`fee.${name}`] ?? after.fee[name]}
                  hint={`根拠：${sourceText(law.fee)}　写し元の額：${from.fee[name].toLocaleString('ja-JP')}円`}
                  refusals={refusals}
                />
              ))}
              <Field
                name="fee.source"
                label="根拠（手数料条例など）"
                value={typed?.['fee.source'] ?? after.fee.source ?? ''}
                refusals={refusals}
              />
            </>
          ) : part === 'words' ? (
            <>
              <Field name="title" label="名称" required value={typed?.title ?? draft.changes.title} refusals={refusals} />
              {Object.entries(after.words).map(([name, word]) => (
                <Field
                  name={`word.${name}`}
                  label={`用語（${from.words[name]}）`}
                  required
                  value={typed?.[`word.${name}`] ?? word}
                  hint="書面と画面に、この言葉で出ます。"
                  refusals={refusals}
                />
              ))}
            </>
          ) : (
            keysOf(part).map((key) => (
              <SettingField
                settingKey={key}
                law={law.settings[key]!}
                from={from.settings[key]!}
                now={after.settings[key]!}
                typed={typed}
                refusals={refusals}
              />
            ))
          )}
          <div class="actions">
            <Button>保存する</Button>
            {part === 'questions' && after.questionnaire ? (
              <Button kind="secondary" name="does" value="remove" novalidate>
                質問票を置かない
              </Button>
            ) : null}
            {next ? <a href={`${path}?part=${next[0]}`}>{`保存せずに次へ（${next[1]}）`}</a> : null}
          </div>
        </form>
      )}
      <h2>下書きをやめる</h2>
      <form method="post" action={`${path}/discard`}>
        <Button kind="danger">この下書きを捨てる</Button>
      </form>
    </>
  )
}
