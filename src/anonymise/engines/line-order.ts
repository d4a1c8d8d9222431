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
  return (column, text) => drawAt(mac(text === null ? `${column.length}:${column}` : `${column.length}:${column}=${text}`), 0)
}

/** Rows by their places, ascending; equal places keep their order. Radix sort, 16 bits at a time. */
export function sortByDraw(high: Uint32Array, low: Uint32Array): Uint32Array {
  const rows = high.length
  let order = Uint32Array.from(high, (_, i) => i)
  let next = new Uint32Array(rows)
  for (const [digits, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    const starts = new Uint32Array(65_537)
    for (let i = 0; i < rows; i++) starts[((digits[i]! >>> shift) & 0xffff) + 1]!++
    for (let i = 0; i < 65_536; i++) starts[i + 1]! += starts[i]!
    for (let i = 0; i < rows; i++) {
      const row = order[i]!
      next[starts[(digits[row]! >>> shift) & 0xffff]!++] = row
    }
    ;[order, next] = [next, order]
  }
  return order
}
