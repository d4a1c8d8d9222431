import { PointTree } from './point-tree.ts'

/**
 * Groups of at least `size` persons by Maximum Distance to Average Vector: again and again the point farthest from the mean of those
 * left and the point farthest from it each gather the nearest ones. Points are told apart by number where distances are equal.
 * @param points - n × d coordinates, point by point
 * @param person - whose each point is
 * @returns group of each point, 0 …
 * @source J. Domingo-Ferrer, V. Torra: Ordinal, continuous and heterogeneous k-anonymity through microaggregation (2005), MDAV-generic
 */
export function mdav(points: Float64Array, d: number, person: Int32Array, size: number): Int32Array {
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
      let take = 0
      while (take < found && persons.size < size) persons.add(person[ids[take++]!]!)
      if (persons.size < size && found < tree.size) continue
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
    gather(tree.farthest(at(first)))
  }
  if (left.persons >= 2 * size) gather(farthestFromMean())
  for (let i = 0; i < n; i++) if (groups[i] === -1) groups[i] = group
  return groups
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
