import type { Lattice } from './lattice.ts'

/**
 * All combinations from the coarsest down. Where a combination proves most about those just below it, and whether it is met proves
 * nothing, that takes fewer measurements than beginning with those that cost least (measured on Adult: half to four fifths).
 *
 * @param take - called once for each, coarser ones first, of equal height in column order
 */
export function downwards(lattice: Lattice, take: (levels: readonly number[]) => void): void {
  const byHeight: number[][][] = []
  for (const levels of lattice.each()) {
    const height = levels.reduce((sum, level) => sum + level, 0)
    byHeight[height] ??= []
    byHeight[height].push([...levels])
  }
  for (let height = byHeight.length - 1; height >= 0; height--) for (const levels of byHeight[height] ?? []) take(levels)
}
