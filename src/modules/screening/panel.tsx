import { LinkButton, Notice } from '../../views/index.ts'
import type { CasePanel } from '../proposals/index.ts'

/** On the page of a case, for officials: the way to the screening sheet. */
export const screeningPanel: CasePanel = ({ loaded, roles, moves, path }) => {
  if (roles.length === 0 || roles.includes('proposer')) return null
  const actions = moves.map(({ action }) => action)
  const isOpen = actions.some((action) => ['start-review', 'decide-fit', 'decide-unfit', 'record-opinion'].includes(action))
  return (
    <section>
      <h2>{loaded.programme.words.screening}</h2>
      {isOpen ? (
        <Notice title="審査を進めてください">
          <p>基準ごとに判断し、根拠と理由を審査票に書きます。決定は審査票から行います。</p>
        </Notice>
      ) : null}
      <div class="actions">
        <LinkButton kind={isOpen ? 'primary' : 'secondary'} href={`${path}/screening`}>
          {isOpen ? '審査票を書く' : '審査票を見る'}
        </LinkButton>
        {loaded.programme.bodies.some(({ state }) => state === loaded.theCase.state) ? (
          <LinkButton kind="secondary" href={`${path}/bodies`}>
            審査会の意見と判断
          </LinkButton>
        ) : null}
      </div>
    </section>
  )
}
