import type { FC } from 'hono/jsx'
import { Facts, Tag } from './components.tsx'

const OWNER_COLOURS: Record<string, 'blue' | 'orange' | 'grey'> = { proposer: 'orange', none: 'grey' }

/** The state of a case as a mark: orange while the proposer is awaited, grey once it is over. */
export const StateTag: FC<{ state: { label: string; owner: string } | undefined }> = ({ state }) => (
  <Tag colour={OWNER_COLOURS[state?.owner ?? 'none'] ?? 'blue'}>{state?.label ?? '—'}</Tag>
)

/** Which case a page is about. @param hidesProposer - for those who are to judge without knowing whose it is */
export const CaseHead: FC<{
  title: string
  loaded: {
    theCase: { receiptNumber: string | null; proposerName: string; state: string }
    programme: { states: Readonly<Record<string, { label: string; owner: string }>> }
  }
  fileName: string | undefined
  hidesProposer?: boolean
}> = ({ title, loaded: { theCase, programme }, fileName, hidesProposer }) => (
  <>
    <h1>{title}</h1>
    <Facts
      rows={[
        ['受付番号', theCase.receiptNumber],
        ['提案者', hidesProposer ? '（伏せています）' : theCase.proposerName],
        ['個人情報ファイル', fileName],
        ['状態', <StateTag state={programme.states[theCase.state]} />],
      ]}
    />
  </>
)
