import { type CodedPart, codeRows } from '../../coding/coded-part.ts'
import { joinParts, pairOf, TableColumn } from '../../coding/coded-table.ts'
import { type Codes, upTo } from '../../coding/codes.ts'
import { Values } from '../../coding/values.ts'
import type { CellText, Unit } from '../../plan.ts'
import { MAC_BYTES, macTable } from '../../random.ts'
import type {
  CodeRef,
  Draws,
  Engine,
  Groups,
  Key,
  KeyFacts,
  LeafKey,
  LoadRequest,
  Output,
  Pins,
  Predicate,
  RowKey,
  Rows,
  RowsRequest,
  Size,
  Source,
  TextKey,
  Texts,
  Tuples,
} from '../engine.ts'
import { keyFactsOf } from '../key-facts.ts'
import { textsOf } from '../tally.ts'
import { labelled } from '../text.ts'
import { HeldRows, without } from './held-rows.ts'
import { hasSuspects, type Keys, keysOf } from './keys.ts'
import { belowRate, macsOfMessages } from './macs.ts'
import { packedInBigints } from './packed-keys.ts'
import { MacTexts } from './released-lines.ts'
import { identifier, type SqlFilled, type SqlParameters, type SqlRunner } from './sql-runner.ts'
import { type WriteChunks, writeRows } from './write-rows.ts'

/** MACs of values under a key (random.ts `macTable`), on another thread where the caller has one. */
export type MakeMacs = (key: Uint8Array, values: Values) => Promise<Uint8Array>

export interface DuckDbPorts {
  sql: SqlRunner
  write: WriteChunks
  macs?: MakeMacs | undefined
  /** files of at most so many rows, one a person, are counted without the database; `HELD_ROWS` if not given */
  holds?: number
}

/** The codes lie here whoever counts them, and the database would hold them once more: only the numbers of rows set a limit. */
const HELD_ROWS = 1 << 28

/**
 * The engine for one machine. Texts are coded while they are read and lie as dictionaries beside columns of integers;
 * DuckDB holds the integers and does all relational work, spilling under its memory limit. Neither values of people nor names
 * of columns ever enter SQL. Where counting is enough the rows stay where they are (held-rows.ts), until something else is asked.
 */
export class DuckDbEngine implements Engine {
  readonly name = 'duckdb'
  readonly #sql: SqlRunner
  readonly #writeChunks: WriteChunks
  readonly #holds: number
  /** the rows, as long as the database has not been given them */
  #held: HeldRows | null = null
  readonly #makeMacs: MakeMacs
  readonly #sources: readonly Source[]
  readonly #nulls: readonly string[]
  /** position of each column in the first header */
  readonly #index: Map<string, number>
  #texts: readonly string[] = []
  #inTable: readonly string[] = []
  /** codes and values of the columns read, by row of the input */
  readonly #columns = new Map<string, TableColumn>()
  readonly #keyed: { person: Keys | null; household: Keys | null } = { person: null, household: null }
  /** the table of rows in force; each change makes the next */
  #rows = 'r0'
  #version = 0
  /** row: every row is a person; unique: every row has its own key; key: numbered keys */
  #person: 'row' | 'unique' | 'key' = 'row'
  #household = false
  #profiles = false
  #histogram: readonly LeafKey[] = []
  #tuples: Tuples | null = null
  #tupleColumn = false
  /** rows in the order of the last `rows` */
  #handedOut: Int32Array = new Int32Array(0)
  /** codes put beside the rows, by row of the input */
  readonly #placed = new Map<string, Int32Array>()
  #temporary = 0
  /** tables of classes that keys have asked for: (id, class) */
  readonly #classTables = new Map<Int32Array, string>()
  /** MACs of the keys of persons and households, by number less one */
  readonly #macs = new Map<'person' | 'household', Promise<MacTexts>>()

  constructor(ports: DuckDbPorts, sources: readonly Source[], nulls: readonly string[]) {
    this.#sql = ports.sql
    this.#writeChunks = ports.write
    this.#holds = ports.holds ?? HELD_ROWS
    this.#makeMacs = ports.macs ?? (async (key, values) => macTable(key, values.bytes, values.starts, values.size))
    this.#sources = sources
    this.#nulls = nulls
    this.#index = new Map(sources[0]!.header.map((name, index) => [name, index]))
  }

  #code(column: string): string {
    const index = this.#index.get(column)
    if (index === undefined) throw new RangeError('column: not in the input')
    return `c${index}`
  }

  #column(name: string): TableColumn {
    const column = this.#columns.get(name)
    if (!column) throw new RangeError('column: not read')
    return column
  }

  async load({ texts, codes, person, household, pairs }: LoadRequest) {
    this.#texts = texts
    const inTable = [...new Set([...texts, ...codes])]
    const names = [...new Set([...inTable, ...[person, household].filter((column) => column !== null)])]
    const read = [...new Set(names.flatMap((name) => pairs.get(name) ?? [name]))]
    const parts: CodedPart[] = []
    for (const source of this.#sources) {
      const places = read.map((name) => source.header.indexOf(name))
      parts.push(...(source.parts ? await source.parts(read, this.#nulls) : [await codeRows(source.rows(), places, this.#nulls)]))
    }
    const { rows, columns } = joinParts(parts, read.length)
    for (const name of names) {
      const [first, second] = (pairs.get(name) ?? [name]).map((part) => columns[read.indexOf(part)]!)
      this.#columns.set(name, second ? pairOf(first!, second, rows) : first!)
    }
    const dictionaries = new Map(codes.map((column) => [column, this.#column(column).rank()]))
    if (person !== null) {
      const keys = keysOf(this.#column(person))
      this.#keyed.person = keys
      this.#person = keys.values.size === rows ? 'unique' : 'key'
    }
    if (household !== null) {
      this.#household = true
      this.#keyed.household = keysOf(this.#column(household))
    }
    this.#inTable = inTable
    this.#held = new HeldRows(rows, (name) => ({ codes: this.#column(name).codes, size: this.#column(name).values.size + 1 }))
    if (this.#person === 'key' || this.#household || rows > this.#holds) await this.#hand()
    return { rows, dictionaries }
  }

  /** Gives the rows to the database, if it has not got them. */
  async #hand(): Promise<void> {
    if (!this.#held) return
    const { rows } = this.#held
    this.#held = null
    const { person, household } = this.#keyed
    const filled: Record<string, SqlFilled> = { row: countingFrom(0), person: person ? filledBy(person.numbers) : countingFrom(1) }
    if (household) filled.household = filledBy(household.numbers)
    for (const column of this.#inTable) filled[this.#code(column)] = filledBy(this.#column(column).codes)
    await this.#sql.fill('r0', rows, filled)
  }

  async #count(sql: string, parameters?: SqlParameters): Promise<number> {
    const [column] = await this.#sql.read(sql, parameters)
    return (column as Float64Array)[0] ?? 0
  }

  /** Puts a new table of rows in the place of the one in force. */
  async #replace(select: (rows: string) => string, parameters?: SqlParameters): Promise<void> {
    const next = `r${++this.#version}`
    await this.#sql.run(`CREATE TABLE ${next} AS ${select(this.#rows)}`, parameters)
    await this.#sql.run(`DROP TABLE ${this.#rows}`)
    this.#rows = next
  }

  async encode(columns: readonly string[]): Promise<Map<string, CellText[]>> {
    const dictionaries = new Map<string, CellText[]>()
    for (const name of columns) {
      const column = this.#column(name)
      const wasRanked = column.ranked
      dictionaries.set(name, column.rank())
      if (wasRanked) continue
      if (this.#held) {
        this.#held.forget()
        continue
      }
      // The rows hold the codes of before: they are given the new ones.
      const table = `e${++this.#temporary}`
      const { rows } = await this.#extent()
      await this.#sql.fill(table, rows, { row: countingFrom(0), code: filledBy(column.codes) })
      await this.#sql.run(`UPDATE ${this.#rows} SET ${this.#code(name)} = e.code FROM ${table} e WHERE e.row = ${this.#rows}.row`)
      await this.#drop([table])
    }
    return dictionaries
  }

  /** Rows of the input up to the last that is still there. */
  async #extent(): Promise<{ rows: number }> {
    return { rows: await this.#count(`SELECT (coalesce(max(row), -1) + 1)::DOUBLE FROM ${this.#rows}`) }
  }

  async keyFacts(role: 'person' | 'household'): Promise<KeyFacts> {
    const { values } = this.#keyed[role]!
    const blankRows = this.#held ? 0 : await this.#count(`SELECT count(*)::DOUBLE FROM ${this.#rows} WHERE ${role} = 0`)
    if (!hasSuspects(values)) return { blankRows, dummyRows: 0, zeroClashes: 0 }
    const rows = new Float64Array(values.size + 1)
    await this.#hand()
    const [ids, counts] = (await this.#sql.read(`SELECT ${role}, count(*)::DOUBLE FROM ${this.#rows} GROUP BY 1`)) as [
      Int32Array,
      Float64Array,
    ]
    ids.forEach((id, i) => {
      rows[id] = counts[i]!
    })
    return keyFactsOf(
      values.texts().map((key) => key ?? ''),
      rows,
    )
  }

  async size(): Promise<Size> {
    if (this.#held) return { rows: this.#held.rows, persons: this.#held.rows, households: null }
    const persons = this.#person === 'key' ? 'count(DISTINCT person)' : 'count(*)'
    const households = this.#household ? 'count(DISTINCT household) FILTER (household > 0)' : '0'
    const [rows, distinct, homes] = (await this.#sql.read(
      `SELECT count(*)::DOUBLE, ${persons}::DOUBLE, (${households})::DOUBLE FROM ${this.#rows}`,
    )) as Float64Array[]
    return { rows: rows![0]!, persons: distinct![0]!, households: this.#household ? homes![0]! : null }
  }

  /** A predicate as SQL over the row `r`; tables of truth are joined as sets of codes. */
  async #condition(predicate: Predicate): Promise<string> {
    switch (predicate.kind) {
      case 'codes': {
        const codes: number[] = []
        predicate.holds.forEach((holds, code) => {
          if (holds) codes.push(code)
        })
        const column = this.#code(predicate.column)
        if (codes.length === 0) return 'false'
        if (codes.length <= 50) return `r.${column} IN (${codes.join(', ')})`
        const table = `s${++this.#temporary}`
        await this.#sql.create(table, { code: Int32Array.from(codes) })
        return `r.${column} IN (SELECT code FROM ${table})`
      }
      case 'count': {
        const inner = await this.#condition(predicate.where)
        const counted = predicate.of === 'household' && this.#person === 'key' ? 'count(DISTINCT r.person)' : 'count(*)'
        return `r.${predicate.of} IN (SELECT r.${predicate.of} FROM ${this.#rows} r WHERE r.${predicate.of} > 0 AND (${inner}) GROUP BY r.${predicate.of} HAVING ${counted} >= ${predicate.atLeast})`
      }
      case 'not':
        return `NOT (${await this.#condition(predicate.of)})`
      default: {
        const parts: string[] = []
        for (const part of predicate.of) parts.push(`(${await this.#condition(part)})`)
        return parts.length > 0 ? parts.join(predicate.kind === 'all' ? ' AND ' : ' OR ') : String(predicate.kind === 'all')
      }
    }
  }

  async remove(predicate: Predicate, unit: Unit): Promise<void> {
    await this.#hand()
    const condition = await this.#condition(predicate)
    const matches = `SELECT r.rowid FROM ${this.#rows} r WHERE ${condition}`
    await this.#sql.run(
      unit === 'record'
        ? `DELETE FROM ${this.#rows} WHERE rowid IN (${matches})`
        : `DELETE FROM ${this.#rows} WHERE ${unit} IN (SELECT r.${unit} FROM ${this.#rows} r WHERE (${condition}) AND r.${unit} > 0) OR (${unit} = 0 AND rowid IN (${matches}))`,
    )
  }

  async sample(by: Unit, rate: number, key: Uint8Array): Promise<void> {
    await this.#hand()
    const isBelow = belowRate(rate)
    if (by === 'record' || (by === 'person' && this.#person === 'row')) {
      const { rows, macs } = await this.#recordMacs(key)
      await this.#removeListed(
        'row',
        rows.filter((_, i) => !isBelow(macs, i * MAC_BYTES)),
      )
      return
    }
    const role = by === 'household' ? 'household' : 'person'
    const { values } = this.#keyed[role]!
    const macs = await this.#makeMacs(key, values)
    const gone = [0]
    for (let id = 1; id <= values.size; id++) if (!isBelow(macs, (id - 1) * MAC_BYTES)) gone.push(id)
    await this.#removeListed(role, Int32Array.from(gone))
  }

  async #removeListed(column: string, ids: Int32Array): Promise<void> {
    if (ids.length === 0) return
    const table = `g${++this.#temporary}`
    await this.#sql.create(table, { id: ids })
    await this.#sql.run(`DELETE FROM ${this.#rows} WHERE ${column} IN (SELECT id FROM ${table})`)
    await this.#drop([table])
  }

  /**
   * MACs of the records' keys: every input cell with its length, and the occurrence among equal records.
   * @param before - what a row's key is to begin with
   */
  async #recordMacs(key: Uint8Array, before?: (row: number) => string): Promise<{ rows: Int32Array; macs: Uint8Array }> {
    const names = [...this.#texts].sort((a, b) => this.#index.get(a)! - this.#index.get(b)!)
    const columns = names.map((name) => this.#column(name))
    const [rows, nth] = (await this.#sql.read(
      `SELECT row, row_number() OVER (PARTITION BY ${names.map((name) => this.#code(name)).join(', ')})::INTEGER FROM ${this.#rows}`,
    )) as [Int32Array, Int32Array]
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

  async mark(name: string, predicate: Predicate): Promise<number> {
    await this.#hand()
    const condition = await this.#condition(predicate)
    await this.#flag(name, `SELECT r.rowid FROM ${this.#rows} r WHERE ${condition}`)
    return this.#count(`SELECT count(*)::DOUBLE FROM ${this.#rows} WHERE ${identifier(`m_${name}`)} = 1`)
  }

  /** A column of 0 and 1 beside the rows. */
  async #flag(name: string, rowids: string): Promise<void> {
    const column = identifier(`m_${name}`)
    await this.#sql.run(`ALTER TABLE ${this.#rows} ADD COLUMN ${column} INTEGER DEFAULT 0`)
    await this.#sql.run(`UPDATE ${this.#rows} SET ${column} = 1 WHERE rowid IN (${rowids})`)
  }

  async tally(column: string): Promise<Float64Array> {
    if (this.#held) return this.#held.tally(column)
    const [codes, rows] = (await this.#sql.read(`SELECT ${this.#code(column)}, count(*)::DOUBLE FROM ${this.#rows} GROUP BY 1`)) as [
      Int32Array,
      Float64Array,
    ]
    const tally = new Float64Array(this.#column(column).values.size + 1)
    codes.forEach((code, i) => {
      tally[code] = rows[i]!
    })
    return tally
  }

  async extremes(leaf: CodeRef, numbers: Float64Array, side: 'top' | 'bottom') {
    const held = this.#heldFor([{ kind: 'leaf', leaf }])
    if (held) return held.numbers(leaf, numbers)
    await this.#hand()
    const table = `x${++this.#temporary}`
    const codes: number[] = []
    numbers.forEach((number, code) => {
      if (!Number.isNaN(number)) codes.push(code)
    })
    await this.#sql.create(table, { code: Int32Array.from(codes), number: Float64Array.from(codes, (code) => numbers[code]!) })
    const per = side === 'top' ? 'max' : 'min'
    const inner =
      this.#person === 'key'
        ? `SELECT person, ${per}(number) AS v FROM ${this.#rows} r JOIN ${table} x ON x.code = ${this.#leaf(leaf)} GROUP BY person`
        : `SELECT number AS v FROM ${this.#rows} r JOIN ${table} x ON x.code = ${this.#leaf(leaf)}`
    const [values, persons] = (await this.#sql.read(`SELECT v, count(*)::DOUBLE FROM (${inner}) GROUP BY v ORDER BY v`)) as Float64Array[]
    await this.#sql.run(`DROP TABLE ${table}`)
    return Array.from(values!, (value, i) => ({ value, persons: persons![i]! }))
  }

  /** SQL of a leaf's code. */
  #leaf(leaf: CodeRef): string {
    const code = `r.${leaf.placed ? this.#placedName(leaf.column) : this.#code(leaf.column)}`
    if (leaf.marks.length === 0) return code
    const bits = leaf.marks.map((mark, i) => `r.${identifier(`m_${mark}`)} * ${2 ** i}`).join(' + ')
    return `(${code}::INTEGER * ${2 ** leaf.marks.length} + ${bits})`
  }

  async histogram(columns: readonly LeafKey[]): Promise<Tuples> {
    this.#histogram = columns
    const held = this.#heldFor(columns)
    if (held) {
      this.#tuples = held.histogram(columns)
      return this.#tuples
    }
    await this.#hand()
    if (this.#tupleColumn) await this.#sql.run(`ALTER TABLE ${this.#rows} DROP COLUMN tuple`)
    this.#tupleColumn = false
    const { expressions, joins } = await this.#keys(columns)
    const leaves = expressions.map((expression, i) => `${expression} AS q${i}`)
    const by = columns.map((_, i) => `q${i}`)
    this.#profiles = this.#person === 'key' && (await this.#severalRows())
    const persons = this.#profiles ? 'count(DISTINCT person)' : 'count(*)'
    const grouped = `SELECT ${[...by, 'count(*)::DOUBLE AS n', `${persons}::DOUBLE AS persons`].join(', ')} FROM (SELECT ${[...leaves, 'r.person'].join(', ')} FROM ${this.#rows} r ${joins}) ${by.length > 0 ? `GROUP BY ${by.join(', ')}` : 'HAVING count(*) > 0'}`
    const numbered = this.#profiles || this.#household
    // Rows need their tuple's number only where persons or households gather tuples.
    if (numbered)
      await this.#sql.run(
        `CREATE OR REPLACE TABLE tuples AS SELECT (row_number() OVER (ORDER BY ${[...by, '1'].join(', ')}) - 1)::INTEGER AS tuple, * FROM (${grouped})`,
      )
    const read = await this.#sql.read(numbered ? `SELECT ${[...by, 'n', 'persons'].join(', ')} FROM tuples ORDER BY tuple` : grouped)
    const result: Tuples = {
      tuples: read[0]!.length,
      columns: read.slice(0, columns.length) as Int32Array[],
      rows: read[columns.length] as Float64Array,
      persons: read[columns.length + 1] as Float64Array,
    }
    this.#tuples = result
    if (numbered) await this.#placeTuples()
    if (this.#profiles) {
      await this.#sql.run(
        `CREATE OR REPLACE TABLE profile_of AS SELECT person, (dense_rank() OVER (ORDER BY p) - 1)::INTEGER AS profile, p FROM (SELECT person, list_sort(list(tuple)) AS p FROM ${this.#rows} GROUP BY person)`,
      )
      const [profile, count, size] = (await this.#sql.read(
        'SELECT profile, count(*)::DOUBLE, any_value(len(p))::INTEGER FROM profile_of GROUP BY profile ORDER BY profile',
      )) as [Int32Array, Float64Array, Int32Array]
      const [members] = (await this.#sql.read(
        'SELECT tuple FROM (SELECT profile, unnest(any_value(p)) AS tuple FROM profile_of GROUP BY profile) ORDER BY profile, tuple',
      )) as [Int32Array]
      const start = new Int32Array(profile.length + 1)
      size.forEach((length, i) => {
        start[i + 1] = start[i]! + length
      })
      result.profiles = { start, tuples: members, persons: count }
    }
    if (this.#household) {
      const [unit, household] = (await this.#sql.read(
        this.#profiles
          ? `SELECT DISTINCT profile, household FROM ${this.#rows} r JOIN profile_of p ON p.person = r.person ORDER BY 1, 2`
          : `SELECT DISTINCT tuple, household FROM ${this.#rows} ORDER BY 1, 2`,
      )) as [Int32Array, Int32Array]
      result.households = { unit, household }
    }
    return result
  }

  /** The held rows, if what they hold answers for all these keys. */
  #heldFor(keys: readonly Key[]): HeldRows | null {
    return keys.every((key) => HeldRows.holds(key)) ? this.#held : null
  }

  async #severalRows(): Promise<boolean> {
    const { rows, persons } = await this.size()
    return rows > persons
  }

  /** Writes each row's tuple number beside it. */
  async #placeTuples(): Promise<void> {
    if (this.#tupleColumn) return
    const { expressions, joins } = await this.#keys(this.#histogram)
    const on = expressions.map((expression, i) => `t.q${i} = ${expression}`)
    await this.#replace(
      (rows) => `SELECT r.*, t.tuple FROM ${rows} r ${joins} JOIN tuples t ON ${on.length > 0 ? on.join(' AND ') : 'true'}`,
    )
    this.#tupleColumn = true
  }

  async recode(columns: readonly { name: string; codes: Int32Array }[]): Promise<void> {
    await this.#hand()
    const units = `u${++this.#temporary}`
    const named = columns.map(({ name, codes }) => {
      this.#index.set(name, this.#index.size)
      return [this.#code(name), codes] as const
    })
    let unit: Record<string, Int32Array>
    let joins: string
    if (this.#profiles) {
      const { start, tuples } = this.#tuples!.profiles!
      const profile = new Int32Array(tuples.length)
      for (let p = 0; p + 1 < start.length; p++) profile.fill(p, start[p]!, start[p + 1]!)
      unit = { profile, tuple: tuples }
      joins = `JOIN profile_of p ON p.person = r.person JOIN (SELECT DISTINCT * FROM ${units}) u ON u.profile = p.profile AND u.tuple = r.tuple`
    } else if (this.#tupleColumn) {
      unit = { tuple: upTo(this.#tuples!.tuples) }
      joins = `JOIN ${units} u ON u.tuple = r.tuple`
    } else {
      unit = Object.fromEntries(this.#tuples!.columns.map((column, i) => [`q${i}`, column]))
      const keys = await this.#keys(this.#histogram)
      const on = keys.expressions.map((expression, i) => `u.q${i} = ${expression}`)
      joins = `${keys.joins} JOIN ${units} u ON ${on.join(' AND ')}`
    }
    await this.#sql.create(units, { ...unit, ...Object.fromEntries(named) })
    const codes = named.map(([name]) => `u.${name}`)
    await this.#replace((rows) => `SELECT ${['r.*', ...codes].join(', ')} FROM ${rows} r ${joins}`)
    await this.#drop([units])
    // Lines are made from columns by row of the input.
    const [row, ...read] = (await this.#sql.read(`SELECT ${['row', ...named.map(([name]) => name)].join(', ')} FROM ${this.#rows}`)) as [
      Int32Array,
      ...Int32Array[],
    ]
    const extent = row.reduce((most, at) => Math.max(most, at + 1), 0)
    columns.forEach(({ name }, i) => {
      const placed = new Int32Array(extent)
      for (let at = 0; at < row.length; at++) placed[row[at]!] = read[i]![at]!
      this.#columns.set(name, new TableColumn(new Values(0, new Uint32Array(1), new Uint8Array(0)), placed))
    })
  }

  async suppress(flags: Uint8Array): Promise<void> {
    const gone: number[] = []
    flags.forEach((flag, i) => {
      if (flag) gone.push(i)
    })
    if (gone.length === 0) return
    if (this.#held) {
      const gone = this.#held.suppress(flags)
      if (gone) this.#compact(gone)
      return
    }
    const table = `g${++this.#temporary}`
    if (this.#profiles || this.#tupleColumn) {
      await this.#sql.create(table, { id: Int32Array.from(gone) })
      await this.#sql.run(
        this.#profiles
          ? `DELETE FROM ${this.#rows} WHERE person IN (SELECT person FROM profile_of WHERE profile IN (SELECT id FROM ${table}))`
          : `DELETE FROM ${this.#rows} WHERE tuple IN (SELECT id FROM ${table})`,
      )
    } else if (this.#histogram.length === 0) await this.#sql.run(`DELETE FROM ${this.#rows}`)
    else {
      const codes = this.#tuples!.columns.map((column, i) => [`q${i}`, Int32Array.from(gone, (tuple) => column[tuple]!)] as const)
      await this.#sql.create(table, Object.fromEntries(codes))
      const { expressions, joins } = await this.#keys(this.#histogram)
      const on = expressions.map((expression, i) => `g.q${i} = ${expression}`).join(' AND ')
      await this.#sql.run(
        `DELETE FROM ${this.#rows} WHERE rowid IN (SELECT r.rowid FROM ${this.#rows} r ${joins} JOIN ${table} g ON ${on})`,
      )
    }
    await this.#drop([table])
  }

  /** Held rows that are gone leave no trace: from here on the input is what is left of it. */
  #compact(gone: Uint8Array): void {
    const { person } = this.#keyed
    for (const column of this.#columns.values()) {
      const isPerson = column.codes === person?.numbers
      column.codes = without(column.codes, gone)
      if (isPerson) person.numbers = column.codes
    }
    if (person && person.numbers.length === gone.length) person.numbers = without(person.numbers, gone)
  }

  /** SQL of keys over the row `r`, with the joins that their tables of classes need. */
  async #keys(keys: readonly Key[]): Promise<{ expressions: string[]; joins: string; sizes: number[] }> {
    const expressions: string[] = []
    const sizes: number[] = []
    const joins: string[] = []
    const classTable = async (classes: Int32Array, on: string) => {
      let table = this.#classTables.get(classes)
      if (table === undefined) {
        table = `k${++this.#temporary}`
        await this.#sql.create(table, { id: Int32Array.from(classes, (_, id) => id), class: classes })
        this.#classTables.set(classes, table)
      }
      const alias = `j${joins.length}`
      joins.push(`JOIN ${table} ${alias} ON ${alias}.id = ${on}`)
      return `${alias}.class`
    }
    for (const key of keys) {
      sizes.push(this.#sizeOf(key))
      if (key.kind === 'profile' && this.#profiles) {
        joins.push('JOIN profile_of ON profile_of.person = r.person')
        expressions.push(key.classes ? await classTable(key.classes, 'profile_of.profile') : 'profile_of.profile')
      } else if (key.kind === 'tuple' || key.kind === 'profile') {
        if (!this.#tupleColumn) throw new RangeError('keys: rows have no tuple numbers')
        expressions.push(key.classes ? await classTable(key.classes, 'r.tuple') : 'r.tuple')
      } else if (key.kind === 'leaf') {
        const leaf = this.#leaf(key.leaf)
        expressions.push(key.classes ? await classTable(key.classes, leaf) : leaf)
      } else {
        const text = `nullif(r.${key.kind === 'household' ? 'household' : this.#code(key.column)}, 0)`
        const blank = key.marks.map((mark) => `r.${identifier(`m_${mark}`)} = 1`).join(' OR ')
        expressions.push(blank ? `CASE WHEN ${blank} THEN NULL ELSE ${text} END` : text)
      }
    }
    return { expressions, joins: joins.join(' '), sizes }
  }

  /** Above every code of the key. */
  #sizeOf(key: Key): number {
    if ('classes' in key && key.classes) return key.classes.reduce((most, code) => Math.max(most, code + 1), 1)
    if (key.kind === 'leaf') return key.leaf.codes * 2 ** key.leaf.marks.length
    if (key.kind === 'text') return this.#column(key.column).values.size + 1
    if (key.kind === 'household') return this.#keyed.household!.values.size + 1
    return 2 ** 31
  }

  async #drop(tables: readonly string[]): Promise<void> {
    for (const table of tables) await this.#sql.run(`DROP TABLE ${table}`)
  }

  async groups(keys: readonly Key[]): Promise<Groups> {
    if (keys.some((key) => key.kind === 'text')) throw new RangeError('keys: texts have no codes')
    const held = this.#heldFor(keys)
    if (held) return held.groups(keys)
    await this.#hand()
    const { expressions, joins } = await this.#keys(keys)
    const persons = this.#person === 'key' ? 'count(DISTINCT r.person)' : 'count(*)'
    const read = await this.#sql.read(
      `SELECT ${[...expressions, 'count(*)::DOUBLE', `${persons}::DOUBLE`].join(', ')} FROM ${this.#rows} r ${joins} GROUP BY ${expressions.map((_, i) => i + 1).join(', ')}`,
    )
    return {
      codes: read.slice(0, keys.length) as Int32Array[],
      rows: read[keys.length] as Float64Array,
      persons: read[keys.length + 1] as Float64Array,
    }
  }

  async uniquePersons(keys: readonly Key[]): Promise<number> {
    const held = this.#heldFor(keys)
    if (held) return held.unique(keys)
    await this.#hand()
    const { expressions, joins, sizes } = await this.#keys(keys)
    const packed = packedInBigints(expressions, sizes)
    const by = packed.map((_, i) => `k${i}`).join(', ')
    const named = packed.map((expression, i) => `${expression} AS k${i}`).join(', ')
    const count =
      this.#person === 'key'
        ? await this.#count(
            `SELECT count(DISTINCT person)::DOUBLE FROM (SELECT min(person) AS person FROM (SELECT ${named}, r.person FROM ${this.#rows} r ${joins}) GROUP BY ${by} HAVING min(person) = max(person))`,
          )
        : await this.#count(
            `SELECT count(*)::DOUBLE FROM (SELECT 1 FROM (SELECT ${named} FROM ${this.#rows} r ${joins}) GROUP BY ${by} HAVING count(*) = 1)`,
          )
    return count
  }

  async linkedBy(key: Key): Promise<{ several: number; linked: number }> {
    if (this.#person !== 'key') return { several: 0, linked: 0 }
    const { expressions, joins } = await this.#keys([key])
    const several = await this.#count(`SELECT count(*)::DOUBLE FROM (SELECT person FROM ${this.#rows} GROUP BY person HAVING count(*) > 1)`)
    const linked = await this.#count(
      `SELECT count(DISTINCT person)::DOUBLE FROM (SELECT min(person) AS person FROM (SELECT ${expressions[0]} AS k, r.person FROM ${this.#rows} r ${joins}) WHERE k IS NOT NULL GROUP BY k HAVING min(person) = max(person) AND count(*) > 1)`,
    )
    return { several, linked }
  }

  async pins(leaf: CodeRef, classes: LeafKey, key: Key, k: number): Promise<Pins> {
    const held = this.#heldFor([{ kind: 'leaf', leaf }, classes, key])
    if (held) return held.pins(leaf, classes, key, k)
    await this.#hand()
    const { expressions, joins } = await this.#keys([classes, key])
    const persons = this.#person === 'key' ? 'count(DISTINCT person)' : 'count(*)'
    const read = await this.#sql.read(
      `SELECT class, persons, sum(n)::DOUBLE, coalesce(sum(n) FILTER (low = high), 0)::DOUBLE
      FROM (SELECT class, min(leaf) AS low, max(leaf) AS high, count(*) AS n, ${persons}::DOUBLE AS persons FROM (SELECT ${expressions[0]} AS class, ${expressions[1]} AS key, ${this.#leaf(leaf)} AS leaf, r.person FROM ${this.#rows} r ${joins}) GROUP BY class, key)
      WHERE persons >= ${k} GROUP BY class, persons`,
    )
    return {
      class: read[0] as Int32Array,
      persons: read[1] as Float64Array,
      rows: read[2] as Float64Array,
      pinned: read[3] as Float64Array,
    }
  }

  async householdConstant(keys: readonly Key[]): Promise<boolean[]> {
    await this.#hand()
    const answers: boolean[] = []
    for (const key of keys) {
      const { expressions, joins } = await this.#keys([key])
      const changing = await this.#count(
        `SELECT count(*)::DOUBLE FROM (SELECT household FROM (SELECT household, ${expressions[0]} AS k FROM ${this.#rows} r ${joins}) WHERE household > 0 GROUP BY household HAVING count(DISTINCT k) > 1 OR count(k) NOT IN (0, count(*)))`,
      )
      const values = await this.#count(`SELECT count(DISTINCT ${expressions[0]})::DOUBLE FROM ${this.#rows} r ${joins}`)
      const shared = await this.#count(
        `SELECT count(*)::DOUBLE FROM (SELECT household FROM ${this.#rows} WHERE household > 0 GROUP BY household HAVING count(*) > 1)`,
      )
      answers.push(changing === 0 && values > 1 && shared > 0)
    }
    return answers
  }

  async markRareHouseholds(
    name: string,
    classes: { units: Int32Array; tuples: Int32Array },
    keys: readonly Key[],
    k: number,
  ): Promise<{ households: number; rows: number }> {
    await this.#hand()
    const numbered = async (of: Int32Array) => {
      const table = `h${++this.#temporary}`
      await this.#sql.create(table, { id: Int32Array.from(of, (_, id) => id), class: of })
      return table
    }
    const [units, tuples] = [await numbered(classes.units), await numbered(classes.tuples)]
    const { expressions, joins } = await this.#keys(keys)
    // A member as a list: class of the whole history, then the classes of the rows in this household.
    const members = this.#profiles
      ? `SELECT household, list_sort(list(list_prepend(whole, here))) AS members FROM (SELECT r.household, any_value(u.class) AS whole, list_sort(list(t.class)) AS here FROM ${this.#rows} r JOIN profile_of p ON p.person = r.person JOIN ${units} u ON u.id = p.profile JOIN ${tuples} t ON t.id = r.tuple WHERE r.household > 0 GROUP BY r.household, r.person) GROUP BY household`
      : `SELECT household, list_sort(list(class)) AS members FROM (SELECT r.household, c.class FROM ${this.#rows} r JOIN ${units} c ON c.id = r.tuple) WHERE household > 0 GROUP BY household`
    const values = expressions.map((expression, i) => `any_value(${expression}) AS v${i}`)
    const rare = `rare${++this.#temporary}`
    const by = ['members', ...expressions.map((_, i) => `v${i}`)].join(', ')
    await this.#sql.run(
      `CREATE TABLE ${rare} AS SELECT household FROM (SELECT household, count(*) OVER (PARTITION BY ${by}) AS shared FROM (${members}) m JOIN (SELECT ${['r.household', ...values].join(', ')} FROM ${this.#rows} r ${joins} GROUP BY r.household) o USING (household)) WHERE shared < ${k}`,
    )
    const [households, rows] = (await this.#sql.read(
      `SELECT count(DISTINCT household)::DOUBLE, count(*)::DOUBLE FROM ${this.#rows} WHERE household IN (SELECT household FROM ${rare})`,
    )) as Float64Array[]
    await this.#replace(
      (table) => `SELECT r.*, (r.household IN (SELECT household FROM ${rare}))::INTEGER AS ${identifier(`m_${name}`)} FROM ${table} r`,
    )
    await this.#drop([units, tuples, rare])
    return { households: households![0]!, rows: rows![0]! }
  }

  async values(column: string, minLength: number) {
    const tally = await this.tally(column)
    const texts = this.#column(column).values.texts()
    const values: string[] = []
    const rows: number[] = []
    let distinct = 0
    texts.forEach((text, code) => {
      if (text === null || tally[code] === 0) return
      distinct++
      if (text.length < minLength) return
      values.push(text)
      rows.push(tally[code]!)
    })
    return { values, rows: Float64Array.from(rows), distinct }
  }

  async spread(key: TextKey): Promise<{ distinct: number; nulls: number }> {
    const held = this.#heldFor([key])
    if (held && key.kind === 'text') {
      const rows = held.tally(key.column)
      return { distinct: rows.reduce((sum, count, code) => sum + (code > 0 && count > 0 ? 1 : 0), 0), nulls: rows[0]! }
    }
    await this.#hand()
    const { expressions } = await this.#keys([key])
    const [distinct, nulls] = (await this.#sql.read(
      `SELECT count(DISTINCT ${expressions[0]})::DOUBLE, (count(*) - count(${expressions[0]}))::DOUBLE FROM ${this.#rows} r`,
    )) as Float64Array[]
    return { distinct: distinct![0]!, nulls: nulls![0]! }
  }

  async texts(key: TextKey & { kind: 'text' }, atMost: number): Promise<Texts> {
    const texts = this.#column(key.column).values.texts()
    const held = this.#heldFor([key])
    if (held) {
      const rows = Array.from(held.tally(key.column), (count, code) => ({ text: texts[code]!, rows: count }))
      return textsOf(
        rows.filter(({ rows }) => rows > 0),
        atMost,
      )
    }
    await this.#hand()
    const { expressions } = await this.#keys([key])
    const [codes, rows] = (await this.#sql.read(
      `SELECT coalesce(${expressions[0]}, 0), count(*)::DOUBLE FROM ${this.#rows} r GROUP BY 1`,
    )) as [Int32Array, Float64Array]
    return textsOf(
      Array.from(codes, (code, i) => ({ text: texts[code]!, rows: rows[i]! })),
      atMost,
    )
  }

  async shown(source: Key, mark: string, key: Key): Promise<number> {
    await this.#hand()
    const { expressions, joins } = await this.#keys([source, key])
    const [value, of] = expressions.map((expression, i) => ([source, key][i]!.kind === 'leaf' ? `nullif(${expression}, 0)` : expression))
    const count = await this.#count(
      `WITH cells AS MATERIALIZED (SELECT ${value} AS value, ${of} AS key, r.${identifier(`m_${mark}`)} AS marked FROM ${this.#rows} r ${joins}),
      open AS (SELECT key, min(value) AS value FROM cells WHERE marked = 0 AND key IS NOT NULL AND value IS NOT NULL GROUP BY key HAVING min(value) = max(value))
      SELECT count(*)::DOUBLE FROM cells JOIN open USING (key, value) WHERE marked = 1`,
    )
    return count
  }

  async repeats(columns: readonly string[]): Promise<number> {
    await this.#hand()
    const codes = columns.map((column) => this.#code(column))
    return this.#count(
      `SELECT count(*)::DOUBLE FROM (SELECT 1 FROM ${this.#rows} WHERE ${codes.map((code) => `${code} > 0`).join(' AND ')} GROUP BY ${codes.join(', ')} HAVING count(*) > 1)`,
    )
  }

  foresee(pseudonyms: readonly { role: 'person' | 'household'; key: Uint8Array }[]): void {
    // `write` waits for them; a run that ends before must not leave a fault unheard.
    for (const { role, key } of pseudonyms) this.#macsOf(role, key).catch(() => {})
  }

  #macsOf(role: 'person' | 'household', key: Uint8Array): Promise<MacTexts> {
    const known = this.#macs.get(role) ?? this.#makeMacs(key, this.#keyed[role]!.values).then((macs) => new MacTexts(macs))
    this.#macs.set(role, known)
    return known
  }

  async rows({ keys, draws }: RowsRequest): Promise<Rows> {
    await this.#hand()
    if (keys.some(({ kind }) => kind === 'tuple' || kind === 'profile')) await this.#needTuples()
    const valued = draws.flatMap(({ value }): RowKey[] => (value ? [{ kind: 'leaf', leaf: value.leaf }] : []))
    const { expressions, joins } = await this.#keys([...keys, ...valued])
    const [rows, ...read] = (await this.#sql.read(`SELECT ${['r.row', ...expressions].join(', ')} FROM ${this.#rows} r ${joins}`)) as [
      Int32Array,
      ...Int32Array[],
    ]
    this.#handedOut = rows
    const labelCodes = read.slice(keys.length)
    const drawn: Draws[] = []
    for (const { by, key, value } of draws) {
      const codes = value && labelCodes.shift()!
      drawn.push(await this.#draws(by, key, rows, value && ((i) => value.labels[codes![i]!]!)))
    }
    const { person, household } = this.#keyed
    return {
      rows: rows.length,
      person: rows.map((row) => (person ? person.numbers[row]! : row + 1)),
      household: household && rows.map((row) => household.numbers[row]!),
      keys: read.slice(0, keys.length),
      draws: drawn,
    }
  }

  /** Draws of the rows in the order given. `label`: of the i-th of them, where a value of its own is drawn for. */
  async #draws(by: 'record' | 'person', key: Uint8Array, rows: Int32Array, label?: (i: number) => CellText): Promise<Draws> {
    const drawn: Draws = { high: new Uint32Array(rows.length), low: new Uint32Array(rows.length) }
    const take = (i: number, macs: Uint8Array, entry: number) => {
      const view = new DataView(macs.buffer, macs.byteOffset + entry * MAC_BYTES, 8)
      drawn.high[i] = view.getUint32(0)
      drawn.low[i] = view.getUint32(4)
    }
    const persons = this.#keyed.person
    if (by === 'record' || !persons) {
      const placeOf = new Int32Array((await this.#extent()).rows)
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

  async place(columns: readonly { column: string; codes: Int32Array }[]): Promise<void> {
    if (columns.length === 0) return
    const { rows: extent } = await this.#extent()
    const table = `pl${++this.#temporary}`
    const names = columns.map(({ column }) => this.#placedName(column))
    await this.#sql.create(table, { row: this.#handedOut, ...Object.fromEntries(columns.map(({ codes }, i) => [names[i]!, codes])) })
    await this.#replace(
      (rows) => `SELECT r.*, ${names.map((name) => `${table}.${name}`).join(', ')} FROM ${rows} r JOIN ${table} ON ${table}.row = r.row`,
    )
    await this.#drop([table])
    for (const { column, codes } of columns) {
      const byRow = new Int32Array(extent)
      codes.forEach((code, i) => {
        byRow[this.#handedOut[i]!] = code
      })
      this.#placed.set(column, byRow)
    }
  }

  /** A key's class of each row still there, by row of the input. */
  async #classByRow(key: RowKey): Promise<Int32Array> {
    const { keys } = await this.rows({ keys: [key], draws: [] })
    const byRow = new Int32Array((await this.#extent()).rows)
    this.#handedOut.forEach((row, i) => {
      byRow[row] = keys[0]![i]!
    })
    return byRow
  }

  #placedName(column: string): string {
    return `p${this.#index.get(column)!}`
  }

  /** Tuple numbers beside the rows, for files in which nothing needed them yet. */
  async #needTuples(): Promise<void> {
    if (this.#tupleColumn) return
    const { columns, tuples } = this.#tuples!
    await this.#sql.create('tuples', {
      tuple: upTo(tuples),
      ...Object.fromEntries(columns.map((codes, i) => [`q${i}`, codes])),
    })
    await this.#placeTuples()
  }

  async write(output: Output): Promise<void> {
    const names = [
      ...new Set(output.columns.flatMap((column) => [...column.blankWhere, ...(column.kind === 'labels' ? column.leaf.marks : [])])),
    ]
    if (names.length > 0 || output.before) await this.#hand()
    const [rows, ...bits] = this.#held
      ? [upTo(this.#held.rows)]
      : ((await this.#sql.read(`SELECT ${['row', ...names.map((name) => identifier(`m_${name}`))].join(', ')} FROM ${this.#rows}`)) as [
          Int32Array,
          ...Int32Array[],
        ])
    const before = output.before && output.sidePath !== null ? await this.#classByRow(output.before) : null
    // Nothing is asked of the rows any more: their memory is free for the lines.
    if (this.#held) this.#held = null
    else await this.#drop([this.#rows])
    const extent = rows.reduce((most, row) => Math.max(most, row + 1), 0)
    const marks = new Map(
      names.map((name, m) => {
        const mark = new Uint8Array(extent)
        rows.forEach((row, i) => {
          mark[row] = bits[m]![i]!
        })
        return [name, mark]
      }),
    )
    const { person, household } = this.#keyed
    await writeRows(output, {
      ...{ rows, marks, before, person, household, write: this.#writeChunks },
      column: (name) => this.#column(name),
      leafCodes: ({ column, placed }) => (placed ? this.#placed.get(column)! : this.#column(column).codes),
      macs: async ({ column, role, key }) => {
        if (role !== null) return { keys: this.#keyed[role]!, texts: await this.#macsOf(role, key) }
        const keys = keysOf(this.#column(column))
        return { keys, texts: new MacTexts(await this.#makeMacs(key, keys.values)) }
      },
    })
  }

  async close(): Promise<void> {
    await this.#sql.close()
  }
}

/** From so many rows on memory counts for more than time: narrow integers are widened again in every join. */
const MANY_ROWS = 1 << 22

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
