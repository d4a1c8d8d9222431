import type { CellText } from '../../plan.ts'
import type { LoadRequest, Source } from '../engine.ts'
import { compareBytes } from '../text.ts'
import { TOO_MANY_ROWS } from './too-many-rows.ts'

export interface ReadColumn {
  /** distinct values by code; code 0 is null */
  values: CellText[]
  /** of each row */
  codes: Int32Array
}

/**
 * Columns of all sources, one after the other. Codes ascend with the bytes of the values, whatever the order of the rows.
 * @throws {RangeError} of `TOO_MANY_ROWS`
 */
export async function readColumns(
  sources: readonly Source[],
  columns: readonly string[],
  pairs: LoadRequest['pairs'],
  nulls: ReadonlySet<string>,
  maxRows: number,
): Promise<{ rows: number; columns: Map<string, ReadColumn> }> {
  const isNull = (cell: CellText) => cell === null || nulls.has(cell)
  const dictionaries = columns.map(() => new Map<string, number>())
  const codes = columns.map((): number[] => [])
  let rows = 0
  for (const source of sources) {
    const cellOf = columns.map((column) => {
      const pair = pairs.get(column)
      const [place, second] = (pair ?? [column]).map((name) => source.header.indexOf(name))
      return pair
        ? (cells: readonly CellText[]) => (isNull(cells[place!]!) || isNull(cells[second!]!) ? null : `${cells[place!]},${cells[second!]}`)
        : (cells: readonly CellText[]) => (isNull(cells[place!]!) ? null : cells[place!]!)
    })
    for await (const batch of source.rows())
      for (const cells of batch) {
        if (++rows > maxRows) throw new RangeError(TOO_MANY_ROWS)
        cellOf.forEach((read, i) => {
          const cell = read(cells)
          if (cell === null) {
            codes[i]!.push(0)
            return
          }
          const dictionary = dictionaries[i]!
          let code = dictionary.get(cell)
          if (code === undefined) {
            code = dictionary.size + 1
            dictionary.set(cell, code)
          }
          codes[i]!.push(code)
        })
      }
  }
  const read = columns.map((column, i): [string, ReadColumn] => {
    const values = [...dictionaries[i]!.keys()].sort(compareBytes)
    const sorted = new Int32Array(values.length + 1)
    values.forEach((value, rank) => {
      sorted[dictionaries[i]!.get(value)!] = rank + 1
    })
    return [column, { values: [null, ...values], codes: Int32Array.from(codes[i]!, (code) => sorted[code]!) }]
  })
  return { rows, columns: new Map(read) }
}
