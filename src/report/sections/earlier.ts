import type { Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { number } from '../words.ts'

/** What earlier provisions of the same file tell together with this one (rule E1). */
export function earlier({ earlier: joins }: Report): Section | null {
  if (joins === null || joins.length === 0) return null
  const met = joins.every((join) => join.met)
  const stopped = joins.some((join) => !join.met && join.overruled === null)
  const decisions = new Map(joins.flatMap(({ overruled }) => (overruled ? [[JSON.stringify(overruled), overruled]] : [])))
  return {
    id: 'earlier',
    title: '前の提供と合わせて分かること',
    blocks: [
      {
        kind: 'text',
        text: met
          ? '同じ個人情報ファイルの前の提供を、今のファイルに同じ段階で当てはめ直し、この結果と本人ごとに突き合わせました。合わせても、定めた人数より少なく絞れる人はいませんでした。'
          : !stopped
            ? '同じ個人情報ファイルの前の提供と合わせると、定めた人数より少なく絞れる人がいます。それでも続けると、次の理由で決められました。'
            : '同じ個人情報ファイルの前の提供と合わせると、定めた人数より少なく絞れる人がいるため、止めました。結果のファイルは作られていません。加工方法を見直すか（前の提供と同じ区切りにする、対象をそろえる）、提供しないことを決めてください。',
      },
      ...(stopped
        ? []
        : [...decisions.values()].map(({ by, reason }) => ({
            kind: 'text' as const,
            text: `決めた人：${by ?? '加工した人'}。理由：${reason}`,
          }))),
      {
        kind: 'table',
        caption: '前の提供ごとの人数（推計）',
        head: ['前の加工方法（ハッシュの頭）', '求める人数', '両方にあり、合わせると絞れる人', '一方だけにあり、差から絞れる人'],
        rows: joins.map(({ recipeSha256, k, jointBelowK, differenceBelowK }) => [
          recipeSha256.slice(0, 12),
          `${number(k)} 人`,
          `${number(jointBelowK)} 人`,
          `${number(differenceBelowK)} 人`,
        ]),
        shapes: ' nnn',
      },
      {
        kind: 'text',
        text: 'この人数は推計です。前の提供の削除や抽出は、そのときのファイルの中身によって決まったもので、今のファイルに当てはめ直すと同じにはなりません。仮IDは加工ごとに別の鍵で作られ、突き合わせに使った対応は残していません。',
      },
    ],
  }
}
