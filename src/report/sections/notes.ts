import type { Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { number } from '../words.ts'

/** What a reader should look at before the result is handed over. */
export function notes({ warnings, formulaLike }: Report): Section | null {
  const items = [...warnings]
  // Values stay as they are in the data; who opens it with a spreadsheet must know (correction A11).
  if (formulaLike.length > 0)
    items.push(
      `表計算ソフトで開くと式として働くおそれのある値（= + - @ で始まるもの）があります：${formulaLike.map(({ column, cells }) => `列「${column}」${number(cells)} 件`).join('、')}。表計算ソフトで開かず、データとして読み込んで使ってください。`,
    )
  return items.length === 0 ? null : { id: 'notes', title: '確かめてほしいこと', blocks: [{ kind: 'list', items }] }
}
