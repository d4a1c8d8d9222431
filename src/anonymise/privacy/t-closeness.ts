import { type ClassJudge, type ClassValues, type ClassView, judged } from './class-values.ts'
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
  const farFrom = ground.distance === 'ordered' ? alongAnOrder(ground.order, shares) : onATree(ground, shares)
  const holds = (distance: number) => distance <= t + NEAR
  return {
    worst: 'highest',
    blanks: true,
    holds,
    fewest: (view) => fewestGone(view.persons, (rest) => holds(farFrom(view, rest))),
    figure: (view) => farFrom(view, holdings(view)),
  }
}

/**
 * How far so many of a class lie from the reference at least, however they are chosen: a value has at most the holders that it has
 * now, so what it lacks of its share has to be moved. Of all of the class it is the distance itself.
 */
type Distance = (view: ClassView, rest: number) => number

function holdings({ counts, held, distinct }: ClassView): number {
  let sum = 0
  for (let i = 0; i < distinct; i++) sum += counts[held[i]!]!
  return sum
}

/** Whatever one side of a step lacks has to be carried over it; all steps are alike. */
function alongAnOrder(order: Int32Array, shares: Float64Array): Distance {
  if (order.length < 2) return () => 0
  return (view, rest) => {
    const all = holdings(view)
    let below = 0
    let share = 0
    let moved = 0
    for (let i = 0; i < order.length; i++) {
      below += view.counts[order[i]!]!
      share += shares[order[i]!]!
      moved += Math.max(0, share - below / rest, 1 - share - (all - below) / rest)
    }
    return moved / (order.length - 1)
  }
}

/** Whatever a group lacks comes from outside it, at every level of the tree; each level is one of H equal steps. */
function onATree(ground: Exclude<Ground, { distance: 'ordered' }>, shares: Float64Array): Distance {
  const levels = (ground.distance === 'equal' ? [] : ground.groups).map((group) => {
    const groups = group.reduce((most, g) => Math.max(most, g), -1) + 1
    const share = new Float64Array(groups)
    for (let v = 0; v < shares.length; v++) share[group[v]!]! += shares[v]!
    return { group, share, count: new Float64Array(groups), seen: new Int32Array(groups) }
  })
  return ({ counts, held, distinct }, rest) => {
    let moved = lacking(counts, shares, held, distinct, rest)
    for (const { group, share, count, seen } of levels) {
      let groups = 0
      for (let i = 0; i < distinct; i++) {
        const g = group[held[i]!]!
        if (count[g] === 0) seen[groups++] = g
        count[g]! += counts[held[i]!]!
      }
      moved += lacking(count, share, seen, groups, rest)
      for (let i = 0; i < groups; i++) count[seen[i]!] = 0
    }
    return moved / (levels.length + 1)
  }
}

/** What `present[0 … distinct - 1]` and those that are not there lack together of their shares. */
function lacking(counts: Float64Array, shares: Float64Array, present: Int32Array, distinct: number, rest: number): number {
  let lacks = 0
  let there = 0
  for (let i = 0; i < distinct; i++) {
    const v = present[i]!
    lacks += Math.max(0, shares[v]! - counts[v]! / rest)
    there += shares[v]!
  }
  return lacks + Math.max(0, 1 - there)
}
