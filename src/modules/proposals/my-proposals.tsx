import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { eraDate, type IsoDate, japanDate } from '../../core/index.ts'
import type { State } from '../../programmes/index.ts'
import { Due, LinkButton, Notice, Page } from '../../views/index.ts'
import { findCall, findEntry } from '../register/index.ts'
import { programmeOfCase } from './case.ts'
import { StateTag } from './case-page.tsx'
import type { Case } from './model.ts'
import { type C, caseTitle, frame, MY_PROPOSALS } from './page-frame.ts'
import { awaitsErasure, caseDeadline } from './steps.ts'
import { casesOfProposers, eventsOf } from './store.ts'

/** A proposal as its proposers see it in their list. */
interface Line {
  theCase: Case
  title: string
  state: State | undefined
  /** by when the present state is left, if a day is set: for a draft the end of its call */
  dueOn: IsoDate | null
  group: 'own' | 'waiting' | 'used' | 'over'
}

async function linesOf(deps: Deps, organisationId: string, mine: string[]): Promise<Line[]> {
  const cases = await casesOfProposers(deps.db, organisationId, mine)
  return Promise.all(
    cases.map(async (theCase) => {
      const programme = programmeOfCase(theCase)
      const state = programme.states[theCase.state]
      const [entry, call, events] = await Promise.all([
        findEntry(deps.db, organisationId, theCase.entryId),
        theCase.state === programme.start ? findCall(deps.db, organisationId, theCase.callId) : undefined,
        eventsOf(deps.db, organisationId, theCase.id),
      ])
      const isUsed = awaitsErasure(programme, theCase.state)
      const group = state?.end ? 'over' : isUsed ? 'used' : state?.owner === 'proposer' ? 'own' : 'waiting'
      const dueOn = state?.end ? null : (call?.closesOn ?? caseDeadline({ programme, events }))
      return { theCase, title: caseTitle(theCase, entry?.name ?? ''), state, dueOn, group }
    }),
  )
}

const Lines: FC<{ organisationId: string; lines: Line[]; today: IsoDate }> = ({ organisationId, lines, today }) => (
  <ul class="rows">
    {lines.map(({ theCase, title, state, dueOn }) => (
      <li>
        <div class="title-line">
          <h3 class="row-title">
            <a href={`/${organisationId}/proposals/${theCase.id}`}>{title}</a>
          </h3>
          <StateTag state={state} raw={theCase.state} />
        </div>
        <p class="small muted">
          {`受付番号 ${theCase.receiptNumber ?? 'なし'}・最後の動き ${eraDate(japanDate(theCase.updatedAt))}`}
          <Due dueOn={dueOn} today={today} />
        </p>
        {state?.owner === 'proposer' ? <p>{state.explain}</p> : null}
      </li>
    ))}
  </ul>
)

/** The proposals of these proposers to this organisation: what waits for them by its day, then the others, newest first. */
export async function showMine(deps: Deps, c: C, mine: string[]) {
  const { organisation } = c.var
  const today = japanDate(deps.clock())
  const lines = await linesOf(deps, organisation.id, mine)
  const own = lines.filter(({ group }) => group === 'own').sort((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1))
  const parts = [
    ['あなたがすること', own],
    ['団体の返事を待つもの', lines.filter(({ group }) => group === 'waiting')],
    ['利用しているもの', lines.filter(({ group }) => group === 'used')],
    ['終わったもの', lines.filter(({ group }) => group === 'over')],
  ] as const
  return c.html(
    <Page {...frame(deps, c)} title={MY_PROPOSALS} crumbs={[{ href: `/${organisation.id}`, label: organisation.name }]}>
      <h1>{MY_PROPOSALS}</h1>
      {lines.length === 0 ? (
        <Notice>
          <p>この団体への提案は、まだありません。募集の中から個人情報ファイルを選ぶと、提案を書き始められます。</p>
          <p>
            <LinkButton href={`/${organisation.id}/calls`}>提案の募集を見る</LinkButton>
          </p>
        </Notice>
      ) : (
        <>
          {parts.map(([label, some]) =>
            some.length > 0 ? (
              <section>
                <h2>{`${label}（${some.length}件）`}</h2>
                <Lines organisationId={organisation.id} lines={[...some]} today={today} />
              </section>
            ) : null,
          )}
          <p>
            <a href={`/${organisation.id}/calls`}>新しく提案する（提案の募集へ）</a>
          </p>
        </>
      )}
    </Page>,
  )
}
