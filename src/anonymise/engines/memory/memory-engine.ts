import { type ColumnTable, op, escape as overRows, table as tableOf } from 'arquero'
import type { CellText, Unit } from '../../plan.ts'
import { below, keyed, pseudonymText } from '../../random.ts'
import { normaliseKey } from '../../values/key.ts'
import type {
  Added,
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
  OutputColumn,
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
import { cellDraws, DRAW_OFFSET, type Draw, drawAt } from '../line-order.ts'
import { textsOf } from '../tally.ts'
import { compareBytes, csvCell, labelled, lengthPrefixed, sideHeader } from '../text.ts'
import { TOO_MANY_ROWS } from './too-many-rows.ts'

/** How the memory engine writes: text chunks to a path. The caller brings the file system. */
export type WriteText = (path: string, chunks: AsyncIterable<string> | Iterable<string>) => Promise<void>

type Row = Record<string, number>

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
  readonly #index: Map<string, number>
  /** per column: distinct values by code; code 0 is null */
  readonly #values = new Map<string, CellText[]>()
  readonly #texts: string[] = []
  #table: ColumnTable = tableOf({})
  #personByKey = false
  #household = false
  /** normalised key by number, from 1 */
  readonly #keys = { person: [''], household: [''] }
  #profiles = false
  #members = { start: new Int32Array(1), tuples: new Int32Array(0) }

  /** @param maxRows - more rows are refused: `RangeError` of `TOO_MANY_ROWS` */
  constructor(sources: readonly Source[], nulls: readonly string[], writeText: WriteText, maxRows: number) {
    this.#sources = sources
    this.#nulls = new Set(nulls)
    this.#writeText = writeText
    this.#maxRows = maxRows
    this.#index = new Map(sources[0]!.header.map((name, index) => [name, index]))
  }

  #code(column: string): string {
    const index = this.#index.get(column)
    if (index === undefined) throw new RangeError('column: not in the input')
    return `c${index}`
  }

  #placed(column: string): string {
    return `p${this.#index.get(column)!}`
  }

  async load({ texts, codes: coded, person, household, pairs }: LoadRequest) {
    const columns = [...new Set([...texts, ...coded, ...[person, household].filter((column) => column !== null)])]
    this.#texts.push(...texts)
    const dictionaries = columns.map(() => new Map<string, number>())
    const codes = columns.map((): number[] => [])
    let rows = 0
    for (const source of this.#sources) {
      const places = columns.map((column) => source.header.indexOf(column))
      const seconds = columns.map((column, i) => {
        const pair = pairs.get(column)
        if (!pair) return -1
        places[i] = source.header.indexOf(pair[0])
        return source.header.indexOf(pair[1])
      })
      for await (const batch of source.rows())
        for (const cells of batch) {
          if (++rows > this.#maxRows) throw new RangeError(TOO_MANY_ROWS)
          places.forEach((place, i) => {
            const second = seconds[i]!
            const cell = second === -1 ? cells[place]! : this.#pair(cells[place]!, cells[second]!)
            if (cell === null || (second === -1 && this.#nulls.has(cell))) {
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
    const data: Record<string, Int32Array> = { row: Int32Array.from({ length: rows }, (_, row) => row) }
    columns.forEach((column, i) => {
      // Codes ascend with the bytes of the values, whatever the order of the rows.
      const values = [...dictionaries[i]!.keys()].sort(compareBytes)
      const sorted = new Int32Array(values.length + 1)
      values.forEach((value, rank) => {
        sorted[dictionaries[i]!.get(value)!] = rank + 1
      })
      this.#values.set(column, [null, ...values])
      data[this.#code(column)] = Int32Array.from(codes[i]!, (code) => sorted[code]!)
    })
    this.#table = tableOf(data)
    this.#identify(person, household)
    return { rows, dictionaries: await this.encode(coded) }
  }

  #pair(first: string | null, second: string | null): CellText {
    const isNull = (cell: string | null) => cell === null || this.#nulls.has(cell)
    return isNull(first) || isNull(second) ? null : `${first},${second}`
  }

  async encode(columns: readonly string[]): Promise<Map<string, CellText[]>> {
    return new Map(columns.map((column) => [column, this.#values.get(column)!]))
  }

  #identify(person: string | null, household: string | null): void {
    this.#personByKey = person !== null
    if (person === null)
      this.#set(
        'person',
        this.#column('row').map((row) => row + 1),
      )
    else this.#number('person', person)
    if (household !== null) {
      this.#household = true
      this.#number('household', household)
    }
  }

  #number(role: 'person' | 'household', column: string): void {
    const keys = this.#values.get(column)!.map((value) => (value === null ? '' : normaliseKey(value)))
    const numbers = new Map(
      [...new Set(keys)]
        .filter((key) => key !== '')
        .sort(compareBytes)
        .map((key, i) => [key, i + 1]),
    )
    this.#keys[role] = ['', ...numbers.keys()]
    const byCode = Int32Array.from(keys, (key) => numbers.get(key) ?? 0)
    this.#set(
      role,
      this.#column(this.#code(column)).map((code) => byCode[code]!),
    )
  }

  /** The column of the rows still there. */
  #column(name: string): Int32Array {
    return this.#table.array(name, Int32Array) as Int32Array
  }

  #set(name: string, values: Int32Array): void {
    this.#table = this.#table.assign(tableOf({ [name]: values }))
  }

  #keep(keep: (index: number) => boolean): void {
    const flags = Uint8Array.from({ length: this.#table.numRows() }, (_, i) => (keep(i) ? 1 : 0))
    this.#table = this.#table
      .assign(tableOf({ kept: flags }))
      .filter(overRows((row: Row) => row.kept === 1))
      .select(this.#table.columnNames())
      .reify()
  }

  async keyFacts(role: 'person' | 'household'): Promise<KeyFacts> {
    const rows = new Float64Array(this.#keys[role].length)
    for (const id of this.#column(role)) rows[id]!++
    return keyFactsOf(this.#keys[role], rows)
  }

  async size(): Promise<Size> {
    const count = (role: string) => new Set(this.#column(role)).size
    const households = this.#household ? new Set(this.#column('household').filter((id) => id > 0)).size : null
    return { rows: this.#table.numRows(), persons: count('person'), households }
  }

  /** The predicate as one flag a row. */
  #flags(predicate: Predicate): Uint8Array {
    const rows = this.#table.numRows()
    switch (predicate.kind) {
      case 'codes':
        return Uint8Array.from(this.#column(this.#code(predicate.column)), (code) => predicate.holds[code]!)
      case 'count': {
        const matches = this.#flags(predicate.where)
        const units = this.#column(predicate.of)
        const persons = this.#column('person')
        const members = new Map<number, Set<number>>()
        const byPerson = predicate.of === 'household' && this.#personByKey
        matches.forEach((match, row) => {
          if (!match || units[row] === 0) return
          const seen = members.get(units[row]!) ?? new Set()
          members.set(units[row]!, seen.add(byPerson ? persons[row]! : row))
        })
        return Uint8Array.from(units, (unit) => ((members.get(unit)?.size ?? 0) >= predicate.atLeast ? 1 : 0))
      }
      case 'not': {
        const inner = this.#flags(predicate.of)
        return inner.map((flag) => 1 - flag)
      }
      default: {
        const parts = predicate.of.map((part) => this.#flags(part))
        const all = predicate.kind === 'all'
        return Uint8Array.from({ length: rows }, (_, row) =>
          (all ? parts.every((part) => part[row]) : parts.some((part) => part[row])) ? 1 : 0,
        )
      }
    }
  }

  async remove(predicate: Predicate, unit: Unit): Promise<void> {
    const flags = this.#flags(predicate)
    if (unit === 'record') return this.#keep((row) => flags[row] === 0)
    const units = this.#column(unit)
    const gone = new Set<number>()
    flags.forEach((flag, row) => {
      if (flag && units[row]! > 0) gone.add(units[row]!)
    })
    this.#keep((row) => !gone.has(units[row]!) && !(units[row] === 0 && flags[row] === 1))
  }

  async sample(by: Unit, rate: number, key: Uint8Array): Promise<void> {
    const draw = keyed(key)
    if (by === 'record' || (by === 'person' && !this.#personByKey)) {
      const keys = this.#records()
      return this.#keep((row) => below(draw(keys[row]!), rate))
    }
    const units = this.#column(by)
    const keep = this.#keys[by].map((text, id) => id > 0 && below(draw(text), rate))
    this.#keep((row) => keep[units[row]!]!)
  }

  /** Key of each record: every input cell with its length, and the occurrence among equal records. */
  #records(): string[] {
    const columns = [...this.#texts].sort((a, b) => this.#index.get(a)! - this.#index.get(b)!)
    const cells = columns.map((column) => ({
      codes: this.#column(this.#code(column)),
      texts: this.#values.get(column)!.map(lengthPrefixed),
    }))
    const occurrences = new Map<string, number>()
    return Array.from({ length: this.#table.numRows() }, (_, row) => {
      const whole = cells.map(({ codes, texts }) => texts[codes[row]!]!).join(',')
      const nth = (occurrences.get(whole) ?? 0) + 1
      occurrences.set(whole, nth)
      return `${whole}#${nth}`
    })
  }

  async rows({ keys, draws }: RowsRequest): Promise<Rows> {
    return {
      rows: this.#table.numRows(),
      keys: keys.map((key) => this.#keyCodes(key)),
      person: this.#column('person'),
      household: this.#household ? this.#column('household') : null,
      draws: draws.map((request) => this.#draws(request)),
    }
  }

  #draws({ by, key, value }: DrawRequest): Draws {
    const draw = keyed(key)
    const rows = this.#table.numRows()
    const persons = this.#column('person')
    const units = by === 'record' || !this.#personByKey ? this.#records() : Array.from(persons, (person) => this.#keys.person[person]!)
    const leaf = value && this.#leaf(value.leaf)
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
    for (const { column, codes } of columns) this.#set(this.#placed(column), codes)
  }

  async mark(name: string, predicate: Predicate): Promise<number> {
    const flags = this.#flags(predicate)
    this.#set(`m_${name}`, Int32Array.from(flags))
    return flags.reduce((sum, flag) => sum + flag, 0)
  }

  async tally(column: string): Promise<Float64Array> {
    const rows = new Float64Array(this.#values.get(column)!.length)
    for (const code of this.#column(this.#code(column))) rows[code]!++
    return rows
  }

  async extremes(leaf: CodeRef, numbers: Float64Array, side: 'top' | 'bottom') {
    const persons = this.#column('person')
    const best = new Map<number, number>()
    this.#leaf(leaf).forEach((code, row) => {
      const number = numbers[code]!
      if (Number.isNaN(number)) return
      const before = best.get(persons[row]!)
      if (before === undefined || (side === 'top' ? number > before : number < before)) best.set(persons[row]!, number)
    })
    const counts = new Map<number, number>()
    for (const number of best.values()) counts.set(number, (counts.get(number) ?? 0) + 1)
    return [...counts].sort(([a], [b]) => a - b).map(([value, count]) => ({ value, persons: count }))
  }

  #leaf(leaf: CodeRef): Int32Array {
    const marks = leaf.marks.map((mark) => this.#column(`m_${mark}`))
    return this.#column(leaf.placed ? this.#placed(leaf.column) : this.#code(leaf.column)).map(
      (code, row) => code * 2 ** marks.length + marks.reduce((bits, mark, i) => bits + mark[row]! * 2 ** i, 0),
    )
  }

  async histogram(columns: readonly LeafKey[]): Promise<Tuples> {
    const names = columns.map((_, i) => `q${i}`)
    const leaves = columns.map((column) => this.#keyCodes(column))
    const rows = tableOf({ person: this.#column('person'), ...Object.fromEntries(leaves.map((leaf, i) => [names[i]!, leaf])) })
    const counted = (names.length > 0 ? rows.groupby(...names) : rows)
      .rollup({ n: op.count(), persons: op.distinct('person') })
      .orderby(...names)
      .reify()
    const tuples = rows.numRows() === 0 ? 0 : counted.numRows()
    const codes = names.map((name) => Int32Array.from(counted.array(name) as Iterable<number>))
    const result: Tuples = {
      tuples,
      columns: codes,
      rows: Float64Array.from(counted.array('n') as Iterable<number>).subarray(0, tuples),
      persons: Float64Array.from(counted.array('persons') as Iterable<number>).subarray(0, tuples),
    }
    this.#placeTuples(leaves, codes, tuples)
    this.#profiles = this.#personByKey && result.rows.reduce((a, b) => a + b, 0) > (await this.size()).persons
    if (this.#profiles) result.profiles = this.#placeProfiles()
    if (this.#household) {
      const unit = this.#column(this.#profiles ? 'profile' : 'tuple')
      const homes = this.#column('household')
      const pairs = new Set<number>()
      const width = this.#keys.household.length
      unit.forEach((id, row) => {
        pairs.add(id * width + homes[row]!)
      })
      const sorted = Float64Array.from(pairs).sort()
      result.households = {
        unit: Int32Array.from(sorted, (pair) => Math.floor(pair / width)),
        household: Int32Array.from(sorted, (pair) => pair % width),
      }
    }
    return result
  }

  #placeTuples(leaves: readonly Int32Array[], codes: readonly Int32Array[], tuples: number): void {
    // Walk down a tree of codes: a tuple of integers is found without ever being written as text.
    type Node = Map<number, Node | number>
    const root: Node = new Map()
    for (let tuple = 0; tuple < tuples; tuple++) {
      let node = root
      codes.forEach((column, i) => {
        if (i === codes.length - 1) node.set(column[tuple]!, tuple)
        else {
          const next = (node.get(column[tuple]!) as Node | undefined) ?? new Map()
          node.set(column[tuple]!, next)
          node = next
        }
      })
    }
    const place = (row: number): number => {
      let node = root
      for (let i = 0; i < leaves.length - 1; i++) node = node.get(leaves[i]![row]!) as Node
      return leaves.length === 0 ? 0 : (node.get(leaves.at(-1)![row]!) as number)
    }
    this.#set(
      'tuple',
      Int32Array.from({ length: this.#table.numRows() }, (_, row) => place(row)),
    )
  }

  /** Numbers the persons' multisets of tuples, in ascending order of the sorted lists. */
  #placeProfiles(): NonNullable<Tuples['profiles']> {
    const tuple = this.#column('tuple')
    const lists = new Map<number, number[]>()
    this.#column('person').forEach((person, row) => {
      const list = lists.get(person)
      if (list) list.push(tuple[row]!)
      else lists.set(person, [tuple[row]!])
    })
    const persons = [...lists].map(([person, list]) => ({ person, list: list.sort((a, b) => a - b) }))
    persons.sort((a, b) => compareNumbers(a.list, b.list))
    const profileOf = new Int32Array(this.#keys.person.length)
    const start = [0]
    const tuples: number[] = []
    const counts: number[] = []
    persons.forEach(({ person, list }, i) => {
      if (i === 0 || compareNumbers(persons[i - 1]!.list, list) !== 0) {
        tuples.push(...list)
        start.push(tuples.length)
        counts.push(0)
      }
      counts[counts.length - 1]!++
      profileOf[person] = counts.length - 1
    })
    this.#set(
      'profile',
      this.#column('person').map((person) => profileOf[person]!),
    )
    this.#members = { start: Int32Array.from(start), tuples: Int32Array.from(tuples) }
    return { ...this.#members, persons: Float64Array.from(counts) }
  }

  /** Nothing works beside this thread. */
  foresee(): void {}

  async recode(columns: readonly { name: string; codes: Int32Array }[]): Promise<void> {
    const tuple = this.#column('tuple')
    let unit = tuple
    if (this.#profiles) {
      const { start, tuples } = this.#members
      const profile = this.#column('profile')
      unit = tuple.map((id, row) => tuples.indexOf(id, start[profile[row]!]!))
    }
    for (const { name, codes } of columns) {
      this.#index.set(name, this.#index.size)
      this.#set(
        this.#code(name),
        unit.map((id) => codes[id]!),
      )
    }
  }

  async suppress(flags: Uint8Array): Promise<void> {
    const unit = this.#column(this.#profiles ? 'profile' : 'tuple')
    this.#keep((row) => flags[unit[row]!] === 0)
  }

  /** The key's code per row; texts are coded by their dictionary, -1 is null. */
  #keyCodes(key: Key): Int32Array {
    if (key.kind === 'tuple' || key.kind === 'profile') {
      const units = this.#column(key.kind === 'profile' && this.#profiles ? 'profile' : 'tuple')
      const { classes } = key
      return classes ? units.map((unit) => classes[unit]!) : units
    }
    if (key.kind === 'leaf') {
      const leaf = this.#leaf(key.leaf)
      const { classes } = key
      return classes ? leaf.map((code) => classes[code]!) : leaf
    }
    const marks = key.marks.map((mark) => this.#column(`m_${mark}`))
    return this.#column(key.kind === 'household' ? 'household' : this.#code(key.column)).map((code, row) =>
      code === 0 || marks.some((mark) => mark[row] === 1) ? -1 : code,
    )
  }

  #grouped(keys: readonly Key[]) {
    const names = keys.map((_, i) => `k${i}`)
    const data = tableOf({ person: this.#column('person'), ...Object.fromEntries(keys.map((key, i) => [names[i]!, this.#keyCodes(key)])) })
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
    if (!this.#personByKey) return { several: 0, linked: 0 }
    const rowsOf = new Map<number, number>()
    for (const person of this.#column('person')) rowsOf.set(person, (rowsOf.get(person) ?? 0) + 1)
    const several = [...rowsOf.values()].filter((rows) => rows > 1).length
    const codes = this.#keyCodes(key)
    const isNull = (code: number) => code < 0 || (key.kind === 'leaf' && !key.classes && code >> key.leaf.marks.length === 0)
    const persons = this.#column('person')
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
    const leaves = this.#leaf(leaf)
    const data = tableOf({
      class: this.#keyCodes(classes),
      key: this.#keyCodes(key),
      leaf: leaves,
      person: this.#column('person'),
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
    const homes = this.#column('household')
    return keys.map((key) => {
      const codes = this.#keyCodes(key)
      const first = new Map<number, number>()
      let shared = false
      let constant = true
      codes.forEach((code, row) => {
        const home = homes[row]!
        if (home === 0) return
        if (first.has(home)) {
          shared = true
          if (first.get(home) !== code) constant = false
        } else first.set(home, code)
      })
      return constant && shared && new Set(codes.filter((code) => code >= 0)).size > 1
    })
  }

  async markRareHouseholds(
    name: string,
    classes: { units: Int32Array; tuples: Int32Array },
    keys: readonly Key[],
    k: number,
  ): Promise<{ households: number; rows: number }> {
    const homes = this.#column('household')
    const persons = this.#column('person')
    const tuples = this.#column('tuple')
    const unit = this.#column(this.#profiles ? 'profile' : 'tuple')
    const codes = keys.map((key) => this.#keyCodes(key))
    // A member: class of the whole history, then the classes of the rows in this household. Rows are members where none is linked.
    const households = new Map<number, { members: Map<number, number[]>; values: number[] }>()
    homes.forEach((home, row) => {
      if (home === 0) return
      let entry = households.get(home)
      if (!entry) {
        entry = { members: new Map(), values: codes.map((code) => code[row]!) }
        households.set(home, entry)
      }
      const member = this.#profiles ? persons[row]! : row
      const known = entry.members.get(member)
      if (!known) entry.members.set(member, [classes.units[unit[row]!]!, classes.tuples[tuples[row]!]!])
      else known.push(classes.tuples[tuples[row]!]!)
    })
    const keyed = [...households].map(([home, { members, values }]) => {
      const sorted = [...members.values()].map(([whole, ...here]) => [whole!, ...here.sort((a, b) => a - b)]).sort(compareNumbers)
      return { home, key: [...values, ...sorted.flatMap((member) => [member.length, ...member])] }
    })
    keyed.sort((a, b) => compareNumbers(a.key, b.key))
    const rare = new Set<number>()
    for (let from = 0; from < keyed.length; ) {
      let to = from + 1
      while (to < keyed.length && compareNumbers(keyed[from]!.key, keyed[to]!.key) === 0) to++
      if (to - from < k) for (let i = from; i < to; i++) rare.add(keyed[i]!.home)
      from = to
    }
    const flags = homes.map((home) => (rare.has(home) ? 1 : 0))
    this.#set(`m_${name}`, flags)
    return { households: rare.size, rows: flags.reduce((sum, flag) => sum + flag, 0) }
  }

  async values(column: string, minLength: number) {
    const tally = await this.tally(column)
    const values: string[] = []
    const rows: number[] = []
    let distinct = 0
    this.#values.get(column)!.forEach((value, code) => {
      if (value === null || tally[code] === 0) return
      distinct++
      if ([...value].length < minLength) return
      values.push(value)
      rows.push(tally[code]!)
    })
    return { values, rows: Float64Array.from(rows), distinct }
  }

  async spread(key: TextKey): Promise<{ distinct: number; nulls: number }> {
    const codes = this.#keyCodes(key)
    const held = codes.filter((code) => code >= 0)
    return { distinct: new Set(held).size, nulls: codes.length - held.length }
  }

  async texts(key: TextKey & { kind: 'text' }, atMost: number): Promise<Texts> {
    const values = this.#values.get(key.column)!
    const rows = new Float64Array(values.length)
    for (const code of this.#keyCodes(key)) rows[Math.max(code, 0)]!++
    return textsOf(
      values.map((text, code) => ({ text, rows: rows[code]! })).filter((entry) => entry.rows > 0),
      atMost,
    )
  }

  async shown(source: Key, mark: string, key: Key): Promise<number> {
    const isNull = (code: number) => code <= 0 // of a leaf without marks 0 is null, of a text -1
    const values = this.#keyCodes(source)
    const keys = this.#keyCodes(key)
    const marked = this.#column(`m_${mark}`)
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
    const codes = columns.map((column) => this.#column(this.#code(column)))
    const { counts } = this.#grouped(columns.map((column) => ({ kind: 'text', column, marks: [] })))
    const rows = counts.array('n') as ArrayLike<number>
    const keys = columns.map((_, i) => counts.array(`k${i}`) as ArrayLike<number>)
    let repeated = 0
    for (let i = 0; i < rows.length; i++) if (rows[i]! > 1 && keys.every((key) => key[i]! > 0)) repeated++
    return codes.length > 0 ? repeated : 0
  }

  async write(output: Output): Promise<void> {
    const real = this.#table.numRows()
    const rows = real + (output.added?.rows ?? 0)
    const draw = output.orderKey && cellDraws(output.orderKey)
    // Places of the rows: sums of their cells' draws, modulo 2^64 (line-order.ts).
    const places = new BigUint64Array(rows)
    const cells = output.columns.map((column, c): CellText[] => {
      const blanks = column.blankWhere.map((mark) => this.#column(`m_${mark}`))
      const { codes, texts, draws } = this.#texted(column, draw)
      const none = draw?.(column.name, null)
      const own = Array.from(codes, (code, row) => {
        const isBlank = blanks.some((mark) => mark[row] === 1)
        if (draw) {
          const { high, low } = isBlank ? none! : draws[code]!
          places[row] = places[row]! + ((BigInt(high) << 32n) | BigInt(low))
        }
        return isBlank ? null : texts[code]!
      })
      return output.added ? [...own, ...this.#added(column.name, output.added.cells[c]!, draw, places.subarray(real))] : own
    })
    const quote = (text: CellText) => csvCell(text, output.delimiter)
    const only = cells.length === 1
    const lines = Array.from({ length: rows }, (_, row) => {
      const line = cells.map((column) => quote(column[row]!)).join(output.delimiter)
      // A single empty cell would be an empty line, which readers skip: the record would vanish.
      return only && line === '' ? '""' : line
    })
    const order = Array.from({ length: rows }, (_, row) => row)
    if (draw) order.sort((a, b) => (places[a]! < places[b]! ? -1 : places[a]! > places[b]! ? 1 : 0))
    else
      order.sort((a, b) => {
        for (const column of cells) {
          const x = column[a]!
          const y = column[b]!
          if (x === y) continue
          return x === null ? -1 : y === null ? 1 : compareBytes(x, y)
        }
        return 0
      })
    await this.#writeText(output.path, [
      `${output.columns.map((column) => quote(column.name)).join(output.delimiter)}\n`,
      ...order.map((row) => `${lines[row]}\n`),
    ])
    if (output.sidePath) {
      const persons = this.#column('person')
      const homes = this.#household ? this.#column('household') : new Int32Array(real)
      const mark = (row: number) => (output.added ? `,${row < real ? 0 : 1}` : '')
      const before = output.before && this.#keyCodes(output.before)
      const classOf = (row: number) => (before ? `,${before[row] ?? 0}` : '')
      await this.#writeText(output.sidePath, [
        sideHeader(output),
        ...order.map((row) => `${persons[row] ?? 0},${homes[row] ?? 0}${mark(row)}${classOf(row)}\n`),
      ])
    }
  }

  /** Cells of rows of nobody; their draws go into the rows' places. */
  #added(name: string, cells: Added['cells'][number], draw: ReturnType<typeof cellDraws> | null, places: BigUint64Array): CellText[] {
    const list: readonly (Uint8Array | CellText)[] = 'macs' in cells ? cells.macs : cells.texts
    return list.map((cell, row) => {
      if (draw) {
        const { high, low } = cell instanceof Uint8Array ? drawAt(cell, DRAW_OFFSET) : draw(name, cell)
        places[row] = places[row]! + ((BigInt(high) << 32n) | BigInt(low))
      }
      return cell instanceof Uint8Array ? pseudonymText(cell) : cell
    })
  }

  /** A column's texts by code, and their draws. */
  #texted(
    column: OutputColumn,
    draw: ReturnType<typeof cellDraws> | null,
  ): { codes: Int32Array; texts: readonly CellText[]; draws: Draw[] } {
    const drawsOf = (texts: readonly CellText[]) => (draw ? texts.map((text) => draw(column.name, text)) : [])
    if (column.kind === 'labels') return { codes: this.#leaf(column.leaf), texts: column.labels, draws: drawsOf(column.labels) }
    const values = this.#values.get(column.column)!
    const codes = this.#column(this.#code(column.column))
    if (column.kind === 'text') return { codes, texts: values, draws: drawsOf(values) }
    const mac = keyed(column.key)
    const macs = values.map((value) => {
      const key = value === null ? '' : normaliseKey(value)
      return key === '' ? null : mac(key)
    })
    return {
      codes,
      texts: macs.map((own) => (own ? pseudonymText(own) : null)),
      draws: draw ? macs.map((own) => (own ? drawAt(own, DRAW_OFFSET) : draw(column.name, null))) : [],
    }
  }

  async close(): Promise<void> {
    this.#table = tableOf({})
  }
}

/** Order of lists of numbers: element by element, the shorter first. */
function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}
