import type { FC } from 'hono/jsx'
import { japanDateTime } from '../../core/index.ts'
import { Notice } from '../../views/index.ts'
import { Changes } from './changes-part.tsx'
import type { Change } from './differences.ts'

/** Two windows wrote: what was saved first, and how it differs from what stands in this form. */
export const SavedElsewhere: FC<{ path: string; savedAt: number; changes: Change[] }> = ({ path, savedAt, changes }) => (
  <Notice kind="warning" title="別の画面で先に保存されています">
    <p>
      {`この画面を開いた後、${japanDateTime(savedAt)}に、別の画面又は同じ団体の別の人が保存しました。下の欄は、この画面で入力したままです。`}
    </p>
    <p>
      このまま保存すると、先に保存された内容を置き換えます。<a href={`${path}/edit`}>先に保存された内容を開く（この画面の入力は捨てる）</a>
    </p>
    <details open>
      <summary>{`違うところ（${changes.length}か所）`}</summary>
      <p class="small">取り消し線は先に保存された内容、下線はこの画面の内容です。</p>
      <Changes changes={changes} />
    </details>
  </Notice>
)
