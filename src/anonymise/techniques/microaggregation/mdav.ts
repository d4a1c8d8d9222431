import { PointTree } from './point-tree.ts'

/**
 * Groups of at least `size` persons by Maximum Distance to Average Vector: again and again the point farthest from the mean of those
 * left and the point farthest from it each gather the nearest ones. Points are told apart by number where distances are equal.
 * @param points - n × d coordinates, point by point
 * @param person - whose each point is
 * @param homes - groups have persons of at least so many of them, if the points do
 * @returns group of each point, 0 …
 * @source J. Domingo-Ferrer, V. Torra: Ordinal, continuous and heterogeneous k-anonymity through microaggregation (2005), MDAV-generic
 */
export function mdav(points: Float64Array, d: number, person: Int32Array, size: number, homes?: Homes): Int32Array {
  const n = person.length
  const groups = new Int32Array(n).fill(-1)
  const tree = new PointTree(points, d)
  const left = new Left(person)
  const sum = new Float64Array(d)
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) sum[j]! += points[i * d + j]!
  const centre = new Float64Array(d)
  const at = (i: number) => points.subarray(i * d, (i + 1) * d)
  let group = 0
  const gather = (around: number) => {
    // A person's second row makes no group larger: more are asked for until enough persons are among them.
    for (let count = size; ; count *= 2) {
      tree.nearest(at(around), Math.min(count, tree.size))
      const { ids, count: found } = tree.found
      const persons = new Set<number>()
      const seen = new Set<number>()
      let take = 0
      while (take < found && (persons.size < size || (homes && seen.size < homes.atLeast))) {
        const i = ids[take++]!
        persons.add(person[i]!)
        if (homes) seen.add(homes.of[i]!)
      }
      if ((persons.size < size || (homes && seen.size < homes.atLeast)) && found < tree.size) continue
      for (const i of ids.slice(0, take)) {
        groups[i] = group
        tree.remove(i)
        left.remove(person[i]!)
        for (let j = 0; j < d; j++) sum[j]! -= points[i * d + j]!
      }
      group++
      return
    }
  }
  const farthestFromMean = () => {
    for (let j = 0; j < d; j++) centre[j] = sum[j]! / tree.size
    return tree.farthest(centre)
  }
  while (left.persons >= 3 * size) {
    const first = farthestFromMean()
    gather(first)
    if (tree.size > 0) gather(tree.farthest(at(first)))
  }
  if (left.persons >= 2 * size) gather(farthestFromMean())
  for (let i = 0; i < n; i++) if (groups[i] === -1) groups[i] = group
  return homes ? joined(groups, person, size, homes) : groups
}

export interface Homes {
  of: Int32Array
  atLeast: number
}

/** What was left at the end may lack persons or homes: such a group joins the one before it. */
function joined(groups: Int32Array, person: Int32Array, size: number, homes: Homes): Int32Array {
  const persons = new Map<number, Set<number>>()
  const seen = new Map<number, Set<number>>()
  groups.forEach((group, i) => {
    if (!persons.has(group)) persons.set(group, new Set())
    if (!seen.has(group)) seen.set(group, new Set())
    persons.get(group)!.add(person[i]!)
    seen.get(group)!.add(homes.of[i]!)
  })
  const place = new Int32Array(persons.size)
  for (let group = 1; group < place.length; group++) {
    const holds = persons.get(group)!.size >= size && seen.get(group)!.size >= homes.atLeast
    place[group] = holds ? group : place[group - 1]!
  }
  return groups.map((group) => place[group]!)
}

/** Persons who have points left. */
class Left {
  readonly #rows: Map<number, number>
  constructor(person: Int32Array) {
    this.#rows = new Map()
    for (const one of person) this.#rows.set(one, (this.#rows.get(one) ?? 0) + 1)
  }
  get persons(): number {
    return this.#rows.size
  }
  remove(person: number): void {
    const rows = this.#rows.get(person)! - 1
    if (rows === 0) this.#rows.delete(person)
    else this.#rows.set(person, rows)
  }
}
