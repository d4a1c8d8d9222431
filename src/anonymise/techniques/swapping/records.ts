import { type Coded, compareDrawn, type Entering } from '../../perturbation.ts'

interface Unit {
  rows: number[]
  /** row of the smallest draw: stands for the unit's own chance */
  drawn: number
  /** persons of the smallest class that a row of it is in */
  classSize: number
  /** common cells of the columns; null where rows differ or a cell is empty: not exchanged */
  area: number | null
  moved: boolean
}

/**
 * Record swapping: the most exposed households (persons, or rows, where no households are known) change their cells of the columns
 * with a household elsewhere that has as many rows of equal `by`. Share of households that move: `rate`.
 * @source N. Shlomo, C. Tudor, P. Groom: Data Swapping for Protecting Census Tables (2010)
 */
export function recordsSwapped(columns: readonly string[], rate: number, entering: Entering): Map<string, Coded> {
  const cells = columns.map((name) => entering.column(name))
  const { rows, draws } = entering
  const compare = (a: Unit, b: Unit) => compareDrawn(draws[0]!, a.drawn, b.drawn)
  const units = unitsOf(entering, areasOf(cells, rows))
  const pools = new Map<string | number, Map<number, Unit[]>>()
  const poolOf = new Map<Unit, Map<number, Unit[]>>()
  for (const unit of units) {
    if (unit.area === null) continue
    const strata = Int32Array.from(unit.rows, (row) => entering.stratum[row]!).sort()
    const key = strata.length === 1 ? strata[0]! : strata.join(';')
    const pool = pools.get(key) ?? new Map<number, Unit[]>()
    pools.set(key, pool)
    poolOf.set(unit, pool)
    const there = pool.get(unit.area)
    if (there) there.push(unit)
    else pool.set(unit.area, [unit])
  }
  // The last of each list comes first in the order of chance.
  for (const pool of pools.values()) for (const list of pool.values()) list.sort((a, b) => compare(b, a))
  const partner = new Map<Unit, Unit>()
  const wanted = Math.ceil(rate * units.length - 1e-9)
  const exposed = [...poolOf.keys()].sort((a, b) => a.classSize - b.classSize || compare(a, b))
  for (const unit of exposed) {
    if (partner.size >= wanted) break
    if (unit.moved) continue
    let best: Unit | null = null
    for (const [area, list] of poolOf.get(unit)!) {
      while (list.at(-1)?.moved) list.pop()
      const first = list.at(-1)
      if (area !== unit.area && first && (best === null || compare(first, best) < 0)) best = first
    }
    if (best === null) continue
    unit.moved = true
    best.moved = true
    partner.set(unit, best).set(best, unit)
  }
  if (partner.size < wanted)
    entering.warn(
      `列${columns.map((name) => `「${name}」`).join('')}のデータ交換で、条件の合う相手が足りず、入れ替えは求めた割合に届きません`,
    )
  const changed = cells.map(({ codes }) => Int32Array.from(codes))
  for (const [unit, other] of partner)
    for (const row of unit.rows)
      changed.forEach((codes, i) => {
        codes[row] = cells[i]!.codes[other.rows[0]!]!
      })
  return new Map(columns.map((name, i) => [name, { codes: changed[i]!, texts: cells[i]!.texts }]))
}

/** Rows with equal cells in all columns have equal numbers; −1 where one is empty. */
function areasOf(cells: readonly Coded[], rows: number): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from({ length: rows }, (_, row) => {
    if (cells.some(({ codes, texts }) => texts[codes[row]!] === null)) return -1
    const key = cells.map(({ codes }) => codes[row]!).join(';')
    const known = numbers.get(key) ?? numbers.size
    numbers.set(key, known)
    return known
  })
}

function unitsOf({ rows, person, household, classSize, draws }: Entering, areas: Int32Array): Unit[] {
  const units = new Map<string, Unit>()
  for (let row = 0; row < rows; row++) {
    const home = household?.[row] ?? 0
    const key = home > 0 ? `h${home}` : `p${person[row]}`
    const area = areas[row] === -1 ? null : areas[row]!
    const unit = units.get(key)
    if (!unit) units.set(key, { rows: [row], drawn: row, classSize: classSize[row]!, area, moved: false })
    else {
      unit.rows.push(row)
      if (compareDrawn(draws[0]!, row, unit.drawn) < 0) unit.drawn = row
      unit.classSize = Math.min(unit.classSize, classSize[row]!)
      if (unit.area !== area) unit.area = null
    }
  }
  return [...units.values()]
}
