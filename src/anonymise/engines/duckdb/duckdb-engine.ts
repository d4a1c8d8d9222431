import { upTo } from '../../coding/codes.ts'
import type { CellText, Unit } from '../../plan.ts'
import { macTable } from '../../random.ts'
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
import { CodedInput } from './coded-input.ts'
import { conditionOf } from './conditions.ts'
import { HandedRows } from './handed-rows.ts'
import { HeldRows } from './held-rows.ts'
import { householdConstant, markRareHouseholds } from './households-table.ts'
import { KeyExpressions } from './key-expressions.ts'
import { KeyedDraws, type MakeMacs } from './keyed-draws.ts'
import { hasSuspects, keysOf } from './keys.ts'
import { MacTexts } from './released-lines.ts'
import { RowsTable } from './rows-table.ts'
import type { SqlRunner } from './sql-runner.ts'
import { TableCounts } from './table-counts.ts'
import { TuplesTable } from './tuples-table.ts'
import { type WriteChunks, writeRows } from './write-rows.ts'

export type { MakeMacs } from './keyed-draws.ts'

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
  readonly #writeChunks: WriteChunks
  readonly #holds: number
  readonly #makeMacs: MakeMacs
  readonly #input: CodedInput
  /** the rows, as long as the database has not been given them */
  #held: HeldRows | null = null
  readonly #table: RowsTable
  readonly #keys: KeyExpressions
  readonly #tuples: TuplesTable
  readonly #counts: TableCounts
  readonly #draws: KeyedDraws
  readonly #handed: HandedRows
  /** MACs of the keys of persons and households, by number less one */
  readonly #macs = new Map<'person' | 'household', Promise<MacTexts>>()

  constructor(ports: DuckDbPorts, sources: readonly Source[], nulls: readonly string[]) {
    this.#writeChunks = ports.write
    this.#holds = ports.holds ?? HELD_ROWS
    this.#makeMacs = ports.macs ?? (async (key, values) => macTable(key, values.bytes, values.starts, values.size))
    this.#input = new CodedInput(sources, nulls)
    this.#table = new RowsTable(ports.sql, this.#input)
    this.#keys = new KeyExpressions(this.#table)
    this.#tuples = new TuplesTable(this.#table, this.#keys)
    this.#counts = new TableCounts(this.#table, this.#keys)
    this.#draws = new KeyedDraws(this.#table, this.#makeMacs)
    this.#handed = new HandedRows(this.#table, this.#keys, this.#draws)
  }

  async load(request: LoadRequest) {
    const input = this.#input
    const loaded = await input.load(request)
    this.#held = new HeldRows(loaded.rows, (name) => {
      const { codes, values } = input.column(name)
      return { codes, size: values.size + 1 }
    })
    if (input.personBy === 'key' || input.household || loaded.rows > this.#holds) await this.#hand()
    return loaded
  }

  /** Gives the rows to the database, if it has not got them. */
  async #hand(): Promise<void> {
    if (!this.#held) return
    const { rows } = this.#held
    this.#held = null
    await this.#table.fill(rows)
  }

  /** Who counts by these keys: the held rows if what they hold answers for all of them, else the database. */
  async #counting(keys: readonly Key[]): Promise<HeldRows | TableCounts> {
    if (this.#held && keys.every((key) => HeldRows.holds(key))) return this.#held
    await this.#hand()
    return this.#counts
  }

  async encode(columns: readonly string[]): Promise<Map<string, CellText[]>> {
    const dictionaries = new Map<string, CellText[]>()
    for (const name of columns) {
      const column = this.#input.column(name)
      const wasRanked = column.ranked
      dictionaries.set(name, column.rank())
      if (wasRanked) continue
      // The rows hold the codes of before: they are given the new ones.
      if (this.#held) this.#held.forget()
      else await this.#table.update(name)
    }
    return dictionaries
  }

  async keyFacts(role: 'person' | 'household'): Promise<KeyFacts> {
    const { values, numbers } = this.#input[role]!
    const table = this.#table
    if (!hasSuspects(values)) {
      // Held rows have a key each.
      const blankRows = this.#held ? 0 : await table.count(`SELECT count(*)::DOUBLE FROM ${table.name} WHERE ${role} = 0`)
      return { blankRows, dummyRows: 0, zeroClashes: 0 }
    }
    const rows = this.#held ? this.#held.rowsOf(numbers, values.size + 1) : await this.#counts.rowsOf(role)
    return keyFactsOf(
      values.texts().map((key) => key ?? ''),
      rows,
    )
  }

  async size(): Promise<Size> {
    return this.#held ? { rows: this.#held.rows, persons: this.#held.rows, households: null } : this.#table.size()
  }

  async remove(predicate: Predicate, unit: Unit): Promise<void> {
    await this.#hand()
    const { name, sql } = this.#table
    const condition = await conditionOf(predicate, this.#table)
    const matches = `SELECT r.rowid FROM ${name} r WHERE ${condition}`
    await sql.run(
      unit === 'record'
        ? `DELETE FROM ${name} WHERE rowid IN (${matches})`
        : `DELETE FROM ${name} WHERE ${unit} IN (SELECT r.${unit} FROM ${name} r WHERE (${condition}) AND r.${unit} > 0) OR (${unit} = 0 AND rowid IN (${matches}))`,
    )
  }

  async sample(by: Unit, rate: number, key: Uint8Array): Promise<void> {
    await this.#hand()
    await this.#draws.sample(by, rate, key)
  }

  async mark(name: string, predicate: Predicate): Promise<number> {
    await this.#hand()
    const table = this.#table
    await table.flag(name, `SELECT r.rowid FROM ${table.name} r WHERE ${await conditionOf(predicate, table)}`)
    return table.count(`SELECT count(*)::DOUBLE FROM ${table.name} WHERE ${table.mark(name)} = 1`)
  }

  async tally(column: string): Promise<Float64Array> {
    return (this.#held ?? this.#counts).tally(column)
  }

  async extremes(leaf: CodeRef, numbers: Float64Array, side: 'top' | 'bottom') {
    return (await this.#counting([{ kind: 'leaf', leaf }])).extremes(leaf, numbers, side)
  }

  async histogram(columns: readonly LeafKey[]): Promise<Tuples> {
    const counting = await this.#counting(columns)
    if (!(counting instanceof HeldRows)) return this.#tuples.histogram(columns)
    const tuples = counting.histogram(columns)
    this.#tuples.remember(columns, tuples)
    return tuples
  }

  async recode(columns: readonly { name: string; codes: Int32Array }[]): Promise<void> {
    await this.#hand()
    await this.#tuples.recode(columns)
  }

  async suppress(flags: Uint8Array): Promise<void> {
    if (!this.#held) return this.#tuples.suppress(flags)
    const gone = this.#held.suppress(flags)
    if (gone) this.#input.compact(gone)
  }

  async groups(keys: readonly Key[]): Promise<Groups> {
    if (keys.some((key) => key.kind === 'text')) throw new RangeError('keys: texts have no codes')
    return (await this.#counting(keys)).groups(keys)
  }

  async uniquePersons(keys: readonly Key[]): Promise<number> {
    return (await this.#counting(keys)).unique(keys)
  }

  async linkedBy(key: Key): Promise<{ several: number; linked: number }> {
    return this.#input.personBy === 'key' ? this.#counts.linkedBy(key) : { several: 0, linked: 0 }
  }

  async pins(leaf: CodeRef, classes: LeafKey, key: Key, k: number): Promise<Pins> {
    return (await this.#counting([{ kind: 'leaf', leaf }, classes, key])).pins(leaf, classes, key, k)
  }

  async householdConstant(keys: readonly Key[]): Promise<boolean[]> {
    await this.#hand()
    return householdConstant(this.#table, this.#keys, keys)
  }

  async markRareHouseholds(
    name: string,
    classes: { units: Int32Array; tuples: Int32Array },
    keys: readonly Key[],
    k: number,
  ): Promise<{ households: number; rows: number }> {
    await this.#hand()
    return markRareHouseholds(this.#table, this.#keys, { name, classes, keys, k })
  }

  async values(column: string, minLength: number) {
    const tally = await this.tally(column)
    const texts = this.#input.column(column).values.texts()
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
    return (await this.#counting([key])).spread(key)
  }

  async texts(key: TextKey & { kind: 'text' }, atMost: number): Promise<Texts> {
    const { codes, rows } = await (await this.#counting([key])).texts(key)
    const texts = this.#input.column(key.column).values.texts()
    return textsOf(
      Array.from(codes, (code, i) => ({ text: texts[code]!, rows: rows[i]! })),
      atMost,
    )
  }

  async shown(source: Key, mark: string, key: Key): Promise<number> {
    await this.#hand()
    return this.#counts.shown(source, mark, key)
  }

  async repeats(columns: readonly string[]): Promise<number> {
    await this.#hand()
    return this.#counts.repeats(columns)
  }

  foresee(pseudonyms: readonly { role: 'person' | 'household'; key: Uint8Array }[]): void {
    // `write` waits for them; a run that ends before must not leave a fault unheard.
    for (const { role, key } of pseudonyms) this.#macsOf(role, key).catch(() => {})
  }

  #macsOf(role: 'person' | 'household', key: Uint8Array): Promise<MacTexts> {
    const known = this.#macs.get(role) ?? this.#makeMacs(key, this.#input[role]!.values).then((macs) => new MacTexts(macs))
    this.#macs.set(role, known)
    return known
  }

  async rows(request: RowsRequest): Promise<Rows> {
    await this.#hand()
    if (request.keys.some(({ kind }) => kind === 'tuple' || kind === 'profile')) await this.#tuples.need()
    return this.#handed.rows(request)
  }

  async place(columns: readonly { column: string; codes: Int32Array }[]): Promise<void> {
    await this.#handed.place(columns)
  }

  async write(output: Output): Promise<void> {
    const { person, household } = this.#input
    const leaving = await this.#leaving(output)
    await writeRows(output, {
      ...leaving,
      ...{ person, household, write: this.#writeChunks },
      column: (name) => this.#input.column(name),
      leafCodes: ({ column, placed }) => (placed ? this.#handed.placed(column) : this.#input.column(column).codes),
      macs: async ({ column, role, key }) => {
        if (role !== null) return { keys: this.#input[role]!, texts: await this.#macsOf(role, key) }
        const keys = keysOf(this.#input.column(column))
        return { keys, texts: new MacTexts(await this.#makeMacs(key, keys.values)) }
      },
    })
  }

  /** The rows that leave, their marks, and what the side file tells of them; nothing is asked of the rows after that. */
  async #leaving({ columns, before, sidePath }: Output) {
    const marks = new Map<string, Uint8Array>()
    const names = [...new Set(columns.flatMap((column) => [...column.blankWhere, ...(column.kind === 'labels' ? column.leaf.marks : [])]))]
    if (names.length > 0 || before) await this.#hand()
    if (this.#held) {
      const rows = upTo(this.#held.rows)
      this.#held = null
      return { rows, marks, before: null }
    }
    const table = this.#table
    const [rows, ...bits] = await table.read<[Int32Array, ...Int32Array[]]>(
      `SELECT ${['row', ...names.map((name) => table.mark(name))].join(', ')} FROM ${table.name}`,
    )
    const classes = before && sidePath !== null ? await this.#classesOf(before) : null
    // Their memory is free for the lines.
    await table.drop([table.name])
    const extent = rows.reduce((most, row) => Math.max(most, row + 1), 0)
    names.forEach((name, m) => {
      const mark = new Uint8Array(extent)
      rows.forEach((row, i) => {
        mark[row] = bits[m]![i]!
      })
      marks.set(name, mark)
    })
    return { rows, marks, before: classes }
  }

  async #classesOf(key: RowKey): Promise<Int32Array> {
    if (key.kind !== 'leaf') await this.#tuples.need()
    return this.#handed.classes(key)
  }

  async close(): Promise<void> {
    await this.#table.sql.close()
  }
}
