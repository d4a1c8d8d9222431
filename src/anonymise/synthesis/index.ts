import type { CellText } from '../plan.ts'
import { type Nearness, nearness } from './distance.ts'
import { Draws } from './draws.ts'
import { drawHistory, type History, type Table, train } from './histories.ts'
import { leastOf } from './least.ts'

export { drawnColumn } from './column.ts'
export type { Nearness } from './distance.ts'
export type { Table } from './histories.ts'

export interface Request {
  table: Table
  /** indices of the table's columns that make the classes */
  quasi: readonly number[]
  /** per person of the table: a keyed number in [0, 1) */
  draw: Float64Array
  /** persons to make */
  persons: number
  k: number
  key: Uint8Array
}

export interface Synthetic {
  /** rows per person made */
  histories: CellText[][][]
  /** persons asked for that could not be made without equalling a real one */
  missing: number
  nearness: Nearness | null
}

/** Share of persons that the trees do not see: their distances tell whether they learnt by heart. */
const HELD_OUT = 0.1
/** Most persons that trees are grown on; those of the smallest keyed numbers. */
const MOST_TRAINED = 200_000
const ATTEMPTS = 30

/**
 * Makes persons after the released rows of real ones. A made row lies in a class of at least k real persons and equals no row that
 * one real person alone has.
 */
export function synthesise({ table, quasi, draw, persons, k, key }: Request): Synthetic {
  const least = leastOf(k)
  const real = realRows(table, quasi)
  const seen = draw.filter((one) => one >= HELD_OUT).sort()
  const upTo = seen[MOST_TRAINED] ?? Number.POSITIVE_INFINITY
  const model = train(
    rowsOf(table, (person) => draw[person]! >= HELD_OUT && draw[person]! < upTo),
    least,
    k,
  )
  const codes = table.columns.map(({ texts }) => new Map(texts.map((text, code) => [text, code])))
  const isFree = (row: readonly CellText[]): boolean => {
    const found = row.map((text, i) => codes[i]!.get(text) ?? -1)
    const inClass = real.classes.get(hashOf(quasi.length, (i) => found[quasi[i]!]!))
    if (inClass === undefined || inClass < Math.max(2, k)) return false
    return found.includes(-1) || real.alone.get(hashOf(found.length, (i) => found[i]!)) !== true
  }
  const draws = new Draws(key)
  const histories: CellText[][][] = []
  const classes: Int32Array[] = []
  let missing = 0
  for (let person = 0; person < persons; person++) {
    let made: History | null = null
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const history = drawHistory(model, draws.begin(`${person}:${attempt}`))
      if (!history.texts.every(isFree)) continue
      made = history
      break
    }
    if (made === null) missing++
    else {
      histories.push(made.texts)
      classes.push(made.classes[0]!)
    }
  }
  const firstRows = (wanted: (one: number) => boolean): Int32Array[] => {
    const first = new Map<number, number>()
    table.persons.forEach((person, row) => {
      if (!first.has(person) && wanted(draw[person]!)) first.set(person, row)
    })
    return [...first]
      .sort(([a], [b]) => draw[a]! - draw[b]!)
      .slice(0, 2000)
      .map(([, row]) => Int32Array.from(table.columns, ({ codes: own }, i) => model.classes[i]!.of[own[row]!] ?? 0))
  }
  return {
    histories,
    missing,
    nearness: nearness(
      model.classes,
      classes,
      firstRows((one) => one >= HELD_OUT),
      firstRows((one) => one < HELD_OUT),
    ),
  }
}

/** The rows of some persons, in the same order. */
function rowsOf({ columns, persons }: Table, wanted: (person: number) => boolean): Table {
  const rows: number[] = []
  persons.forEach((person, row) => {
    if (wanted(person)) rows.push(row)
  })
  return {
    columns: columns.map((column) => ({ ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) })),
    persons: Int32Array.from(rows, (row) => persons[row]!),
  }
}

/** Persons of each class, and rows that one person alone has, by a number of 53 bits that two of a million share once in eighteen thousand files. */
function realRows({ columns, persons }: Table, quasi: readonly number[]) {
  const classes = new Map<number, number>()
  const last = new Map<number, number>()
  const holder = new Map<number, number>()
  const alone = new Map<number, boolean>()
  persons.forEach((person, row) => {
    const inClass = hashOf(quasi.length, (i) => columns[quasi[i]!]!.codes[row]!)
    if (last.get(inClass) !== person) {
      last.set(inClass, person)
      classes.set(inClass, (classes.get(inClass) ?? 0) + 1)
    }
    const whole = hashOf(columns.length, (i) => columns[i]!.codes[row]!)
    const known = holder.get(whole)
    if (known === undefined) {
      holder.set(whole, person)
      alone.set(whole, true)
    } else if (known !== person) alone.set(whole, false)
  })
  return { classes, alone }
}

function hashOf(length: number, at: (i: number) => number): number {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let i = 0; i < length; i++) {
    const code = at(i) + 1
    a = Math.imul(a ^ code, 0x01000193)
    a ^= a >>> 15
    b = Math.imul(b + code, 0x85ebca6b)
    b ^= b >>> 13
  }
  return (a >>> 0) * 2 ** 21 + ((b >>> 0) & 0x1fffff)
}
