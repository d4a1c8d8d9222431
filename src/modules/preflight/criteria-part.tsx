import type { FC } from 'hono/jsx'
import type { Programme } from '../../programmes/index.ts'
import { Table } from '../../views/index.ts'
import type { Answer } from './rules.ts'
import { FEW } from './rules.ts'
import type { Wish } from './wish.ts'

const BY_PEOPLE = '提案を受けて、団体が判断します。'

/** What of a criterion can be said of a wish, by the criterion's id; nothing: people judge. */
const SAID: Record<string, (wish: Wish, result: Answer) => string | undefined> = {
  'not-disqualified': () => '提案のときに、欠格事由に当たらないことを誓約します。',
  'enough-persons': (_, { persons }) =>
    persons.enough && !persons.tooMany ? '満たします。' : '満たしません。求める人数を見直してください。',
  method: (_, { least }) =>
    least === null
      ? undefined
      : least.share > FEW
        ? `このままでは難しい見通しです。同じ組が${least.k}人に満たない人が多く、細かさを粗くする必要があります。`
        : 'この細かさなら、基準に合わせて作れる見通しです。',
  benefit: ({ purpose }) =>
    purpose ? `「${purpose}」が役立つことを、書面で示してください。` : '目的が役立つことを、書面で示してください。',
  period: (_, { period }) =>
    period === null
      ? '期間を入れると、目安と比べられます。'
      : period.longest !== undefined
        ? `${period.days}日間は、この制度の上限（${period.longest}年）を超えています。`
        : period.guideline !== undefined
          ? `${period.days}日間は、この団体の目安（${period.guideline}年）を超えています。長く要る理由を提案に書いてください。`
          : `${period.days}日間です。この長さが要る理由を提案に書いてください。`,
}

/** The programme's criteria, each with its article, and what can be said of the wish already. */
export const Criteria: FC<{ one: Programme; wish: Wish; result: Answer }> = ({ one, wish, result }) => (
  <>
    <h3>審査の基準ごとの見通し</h3>
    <Table
      caption="審査の基準ごとの見通し"
      hideCaption
      head={['基準', '今の見通し']}
      rows={one.criteria.map(({ id, question, article }) => [
        <>
          {question}
          {article ? <span class="small muted">{`（${article}）`}</span> : null}
        </>,
        SAID[id]?.(wish, result) ?? BY_PEOPLE,
      ])}
    />
  </>
)
