import type { Problem } from './problem.ts'

/** Units by the leaf of each column: those below a label lie side by side, as nodes are numbered from left to right. */
export class UnitsBelow {
  /** per column and node: number after the last node below it */
  readonly end: Int32Array[] = []
  readonly #start: Int32Array[] = []
  readonly #sorted: Int32Array[] = []

  constructor({ trees, units, leaf }: Problem) {
    const q = trees.length
    trees.forEach(({ nodes, parent }, c) => {
      const end = Int32Array.from({ length: nodes }, (_, node) => node + 1)
      for (let node = nodes - 1; node > 0; node--) end[parent[node]!] = Math.max(end[parent[node]!]!, end[node]!)
      const start = new Int32Array(nodes + 1)
      for (let unit = 0; unit < units; unit++) start[leaf[unit * q + c]! + 1]!++
      for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!
      const sorted = new Int32Array(units)
      const fill = start.slice()
      for (let unit = 0; unit < units; unit++) sorted[fill[leaf[unit * q + c]!]!++] = unit
      this.end.push(end)
      this.#start.push(start)
      this.#sorted.push(sorted)
    })
  }

  /** The shortest list in which all units below the labels are. */
  range(box: Int32Array): { units: Int32Array; from: number; to: number } {
    let best = 0
    let fewest = Number.POSITIVE_INFINITY
    for (let c = 0; c < box.length; c++) {
      const length = this.#start[c]![this.end[c]![box[c]!]!]! - this.#start[c]![box[c]!]!
      if (length < fewest) {
        fewest = length
        best = c
      }
    }
    return { units: this.#sorted[best]!, from: this.#start[best]![box[best]!]!, to: this.#start[best]![this.end[best]![box[best]!]!]! }
  }
}
