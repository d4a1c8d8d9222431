import type { Classes } from './classes.ts'

export interface SensitiveRisk {
  /** fewest distinct values of a class */
  l: number
  /** least exp(Shannon entropy) of a class */
  entropyL: number
  /** largest distance of a class's distribution from that of all */
  t: number
  /** numbers are ordered; other texts are equally far from each other */
  distance: 'ordered' | 'equal'
}

/**
 * How much a class tells of a sensitive column. Shares are of units: someone with two rows of one value counts once for it;
 * an empty cell adds nothing (rule C1). null if all cells are empty.
 *
 * @param order - codes in ascending order of their values, for numbers; null: no order
 * @source Machanavajjhala et al. 2007; Li, Li, Venkatasubramanian 2007 (earth mover's distance)
 */
export function sensitiveRisk(
  classes: Classes,
  sensitive: { codes: Int32Array; values: number; nullCode: number },
  order: readonly number[] | null,
): SensitiveRisk | null {
  const held = new Map<number, Map<number, number>>()
  const all = new Map<number, number>()
  const seen = new Set<number>()
  let total = 0
  sensitive.codes.forEach((value, row) => {
    const unit = classes.unitOf[row]!
    const own = classes.classOf[unit]!
    const counts = held.get(own) ?? new Map<number, number>()
    held.set(own, counts)
    if (value === sensitive.nullCode) return
    const pair = unit * sensitive.values + value
    if (seen.has(pair)) return
    seen.add(pair)
    counts.set(value, (counts.get(value) ?? 0) + 1)
    all.set(value, (all.get(value) ?? 0) + 1)
    total += 1
  })
  if (total === 0) return null
  let l = Number.POSITIVE_INFINITY
  let entropy = Number.POSITIVE_INFINITY
  let t = 0
  for (const counts of held.values()) {
    const sum = [...counts.values()].reduce((a, b) => a + b, 0)
    l = Math.min(l, counts.size)
    entropy = Math.min(
      entropy,
      [...counts.values()].reduce((h, n) => h - (n / sum) * Math.log(n / sum), 0),
    )
    if (sum > 0) t = Math.max(t, order ? orderedDistance(counts, sum, all, total, order) : equalDistance(counts, sum, all, total))
  }
  return { l, entropyL: l === 0 ? 0 : Math.exp(entropy), t, distance: order ? 'ordered' : 'equal' }
}

function equalDistance(counts: Map<number, number>, sum: number, all: Map<number, number>, total: number): number {
  let distance = 0
  for (const [value, n] of all) distance += Math.abs((counts.get(value) ?? 0) / sum - n / total)
  return distance / 2
}

function orderedDistance(
  counts: Map<number, number>,
  sum: number,
  all: Map<number, number>,
  total: number,
  order: readonly number[],
): number {
  if (order.length < 2) return 0
  let carried = 0
  let distance = 0
  for (const value of order) {
    carried += (counts.get(value) ?? 0) / sum - (all.get(value) ?? 0) / total
    distance += Math.abs(carried)
  }
  return distance / (order.length - 1)
}
