const EDGES = [1, 2, 3, 5, 10, 20, 50, 100, 1_000, 10_000]

/** Class sizes in few groups, those without a class left out: how many classes hold 5–9, 10–19, … units, and units in them. */
export function groupedSizes(sizes: readonly (readonly [size: number, classes: number])[]) {
  return EDGES.map((from, i) => {
    const to = EDGES[i + 1] === undefined ? null : EDGES[i + 1]! - 1
    const own = sizes.filter(([size]) => size >= from && (to === null || size <= to))
    return {
      from,
      to,
      classes: own.reduce((sum, [, classes]) => sum + classes, 0),
      units: own.reduce((sum, [size, classes]) => sum + size * classes, 0),
    }
  }).filter(({ classes }) => classes > 0)
}
