import type { CellText } from '../../plan.ts'
import { keyed, pseudonymText } from '../../random.ts'
import { normaliseKey } from '../../values/key.ts'
import type { Added, Output, OutputColumn } from '../engine.ts'
import { cellDraws, DRAW_OFFSET, type Draw, drawAt } from '../line-order.ts'
import { compareBytes, csvCell, sideHeader } from '../text.ts'
import type { MemoryTable } from './memory-table.ts'

/** How the memory engine writes: text chunks to a path. The caller brings the file system. */
export type WriteText = (path: string, chunks: AsyncIterable<string> | Iterable<string>) => Promise<void>

/** Writes the rows in keyed order, else by their values, and who they are of beside them. */
export async function writeRows(table: MemoryTable, output: Output, writeText: WriteText): Promise<void> {
  const real = table.rows
  const rows = real + (output.added?.rows ?? 0)
  const draw = output.orderKey && cellDraws(output.orderKey)
  // Places of the rows: sums of their cells' draws, modulo 2^64 (line-order.ts).
  const places = new BigUint64Array(rows)
  const cells = output.columns.map((column, c): CellText[] => {
    const blanks = column.blankWhere.map((mark) => table.marked(mark))
    const { codes, texts, draws } = texted(table, column, draw)
    const none = draw?.(column.name, null)
    const own = Array.from(codes, (code, row) => {
      const isBlank = blanks.some((mark) => mark[row] === 1)
      if (draw) {
        const { high, low } = isBlank ? none! : draws[code]!
        places[row] = places[row]! + ((BigInt(high) << 32n) | BigInt(low))
      }
      return isBlank ? null : texts[code]!
    })
    return output.added ? [...own, ...added(column.name, output.added.cells[c]!, draw, places.subarray(real))] : own
  })
  const quote = (text: CellText) => csvCell(text, output.delimiter)
  const only = cells.length === 1
  const lines = Array.from({ length: rows }, (_, row) => {
    const line = cells.map((column) => quote(column[row]!)).join(output.delimiter)
    // A single empty cell would be an empty line, which readers skip: the record would vanish.
    return only && line === '' ? '""' : line
  })
  const order = Array.from({ length: rows }, (_, row) => row)
  if (draw) order.sort((a, b) => (places[a]! < places[b]! ? -1 : places[a]! > places[b]! ? 1 : 0))
  else
    order.sort((a, b) => {
      for (const column of cells) {
        const x = column[a]!
        const y = column[b]!
        if (x === y) continue
        return x === null ? -1 : y === null ? 1 : compareBytes(x, y)
      }
      return 0
    })
  await writeText(output.path, [
    `${output.columns.map((column) => quote(column.name)).join(output.delimiter)}\n`,
    ...order.map((row) => `${lines[row]}\n`),
  ])
  if (output.sidePath) {
    const persons = table.column('person')
    const homes = table.hasHouseholds ? table.column('household') : new Int32Array(real)
    const mark = (row: number) => (output.added ? `,${row < real ? 0 : 1}` : '')
    const before = output.before && table.keyCodes(output.before)
    const classOf = (row: number) => (before ? `,${before[row] ?? 0}` : '')
    await writeText(output.sidePath, [
      sideHeader(output),
      ...order.map((row) => `${persons[row] ?? 0},${homes[row] ?? 0}${mark(row)}${classOf(row)}\n`),
    ])
  }
}

/** Cells of rows of nobody; their draws go into the rows' places. */
function added(name: string, cells: Added['cells'][number], draw: ReturnType<typeof cellDraws> | null, places: BigUint64Array): CellText[] {
  const list: readonly (Uint8Array | CellText)[] = 'macs' in cells ? cells.macs : cells.texts
  return list.map((cell, row) => {
    if (draw) {
      const { high, low } = cell instanceof Uint8Array ? drawAt(cell, DRAW_OFFSET) : draw(name, cell)
      places[row] = places[row]! + ((BigInt(high) << 32n) | BigInt(low))
    }
    return cell instanceof Uint8Array ? pseudonymText(cell) : cell
  })
}

/** A column's texts by code, and their draws. */
function texted(
  table: MemoryTable,
  column: OutputColumn,
  draw: ReturnType<typeof cellDraws> | null,
): { codes: Int32Array; texts: readonly CellText[]; draws: Draw[] } {
  const drawsOf = (texts: readonly CellText[]) => (draw ? texts.map((text) => draw(column.name, text)) : [])
  if (column.kind === 'labels') return { codes: table.leaf(column.leaf), texts: column.labels, draws: drawsOf(column.labels) }
  const values = table.valuesOf(column.column)
  const codes = table.codes(column.column)
  if (column.kind === 'text') return { codes, texts: values, draws: drawsOf(values) }
  const mac = keyed(column.key)
  const macs = values.map((value) => {
    const key = value === null ? '' : normaliseKey(value)
    return key === '' ? null : mac(key)
  })
  return {
    codes,
    texts: macs.map((own) => (own ? pseudonymText(own) : null)),
    draws: draw ? macs.map((own) => (own ? drawAt(own, DRAW_OFFSET) : draw(column.name, null))) : [],
  }
}
