import type { Block, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { levelInWords } from '../technique-words.ts'
import { measureInWords, number, percent } from '../words.ts'

/** What was lost for whoever uses the result. */
export function loss({ rows, persons, search, utility, columns, synthetic }: Report): Section {
  const made = synthetic?.rows ?? 0
  const share = (part: number) => (rows.input === 0 ? '―' : percent(part / rows.input))
  const blocks: Block[] = [
    {
      kind: 'text',
      text: [
        '全体の損失は ',
        { strong: percent(utility.loss) },
        ' です。損失は、一般化で値の細かさがどれだけ失われ、記録がどれだけ削除されたかを、0 %（元のまま）から 100 %（何も残らない）で表したものです。',
      ],
    },
    {
      kind: 'bars',
      title: '記録の数',
      entries: [
        { label: '元のファイル', value: rows.input, text: `${number(rows.input)} 件`, before: true },
        { label: '条件・抽出による削除', value: rows.removed, text: `${number(rows.removed)} 件（${share(rows.removed)}）`, before: true },
        {
          label: '匿名性のための削除',
          value: rows.suppressed,
          text: `${number(rows.suppressed)} 件（${share(rows.suppressed)}）`,
          before: true,
        },
        {
          label: made > 0 ? '結果のうち本人の記録' : '結果',
          value: rows.output - made,
          text: `${number(rows.output - made)} 件（${share(rows.output - made)}）`,
        },
        ...(made > 0 ? [{ label: '結果のうち疑似データ', value: made, text: `${number(made)} 件` }] : []),
      ],
    },
  ]
  if (search.measure !== 'loss')
    blocks.push({
      kind: 'text',
      text: `段階は、損失ではなく「${measureInWords(search.measure)}」が最も小さくなるように選びました（値は ${search.loss.toLocaleString('ja-JP', { maximumSignificantDigits: 4 })}）。`,
    })
  if (search.recoding)
    blocks.push({
      kind: 'text',
      text: `${search.recoding.kind === 'local' ? '記録を減らさないように、記録ごとに一般化の段階を選びました' : '記録ごと削除するかわりに、必要なセルだけを隠しました'}。一つのセルから失われた情報は平均で ${percent(search.recoding.cellLoss)}、どの値か分からなくなったセルは ${number(search.recoding.hiddenCells)} です。`,
    })
  if (persons)
    blocks.push({
      kind: 'table',
      caption: '本人の数（人）',
      head: ['こと', '元', '条件・抽出による削除', '匿名性のための削除', '結果'],
      rows: [['本人', number(persons.input), number(persons.removed), number(persons.suppressed), number(persons.output)]],
      shapes: 'snnnn',
    })
  const told = columns.filter(({ name }) => Object.hasOwn(utility.columns, name))
  if (told.length > 0)
    blocks.push(
      {
        kind: 'table',
        caption: '列ごとに失われたもの',
        head: ['列', '値の種類（前 → 後）', '空欄（件）', '損失', '使うときに'],
        rows: told.map(({ name, measures, level }) => {
          const column = utility.columns[name]!
          return [
            name,
            `${number(column.distinctBefore)} → ${number(column.distinctAfter)}`,
            number(column.nulls),
            percent(column.loss),
            forUse(measures, level, column),
          ]
        }),
        shapes: ' nnn ',
      },
      { kind: 'text', text: '「損失」は準識別子の列だけで測ります。「―」は測っていないことを表します。' },
    )
  return { id: 'loss', title: '失われたもの', blocks }
}

type ColumnUse = Report['utility']['columns'][string]

/** What the change means for whoever counts with the column. */
function forUse(measures: string[], level: string | null, { distinctBefore, distinctAfter }: ColumnUse): string {
  if (measures.includes('pseudonym')) return '同じ人や世帯かどうかだけが分かります'
  if (measures.includes('swap')) return '全体の割合は保たれ、一件ごとの値は入れ替わっていることがあります'
  if (measures.includes('add-noise')) return '平均などは近い値になり、一件ごとの値はずれています'
  if (measures.includes('synthesise')) return '一部は架空の値で、一件ごとの値は当てになりません'
  if (measures.includes('microaggregate')) return '組の代表の値で、個々の値は分かりません'
  if (measures.includes('shift-dates')) return '同じ人の日付の間隔は元のまま、日付そのものはずれています'
  if (distinctAfter === 1 && distinctBefore !== 1) return 'どの記録も同じ値で、使えません'
  if (measures.includes('generalise') && level !== null && level !== '元の値')
    return level.includes('%') ? '記録によって値の細かさが違います' : `${levelInWords(level)}より細かい違いは分かりません`
  if (measures.some((name) => name === 'top-code' || name === 'bottom-code')) return '極端な値どうしの違いは分かりません'
  if (measures.includes('round') || measures.includes('bands')) return '丸めた幅より細かい違いは分かりません'
  return '元の値のまま使えます'
}
