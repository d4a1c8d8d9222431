import type { Codes } from '../../coding/codes.ts'

/** Items in classes 0 … classes - 1. */
export interface Classes {
  of: Int32Array
  classes: number
}

/** Items gathered by class: those of class c are `items[start[c]] … items[start[c + 1] - 1]`, in their own order. */
export interface Gathered {
  start: Int32Array
  items: Int32Array
}

/**
 * Arrays of one entry an item that are not needed any more serve again: of ten million rows each is 40 MB, which the collector,
 * who sees a small heap, would leave lying about.
 */
export class Scratch {
  #free: Int32Array[] = []

  /** An array of any content. */
  take(items: number): Int32Array {
    const array = this.#free.pop()
    return array?.length === items ? array : new Int32Array(items)
  }

  give(array: Int32Array): void {
    this.#free.push(array)
  }

  clear(): void {
    this.#free = []
  }
}

export function gather({ of, classes }: Classes, scratch: Scratch): Gathered {
  const start = new Int32Array(classes + 1)
  for (let i = 0; i < of.length; i++) start[of[i]!]!++
  // Where each class ends; filled from behind that is where it begins.
  for (let own = 1; own <= classes; own++) start[own]! += start[own - 1]!
  const items = scratch.take(of.length)
  for (let i = of.length - 1; i >= 0; i--) items[--start[of[i]!]!] = i
  return { start, items }
}

/** A column of integers, 0 ≤ code < size. */
export interface Bounded {
  codes: Codes
  size: number
}

/** Largest range of a packed key: it stays a non-negative 32-bit integer. */
const LANE = 2 ** 31

/** Entries of the table in which columns are counted together. */
const TABLE = 1 << 24

/**
 * Classes of items that agree in all columns. Columns whose combinations are few enough to be counted in one table come first; each
 * further lane of columns splits the classes so far one by one, so that what is looked at together lies together: a third of the time
 * of hashing a million combinations at once.
 * @param coarse - classes to be split; absent: all items are one
 */
export function classesOf(
  columns: readonly Bounded[],
  items: number,
  scratch: Scratch,
  coarse?: Classes & { gathered: Gathered },
): Classes {
  let rest = columns.filter(({ size }) => size > 1)
  let classes: Classes = coarse ?? { of: scratch.take(items).fill(0), classes: Math.min(items, 1) }
  const few = Math.max(4 * items, 1 << 12)
  for (let isFirst = !coarse; rest.length > 0; isFirst = false) {
    const lane = scratch.take(items)
    const later: Bounded[] = []
    let range = 1
    for (const column of rest) {
      const fits = range * column.size <= (isFirst ? Math.min(few, TABLE) : LANE)
      if (fits || (range === 1 && (!isFirst || column.size <= few))) {
        addTo(lane, column.codes, range)
        range *= column.size
      } else later.push(column)
    }
    rest = later
    const before = classes
    if (range === 1) scratch.give(lane)
    else if (isFirst) classes = counted(lane, range)
    else {
      const gathered = before === coarse ? coarse.gathered : gather(before, scratch)
      classes = refined(before.classes, gathered, lane, scratch)
      if (before !== coarse) scratch.give(gathered.items)
    }
    if (before !== coarse && before !== classes) scratch.give(before.of)
  }
  return classes === coarse ? { of: coarse.of.slice(), classes: coarse.classes } : classes
}

/** Adds a column to a key, or begins one. @param range - of the key so far */
function addTo(key: Int32Array, codes: Codes, range: number): void {
  if (range === 1) key.set(codes)
  else for (let i = 0; i < key.length; i++) key[i]! += codes[i]! * range
}

/** The columns as one key, whose range must fit. */
export function packed(columns: readonly Bounded[], items: number, scratch: Scratch): Classes {
  const of = scratch.take(items)
  let classes = 1
  for (const { codes, size } of columns) {
    addTo(of, codes, classes)
    classes *= size
  }
  return { of, classes }
}

/** Classes of equal keys of a range that one table holds. */
function counted(keys: Int32Array, range: number): Classes {
  const seen = new Int32Array(range)
  const of = keys
  let classes = 0
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    let id = seen[key]!
    if (id === 0) {
      id = ++classes
      seen[key] = id
    }
    of[i] = id - 1
  }
  return { of, classes }
}

/** Splits classes by a further key of each item; the keys become the classes. */
function refined(coarse: number, { start, items }: Gathered, keys: Int32Array, scratch: Scratch): Classes {
  const own = scratch.take(items.length)
  for (let i = 0; i < items.length; i++) own[i] = keys[items[i]!]!
  let largest = 0
  for (let c = 0; c < coarse; c++) largest = Math.max(largest, start[c + 1]! - start[c]!)
  const slots = maskFor(largest) + 1
  const slotKey = new Int32Array(slots)
  const slotClass = new Int32Array(slots)
  /** the coarse class that a slot was last used for, counted from 1 */
  const usedBy = new Int32Array(slots)
  const of = keys
  let classes = 0
  for (let c = 0; c < coarse; c++) {
    const [from, to] = [start[c]!, start[c + 1]!]
    const mask = maskFor(to - from)
    for (let i = from; i < to; i++) {
      const key = own[i]!
      let slot = mixed(key) & mask
      while (usedBy[slot] === c + 1 && slotKey[slot] !== key) slot = (slot + 1) & mask
      if (usedBy[slot] !== c + 1) {
        usedBy[slot] = c + 1
        slotKey[slot] = key
        slotClass[slot] = classes++
      }
      of[items[i]!] = slotClass[slot]!
    }
  }
  scratch.give(own)
  return { of, classes }
}

const maskFor = (items: number): number => (1 << (33 - Math.clz32(Math.max(items, 2) - 1))) - 1

/** Neighbouring keys land far apart. */
const mixed = (key: number): number => {
  const h = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d)
  return h ^ (h >>> 13)
}

/** Numbers the classes anew in the order in which items bring them up. @returns the first item of each, upTo, and its items */
export function firstsOf({ of, classes }: Classes): { first: Int32Array; counts: Float64Array } {
  const numbers = new Int32Array(classes)
  const first = new Int32Array(classes)
  const counts = new Float64Array(classes)
  let known = 0
  for (let i = 0; i < of.length; i++) {
    let number = numbers[of[i]!]!
    if (number === 0) {
      number = ++known
      numbers[of[i]!] = number
      first[number - 1] = i
    }
    of[i] = number - 1
    counts[number - 1]!++
  }
  return { first, counts }
}
