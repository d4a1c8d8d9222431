import type { FC } from 'hono/jsx'
import { measureName } from '../../report/index.ts'
import { Facts, Notice, Table, Tag } from '../../views/index.ts'

/** The parts of a run's report (report/1) that this page shows. */
interface Figures {
  engine?: string
  rows?: { input: number; removed: number; suppressed: number; output: number }
  persons?: { input: number; removed: number; suppressed: number; output: number } | null
  rule27?: { item: number; columns: string[]; measures: string[]; met: boolean }[]
  privacy?: {
    k?: { required: number; achieved: number | null; unit: string; over: string[]; met?: boolean } | null
    models?: { model: string; column?: string; required: unknown; achieved: unknown; met: boolean }[]
  }
  search?: { levels: Record<string, number>; loss: number }
  risk?: { before?: Record<string, number | null>; after?: Record<string, number | null> }
  columns?: { name: string; measures: string[]; level: string | null }[]
  utility?: {
    loss?: number
    columns?: Record<string, { loss: number | null; distinctBefore: number | null; distinctAfter: number | null; nulls: number | null }>
  }
}

const UNITS: Record<string, string> = { persons: '人', profiles: '人（全期間の記録の組）', rows: '件' }
const count = (value: number | null | undefined) => (value === null || value === undefined ? '－' : value.toLocaleString('ja-JP'))
const share = (value: number | null | undefined) =>
  value === null || value === undefined ? '－' : `${(value * 100).toLocaleString('ja-JP', { maximumSignificantDigits: 3 })} %`

/** What a run did and measured: Rule 27 item by item, k with its columns and unit, risk, and what was lost. */
export const ReportFigures: FC<{ report: Record<string, unknown> }> = ({ report }) => {
  const figures = report as Figures
  const k = figures.privacy?.k
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">加工の報告</h2>
      {k ? (
        <Notice
          kind={k.met === false ? 'error' : 'success'}
          title={`k = ${k.achieved ?? '－'}（必要 ${k.required}）・単位：${UNITS[k.unit] ?? k.unit}`}
        >
          <p>
            {k.over.join('・')} の組合せが同じ{UNITS[k.unit] ?? k.unit}の、最も少ない数です。書き終えたファイルを読み直して数えました。
          </p>
        </Notice>
      ) : null}
      <h3>加工の基準（五つの号）</h3>
      <Table
        caption="加工の基準ごとの措置"
        hideCaption
        head={['号', '列', '措置', '確認']}
        rows={(figures.rule27 ?? []).map(({ item, columns, measures, met }) => [
          `第${item}号`,
          columns.join('、') || '該当なし',
          measures.map(measureName).join('、') || '－',
          met ? <Tag colour="green">満たす</Tag> : <Tag colour="red">満たさない</Tag>,
        ])}
      />
      <h3>件数</h3>
      <Table
        caption="件数と人数"
        hideCaption
        head={['', '元', '条件による削除', '匿名性のための削除', '結果']}
        numeric={[1, 2, 3, 4]}
        rows={[
          ['記録（件）', ...(['input', 'removed', 'suppressed', 'output'] as const).map((key) => count(figures.rows?.[key]))],
          ...(figures.persons
            ? [['本人（人）', ...(['input', 'removed', 'suppressed', 'output'] as const).map((key) => count(figures.persons?.[key]))]]
            : []),
        ]}
      />
      <h3>識別の危険</h3>
      <Facts
        rows={[
          ['最も高い人（加工後）', share(figures.risk?.after?.highest)],
          ['平均（加工前 → 加工後）', `${share(figures.risk?.before?.average)} → ${share(figures.risk?.after?.average)}`],
          [
            '組合せが一人だけの割合（加工前 → 加工後）',
            `${share(figures.risk?.before?.uniqueShare)} → ${share(figures.risk?.after?.uniqueShare)}`,
          ],
        ]}
      />
      <h3>失われたもの</h3>
      <p>全体の損失は {share(figures.search?.loss)} です（0 % は元のまま、100 % は何も残らないこと）。</p>
      <Table
        caption="列ごとの変化"
        hideCaption
        head={['列', '加工', '段階', '値の種類（前）', '値の種類（後）', '空欄']}
        numeric={[3, 4, 5]}
        rows={(figures.columns ?? [])
          .filter(({ name }) => figures.utility?.columns?.[name])
          .map(({ name, measures, level }) => {
            const column = figures.utility?.columns?.[name]
            return [
              name,
              measures.map(measureName).join('、'),
              level ?? '－',
              count(column?.distinctBefore),
              count(column?.distinctAfter),
              count(column?.nulls),
            ]
          })}
      />
    </section>
  )
}
