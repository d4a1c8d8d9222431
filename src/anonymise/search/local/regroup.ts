import { improve } from './improve.ts'
import { partition } from './partition.ts'
import { labelsOf, type Problem, partOf, weightOf } from './problem.ts'

interface Group {
  members: readonly number[]
  labels: Int32Array
  weight: number
  /** what each of its persons loses */
  cost: number
}

const LEAST_GAIN = 1e-9

/**
 * Takes each class with those that could be joined with it most cheaply, forms classes of their units anew, and keeps these if they
 * lose less: a large neighbourhood, searched class by class.
 *
 * @param pool - classes taken together
 * @param share - part of the classes to begin with, those that lose most first
 * @returns the classes, and what was gained
 */
export function regroup(
  problem: Problem,
  classes: readonly (readonly number[])[],
  pool: number,
  share: number,
): { classes: number[][]; gained: number } {
  const { trees } = problem
  const q = trees.length
  const measure = (members: readonly number[]): Group => {
    const labels = new Int32Array(q)
    labelsOf(problem, members, 0, members.length, labels)
    let cost = 0
    for (let c = 0; c < q; c++) cost += trees[c]!.cost[labels[c]!]!
    return { members, labels, weight: weightOf(problem, members, 0, members.length), cost }
  }
  const groups: (Group | null)[] = classes.map(measure)
  let gained = 0
  const order = groups.map((group, id) => ({ id, lost: group!.weight * group!.cost })).sort((a, b) => b.lost - a.lost || a.id - b.id)
  for (const { id: at } of order.slice(0, Math.ceil(share * order.length))) {
    const base = groups[at]
    if (!base) continue
    const near = nearest(problem, groups, at, pool - 1)
    const taken = [at, ...near]
    const before = taken.reduce((sum, id) => sum + groups[id]!.weight * groups[id]!.cost, 0)
    const units = taken.flatMap((id) => groups[id]!.members)
    const formed = formAnew(problem, units).map(measure)
    const after = formed.reduce((sum, { weight, cost }) => sum + weight * cost, 0)
    if (after > before - LEAST_GAIN) continue
    gained += before - after
    for (const id of taken) groups[id] = null
    groups.push(...formed)
  }
  return { classes: groups.flatMap((group) => (group ? [[...group.members]] : [])), gained }
}

/** The groups that cost least when joined with the one, cheapest first. */
function nearest({ trees }: Problem, groups: readonly (Group | null)[], at: number, count: number): number[] {
  const q = trees.length
  const base = groups[at]!
  const best: { id: number; cost: number }[] = []
  for (let id = 0; id < groups.length; id++) {
    const other = groups[id]
    if (!other || id === at) continue
    const total = base.weight + other.weight
    const own = base.weight * base.cost + other.weight * other.cost
    const most = best.length < count ? Number.POSITIVE_INFINITY : best[best.length - 1]!.cost
    const limit = (most + own) / total
    let sum = 0
    for (let c = 0; c < q && sum < limit; c++) {
      const tree = trees[c]!
      const [a, b] = [base.labels[c]!, other.labels[c]!]
      sum += tree.cost[tree.table ? tree.table[a * tree.nodes + b]! : tree.join(a, b)]!
    }
    if (sum >= limit) continue
    const entry = { id, cost: sum * total - own }
    let place = best.length
    while (place > 0 && best[place - 1]!.cost > entry.cost) place--
    best.splice(place, 0, entry)
    if (best.length > count) best.pop()
  }
  return best.map(({ id }) => id)
}

/** Classes of these units alone. */
function formAnew(problem: Problem, units: readonly number[]): number[][] {
  const sorted = [...units].sort((a, b) => a - b)
  const part = partOf(problem, sorted)
  return improve(part, partition(part, { trials: 2, smallest: 20 }), 2).map((members) => members.map((unit) => sorted[unit]!))
}
