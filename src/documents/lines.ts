import type { ArticleParagraph, Block, DocumentModel } from './model.ts'

// The line language of the templates: what a line is, its first letters say.
//
//   @number 文書番号      @date 日付      @to 宛名      @from 発信者   (to and from may be repeated)
//   ## 見出し             = 中央寄せ      > 右寄せ      : 字下げなしの段落      * 注      --- 改ページ
//   | 項目 | 内容         two cells beside each other; lines that follow each other are one table
//   |= 頭 | 金額>         head of a table, ">" puts a column on the right;  |+ row of it
//   §id 見出し            an article; lines after it are its 項, "- " before a line its 号; [[id]] anywhere is 第n条
//   - 項目                a numbered list, outside an article
//   ¶ 段落                a paragraph that ends the articles
//   anything else         a paragraph
//
// A value never is a line: it stands in the text as a token (values.ts) while the lines are read.

interface Draft extends Pick<DocumentModel, 'number' | 'date' | 'addressee' | 'sender' | 'blocks'> {}

/** Reads the lines of a filled template. @throws {Error} naming the line that makes no sense */
export function readLines(text: string): Draft {
  const draft: Draft = { number: null, date: null, addressee: [], sender: [], blocks: [] }
  const articles = new Map<string, number>()
  for (const raw of text.split('\n')) {
    const line = raw.trimEnd()
    if (line === '') continue
    const head = /^@(number|date|to|from) (.+)$/.exec(line)
    if (head) addHead(draft, head[1]!, head[2]!)
    else if (line.startsWith('@')) throw new Error(`unknown line: ${line}`)
    else addBlock(draft.blocks, articles, line)
  }
  return withReferences(draft, articles)
}

function addHead(draft: Draft, kind: string, text: string): void {
  if (kind === 'number') draft.number = text
  else if (kind === 'date') draft.date = text
  else draft[kind === 'to' ? 'addressee' : 'sender'].push(text)
}

function addBlock(blocks: Block[], articles: Map<string, number>, line: string): void {
  const last = blocks.at(-1)
  const article = /^§([a-z-]+) (.+)$/.exec(line)
  if (article) {
    const number = articles.size + 1
    articles.set(article[1]!, number)
    blocks.push({ kind: 'article', number, caption: article[2]!, paragraphs: [] })
  } else if (line === '---') blocks.push({ kind: 'page-break' })
  else if (line.startsWith('## ')) blocks.push({ kind: 'heading', text: line.slice(3) })
  else if (line.startsWith('= ')) blocks.push(paragraph(line.slice(2), 'center', false))
  else if (line.startsWith('> ')) blocks.push(paragraph(line.slice(2), 'right', false))
  else if (line.startsWith('¶ ')) blocks.push(paragraph(line.slice(2), 'left', true))
  else if (line.startsWith(': ')) blocks.push(paragraph(line.slice(2), 'left', false))
  else if (line.startsWith('* ')) blocks.push({ kind: 'note', text: line.slice(2) })
  else if (line.startsWith('|')) addRow(blocks, last, line)
  else if (line.startsWith('- ')) addItem(blocks, last, line.slice(2))
  else if (last?.kind === 'article') last.paragraphs.push({ text: line, items: [] })
  else blocks.push(paragraph(line, 'left', true))
}

const paragraph = (text: string, align: 'left' | 'center' | 'right', indent: boolean): Block => ({ kind: 'paragraph', text, align, indent })

const cells = (text: string): string[] => text.split('|').map((cell) => cell.trim())

function addRow(blocks: Block[], last: Block | undefined, line: string): void {
  if (line.startsWith('|= ')) {
    const columns = cells(line.slice(3)).map((cell) =>
      cell.endsWith('>') ? { head: cell.slice(0, -1).trim(), align: 'right' as const } : { head: cell, align: 'left' as const },
    )
    blocks.push({ kind: 'table', columns, rows: [] })
    return
  }
  if (line.startsWith('|+ ')) {
    const row = cells(line.slice(3))
    if (last?.kind !== 'table' || row.length !== last.columns.length || row.some((cell) => cell === ''))
      throw new Error(`no such row: ${line}`)
    last.rows.push(row)
    return
  }
  const [label = '', value = '', ...more] = cells(line.slice(1))
  if (label === '' || value === '' || more.length > 0) throw new Error(`a field needs a label and a value: ${line}`)
  if (last?.kind === 'fields') last.rows.push({ label, value })
  else blocks.push({ kind: 'fields', rows: [{ label, value }] })
}

function addItem(blocks: Block[], last: Block | undefined, item: string): void {
  if (last?.kind === 'article') {
    const under = last.paragraphs.at(-1)
    if (!under) throw new Error(`an item before its paragraph: ${item}`)
    under.items.push(item)
  } else if (last?.kind === 'list') last.items.push(item)
  else blocks.push({ kind: 'list', items: [item] })
}

/** [[id]] becomes 第n条, so that a clause left out moves every mention of the others. */
function withReferences(draft: Draft, articles: Map<string, number>): Draft {
  return mapTexts(draft, (text) =>
    text.replaceAll(/\[\[([a-z-]+)\]\]/g, (_, id: string) => {
      const number = articles.get(id)
      if (number === undefined) throw new Error(`no article is called ${id}`)
      return `第${number}条`
    }),
  )
}

/** The same draft with every text changed. */
export function mapTexts(draft: Draft, change: (text: string) => string): Draft {
  const under = ({ text, items }: ArticleParagraph): ArticleParagraph => ({ text: change(text), items: items.map(change) })
  return {
    number: draft.number === null ? null : change(draft.number),
    date: draft.date === null ? null : change(draft.date),
    addressee: draft.addressee.map(change),
    sender: draft.sender.map(change),
    blocks: draft.blocks.map((block): Block => {
      switch (block.kind) {
        case 'article':
          return { ...block, caption: change(block.caption), paragraphs: block.paragraphs.map(under) }
        case 'list':
          return { ...block, items: block.items.map(change) }
        case 'fields':
          return { ...block, rows: block.rows.map(({ label, value }) => ({ label: change(label), value: change(value) })) }
        case 'table':
          return {
            ...block,
            columns: block.columns.map((column) => ({ ...column, head: change(column.head) })),
            rows: block.rows.map((row) => row.map(change)),
          }
        case 'page-break':
          return block
        default:
          return { ...block, text: change(block.text) }
      }
    }),
  }
}
