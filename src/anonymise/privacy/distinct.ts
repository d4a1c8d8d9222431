import type { Holdings } from '../search/units.ts'

/** Distinct values held by the living in each class, counted up to `enough`; -1 for a class without anybody. */
export function distinctPerClass(holdings: Holdings, alive: Uint8Array, enough: number): Int32Array {
  const count = new Int32Array(holdings.classes).fill(-1)
  const seen = new Int32Array(holdings.classes * enough)
  for (let p = 0; p < alive.length; p++) {
    if (alive[p] === 0) continue
    for (let j = holdings.start[p]!; j < holdings.start[p + 1]!; j++) {
      const cls = holdings.cls[j]!
      if (count[cls] === -1) count[cls] = 0
      const value = holdings.value[j]!
      const had = count[cls]!
      if (value < 0 || had === enough) continue
      const base = cls * enough
      let i = 0
      while (i < had && seen[base + i] !== value) i++
      if (i < had) continue
      seen[base + had] = value
      count[cls] = had + 1
    }
  }
  return count
}

/** Strikes living profiles that are in a class counting fewer than `enough`. */
export function strikeBelow(holdings: Holdings, count: Int32Array, enough: number, alive: Uint8Array): boolean {
  let struck = false
  for (let p = 0; p < alive.length; p++) {
    if (alive[p] === 0) continue
    for (let j = holdings.start[p]!; j < holdings.start[p + 1]!; j++)
      if (count[holdings.cls[j]!]! < enough) {
        alive[p] = 0
        struck = true
        break
      }
  }
  return struck
}

/** Smallest count of a class with somebody in it; null if there is none. */
export function smallestCount(count: Int32Array): number | null {
  let smallest = -1
  for (const n of count) if (n >= 0 && (smallest === -1 || n < smallest)) smallest = n
  return smallest === -1 ? null : smallest
}
