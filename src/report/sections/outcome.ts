import type { Section, Text } from '../blocks.ts'
import type { Report } from '../report.ts'
import { kInWords, number, oneIn, percent } from '../words.ts'

/** What came out, in five lines: who reads no further has read the result. */
export function outcome(report: Report): Section {
  const { rows, persons, privacy, risk, utility } = report
  const isReleased = report.sha256.output !== null
  const share = (part: number, whole: number) => (whole === 0 ? '―' : percent(part / whole))
  const lines: [string, Text][] = [
    ['残った記録', `元の ${number(rows.input)} 件のうち ${number(rows.output)} 件（${share(rows.output, rows.input)}）`],
  ]
  if (persons)
    lines.push([
      '残った本人',
      `元の ${number(persons.input)} 人のうち ${number(persons.output)} 人（${share(persons.output, persons.input)}）`,
    ])
  if (privacy.k) lines.push(['同じ値の人の数', kInWords(privacy.k)])
  lines.push(
    ['最も高い識別の危険', `加工前 ${percent(risk.before.highest)} → 加工後 ${percent(risk.after.highest)}${oneIn(risk.after.highest)}`],
    ['失われた情報', `${percent(utility.loss)}（0 % は元のまま、100 % は何も残らないこと）`],
  )
  return {
    id: 'outcome',
    title: 'あらまし',
    blocks: [
      isReleased
        ? {
            kind: 'verdict',
            good: true,
            title: '定めた要件を満たしました',
            text: '書き終えたファイルを、加工とは別のプログラムで読み直して測り、満たすことを確かめてから結果としました。',
          }
        : {
            kind: 'verdict',
            good: false,
            title: '定めた要件を満たせませんでした',
            text: `結果のファイルは作られていません。どこまで届いたかを、下に示します。${report.warnings.length > 0 ? '満たせなかった理由や直し方は「確かめてほしいこと」にあります。' : ''}`,
          },
      { kind: 'table', caption: 'この加工の結果', head: ['こと', '値'], rows: lines.map(([name, text]) => [name, text]), shapes: 's ' },
    ],
  }
}
