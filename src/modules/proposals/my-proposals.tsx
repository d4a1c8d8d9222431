import type { Deps } from '../../app-env.ts'
import { eraDate, japanDate } from '../../core/index.ts'
import { LinkButton, Notice, Page } from '../../views/index.ts'
import { findEntry } from '../register/index.ts'
import { programmeOfCase } from './case.ts'
import { StateTag } from './case-page.tsx'
import { type C, caseTitle, frame, MY_PROPOSALS } from './page-frame.ts'
import { casesOfProposers } from './store.ts'

/** The proposals of these proposers to this organisation, newest first. */
export async function showMine(deps: Deps, c: C, mine: string[]) {
  const { organisation } = c.var
  const cases = await casesOfProposers(deps.db, organisation.id, mine)
  const rows = await Promise.all(
    cases.map(async (theCase) => {
      const entry = await findEntry(deps.db, organisation.id, theCase.entryId)
      const state = programmeOfCase(theCase).states[theCase.state]
      return (
        <li>
          <div class="title-line">
            <h2 class="row-title">
              <a href={`/${organisation.id}/proposals/${theCase.id}`}>{caseTitle(theCase, entry?.name ?? '')}</a>
            </h2>
            <StateTag state={state} raw={theCase.state} />
          </div>
          <p class="small muted">{`受付番号 ${theCase.receiptNumber ?? 'なし'}・最後の動き ${eraDate(japanDate(theCase.updatedAt))}`}</p>
          {state?.owner === 'proposer' ? <p>{state.explain}</p> : null}
        </li>
      )
    }),
  )
  return c.html(
    <Page {...frame(deps, c)} title={MY_PROPOSALS} crumbs={[{ href: `/${organisation.id}`, label: organisation.name }]}>
      <h1>{MY_PROPOSALS}</h1>
      {rows.length === 0 ? (
        <Notice>
          <p>この団体への提案は、まだありません。募集の中から個人情報ファイルを選ぶと、提案を書き始められます。</p>
          <p>
            <LinkButton href={`/${organisation.id}/calls`}>提案の募集を見る</LinkButton>
          </p>
        </Notice>
      ) : (
        <>
          <ul class="rows">{rows}</ul>
          <p>
            <a href={`/${organisation.id}/calls`}>新しく提案する（提案の募集へ）</a>
          </p>
        </>
      )}
    </Page>,
  )
}
