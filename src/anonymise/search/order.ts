import { Heap } from './heap.ts'
import type { Cost } from './measures/cost.ts'
import type { SearchColumn } from './types.ts'

/** Which levels of a column only merge the classes of which others. */
export interface LevelOrder {
  /** `mergesInto[c][i][j]`: every class of level i lies inside one class of level j (true for i = j). */
  mergesInto: boolean[][][]
  /** Every level merges into every higher one: then the highest levels together are coarser than anything else. */
  total: boolean
}

function mergesInto(from: SearchColumn['levels'][number], to: SearchColumn['levels'][number]): boolean {
  const target = new Int32Array(from.classes).fill(-1)
  for (let leaf = 0; leaf < from.code.length; leaf++) {
    const cls = from.code[leaf]!
    if (target[cls] === -1) target[cls] = to.code[leaf]!
    else if (target[cls] !== to.code[leaf]) return false
  }
  return true
}

/** Hierarchies need not be trees (a fiscal year is no union of years): what may be concluded is looked up, not assumed. */
export function levelOrder(columns: readonly SearchColumn[]): LevelOrder {
  let total = true
  const table = columns.map(({ levels, min, max }) =>
    levels.map((from, i) =>
      levels.map((to, j) => {
        if (i === j) return true
        if (j < i || i < min || j > max) return false
        const holds = mergesInto(from, to)
        if (!holds) total = false
        return holds
      }),
    ),
  )
  return { mergesInto: table, total }
}

/** Whether everything equal under `fine` is equal under `coarse`. */
export function isCoarser(order: LevelOrder, fine: ArrayLike<number>, coarse: ArrayLike<number>): boolean {
  const { mergesInto: table } = order
  for (let c = 0; c < table.length; c++) if (!table[c]![fine[c]!]![coarse[c]!]) return false
  return true
}

/** Lexicographic, in column order. @source privacy-rules G4 */
export function compareLevels(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let c = 0; c < a.length; c++) if (a[c] !== b[c]) return a[c]! - b[c]!
  return 0
}

/**
 * All level vectors in ascending order of cost, lazily: the next one costs a heap step, memory grows with what was taken.
 *
 * @param costOf - never falls when one column goes to a level of higher `table` entry
 * @param table - per column what each level costs
 */
export class ByCost {
  private readonly choices: number[][]
  private readonly heap = new Heap<{ cost: Cost; at: Uint8Array }>()
  private readonly costOf: (levels: readonly number[]) => Cost

  constructor(
    columns: readonly { min: number; max: number }[],
    costOf: (levels: readonly number[]) => Cost,
    table: readonly ArrayLike<number>[],
  ) {
    this.costOf = costOf
    this.choices = columns.map(({ min, max }, c) => {
      const levels = []
      for (let level = min; level <= max; level++) levels.push(level)
      return levels.sort((a, b) => table[c]![a]! - table[c]![b]! || a - b)
    })
    this.push(new Uint8Array(columns.length))
  }

  get isEmpty(): boolean {
    return this.heap.size === 0
  }

  /** Vectors waiting. */
  get size(): number {
    return this.heap.size
  }

  /** The lowest cost not taken yet; Infinity at the end. */
  get next(): Cost {
    return this.heap.next
  }

  /** Takes the next vector. */
  take(): { cost: Cost; levels: number[] } {
    const first = this.heap.take()!
    // Each vector has one parent: itself with its last raised column lowered by one.
    let lastRaised = Math.max(0, first.at.length - 1)
    while (lastRaised > 0 && first.at[lastRaised] === 0) lastRaised--
    for (let c = lastRaised; c < first.at.length; c++) {
      if (first.at[c]! + 1 >= this.choices[c]!.length) continue
      const at = first.at.slice()
      at[c]!++
      this.push(at)
    }
    return { cost: first.cost, levels: this.levelsOf(first.at) }
  }

  private levelsOf(at: Uint8Array): number[] {
    const levels: number[] = new Array(at.length)
    for (let c = 0; c < at.length; c++) levels[c] = this.choices[c]![at[c]!]!
    return levels
  }

  private push(at: Uint8Array): void {
    this.heap.push({ cost: this.costOf(this.levelsOf(at)), at })
  }
}

/** Combinations kept that several searches go through: some 150 bytes each. */
const MOST_SHARED = 2 ** 16

/** One order that several searches go through: what one has taken the next need not look for. */
export class SharedOrder {
  private open: ByCost | null = null
  private table: readonly ArrayLike<number>[] = []
  private taken: { cost: Cost; levels: number[] }[] = []

  /** As a ByCost of the same arguments; they are the same each time, or `table` tells. */
  through(...[columns, costOf, table]: ConstructorParameters<typeof ByCost>): Pick<ByCost, 'isEmpty' | 'size' | 'next' | 'take'> {
    if (columns.reduce((product, { min, max }) => product * (max - min + 1), 1) > MOST_SHARED) return new ByCost(columns, costOf, table)
    if (
      !this.open ||
      table.some((own, c) => this.table[c]!.length !== own.length || Array.from(own).some((x, l) => x !== this.table[c]![l]))
    ) {
      this.open = new ByCost(columns, costOf, table)
      this.table = table
      this.taken = []
    }
    const { open, taken } = this
    let at = 0
    return {
      get isEmpty() {
        return at === taken.length && open.isEmpty
      },
      get size() {
        return open.size
      },
      get next() {
        return taken[at]?.cost ?? open.next
      },
      take() {
        if (at === taken.length) taken.push(open.take())
        return taken[at++]!
      },
    }
  }
}
