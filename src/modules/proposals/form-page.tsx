import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { numberSetting, type Programme, type ProposalItem } from '../../programmes/index.ts'
import { Button, Check, Choices, ErrorSummary, Facts, Field, Notice, sentence, Tag } from '../../views/index.ts'
import type { Call, RegisterEntry } from '../register/index.ts'
import { mayRemove } from './attachments.ts'
import type { LoadedCase } from './case.ts'
import type { ProposalContent } from './content.ts'
import { itemRows } from './facts.ts'
import { type AnswerField, allFields, fieldsOf, fineField, mediumOf, wantableItems, wantField } from './fields.ts'
import { ACCEPTED } from './file-types.ts'
import { attachmentField, attachmentKinds, PLEDGE_FIELD, requiredAttachments, WANTED_FIELD, writableItems } from './rules.ts'
import type { attachments } from './schema.ts'

type Attachment = typeof attachments.$inferSelect

export interface FormProps {
  path: string
  loaded: LoadedCase
  /** as saved, or as typed when it was refused */
  content: ProposalContent
  entry: RegisterEntry
  call: Call
  attached: Attachment[]
  refusals: Refusal[]
}

/** Names of all inputs for the summary of problems. */
export function fieldLabels(programme: Programme, content: ProposalContent, entry: RegisterEntry): Record<string, string> {
  return Object.fromEntries([
    ...allFields(programme, content.answers, entry.content.items).map(({ name, label }) => [name, label]),
    [WANTED_FIELD, '必要な項目'],
    [PLEDGE_FIELD, '誓約'],
    ...programme.attachments.map(({ id, label }) => [attachmentField(id), label]),
  ])
}

export const fileSize = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1_024))}KB` : `${(bytes / 1_048_576).toFixed(1)}MB`

const Input: FC<{ field: AnswerField; content: ProposalContent; refusals: Refusal[] }> = ({ field, content, refusals }) => {
  const { name, label, input, required, max, hint, options, autocomplete } = field
  const value = content.answers[name]
  if (input === 'check')
    return (
      <Check name={name} checked={value === 'yes'}>
        {label}
      </Check>
    )
  if (input === 'choice')
    return <Choices name={name} legend={label} value={value} options={options ?? []} hint={hint} required={required} refusals={refusals} />
  return (
    <Field
      name={name}
      label={label}
      value={value}
      type={input === 'date' ? 'date' : 'text'}
      short={input === 'date' || input === 'number'}
      rows={input === 'area' ? 5 : undefined}
      maxlength={max}
      hint={hint}
      required={required}
      autocomplete={autocomplete}
      refusals={refusals}
    />
  )
}

/** Which recorded items are wanted, and how fine: one line each, no table, so that it also works on a phone. */
const WantedItems: FC<{ content: ProposalContent; entry: RegisterEntry; refusals: Refusal[] }> = ({ content, entry, refusals }) => {
  const wantable = wantableItems(entry.content.items)
  const errorsOf = (name: string) => refusals.filter(({ field }) => field === name)
  const others = entry.content.items.filter((item) => !wantable.includes(item))
  return (
    <fieldset class="field" id={WANTED_FIELD}>
      <legend>
        必要な項目と細かさ
        <span class="badge-required">必須</span>
      </legend>
      <div class="hint">
        必要な項目にチェックを付け、どの細かさで足りるかを書いてください（例：年齢は5歳ごと、住所は市町村まで）。粗くて足りるほど、安全に作れます。
      </div>
      {errorsOf(WANTED_FIELD).map((refusal) => (
        <div class="error">{sentence(refusal)}</div>
      ))}
      <ul class="wants">
        {wantable.map(({ no, name, sensitive }) => {
          const errors = errorsOf(fineField(no))
          return (
            <li>
              <Check name={wantField(no)} checked={content.answers[wantField(no)] === 'yes'}>
                {name} {sensitive ? <Tag colour="orange">要配慮</Tag> : null}
              </Check>
              <div>
                <label class="visually-hidden" for={fineField(no)}>{`「${name}」の細かさ`}</label>
                <input
                  type="text"
                  id={fineField(no)}
                  name={fineField(no)}
                  value={content.answers[fineField(no)]}
                  maxlength={200}
                  placeholder="細かさ"
                  aria-invalid={errors.length > 0 ? 'true' : undefined}
                  aria-describedby={errors.length > 0 ? `${fineField(no)}-error` : undefined}
                />
                {errors.length > 0 ? (
                  <div class="error" id={`${fineField(no)}-error`}>
                    {errors.map(sentence).join('')}
                  </div>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
      {others.length > 0 ? (
        <p class="small muted">{`次の項目は必ず削除されるため、選べません：${others.map(({ name }) => name).join('、')}`}</p>
      ) : null}
    </fieldset>
  )
}

const Item: FC<{ item: ProposalItem } & FormProps> = ({ item, loaded, content, entry, refusals }) => {
  const { programme, theCase } = loaded
  const isWritable = writableItems(programme, theCase.state, theCase.content).includes(item)
  const asked = theCase.state === 'returned' ? theCase.content.corrections?.[item.id] : undefined
  const fields = fieldsOf(item, content.answers, entry.content.items)
  return (
    <section class={asked ? 'item asked' : 'item'} aria-labelledby={`item-${item.id}`}>
      <h2 id={`item-${item.id}`}>{`${item.no}. ${item.label}`}</h2>
      {asked ? (
        <Notice kind="warning" title="直していただきたいこと">
          <p class="pre">{asked}</p>
        </Notice>
      ) : null}
      {isWritable ? (
        <>
          <p class="muted">
            {item.kind === 'file' ? 'この提案で使うファイルです。ほかのファイルを使うときは、別の提案にしてください。' : item.help}
            {item.article ? <span class="small">{`（${item.article}）`}</span> : null}
          </p>
          {item.kind === 'file' ? <Facts rows={[[item.label, entry.name]]} /> : null}
          {item.kind === 'persons' ? <p>{`この個人情報ファイルの本人の数は ${entry.persons.toLocaleString('ja-JP')}人です。`}</p> : null}
          {item.kind === 'provision' ? <Facts rows={[['受取りの方法', mediumOf(programme)]]} /> : null}
          {item.kind === 'method' ? <WantedItems content={content} entry={entry} refusals={refusals} /> : null}
          {fields
            .filter(({ name }) => item.kind !== 'method' || name === 'method-records')
            .map((field) => (
              <Input field={field} content={content} refusals={refusals} />
            ))}
        </>
      ) : (
        <Facts rows={itemRows(programme, item, content, entry)} />
      )}
    </section>
  )
}

const Attachments: FC<FormProps> = ({ loaded, content, attached, refusals }) => {
  const { programme } = loaded
  const required = new Set(requiredAttachments(programme, content).map(({ id }) => id))
  const megabytes = Math.floor(numberSetting(programme, 'form.attachmentBytes') / 1_048_576)
  return (
    <section class="item" aria-labelledby="attachments">
      <h2 id="attachments">添付書類</h2>
      <p class="muted">
        {`PDF、PNG、JPEG、Word（docx）、Excel（xlsx）、CSV、テキストを、一つ${megabytes}MBまで添付できます。ファイルは暗号化して保管し、この案件の担当者だけが開けます。`}
      </p>
      {attachmentKinds(programme).map(({ id, label, help, article, appliesTo }) => {
        const errors = refusals.filter(({ field }) => field === attachmentField(id))
        const name = attachmentField(id)
        return (
          <div class="field">
            <label for={name}>
              {label}
              {required.has(id) ? <span class="badge-required">必須</span> : <span class="badge-optional">{badgeOf(appliesTo)}</span>}
            </label>
            <div class="hint" id={`${name}-hint`}>
              {help}
              {article ? `（${article}）` : ''}
            </div>
            {errors.length > 0 ? (
              <div class="error" id={`${name}-error`}>
                {errors.map(sentence).join('')}
              </div>
            ) : null}
            <ul class="files">
              {attached
                .filter(({ kind }) => kind === id)
                .map((file) => (
                  <li>
                    <span>{`${file.fileName}（${fileSize(file.bytes)}）`}</span>
                    {mayRemove(loaded, file) ? (
                      <button type="submit" class="button danger small" name="intent" value={`remove:${file.id}`} formnovalidate>
                        削除<span class="visually-hidden">：{file.fileName}</span>
                      </button>
                    ) : null}
                  </li>
                ))}
            </ul>
            <input
              type="file"
              id={name}
              name={name}
              multiple
              accept={ACCEPTED}
              aria-describedby={`${name}-hint${errors.length > 0 ? ` ${name}-error` : ''}`}
              aria-invalid={errors.length > 0 ? 'true' : undefined}
            />
          </div>
        )
      })}
    </section>
  )
}

const badgeOf = (appliesTo: string) =>
  ({ person: '個人のとき必須', body: '法人・団体のとき必須', agent: '代理人のとき必須' })[appliesTo] ?? '任意'

/** The proposal's form: every item of the programme, its papers and its pledge. Saved at any incompleteness. */
export const ProposalForm: FC<FormProps> = (props) => {
  const { path, loaded, content, entry, refusals } = props
  const { programme, theCase } = loaded
  const isDraft = theCase.state === 'draft'
  const pledgeErrors = refusals.filter(({ field }) => field === PLEDGE_FIELD)
  return (
    <>
      <ErrorSummary refusals={refusals} labels={fieldLabels(programme, content, entry)} />
      <form method="post" action={`${path}/edit`} enctype="multipart/form-data" novalidate class="proposal-form">
        {/* first in the form, so that Enter in a field saves and never removes */}
        <div class="actions top">
          <Button kind="secondary" name="intent" value="save">
            {isDraft ? '下書きを保存する' : '途中まで保存する'}
          </Button>
          <span class="small muted">書きかけでも保存できます。ファイルを選んで保存すると、添付されます。</span>
        </div>
        {programme.proposalItems.map((item) => (
          <Item item={item} {...props} />
        ))}
        <Attachments {...props} />
        {isDraft ? (
          <section class="item" aria-labelledby="pledge">
            <h2 id="pledge">{programme.forms[programme.pledge.form]?.title ?? '誓約'}</h2>
            {programme.pledge.text.map((line) => (
              <p>{line}</p>
            ))}
            <details>
              <summary>{`欠格事由（${programme.disqualifications.length}項目）を見る`}</summary>
              <ol>
                {programme.disqualifications.map(({ label }) => (
                  <li>{label}</li>
                ))}
              </ol>
            </details>
            <div class="field">
              {pledgeErrors.length > 0 ? <div class="error">{pledgeErrors.map(sentence).join('')}</div> : null}
              <Check name={PLEDGE_FIELD} checked={content.pledged}>
                上のとおり誓約します
              </Check>
            </div>
          </section>
        ) : null}
        <div class="actions">
          <Button name="intent" value="submit">
            {isDraft ? 'この内容で提案を提出する' : '補正して再び提出する'}
          </Button>
          <Button kind="secondary" name="intent" value="save">
            {isDraft ? '下書きを保存する' : '途中まで保存する'}
          </Button>
        </div>
      </form>
    </>
  )
}
