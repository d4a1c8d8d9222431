import type { FC } from 'hono/jsx'
import { Tag } from '../../views/index.ts'
import type { RegisterEntry } from './model.ts'

export const EligibleTag: FC<{ entry: RegisterEntry }> = ({ entry }) => (
  <Tag colour={entry.isEligible ? 'blue' : 'grey'}>{entry.isEligible ? '該当' : '非該当'}</Tag>
)

export const SearchField: FC<{ q: string; label?: string }> = ({ q, label = '言葉で調べる' }) => (
  <div class="field">
    <label for="q">{label}</label>
    <input type="search" id="q" name="q" value={q} maxlength={200} placeholder="例：税、要介護、学校" />
  </div>
)
