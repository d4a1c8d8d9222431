import type { Engine } from '../engines/engine.ts'
import { classOf, joinShort } from '../hierarchies/built.ts'
import type { Distribution, Ladder, LadderBuilder } from '../plan.ts'
import { farEnd } from './extremes.ts'
import type { Leaves } from './leaves.ts'

/**
 * Draws the classes of a built hierarchy from the rows still there and counts the persons of each until all have at least k.
 * @param numbers - by leaf; NaN is none
 */
export async function fitBins(
  engine: Engine,
  before: Leaves,
  numbers: Float64Array,
  build: LadderBuilder<Ladder>,
  k: number,
): Promise<{ ladder: Ladder; edges: number[] }> {
  const facts = await distributionOf(engine, before, numbers, k)
  let edges = build.edges(facts)
  for (;;) {
    const persons = await personsPerClass(engine, before, numbers, edges)
    const joined = joinShort(edges, persons, k)
    if (joined.length === edges.length) return { ladder: build.fit(edges, facts), edges }
    edges = joined
  }
}

async function distributionOf(engine: Engine, before: Leaves, numbers: Float64Array, k: number): Promise<Distribution> {
  const rows = new Map<number, number>()
  numbers.forEach((number, leaf) => {
    if (!Number.isNaN(number)) rows.set(number, (rows.get(number) ?? 0) + before.rows[leaf]!)
  })
  const sorted = [...rows].sort(([a], [b]) => a - b)
  const smallest = await engine.extremes(before.ref, numbers, 'bottom')
  const largest = await engine.extremes(before.ref, numbers, 'top')
  const [low, high] = sorted.length === 0 ? [0, 0] : [farEnd(smallest, 'bottom', k), farEnd(largest, 'top', k)]
  return {
    values: Float64Array.from(sorted, ([value]) => value),
    rows: Float64Array.from(sorted, ([, count]) => count),
    low: Math.min(low, high),
    high: Math.max(low, high),
    k,
  }
}

async function personsPerClass(engine: Engine, before: Leaves, numbers: Float64Array, edges: readonly number[]): Promise<number[]> {
  const none = edges.length + 1
  const classes = Int32Array.from(numbers, (number) => (Number.isNaN(number) ? none : classOf(edges, number)))
  const counted = await engine.groups([{ kind: 'leaf', leaf: before.ref, classes }])
  const persons = Array<number>(edges.length + 1).fill(0)
  counted.codes[0]!.forEach((code, i) => {
    if (code < none) persons[code] = counted.persons[i]!
  })
  return persons
}
