import { macTable, threshold } from '../../random.ts'
import { entriesOf } from './released-lines.ts'

/** Whether the draw of a MAC is below the rate (random.ts `below`), without integers of 64 bits. */
export function belowRate(rate: number): (macs: Uint8Array, offset: number) => boolean {
  const limit = threshold(rate)
  if (limit >= 1n << 64n) return () => true
  const bytes = Array.from({ length: 8 }, (_, i) => Number((limit >> BigInt(56 - 8 * i)) & 255n))
  return (macs, offset) => {
    for (let i = 0; i < 8; i++) if (macs[offset + i] !== bytes[i]) return macs[offset + i]! < bytes[i]!
    return false
  }
}

/** MACs of many texts, some at a time. */
export function macsOfMessages(
  key: Uint8Array,
  count: number,
  message: (i: number) => string,
  take: (i: number, macs: Uint8Array, entry: number) => void,
): void {
  const BATCH = 4096
  for (let from = 0; from < count; from += BATCH) {
    const { bytes, starts, size } = entriesOf(Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => message(from + i)))
    const macs = macTable(key, bytes, starts, size)
    for (let entry = 0; entry < size; entry++) take(from + entry, macs, entry)
  }
}
