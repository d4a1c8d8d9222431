import type { Block, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { CLASSES, measureName, number, percent, RULE27 } from '../words.ts'

const isReleased = ({ measures }: Report['columns'][number]) => !measures.includes('delete-column')
const because = ({ reason, rule }: Report['columns'][number]) =>
  [rule === null ? null : `第${rule}号`, reason].filter((part) => part !== null).join('　') || '書かれていません'

/** What was done under each item of Rule 27, to each column and why. */
export function measures(report: Report): Section {
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: '加工の基準（規則第27条）の号ごとの措置',
      head: ['号', '内容', '列', '措置', '確認'],
      rows: report.rule27.map(({ item, columns, measures: names, met }) => [
        `第${item}号`,
        RULE27[item] ?? '',
        columns.join('、') || '該当なし',
        names.map(measureName).join('、') || '―',
        met ? '満たす' : '満たさない',
      ]),
      shapes: 's   s',
    },
    {
      kind: 'table',
      caption: '残る列に行った加工とその理由',
      head: ['列', '種類', '行ったこと', '根拠の号と理由'],
      rows: report.columns
        .filter(isReleased)
        .map((column) => [column.name, CLASSES[column.class] ?? column.class, column.did, because(column)]),
      shapes: ' s  ',
    },
  ]
  const deleted = report.columns.filter((column) => !isReleased(column))
  if (deleted.length > 0)
    blocks.push({
      kind: 'table',
      caption: '削除した列',
      head: ['種類', '列'],
      rows: [...new Set(deleted.map((column) => column.class))].map((own) => [
        CLASSES[own] ?? own,
        deleted
          .filter((column) => column.class === own)
          .map((column) => `${column.name}（${because(column)}）`)
          .join('、'),
      ]),
      shapes: 's ',
    })
  if (report.thresholds.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'データから決めた上限・下限（丸めた値。その外には十人以上がいる）',
      head: ['列', '側', '値'],
      rows: report.thresholds.map(({ column, side, limit }) => [column, side === 'top' ? '上限' : '下限', number(limit)]),
      shapes: 'ssn',
    })
  if (report.bins && report.bins.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'データから決めた階級の境（丸めた値。どの階級にも k 人以上がいる）',
      head: ['列', '境'],
      rows: report.bins.map(({ column, edges }) => [column, edges.map(number).join('、')]),
      shapes: 's ',
    })
  const { synthetic } = report
  if (synthetic) {
    blocks.push({
      kind: 'text',
      text: [
        '結果には、実在しない人の記録（疑似データ）が ',
        { strong: `${number(synthetic.rows)} 件（結果の ${percent(synthetic.share)}）` },
        synthetic.mode === 'replace'
          ? ' 含まれます。同じ割合の本人の記録を先に除き、代わりに加えたものです。'
          : ' 含まれます。本人の記録に加えたものです。',
        '本人の数、組の大きさ、世帯の数には数えていません。疑似データは k 人以上の本人がいる組だけに置き、一人だけが持つ値の組合せとは重なりません。',
      ],
    })
    if (synthetic.nearness)
      blocks.push({
        kind: 'text',
        text: `疑似データから最も近い記録までの距離（0 は同じ、1 はすべて違う）の平均は、学習に使った記録では ${synthetic.nearness.toTraining.toFixed(3)}、使わなかった記録では ${synthetic.nearness.toHeldOut.toFixed(3)} です。学習に使った方に近いものの割合は ${percent(synthetic.nearness.nearerTraining)} です（丸暗記していなければ約半分）。`,
      })
  }
  if (report.bins && report.bins.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'データから決めた区分の境（丸めた値。どの区分にも k 人以上がいる）',
      head: ['列', '境'],
      rows: report.bins.map(({ column, edges }) => [column, edges.map((edge) => number(edge)).join('、') || 'なし（一つの区分）']),
      shapes: 's ',
    })
  if (report.synthetic)
    blocks.push(
      {
        kind: 'text',
        text: `架空の本人を ${number(report.synthetic.persons)} 人（記録 ${number(report.synthetic.rows)} 件、結果の ${percent(report.synthetic.share)}）${report.synthetic.mode === 'add' ? '加えました' : '、同じ割合の本人のかわりに入れました'}。架空の記録は、組の大きさやこの報告のほかの人数には数えていません。${report.synthetic.missing > 0 ? `条件に合うものができず、${number(report.synthetic.missing)} 人分は作れませんでした。` : ''}`,
      },
      ...(report.synthetic.nearness
        ? [
            {
              kind: 'text' as const,
              text: `架空の記録が、もとにした本人の記録を写していないかも確かめました。最も近い本人までの距離は、もとにした人で平均 ${report.synthetic.nearness.toTraining.toFixed(3)}、もとにしなかった人で ${report.synthetic.nearness.toHeldOut.toFixed(3)} です（もとにした人のほうが近かったものは ${percent(report.synthetic.nearness.nearerTraining)}。50 % に近いほど、写していないといえます）。`,
            },
          ]
        : []),
    )
  if (report.households && report.households.rows > 0)
    blocks.push({
      kind: 'text',
      text: `似た世帯が少ない ${number(report.households.blanked)} 世帯では、世帯のつながりが分かる列（${report.households.columns.join('、')}）を ${number(report.households.rows)} 件で空欄にしました。`,
    })
  return { id: 'measures', title: '何を、なぜ行ったか', blocks }
}
