import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Check, sentence } from '../../views/index.ts'
import { PLEDGE_FIELD } from './rules.ts'

/** The pledge that one of the proposers makes, with what it says. @param no - its number among the steps of a page */
export const PledgePart: FC<{ programme: Programme; isPledged: boolean; no?: number; refusals?: Refusal[] }> = ({
  programme: { forms, pledge, disqualifications },
  isPledged,
  no,
  refusals = [],
}) => {
  const errors = refusals.filter(({ field }) => field === PLEDGE_FIELD)
  return (
    <section class="item" aria-labelledby="pledge">
      <h2 id="pledge">{`${no === undefined ? '' : `${no}. `}${forms[pledge.form]?.title ?? '誓約'}`}</h2>
      {pledge.text.map((line) => (
        <p>{line}</p>
      ))}
      <details>
        <summary>{`欠格事由（${disqualifications.length}項目）を見る`}</summary>
        <ol>
          {disqualifications.map(({ label }) => (
            <li>{label}</li>
          ))}
        </ol>
      </details>
      <div class="field">
        {errors.length > 0 ? <div class="error">{errors.map(sentence).join('')}</div> : null}
        <Check name={PLEDGE_FIELD} checked={isPledged}>
          上のとおり誓約します
        </Check>
      </div>
    </section>
  )
}
