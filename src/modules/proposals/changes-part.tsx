import type { FC } from 'hono/jsx'
import { type Change, stretches } from './differences.ts'

const Text: FC<{ before: string; after: string }> = ({ before, after }) => (
  <div class="pre difference">
    {stretches(before, after).map(({ kind, text }) =>
      kind === 'same' ? (
        text
      ) : kind === 'gone' ? (
        <del>
          <span class="visually-hidden">［削除］</span>
          {text}
          <span class="visually-hidden">［削除ここまで］</span>
        </del>
      ) : (
        <ins>
          <span class="visually-hidden">［追加］</span>
          {text}
          <span class="visually-hidden">［追加ここまで］</span>
        </ins>
      ),
    )}
  </div>
)

/** Lines of a proposal that read differently: what was taken out and what was put in, told by more than colour. */
export const Changes: FC<{ changes: readonly Pick<Change, 'label' | 'before' | 'after'>[] }> = ({ changes }) => (
  <dl class="facts">
    {changes.map((change) => (
      <div>
        <dt>{change.label}</dt>
        <dd>
          <Text {...change} />
        </dd>
      </div>
    ))}
  </dl>
)
