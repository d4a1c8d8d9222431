import type { DistinctLDiversity, Histogram, Requirement, SearchColumn } from '../../src/anonymise/search/index.ts'

/**
 * The naive measure of the search: every combination, string keys, everybody compared with everybody. Dumb on purpose.
 */

export interface Row {
  leaves: number[]
  /** Value per sensitive column, null = blank. */
  values: (number | null)[]
}
export interface Person {
  rows: Row[]
  household: number
}
/** Per level the text of each leaf. */
export type Hierarchy = string[][]

export interface Demand {
  k: number | null
  known: number
  models: DistinctLDiversity[]
  householdsPerClass: number | null
  limit: number
  /** Per column the lowest and highest level allowed. */
  ranges: { min: number; max: number }[]
}

export interface Node {
  levels: number[]
  met: boolean
  rank: number
  loss: number
  rows: number
  persons: number
  gone: Set<Person>
  classes: number
  smallest: number | null
  achieved: (number | null)[]
}

/** What may be known of a person: all parts of up to `size` rows, or everything, as sorted lists. */
function knowledge(texts: string[], size: number): string[][] {
  const sorted = [...texts].sort()
  if (size === Number.POSITIVE_INFINITY) return [sorted]
  const all = new Map<string, string[]>()
  const choose = (chosen: string[], rest: string[]) => {
    if (chosen.length > 0) all.set(JSON.stringify(chosen), chosen)
    if (chosen.length < size) for (let i = 0; i < rest.length; i++) choose([...chosen, rest[i]!], rest.slice(i + 1))
  }
  choose([], sorted)
  return [...all.values()]
}

const holds = (texts: string[], part: string[]): boolean => {
  const left = [...texts]
  return part.every((text) => {
    const i = left.indexOf(text)
    if (i < 0) return false
    left.splice(i, 1)
    return true
  })
}

/** Whether this could be known of a person. */
const shares = (texts: string[], part: string[], size: number): boolean =>
  size === Number.POSITIVE_INFINITY ? JSON.stringify([...texts].sort()) === JSON.stringify(part) : holds(texts, part)

/** Largest number of values given to different persons, by trying everything. */
function mostValues(sets: number[][]): number {
  let best = 0
  const go = (i: number, used: Set<number>) => {
    best = Math.max(best, used.size)
    if (i === sets.length || used.size + sets.length - i <= best) return
    for (const value of sets[i]!) if (!used.has(value)) go(i + 1, new Set([...used, value]))
    go(i + 1, used)
  }
  go(0, new Set())
  return best
}

export function naiveNode(persons: Person[], hierarchies: Hierarchy[], demand: Demand, levels: number[]): Node {
  const key = (row: Row, joined: number[]) =>
    JSON.stringify([...row.leaves.map((leaf, c) => hierarchies[c]![levels[c]!]![leaf]), ...joined.map((j) => row.values[j])])
  const texts = (person: Person, joined: number[]) => person.rows.map((row) => key(row, joined))
  let alive = persons
  const worst: (number | null)[] = demand.models.map(() => null)
  const lower = (i: number, n: number) => {
    worst[i] = worst[i] === null ? n : Math.min(worst[i]!, n)
  }
  let smallest: number | null = null
  for (;;) {
    worst.fill(null)
    smallest = null
    const next = alive.filter((person) => {
      let good = true
      for (const part of knowledge(texts(person, []), demand.known)) {
        const sharing = alive.filter((other) => shares(texts(other, []), part, demand.known))
        smallest = smallest === null ? sharing.length : Math.min(smallest, sharing.length)
        if (demand.k !== null && sharing.length < demand.k) good = false
        if (demand.householdsPerClass && new Set(sharing.map((other) => other.household)).size < demand.householdsPerClass) good = false
      }
      demand.models.forEach((model, i) => {
        const joined = model.joined ?? []
        for (const part of knowledge(texts(person, joined), demand.known)) {
          const sharing = alive.filter((other) => shares(texts(other, joined), part, demand.known))
          for (const element of new Set(part)) {
            const sets = sharing.map((other) =>
              other.rows
                .filter((row) => key(row, joined) === element)
                .map((row) => row.values[model.column]!)
                .filter((value) => value !== null),
            )
            const n = mostValues(sets)
            lower(i, n)
            if (n < model.l) good = false
          }
        }
      })
      return good
    })
    if (next.length === alive.length) break
    alive = next
  }
  const gone = new Set(persons.filter((person) => !alive.includes(person)))
  const n = persons.flatMap(({ rows }) => rows).length
  const rowsGone = [...gone].flatMap(({ rows }) => rows).length
  const losses = hierarchies.map((hierarchy, c) => {
    const d = hierarchy[0]!.length
    if (d === 1) return 0
    let shares = 0
    for (const { rows } of alive)
      for (const row of rows) {
        const texts = hierarchy[levels[c]!]!
        shares += texts.filter((text) => text === texts[row.leaves[c]!]).length / d
      }
    return Math.max(0, (shares + rowsGone - n / d) / (n - n / d))
  })
  const rank = losses.reduce((product, loss) => product * (loss + 1), 1)
  const classes = new Set(
    alive.flatMap((person) => (demand.known === Number.POSITIVE_INFINITY ? [JSON.stringify(texts(person, []).sort())] : texts(person, []))),
  )
  return {
    levels,
    met:
      alive.length > 0 && rowsGone <= Math.floor(demand.limit * n + 1e-9) && gone.size <= Math.floor(demand.limit * persons.length + 1e-9),
    rank,
    loss: losses.length === 0 ? 0 : rank ** (1 / losses.length) - 1,
    rows: rowsGone,
    persons: gone.size,
    gone,
    classes: classes.size,
    smallest,
    achieved: worst,
  }
}

export function naiveNodes(persons: Person[], hierarchies: Hierarchy[], demand: Demand): Node[] {
  let vectors: number[][] = [[]]
  for (const { min, max } of demand.ranges)
    vectors = vectors.flatMap((v) => Array.from({ length: max - min + 1 }, (_, i) => [...v, min + i]))
  return vectors.map((levels) => naiveNode(persons, hierarchies, demand, levels))
}

/** The best of the naive nodes: least loss, ties to the smaller vector (vectors come in that order). */
export function naiveBest(nodes: Node[]): Node | null {
  const met = nodes.filter((node) => node.met)
  const least = Math.min(...met.map(({ rank }) => rank))
  return met.find(({ rank }) => rank <= least * (1 + 1e-12)) ?? null
}

/** The search's input for the same case; `profileOf[p]` tells which profile person p is in. */
export function codesOf(persons: Person[], hierarchies: Hierarchy[], demand: Demand) {
  const columns: SearchColumn[] = hierarchies.map((hierarchy, c) => ({
    name: `c${c}`,
    levels: hierarchy.map((texts) => {
      const distinct = [...new Set(texts)]
      const code = Int32Array.from(texts, (text) => distinct.indexOf(text))
      return {
        code,
        classes: distinct.length,
        covered: Float64Array.from(distinct, (text) => texts.filter((other) => other === text).length),
      }
    }),
    leaves: hierarchy[0]!.length,
    ...demand.ranges[c]!,
    inLoss: true,
  }))
  const tuples: string[] = []
  const tupleOf = (row: Row) => {
    const key = JSON.stringify(row.leaves)
    if (!tuples.includes(key)) tuples.push(key)
    return tuples.indexOf(key)
  }
  const profiles: { key: string; rows: { tuple: number; values: (number | null)[] }[]; households: Set<number>; persons: number }[] = []
  const profileOf = persons.map((person) => {
    const rows = person.rows
      .map((row) => ({ tuple: tupleOf(row), values: row.values }))
      .sort((a, b) => a.tuple - b.tuple || JSON.stringify(a.values).localeCompare(JSON.stringify(b.values)))
    const key = JSON.stringify(rows)
    let at = profiles.findIndex((profile) => profile.key === key)
    if (at < 0) at = profiles.push({ key, rows, households: new Set(), persons: 0 }) - 1
    profiles[at]!.persons++
    profiles[at]!.households.add(person.household)
    return at
  })
  const starts = (lengths: number[]) => {
    const start = new Int32Array(lengths.length + 1)
    lengths.forEach((length, i) => {
      start[i + 1] = start[i]! + length
    })
    return start
  }
  const positions = profiles.flatMap(({ rows }) => rows)
  const histogram: Histogram = {
    columns: hierarchies.map((_, c) => Int32Array.from(tuples, (key) => JSON.parse(key)[c])),
    tuples: tuples.length,
    profileStart: starts(profiles.map(({ rows }) => rows.length)),
    profileTuples: Int32Array.from(positions, ({ tuple }) => tuple),
    profilePersons: Int32Array.from(profiles, (profile) => profile.persons),
    sensitive: (persons[0]?.rows[0]?.values ?? []).map((_, j) => Int32Array.from(positions, ({ values }) => values[j] ?? -1)),
    households: {
      start: starts(profiles.map(({ households }) => households.size)),
      ids: Int32Array.from(profiles.flatMap(({ households }) => [...households])),
    },
  }
  const rows = positions.length === 0 ? 0 : persons.flatMap((person) => person.rows).length
  const requirement: Requirement = {
    k: demand.k,
    known: demand.known,
    models: demand.models,
    householdsPerClass: demand.householdsPerClass,
    maxSuppressedRows: Math.floor(demand.limit * rows + 1e-9),
    maxSuppressedPersons: Math.floor(demand.limit * persons.length + 1e-9),
    rows,
    persons: persons.length,
  }
  return { columns, histogram, requirement, profileOf }
}
