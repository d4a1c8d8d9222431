import type { Codes } from '../../coding/codes.ts'
import type { Size } from '../engine.ts'
import type { CodedInput } from './coded-input.ts'
import { identifier, type SqlFilled, type SqlParameters, type SqlRunner } from './sql-runner.ts'

/** From so many rows on memory counts for more than time: narrow integers are widened again in every join. */
const MANY_ROWS = 1 << 22

/** The rows in force as a table of integers: number of the row, person, household, one column of codes for each that is asked of. */
export class RowsTable {
  readonly sql: SqlRunner
  readonly input: CodedInput
  /** the table; each change makes the next */
  name = 'r0'
  /** each row's tuple of the last histogram stands beside it */
  hasTuples = false
  /** persons' profiles of tuples stand in the table profile_of */
  hasProfiles = false
  #version = 0
  #temporary = 0

  constructor(sql: SqlRunner, input: CodedInput) {
    this.sql = sql
    this.input = input
  }

  /** Gives the database the first `rows` rows of the input. */
  async fill(rows: number): Promise<void> {
    const { person, household, asked } = this.input
    const filled: Record<string, SqlFilled> = { row: countingFrom(0), person: person ? filledBy(person.numbers) : countingFrom(1) }
    if (household) filled.household = filledBy(household.numbers)
    for (const column of asked) filled[this.code(column)] = filledBy(this.input.column(column).codes)
    await this.sql.fill(this.name, rows, filled)
  }

  /** The column of codes. */
  code(column: string): string {
    return `c${this.input.number(column)}`
  }

  /** The column of codes that perturbation has put beside the rows. */
  placed(column: string): string {
    return `p${this.input.number(column)}`
  }

  /** The column of 0 and 1 that tells where a mark lies. */
  mark(name: string): string {
    return identifier(`m_${name}`)
  }

  /** SQL that counts the persons of rows `r`. */
  get persons(): string {
    return this.input.personBy === 'key' ? 'count(DISTINCT r.person)' : 'count(*)'
  }

  /** A name that no table has. */
  fresh(letter: string): string {
    return `${letter}${++this.#temporary}`
  }

  async read<T extends (Int32Array | Float64Array)[]>(sql: string): Promise<T> {
    return (await this.sql.read(sql)) as T
  }

  async count(sql: string, parameters?: SqlParameters): Promise<number> {
    const [column] = await this.sql.read(sql, parameters)
    return (column as Float64Array)[0] ?? 0
  }

  /** Puts a new table of rows in the place of the one in force. */
  async replace(select: (rows: string) => string): Promise<void> {
    const next = `r${++this.#version}`
    await this.sql.run(`CREATE TABLE ${next} AS ${select(this.name)}`)
    await this.sql.run(`DROP TABLE ${this.name}`)
    this.name = next
  }

  async drop(tables: readonly string[]): Promise<void> {
    for (const table of tables) await this.sql.run(`DROP TABLE ${table}`)
  }

  /** Rows of the input up to the last that is still there. */
  async extent(): Promise<number> {
    return this.count(`SELECT (coalesce(max(row), -1) + 1)::DOUBLE FROM ${this.name}`)
  }

  async size(): Promise<Size> {
    const homes = this.input.household ? 'count(DISTINCT household) FILTER (household > 0)' : '0'
    const [rows, persons, households] = await this.read<Float64Array[]>(
      `SELECT count(*)::DOUBLE, ${this.persons}::DOUBLE, (${homes})::DOUBLE FROM ${this.name} r`,
    )
    return { rows: rows![0]!, persons: persons![0]!, households: this.input.household ? households![0]! : null }
  }

  /** Gives the rows the codes that a column has now. */
  async update(column: string): Promise<void> {
    const table = this.fresh('e')
    await this.sql.fill(table, await this.extent(), { row: countingFrom(0), code: filledBy(this.input.column(column).codes) })
    await this.sql.run(`UPDATE ${this.name} SET ${this.code(column)} = e.code FROM ${table} e WHERE e.row = ${this.name}.row`)
    await this.drop([table])
  }

  /** Puts a mark on rows. @param rowids - SQL of their numbers in the table */
  async flag(name: string, rowids: string): Promise<void> {
    const column = this.mark(name)
    await this.sql.run(`ALTER TABLE ${this.name} ADD COLUMN ${column} INTEGER DEFAULT 0`)
    await this.sql.run(`UPDATE ${this.name} SET ${column} = 1 WHERE rowid IN (${rowids})`)
  }

  async removeListed(column: string, ids: Int32Array): Promise<void> {
    if (ids.length === 0) return
    const table = this.fresh('g')
    await this.sql.create(table, { id: ids })
    await this.sql.run(`DELETE FROM ${this.name} WHERE ${column} IN (SELECT id FROM ${table})`)
    await this.drop([table])
  }
}

/** first, first + 1 … */
const countingFrom = (first: number): SqlFilled => ({
  bytes: 4,
  fill: (from, target) => {
    for (let i = 0; i < target.length; i++) target[i] = first + from + i
  },
})

const filledBy = (codes: Codes): SqlFilled => ({
  bytes: codes.length < MANY_ROWS ? 4 : (codes.BYTES_PER_ELEMENT as SqlFilled['bytes']),
  fill: (from, target) => target.set(codes.subarray(from, from + target.length)),
})
