import type { FC } from 'hono/jsx'
import { eraDate } from '../../core/index.ts'
import { Tag } from '../../views/index.ts'
import type { EarlierFinding } from './similar.ts'

/** Beside a criterion: how like cases were judged by it, without the names of those who proposed them; links for those who may open them. */
export const Similar: FC<{ found: EarlierFinding[]; href?: (caseId: string) => string }> = ({ found, href }) =>
  found.length === 0 ? null : (
    <details>
      <summary>{`似た案件の判断（${found.length}件）`}</summary>
      <ul>
        {found.map(({ caseId, receiptNumber, decidedOn, finding, reason, sameFile, words }) => (
          <li>
            <Tag colour={finding === 'met' ? 'green' : 'red'}>{finding === 'met' ? '満たす' : '満たさない'}</Tag>{' '}
            {href ? <a href={href(caseId)}>{`受付番号 ${receiptNumber}`}</a> : `受付番号 ${receiptNumber}`}
            <p class="small muted">
              {[
                `${eraDate(decidedOn)}の決定`,
                ...(sameFile ? ['同じ個人情報ファイル'] : []),
                ...(words.length > 0 ? [`共通の言葉：${words.slice(0, 5).join('、')}`] : []),
              ].join('。')}
            </p>
            {reason ? <p class="small pre">{reason}</p> : null}
          </li>
        ))}
      </ul>
    </details>
  )
