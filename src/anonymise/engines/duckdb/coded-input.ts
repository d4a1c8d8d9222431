import { type CodedPart, codeRows } from '../../coding/coded-part.ts'
import { joinParts, pairOf, TableColumn } from '../../coding/coded-table.ts'
import { Values } from '../../coding/values.ts'
import type { CellText } from '../../plan.ts'
import type { LoadRequest, Source } from '../engine.ts'
import { without } from './held-rows.ts'
import { type Keys, keysOf } from './keys.ts'

/** What was read: columns of codes with their dictionaries, and whose rows are whose. Everything is by row of the input. */
export class CodedInput {
  /** columns that stay as text */
  texts: readonly string[] = []
  /** columns that questions are asked of */
  asked: readonly string[] = []
  person: Keys | null = null
  household: Keys | null = null
  /** row: every row is a person; unique: every row has its own key; key: numbered keys */
  personBy: 'row' | 'unique' | 'key' = 'row'
  /** position of each column in the first header */
  readonly #index: Map<string, number>
  readonly #columns = new Map<string, TableColumn>()
  readonly #sources: readonly Source[]
  readonly #nulls: readonly string[]

  constructor(sources: readonly Source[], nulls: readonly string[]) {
    this.#sources = sources
    this.#nulls = nulls
    this.#index = new Map(sources[0]!.header.map((name, index) => [name, index]))
  }

  /** A number of the column that stands for its name. */
  number(column: string): number {
    const index = this.#index.get(column)
    if (index === undefined) throw new RangeError('column: not in the input')
    return index
  }

  column(name: string): TableColumn {
    const column = this.#columns.get(name)
    if (!column) throw new RangeError('column: not read')
    return column
  }

  async load({ texts, codes, person, household, pairs }: LoadRequest): Promise<{ rows: number; dictionaries: Map<string, CellText[]> }> {
    this.texts = texts
    this.asked = [...new Set([...texts, ...codes])]
    const names = [...new Set([...this.asked, ...[person, household].filter((column) => column !== null)])]
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
    const dictionaries = new Map(codes.map((column) => [column, this.column(column).rank()]))
    if (person !== null) {
      this.person = keysOf(this.column(person))
      this.personBy = this.person.values.size === rows ? 'unique' : 'key'
    }
    if (household !== null) this.household = keysOf(this.column(household))
    return { rows, dictionaries }
  }

  /** Adds a column of codes without texts. */
  add(name: string): number {
    this.#index.set(name, this.#index.size)
    return this.number(name)
  }

  put(name: string, codes: Int32Array): void {
    this.#columns.set(name, new TableColumn(new Values(0, new Uint32Array(1), new Uint8Array(0)), codes))
  }

  /** Rows that are gone leave no trace: from here on the input is what is left of it. @param gone - 1 for each of them */
  compact(gone: Uint8Array): void {
    const { person } = this
    for (const column of this.#columns.values()) {
      const isPerson = column.codes === person?.numbers
      column.codes = without(column.codes, gone)
      if (isPerson) person.numbers = column.codes
    }
    if (person && person.numbers.length === gone.length) person.numbers = without(person.numbers, gone)
  }
}
