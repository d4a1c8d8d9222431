import type { Units } from '../search/units.ts'
import type { BoundModel } from './model.ts'

/** Living persons in each class. */
export function personsPerClass(units: Units, persons: ArrayLike<number>, alive: Uint8Array): Float64Array {
  const sum = new Float64Array(units.classes)
  for (let p = 0; p < alive.length; p++) {
    if (alive[p] === 0) continue
    for (let m = units.start[p]!; m < units.start[p + 1]!; m++) sum[units.member[m]!]! += persons[p]!
  }
  return sum
}

/** k-anonymity over persons: every class holds at least k of them. @source Sweeney 2002; privacy-rules A1, A2 */
export function kAnonymity(k: number, units: Units, persons: ArrayLike<number>): BoundModel {
  return {
    closed: true,
    merges: true,
    strike(alive) {
      const sum = personsPerClass(units, persons, alive)
      let struck = false
      for (let p = 0; p < alive.length; p++) {
        if (alive[p] === 0) continue
        for (let m = units.start[p]!; m < units.start[p + 1]!; m++)
          if (sum[units.member[m]!]! < k) {
            alive[p] = 0
            struck = true
            break
          }
      }
      return struck
    },
    achieved(alive) {
      let smallest = Number.POSITIVE_INFINITY
      for (const sum of personsPerClass(units, persons, alive)) if (sum > 0 && sum < smallest) smallest = sum
      return smallest === Number.POSITIVE_INFINITY ? null : smallest
    },
  }
}
