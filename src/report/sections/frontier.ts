import type { Block, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { measureInWords, number, oneIn, percent, UNIT_SHORT, UNITS } from '../words.ts'

/** What other limits would have given: risk against loss, the chosen point, and its neighbours in words. */
export function frontier({ frontier: known, privacy, search }: Report): Section | null {
  const { k } = privacy
  if (!known || !k || known.points.length === 0) return null
  const unit = UNIT_SHORT[k.unit]
  const reached = known.points.filter(({ met, loss }) => met && loss !== null)
  const limits = [...new Set(reached.map(({ suppressionLimit }) => suppressionLimit))].sort((a, b) => a - b)
  const isLoss = search.measure === 'loss'
  const asLoss = (value: number | null) =>
    isLoss ? percent(value) : value === null ? '―' : value.toLocaleString('ja-JP', { maximumSignificantDigits: 4 })
  const blocks: Block[] = [
    {
      kind: 'text',
      text: `組の人数（k、単位：${UNITS[k.unit]}、列：${k.over.join('・') || '準識別子なし'}）をいくつ以上とするか、記録の削除をどこまで許すかを変えると、識別の危険と失われる情報は次のように変わります。それぞれの点は、その条件で${isLoss ? '失われる情報' : measureInWords(search.measure)}が最も少なくなる段階の組合せです。`,
    },
  ]
  if (reached.length > 1)
    blocks.push({
      kind: 'points',
      title: `識別の危険と${isLoss ? '失われる情報' : measureInWords(search.measure)}`,
      across: isLoss ? '失われる情報（右ほど多く失う）' : measureInWords(search.measure),
      up: '最も高い識別の危険（上ほど高い）',
      acrossIsShare: isLoss,
      lines: limits.map((limit) => ({
        label: limit === 0 ? '削除なし' : `削除 ${percent(limit)} まで`,
        points: reached
          .filter(({ suppressionLimit }) => suppressionLimit === limit)
          .sort((a, b) => a.k - b.k)
          .map(({ k: asked, loss, highest, chosen }) => ({
            across: loss ?? 0,
            up: highest ?? 0,
            label: `${number(asked)}${unit}以上`,
            chosen,
          })),
      })),
    })
  blocks.push({
    kind: 'table',
    caption: '条件を変えたときの比べ',
    head: ['組の大きさ', '許す削除', '失われる情報', '削除される記録', '最も高い危険', '平均の危険', '選択'],
    rows: known.points.map((point) => [
      `${number(point.k)} ${unit}以上`,
      percent(point.suppressionLimit),
      point.met ? asLoss(point.loss) : 'できません',
      percent(point.suppressedShare),
      percent(point.highest),
      percent(point.average),
      point.chosen ? [{ strong: '選んだもの' }] : '―',
    ]),
    shapes: 'snnnnns',
  })
  const chosen = known.points.find((point) => point.chosen)
  const items = [
    ...(chosen?.met ? [`選んだ条件では、最も高い危険は ${percent(chosen.highest)}${oneIn(chosen.highest)}です。`] : []),
    ...known.words,
    ...known.neighbours.map(({ words }) => words),
  ]
  if (items.length > 0) blocks.push({ kind: 'heading', text: 'となりの選び方では' }, { kind: 'list', items })
  if (!known.complete) blocks.push({ kind: 'text', text: '時間の都合で、調べきれなかった条件は除いてあります。' })
  return { id: 'frontier', title: 'ほかの選び方', blocks }
}
