import { type Block, plainText, type TableBlock, type Text } from './blocks.ts'
import { barsSvg, escapeHtml as esc, pairSvgs, pointsSvg } from './charts.ts'
import type { Report } from './report.ts'
import { sectionsOf } from './sections/index.ts'

const inline = (text: Text): string =>
  typeof text === 'string'
    ? esc(text)
    : text
        .map((part) =>
          typeof part === 'string'
            ? esc(part)
            : 'strong' in part
              ? `<strong>${esc(part.strong)}</strong>`
              : `<code>${esc(part.code)}</code>`,
        )
        .join('')

function table({ caption, head, rows, shapes }: TableBlock): string {
  const shape = (i: number) => (shapes[i] && shapes[i] !== ' ' ? ` class="${shapes[i]}"` : '')
  const cells = (row: Text[]) =>
    row.map((cell, i) => (i === 0 ? `<th scope="row"${shape(i)}>${inline(cell)}</th>` : `<td${shape(i)}>${inline(cell)}</td>`)).join('')
  // A region that may scroll sideways must be reachable by keyboard (WCAG 2.1.1).
  return `<div class="scroll" tabindex="0" role="region" aria-label="${esc(caption)}"><table${rows.length <= 8 ? ' class="k"' : ''}><caption>${esc(caption)}</caption><thead><tr>${head.map((cell, i) => `<th scope="col"${shape(i)}>${esc(cell)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`
}

function html(block: Block): string {
  switch (block.kind) {
    case 'verdict':
      return `<div class="verdict${block.good ? '' : ' no'}"><strong>${esc(block.title)}</strong><p>${esc(block.text)}</p></div>`
    case 'heading':
      return `<h3>${esc(block.text)}</h3>`
    case 'text':
      return `<p>${inline(block.text)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`
    case 'table':
      return table(block)
    case 'bars':
      return `<figure><figcaption>${esc(block.title)}</figcaption>${barsSvg(block)}</figure>`
    case 'points':
      return `<figure><figcaption>${esc(block.title)}</figcaption>${pointsSvg(block)}</figure>`
    case 'pair': {
      const svgs = pairSvgs(block)
      const half = (name: string, svg: string | null, note: string | null | undefined) =>
        `<figure><figcaption>${name}</figcaption>${svg ?? '<p class="small">値の種類が多い、または人数が少ないため、図にしていません。</p>'}${note ? `<p class="small">${esc(note)}</p>` : ''}</figure>`
      return `<div class="pair"><h3>${esc(block.title)}</h3><div>${half('加工前', svgs.before, block.before?.note)}${half('加工後', svgs.after, block.after?.note)}</div></div>`
    }
  }
}

const STYLE = `
@page{size:A4;margin:18mm 16mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:50rem;padding:1.5rem;color:#1a1a1c;background:#fff;font:16px/1.7 'Noto Sans JP','Noto Sans CJK JP','Hiragino Sans',Meiryo,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.4;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.25rem 0 .75rem;padding-bottom:.25rem;border-bottom:2px solid #00118f;break-after:avoid}
h3{font-size:1rem;margin:1rem 0 .25rem;break-after:avoid}
p{margin:0 0 .75rem;orphans:3;widows:2}.sub{color:#595959;margin-bottom:1.5rem}.small{font-size:.8125rem;color:#4d4d4d;margin:.25rem 0 0}
.verdict{border:1px solid #949494;border-left:8px solid #197a4b;border-radius:8px;padding:1rem 1.25rem;margin:1rem 0;break-inside:avoid}
.verdict.no{border-left-color:#ce0000}.verdict strong{font-size:1.375rem;display:block;line-height:1.4}.verdict p{margin:0}
table{border-collapse:collapse;width:100%;margin:0 0 1.25rem;font-size:.9375rem}caption{text-align:left;font-weight:700;padding:.25rem 0}
div.scroll{overflow-x:auto}table .s{white-space:nowrap}th,td{border-bottom:1px solid #ccc;padding:.4rem .5rem;text-align:left;vertical-align:top}tbody th{font-weight:600;min-width:6em}thead th{background:#f2f2f2;border-bottom:2px solid #666}
tr,table.k{break-inside:avoid}.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}
figure{margin:0 0 1.25rem;break-inside:avoid}figcaption{font-weight:700;margin-bottom:.25rem}svg{width:100%;height:auto;display:block}
.pair{break-inside:avoid;margin-bottom:1rem}.pair>div{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}.pair figure{margin:0}.pair figcaption{font-weight:400;color:#4d4d4d}
ul{padding-left:1.25rem;margin:0 0 1rem}code{font-size:.8125rem}
@media(max-width:36rem){.pair>div{grid-template-columns:1fr}}
@media print{div.scroll{overflow:visible}body{font-size:10.5pt;line-height:1.6;padding:0;max-width:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}table{font-size:9.5pt}th,td{padding:.25rem .375rem}code{font-size:7.5pt}h2{margin-top:1.5rem}.pair>div{grid-template-columns:1fr 1fr}}
`

/** The report as a page of its own: printable on A4, without script. */
export function renderReportHtml(report: Report): string {
  const title = `加工の報告｜${esc(report.recipe.title)}`
  const parts = sectionsOf(report).map(
    ({ id, title: heading, blocks }) =>
      `<section aria-labelledby="${id}"><h2 id="${id}">${esc(heading)}</h2>\n${blocks.map(html).join('\n')}</section>`,
  )
  return `<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>加工の報告</h1><p class="sub">${esc(plainText(report.recipe.title))}</p>\n${parts.join('\n')}</main></body></html>\n`
}
