import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { Check, sentence, Tag } from '../../views/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import type { ProposalContent } from './content.ts'
import { fineField, wantableItems, wantField } from './fields.ts'
import { WANTED_FIELD } from './rules.ts'

/** Which recorded items are wanted, and how fine: one line each, no table, so that it also works on a phone. */
export const WantedItems: FC<{
  content: Pick<ProposalContent, 'answers'>
  entry: RegisterEntry
  refusals: Refusal[]
  isOptional?: boolean
}> = ({ content, entry, refusals, isOptional }) => {
  const wantable = wantableItems(entry.content.items)
  const errorsOf = (name: string) => refusals.filter(({ field }) => field === name)
  const others = entry.content.items.filter((item) => !wantable.includes(item))
  return (
    <fieldset class="field" id={WANTED_FIELD}>
      <legend>
        必要な項目と細かさ
        {isOptional ? <span class="badge-optional">任意</span> : <span class="badge-required">必須</span>}
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
