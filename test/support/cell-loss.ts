import type { Histogram } from '../../src/anonymise/search/index.ts'
import type { LocalResult } from '../../src/anonymise/search/local/index.ts'

/** 1 − granularity: shares of the values that each cell may stand for, counted apart from the program's own figure. */
export function cellLossOf({ trees, nodes }: LocalResult, histogram: Histogram): number {
  let lost = 0
  let least = 0
  let cells = 0
  trees.forEach((tree, c) => {
    if (!tree) return
    for (let p = 0; p < histogram.profilePersons.length; p++)
      for (let i = histogram.profileStart[p]!; i < histogram.profileStart[p + 1]!; i++) {
        const node = nodes[c]![i]!
        // A label stands for the leaves of the hierarchy below it, used or not.
        lost += (histogram.profilePersons[p]! * tree.covered[node]!) / tree.leaves
        least += histogram.profilePersons[p]! / tree.leaves
        cells += histogram.profilePersons[p]!
      }
  })
  return (lost - least) / (cells - least)
}
