import type { Values } from '../../coding/values.ts'
import type { CellText, Unit } from '../../plan.ts'
import { MAC_BYTES } from '../../random.ts'
import type { Draws } from '../engine.ts'
import { labelled } from '../text.ts'
import { belowRate, macsOfMessages } from './macs.ts'
import type { RowsTable } from './rows-table.ts'

/** MACs of values under a key (random.ts `macTable`), on another thread where the caller has one. */
export type MakeMacs = (key: Uint8Array, values: Values) => Promise<Uint8Array>

/** Chance by keys of persons, households and records (engine.ts `DrawRequest`). */
export class KeyedDraws {
  readonly #table: RowsTable
  readonly #makeMacs: MakeMacs

  constructor(table: RowsTable, makeMacs: MakeMacs) {
    this.#table = table
    this.#makeMacs = makeMacs
  }

  /** Keeps a unit when its draw is below the rate. */
  async sample(by: Unit, rate: number, key: Uint8Array): Promise<void> {
    const { input } = this.#table
    const isBelow = belowRate(rate)
    if (by === 'record' || (by === 'person' && !input.person)) {
      const { rows, macs } = await this.#recordMacs(key)
      await this.#table.removeListed(
        'row',
        rows.filter((_, i) => !isBelow(macs, i * MAC_BYTES)),
      )
      return
    }
    const role = by === 'household' ? 'household' : 'person'
    const { values } = input[role]!
    const macs = await this.#makeMacs(key, values)
    const gone = [0]
    for (let id = 1; id <= values.size; id++) if (!isBelow(macs, (id - 1) * MAC_BYTES)) gone.push(id)
    await this.#table.removeListed(role, Int32Array.from(gone))
  }

  /** Draws of the rows in the order given. `label`: of the i-th of them, where a value of its own is drawn for. */
  async of(by: 'record' | 'person', key: Uint8Array, rows: Int32Array, label?: (i: number) => CellText): Promise<Draws> {
    const drawn: Draws = { high: new Uint32Array(rows.length), low: new Uint32Array(rows.length) }
    const take = (i: number, macs: Uint8Array, entry: number) => {
      const view = new DataView(macs.buffer, macs.byteOffset + entry * MAC_BYTES, 8)
      drawn.high[i] = view.getUint32(0)
      drawn.low[i] = view.getUint32(4)
    }
    const persons = this.#table.input.person
    if (by === 'record' || !persons) {
      const placeOf = new Int32Array(await this.#table.extent())
      rows.forEach((row, i) => {
        placeOf[row] = i
      })
      const records = await this.#recordMacs(key, label && ((row) => labelled(label(placeOf[row]!), '')))
      records.rows.forEach((row, entry) => {
        take(placeOf[row]!, records.macs, entry)
      })
    } else if (!label) {
      const macs = await this.#makeMacs(key, persons.values)
      rows.forEach((row, i) => {
        if (persons.numbers[row]! > 0) take(i, macs, persons.numbers[row]! - 1)
      })
    } else
      macsOfMessages(
        key,
        rows.length,
        (i) => labelled(label(i), persons.values.text(persons.numbers[rows[i]!]!) ?? ''),
        (i, macs, entry) => take(i, macs, entry),
      )
    return drawn
  }

  /**
   * MACs of the records' keys: every input cell with its length, and the occurrence among equal records.
   * @param before - what a row's key is to begin with
   */
  async #recordMacs(key: Uint8Array, before?: (row: number) => string): Promise<{ rows: Int32Array; macs: Uint8Array }> {
    const { input } = this.#table
    const names = [...input.texts].sort((a, b) => input.number(a) - input.number(b))
    const columns = names.map((name) => input.column(name))
    const [rows, nth] = await this.#table.read<[Int32Array, Int32Array]>(
      `SELECT row, row_number() OVER (PARTITION BY ${names.map((name) => this.#table.code(name)).join(', ')})::INTEGER FROM ${this.#table.name}`,
    )
    const macs = new Uint8Array(rows.length * MAC_BYTES)
    const texts = columns.map(({ values }) => values)
    const message = (i: number) => {
      const row = rows[i]!
      const whole = columns.map((column, c) => {
        const code = column.codes[row]!
        const { starts } = texts[c]!
        return code === 0 ? '-' : `${starts[code]! - starts[code - 1]!}:${texts[c]!.text(code)}`
      })
      return `${before?.(row) ?? ''}${whole.join(',')}#${nth[i]!}`
    }
    macsOfMessages(key, rows.length, message, (i, batch, entry) => {
      macs.set(batch.subarray(entry * MAC_BYTES, (entry + 1) * MAC_BYTES), i * MAC_BYTES)
    })
    return { rows, macs }
  }
}
