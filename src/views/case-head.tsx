import type { Child, FC } from 'hono/jsx'
import { Facts, Tag } from './components.tsx'

const OWNER_COLOURS: Record<string, 'blue' | 'orange' | 'grey'> = { proposer: 'orange', none: 'grey' }

/** The state of a case as a mark: orange while the proposer is awaited, grey once it is over. */
export const StateTag: FC<{ state: { label: string; owner: string } | undefined }> = ({ state }) => (
  <Tag colour={OWNER_COLOURS[state?.owner ?? 'none'] ?? 'blue'}>{state?.label ?? '—'}</Tag>
)

/** Which case a page is about. */
export const CaseHead: FC<{
  title: string
  receiptNumber: string | null
  proposerName: string
  fileName: string
  state: { label: string; owner: string } | undefined
  more?: [label: string, value: Child][]
}> = ({ title, receiptNumber, proposerName, fileName, state, more = [] }) => (
  <>
    <h1>{title}</h1>
    <Facts
      rows={[
        ['受付番号', receiptNumber],
        ['提案者', proposerName],
        ['個人情報ファイル', fileName],
        ['状態', <StateTag state={state} />],
        ...more,
      ]}
    />
  </>
)
