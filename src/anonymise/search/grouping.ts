import type { SearchColumn } from './types.ts'

/** Classes of equal keys: `of[i]` is the class of item i, numbered by first appearance. */
export interface Grouping {
  of: Int32Array
  classes: number
}

const tableSize = (items: number): number => {
  let size = 16
  while (size < items * 2) size *= 2
  return size
}

/** Murmur3's finaliser: neighbouring keys land far apart. */
const mix = (key: number): number => {
  let h = key ^ (key >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Groups items by one integer key each, `0 ≤ key < range`. */
export function groupByKey(keys: Int32Array, items: number, range: number): Grouping {
  const of = new Int32Array(items)
  let classes = 0
  if (range <= Math.max(4 * items, 1 << 12)) {
    const seen = new Int32Array(range)
    for (let i = 0; i < items; i++) {
      const key = keys[i]!
      let id = seen[key]!
      if (id === 0) {
        classes++
        id = classes
        seen[key] = id
      }
      of[i] = id - 1
    }
    return { of, classes }
  }
  const mask = tableSize(items) - 1
  const slots = new Int32Array(mask + 1)
  const keyOf = new Int32Array(items)
  for (let i = 0; i < items; i++) {
    const key = keys[i]!
    let slot = mix(key) & mask
    for (;;) {
      const id = slots[slot]!
      if (id === 0) {
        keyOf[classes] = key
        classes++
        slots[slot] = classes
        of[i] = classes - 1
        break
      }
      if (keyOf[id - 1] === key) {
        of[i] = id - 1
        break
      }
      slot = (slot + 1) & mask
    }
  }
  return { of, classes }
}

/** Splits classes by a further integer key of each item. */
export function groupByPair(first: Int32Array, second: Int32Array, items: number): Grouping {
  const of = new Int32Array(items)
  let classes = 0
  const mask = tableSize(items) - 1
  const slots = new Int32Array(mask + 1)
  const itemOf = new Int32Array(items)
  for (let i = 0; i < items; i++) {
    const a = first[i]!
    const b = second[i]!
    let slot = mix(Math.imul(a, 0x9e3779b1) ^ mix(b)) & mask
    for (;;) {
      const id = slots[slot]!
      if (id === 0) {
        itemOf[classes] = i
        classes++
        slots[slot] = classes
        of[i] = classes - 1
        break
      }
      const other = itemOf[id - 1]!
      if (first[other] === a && second[other] === b) {
        of[i] = id - 1
        break
      }
      slot = (slot + 1) & mask
    }
  }
  return { of, classes }
}

/** Largest range of a packed key: it stays a non-negative 32-bit integer. */
const LANE = 2 ** 31

/** Classes of equal rows under the given levels: `leafOf[c][i]` is the leaf of item i in column c. */
export function groupByLevels(
  columns: readonly SearchColumn[],
  leafOf: readonly Int32Array[],
  items: number,
  levels: readonly number[],
): Grouping {
  let grouping: Grouping | undefined
  const keys = new Int32Array(items)
  let range = 1
  const close = () => {
    if (grouping === undefined) grouping = groupByKey(keys, items, range)
    else if (range > 1) grouping = groupByPair(grouping.of, keys, items)
  }
  columns.forEach((column, c) => {
    const level = column.levels[levels[c]!]!
    if (level.classes <= 1) return
    if (range * level.classes > LANE) {
      close()
      keys.fill(0)
      range = 1
    }
    const leaves = leafOf[c]!
    if (range === 1) {
      const { code } = level
      for (let i = 0; i < items; i++) keys[i] = code[leaves[i]!]!
    } else {
      const scaled = level.code.map((code) => code * range)
      for (let i = 0; i < items; i++) keys[i]! += scaled[leaves[i]!]!
    }
    range *= level.classes
  })
  close()
  return grouping!
}

/**
 * Numbers sequences of integers: equal sequences get the same number.
 * Sequences are added one by one as `items[from … to - 1]`.
 */
export class SequenceNumbers {
  count = 0
  private slots = new Int32Array(1 << 12)
  private pool = new Int32Array(1 << 12)
  private ends = new Int32Array(1 << 10)
  private used = 0

  number(items: Int32Array, from: number, to: number): number {
    const length = to - from
    let hash = length
    for (let i = from; i < to; i++) hash = mix(Math.imul(hash, 0x9e3779b1) ^ items[i]!)
    let mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const id = this.slots[slot]!
      if (id === 0) break
      if (this.equal(id - 1, items, from, length)) return id - 1
      slot = (slot + 1) & mask
    }
    if (this.count * 2 >= this.slots.length) {
      this.rehash()
      mask = this.slots.length - 1
      slot = hash & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
    }
    this.slots[slot] = this.count + 1
    while (this.used + length > this.pool.length) this.pool = enlarged(this.pool)
    for (let i = from; i < to; i++) this.pool[this.used++] = items[i]!
    if (this.count === this.ends.length) this.ends = enlarged(this.ends)
    this.ends[this.count] = this.used
    return this.count++
  }

  /** Whether sequence `id` holds the item. */
  has(id: number, item: number): boolean {
    for (let i = this.start(id); i < this.ends[id]!; i++) if (this.pool[i] === item) return true
    return false
  }

  private start(id: number): number {
    return id === 0 ? 0 : this.ends[id - 1]!
  }

  private equal(id: number, items: Int32Array, from: number, length: number): boolean {
    const start = this.start(id)
    if (this.ends[id]! - start !== length) return false
    for (let i = 0; i < length; i++) if (this.pool[start + i] !== items[from + i]) return false
    return true
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 4)
    const mask = this.slots.length - 1
    for (let id = 0; id < this.count; id++) {
      const start = this.start(id)
      let hash = this.ends[id]! - start
      for (let i = start; i < this.ends[id]!; i++) hash = mix(Math.imul(hash, 0x9e3779b1) ^ this.pool[i]!)
      let slot = hash & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = id + 1
    }
  }
}

/** A list of integers that grows. */
export class Growing {
  length = 0
  private items = new Int32Array(1 << 10)

  push(item: number): void {
    if (this.length === this.items.length) this.items = enlarged(this.items)
    this.items[this.length++] = item
  }

  done(): Int32Array {
    return this.items.subarray(0, this.length)
  }
}

const enlarged = (array: Int32Array): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
