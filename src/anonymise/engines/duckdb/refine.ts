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

export function gather({ of, classes }: Classes): Gathered {
  const start = new Int32Array(classes + 1)
  for (let i = 0; i < of.length; i++) start[of[i]! + 1]!++
  for (let own = 0; own < classes; own++) start[own + 1]! += start[own]!
  const items = new Int32Array(of.length)
  const at = start.slice()
  for (let i = 0; i < of.length; i++) items[at[of[i]!]!++] = i
  return { start, items }
}

/** A column of integers, `low ≤ code < low + size`. */
export interface Bounded {
  codes: Codes
  low: number
  size: number
}

/** Largest range of a packed key: it stays a non-negative 32-bit integer. */
const LANE = 2 ** 31

/**
 * Classes of items that agree in all columns. Columns whose combinations are few enough to be counted in one table come first; each
 * further lane splits the classes so far one by one, so that what is looked at together lies together: a third of the time of
 * hashing a million combinations at once.
 */
export function classesOf(columns: readonly Bounded[], items: number): Classes {
  const few = Math.max(4 * items, 1 << 12)
  let rest = columns.filter(({ size }) => size > 1)
  let classes: Classes = { of: new Int32Array(items), classes: Math.min(items, 1) }
  for (let limit = few; rest.length > 0; limit = LANE) {
    const lane = new Int32Array(items)
    let range = 1
    const later: Bounded[] = []
    for (const column of rest) {
      if (range * column.size > limit && (range > 1 || limit < LANE)) {
        later.push(column)
        continue
      }
      const { codes, low } = column
      for (let i = 0; i < items; i++) lane[i]! += (codes[i]! - low) * range
      range *= column.size
    }
    rest = later
    if (limit === few) classes = counted(lane, range)
    else classes = refined(classes, lane)
  }
  return classes
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

/** Splits classes by a further key of each item. */
function refined(coarse: Classes, keys: Int32Array): Classes {
  const { start, items } = gather(coarse)
  const own = new Int32Array(items.length)
  for (let i = 0; i < items.length; i++) own[i] = keys[items[i]!]!
  let largest = 0
  for (let c = 0; c < coarse.classes; c++) largest = Math.max(largest, start[c + 1]! - start[c]!)
  const slots = maskFor(largest) + 1
  const slotKey = new Int32Array(slots)
  const slotClass = new Int32Array(slots)
  /** the coarse class that a slot was last used for, counted from 1 */
  const usedBy = new Int32Array(slots)
  const of = keys
  let classes = 0
  for (let c = 0; c < coarse.classes; c++) {
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
  return { of, classes }
}

const maskFor = (items: number): number => (1 << (33 - Math.clz32(Math.max(items, 2) - 1))) - 1

/** Neighbouring keys land far apart. */
const mixed = (key: number): number => {
  const h = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d)
  return h ^ (h >>> 13)
}
