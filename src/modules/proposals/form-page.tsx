import type { FC } from 'hono/jsx'
import { japanDateTime, type Refusal } from '../../core/index.ts'
import type { Programme, ProposalItem } from '../../programmes/index.ts'
import { Button, Check, Choices, ErrorSummary, Facts, Field, Notice } from '../../views/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import { mayEmpower } from './agent-paper.ts'
import { type Attachment, Attachments } from './attachments-part.tsx'
import type { LoadedCase } from './case.ts'
import type { ProposalContent } from './content.ts'
import { LONGEST_REPLY, replyField } from './corrections.ts'
import { itemRows } from './facts.ts'
import { type AnswerField, allFields, fieldsOf, mediumOf } from './fields.ts'
import { JOINT_FIELD } from './joint.ts'
import { JointPart } from './joint-pages.tsx'
import { maskedField } from './my-number.ts'
import { documentField, issuedField } from './papers.ts'
import { PledgePart } from './pledge-part.tsx'
import { attachmentField, attachmentKinds, attachmentLabel, PLEDGE_FIELD, WANTED_FIELD, writableItems } from './rules.ts'
import { WantedItems } from './wanted-items.tsx'

/** When it was last saved, as the page and its script say it. */
export const lastSaved = (at: number): string => `最後に保存した日時：${japanDateTime(at)}。`

export interface FormProps {
  path: string
  loaded: LoadedCase
  /** as saved, or as typed when it was refused */
  content: ProposalContent
  entry: RegisterEntry
  attached: Attachment[]
  refusals: Refusal[]
  /** of an invitation that was just made */
  link?: string
  /** what was typed, where the form was refused */
  typed: Readonly<Record<string, string>>
}

/** Names of all inputs for the summary of problems. */
export function fieldLabels(
  programme: Programme,
  content: ProposalContent,
  entry: RegisterEntry,
  attached: readonly Attachment[],
): Record<string, string> {
  return Object.fromEntries([
    ...allFields(programme, content.answers, entry.content.items).map(({ name, label }) => [name, label]),
    ...programme.proposalItems.map(({ id, label }) => [replyField(id), `${label}への回答`]),
    [WANTED_FIELD, '必要な項目'],
    [PLEDGE_FIELD, '誓約'],
    [JOINT_FIELD, '共同提案者'],
    ...attachmentKinds(programme, { onPaper: true }).flatMap(({ id, label }) =>
      [attachmentField(id), maskedField(id)].map((name) => [name, label]),
    ),
    ...attached.flatMap(({ id, kind }) => [documentField(id), issuedField(id)].map((name) => [name, attachmentLabel(programme, kind)])),
  ])
}

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

const Item: FC<{ item: ProposalItem } & FormProps> = ({ item, path, loaded, content, entry, refusals }) => {
  const { programme, theCase } = loaded
  const isWritable = writableItems(programme, theCase.state, theCase.content).includes(item)
  const asked = theCase.state === 'returned' ? theCase.content.corrections?.[item.id] : undefined
  const fields = fieldsOf(item, content.answers, entry.content.items)
  return (
    <section class={asked ? 'item asked' : 'item'} aria-labelledby={`item-${item.id}`}>
      <h2 id={`item-${item.id}`}>{`${item.no}. ${item.label}`}</h2>
      {asked ? (
        <>
          <Notice kind="warning" title="直していただきたいこと">
            <p class="pre">{asked}</p>
          </Notice>
          <Field
            name={replyField(item.id)}
            label="この求めへの回答"
            rows={3}
            value={content.replies?.[item.id]}
            maxlength={LONGEST_REPLY}
            hint="どう直したか、又は直さない理由を書いてください。下の欄を書き直したときは、空欄でも構いません。"
            refusals={refusals}
          />
        </>
      ) : null}
      {isWritable ? (
        <>
          <p class="muted">
            {item.kind === 'file' ? 'この提案で使うファイルです。ほかのファイルを使うときは、別の提案にしてください。' : item.help}
            {item.article ? <span class="small">{`（${item.article}）`}</span> : null}
          </p>
          {item.kind === 'file' ? <Facts rows={[[item.label, entry.name]]} /> : null}
          {item.kind === 'made-data' ? <Facts rows={itemRows(programme, item, content, entry)} /> : null}
          {item.kind === 'persons' ? <p>{`この個人情報ファイルの本人の数は ${entry.persons.toLocaleString('ja-JP')}人です。`}</p> : null}
          {item.kind === 'provision' ? <Facts rows={[['受取りの方法', mediumOf(programme, content)]]} /> : null}
          {item.kind === 'method' ? <WantedItems content={content} entry={entry} refusals={refusals} /> : null}
          {fields
            .filter(({ name }) => item.kind !== 'method' || name === 'method-records')
            .map((field) => (
              <Input field={field} content={content} refusals={refusals} />
            ))}
          {item.kind === 'party' && mayEmpower(loaded) ? (
            <p>
              <a href={`${path}/power-of-attorney`}>保存した内容で、委任状（Word）を作る</a>
              <br />
              <span class="small muted">署名又は押印をして、「代理の権限を示す書類」に添付してください。</span>
            </p>
          ) : null}
        </>
      ) : (
        <Facts rows={itemRows(programme, item, content, entry)} />
      )}
    </section>
  )
}

/** The proposal's form: every item of the programme, its papers and its pledge. Saved at any incompleteness. */
export const ProposalForm: FC<FormProps> = (props) => {
  const { path, loaded, content, entry, attached, refusals } = props
  const { programme, theCase } = loaded
  const isDraft = theCase.state === 'draft'
  return (
    <>
      <ErrorSummary refusals={refusals} labels={fieldLabels(programme, content, entry, attached)} />
      <form
        method="post"
        action={`${path}/edit`}
        enctype="multipart/form-data"
        novalidate
        class="proposal-form"
        data-draft={`${path}/draft`}
      >
        <input type="hidden" name="mark" value={theCase.updatedAt} autocomplete="off" />
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
        <JointPart {...props} />
        {isDraft && !content.onPaper ? <PledgePart programme={programme} isPledged={content.pledged} refusals={refusals} /> : null}
        <div class="actions">
          <Button name="intent" value="submit">
            {content.onPaper ? 'この内容で受け付ける' : isDraft ? 'この内容で提案を提出する' : '補正して再び提出する'}
          </Button>
          <Button kind="secondary" name="intent" value="save">
            {isDraft ? '下書きを保存する' : '途中まで保存する'}
          </Button>
        </div>
        <p class="small muted" id="draft-said">
          {theCase.updatedAt === theCase.createdAt ? 'まだ保存していません。' : lastSaved(theCase.updatedAt)}
        </p>
      </form>
    </>
  )
}
