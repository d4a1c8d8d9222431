import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  LevelFormat,
  LevelSuffix,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Block, Column, DocumentModel } from './model.ts'
import { columnShares } from './widths.ts'

// Lengths in twips (1/20 pt), type sizes in half points: what the format wants.
const PAGE = { width: 11_906, height: 16_838 } // A4
const MARGIN = 1_418 // 25 mm at the sides
const MARGIN_HIGH = 1_134 // 20 mm above and below
const BODY_WIDTH = PAGE.width - 2 * MARGIN
const BODY_SIZE = 21 // 10.5 pt, the usual size of official papers
const EM = (BODY_SIZE / 2) * 20 // one full-width character
const LINE = 320 // 16 pt
const LONGEST_ROW = 20 // lines that stay on one page
const MOST_WHOLE = 16 // lines of a table that is not broken
const GREY = 'F2F2F2'

const MINCHO = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: 'MS Mincho' }
const GOTHIC = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'MS Gothic' }

/** The paper as a Word file: A4, Japanese type, real numbering of articles, page n / m at the foot. */
export async function toDocx(model: DocumentModel): Promise<Uint8Array> {
  let lists = 0
  const document = new Document({
    title: model.title,
    creator: model.sender[0] ?? model.title,
    lastModifiedBy: model.sender[0] ?? model.title,
    styles: {
      default: {
        document: {
          run: { font: MINCHO, size: BODY_SIZE, language: { value: 'en-US', eastAsia: 'ja-JP' } },
          paragraph: { spacing: { line: LINE } },
        },
        heading1: { run: { font: GOTHIC, size: 28, bold: true, color: '000000' } },
        heading2: { run: { font: GOTHIC, size: 22, bold: true, color: '000000' }, paragraph: { spacing: { before: 240, after: 80 } } },
      },
    },
    numbering: { config: [ARTICLES, ITEMS, LIST] },
    sections: [
      {
        properties: { page: { size: PAGE, margin: { top: MARGIN_HIGH, right: MARGIN, bottom: MARGIN_HIGH, left: MARGIN, footer: 560 } } },
        footers: { default: pageNumber() },
        children: [...head(model), ...model.blocks.flatMap((block, i) => body(block, () => lists++, staysWithNext(model.blocks, i)))],
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

const isClosing = (block: Block) => block.kind === 'note' || (block.kind === 'paragraph' && block.align === 'right')

/** 以上 and the notes below it are not left alone on a page; neither is what leads to a table: 記, the day of a contract. */
function staysWithNext(blocks: readonly Block[], at: number): boolean {
  const next = blocks[at + 1]
  if (!next) return false
  const leads = (i: number): boolean => blocks[i]?.kind === 'paragraph' && (blocks[i + 1]?.kind === 'fields' || leads(i + 1))
  return leads(at) || blocks.slice(at + 1).every(isClosing)
}

/** The number is followed by a full-width blank of its own: a tab would jump to the next stop. */
const level = (at: number, text: string, hanging: number, left = hanging) => ({
  level: at,
  format: LevelFormat.DECIMAL,
  text: `${text}　`,
  alignment: AlignmentType.LEFT,
  suffix: LevelSuffix.NOTHING,
  style: { paragraph: { indent: { left, hanging } } },
})

const ARTICLES = {
  reference: 'articles',
  // The first 項 has no number of its own: the second begins with 2.
  levels: [level(0, '第%1条', EM), { ...level(1, '%2', EM), start: 2 }],
}

// Apart from the articles: a 号 below an unnumbered first 項 would make Word count that 項, and the next would be 3.
const ITEMS = { reference: 'items', levels: [level(0, '（%1）', 3 * EM, 4 * EM)] }

const LIST = { reference: 'list', levels: [level(0, '%1', 1.5 * EM, 2 * EM)] }

const pageNumber = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ size: 18, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  })

/** A run for each line of the text. */
const runs = (text: string, options: { bold?: boolean; size?: number } = {}): TextRun[] =>
  text.split('\n').map((line, index) => new TextRun({ ...options, text: line, ...(index > 0 && { break: 1 }) }))

const paragraph = (text: string, options: IParagraphOptions = {}, run: { bold?: boolean; size?: number } = {}) =>
  new Paragraph({ autoSpaceEastAsianText: false, ...options, children: runs(text, run) })

/** Form number, number and day of the paper, whom it is for, whom it is from, title. */
function head(model: DocumentModel): Paragraph[] {
  const right: IParagraphOptions = { alignment: AlignmentType.RIGHT }
  return [
    ...(model.form ? [paragraph(model.form, { spacing: { after: 120 } }, { size: 18 })] : []),
    ...(model.number ? [paragraph(model.number, right)] : []),
    ...(model.date ? [paragraph(model.date, right)] : []),
    ...model.addressee.map((line, index) =>
      paragraph(line, { indent: { left: EM }, spacing: { before: index === 0 ? 200 : 0, line: LINE } }),
    ),
    ...sender(model.sender),
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      alignment: AlignmentType.CENTER,
      spacing: { before: 320, after: 200 },
      children: runs(model.title),
    }),
  ]
}

/** One name stands on the right; several lines stand under each other, in the right half. */
const sender = (lines: string[]) =>
  lines.map((line, index) =>
    paragraph(line, {
      spacing: { before: index === 0 ? 200 : 0, line: LINE },
      ...(lines.length === 1 ? { alignment: AlignmentType.RIGHT, indent: { right: 2 * EM } } : { indent: { left: 21 * EM } }),
    }),
  )

/** @param keepNext - the end of the block stays on the page of the next one */
function body(block: Block, nextList: () => number, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'paragraph':
      return [
        paragraph(block.text, {
          alignment: { left: AlignmentType.BOTH, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[block.align],
          spacing: { before: 120, after: 120, line: LINE },
          keepNext,
          ...(block.indent && { indent: { firstLine: EM } }),
        }),
      ]
    case 'heading':
      return [paragraph(block.text, { heading: HeadingLevel.HEADING_2, keepNext: true })]
    case 'article':
      return [
        paragraph(`（${block.caption}）`, { keepNext: true, spacing: { before: 160, line: LINE }, indent: { left: EM } }),
        ...block.paragraphs.flatMap(({ text, items }, index) => [
          paragraph(text, { numbering: { reference: 'articles', level: index === 0 ? 0 : 1 }, alignment: AlignmentType.BOTH }),
          ...counted(items, 'items', nextList()),
        ]),
      ]
    case 'list':
      return counted(block.items, 'list', nextList(), keepNext)
    case 'fields':
      return [
        table(
          [
            { head: '', align: 'left' },
            { head: '', align: 'left' },
          ],
          [0.3, 0.7],
          block.rows.map(({ label, value }) => [label, value]),
          true,
          keepNext,
        ),
        gap(keepNext),
      ]
    case 'table':
      return [table(block.columns, columnShares(block), block.rows, false, keepNext), gap(keepNext)]
    case 'note':
      return [
        paragraph(
          `※　${block.text}`,
          { spacing: { before: 120, line: LINE }, indent: { left: 2 * EM, hanging: 2 * EM }, keepNext },
          { size: 19 },
        ),
      ]
    case 'page-break':
      return [new Paragraph({ pageBreakBefore: true, spacing: { line: 20 } })]
  }
}

/** A list of its own: each instance counts from one. */
const counted = (texts: string[], reference: 'items' | 'list', instance: number, keepNext = false) =>
  texts.map((text, i) =>
    paragraph(text, {
      numbering: { reference, level: 0, instance },
      alignment: AlignmentType.BOTH,
      keepNext: keepNext && i === texts.length - 1,
    }),
  )

/** Tables that follow each other would run together without a paragraph between them. */
const gap = (keepNext: boolean) => new Paragraph({ keepNext, spacing: { line: 120, before: 0, after: 0 } })

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '595959' }

/** With labels the first column is the head, else the first row repeats on each page. */
function table(columns: Column[], shares: number[], rows: string[][], labels: boolean, keepNext: boolean): Table {
  const widths = shares.map((share) => Math.round(share * BODY_WIDTH))
  const linesOf = (texts: string[]) =>
    Math.max(
      ...texts.map((text, column) =>
        text.split('\n').reduce((lines, one) => lines + Math.max(1, Math.ceil((one.length * EM) / widths[column]!)), 0),
      ),
    )
  // A short one is not broken: the names under a contract stand on one page.
  const isWhole = rows.reduce((lines, texts) => lines + linesOf(texts), 0) <= MOST_WHOLE
  const cell = (text: string, column: number, isHead: boolean, isLast: boolean) =>
    new TableCell({
      width: { size: widths[column]!, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      verticalAlign: isHead ? VerticalAlign.CENTER : VerticalAlign.TOP,
      ...(isHead && { shading: { type: ShadingType.CLEAR, color: 'auto', fill: GREY } }),
      children: [
        paragraph(text, {
          alignment: columns[column]!.align === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
          keepNext: isWhole ? !isLast || keepNext : isLast && keepNext,
        }),
      ],
    })
  const line = (texts: string[], isHead: boolean, isLast = false) =>
    new TableRow({
      // A row of more than a page would run over the foot of it.
      cantSplit: linesOf(texts) <= LONGEST_ROW,
      tableHeader: isHead,
      children: texts.map((text, column) => cell(text, column, isHead || (labels && column === 0), isLast)),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: BODY_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER, insideHorizontal: BORDER, insideVertical: BORDER },
    rows: [
      ...(labels
        ? []
        : [
            line(
              columns.map(({ head }) => head),
              true,
            ),
          ]),
      ...rows.map((texts, i) => line(texts, false, i === rows.length - 1)),
    ],
  })
}
