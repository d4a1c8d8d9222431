import { op, table as tableOf } from 'arquero'
import type { CellText, Unit } from '../../plan.ts'
import { below, keyed } from '../../random.ts'
import type {
  CodeRef,
  DrawRequest,
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
import { flagsOf } from './flags.ts'
import { constantInHouseholds, rareHouseholds } from './households.ts'
import { MemoryTable } from './memory-table.ts'
import { readColumns } from './read-columns.ts'
import { countTuples } from './tuples.ts'
import { type WriteText, writeRows } from './write-rows.ts'

/**
 * The readable second implementation, for small files: an Arquero table of integer codes.
 * A class is always an integer or a tuple of integers, never a joined text.
 */
export class MemoryEngine implements Engine {
  readonly name = 'memory'
  readonly #sources: readonly Source[]
  readonly #nulls: ReadonlySet<string>
  readonly #writeText: WriteText
  readonly #maxRows: number
  readonly #table: MemoryTable
  /** columns that make the key of a record */
  readonly #texts: string[] = []
  /** tuples of each profile */
  #members: Pick<NonNullable<Tuples['profiles']>, 'start' | 'tuples'> = { start: new Int32Array(1), tuples: new Int32Array(0) }

  /** @param maxRows - more rows are refused: `RangeError` of `TOO_MANY_ROWS` */
  constructor(sources: readonly Source[], nulls: readonly string[], writeText: WriteText, maxRows: number) {
    this.#sources = sources
    this.#nulls = new Set(nulls)
    this.#writeText = writeText
    this.#maxRows = maxRows
    this.#table = new MemoryTable(sources[0]!.header)
  }

  async load({ texts, codes, person, household, pairs }: LoadRequest) {
    const columns = [...new Set([...texts, ...codes, ...[person, household].filter((column) => column !== null)])]
    this.#texts.push(...texts)
    const read = await readColumns(this.#sources, columns, pairs, this.#nulls, this.#maxRows)
    this.#table.fill(read.columns, read.rows, person, household)
    return { rows: read.rows, dictionaries: await this.encode(codes) }
  }

  async encode(columns: readonly string[]): Promise<Map<string, CellText[]>> {
    return new Map(columns.map((column) => [column, this.#table.valuesOf(column)]))
  }

  async keyFacts(role: 'person' | 'household'): Promise<KeyFacts> {
    const rows = new Float64Array(this.#table.keys[role].length)
    for (const id of this.#table.column(role)) rows[id]!++
    return keyFactsOf(this.#table.keys[role], rows)
  }

  async size(): Promise<Size> {
    const count = (role: string) => new Set(this.#table.column(role)).size
    const households = this.#table.hasHouseholds ? new Set(this.#table.column('household').filter((id) => id > 0)).size : null
    return { rows: this.#table.rows, persons: count('person'), households }
  }

  async remove(predicate: Predicate, unit: Unit): Promise<void> {
    const flags = flagsOf(this.#table, predicate)
    if (unit === 'record') return this.#table.keep((row) => flags[row] === 0)
    const units = this.#table.column(unit)
    const gone = new Set<number>()
    flags.forEach((flag, row) => {
      if (flag && units[row]! > 0) gone.add(units[row]!)
    })
    this.#table.keep((row) => !gone.has(units[row]!) && !(units[row] === 0 && flags[row] === 1))
  }

  async sample(by: Unit, rate: number, key: Uint8Array): Promise<void> {
    const draw = keyed(key)
    if (by === 'record' || (by === 'person' && !this.#table.personByKey)) {
      const keys = this.#table.records(this.#texts)
      return this.#table.keep((row) => below(draw(keys[row]!), rate))
    }
    const units = this.#table.column(by)
    const keep = this.#table.keys[by].map((text, id) => id > 0 && below(draw(text), rate))
    this.#table.keep((row) => keep[units[row]!]!)
  }

  async rows({ keys, draws }: RowsRequest): Promise<Rows> {
    return {
      rows: this.#table.rows,
      keys: keys.map((key) => this.#table.keyCodes(key)),
      person: this.#table.column('person'),
      household: this.#table.hasHouseholds ? this.#table.column('household') : null,
      draws: draws.map((request) => this.#draws(request)),
    }
  }

  #draws({ by, key, value }: DrawRequest): Draws {
    const draw = keyed(key)
    const rows = this.#table.rows
    const persons = this.#table.column('person')
    const units =
      by === 'record' || !this.#table.personByKey
        ? this.#table.records(this.#texts)
        : Array.from(persons, (person) => this.#table.keys.person[person]!)
    const leaf = value && this.#table.leaf(value.leaf)
    const drawn: Draws = { high: new Uint32Array(rows), low: new Uint32Array(rows) }
    units.forEach((unit, row) => {
      const mac = draw(value ? labelled(value.labels[leaf![row]!]!, unit) : unit)
      const view = new DataView(mac.buffer, mac.byteOffset, 8)
      drawn.high[row] = view.getUint32(0)
      drawn.low[row] = view.getUint32(4)
    })
    return drawn
  }

  async place(columns: readonly { column: string; codes: Int32Array }[]): Promise<void> {
    for (const { column, codes } of columns) this.#table.place(column, codes)
  }

  async mark(name: string, predicate: Predicate): Promise<number> {
    const flags = flagsOf(this.#table, predicate)
    this.#table.mark(name, Int32Array.from(flags))
    return flags.reduce((sum, flag) => sum + flag, 0)
  }

  async tally(column: string): Promise<Float64Array> {
    const rows = new Float64Array(this.#table.valuesOf(column).length)
    for (const code of this.#table.codes(column)) rows[code]!++
    return rows
  }

  async extremes(leaf: CodeRef, numbers: Float64Array, side: 'top' | 'bottom') {
    const persons = this.#table.column('person')
    const best = new Map<number, number>()
    this.#table.leaf(leaf).forEach((code, row) => {
      const number = numbers[code]!
      if (Number.isNaN(number)) return
      const before = best.get(persons[row]!)
      if (before === undefined || (side === 'top' ? number > before : number < before)) best.set(persons[row]!, number)
    })
    const counts = new Map<number, number>()
    for (const number of best.values()) counts.set(number, (counts.get(number) ?? 0) + 1)
    return [...counts].sort(([a], [b]) => a - b).map(([value, count]) => ({ value, persons: count }))
  }

  async histogram(columns: readonly LeafKey[]): Promise<Tuples> {
    const result = countTuples(this.#table, columns)
    this.#members = result.profiles ?? this.#members
    return result
  }

  /** Nothing works beside this thread. */
  foresee(): void {}

  async recode(columns: readonly { name: string; codes: Int32Array }[]): Promise<void> {
    const tuple = this.#table.column('tuple')
    let unit = tuple
    if (this.#table.profiles) {
      const { start, tuples } = this.#members
      const profile = this.#table.column('profile')
      unit = tuple.map((id, row) => tuples.indexOf(id, start[profile[row]!]!))
    }
    for (const { name, codes } of columns) {
      this.#table.add(
        name,
        unit.map((id) => codes[id]!),
      )
    }
  }

  async suppress(flags: Uint8Array): Promise<void> {
    const unit = this.#table.unit()
    this.#table.keep((row) => flags[unit[row]!] === 0)
  }

  #grouped(keys: readonly Key[]) {
    const names = keys.map((_, i) => `k${i}`)
    const data = tableOf({
      person: this.#table.column('person'),
      ...Object.fromEntries(keys.map((key, i) => [names[i]!, this.#table.keyCodes(key)])),
    })
    return { names, counts: data.groupby(...names).rollup({ n: op.count(), persons: op.distinct('person'), person: op.min('person') }) }
  }

  async groups(keys: readonly Key[]): Promise<Groups> {
    const { names, counts } = this.#grouped(keys)
    return {
      codes: names.map((name) => Int32Array.from(counts.array(name) as Iterable<number>)),
      rows: Float64Array.from(counts.array('n') as Iterable<number>),
      persons: Float64Array.from(counts.array('persons') as Iterable<number>),
    }
  }

  async uniquePersons(keys: readonly Key[]): Promise<number> {
    const { counts } = this.#grouped(keys)
    const persons = counts.array('persons') as ArrayLike<number>
    const holder = counts.array('person') as ArrayLike<number>
    const unique = new Set<number>()
    for (let i = 0; i < persons.length; i++) if (persons[i] === 1) unique.add(holder[i]!)
    return unique.size
  }

  async linkedBy(key: Key): Promise<{ several: number; linked: number }> {
    if (!this.#table.personByKey) return { several: 0, linked: 0 }
    const rowsOf = new Map<number, number>()
    for (const person of this.#table.column('person')) rowsOf.set(person, (rowsOf.get(person) ?? 0) + 1)
    const several = [...rowsOf.values()].filter((rows) => rows > 1).length
    const codes = this.#table.keyCodes(key)
    const isNull = (code: number) => code < 0 || (key.kind === 'leaf' && !key.classes && code >> key.leaf.marks.length === 0)
    const persons = this.#table.column('person')
    const holders = new Map<number, { person: number; rows: number; shared: boolean }>()
    codes.forEach((code, row) => {
      if (isNull(code)) return
      const holder = holders.get(code)
      if (!holder) holders.set(code, { person: persons[row]!, rows: 1, shared: false })
      else {
        holder.rows++
        if (holder.person !== persons[row]) holder.shared = true
      }
    })
    const linked = new Set([...holders.values()].filter(({ shared, rows }) => !shared && rows > 1).map(({ person }) => person))
    return { several, linked: linked.size }
  }

  async pins(leaf: CodeRef, classes: LeafKey, key: Key, k: number): Promise<Pins> {
    const leaves = this.#table.leaf(leaf)
    const data = tableOf({
      class: this.#table.keyCodes(classes),
      key: this.#table.keyCodes(key),
      leaf: leaves,
      person: this.#table.column('person'),
    })
    const groups = data
      .groupby('class', 'key')
      .rollup({ low: op.min('leaf'), high: op.max('leaf'), n: op.count(), persons: op.distinct('person') })
    const kept = (groups.objects() as { class: number; low: number; high: number; n: number; persons: number }[]).filter(
      ({ persons }) => persons >= k,
    )
    return {
      class: Int32Array.from(kept, (group) => group.class),
      persons: Float64Array.from(kept, ({ persons }) => persons),
      rows: Float64Array.from(kept, ({ n }) => n),
      pinned: Float64Array.from(kept, ({ n, low, high }) => (low === high ? n : 0)),
    }
  }

  async householdConstant(keys: readonly Key[]): Promise<boolean[]> {
    return constantInHouseholds(this.#table, keys)
  }

  async markRareHouseholds(
    name: string,
    classes: { units: Int32Array; tuples: Int32Array },
    keys: readonly Key[],
    k: number,
  ): Promise<{ households: number; rows: number }> {
    const { households, flags } = rareHouseholds(this.#table, classes, keys, k)
    this.#table.mark(name, flags)
    return { households, rows: flags.reduce((sum, flag) => sum + flag, 0) }
  }

  async values(column: string, minLength: number) {
    const tally = await this.tally(column)
    const values: string[] = []
    const rows: number[] = []
    let distinct = 0
    this.#table.valuesOf(column).forEach((value, code) => {
      if (value === null || tally[code] === 0) return
      distinct++
      if ([...value].length < minLength) return
      values.push(value)
      rows.push(tally[code]!)
    })
    return { values, rows: Float64Array.from(rows), distinct }
  }

  async spread(key: TextKey): Promise<{ distinct: number; nulls: number }> {
    const codes = this.#table.keyCodes(key)
    const held = codes.filter((code) => code >= 0)
    return { distinct: new Set(held).size, nulls: codes.length - held.length }
  }

  async texts(key: TextKey & { kind: 'text' }, atMost: number): Promise<Texts> {
    const values = this.#table.valuesOf(key.column)
    const rows = new Float64Array(values.length)
    for (const code of this.#table.keyCodes(key)) rows[Math.max(code, 0)]!++
    return textsOf(
      values.map((text, code) => ({ text, rows: rows[code]! })).filter((entry) => entry.rows > 0),
      atMost,
    )
  }

  async shown(source: Key, mark: string, key: Key): Promise<number> {
    const isNull = (code: number) => code <= 0 // of a leaf without marks 0 is null, of a text -1
    const values = this.#table.keyCodes(source)
    const keys = this.#table.keyCodes(key)
    const marked = this.#table.marked(mark)
    const open = new Map<number, number | null>()
    keys.forEach((code, row) => {
      if (marked[row] === 1 || isNull(code) || isNull(values[row]!)) return
      open.set(code, !open.has(code) || open.get(code) === values[row] ? values[row]! : null)
    })
    return keys.reduce(
      (rows, code, row) => rows + (marked[row] === 1 && !isNull(values[row]!) && open.get(code) === values[row] ? 1 : 0),
      0,
    )
  }

  async repeats(columns: readonly string[]): Promise<number> {
    const codes = columns.map((column) => this.#table.codes(column))
    const { counts } = this.#grouped(columns.map((column) => ({ kind: 'text', column, marks: [] })))
    const rows = counts.array('n') as ArrayLike<number>
    const keys = columns.map((_, i) => counts.array(`k${i}`) as ArrayLike<number>)
    let repeated = 0
    for (let i = 0; i < rows.length; i++) if (rows[i]! > 1 && keys.every((key) => key[i]! > 0)) repeated++
    return codes.length > 0 ? repeated : 0
  }

  async write(output: Output): Promise<void> {
    return writeRows(this.#table, output, this.#writeText)
  }

  async close(): Promise<void> {
    this.#table.clear()
  }
}
