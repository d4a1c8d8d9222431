import type { LevelOrder } from './order.ts'
import type { SearchColumn } from './types.ts'

/**
 * Ever coarser combinations up to one that nothing is coarser than, each step the one that costs least.
 * @param table - per column and level what the level costs; a step costs the ratio of 1 + each
 */
export function pathToTop(
  from: readonly number[],
  columns: readonly SearchColumn[],
  table: readonly Float64Array[],
  order: LevelOrder,
): number[][] {
  const path = [[...from]]
  for (;;) {
    const at = path[path.length - 1]!
    let column = -1
    let level = -1
    let least = Number.POSITIVE_INFINITY
    for (let c = 0; c < columns.length; c++)
      for (let l = at[c]! + 1; l <= columns[c]!.max; l++) {
        if (!order.mergesInto[c]![at[c]!]![l]) continue
        const cost = (1 + table[c]![l]!) / (1 + table[c]![at[c]!]!)
        if (cost < least) {
          least = cost
          column = c
          level = l
        }
        break
      }
    if (column === -1) return path
    path.push(at.with(column, level))
  }
}
