import type { Histogram, SearchColumn } from '../src/anonymise/search/index.ts'

/** Seeded generator: the same data on every machine. @source Mulberry32 */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Shape {
  name: string
  rows: number
  /** Per column the sizes of its levels, finest first; the last is 1. */
  columns: { name: string; sizes: number[] }[]
}

/** Sets of the size that the field's tools are measured on: census-like, skewed, correlated. */
export const SHAPES: Shape[] = [
  {
    name: '63k × 8',
    rows: 63_441,
    columns: [
      { name: 'age', sizes: [91, 46, 19, 10, 5, 1] },
      { name: 'sex', sizes: [2, 1] },
      { name: 'place', sizes: [320, 56, 20, 8, 1] },
      { name: 'education', sizes: [17, 8, 4, 1] },
      { name: 'marital', sizes: [7, 3, 1] },
      { name: 'work', sizes: [26, 9, 3, 1] },
      { name: 'origin', sizes: [60, 12, 5, 1] },
      { name: 'birth-month', sizes: [12, 4, 1] },
    ],
  },
  {
    name: '102k × 8',
    rows: 101_937,
    columns: [
      { name: 'age', sizes: [95, 48, 20, 10, 5, 1] },
      { name: 'sex', sizes: [2, 1] },
      { name: 'postcode', sizes: [1500, 300, 60, 8, 1] },
      { name: 'income', sizes: [120, 30, 5, 1] },
      { name: 'household', sizes: [9, 5, 3, 1] },
      { name: 'occupation', sizes: [80, 22, 8, 1] },
      { name: 'country', sizes: [45, 6, 1] },
      { name: 'education', sizes: [16, 7, 3, 1] },
    ],
  },
]

/** Columns and histogram of a shape; one row a person. */
export function largeData(shape: Shape, seed = 1): { columns: SearchColumn[]; histogram: Histogram; rows: number } {
  const random = generator(seed)
  const columns = shape.columns.map(({ name, sizes }): SearchColumn => {
    const leaves = sizes[0]!
    return {
      name,
      levels: sizes.map((size, level) => {
        const below = level === 0 ? leaves : sizes[level - 1]!
        // Each level merges neighbours of the one below.
        const up = (leaf: number): number => {
          let code = leaf
          for (let l = 1, from = leaves; l <= level; l++) {
            code = Math.floor((code * sizes[l]!) / from)
            from = sizes[l]!
          }
          return code
        }
        const code = Int32Array.from({ length: leaves }, (_, leaf) => up(leaf))
        const covered = new Float64Array(size)
        for (const cls of code) covered[cls]!++
        if (below < size) throw new Error('sizes must fall')
        return { code, classes: size, covered }
      }),
      leaves,
      min: 0,
      max: sizes.length - 1,
      inLoss: true,
    }
  })
  const leafOf = columns.map(() => new Int32Array(shape.rows))
  for (let row = 0; row < shape.rows; row++) {
    // One trait runs through all columns, as age runs through marriage, work and income.
    const trait = random()
    columns.forEach(({ leaves }, c) => {
      const own = random()
      const skew = 1 + (c % 3)
      const share = random() < 0.4 ? Math.min(0.999999, Math.max(0, trait + (own - 0.5) * 0.2)) : own ** skew
      leafOf[c]![row] = Math.min(leaves - 1, Math.floor(share * leaves))
    })
  }
  return { columns, histogram: histogramOf(leafOf, shape.rows), rows: shape.rows }
}

function histogramOf(leafOf: Int32Array[], rows: number): Histogram {
  const tupleOf = new Map<string, number>()
  const first: number[] = []
  const persons: number[] = []
  for (let row = 0; row < rows; row++) {
    const key = leafOf.map((leaves) => leaves[row]).join()
    const tuple = tupleOf.get(key)
    if (tuple === undefined) {
      tupleOf.set(key, first.length)
      first.push(row)
      persons.push(1)
    } else persons[tuple]!++
  }
  return {
    columns: leafOf.map((leaves) => Int32Array.from(first, (row) => leaves[row]!)),
    tuples: first.length,
    profileStart: Int32Array.from({ length: first.length + 1 }, (_, i) => i),
    profileTuples: Int32Array.from({ length: first.length }, (_, i) => i),
    profilePersons: Int32Array.from(persons),
  }
}
