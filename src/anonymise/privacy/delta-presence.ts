import type { PopulationClasses } from '../search/types.ts'
import type { BoundModel } from './model.ts'

const NEAR = 1e-12

/**
 * δ-presence: of the persons of the population who look alike, a share from `min` to `max` is in the file, so that nobody's being in it
 * can be concluded or ruled out. A group of the population of whom nobody is in the file has the share 0 and cannot be suppressed:
 * with min > 0 the combination fails as a whole (`impossible`), and with it every finer one.
 *
 * @source Nergiz, Atzori, Clifton 2007
 */
export function deltaPresence(
  min: number,
  max: number,
  { rowClass, persons, classes, absent }: PopulationClasses,
  profileStart: Int32Array,
  profilePersons: ArrayLike<number>,
): BoundModel & { impossible: boolean; achievedLeast(alive: Uint8Array): number | null } {
  const present = new Float64Array(classes)
  const last = new Int32Array(classes)
  const count = (alive: Uint8Array) => {
    present.fill(0)
    last.fill(-1)
    for (let p = 0; p < alive.length; p++) {
      if (alive[p] === 0) continue
      for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) {
        const c = rowClass[i]!
        if (last[c] === p) continue
        last[c] = p
        present[c]! += profilePersons[p]!
      }
    }
  }
  const fails = (c: number) => {
    const share = present[c]! / persons[c]!
    return !(share >= min - NEAR && share <= max + NEAR)
  }
  const extreme = (alive: Uint8Array, lowest: boolean): number | null => {
    count(alive)
    let worst: number | null = absent && lowest ? 0 : null
    for (let c = 0; c < classes; c++) {
      if (present[c] === 0) continue
      const share = present[c]! / persons[c]!
      if (worst === null || (lowest ? share < worst : share > worst)) worst = share
    }
    return worst !== null && Number.isFinite(worst) ? worst : null
  }
  return {
    closed: false,
    necessary: null,
    merges: true,
    impossible: absent && min > 0,
    strike(alive) {
      count(alive)
      let struck = false
      for (let p = 0; p < alive.length; p++) {
        if (alive[p] === 0) continue
        for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++)
          if (fails(rowClass[i]!)) {
            alive[p] = 0
            struck = true
            break
          }
      }
      return struck
    },
    achieved: (alive) => extreme(alive, false),
    achievedLeast: (alive) => extreme(alive, true),
  }
}
