import type { Block, PairBlock, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { number, percent } from '../words.ts'

type Distribution = Report['distributions'][number]['before']

/** Each column before and after, side by side. What few persons hold stands in no bar (rule F1). */
export function distributions(report: Report): Section | null {
  if (report.distributions.length === 0) return null
  const blocks: Block[] = [
    {
      kind: 'text',
      text: '値ごとの記録の割合です。左は加工に入った記録の元の値、右は結果の値です。人数が十人に満たない値はまとめ、件数は 5 件単位に丸めてあるので、合計は少し合わないことがあります。',
    },
    ...report.distributions.map(
      ({ column, before, after }): PairBlock => ({ kind: 'pair', title: column, before: side(before, true), after: side(after, false) }),
    ),
  ]
  return { id: 'distributions', title: '加工の前と後', blocks }
}

function side(distribution: Distribution, before: boolean): PairBlock['before'] {
  if (!distribution) return null
  const { bars, others, intervals } = distribution
  const total = bars.reduce((sum, { rows }) => sum + rows, others?.rows ?? 0)
  const share = (rows: number) => (total === 0 ? 0 : rows / total)
  const entries = [...bars, ...(others ? [{ label: `その他（${number(others.values)}種類）`, rows: others.rows }] : [])]
  return {
    entries: entries.map(({ label, rows }) => ({ label, value: share(rows), text: `${percent(share(rows))}（${number(rows)}）`, before })),
    note: intervals ? '「a〜」は、a 以上で次の区切りより小さい値です。' : null,
  }
}
