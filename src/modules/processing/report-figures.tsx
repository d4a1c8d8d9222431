import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { type Block, barsSvg, pairSvgs, pointsSvg, sectionsOf, type Text } from '../../report/index.ts'
import { reportForm } from '../../report/report.ts'
import { Notice, Table } from '../../views/index.ts'

const inline = (text: Text): Child =>
  typeof text === 'string'
    ? text
    : text.map((part) => (typeof part === 'string' ? part : 'strong' in part ? <strong>{part.strong}</strong> : <code>{part.code}</code>))

/** One figure; the image carries its own words. */
const Figure: FC<{ caption: string; svg: string | null; note?: string | null | undefined }> = ({ caption, svg, note }) => (
  <figure class="report-figure">
    <figcaption>{caption}</figcaption>
    {svg === null ? <p class="small muted">値の種類が多い、または人数が少ないため、図にしていません。</p> : raw(svg)}
    {note ? <p class="small muted">{note}</p> : null}
  </figure>
)

const Part: FC<{ block: Block }> = ({ block }) => {
  switch (block.kind) {
    case 'verdict':
      return (
        <Notice kind={block.good ? 'success' : 'error'} title={block.title}>
          <p>{block.text}</p>
        </Notice>
      )
    case 'heading':
      return <h4>{block.text}</h4>
    case 'text':
      return <p>{inline(block.text)}</p>
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>{inline(item)}</li>
          ))}
        </ul>
      )
    case 'table':
      return (
        <Table
          caption={block.caption}
          head={block.head}
          numeric={[...block.shapes].flatMap((shape, i) => (shape === 'n' ? [i] : []))}
          rows={block.rows.map((row) => row.map(inline))}
        />
      )
    case 'bars':
      return <Figure caption={block.title} svg={barsSvg(block)} />
    case 'points':
      return <Figure caption={block.title} svg={pointsSvg(block)} />
    case 'pair': {
      const svgs = pairSvgs(block)
      return (
        <>
          <h4>{block.title}</h4>
          <div class="report-pair">
            <Figure caption="加工前" svg={svgs.before} note={block.before?.note} />
            <Figure caption="加工後" svg={svgs.after} note={block.after?.note} />
          </div>
        </>
      )
    }
  }
}

/** A run's report on the page: the same sections, words and figures as report.html. */
export const ReportFigures: FC<{ report: Record<string, unknown> }> = ({ report: given }) => {
  const report = reportForm.safeParse(given)
  if (!report.success)
    return <Notice title="加工の報告">この報告は、以前の形のものです。下のリンクから、保存された報告書をご覧ください。</Notice>
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">加工の報告</h2>
      {sectionsOf(report.data).map(({ id, title, blocks }) => (
        <section aria-labelledby={`report-${id}`}>
          <h3 id={`report-${id}`}>{title}</h3>
          {blocks.map((block) => (
            <Part block={block} />
          ))}
        </section>
      ))}
    </section>
  )
}
