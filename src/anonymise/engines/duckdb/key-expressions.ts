import type { CodeRef, Key } from '../engine.ts'
import type { RowsTable } from './rows-table.ts'

/** SQL of keys over the row `r`, with the joins that their tables of classes need. */
export interface Expressed {
  expressions: string[]
  joins: string
  /** above every code of each key */
  sizes: number[]
}

/** Keys as SQL over the row `r` of the table in force. */
export class KeyExpressions {
  readonly #table: RowsTable
  /** tables of classes that keys have asked for: (id, class) */
  readonly #classTables = new Map<Int32Array, string>()

  constructor(table: RowsTable) {
    this.#table = table
  }

  /** SQL of a leaf's code. */
  leaf(leaf: CodeRef): string {
    const table = this.#table
    const code = `r.${leaf.placed ? table.placed(leaf.column) : table.code(leaf.column)}`
    if (leaf.marks.length === 0) return code
    const bits = leaf.marks.map((mark, i) => `r.${table.mark(mark)} * ${2 ** i}`).join(' + ')
    return `(${code}::INTEGER * ${2 ** leaf.marks.length} + ${bits})`
  }

  async of(keys: readonly Key[]): Promise<Expressed> {
    const table = this.#table
    const expressions: string[] = []
    const joins: string[] = []
    const classed = async (classes: Int32Array | undefined, on: string) => {
      if (!classes) return on
      const alias = `j${joins.length}`
      joins.push(`JOIN ${await this.#classTable(classes)} ${alias} ON ${alias}.id = ${on}`)
      return `${alias}.class`
    }
    for (const key of keys) {
      if (key.kind === 'profile' && table.hasProfiles) {
        joins.push('JOIN profile_of ON profile_of.person = r.person')
        expressions.push(await classed(key.classes, 'profile_of.profile'))
      } else if (key.kind === 'tuple' || key.kind === 'profile') {
        if (!table.hasTuples) throw new RangeError('keys: rows have no tuple numbers')
        expressions.push(await classed(key.classes, 'r.tuple'))
      } else if (key.kind === 'leaf') expressions.push(await classed(key.classes, this.leaf(key.leaf)))
      else {
        const text = `nullif(r.${key.kind === 'household' ? 'household' : table.code(key.column)}, 0)`
        const blank = key.marks.map((mark) => `r.${table.mark(mark)} = 1`).join(' OR ')
        expressions.push(blank ? `CASE WHEN ${blank} THEN NULL ELSE ${text} END` : text)
      }
    }
    return { expressions, joins: joins.join(' '), sizes: keys.map((key) => this.#sizeOf(key)) }
  }

  async #classTable(classes: Int32Array): Promise<string> {
    const known = this.#classTables.get(classes)
    if (known !== undefined) return known
    const name = this.#table.fresh('k')
    await this.#table.sql.create(name, { id: Int32Array.from(classes, (_, id) => id), class: classes })
    this.#classTables.set(classes, name)
    return name
  }

  #sizeOf(key: Key): number {
    const { input } = this.#table
    if ('classes' in key && key.classes) return key.classes.reduce((most, code) => Math.max(most, code + 1), 1)
    if (key.kind === 'leaf') return key.leaf.codes * 2 ** key.leaf.marks.length
    if (key.kind === 'text') return input.column(key.column).values.size + 1
    if (key.kind === 'household') return input.household!.values.size + 1
    return 2 ** 31
  }
}
