import type { FC } from 'hono/jsx'
import { Notice } from '../../views/index.ts'
import type { Duplicate } from './duplicates.ts'

/** Warns of proposals that this one may repeat. Nothing is refused for it. @param proposals - path of the organisation's proposals */
export const DuplicateWarning: FC<{ duplicates: readonly Duplicate[]; proposals: string; isProposer: boolean; isSent?: boolean }> = ({
  duplicates,
  proposals,
  isProposer,
  isSent,
}) =>
  duplicates.length === 0 ? null : (
    <Notice kind="warning" title="同じ提案者の、同じファイルへの提案があります">
      <ul>
        {duplicates.map(({ id, receiptNumber, wanted, overlap }) => (
          <li>
            <a href={`${proposals}/${id}`}>{`受付番号 ${receiptNumber}`}</a>
            {overlap.length > 0 ? `：重なる項目は「${overlap.join('」「')}」` : `：求めている項目は「${wanted.join('」「')}」`}
          </li>
        ))}
      </ul>
      <p>
        {isProposer
          ? isSent
            ? '同じ提案を二度出したのであれば、どちらかを取り下げてください。別の提案であれば、何もする必要はありません。'
            : '同じ提案を二度出そうとしていないか、確かめてください。別の提案であれば、このまま提出できます。'
          : '同じ提案が二度出されていないか、データを合わせると本人が分かりやすくならないかを、確かめてください。'}
      </p>
    </Notice>
  )
