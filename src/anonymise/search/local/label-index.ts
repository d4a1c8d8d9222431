import type { Problem } from './problem.ts'

/** Columns in the order in which they tell classes apart: those of few labels that cost much first. */
export function orderForSearch({ trees }: Problem): Int32Array {
  return Int32Array.from(trees, (_, c) => c).sort((a, b) => trees[a]!.nodes - trees[b]!.nodes || a - b)
}

/** Most lists that the index is to have, as the product of its columns' labels. */
const MOST_LISTS = 4_000

/** Classes by their labels in the first columns of the order: whole lists are passed over at one look. */
export class LabelIndex {
  readonly columns: number
  readonly keys: number[] = []
  readonly lists: number[][] = []
  readonly #order: Int32Array
  readonly #q: number
  readonly #factor: number[] = []
  readonly #number = new Map<number, number>()
  readonly #at: number[] = []
  readonly #listOf: number[] = []

  constructor({ trees }: Problem, order: Int32Array) {
    this.#order = order
    this.#q = trees.length
    let product = 1
    let columns = 0
    while (columns < trees.length && trees[order[columns]!]!.joined && product * trees[order[columns]!]!.nodes <= MOST_LISTS)
      product *= trees[order[columns++]!]!.nodes
    this.columns = columns
    for (let i = 0; i < columns; i++) this.#factor.push(trees[order[i]!]!.nodes)
  }

  place(id: number, label: Int32Array): void {
    let key = 0
    for (let i = 0; i < this.columns; i++) key = key * this.#factor[i]! + label[id * this.#q + this.#order[i]!]!
    let list = this.#number.get(key)
    if (list === undefined) {
      list = this.lists.length
      this.#number.set(key, list)
      this.lists.push([])
      for (let i = 0; i < this.columns; i++) this.keys.push(label[id * this.#q + this.#order[i]!]!)
    }
    const before = this.#listOf[id]
    if (before === list) return
    if (before !== undefined && before >= 0) this.#take(id, before)
    this.#listOf[id] = list
    this.#at[id] = this.lists[list]!.length
    this.lists[list]!.push(id)
  }

  remove(id: number): void {
    const list = this.#listOf[id]
    if (list === undefined || list < 0) return
    this.#take(id, list)
    this.#listOf[id] = -1
  }

  #take(id: number, list: number): void {
    const ids = this.lists[list]!
    const last = ids.pop()!
    if (last !== id) {
      ids[this.#at[id]!] = last
      this.#at[last] = this.#at[id]!
    }
  }
}
