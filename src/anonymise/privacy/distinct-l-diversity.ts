import type { Holdings } from '../search/units.ts'
import { distinctPerClass, smallestCount, strikeBelow } from './distinct.ts'
import type { BoundModel } from './model.ts'

/**
 * distinct-l-diversity over persons: each class holds l values by l different persons; null adds nothing.
 *
 * A person with several values in one class stands for one of them, so the count is the largest number of values that
 * can be matched with different persons. Where nobody holds two values that is the number of distinct values.
 *
 * @source Machanavajjhala et al. 2007; privacy-rules C1
 */
export function distinctLDiversity(l: number, holdings: Holdings, persons: ArrayLike<number>): BoundModel {
  const several = severalValues(holdings)
  const count = (alive: Uint8Array, enough: number) => {
    const counts = distinctPerClass(holdings, alive, enough)
    if (several) matchPersons(holdings, persons, alive, several, counts)
    return counts
  }
  return {
    closed: true,
    merges: true,
    strike: (alive) => strikeBelow(holdings, count(alive, l), l, alive),
    achieved(alive) {
      // Exact, not only up to l: enlarge until the worst class no longer fills what is counted.
      for (let enough = Math.max(l, 1) + 1; ; enough *= 2) {
        const smallest = smallestCount(count(alive, enough))
        if (smallest === null || smallest < enough) return smallest
      }
    },
  }
}

/** Marks classes in which some profile's persons hold more than one value; null if there is none. */
function severalValues(holdings: Holdings): Uint8Array | null {
  let several: Uint8Array | null = null
  for (let p = 0; p + 1 < holdings.start.length; p++)
    for (let j = holdings.start[p]!; j < holdings.start[p + 1]!; j++) {
      if (holdings.value[j]! < 0) continue
      for (let i = holdings.start[p]!; i < j; i++)
        if (holdings.cls[i] === holdings.cls[j] && holdings.value[i]! >= 0 && holdings.value[i] !== holdings.value[j]) {
          several ??= new Uint8Array(holdings.classes)
          several[holdings.cls[j]!] = 1
        }
    }
  return several
}

/** Lowers `counts` of the marked classes to the size of a largest matching of values with persons (augmenting paths). */
function matchPersons(holdings: Holdings, persons: ArrayLike<number>, alive: Uint8Array, marked: Uint8Array, counts: Int32Array): void {
  const holders = new Map<number, Map<number, Set<number>>>() // class → value → profiles
  for (let p = 0; p < alive.length; p++) {
    if (alive[p] === 0) continue
    for (let j = holdings.start[p]!; j < holdings.start[p + 1]!; j++) {
      const cls = holdings.cls[j]!
      const value = holdings.value[j]!
      if (marked[cls] === 0 || value < 0) continue
      const values = holders.get(cls) ?? new Map<number, Set<number>>()
      holders.set(cls, values)
      values.set(value, (values.get(value) ?? new Set<number>()).add(p))
    }
  }
  for (const [cls, values] of holders) {
    const given = new Map<number, number[]>() // profile → values its persons stand for, one each
    const assign = (value: number, tried: Set<number>): boolean => {
      for (const profile of values.get(value)!) {
        if (tried.has(profile)) continue
        tried.add(profile)
        const mine = given.get(profile) ?? []
        given.set(profile, mine)
        if (mine.length < persons[profile]!) {
          mine.push(value)
          return true
        }
        for (let i = 0; i < mine.length; i++)
          if (assign(mine[i]!, tried)) {
            mine[i] = value
            return true
          }
      }
      return false
    }
    let matched = 0
    for (const value of values.keys()) {
      if (matched >= counts[cls]!) break
      if (assign(value, new Set())) matched++
    }
    counts[cls] = Math.min(counts[cls]!, matched)
  }
}
