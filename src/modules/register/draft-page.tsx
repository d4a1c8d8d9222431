import type { Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import type { Refusal } from '../../core/index.ts'
import { Button, ErrorSummary, Field, Notice, statusOf, Table, Tag } from '../../views/index.ts'
import { publicDifferences } from './differences.ts'
import { openEntryDraft } from './drafting.ts'
import { Editor, editorLabels, WARNINGS } from './editor-page.tsx'
import { judgmentRows } from './judgment.ts'
import { keeper, ledgerPage, ledgerPath, STATUS } from './ledger-frame.tsx'
import { type C, programmeOf } from './page-frame.ts'
import { snapshotOf } from './versions.ts'

/** A draft: to whoever may write it the form, to the others what will be published and what they may do with it. */
export async function showDraft(deps: Deps, c: C, refused?: { refusals: Refusal[]; typed?: Record<string, string>; revision?: string }) {
  const actor = keeper(c)
  const { organisation } = c.var
  const id = c.req.param('draft') ?? ''
  const { saved, draft, entry, warnings, steps } = await openEntryDraft(deps, actor, organisation, id)
  const path = `${ledgerPath(c)}/drafts/${id}`
  const programme = programmeOf(c)
  const title = entry ? `「${entry.name}」の修正` : '新しい記載'
  const refusals = refused?.refusals ?? []
  const status = refused ? statusOf(refusals) : 200
  if (steps.includes('write'))
    return ledgerPage(
      deps,
      c,
      title,
      <>
        {saved.note ? (
          <Notice kind="warning" title="差し戻されました">
            <p class="pre">{saved.note}</p>
          </Notice>
        ) : null}
        {c.req.query('saved') ? (
          <Notice kind="success">
            <p>保存しました。</p>
          </Notice>
        ) : null}
        <Editor
          programme={programme}
          typed={refused?.typed ?? saved.typed}
          refusals={refusals}
          action={path}
          revision={refused?.revision ?? saved.revision}
          isAmendment={entry !== undefined}
        />
        <h2>下書きをやめる</h2>
        <form method="post" action={`${path}/discard`}>
          <Button kind="danger">この下書きを捨てる</Button>
        </form>
      </>,
      status,
    )
  const differences = publicDifferences(programme, entry ? snapshotOf(entry) : undefined, draft)
  const people = await peopleNames(deps.db)
  return ledgerPage(
    deps,
    c,
    title,
    <>
      <ErrorSummary refusals={refusals} labels={editorLabels(programme)} />
      <p>
        <Tag colour={STATUS[saved.status][1]}>{STATUS[saved.status][0]}</Tag>
        {`　書いた人：${people.get(saved.writtenBy) ?? ''}`}
        {saved.approvedBy ? `　承認した人：${people.get(saved.approvedBy) ?? ''}` : ''}
      </p>
      {saved.typed.changeReason ? <p>{`修正の理由：${saved.typed.changeReason}`}</p> : null}
      <Table
        caption={entry ? '公表される内容の違い' : '公表される内容'}
        head={entry ? ['項目', 'いま', '修正後'] : ['項目', '内容']}
        rows={differences.map(({ label, before, after }) => [
          label,
          ...(entry ? [<span class="pre">{before || 'なし'}</span>] : []),
          <span class="pre">{after || 'なし'}</span>,
        ])}
      />
      <h2>職員だけに見える内容</h2>
      <Table
        caption="判断と内部の記録"
        hideCaption
        head={['項目', '内容']}
        rows={[
          ['本人の数', Number.isNaN(draft.persons) ? '' : `${draft.persons.toLocaleString('ja-JP')}人`],
          ...judgmentRows(programme, draft).map(([label, text]) => [label, <span class="pre">{text || 'なし'}</span>]),
        ]}
      />
      {warnings.length > 0 ? (
        <Notice kind="warning" title="書いた人が確かめたこと">
          <ul>
            {warnings.map(({ about, facts }) => (
              <li>{WARNINGS[about](facts)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {steps.length === 0 ? (
        <p class="muted">次に動くのは、ほかの職員です。書いた人は承認できず、承認した人は公表できません。</p>
      ) : (
        <>
          <form method="post" action={`${path}/${steps[0]}`}>
            <input type="hidden" name="revision" value={saved.revision} />
            <div class="actions">
              <Button>{steps[0] === 'approve' ? '所管課として承認する' : '公表する'}</Button>
            </div>
          </form>
          <h2>差し戻す</h2>
          <form method="post" action={`${path}/return`} class="narrow">
            <input type="hidden" name="revision" value={saved.revision} />
            <Field name="note" label="差し戻す理由" rows={3} required value={refused?.typed?.note} refusals={refusals} />
            <div class="actions">
              <Button kind="secondary">差し戻す</Button>
            </div>
          </form>
        </>
      )}
    </>,
    status,
  )
}
