import type { Block, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { number, oneIn, percent } from '../words.ts'

/** How exposed persons were and are. @source K. El Emam, Guide to the De-Identification of Personal Health Information, ch. 16 (highest and average risk) */
export function risk({ risk: { before, after }, privacy, sampled }: Report): Section {
  const pair = (label: string, key: 'highest' | 'average' | 'uniqueShare') => [
    { label: `${label}　加工前`, value: before[key] ?? 0, text: percent(before[key]), before: true },
    { label: `${label}　加工後`, value: after[key] ?? 0, text: percent(after[key]) },
  ]
  return {
    id: 'risk',
    title: '識別の危険',
    blocks: [
      {
        kind: 'text',
        text: `ここでいう「識別の危険」は、ある人の ${privacy.k?.over.join('・') || '準識別子'} をすべて知っていて、その人がこのファイルにいることも知っている人が、記録を一つ選んで当たる確率です（組が 5 人なら 20 %）。実際の危険は、相手が何を知っているかで変わります。`,
      },
      {
        kind: 'bars',
        title: '識別の危険（加工前と加工後）',
        entries: [...pair('最も高い人', 'highest'), ...pair('平均', 'average'), ...pair('一人だけの組の人', 'uniqueShare')],
        most: 1,
      },
      {
        kind: 'list',
        items:
          after.highest === null
            ? ['結果のファイルが作られていないので、加工後の値はありません。']
            : [
                `最も危険の高い人では ${percent(after.highest)}${oneIn(after.highest)}です。`,
                `平均では ${percent(after.average)}${oneIn(after.average)}です。全員の記録を言い当てようとすると、当たるのはこの割合と見込まれます。`,
                after.uniques === null
                  ? '一人だけの組の人は、数えられませんでした。'
                  : after.uniques === 0
                    ? '値の組合せが自分だけ、という人はいません。'
                    : `値の組合せが自分だけ、という人が ${number(after.uniques)} 人います。`,
                ...(sampled.length > 0
                  ? ['選び出した後のファイルの中での値です。選ばれたと知られていない人の危険は、これより低くなります。']
                  : []),
              ],
      },
      {
        kind: 'table',
        caption: '危険がある値を超える人の割合',
        head: ['危険の値', '加工前', '加工後'],
        rows: Object.keys(after.atRisk).map((threshold) => [
          `${percent(Number(threshold))} を超える（${number(Math.round(1 / Number(threshold)))} 人に 1 人より高い）`,
          percent(before.atRisk[threshold] ?? null),
          percent(after.atRisk[threshold] ?? null),
        ]),
        shapes: ' nn',
      },
      ...populationWords(after.population),
    ],
  }
}

const WAYS = { pitman: 'ピットマン', zayatz: 'ザヤッツ', snb: 'ずらした負の二項分布', dankar: 'ダンカーらの選び方' } as const

/** What a drawn file says of all from whom it was drawn (rule B4). */
function populationWords(population: Report['risk']['after']['population']): Block[] {
  if (!population) return []
  const { fraction, estimates } = population
  if (!estimates)
    return [
      {
        kind: 'text',
        text: `記録は全体の ${percent(fraction)} にあたりますが、一人ずつ無作為に選び出したものではないので、全体の中で値の組合せが自分だけになる人の割合は推定していません。`,
      },
    ]
  return [
    {
      kind: 'table',
      caption: `選び出す前の全体（この記録はその ${percent(fraction)}）の中で、値の組合せが自分だけになる人の割合の推定`,
      head: ['推定の方法', '割合'],
      rows: (Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) => [
        WAYS[way],
        estimates[way] === null ? '求められませんでした' : percent(estimates[way]),
      ]),
      shapes: ' n',
    },
    { kind: 'text', text: '推定は、全体の散らばり方についての仮定で変わります。高いほうの値も考えに入れてください。' },
  ]
}
