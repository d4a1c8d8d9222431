import type { DocumentModel } from '../../src/documents/index.ts'

/** Every text of a paper, in the order of reading. */
export function textsOf(model: DocumentModel): string[] {
  const head = [model.form, model.number, model.date, ...model.addressee, ...model.sender, model.title]
  const blocks = model.blocks.flatMap((block) => {
    switch (block.kind) {
      case 'article':
        return [block.caption, ...block.paragraphs.flatMap(({ text, items }) => [text, ...items])]
      case 'list':
        return block.items
      case 'fields':
        return block.rows.flatMap(({ label, value }) => [label, value])
      case 'table':
        return [...block.columns.map((column) => column.head), ...block.rows.flat()]
      case 'page-break':
        return []
      default:
        return [block.text]
    }
  })
  return [...head, ...blocks].filter((text): text is string => text !== null)
}
