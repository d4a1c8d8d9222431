import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { Check, Field } from '../../views/index.ts'
import { wantField } from '../proposals/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import { stepsOf } from './fineness.ts'
import { LONGEST_PURPOSE, otherItems, tellingItems, type Wish } from './wish.ts'

export const LABELS = {
  ...{ entry: '個人情報ファイル', persons: '求める本人の数', hours: '作成にかかる時間' },
  ...{ from: '利用を始める日', to: '利用を終える日', purpose: '利用の目的' },
}

interface WishProps {
  entry: RegisterEntry
  wish: Wish
  query: Record<string, string>
  refusals: Refusal[]
}

/** What is wished of a file: which items and how fine, of how many persons, for how long and what for. */
export const WishFields: FC<WishProps> = ({ entry, wish, query, refusals }) => {
  const others = otherItems(entry)
  return (
    <>
      <h2>欲しい細かさ</h2>
      <p>ほかの情報と合わせると人を見分けられる項目です。粗くするほど、得られる見込みが高くなります。</p>
      {tellingItems(entry).map(({ no, name }) => (
        <Field
          name={`item-${no}`}
          label={name}
          value={wish.fineness.get(name)!.id}
          options={stepsOf(name).map(({ id, label }) => ({ value: id, label }))}
        />
      ))}
      {others.length > 0 ? (
        <fieldset class="field">
          <legend>ほかに求める項目</legend>
          {others.map(({ no, name }) => (
            <Check name={wantField(no)} checked={wish.others.has(no)}>
              {name}
            </Check>
          ))}
        </fieldset>
      ) : null}
      <h2>人数、期間、目的</h2>
      <Field
        name="persons"
        label={LABELS.persons}
        type="text"
        short
        value={query.persons ?? String(entry.persons)}
        hint={`この個人情報ファイルには ${entry.persons.toLocaleString('ja-JP')}人 が記録されています。`}
        refusals={refusals}
      />
      <Field
        name="hours"
        label={`${LABELS.hours}（時間）`}
        type="text"
        short
        value={query.hours ?? '3'}
        hint="手数料は作成の時間で決まります。見当がつかなければ、そのままにしてください。"
        refusals={refusals}
      />
      <Field name="from" label={LABELS.from} type="date" short value={query.from} refusals={refusals} />
      <Field name="to" label={LABELS.to} type="date" short value={query.to} refusals={refusals} />
      <Field
        name="purpose"
        label={LABELS.purpose}
        rows={2}
        maxlength={LONGEST_PURPOSE}
        hint="何を明らかにし、何に役立てるか。人の氏名や連絡先は書かないでください。"
        value={query.purpose}
        refusals={refusals}
      />
    </>
  )
}
