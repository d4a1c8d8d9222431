import type { Block, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { percent } from '../words.ts'

/** What leaves outside the classes that k counts (rule B1). */
export function outside({ kept, uniqueOnAll, search, sha256 }: Report): Section | null {
  const blocks: Block[] = []
  if (kept.length > 0)
    blocks.push(
      {
        kind: 'text',
        text: '次の列は準識別子に入れておらず、組の大きさには数えられていません。その値を別の方法で知る人には、記録を言い当てる手がかりになります。',
      },
      {
        kind: 'table',
        caption: '準識別子のほかに残る列と、それで一人に絞れる人の割合',
        head: ['列', 'その列だけで', '準識別子と合わせて', '残す理由', '二人目の確認'],
        rows: kept.map(({ column, unique, uniqueWithQuasi, reason, confirmed }) => [
          column,
          percent(unique),
          percent(uniqueWithQuasi),
          reason ?? '書かれていません',
          confirmed ?? '―',
        ]),
        shapes: ' nn  ',
      },
      { kind: 'text', text: `残るすべての列（仮IDを除く）の値をすべて知れば一人に絞れる人は、${percent(uniqueOnAll)} です。` },
    )
  if (Object.keys(search.levels).length > 0 && sha256.output !== null)
    blocks.push({
      kind: 'text',
      text: '一般化の段階は、要件を満たすものの中から、失われる情報が最も少なくなるように選びました。その選び方を知る人は、これより細かい段階では要件を満たさなかったことを推し量れます。',
    })
  if (search.recoding?.caveat) blocks.push({ kind: 'text', text: search.recoding.caveat })
  return blocks.length === 0 ? null : { id: 'outside', title: '組の大きさが数えないもの', blocks }
}
