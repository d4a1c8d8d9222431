import type { TableColumn } from '../../coding/coded-table.ts'
import { type Codes, upTo } from '../../coding/codes.ts'
import type { CellText } from '../../plan.ts'
import type { CodeRef, Output, OutputColumn } from '../engine.ts'
import { cellDraws, sortByDraw } from '../line-order.ts'
import { sideHeader } from '../text.ts'
import { joinedCells } from './joined-cells.ts'
import type { Keys } from './keys.ts'
import {
  drawsOfMacs,
  drawsOfTexts,
  entriesOf,
  linesOf,
  type MacTexts,
  placesOf,
  type ReleasedColumn,
  sortByValues,
  withAdded,
} from './released-lines.ts'

/** Writes chunks, of text or of UTF-8, to a path. The caller brings the file system. */
export type WriteChunks = (path: string, chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>) => Promise<void>

/** What leaves, and where its cells are looked up; everything is by row of the input. */
export interface LeavingRows {
  rows: Int32Array
  marks: ReadonlyMap<string, Uint8Array>
  /** the class before perturbation, for the side file */
  before: Int32Array | null
  person: Keys | null
  household: Keys | null
  column: (name: string) => TableColumn
  leafCodes: (leaf: CodeRef) => Codes
  macs: (column: OutputColumn & { kind: 'pseudonym' }) => Promise<{ keys: Keys; texts: MacTexts }>
  write: WriteChunks
}

/** Writes the released table in the order of its places, or of its values, and its side file. */
export async function writeRows(output: Output, leaving: LeavingRows): Promise<void> {
  const { rows, before, person, household, write } = leaving
  const draw = output.orderKey && cellDraws(output.orderKey)
  let columns: ReleasedColumn[] = []
  for (const column of output.columns) columns.push(await releasedColumn(column, leaving, output.orderKey))
  let lines = rows
  const { added } = output
  if (added) {
    columns = columns.map((column, i) => withAdded(column, rows, added.cells[i]!, draw && ((text) => draw(output.columns[i]!.name, text))))
    lines = upTo(rows.length + added.rows)
  }
  let order: Uint32Array
  if (draw) {
    columns = joinedCells(columns, lines, output.delimiter)
    const { high, low } = placesOf(columns, lines)
    order = sortByDraw(high, low)
  } else order = sortByValues(columns, lines)
  for (let i = 0; i < order.length; i++) order[i] = lines[order[i]!]!
  const header = output.columns.map(({ name }) => name)
  await write(output.path, linesOf(header, columns, order, output.delimiter))
  if (output.sidePath === null) return
  const keysAt = (row: number) => `${person ? person.numbers[row] : row + 1},${household ? household.numbers[row] : 0}`
  const classAt = (row: number) => (before ? `,${before[row]}` : '')
  const side = added
    ? (line: number) => (line < rows.length ? `${keysAt(rows[line]!)},0${classAt(rows[line]!)}\n` : `0,0,1${before ? ',0' : ''}\n`)
    : (row: number) => `${keysAt(row)}${classAt(row)}\n`
  await write(output.sidePath, sideLines(sideHeader(output), order, side))
}

const NO_DRAWS = { high: new Uint32Array(), low: new Uint32Array() }

async function releasedColumn(
  column: OutputColumn,
  { marks, column: columnOf, leafCodes, macs }: LeavingRows,
  orderKey: Uint8Array | null,
): Promise<ReleasedColumn> {
  const drawsFor = (texts: readonly CellText[]) => (orderKey ? drawsOfTexts(orderKey, column.name, texts) : NO_DRAWS)
  const blanks = column.blankWhere.map((name) => marks.get(name)!)
  if (column.kind === 'labels') {
    const bits = column.leaf.marks.map((name) => marks.get(name)!)
    return { codes: leafCodes(column.leaf), bits, plus: 1, blanks, texts: entriesOf(column.labels), draws: drawsFor(column.labels) }
  }
  const plain = { bits: [], plus: 0, blanks } as const
  if (column.kind === 'text') {
    const { codes, values } = columnOf(column.column)
    return { ...plain, codes, texts: values, draws: drawsFor(orderKey ? values.texts().slice(1) : []) }
  }
  const { keys, texts } = await macs(column)
  const none = orderKey ? cellDraws(orderKey)(column.name, null) : { high: 0, low: 0 }
  return { ...plain, codes: keys.numbers, texts, draws: drawsOfMacs(texts, none) }
}

function* sideLines(header: string, rows: Uint32Array, line: (row: number) => string): Generator<string> {
  yield header
  for (let from = 0; from < rows.length; from += 8192) {
    let text = ''
    for (let i = from; i < Math.min(rows.length, from + 8192); i++) text += line(rows[i]!)
    yield text
  }
}
