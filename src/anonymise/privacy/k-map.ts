import type { PopulationClasses } from '../search/types.ts'
import type { BoundModel } from './model.ts'

/**
 * k-map: everybody released could be at least k persons of the population that the recipe names, whoever of them are in the file.
 * @source Sweeney 2002; El Emam, Dankar 2008
 */
export function kMap(k: number, { rowClass, persons }: PopulationClasses, profileStart: Int32Array): BoundModel {
  return {
    closed: true,
    merges: true,
    strike(alive) {
      let struck = false
      for (let p = 0; p < alive.length; p++) {
        if (alive[p] === 0) continue
        for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++)
          if (persons[rowClass[i]!]! < k) {
            alive[p] = 0
            struck = true
            break
          }
      }
      return struck
    },
    achieved(alive) {
      let least = Number.POSITIVE_INFINITY
      for (let p = 0; p < alive.length; p++)
        if (alive[p] === 1) for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) least = Math.min(least, persons[rowClass[i]!]!)
      return Number.isFinite(least) ? least : null
    },
  }
}
