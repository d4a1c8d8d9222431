import type { Deps } from '../../app-env.ts'
import { eraDate, japanDate, NotFound } from '../../core/index.ts'
import { type DocumentModel, DocumentPreview, markedPaper } from '../../documents/index.ts'
import { LinkButton, Page } from '../../views/index.ts'
import type { LoadedCase } from './case.ts'
import { type C, frame } from './page-frame.ts'
import { maySeePaper } from './permissions.ts'
import { findIssuedDocument } from './store.ts'

/** An issued paper as part of a page; to officials also what was worded anew before it was issued. The caller has checked that the actor may see the case. */
export async function showDocument(deps: Deps, c: C, loaded: LoadedCase, documentId: string, isOfficial: boolean) {
  const { organisation } = c.var
  const caseId = loaded.theCase.id
  const document = await findIssuedDocument(deps.db, organisation.id, caseId, documentId)
  if (!document || !maySeePaper(loaded, document.form, isOfficial)) throw new NotFound('document')
  const path = `/${organisation.id}/proposals/${caseId}`
  return c.html(
    <Page
      {...frame(deps, c)}
      title={document.title}
      crumbs={[
        { href: `/${organisation.id}`, label: organisation.name },
        { href: path, label: '案件' },
      ]}
    >
      <h1>{document.title}</h1>
      <p>{`番号 ${document.number}・${eraDate(japanDate(document.issuedAt))}`}</p>
      <div class="actions before">
        <LinkButton href={`${path}/documents/${document.id}/word`}>Word ファイルを受け取る</LinkButton>
        <a href={path}>案件に戻る</a>
      </div>
      <DocumentPreview model={document.model as DocumentModel} />
      {isOfficial && document.edited ? (
        <details>
          <summary>{`発行の前に文面を直したところ（${document.edited.edits.length}か所）`}</summary>
          <DocumentPreview model={markedPaper(document.edited)} />
        </details>
      ) : null}
      <details>
        <summary>ファイルの同一性を確かめる</summary>
        <p>
          Word ファイルの SHA-256：<code>{document.sha256}</code>
        </p>
      </details>
    </Page>,
  )
}
