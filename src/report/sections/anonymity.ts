import type { Block, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { kInWords, modelInWords, modelName, number, UNIT_SHORT } from '../words.ts'

/** Whether persons can be told apart: k with its columns and unit (rule B1), classes, and what models ask of sensitive values. */
export function anonymity({ privacy, sampled, beforeSampling }: Report): Section {
  const { k } = privacy
  const unit = k ? UNIT_SHORT[k.unit] : '件'
  const blocks: Block[] = []
  if (k) {
    blocks.push(
      {
        kind: 'text',
        text: `${k.over.length === 0 ? '準識別子の列はありません' : `${k.over.join('・')} の値がすべて同じ${unit === '人' ? '人' : '記録'}を、一つの「組」とします`}。組が大きいほど、その値を知っていても、どの記録が誰のものかを言い当てにくくなります。組は ${number(privacy.classes)} あります。`,
      },
      { kind: 'text', text: [{ strong: kInWords(k) }, '。'] },
    )
    if (k.beforePerturbation !== null)
      blocks.push({
        kind: 'text',
        text: `準識別子の値の一部を別の値に置き換えています。置き換えた値が同じでも、元の値が同じ人がそれだけいるとは限らないので、要件を満たすかどうかは、置き換える前の組で確かめました。結果のファイルで同じ値を数えると、最も少ない組は ${number(k.achieved)} ${unit}です。`,
      })
    if (k.unit === 'profiles')
      blocks.push({
        kind: 'text',
        text: '同じ人の複数の記録がつながって残るので、一件ずつではなく、その人の全期間の記録が同じ人の数を数えています。',
      })
  }
  if (privacy.classSizes && k)
    blocks.push({
      kind: 'bars',
      title: `組の大きさ（大きさごとの組の数。かっこ内はそこに入る${unit === '人' ? '人' : '記録'}の数）`,
      entries: privacy.classSizes.map(({ from, to, classes, units }) => ({
        label:
          to === null ? `${number(from)} ${unit}以上` : from === to ? `${number(from)} ${unit}` : `${number(from)}〜${number(to)} ${unit}`,
        value: classes,
        text: `${number(classes)} 組（${number(units)} ${unit}）`,
      })),
    })
  for (const { rate, by } of sampled)
    blocks.push({
      kind: 'text',
      text: `${{ person: '本人', household: '世帯', record: '記録' }[by] ?? by}の ${number(rate * 100)} % を無作為に選び出してから、残りを加工しました。ある人が選ばれたかどうかは、結果を見る人には分かりません。`,
    })
  if (beforeSampling)
    blocks.push({
      kind: 'text',
      text: `選び出す前のファイルでは、結果に現れるどの組の値にも、当てはまる${unit === '人' ? '人' : '記録'}が${beforeSampling.estimated ? 'およそ' : '少なくとも'} ${number(beforeSampling.smallest)} ${unit}${beforeSampling.estimated ? '以上いたと見込まれます（k を抽出の割合で割った値）' : 'いました'}。`,
    })
  if (privacy.models.length > 0) {
    blocks.push(
      {
        kind: 'text',
        text: '組の全員が同じ値なら、記録を言い当てなくても、その値が知られてしまいます。そこで、組の中の値の散らばりも確かめました。',
      },
      {
        kind: 'table',
        caption: '守るべき値の散らばりなど、組の大きさのほかに求めたこと',
        head: ['列', '測り方', '必要', '結果', '確認'],
        rows: privacy.models.map(({ column, model, required, achieved, achievedByReleased, met }) => [
          column ?? '―',
          modelName(model),
          figure(required),
          achievedByReleased === null ? figure(achieved) : `${figure(achieved)}（残った人と比べると ${figure(achievedByReleased)}）`,
          met ? '満たす' : '満たさない',
        ]),
        shapes: 's nns',
      },
      ...(privacy.models.some(({ reference }) => reference === 'entering')
        ? [
            {
              kind: 'text' as const,
              text: '全体の分布と比べる測り方では、加工に入った全員の分布を「全体」としています。記録の削除で全体そのものが変わっていないかは、残った人と比べた値で分かります。',
            },
          ]
        : []),
      {
        kind: 'list',
        items: [
          ...[...new Set(privacy.models.map(({ model }) => model))].flatMap((model) => modelInWords(model) ?? []),
          // Both figures, and which of them decides (rule C2).
          ...privacy.models.flatMap(({ model, column, reference, achieved, achievedByReleased }) =>
            reference === 'entering' && achieved !== null && achievedByReleased !== null
              ? [
                  `列「${column}」の${modelName(model)}は、除く前の全員の分布と比べて ${number(achieved)} です（合否はこれで決めます）。結果のファイルだけの分布と比べると ${number(achievedByReleased)} です。`,
                ]
              : [],
          ),
        ],
      },
    )
  }
  return { id: 'anonymity', title: '本人が見分けられないか', blocks }
}

/** Whole numbers as they are, others to four digits: a limit may be small. */
const figure = (value: number | null): string =>
  value === null || Number.isInteger(value) ? number(value) : value.toLocaleString('ja-JP', { maximumSignificantDigits: 4 })
