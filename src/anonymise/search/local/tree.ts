/**
 * The labels that a cell of one column may take, as a tree: leaves below, one root that hides everything.
 * Nodes are numbered from the root downwards, each after its parent; a node that covers the same leaves as its parent is left out.
 */
export interface Tree {
  nodes: number
  parent: Int32Array
  depth: Int32Array
  /** Longest way from the root, in nodes. */
  height: number
  /** Ancestors: `path[node × height + depth]`, -1 below the node. */
  path: Int32Array
  /** What a cell with this label loses: share of the column's values that it may stand for, times the column's weight. */
  cost: Float64Array
  /** Children of node n: `child[childStart[n] … childStart[n + 1] - 1]`. */
  childStart: Int32Array
  child: Int32Array
  /** Lowest common ancestor of two nodes. */
  join(a: number, b: number): number
  /** The same as a table `a × nodes + b`; null where the column has too many values for one. */
  table: Int32Array | null
  /** Cost of the lowest common ancestor, as the same table. */
  joined: Float64Array | null
}

/** Columns with more labels than this have no table of joins (17 MB). */
const MOST_TABLED = 1_200

/**
 * @param parent - per node, -1 for the root; parents before their children
 * @param cost - per node
 */
export function makeTree(parent: Int32Array, cost: Float64Array): Tree {
  const nodes = parent.length
  const depth = new Int32Array(nodes)
  const childStart = new Int32Array(nodes + 1)
  let deepest = 0
  for (let node = 1; node < nodes; node++) {
    depth[node] = depth[parent[node]!]! + 1
    deepest = Math.max(deepest, depth[node]!)
    childStart[parent[node]! + 1]!++
  }
  for (let node = 0; node < nodes; node++) childStart[node + 1]! += childStart[node]!
  const child = new Int32Array(Math.max(0, nodes - 1))
  const filled = childStart.slice()
  for (let node = 1; node < nodes; node++) child[filled[parent[node]!]!++] = node
  const height = deepest + 1
  const path = new Int32Array(nodes * height).fill(-1)
  for (let node = 0; node < nodes; node++) {
    if (node > 0) path.copyWithin(node * height, parent[node]! * height, parent[node]! * height + depth[node]!)
    path[node * height + depth[node]!] = node
  }
  const climb = (a: number, b: number): number => {
    while (a !== b) {
      if (a > b) a = parent[a]!
      else b = parent[b]!
    }
    return a
  }
  let table: Int32Array | null = null
  if (nodes <= MOST_TABLED) {
    table = new Int32Array(nodes * nodes)
    for (let a = 0; a < nodes; a++)
      for (let b = 0; b <= a; b++) {
        // Parents come first: one of the two is known already.
        const joined = a === b ? a : table[b * nodes + parent[a]!]!
        table[a * nodes + b] = joined
        table[b * nodes + a] = joined
      }
  }
  const joined = table && Float64Array.from(table, (node) => cost[node]!)
  return { nodes, parent, depth, height, path, cost, childStart, child, table, joined, join: climb }
}
