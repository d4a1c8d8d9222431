import type { FC } from 'hono/jsx'
import { yen } from '../core/index.ts'
import { Table } from './components.tsx'

/** A fee as the tariff computes it: every line with how it comes about, and the sum. */
export const FeeTable: FC<{
  lines: { label: string; detail: string; amountYen: number; source?: string }[]
  totalYen: number
  caption: string
}> = ({ lines, totalYen, caption }) => (
  <Table
    caption={caption}
    head={['内訳', '計算', '金額']}
    numeric={[2]}
    rows={[
      ...lines.map(({ label, detail, amountYen, source }) => [label, source ? `${detail}（${source}）` : detail, yen(amountYen)]),
      ['合計', '', <strong>{yen(totalYen)}</strong>],
    ]}
  />
)
