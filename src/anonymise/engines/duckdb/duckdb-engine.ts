import type { CellText, Unit } from '../../plan.ts'
import { pads } from '../../random.ts'
import { DATE, FORMULA_STARTS, INTEGER, NUMBER } from '../../values/cell-type.ts'
import { normaliseKey } from '../../values/key.ts'
import type {
  CodeRef,
  Engine,
  Groups,
  Key,
  KeyFacts,
  LeafKey,
  LoadRequest,
  Output,
  Pins,
  Predicate,
  Size,
  Source,
  TextKey,
  Texts,
  Tuples,
} from '../engine.ts'
import { csvCell } from '../text.ts'
import { drawBound, hmac, lineOf, pseudonym, sortKey } from './expressions.ts'
import { identifier, literal, type SqlColumn, type SqlParameters, type SqlRunner } from './sql-runner.ts'

/** Values of ASCII without blanks are their own normalised key, so only the others are fetched and normalised. */
const PLAIN = '[!-~]+'

/**
 * The engine for one machine: all text in one table at first, then codes; DuckDB spills under its memory limit.
 * Column names never enter SQL but as numbers; values of people never do at all.
 */
export class DuckDbEngine implements Engine {
  readonly name = 'duckdb'
  readonly #sql: SqlRunner
  readonly #sources: readonly Source[]
  readonly #nulls: readonly string[]
  /** position of each column in the first header */
  readonly #index: Map<string, number>
  #texts: string[] = []
  /** the table of rows in force; each change makes the next */
  #rows = 'r0'
  #version = 0
  #dictionarySizes = new Map<string, number>()
  /** row: every row is a person; unique: every row has its own key; key: numbered keys */
  #person: 'row' | 'unique' | 'key' = 'row'
  #household = false
  #profiles = false
  #histogram: readonly LeafKey[] = []
  #tuples: Tuples | null = null
  #tupleColumn = false
  #temporary = 0
  /** roles whose pseudonyms stand in pseudonym_ROLE(id, label) */
  #foreseen = new Set<'person' | 'household'>()

  constructor(sql: SqlRunner, sources: readonly Source[], nulls: readonly string[]) {
    this.#sql = sql
    this.#sources = sources
    this.#nulls = nulls
    this.#index = new Map(sources[0]!.header.map((name, index) => [name, index]))
  }

  #text(column: string): string {
    const index = this.#index.get(column)
    if (index === undefined) throw new RangeError('column: not in the input')
    return `t${index}`
  }

  #code(column: string): string {
    return `c${this.#index.get(column)!}`
  }

  async load({ texts, codes, person, household, pairs }: LoadRequest) {
    this.#texts = [...texts]
    const columns = [...new Set([...texts, ...codes, ...[person, household].filter((column) => column !== null)])]
    const read = (column: string) => {
      const pair = pairs.get(column)
      return pair ? `${this.#text(pair[0])} || ',' || ${this.#text(pair[1])} AS ${this.#text(column)}` : this.#text(column)
    }
    const list = columns.length > 0 ? columns.map(read).join(', ') : "'' AS nothing"
    const parts = this.#sources.map((source) => {
      const types = source.header.map((name) => `'${this.#text(name)}': 'VARCHAR'`).join(', ')
      const nulls = this.#nulls.length > 0 ? this.#nulls : ['\u0001']
      return `SELECT ${list} FROM read_csv(${literal(source.path)}, header = true, auto_detect = false, columns = {${types}}, delim = ${literal(source.delimiter)}, quote = '"', escape = '"', strict_mode = true, null_padding = false, max_line_size = 16000000, nullstr = [${nulls.map(literal).join(', ')}])`
    })
    await this.#sql.run(`CREATE TABLE r0 AS ${parts.join(' UNION ALL ')}`)
    const rows = await this.#count('SELECT count(*)::DOUBLE FROM r0')
    const add: string[] = []
    const joins: string[] = []
    const drop: string[] = []
    if (person === null || (await this.#isUnique(person, rows))) {
      add.push('(r.rowid + 1)::INTEGER AS person')
      if (person !== null) {
        this.#person = 'unique'
        add.push(`r.${this.#text(person)} AS person_key`)
      }
    } else {
      this.#person = 'key'
      joins.push(`LEFT JOIN ${await this.#keyTable('person', person)} pk ON pk.v = r.${this.#text(person)}`)
      add.push('coalesce(pk.id, 0) AS person')
    }
    if (household !== null) {
      this.#household = true
      joins.push(`LEFT JOIN ${await this.#keyTable('household', household)} hk ON hk.v = r.${this.#text(household)}`)
      add.push('coalesce(hk.id, 0) AS household')
    }
    const dictionaries = await this.#dictionaries(codes, 'r0')
    for (const column of codes) {
      const table = `d${this.#index.get(column)!}`
      add.push(`coalesce(${table}.code, 0) AS ${this.#code(column)}`)
      joins.push(`LEFT JOIN ${table} ON ${table}.v = r.${this.#text(column)}`)
      drop.push(table)
    }
    const kept = texts.map((column) => `r.${this.#text(column)}`)
    await this.#replace((table) => `SELECT ${[...kept, ...add].join(', ')} FROM ${table} r ${joins.join(' ')}`)
    await this.#drop(drop)
    return { rows, dictionaries }
  }

  async #count(sql: string, parameters?: SqlParameters): Promise<number> {
    const [column] = await this.#sql.read(sql, parameters)
    return (column as Float64Array)[0] ?? 0
  }

  /** Whether every row has a key of its own and none needs normalising: numbers of rows then serve as numbers of persons. */
  async #isUnique(column: string, rows: number): Promise<boolean> {
    const text = this.#text(column)
    const odd = await this.#count(`SELECT count(*)::DOUBLE FROM r0 WHERE ${text} IS NULL OR NOT regexp_full_match(${text}, '${PLAIN}')`)
    return odd === 0 && rows === (await this.#count(`SELECT count(DISTINCT ${text})::DOUBLE FROM r0`))
  }

  /** Puts a new table of rows in the place of the one in force. */
  async #replace(select: (rows: string) => string, parameters?: SqlParameters): Promise<void> {
    const next = `r${++this.#version}`
    await this.#sql.run(`CREATE TABLE ${next} AS ${select(this.#rows)}`, parameters)
    await this.#sql.run(`DROP TABLE ${this.#rows}`)
    this.#rows = next
  }

  /** d_COLUMN(code, v) of each column, codes ascending with the bytes of the values. */
  async #dictionaries(columns: readonly string[], rows: string): Promise<Map<string, CellText[]>> {
    const dictionaries = new Map<string, CellText[]>()
    for (const column of columns) {
      const text = this.#text(column)
      const table = `d${this.#index.get(column)!}`
      await this.#sql.run(
        `CREATE TABLE ${table} AS SELECT row_number() OVER (ORDER BY v)::INTEGER AS code, v FROM (SELECT DISTINCT ${text} AS v FROM ${rows} WHERE ${text} IS NOT NULL)`,
      )
      const [values] = await this.#sql.read(`SELECT v FROM ${table} ORDER BY code`)
      dictionaries.set(column, [null, ...(values as string[])])
      this.#dictionarySizes.set(column, values!.length + 1)
    }
    return dictionaries
  }

  async encode(columns: readonly string[]): Promise<Map<string, CellText[]>> {
    const dictionaries = await this.#dictionaries(columns, this.#rows)
    for (const column of columns) {
      const table = `d${this.#index.get(column)!}`
      await this.#sql.run(`ALTER TABLE ${this.#rows} ADD COLUMN ${this.#code(column)} INTEGER DEFAULT 0`)
      await this.#sql.run(
        `UPDATE ${this.#rows} SET ${this.#code(column)} = ${table}.code FROM ${table} WHERE ${table}.v = ${this.#text(column)}`,
      )
      await this.#sql.run(`DROP TABLE ${table}`)
    }
    return dictionaries
  }

  /** Makes key_ROLE(key, id): normalised keys, numbered from 1, without blank ones. Answers SQL for (v, id) by the texts of the column. */
  async #keyTable(role: 'person' | 'household', column: string): Promise<string> {
    const text = this.#text(column)
    const [odd] = (await this.#sql.read(
      `SELECT DISTINCT ${text} FROM r0 WHERE ${text} IS NOT NULL AND NOT regexp_full_match(${text}, '${PLAIN}')`,
    )) as [string[]]
    if (odd.length === 0) {
      await this.#sql.run(
        `CREATE TABLE key_${role} AS SELECT key, row_number() OVER ()::INTEGER AS id FROM (SELECT DISTINCT ${text} AS key FROM r0 WHERE ${text} IS NOT NULL)`,
      )
      return `(SELECT key AS v, id FROM key_${role})`
    }
    const table = `n${++this.#temporary}`
    await this.#sql.create(table, { odd, key: odd.map((value) => normaliseKey(value)) })
    await this.#sql.run(
      `CREATE TABLE text_${role} AS SELECT v, key, dense_rank() OVER (ORDER BY key)::INTEGER AS id FROM (SELECT v, coalesce(n.key, v) AS key FROM (SELECT DISTINCT ${text} AS v FROM r0 WHERE ${text} IS NOT NULL) u LEFT JOIN ${table} n ON n.odd = u.v) WHERE key <> ''`,
    )
    await this.#sql.run(`CREATE TABLE key_${role} AS SELECT DISTINCT key, id FROM text_${role}`)
    await this.#sql.run(`DROP TABLE ${table}`)
    return `text_${role}`
  }

  async keyFacts(role: 'person' | 'household'): Promise<KeyFacts> {
    // Dummies and zero clashes begin with 0 or nines: most registers have none, and one look is enough to know it.
    const suspects = await this.#count(
      `SELECT count(*)::DOUBLE FROM (SELECT ${role === 'person' && this.#person === 'unique' ? `person_key AS key FROM ${this.#rows}` : `key FROM key_${role}`}) WHERE key LIKE '0%' OR key LIKE '99999999%'`,
    )
    if (suspects === 0) {
      const blankRows = await this.#count(`SELECT count(*)::DOUBLE FROM ${this.#rows} WHERE ${role} = 0`)
      return { blankRows, dummyRows: 0, zeroClashes: 0 }
    }
    const keys =
      role === 'person' && this.#person === 'unique'
        ? `SELECT person_key AS key, 1 AS n FROM ${this.#rows}`
        : `SELECT k.key, u.n FROM key_${role} k JOIN (SELECT ${role} AS id, count(*) AS n FROM ${this.#rows} GROUP BY ${role}) u ON u.id = k.id`
    const odd = await this.#count(`SELECT count(*)::DOUBLE FROM (${keys}) WHERE key LIKE '0%' OR ltrim(key, '9') = ''`)
    if (odd === 0)
      return { blankRows: await this.#count(`SELECT count(*)::DOUBLE FROM ${this.#rows} WHERE ${role} = 0`), dummyRows: 0, zeroClashes: 0 }
    const dummy = "(ltrim(key, '0') = '' OR (ltrim(key, '9') = '' AND length(key) >= 8))"
    const [blank, dummies, clashes] = (await this.#sql.read(`
      WITH keys AS MATERIALIZED (${keys}),
      dummies AS MATERIALIZED (SELECT key, n FROM keys WHERE ${dummy}),
      usual AS (SELECT max(n) AS most FROM keys WHERE NOT ${dummy})
      SELECT
        (SELECT count(*)::DOUBLE FROM ${this.#rows} WHERE ${role} = 0),
        (SELECT coalesce(sum(n), 0)::DOUBLE FROM dummies, usual WHERE most IS NOT NULL AND (n > most
          OR NOT EXISTS (SELECT 1 FROM keys o WHERE o.key = CASE WHEN dummies.key LIKE '0%' THEN lpad('1', length(dummies.key)::INTEGER, '0') ELSE left(dummies.key, -1) || '8' END))),
        (SELECT count(*)::DOUBLE FROM (SELECT ltrim(key, '0') AS bare FROM keys WHERE key LIKE '0%' AND ltrim(key, '0') <> '' AND regexp_full_match(key, '[0-9]+')) zeros
          JOIN (SELECT key FROM keys WHERE key NOT LIKE '0%') others ON others.key = zeros.bare)
        + (SELECT count(*) - count(DISTINCT ltrim(key, '0')) FROM keys WHERE key LIKE '0%' AND ltrim(key, '0') <> '' AND regexp_full_match(key, '[0-9]+'))`)) as Float64Array[]
    return { blankRows: blank![0]!, dummyRows: dummies![0]!, zeroClashes: clashes![0]! }
  }

  async size(): Promise<Size> {
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
    const condition = await this.#condition(predicate)
    const matches = `SELECT r.rowid FROM ${this.#rows} r WHERE ${condition}`
    await this.#sql.run(
      unit === 'record'
        ? `DELETE FROM ${this.#rows} WHERE rowid IN (${matches})`
        : `DELETE FROM ${this.#rows} WHERE ${unit} IN (SELECT r.${unit} FROM ${this.#rows} r WHERE (${condition}) AND r.${unit} > 0) OR (${unit} = 0 AND rowid IN (${matches}))`,
    )
  }

  async sample(by: Unit, rate: number, key: Uint8Array): Promise<void> {
    const { inner, outer } = pads(key)
    const parameters = { inner, outer }
    const below = (expression: string) => `substr(${hmac(expression)}, 1, 16) < '${drawBound(rate)}'`
    if (by === 'record' || (by === 'person' && this.#person === 'row')) {
      // The record's key: every input cell with its length, and the occurrence among equal records.
      const cells = [...this.#texts].sort((a, b) => this.#index.get(a)! - this.#index.get(b)!).map((column) => this.#text(column))
      const text = cells.map((cell) => `coalesce(octet_length(encode(${cell}))::VARCHAR || ':' || ${cell}, '-')`).join(` || ',' || `)
      await this.#replace(
        (rows) =>
          `SELECT * EXCLUDE (whole, nth) FROM (SELECT *, row_number() OVER (PARTITION BY whole) AS nth FROM (SELECT *, ${text} AS whole FROM ${rows})) WHERE ${below("whole || '#' || nth::VARCHAR")}`,
        parameters,
      )
      return
    }
    if (by === 'person' && this.#person === 'unique')
      await this.#sql.run(`DELETE FROM ${this.#rows} WHERE NOT (${below('person_key')})`, parameters)
    else await this.#sql.run(`DELETE FROM ${this.#rows} WHERE ${by} NOT IN (SELECT id FROM key_${by} WHERE ${below('key')})`, parameters)
  }

  async mark(name: string, predicate: Predicate): Promise<number> {
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
    const [codes, rows] = (await this.#sql.read(`SELECT ${this.#code(column)}, count(*)::DOUBLE FROM ${this.#rows} GROUP BY 1`)) as [
      Int32Array,
      Float64Array,
    ]
    const tally = new Float64Array(this.#dictionarySizes.get(column)!)
    codes.forEach((code, i) => {
      tally[code] = rows[i]!
    })
    return tally
  }

  async extremes(leaf: CodeRef, numbers: Float64Array, side: 'top' | 'bottom') {
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
    const code = `r.${this.#code(leaf.column)}`
    if (leaf.marks.length === 0) return code
    const bits = leaf.marks.map((mark, i) => `r.${identifier(`m_${mark}`)} * ${2 ** i}`).join(' + ')
    return `(${code} * ${2 ** leaf.marks.length} + ${bits})`
  }

  async histogram(columns: readonly LeafKey[]): Promise<Tuples> {
    this.#histogram = columns
    this.#tupleColumn = false
    const { expressions, joins, drop } = await this.#keys(columns)
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
    await this.#drop(drop)
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

  async #severalRows(): Promise<boolean> {
    const { rows, persons } = await this.size()
    return rows > persons
  }

  /** Writes each row's tuple number beside it. */
  async #placeTuples(): Promise<void> {
    if (this.#tupleColumn) return
    const { expressions, joins, drop } = await this.#keys(this.#histogram)
    const on = expressions.map((expression, i) => `t.q${i} = ${expression}`)
    await this.#replace(
      (rows) => `SELECT r.*, t.tuple FROM ${rows} r ${joins} JOIN tuples t ON ${on.length > 0 ? on.join(' AND ') : 'true'}`,
    )
    await this.#drop(drop)
    this.#tupleColumn = true
  }

  async suppress(flags: Uint8Array): Promise<void> {
    const gone: number[] = []
    flags.forEach((flag, i) => {
      if (flag) gone.push(i)
    })
    if (gone.length === 0) return
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
      const { expressions, joins, drop } = await this.#keys(this.#histogram)
      const on = expressions.map((expression, i) => `g.q${i} = ${expression}`).join(' AND ')
      await this.#sql.run(
        `DELETE FROM ${this.#rows} WHERE rowid IN (SELECT r.rowid FROM ${this.#rows} r ${joins} JOIN ${table} g ON ${on})`,
      )
      await this.#drop(drop)
    }
    await this.#drop([table])
  }

  /** SQL of keys over the row `r`, with the joins that their tables of classes need. */
  async #keys(keys: readonly Key[]): Promise<{ expressions: string[]; joins: string; drop: string[] }> {
    const expressions: string[] = []
    const joins: string[] = []
    const drop: string[] = []
    const classTable = async (classes: Int32Array, on: string) => {
      const table = `k${++this.#temporary}`
      await this.#sql.create(table, { id: Int32Array.from(classes, (_, id) => id), class: classes })
      joins.push(`JOIN ${table} ON ${table}.id = ${on}`)
      drop.push(table)
      return `${table}.class`
    }
    for (const key of keys) {
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
        const text = key.kind === 'household' ? 'nullif(r.household, 0)' : `r.${this.#text(key.column)}`
        const blank = key.marks.map((mark) => `r.${identifier(`m_${mark}`)} = 1`).join(' OR ')
        expressions.push(blank ? `CASE WHEN ${blank} THEN NULL ELSE ${text} END` : text)
      }
    }
    return { expressions, joins: joins.join(' '), drop }
  }

  async #drop(tables: readonly string[]): Promise<void> {
    for (const table of tables) await this.#sql.run(`DROP TABLE ${table}`)
  }

  async groups(keys: readonly Key[]): Promise<Groups> {
    if (keys.some((key) => key.kind === 'text')) throw new RangeError('keys: texts have no codes')
    const { expressions, joins, drop } = await this.#keys(keys)
    const persons = this.#person === 'key' ? 'count(DISTINCT r.person)' : 'count(*)'
    const read = await this.#sql.read(
      `SELECT ${[...expressions, 'count(*)::DOUBLE', `${persons}::DOUBLE`].join(', ')} FROM ${this.#rows} r ${joins} GROUP BY ${expressions.map((_, i) => i + 1).join(', ')}`,
    )
    await this.#drop(drop)
    return {
      codes: read.slice(0, keys.length) as Int32Array[],
      rows: read[keys.length] as Float64Array,
      persons: read[keys.length + 1] as Float64Array,
    }
  }

  async uniquePersons(keys: readonly Key[]): Promise<number> {
    const { expressions, joins, drop } = await this.#keys(keys)
    const by = expressions.map((_, i) => `k${i}`).join(', ')
    const named = expressions.map((expression, i) => `${expression} AS k${i}`).join(', ')
    const count =
      this.#person === 'key'
        ? await this.#count(
            `SELECT count(DISTINCT person)::DOUBLE FROM (SELECT min(person) AS person FROM (SELECT ${named}, r.person FROM ${this.#rows} r ${joins}) GROUP BY ${by} HAVING min(person) = max(person))`,
          )
        : await this.#count(
            `SELECT count(*)::DOUBLE FROM (SELECT 1 FROM (SELECT ${named} FROM ${this.#rows} r ${joins}) GROUP BY ${by} HAVING count(*) = 1)`,
          )
    await this.#drop(drop)
    return count
  }

  async linkedBy(key: Key): Promise<{ several: number; linked: number }> {
    if (this.#person !== 'key') return { several: 0, linked: 0 }
    const { expressions, joins, drop } = await this.#keys([key])
    const several = await this.#count(`SELECT count(*)::DOUBLE FROM (SELECT person FROM ${this.#rows} GROUP BY person HAVING count(*) > 1)`)
    const linked = await this.#count(
      `SELECT count(DISTINCT person)::DOUBLE FROM (SELECT min(person) AS person FROM (SELECT ${expressions[0]} AS k, r.person FROM ${this.#rows} r ${joins}) WHERE k IS NOT NULL GROUP BY k HAVING min(person) = max(person) AND count(*) > 1)`,
    )
    await this.#drop(drop)
    return { several, linked }
  }

  async pins(leaf: CodeRef, classes: Int32Array, key: Key, k: number): Promise<Pins> {
    const { expressions, joins, drop } = await this.#keys([{ kind: 'leaf', leaf, classes }, key])
    const persons = this.#person === 'key' ? 'count(DISTINCT person)' : 'count(*)'
    const read = await this.#sql.read(
      `SELECT class, persons, sum(n)::DOUBLE, coalesce(sum(n) FILTER (low = high), 0)::DOUBLE
      FROM (SELECT class, min(leaf) AS low, max(leaf) AS high, count(*) AS n, ${persons}::DOUBLE AS persons FROM (SELECT ${expressions[0]} AS class, ${expressions[1]} AS key, ${this.#leaf(leaf)} AS leaf, r.person FROM ${this.#rows} r ${joins}) GROUP BY class, key)
      WHERE persons >= ${k} GROUP BY class, persons`,
    )
    await this.#drop(drop)
    return {
      class: read[0] as Int32Array,
      persons: read[1] as Float64Array,
      rows: read[2] as Float64Array,
      pinned: read[3] as Float64Array,
    }
  }

  async householdConstant(keys: readonly Key[]): Promise<boolean[]> {
    const answers: boolean[] = []
    for (const key of keys) {
      const { expressions, joins, drop } = await this.#keys([key])
      const changing = await this.#count(
        `SELECT count(*)::DOUBLE FROM (SELECT household FROM (SELECT household, ${expressions[0]} AS k FROM ${this.#rows} r ${joins}) WHERE household > 0 GROUP BY household HAVING count(DISTINCT k) > 1 OR count(k) NOT IN (0, count(*)))`,
      )
      const values = await this.#count(`SELECT count(DISTINCT ${expressions[0]})::DOUBLE FROM ${this.#rows} r ${joins}`)
      const shared = await this.#count(
        `SELECT count(*)::DOUBLE FROM (SELECT household FROM ${this.#rows} WHERE household > 0 GROUP BY household HAVING count(*) > 1)`,
      )
      await this.#drop(drop)
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
    const numbered = async (of: Int32Array) => {
      const table = `h${++this.#temporary}`
      await this.#sql.create(table, { id: Int32Array.from(of, (_, id) => id), class: of })
      return table
    }
    const [units, tuples] = [await numbered(classes.units), await numbered(classes.tuples)]
    const { expressions, joins, drop } = await this.#keys(keys)
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
    await this.#drop([...drop, units, tuples, rare])
    return { households: households![0]!, rows: rows![0]! }
  }

  async values(column: string, minLength: number) {
    const text = this.#text(column)
    const distinct = await this.#count(`SELECT count(DISTINCT ${text})::DOUBLE FROM ${this.#rows}`)
    const [values, rows] = (await this.#sql.read(
      `SELECT ${text}, count(*)::DOUBLE FROM ${this.#rows} WHERE length(${text}) >= ${minLength} GROUP BY ${text}`,
    )) as [string[], Float64Array]
    return { values, rows, distinct }
  }

  async spread(key: TextKey): Promise<{ distinct: number; nulls: number }> {
    const { expressions } = await this.#keys([key])
    const [distinct, nulls] = (await this.#sql.read(
      `SELECT count(DISTINCT ${expressions[0]})::DOUBLE, (count(*) - count(${expressions[0]}))::DOUBLE FROM ${this.#rows} r`,
    )) as Float64Array[]
    return { distinct: distinct![0]!, nulls: nulls![0]! }
  }

  async texts(key: TextKey & { kind: 'text' }, atMost: number): Promise<Texts> {
    const { expressions } = await this.#keys([key])
    const table = `u${++this.#temporary}`
    await this.#sql.run(`CREATE TABLE ${table} AS SELECT ${expressions[0]} AS v, count(*)::DOUBLE AS n FROM ${this.#rows} r GROUP BY 1`)
    const all = (form: string) => `coalesce(bool_and(regexp_full_match(v, '${form}')), false)::INTEGER`
    const [distinct, nulls, integer, number, date, formulas] = (await this.#sql.read(
      `SELECT count(v)::DOUBLE, coalesce(sum(n) FILTER (v IS NULL), 0)::DOUBLE, ${all(INTEGER)}, ${all(NUMBER)}, ${all(DATE)}, coalesce(sum(n) FILTER (left(v, 1) IN (${[...FORMULA_STARTS].map(literal).join(', ')})), 0)::DOUBLE FROM ${table}`,
    )) as Float64Array[]
    let tally: Texts['tally'] = null
    if (distinct![0]! <= atMost) {
      const [texts, rows] = (await this.#sql.read(`SELECT v, n FROM ${table} ORDER BY v NULLS FIRST`)) as [CellText[], Float64Array]
      tally = texts.map((text, i) => ({ text, rows: rows[i]! }))
    }
    await this.#drop([table])
    return {
      tally,
      distinct: distinct![0]!,
      nulls: nulls![0]!,
      type: integer![0] ? 'integer' : number![0] ? 'number' : date![0] ? 'date' : 'string',
      formulas: formulas![0]!,
    }
  }

  async shown(source: Key, mark: string, key: Key): Promise<number> {
    const { expressions, joins, drop } = await this.#keys([source, key])
    const [value, of] = expressions.map((expression, i) => ([source, key][i]!.kind === 'leaf' ? `nullif(${expression}, 0)` : expression))
    const count = await this.#count(
      `WITH cells AS MATERIALIZED (SELECT ${value} AS value, ${of} AS key, r.${identifier(`m_${mark}`)} AS marked FROM ${this.#rows} r ${joins}),
      open AS (SELECT key, min(value) AS value FROM cells WHERE marked = 0 AND key IS NOT NULL AND value IS NOT NULL GROUP BY key HAVING min(value) = max(value))
      SELECT count(*)::DOUBLE FROM cells JOIN open USING (key, value) WHERE marked = 1`,
    )
    await this.#drop(drop)
    return count
  }

  async repeats(columns: readonly string[]): Promise<number> {
    const texts = columns.map((column) => this.#text(column))
    return this.#count(
      `SELECT count(*)::DOUBLE FROM (SELECT 1 FROM ${this.#rows} WHERE ${texts.map((text) => `${text} IS NOT NULL`).join(' AND ')} GROUP BY ${texts.join(', ')} HAVING count(*) > 1)`,
    )
  }

  async foresee(pseudonyms: readonly { role: 'person' | 'household'; key: Uint8Array }[]): Promise<void> {
    for (const { role, key } of pseudonyms) {
      const { inner, outer } = pads(key)
      const [id, text, table] =
        role === 'person' && this.#person === 'unique' ? ['person', 'person_key', this.#rows] : ['id', 'key', `key_${role}`]
      await this.#sql.run(`CREATE TABLE pseudonym_${role} AS SELECT ${id} AS id, ${pseudonym(text, '')} AS label FROM ${table}`, {
        inner,
        outer,
      })
      this.#foreseen.add(role)
    }
  }

  /** SQL of a column's pseudonyms: one HMAC a key. */
  async #pseudonyms(
    column: string,
    role: 'person' | 'household' | null,
    key: Uint8Array,
    position: number,
    joins: string[],
    drop: string[],
  ): Promise<string> {
    const { inner, outer } = pads(key)
    const bound = { [`inner${position}`]: inner, [`outer${position}`]: outer }
    if (role !== null) {
      if (!this.#foreseen.has(role)) await this.foresee([{ role, key }])
      joins.push(`LEFT JOIN pseudonym_${role} ON pseudonym_${role}.id = r.${role}`)
      return `pseudonym_${role}.label`
    }
    const table = `p${++this.#temporary}`
    drop.push(table)
    const text = this.#text(column)
    const [odd] = (await this.#sql.read(
      `SELECT DISTINCT ${text} FROM ${this.#rows} WHERE ${text} IS NOT NULL AND NOT regexp_full_match(${text}, '${PLAIN}')`,
    )) as [string[]]
    const names = `n${++this.#temporary}`
    await this.#sql.create(names, { odd, key: odd.map((value) => normaliseKey(value)) })
    await this.#sql.run(
      `CREATE TABLE ${table} AS SELECT v, CASE WHEN key = '' THEN NULL ELSE ${pseudonym('key', String(position))} END AS label FROM (SELECT v, coalesce(n.key, v) AS key FROM (SELECT DISTINCT ${text} AS v FROM ${this.#rows} WHERE ${text} IS NOT NULL) u LEFT JOIN ${names} n ON n.odd = u.v)`,
      bound,
    )
    drop.push(names)
    joins.push(`LEFT JOIN ${table} ON ${table}.v = r.${text}`)
    return `${table}.label`
  }

  async write(output: Output): Promise<void> {
    const parameters: SqlParameters = {}
    const joins: string[] = []
    const drop: string[] = []
    const cells: { sql: string; safe: boolean }[] = []
    for (const [i, column] of output.columns.entries()) {
      let cell: string
      // Labels are quoted once each in their table, unless rows are sorted by them; a pseudonym is letters only.
      const safe = column.kind === 'pseudonym' || (column.kind === 'labels' && output.orderKey !== null)
      if (column.kind === 'labels') {
        const table = `l${++this.#temporary}`
        const ids: number[] = []
        const labels: SqlColumn = []
        column.labels.forEach((label, id) => {
          if (label === null) return
          ids.push(id)
          labels.push(safe ? csvCell(label, output.delimiter) : label)
        })
        await this.#sql.create(table, { id: Int32Array.from(ids), label: labels })
        drop.push(table)
        joins.push(`LEFT JOIN ${table} ON ${table}.id = ${this.#leaf(column.leaf)}`)
        cell = `${table}.label`
      } else if (column.kind === 'text') cell = `r.${this.#text(column.column)}`
      else {
        cell = await this.#pseudonyms(column.column, column.role, column.key, i, joins, drop)
      }
      const blank = column.blankWhere.map((mark) => `r.${identifier(`m_${mark}`)} = 1`).join(' OR ')
      cells.push({ sql: blank ? `CASE WHEN ${blank} THEN NULL ELSE ${cell} END` : cell, safe })
    }
    const line = lineOf(cells, output.delimiter)
    const from = `FROM ${this.#rows} r ${joins.join(' ')}`
    let order: string
    if (output.orderKey) {
      const { inner, outer } = pads(output.orderKey)
      parameters.inner = inner
      parameters.outer = outer
      order = sortKey('line')
    } else order = cells.map((_, i) => `o${i} NULLS FIRST`).join(', ')
    const sorted = output.orderKey ? '' : `, ${cells.map(({ sql }, i) => `${sql} AS o${i}`).join(', ')}`
    const side = output.sidePath ? `, r.person, ${this.#household ? 'r.household' : '0 AS household'}` : ''
    const header = lineOf(
      output.columns.map((column) => ({ sql: literal(column.name), safe: false })),
      output.delimiter,
    )
    const [[headerLine]] = (await this.#sql.read(`SELECT ${header}`)) as [[string]]
    const csv = `(FORMAT csv, HEADER true, QUOTE '', ESCAPE '', DELIMITER '\u0001', NULLSTR '')`
    if (output.sidePath === null) {
      await this.#sql.run(
        `COPY (SELECT line AS ${identifier(headerLine)} FROM (SELECT ${line} AS line${sorted} ${from}) ORDER BY ${order}) TO ${literal(output.path)} ${csv}`,
        parameters,
      )
    } else {
      await this.#sql.run('SET preserve_insertion_order = true')
      await this.#sql.run(
        `CREATE TABLE released AS SELECT line, person, household FROM (SELECT ${line} AS line${sorted}${side} ${from}) ORDER BY ${order}`,
        parameters,
      )
      await this.#sql.run(`COPY (SELECT line AS ${identifier(headerLine)} FROM released) TO ${literal(output.path)} ${csv}`)
      await this.#sql.run(`COPY (SELECT person, household FROM released) TO ${literal(output.sidePath)} (FORMAT csv, HEADER true)`)
      await this.#sql.run('DROP TABLE released')
    }
    await this.#drop(drop)
  }

  async close(): Promise<void> {
    await this.#sql.close()
  }
}
