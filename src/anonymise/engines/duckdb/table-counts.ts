import type { CodeRef, Groups, Key, LeafKey, Pins, TextKey } from '../engine.ts'
import type { KeyExpressions } from './key-expressions.ts'
import { packedInBigints } from './packed-keys.ts'
import type { RowsTable } from './rows-table.ts'

/** What a run counts among the rows in force, in SQL. */
export class TableCounts {
  readonly #table: RowsTable
  readonly #keys: KeyExpressions

  constructor(table: RowsTable, keys: KeyExpressions) {
    this.#table = table
    this.#keys = keys
  }

  async tally(column: string): Promise<Float64Array> {
    const [codes, rows] = await this.#table.read<[Int32Array, Float64Array]>(
      `SELECT ${this.#table.code(column)}, count(*)::DOUBLE FROM ${this.#table.name} GROUP BY 1`,
    )
    return byCode(codes, rows, this.#table.input.column(column).values.size + 1)
  }

  /** Rows of each person or household, by number. */
  async rowsOf(role: 'person' | 'household'): Promise<Float64Array> {
    const [ids, rows] = await this.#table.read<[Int32Array, Float64Array]>(
      `SELECT ${role}, count(*)::DOUBLE FROM ${this.#table.name} GROUP BY 1`,
    )
    return byCode(ids, rows, this.#table.input[role]!.values.size + 1)
  }

  async extremes(leaf: CodeRef, numbers: Float64Array, side: 'top' | 'bottom'): Promise<{ value: number; persons: number }[]> {
    const table = this.#table
    const numbered = table.fresh('x')
    const codes: number[] = []
    numbers.forEach((number, code) => {
      if (!Number.isNaN(number)) codes.push(code)
    })
    await table.sql.create(numbered, { code: Int32Array.from(codes), number: Float64Array.from(codes, (code) => numbers[code]!) })
    const per = side === 'top' ? 'max' : 'min'
    const from = `FROM ${table.name} r JOIN ${numbered} x ON x.code = ${this.#keys.leaf(leaf)}`
    const inner =
      table.input.personBy === 'key' ? `SELECT person, ${per}(number) AS v ${from} GROUP BY person` : `SELECT number AS v ${from}`
    const [values, persons] = await table.read<Float64Array[]>(`SELECT v, count(*)::DOUBLE FROM (${inner}) GROUP BY v ORDER BY v`)
    await table.drop([numbered])
    return Array.from(values!, (value, i) => ({ value, persons: persons![i]! }))
  }

  async groups(keys: readonly Key[]): Promise<Groups> {
    const { expressions, joins } = await this.#keys.of(keys)
    const read = await this.#table.sql.read(
      `SELECT ${[...expressions, 'count(*)::DOUBLE', `${this.#table.persons}::DOUBLE`].join(', ')} FROM ${this.#table.name} r ${joins} GROUP BY ${expressions.map((_, i) => i + 1).join(', ')}`,
    )
    return {
      codes: read.slice(0, keys.length) as Int32Array[],
      rows: read[keys.length] as Float64Array,
      persons: read[keys.length + 1] as Float64Array,
    }
  }

  /** Persons who hold a combination of keys that no other person holds. */
  async unique(keys: readonly Key[]): Promise<number> {
    const table = this.#table
    const { expressions, joins, sizes } = await this.#keys.of(keys)
    const packed = packedInBigints(expressions, sizes)
    const by = packed.map((_, i) => `k${i}`).join(', ')
    const named = packed.map((expression, i) => `${expression} AS k${i}`).join(', ')
    return table.count(
      table.input.personBy === 'key'
        ? `SELECT count(DISTINCT person)::DOUBLE FROM (SELECT min(person) AS person FROM (SELECT ${named}, r.person FROM ${table.name} r ${joins}) GROUP BY ${by} HAVING min(person) = max(person))`
        : `SELECT count(*)::DOUBLE FROM (SELECT 1 FROM (SELECT ${named} FROM ${table.name} r ${joins}) GROUP BY ${by} HAVING count(*) = 1)`,
    )
  }

  async linkedBy(key: Key): Promise<{ several: number; linked: number }> {
    const table = this.#table
    const { expressions, joins } = await this.#keys.of([key])
    const several = await table.count(`SELECT count(*)::DOUBLE FROM (SELECT person FROM ${table.name} GROUP BY person HAVING count(*) > 1)`)
    const linked = await table.count(
      `SELECT count(DISTINCT person)::DOUBLE FROM (SELECT min(person) AS person FROM (SELECT ${expressions[0]} AS k, r.person FROM ${table.name} r ${joins}) WHERE k IS NOT NULL GROUP BY k HAVING min(person) = max(person) AND count(*) > 1)`,
    )
    return { several, linked }
  }

  async pins(leaf: CodeRef, classes: LeafKey, key: Key, k: number): Promise<Pins> {
    const table = this.#table
    const { expressions, joins } = await this.#keys.of([classes, key])
    const [own, persons, rows, pinned] = await table.read<[Int32Array, Float64Array, Float64Array, Float64Array]>(
      `SELECT class, persons, sum(n)::DOUBLE, coalesce(sum(n) FILTER (low = high), 0)::DOUBLE
      FROM (SELECT class, min(leaf) AS low, max(leaf) AS high, count(*) AS n, ${table.persons}::DOUBLE AS persons FROM (SELECT ${expressions[0]} AS class, ${expressions[1]} AS key, ${this.#keys.leaf(leaf)} AS leaf, r.person FROM ${table.name} r ${joins}) r GROUP BY class, key)
      WHERE persons >= ${k} GROUP BY class, persons`,
    )
    return { class: own, persons, rows, pinned }
  }

  async spread(key: TextKey): Promise<{ distinct: number; nulls: number }> {
    const { expressions } = await this.#keys.of([key])
    const [distinct, nulls] = await this.#table.read<Float64Array[]>(
      `SELECT count(DISTINCT ${expressions[0]})::DOUBLE, (count(*) - count(${expressions[0]}))::DOUBLE FROM ${this.#table.name} r`,
    )
    return { distinct: distinct![0]!, nulls: nulls![0]! }
  }

  /** Rows per code of a text; 0 where there is none. */
  async texts(key: TextKey): Promise<{ codes: Int32Array; rows: Float64Array }> {
    const { expressions } = await this.#keys.of([key])
    const [codes, rows] = await this.#table.read<[Int32Array, Float64Array]>(
      `SELECT coalesce(${expressions[0]}, 0), count(*)::DOUBLE FROM ${this.#table.name} r GROUP BY 1`,
    )
    return { codes, rows }
  }

  async shown(source: Key, mark: string, key: Key): Promise<number> {
    const table = this.#table
    const { expressions, joins } = await this.#keys.of([source, key])
    const [value, of] = expressions.map((expression, i) => ([source, key][i]!.kind === 'leaf' ? `nullif(${expression}, 0)` : expression))
    return table.count(
      `WITH cells AS MATERIALIZED (SELECT ${value} AS value, ${of} AS key, r.${table.mark(mark)} AS marked FROM ${table.name} r ${joins}),
      open AS (SELECT key, min(value) AS value FROM cells WHERE marked = 0 AND key IS NOT NULL AND value IS NOT NULL GROUP BY key HAVING min(value) = max(value))
      SELECT count(*)::DOUBLE FROM cells JOIN open USING (key, value) WHERE marked = 1`,
    )
  }

  async repeats(columns: readonly string[]): Promise<number> {
    const codes = columns.map((column) => this.#table.code(column))
    return this.#table.count(
      `SELECT count(*)::DOUBLE FROM (SELECT 1 FROM ${this.#table.name} WHERE ${codes.map((code) => `${code} > 0`).join(' AND ')} GROUP BY ${codes.join(', ')} HAVING count(*) > 1)`,
    )
  }
}

function byCode(codes: Int32Array, rows: Float64Array, size: number): Float64Array {
  const counts = new Float64Array(size)
  codes.forEach((code, i) => {
    counts[code] = rows[i]!
  })
  return counts
}
