import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { numberSetting } from '../../programmes/index.ts'
import { sentence } from '../../views/index.ts'
import { mayRemove } from './attachments.ts'
import type { LoadedCase } from './case.ts'
import type { ProposalContent } from './content.ts'
import { ACCEPTED } from './file-types.ts'
import { attachmentField, attachmentKinds, requiredAttachments } from './rules.ts'
import type { attachments } from './schema.ts'

export type Attachment = typeof attachments.$inferSelect

interface AttachmentsProps {
  loaded: LoadedCase
  content: ProposalContent
  attached: Attachment[]
  refusals: Refusal[]
}

export const fileSize = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1_024))}KB` : `${(bytes / 1_048_576).toFixed(1)}MB`

/** The papers that go with a proposal: what is there, what is still asked for. */
export const Attachments: FC<AttachmentsProps> = ({ loaded, content, attached, refusals }) => {
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
