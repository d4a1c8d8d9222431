import type { Report } from './report.ts'
import { CLASSES, MODELS, measureName, number, percent, RULE27, UNIT_SHORT, UNITS } from './words.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const esc = (raw: string) => raw.replace(/[&<>"']/g, (character) => escapes[character]!)

/** @param shapes - per column: `n` numbers, at the right; `s` short words, on one line; a space for the rest */
function table(caption: string, head: string[], rows: string[][], shapes = ''): string {
  const shape = (i: number) => (shapes[i] && shapes[i] !== ' ' ? ` class="${shapes[i]}"` : '')
  const cells = (row: string[]) =>
    row.map((cell, i) => (i === 0 ? `<th scope="row"${shape(i)}>${cell}</th>` : `<td${shape(i)}>${cell}</td>`)).join('')
  return `<table${rows.length <= 8 ? ' class="k"' : ''}><caption>${esc(caption)}</caption><thead><tr>${head.map((cell, i) => `<th scope="col"${shape(i)}>${esc(cell)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table>`
}

const isReleased = ({ measures }: Report['columns'][number]) => !measures.includes('delete-column')
const reasonOf = ({ reason, rule }: Report['columns'][number]) => esc(reason ?? (rule === null ? '―' : `第${rule}号`))

interface Bar {
  label: string
  value: number
  text: string
  light?: boolean
}

/** Bars with their figures written beside them: nothing is told by colour or length alone. */
function bars(title: string, entries: Bar[], most = Math.max(...entries.map(({ value }) => value), 0)): string {
  const height = 30
  const rows = entries.map(({ label, value, text, light }, i) => {
    const width = most > 0 ? Math.max(value > 0 ? 2 : 0, (value / most) * 300) : 0
    const y = i * height
    return `<text x="0" y="${y + 20}">${esc(label)}</text><rect x="230" y="${y + 6}" width="${width.toFixed(1)}" height="18" fill="${light ? '#c5d7fb' : '#0017c1'}"/><text x="${(236 + width).toFixed(1)}" y="${y + 20}">${esc(text)}</text>`
  })
  return `<figure><figcaption>${esc(title)}</figcaption><svg viewBox="0 0 660 ${entries.length * height}" role="img" aria-label="${esc(`${title}：${entries.map(({ label, text }) => `${label} ${text}`).join('、')}`)}" font-size="14">${rows.join('')}</svg></figure>`
}

const STYLE = `
@page{size:A4;margin:18mm 16mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:50rem;padding:1.5rem;color:#1a1a1c;background:#fff;font:16px/1.7 'Noto Sans JP','Noto Sans CJK JP','Hiragino Sans',Meiryo,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.4;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.25rem 0 .75rem;padding-bottom:.25rem;border-bottom:2px solid #00118f;break-after:avoid}
p{margin:0 0 .75rem}.sub{color:#595959;margin-bottom:1.5rem}
.verdict{border:1px solid #949494;border-left:8px solid #197a4b;border-radius:8px;padding:1rem 1.25rem;margin:1rem 0;break-inside:avoid}
.verdict.no{border-left-color:#ce0000}.verdict strong{font-size:1.375rem;display:block;line-height:1.4}
table{border-collapse:collapse;width:100%;margin:0 0 1rem;font-size:.9375rem}caption{text-align:left;font-weight:700;padding:.25rem 0}
table .s{white-space:nowrap}th,td{border-bottom:1px solid #ccc;padding:.4rem .5rem;text-align:left;vertical-align:top}thead th{background:#f2f2f2;border-bottom:2px solid #666}
tr,table.k{break-inside:avoid}.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}
figure{margin:0 0 1.25rem;break-inside:avoid}figcaption{font-weight:700;margin-bottom:.25rem}svg{width:100%;height:auto;display:block}
code{font-size:.8125rem}@media print{body{font-size:10.5pt;line-height:1.6;padding:0;max-width:none}table{font-size:9.5pt}th,td{padding:.25rem .375rem}code{font-size:7.5pt}h2{margin-top:1.5rem}}ul{padding-left:1.25rem;margin:0 0 1rem}
`

/**
 * The report for people: plain Japanese, printable on A4, without script. It holds nothing that report.json does not; k is
 * never named without its columns and its unit (rule B1).
 */
export function renderReportHtml(report: Report): string {
  const { rows, persons, privacy, risk, search } = report
  const k = privacy.k
  const released = report.sha256.output !== null
  const unit = k ? UNIT_SHORT[k.unit] : '件'
  const parts: string[] = []

  parts.push(`<h1>加工の報告</h1><p class="sub">${esc(report.recipe.title)}</p>`)
  parts.push(
    released
      ? `<div class="verdict"><strong>定めた要件を満たしました</strong><p>書き終えたファイルを読み直して測り、満たすことを確かめてから結果としました。</p></div>`
      : `<div class="verdict no"><strong>定めた要件を満たせませんでした</strong><p>結果のファイルは作られていません。どこまで届いたかを、下に示します。</p></div>`,
  )

  parts.push('<h2>本人が見分けられないか</h2>')
  if (k) {
    const reached = k.achieved === null ? '数えられる記録がありませんでした' : `最も少ない組で ${number(k.achieved)} ${unit}`
    parts.push(
      `<p><strong>k = ${k.achieved ?? '―'}</strong>（必要 ${k.required ?? '―'}、単位：${esc(UNITS[k.unit])}）。${esc(k.over.join('・') || '準識別子なし')} の値がすべて同じ人の数を数えると、${reached}です。組は ${number(privacy.classes)} あります。</p>`,
    )
  }
  if (privacy.models.length > 0)
    parts.push(
      table(
        '守るべき値の散らばり',
        ['列', '測り方', '必要', '結果', '確認'],
        privacy.models.map(({ column, model, required, achieved, met }) => [
          esc(column),
          esc(MODELS[model] ?? model),
          number(required),
          number(achieved),
          met ? '満たす' : '満たさない',
        ]),
        'ssnns',
      ),
    )
  if (privacy.classSizes && k)
    parts.push(
      bars(
        `組の大きさ（${UNIT_SHORT[k.unit]}数ごとの組の数）`,
        privacy.classSizes.map(({ from, to, classes, units }) => ({
          label:
            to === null
              ? `${number(from)} ${unit}以上`
              : from === to
                ? `${number(from)} ${unit}`
                : `${number(from)}〜${number(to)} ${unit}`,
          value: classes,
          text: `${number(classes)} 組（${number(units)} ${unit}）`,
        })),
      ),
    )
  const before = risk.before
  const after = risk.after
  parts.push(
    '<p>「識別の危険」は、ある人の準識別子をすべて知る人が、その人の記録を言い当てる確率です（組の人数の逆数）。</p>',
    bars(
      '識別の危険（加工前と加工後）',
      [
        { label: '最も高い人　加工前', value: before.highest ?? 0, text: percent(before.highest), light: true },
        { label: '最も高い人　加工後', value: after.highest ?? 0, text: percent(after.highest) },
        { label: '平均　加工前', value: before.average ?? 0, text: percent(before.average), light: true },
        { label: '平均　加工後', value: after.average ?? 0, text: percent(after.average) },
        { label: '一人だけの組の人　加工前', value: before.uniqueShare ?? 0, text: percent(before.uniqueShare), light: true },
        { label: '一人だけの組の人　加工後', value: after.uniqueShare ?? 0, text: percent(after.uniqueShare) },
      ],
      1,
    ),
    table(
      '危険がある値を超える人の割合',
      ['危険の値', '加工前', '加工後'],
      Object.keys(after.atRisk).map((threshold) => [
        `${percent(Number(threshold))} を超える`,
        percent(before.atRisk[threshold] ?? null),
        percent(after.atRisk[threshold] ?? null),
      ]),
      'snn',
    ),
  )

  if (report.kept.length > 0)
    parts.push(
      `<h2>k が数えないもの</h2><p>次の列は準識別子に入れず、k では数えていません。その値を別の方法で知る人には、記録を言い当てる手がかりになります。</p>`,
      table(
        '準識別子のほかに残る列と、それで一人に絞れる人の割合',
        ['列', 'その列だけで', '準識別子と合わせて', '残す理由', '二人目の確認'],
        report.kept.map(({ column, unique, uniqueWithQuasi, reason, confirmed }) => [
          esc(column),
          percent(unique),
          percent(uniqueWithQuasi),
          esc(reason ?? '書かれていません'),
          esc(confirmed ?? '―'),
        ]),
        ' nn  ',
      ),
      `<p>残るすべての列（仮IDを除く）の値をすべて知れば一人に絞れる人は、${percent(report.uniqueOnAll)} です。</p>`,
    )
  if (Object.keys(search.levels).length > 0)
    parts.push(
      '<p>段階は、要件を満たすものの中から損失が最も小さくなるように選びました。その選び方を知る人は、これより細かい段階では要件を満たさなかったことを推し量れます。</p>',
    )

  parts.push(
    '<h2>加工の基準（五つの号）</h2>',
    table(
      '号ごとの措置',
      ['号', '内容', '列', '措置', '確認'],
      report.rule27.map(({ item, columns, measures, met }) => [
        `第${item}号`,
        esc(RULE27[item] ?? ''),
        esc(columns.join('、') || '該当なし'),
        esc(measures.map(measureName).join('、') || '―'),
        met ? '満たす' : '満たさない',
      ]),
      's   s',
    ),
    '<h2>列ごとの加工</h2>',
    table(
      '残る列の加工と理由',
      ['列', '種類', '加工', '段階', '値の種類', '空欄', '理由'],
      report.columns.filter(isReleased).map((column) => {
        const utility = report.utility.columns[column.name]
        return [
          esc(column.name),
          esc(CLASSES[column.class] ?? column.class),
          esc(column.measures.map(measureName).join('、')),
          esc(column.level ?? '―'),
          utility ? `${number(utility.distinctBefore)} → ${number(utility.distinctAfter)}` : '―',
          utility ? number(utility.nulls) : '―',
          reasonOf(column),
        ]
      }),
      ' s snn ',
    ),
  )
  const deleted = report.columns.filter((column) => !isReleased(column))
  if (deleted.length > 0)
    parts.push(
      table(
        '削除した列',
        ['種類', '列'],
        [...new Set(deleted.map((column) => column.class))].map((own) => [
          esc(CLASSES[own] ?? own),
          deleted
            .filter((column) => column.class === own)
            .map((column) => `${esc(column.name)}（${reasonOf(column)}）`)
            .join('、'),
        ]),
        's ',
      ),
    )
  if (report.thresholds.length > 0)
    parts.push(
      table(
        'データから決めた上限・下限（丸めた値）',
        ['列', '側', '値'],
        report.thresholds.map(({ column, side, limit }) => [esc(column), side === 'top' ? '上限' : '下限', number(limit)]),
        'ssn',
      ),
    )

  parts.push('<h2>失われたもの</h2>')
  const keptShare = rows.input === 0 ? null : rows.output / rows.input
  parts.push(
    `<p>全体の損失は <strong>${percent(search.loss)}</strong> です（0 % は元のまま、100 % は何も残らないこと）。記録は ${number(rows.input)} 件のうち ${number(rows.output)} 件（${percent(keptShare)}）が残りました。</p>`,
    bars('記録の数', [
      { label: '元のファイル', value: rows.input, text: `${number(rows.input)} 件`, light: true },
      { label: '条件・抽出による削除', value: rows.removed, text: `${number(rows.removed)} 件`, light: true },
      { label: '匿名性のための削除', value: rows.suppressed, text: `${number(rows.suppressed)} 件`, light: true },
      { label: '結果', value: rows.output, text: `${number(rows.output)} 件` },
    ]),
  )
  if (persons)
    parts.push(
      table(
        '本人の数',
        ['', '元', '条件・抽出による削除', '匿名性のための削除', '結果'],
        [['人', number(persons.input), number(persons.removed), number(persons.suppressed), number(persons.output)]],
        'snnnn',
      ),
    )
  const lossy = Object.entries(report.utility.columns).filter(([, { loss }]) => loss !== null)
  if (lossy.length > 0)
    parts.push(
      bars(
        '列ごとの損失',
        lossy.map(([name, { loss }]) => ({ label: name, value: loss ?? 0, text: percent(loss) })),
        1,
      ),
    )
  for (const { rate, by } of report.sampled)
    parts.push(`<p>${{ person: '本人', household: '世帯', record: '記録' }[by] ?? esc(by)}の ${percent(rate)} を無作為に抽出しました。</p>`)
  if (report.households && report.households.rows > 0)
    parts.push(
      `<p>似た世帯が少ない ${number(report.households.blanked)} 世帯では、世帯のつながりが分かる列（${esc(report.households.columns.join('、'))}）を ${number(report.households.rows)} 件で空欄にしました。</p>`,
    )

  if (report.formulaLike.length > 0)
    parts.push(
      `<p>表計算ソフトで開くと式として働くおそれのある値（= + - @ で始まるもの）があります：${report.formulaLike.map(({ column, cells }) => `列「${esc(column)}」${number(cells)} 件`).join('、')}。データとして読み込んで使ってください。</p>`,
    )
  if (report.warnings.length > 0)
    parts.push(`<h2>確かめてほしいこと</h2><ul>${report.warnings.map((warning) => `<li>${esc(warning)}</li>`).join('')}</ul>`)

  parts.push(
    '<h2>記録</h2>',
    table(
      'この加工を特定する値',
      ['もの', '値'],
      [
        ['加工方法（SHA-256）', `<code>${esc(report.recipe.sha256)}</code>`],
        ...report.sha256.input.map((hash, i): string[] => [`元のファイル ${i + 1}（SHA-256）`, `<code>${esc(hash)}</code>`]),
        ['結果のファイル（SHA-256）', `<code>${esc(report.sha256.output ?? '作られていません')}</code>`],
        ['処理系', esc(report.engine)],
        [
          '段階の探索',
          `${number(search.space)} 通りのうち ${number(search.checked)} 通りを調べ、${search.optimal ? '損失が最も小さいことを確かめました' : '途中で終えました'}`,
        ],
        [
          '時間',
          `読込み ${report.seconds.read.toFixed(1)} 秒、探索 ${report.seconds.search.toFixed(1)} 秒、書込み ${report.seconds.write.toFixed(1)} 秒、確認 ${report.seconds.verify.toFixed(1)} 秒`,
        ],
      ],
    ),
    '<p>この報告は測った値と理由を示すもので、あらゆる方法によっても識別できないことを約束するものではありません。仮IDは、この加工の中でだけ同じ人をつなぎます。</p>',
  )
  return `<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>加工の報告｜${esc(report.recipe.title)}</title><style>${STYLE}</style></head><body><main>${parts.join('\n')}</main></body></html>\n`
}
