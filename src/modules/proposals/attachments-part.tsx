import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { type AttachmentKind, numberSetting } from '../../programmes/index.ts'
import { Check, sentence } from '../../views/index.ts'
import { mayRemove } from './attachments.ts'
import type { LoadedCase } from './case.ts'
import type { ProposalContent } from './content.ts'
import { ACCEPTED } from './file-types.ts'
import { maskedField } from './my-number.ts'
import { PaperCheck, PaperWordsFields } from './paper-words.tsx'
import { ageRule, documentField, issuedField, proposedOn } from './papers.ts'
import { attachmentField, attachmentKinds, requiredAttachments } from './rules.ts'
import type { attachments } from './schema.ts'

export type Attachment = typeof attachments.$inferSelect

interface AttachmentsProps {
  loaded: LoadedCase
  content: ProposalContent
  attached: Attachment[]
  refusals: Refusal[]
  /** what was typed and is not saved */
  typed: Readonly<Record<string, string>>
}

export const fileSize = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1_024))}KB` : `${(bytes / 1_048_576).toFixed(1)}MB`

/** The papers that go with a proposal: what is there, what is still asked for. */
export const Attachments: FC<AttachmentsProps> = ({ loaded, content, attached: all, refusals, typed }) => {
  const attached = all.filter(({ party }) => party === '')
  const { programme } = loaded
  const required = new Set(requiredAttachments(programme, content).map(({ id }) => id))
  const megabytes = Math.floor(numberSetting(programme, 'form.attachmentBytes') / 1_048_576)
  return (
    <section class="item" aria-labelledby="attachments">
      <h2 id="attachments">添付書類</h2>
      <p class="muted">
        {`PDF、PNG、JPEG、Word（docx）、Excel（xlsx）、CSV、テキストを、一つ${megabytes}MBまで添付できます。ファイルは暗号化して保管し、この案件の担当者だけが開けます。`}
      </p>
      {attachmentKinds(programme, content).map((kind) => {
        const papers = attached.filter((one) => one.kind === kind.id)
        const isAsked = kind.appliesTo === 'all' || required.has(kind.id) || papers.length > 0
        const part = <PaperKind {...{ kind, loaded, papers, refusals, typed }} isRequired={required.has(kind.id)} />
        return isAsked ? (
          part
        ) : (
          <details>
            <summary>{`${kind.label}（${WHEN_ASKED[kind.appliesTo]}）`}</summary>
            {part}
          </details>
        )
      })}
    </section>
  )
}

const WHEN_ASKED: Record<string, string> = { person: '個人のとき必須', body: '法人・団体のとき必須', agent: '代理人のとき必須' }

interface PaperKindProps extends Omit<AttachmentsProps, 'content' | 'attached'> {
  kind: AttachmentKind
  /** those of this kind that are attached */
  papers: Attachment[]
  isRequired: boolean
}

/** One kind of paper: what is there, what is asked of it, and an input for more. */
export const PaperKind: FC<PaperKindProps> = ({ kind, loaded, papers, isRequired, refusals, typed }) => {
  const { programme, today } = loaded
  const { id, label, help, article } = kind
  const day = proposedOn(loaded)
  const name = attachmentField(id)
  const errors = refusals.filter(({ field }) => field === name)
  return (
    <div class="field">
      <label for={name}>
        {label}
        {isRequired ? <span class="badge-required">必須</span> : <span class="badge-optional">任意</span>}
      </label>
      <div class="hint" id={`${name}-hint`}>
        {help}
        {ageRule(programme, id, day)}
        {article ? `（${article}）` : ''}
      </div>
      {errors.length > 0 ? (
        <div class="error" id={`${name}-error`}>
          {errors.map(sentence).join('')}
        </div>
      ) : null}
      <ul class="files">
        {papers.map((file) => (
          <li>
            <div>
              {`${file.fileName}（${fileSize(file.bytes)}）`}
              {mayRemove(loaded, file) ? null : <PaperCheck programme={programme} paper={file} proposedOn={day} today={today} />}
            </div>
            {mayRemove(loaded, file) ? (
              <>
                <button type="submit" class="button danger small" name="intent" value={`remove:${file.id}`} formnovalidate>
                  削除<span class="visually-hidden">：{file.fileName}</span>
                </button>
                <PaperWordsFields
                  {...{ programme, kind: id, of: file.id, label: 'どの書類か', refusals }}
                  document={typed[documentField(file.id)] ?? file.document}
                  issuedOn={typed[issuedField(file.id)] ?? file.issuedOn}
                />
              </>
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
      {kind.masks ? (
        <>
          <p class="small">
            個人番号（マイナンバー）は、写しを受け取れません。個人番号カードは表面だけにし、番号が見える書類は、その部分を塗りつぶしてから添付してください。
          </p>
          {refusals
            .filter(({ field }) => field === maskedField(id))
            .map((refusal) => (
              <div class="error">{sentence(refusal)}</div>
            ))}
          <Check name={maskedField(id)} checked={typed[maskedField(id)] === 'yes'}>
            選んだファイルに個人番号（マイナンバー）が見えないことを確かめました
          </Check>
        </>
      ) : null}
      <PaperWordsFields
        {...{ programme, kind: id, of: id, label: '選んだファイルがどの書類か', refusals }}
        document={typed[documentField(id)]}
        issuedOn={typed[issuedField(id)]}
      />
    </div>
  )
}
