import type { RowKey, Rows, RowsRequest } from '../engine.ts'
import type { KeyExpressions } from './key-expressions.ts'
import type { KeyedDraws } from './keyed-draws.ts'
import type { RowsTable } from './rows-table.ts'

/** Rows handed out one by one, and the codes that are put beside them in return. */
export class HandedRows {
  readonly #table: RowsTable
  readonly #keys: KeyExpressions
  readonly #draws: KeyedDraws
  /** rows in the order of the last `rows` */
  #order: Int32Array = new Int32Array(0)
  /** codes put beside the rows, by row of the input */
  readonly #placed = new Map<string, Int32Array>()

  constructor(table: RowsTable, keys: KeyExpressions, draws: KeyedDraws) {
    this.#table = table
    this.#keys = keys
    this.#draws = draws
  }

  async rows({ keys, draws }: RowsRequest): Promise<Rows> {
    const { name, input } = this.#table
    const valued = draws.flatMap(({ value }): RowKey[] => (value ? [{ kind: 'leaf', leaf: value.leaf }] : []))
    const { expressions, joins } = await this.#keys.of([...keys, ...valued])
    const [rows, ...read] = await this.#table.read<[Int32Array, ...Int32Array[]]>(
      `SELECT ${['r.row', ...expressions].join(', ')} FROM ${name} r ${joins}`,
    )
    this.#order = rows
    const labelCodes = read.slice(keys.length)
    const drawn: Rows['draws'] = []
    for (const { by, key, value } of draws) {
      const codes = value && labelCodes.shift()!
      drawn.push(await this.#draws.of(by, key, rows, value && ((i) => value.labels[codes![i]!]!)))
    }
    const { person, household } = input
    return {
      rows: rows.length,
      person: rows.map((row) => (person ? person.numbers[row]! : row + 1)),
      household: household && rows.map((row) => household.numbers[row]!),
      keys: read.slice(0, keys.length),
      draws: drawn,
    }
  }

  async place(columns: readonly { column: string; codes: Int32Array }[]): Promise<void> {
    if (columns.length === 0) return
    const extent = await this.#table.extent()
    const beside = this.#table.fresh('pl')
    const names = columns.map(({ column }) => this.#table.placed(column))
    await this.#table.sql.create(beside, { row: this.#order, ...Object.fromEntries(columns.map(({ codes }, i) => [names[i]!, codes])) })
    await this.#table.replace(
      (rows) => `SELECT r.*, ${names.map((name) => `${beside}.${name}`).join(', ')} FROM ${rows} r JOIN ${beside} ON ${beside}.row = r.row`,
    )
    await this.#table.drop([beside])
    for (const { column, codes } of columns) this.#placed.set(column, this.#byRow(codes, extent))
  }

  /** Codes that were put beside the rows, by row of the input. */
  placed(column: string): Int32Array {
    return this.#placed.get(column)!
  }

  /** A key's class of each row still there, by row of the input. */
  async classes(key: RowKey): Promise<Int32Array> {
    const { keys } = await this.rows({ keys: [key], draws: [] })
    return this.#byRow(keys[0]!, await this.#table.extent())
  }

  #byRow(codes: Int32Array, extent: number): Int32Array {
    const byRow = new Int32Array(extent)
    codes.forEach((code, i) => {
      byRow[this.#order[i]!] = code
    })
    return byRow
  }
}
