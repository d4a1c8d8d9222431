import type { Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { japanDateTime, type Refusal } from '../../core/index.ts'
import { Button, ErrorSummary, statusOf, Tag } from '../../views/index.ts'
import { entryDraftsOf } from './drafts.ts'
import { keeper, LEDGER, ledgerPage, ledgerPath, STATUS } from './ledger-frame.tsx'
import type { SavedDraft } from './model.ts'
import type { C } from './page-frame.ts'
import { stepsFor } from './permissions.ts'

/** Drafts of entries: what waits for this person, and what for others. */
export async function showLedger(deps: Deps, c: C, refusals: Refusal[] = []) {
  const actor = keeper(c)
  const { organisation } = c.var
  const base = ledgerPath(c)
  const [drafts, people] = await Promise.all([entryDraftsOf(deps, organisation.id), peopleNames(deps.db)])
  const isMine = (draft: SavedDraft) =>
    stepsFor(actor, organisation.id, draft).some((step) => step !== 'write') ||
    (draft.status === 'writing' && draft.writtenBy === actor.userId)
  const rows = (some: SavedDraft[]) => (
    <ul class="rows">
      {some.map((draft) => (
        <li>
          <div class="title-line">
            <a class="row-title" href={`${base}/drafts/${draft.id}`}>
              {draft.typed.name || '（名称はまだありません）'}
            </a>
            <Tag colour={STATUS[draft.status][1]}>{STATUS[draft.status][0]}</Tag>
            {draft.note ? <Tag colour="red">差戻し</Tag> : null}
          </div>
          <p class="small muted">{`${draft.entryId ? '修正' : '新しい記載'}・${people.get(draft.savedBy) ?? ''}　${japanDateTime(draft.savedAt)}`}</p>
        </li>
      ))}
    </ul>
  )
  /** One button for all drafts that wait for this person: each as it is shown now. */
  const together = (step: 'approve' | 'publish', label: string) => {
    const waiting = drafts.filter((draft) => stepsFor(actor, organisation.id, draft).includes(step))
    return waiting.length < 2 ? null : (
      <form method="post" action={`${base}/${step}-all`}>
        <p>{`${waiting.length}件の内容を確かめてから押してください。`}</p>
        {waiting.map(({ id, revision }) => (
          <input type="hidden" name="draft" value={`${id}@${revision}`} />
        ))}
        <Button kind="secondary">{`${waiting.length}件を${label}`}</Button>
      </form>
    )
  }
  const mine = drafts.filter(isMine)
  const others = drafts.filter((draft) => !isMine(draft))
  return ledgerPage(
    deps,
    c,
    LEDGER,
    <>
      <ErrorSummary refusals={refusals} />
      <p>
        個人情報ファイルを保有したらすぐに記載し、変わったらすぐに修正します。所管課が書き、所管課の別の職員が承認し、窓口が公表します。
      </p>
      <div class="actions">
        <form method="post" action={`${base}/new`}>
          <Button>新しい個人情報ファイルを記載する</Button>
        </form>
        <a href={`${base}/stock-taking`}>棚卸し・修正・消除</a>
        <a href={`${base}/import`}>表計算の帳簿を取り込む</a>
        <a href={`/${organisation.id}/levels`}>庁内で見せる範囲（データのレベル）</a>
      </div>
      <h2>{`あなたがすること（${mine.length}件）`}</h2>
      {mine.length === 0 ? <p class="muted">ありません。</p> : rows(mine)}
      {together('approve', '所管課としてまとめて承認する')}
      {together('publish', 'まとめて公表する')}
      <h2>{`ほかの人がすること（${others.length}件）`}</h2>
      {others.length === 0 ? <p class="muted">ありません。</p> : rows(others)}
    </>,
    refusals.length > 0 ? statusOf(refusals) : 200,
  )
}
