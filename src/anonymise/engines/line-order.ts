import { upTo } from '../coding/codes.ts'
import type { CellText } from '../plan.ts'
import { keyed } from '../random.ts'

/**
 * The order of the result (D6): each released cell has a keyed draw of 64 bits, a row's place is the sum of its cells' draws
 * modulo 2^64. It depends on the released row and the key alone: not on the order of the source, the engine or the other rows.
 * The draw of a pseudonym is the part of its MAC that is never shown; of other cells it is a MAC of column and text.
 */
export interface Draw {
  /** the upper and lower 32 bits */
  high: number
  low: number
}

export const drawAt = (bytes: Uint8Array, offset: number): Draw => {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 8)
  return { high: view.getUint32(0), low: view.getUint32(4) }
}

/** Where the draw of a pseudonym's MAC begins: behind the 16 bytes that are shown. */
export const DRAW_OFFSET = 16

/** Draws of cells under the order's key. */
export function cellDraws(key: Uint8Array): (column: string, text: CellText) => Draw {
  const mac = keyed(key)
  return (column, text) => drawAt(mac(messageOf(column, text)), 0)
}

/** What the draw of a cell is a MAC of. */
export const messageOf = (column: string, text: CellText): string =>
  text === null ? `${column.length}:${column}` : `${column.length}:${column}=${text}`

/**
 * Numbers 0 … n − 1 by their places, ascending; equal places keep their order. Radix sort of the upper halves, 11 bits at a time:
 * the few that agree in them are put in order by the lower halves.
 */
export function sortByDraw(high: Uint32Array, low: Uint32Array): Uint32Array {
  const count = high.length
  let keys = high.slice()
  let order = new Uint32Array(upTo(count).buffer)
  let nextKeys = new Uint32Array(count)
  let next = new Uint32Array(count)
  for (const shift of [0, 11, 22]) {
    const starts = new Uint32Array(2049)
    for (let i = 0; i < count; i++) starts[((keys[i]! >>> shift) & 0x7ff) + 1]!++
    for (let i = 0; i < 2048; i++) starts[i + 1]! += starts[i]!
    for (let i = 0; i < count; i++) {
      const key = keys[i]!
      const at = starts[(key >>> shift) & 0x7ff]!++
      nextKeys[at] = key
      next[at] = order[i]!
    }
    ;[keys, nextKeys, order, next] = [nextKeys, keys, next, order]
  }
  for (let from = 0; from < count; ) {
    let to = from + 1
    while (to < count && keys[to] === keys[from]) to++
    if (to > from + 1) order.subarray(from, to).sort((a, b) => low[a]! - low[b]! || a - b)
    from = to
  }
  return order
}
