import { upTo } from '../../coding/codes.ts'
import type { LeafKey, Tuples } from '../engine.ts'
import type { KeyExpressions } from './key-expressions.ts'
import type { RowsTable } from './rows-table.ts'

/** The combinations of the last histogram (tuples), persons' profiles of them, and what is done to rows by either. */
export class TuplesTable {
  readonly #table: RowsTable
  readonly #keys: KeyExpressions
  /** columns and result of the last histogram */
  #columns: readonly LeafKey[] = []
  #tuples: Tuples | null = null

  constructor(table: RowsTable, keys: KeyExpressions) {
    this.#table = table
    this.#keys = keys
  }

  /** Remembers a histogram that was made without the database. */
  remember(columns: readonly LeafKey[], tuples: Tuples): void {
    this.#columns = columns
    this.#tuples = tuples
  }

  async histogram(columns: readonly LeafKey[]): Promise<Tuples> {
    const table = this.#table
    const { sql, input } = table
    if (table.hasTuples) await sql.run(`ALTER TABLE ${table.name} DROP COLUMN tuple`)
    table.hasTuples = false
    const { expressions, joins } = await this.#keys.of(columns)
    const leaves = expressions.map((expression, i) => `${expression} AS q${i}`)
    const by = columns.map((_, i) => `q${i}`)
    table.hasProfiles = input.personBy === 'key' && (await this.#severalRows())
    const persons = table.hasProfiles ? 'count(DISTINCT person)' : 'count(*)'
    const grouped = `SELECT ${[...by, 'count(*)::DOUBLE AS n', `${persons}::DOUBLE AS persons`].join(', ')} FROM (SELECT ${[...leaves, 'r.person'].join(', ')} FROM ${table.name} r ${joins}) ${by.length > 0 ? `GROUP BY ${by.join(', ')}` : 'HAVING count(*) > 0'}`
    // Rows need their tuple's number only where persons or households gather tuples.
    const numbered = table.hasProfiles || input.household !== null
    if (numbered)
      await sql.run(
        `CREATE OR REPLACE TABLE tuples AS SELECT (row_number() OVER (ORDER BY ${[...by, '1'].join(', ')}) - 1)::INTEGER AS tuple, * FROM (${grouped})`,
      )
    const read = await sql.read(numbered ? `SELECT ${[...by, 'n', 'persons'].join(', ')} FROM tuples ORDER BY tuple` : grouped)
    const result: Tuples = {
      tuples: read[0]!.length,
      columns: read.slice(0, columns.length) as Int32Array[],
      rows: read[columns.length] as Float64Array,
      persons: read[columns.length + 1] as Float64Array,
    }
    this.remember(columns, result)
    if (numbered) await this.#place()
    if (table.hasProfiles) result.profiles = await this.#profiles()
    if (input.household) {
      const [unit, household] = await table.read<[Int32Array, Int32Array]>(
        table.hasProfiles
          ? `SELECT DISTINCT profile, household FROM ${table.name} r JOIN profile_of p ON p.person = r.person ORDER BY 1, 2`
          : `SELECT DISTINCT tuple, household FROM ${table.name} ORDER BY 1, 2`,
      )
      result.households = { unit, household }
    }
    return result
  }

  async #severalRows(): Promise<boolean> {
    const { rows, persons } = await this.#table.size()
    return rows > persons
  }

  async #profiles(): Promise<NonNullable<Tuples['profiles']>> {
    const table = this.#table
    await table.sql.run(
      `CREATE OR REPLACE TABLE profile_of AS SELECT person, (dense_rank() OVER (ORDER BY p) - 1)::INTEGER AS profile, p FROM (SELECT person, list_sort(list(tuple)) AS p FROM ${table.name} GROUP BY person)`,
    )
    const [profile, persons, size] = await table.read<[Int32Array, Float64Array, Int32Array]>(
      'SELECT profile, count(*)::DOUBLE, any_value(len(p))::INTEGER FROM profile_of GROUP BY profile ORDER BY profile',
    )
    const [tuples] = await table.read<[Int32Array]>(
      'SELECT tuple FROM (SELECT profile, unnest(any_value(p)) AS tuple FROM profile_of GROUP BY profile) ORDER BY profile, tuple',
    )
    const start = new Int32Array(profile.length + 1)
    size.forEach((length, i) => {
      start[i + 1] = start[i]! + length
    })
    return { start, tuples, persons }
  }

  /** Tuple numbers beside the rows, for files in which nothing needed them yet. */
  async need(): Promise<void> {
    if (this.#table.hasTuples) return
    const { columns, tuples } = this.#tuples!
    await this.#table.sql.create('tuples', { tuple: upTo(tuples), ...Object.fromEntries(columns.map((codes, i) => [`q${i}`, codes])) })
    await this.#place()
  }

  /** Writes each row's tuple number beside it. */
  async #place(): Promise<void> {
    const { expressions, joins } = await this.#keys.of(this.#columns)
    const on = expressions.map((expression, i) => `t.q${i} = ${expression}`)
    await this.#table.replace(
      (rows) => `SELECT r.*, t.tuple FROM ${rows} r ${joins} JOIN tuples t ON ${on.length > 0 ? on.join(' AND ') : 'true'}`,
    )
    this.#table.hasTuples = true
  }

  async recode(columns: readonly { name: string; codes: Int32Array }[]): Promise<void> {
    const table = this.#table
    const { sql, input } = table
    const units = table.fresh('u')
    const named = columns.map(({ name, codes }) => {
      input.add(name)
      return [table.code(name), codes] as const
    })
    const { unit, joins } = await this.#units(units)
    await sql.create(units, { ...unit, ...Object.fromEntries(named) })
    const codes = named.map(([name]) => `u.${name}`)
    await table.replace((rows) => `SELECT ${['r.*', ...codes].join(', ')} FROM ${rows} r ${joins}`)
    await table.drop([units])
    // Lines are made from columns by row of the input.
    const [row, ...read] = await table.read<[Int32Array, ...Int32Array[]]>(
      `SELECT ${['row', ...named.map(([name]) => name)].join(', ')} FROM ${table.name}`,
    )
    const extent = row.reduce((most, at) => Math.max(most, at + 1), 0)
    columns.forEach(({ name }, i) => {
      const byRow = new Int32Array(extent)
      for (let at = 0; at < row.length; at++) byRow[row[at]!] = read[i]![at]!
      input.put(name, byRow)
    })
  }

  /** What a row's position in the last histogram is known by: columns of a table, and how rows `r` are joined to it as `u`. */
  async #units(units: string): Promise<{ unit: Record<string, Int32Array>; joins: string }> {
    const { columns, tuples, profiles } = this.#tuples!
    if (this.#table.hasProfiles) {
      const { start, tuples: members } = profiles!
      const profile = new Int32Array(members.length)
      for (let p = 0; p + 1 < start.length; p++) profile.fill(p, start[p]!, start[p + 1]!)
      return {
        unit: { profile, tuple: members },
        joins: `JOIN profile_of p ON p.person = r.person JOIN (SELECT DISTINCT * FROM ${units}) u ON u.profile = p.profile AND u.tuple = r.tuple`,
      }
    }
    if (this.#table.hasTuples) return { unit: { tuple: upTo(tuples) }, joins: `JOIN ${units} u ON u.tuple = r.tuple` }
    const { expressions, joins } = await this.#keys.of(this.#columns)
    const on = expressions.map((expression, i) => `u.q${i} = ${expression}`)
    return {
      unit: Object.fromEntries(columns.map((column, i) => [`q${i}`, column])),
      joins: `${joins} JOIN ${units} u ON ${on.join(' AND ')}`,
    }
  }

  async suppress(flags: Uint8Array): Promise<void> {
    const table = this.#table
    const { sql } = table
    const gone: number[] = []
    flags.forEach((flag, i) => {
      if (flag) gone.push(i)
    })
    if (gone.length === 0) return
    if (table.hasProfiles) {
      const listed = table.fresh('g')
      await sql.create(listed, { id: Int32Array.from(gone) })
      await sql.run(`DELETE FROM ${table.name} WHERE person IN (SELECT person FROM profile_of WHERE profile IN (SELECT id FROM ${listed}))`)
      await table.drop([listed])
    } else if (table.hasTuples) await table.removeListed('tuple', Int32Array.from(gone))
    else if (this.#columns.length === 0) await sql.run(`DELETE FROM ${table.name}`)
    else {
      const listed = table.fresh('g')
      const codes = this.#tuples!.columns.map((column, i) => [`q${i}`, Int32Array.from(gone, (tuple) => column[tuple]!)] as const)
      await sql.create(listed, Object.fromEntries(codes))
      const { expressions, joins } = await this.#keys.of(this.#columns)
      const on = expressions.map((expression, i) => `g.q${i} = ${expression}`).join(' AND ')
      await sql.run(`DELETE FROM ${table.name} WHERE rowid IN (SELECT r.rowid FROM ${table.name} r ${joins} JOIN ${listed} g ON ${on})`)
      await table.drop([listed])
    }
  }
}
