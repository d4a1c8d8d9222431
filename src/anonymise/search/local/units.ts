import type { Histogram } from '../types.ts'
import type { ColumnTree } from './column-tree.ts'
import type { Tree } from './tree.ts'

/**
 * Persons who could become alike: as many rows each, and the same in the columns that stay. Their rows are laid side by side as slots,
 * ordered by what stays and then by what is recoded, so that the first rows of all are recoded together, the second, and so on.
 */
export interface Lot {
  /** trees of the recoded columns, once for each slot */
  trees: Tree[]
  slots: number
  units: number
  /** node of each unit, slot and column */
  leaf: Int32Array
  /** persons of each unit */
  weight: Float64Array
  /** profiles of unit u: `profiles[profileStart[u] … profileStart[u + 1] - 1]` */
  profileStart: Int32Array
  profiles: Int32Array
  /** position of each slot of each of `profiles` */
  positions: Int32Array
  /** labels that stand for all of the units, per slot and column */
  common(members: readonly number[]): Int32Array
  /** the same for a class as it leaves: rows of a person that were alike stay alike */
  labelsOf(members: readonly number[], histogram: Histogram): Int32Array
}

/** Lots in ascending order of what they share, units in ascending order of their leaves: nothing depends on the order of rows. */
export function gather(trees: readonly (ColumnTree | null)[], histogram: Histogram): Lot[] {
  const { profileStart, profileTuples, profilePersons } = histogram
  const recoded = trees.flatMap((tree, c) => (tree ? [c] : []))
  const staying = trees.flatMap((tree, c) => (tree ? [] : [c]))
  const q = recoded.length
  const nodeAt = (position: number, c: number) => trees[c]!.nodeOf[histogram.columns[c]![profileTuples[position]!]!]!
  const stayAt = (position: number, c: number) => histogram.columns[c]![profileTuples[position]!]!
  const compareRows = (a: number, b: number): number => {
    for (const c of staying) if (stayAt(a, c) !== stayAt(b, c)) return stayAt(a, c) - stayAt(b, c)
    for (const c of recoded) if (nodeAt(a, c) !== nodeAt(b, c)) return nodeAt(a, c) - nodeAt(b, c)
    return 0
  }
  const rowsOf = (profile: number): number[] => {
    const rows = Array.from({ length: profileStart[profile + 1]! - profileStart[profile]! }, (_, i) => profileStart[profile]! + i)
    return rows.length > 1 ? rows.sort((a, b) => compareRows(a, b) || a - b) : rows
  }
  const rows = Array.from(profilePersons, (_, profile) => rowsOf(profile))
  const compareStaying = (a: number, b: number): number => {
    const [x, y] = [rows[a]!, rows[b]!]
    if (x.length !== y.length) return x.length - y.length
    for (let i = 0; i < x.length; i++)
      for (const c of staying) if (stayAt(x[i]!, c) !== stayAt(y[i]!, c)) return stayAt(x[i]!, c) - stayAt(y[i]!, c)
    return 0
  }
  const compareNodes = (a: number, b: number): number => {
    const [x, y] = [rows[a]!, rows[b]!]
    for (let i = 0; i < x.length; i++)
      for (const c of recoded) if (nodeAt(x[i]!, c) !== nodeAt(y[i]!, c)) return nodeAt(x[i]!, c) - nodeAt(y[i]!, c)
    return 0
  }
  const order = Array.from(profilePersons, (_, profile) => profile).sort((a, b) => compareStaying(a, b) || compareNodes(a, b) || a - b)
  const lots: Lot[] = []
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && compareStaying(order[from]!, order[to]!) === 0) to++
    lots.push(lotOf(order.slice(from, to)))
    from = to
  }
  return lots

  function lotOf(profiles: number[]): Lot {
    const slots = rows[profiles[0]!]!.length
    const width = slots * q
    const start: number[] = []
    profiles.forEach((profile, i) => {
      if (i === 0 || compareNodes(profiles[i - 1]!, profile) !== 0) start.push(i)
    })
    const units = start.length
    const leaf = new Int32Array(units * width)
    const weight = new Float64Array(units)
    start.push(profiles.length)
    for (let unit = 0; unit < units; unit++) {
      rows[profiles[start[unit]!]!]!.forEach((position, slot) => {
        recoded.forEach((c, i) => {
          leaf[unit * width + slot * q + i] = nodeAt(position, c)
        })
      })
      for (let p = start[unit]!; p < start[unit + 1]!; p++) weight[unit]! += profilePersons[profiles[p]!]!
    }
    const own = Array.from({ length: slots }, () => recoded.map((c) => trees[c]!.tree)).flat()
    const common = (members: readonly number[]) => {
      const labels = leaf.slice(members[0]! * width, members[0]! * width + width)
      for (const unit of members) for (let i = 0; i < width; i++) labels[i] = own[i]!.join(labels[i]!, leaf[unit * width + i]!)
      return labels
    }
    const profileStarts = Int32Array.from(start)
    const positions = Int32Array.from(profiles.flatMap((profile) => rows[profile]!))
    const labelsOf = (members: readonly number[], { profileTuples: tuples }: Histogram) => {
      const labels = common(members)
      // Equal rows of a person cannot be told apart when they are written: their slots take one label, for the whole class.
      for (let again = slots > 1; again; ) {
        again = false
        for (const unit of members)
          for (let p = profileStarts[unit]!; p < profileStarts[unit + 1]!; p++)
            for (let slot = 1; slot < slots; slot++) {
              if (tuples[positions[p * slots + slot]!] !== tuples[positions[p * slots + slot - 1]!]) continue
              for (let c = 0; c < q; c++) {
                const [a, b] = [(slot - 1) * q + c, slot * q + c]
                if (labels[a] === labels[b]) continue
                labels[a] = labels[b] = own[a]!.join(labels[a]!, labels[b]!)
                again = true
              }
            }
      }
      return labels
    }
    return {
      trees: own,
      slots,
      units,
      leaf,
      weight,
      profileStart: profileStarts,
      profiles: Int32Array.from(profiles),
      positions,
      common,
      labelsOf,
    }
  }
}
