import { isDummyKey } from '../values/key.ts'
import type { KeyFacts } from './engine.ts'

/** What is wrong with keys (A3). @param keys - by number, 0 is none @param rows - rows per number */
export function keyFactsOf(keys: readonly string[], rows: ArrayLike<number>): KeyFacts {
  const used = new Set(keys.filter((_, id) => id > 0 && rows[id]! > 0))
  let most = 0
  keys.forEach((key, id) => {
    if (id > 0 && !isDummyKey(key)) most = Math.max(most, rows[id]!)
  })
  let dummyRows = 0
  keys.forEach((key, id) => {
    if (id === 0 || rows[id] === 0 || !isDummyKey(key) || most === 0) return
    const neighbour = key.startsWith('0') ? '1'.padStart(key.length, '0') : `${key.slice(0, -1)}8`
    if (rows[id]! > most || !used.has(neighbour)) dummyRows += rows[id]!
  })
  const numeric = [...used].filter((key) => /^[0-9]*[1-9][0-9]*$/.test(key))
  return { blankRows: rows[0]!, dummyRows, zeroClashes: numeric.length - new Set(numeric.map((key) => key.replace(/^0+/, ''))).size }
}
