import type { BoundModel } from './model.ts'

/**
 * No person leaves with more than `max` records; who has more goes as a whole (rule A2). Levels change nothing of it.
 * @source the contribution bound of user-level privacy: Dwork, Roth 2014, §2.3; privacy-rules A1
 */
export function recordsPerPerson(max: number, profileStart: Int32Array): BoundModel {
  const records = (p: number) => profileStart[p + 1]! - profileStart[p]!
  return {
    closed: true,
    merges: true,
    strike(alive) {
      let struck = false
      for (let p = 0; p < alive.length; p++)
        if (alive[p] === 1 && records(p) > max) {
          alive[p] = 0
          struck = true
        }
      return struck
    },
    achieved(alive) {
      let most = 0
      for (let p = 0; p < alive.length; p++) if (alive[p] === 1) most = Math.max(most, records(p))
      return most === 0 ? null : most
    },
  }
}
