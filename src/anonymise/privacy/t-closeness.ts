import { type ClassJudge, type ClassValues, judged } from './class-values.ts'
import { fewestGone } from './fewest-gone.ts'
import type { Ground } from './grounds.ts'
import type { BoundModel } from './model.ts'
import { type Spread, sharesOf } from './spread.ts'
import { heldValuesWeigh } from './support.ts'

const NEAR = 1e-12

/**
 * t-closeness: how the values of a class are spread differs by at most t from how they are spread over all persons entering the
 * search, measured by the earth mover's distance (0–1). A blank is a value like any other.
 *
 * @source Li, Li, Venkatasubramanian 2007; privacy-rules C2
 */
export function tCloseness(t: number, ground: Ground, spread: Spread, classes: ClassValues, persons: ArrayLike<number>): BoundModel {
  const shares = sharesOf(spread)
  // Whatever of the reference lies on values that the class lacks has to be moved: over the whole way, or over one level at least.
  const farthest = ground.distance === 'equal' ? 1 : ground.distance === 'hierarchical' ? 1 / (ground.groups.length + 1) : null
  const must = farthest === null ? null : 1 - t / farthest
  return judged(closenessJudge(t, ground, shares), classes, persons, {
    closed: false,
    merges: true,
    necessary:
      must === null || must <= 0
        ? null
        : heldValuesWeigh(
            shares.map((share) => share / must),
            classes,
            persons,
          ),
  })
}

function closenessJudge(t: number, ground: Ground, shares: Float64Array): ClassJudge {
  const holds = (distance: number) => distance <= t + NEAR
  const sumOf = ({ counts, held, distinct }: Parameters<ClassJudge['figure']>[0]) => {
    let sum = 0
    for (let i = 0; i < distinct; i++) sum += counts[held[i]!]!
    return sum
  }
  if (ground.distance === 'ordered') {
    const { order } = ground
    return {
      worst: 'highest',
      blanks: true,
      holds,
      fewest: (view) =>
        fewestGone(view.persons, (rest) => {
          // Of those who stay, at least so many lie on either side of each step of the way as cannot have gone.
          if (order.length < 2) return true
          const all = sumOf(view)
          let below = 0
          let share = 0
          let moved = 0
          for (let i = 0; i < order.length; i++) {
            below += view.counts[order[i]!]!
            share += shares[order[i]!]!
            moved += Math.max(0, share - below / rest, 1 - share - (all - below) / rest)
          }
          return holds(moved / (order.length - 1))
        }),
      figure(view) {
        if (order.length < 2) return 0
        const all = sumOf(view)
        let carried = 0
        let moved = 0
        for (let i = 0; i < order.length; i++) {
          carried += view.counts[order[i]!]! / all - shares[order[i]!]!
          moved += Math.abs(carried)
        }
        return moved / (order.length - 1)
      },
    }
  }
  // Half of what differs is moved. On a tree that is so at every level, each level being one of H equal steps.
  const levels = (ground.distance === 'equal' ? [] : ground.groups).map((group) => {
    const groups = group.reduce((most, g) => Math.max(most, g), -1) + 1
    const share = new Float64Array(groups)
    for (let v = 0; v < shares.length; v++) share[group[v]!]! += shares[v]!
    return { group, share, count: new Float64Array(groups), seen: new Int32Array(groups) }
  })
  const steps = levels.length + 1
  return {
    worst: 'highest',
    blanks: true,
    holds,
    fewest: (view) =>
      fewestGone(view.persons, (rest) => {
        // Whoever stays, a value has at most the holders that it has now: what it lacks of its share has to be moved.
        const { counts, held, distinct } = view
        let lacks = 0
        let present = 0
        for (let i = 0; i < distinct; i++) {
          const v = held[i]!
          lacks += Math.max(0, shares[v]! - counts[v]! / rest)
          present += shares[v]!
        }
        let moved = lacks + Math.max(0, 1 - present)
        for (const { group, share, count, seen } of levels) {
          let groups = 0
          for (let i = 0; i < distinct; i++) {
            const g = group[held[i]!]!
            if (count[g] === 0) seen[groups++] = g
            count[g]! += counts[held[i]!]!
          }
          lacks = 0
          present = 0
          for (let i = 0; i < groups; i++) {
            const g = seen[i]!
            lacks += Math.max(0, share[g]! - count[g]! / rest)
            present += share[g]!
            count[g] = 0
          }
          moved += lacks + Math.max(0, 1 - present)
        }
        return holds(moved / steps)
      }),
    figure(view) {
      const { counts, held, distinct } = view
      const all = sumOf(view)
      let differs = 0
      let present = 0
      for (let i = 0; i < distinct; i++) {
        const v = held[i]!
        differs += Math.abs(counts[v]! / all - shares[v]!)
        present += shares[v]!
      }
      let moved = (differs + Math.max(0, 1 - present)) / 2
      for (const { group, share, count, seen } of levels) {
        let groups = 0
        for (let i = 0; i < distinct; i++) {
          const g = group[held[i]!]!
          if (count[g] === 0) seen[groups++] = g
          count[g]! += counts[held[i]!]!
        }
        differs = 0
        present = 0
        for (let i = 0; i < groups; i++) {
          const g = seen[i]!
          differs += Math.abs(count[g]! / all - share[g]!)
          present += share[g]!
          count[g] = 0
        }
        moved += (differs + Math.max(0, 1 - present)) / 2
      }
      return moved / steps
    },
  }
}
