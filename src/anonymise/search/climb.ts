import type { Lattice } from './lattice.ts'
import { type Cost, exceeds, type Measure } from './measures/index.ts'
import type { Probe } from './probe.ts'
import type { SearchColumn } from './types.ts'

export interface Climb {
  columns: readonly SearchColumn[]
  measure: Measure
  lattice: Lattice
  look: (levels: readonly number[]) => Probe
  isOver: () => boolean
}

/**
 * A good combination near a met one: one column finer, or one finer and another coarser, as long as that costs less. Proves nothing; what
 * it finds lets the search that proves leave out more.
 */
export function climb(from: Probe, { columns, measure, lattice, look, isOver }: Climb): Probe {
  const { table, fold, proves } = measure
  let at = from
  for (;;) {
    let better: Probe | null = null
    let least: Cost = at.cost
    for (const levels of movesOf(at.levels, columns)) {
      if (isOver()) return better ?? at
      const base = proves ? fold(table, levels) : 0
      if (!exceeds(least, base) || !exceeds(least, lattice.atLeast(levels, base, least))) continue
      const there = look(levels)
      if (there.met && exceeds(least, there.cost)) {
        better = there
        least = there.cost
      }
    }
    if (!better) return at
    at = better
  }
}

function* movesOf(levels: readonly number[], columns: readonly SearchColumn[]): Generator<number[]> {
  for (let c = 0; c < columns.length; c++) {
    for (let level = columns[c]!.min; level < levels[c]!; level++) {
      const finer = levels.with(c, level)
      yield finer
      for (let d = 0; d < columns.length; d++) if (d !== c && levels[d]! < columns[d]!.max) yield finer.with(d, levels[d]! + 1)
    }
  }
}
