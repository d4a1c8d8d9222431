import type { TableColumn } from '../../coding/coded-table.ts'
import type { Codes } from '../../coding/codes.ts'
import { Values } from '../../coding/values.ts'
import { normaliseKey } from '../../values/key.ts'

/** Persons or households: each row's number, 0 without a key, and the normalised key of each number. */
export interface Keys {
  /** normalised keys by number */
  values: Values
  /** by row of the input that is held */
  numbers: Codes
}

const encoder = new TextEncoder()

/** ASCII without blanks: its own normalised key. */
function isPlain({ bytes, starts, size }: Values): boolean {
  const end = starts[size]!
  for (let i = 0; i < end; i++) if (bytes[i]! <= 32 || bytes[i]! > 126) return false
  for (let n = 1; n <= size; n++) if (starts[n] === starts[n - 1]) return false
  return true
}

/** Numbers the keys of a column (A3); in plain columns a value's code is its number. */
export function keysOf(column: TableColumn): Keys {
  const { values } = column
  if (isPlain(values)) return { values, numbers: column.codes }
  const numbers = new Map<string, number>()
  const byCode = Int32Array.from(values.texts(), (text) => {
    const key = text === null ? '' : normaliseKey(text)
    if (key === '') return 0
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    return number
  })
  const texts = [...numbers.keys()].map((key) => encoder.encode(key))
  const starts = new Uint32Array(texts.length + 1)
  texts.forEach((text, i) => {
    starts[i + 1] = starts[i]! + text.length
  })
  const bytes = new Uint8Array(starts[texts.length]!)
  texts.forEach((text, i) => {
    bytes.set(text, starts[i]!)
  })
  return { values: new Values(texts.length, starts, bytes), numbers: column.codes.map((code) => byCode[code]!) }
}

const ZERO = 0x30
const NINE = 0x39

/** Whether any key begins with 0 or with eight nines: most registers have none, and need no further look (A3). */
export function hasSuspects({ bytes, starts, size }: Values): boolean {
  for (let n = 1; n <= size; n++) {
    const from = starts[n - 1]!
    if (bytes[from] === ZERO) return true
    if (bytes[from] !== NINE || starts[n]! - from < 8) continue
    let nines = 1
    while (nines < 8 && bytes[from + nines] === NINE) nines++
    if (nines === 8) return true
  }
  return false
}
