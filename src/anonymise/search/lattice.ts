import { type Cost, exceeds, mostOf } from './measures/index.ts'
import { isCoarser, type LevelOrder } from './order.ts'
import type { Probe } from './probe.ts'
import type { SearchColumn } from './types.ts'

/** Up to this many combinations what is known of each stands in a table; beyond, it is looked up in what was measured. */
const TABLE = 2 ** 22

/** What measured combinations prove about the others. */
export class Lattice {
  readonly space: number
  private readonly strides: number[]
  private readonly order: LevelOrder
  private readonly columns: readonly SearchColumn[]
  private readonly probes = new Map<number, Probe>()
  /** 1: cannot be met */
  private readonly closed: Uint8Array | null
  /** least cost by bounds that do not depend on levels; made when the first such bound comes */
  private floor: Float64Array | null = null
  private readonly failing: Probe[] = []
  private readonly bounding: { levels: readonly number[]; finer: (levels: readonly number[]) => Cost }[] = []
  private readonly raising: Probe[] = []

  constructor(columns: readonly SearchColumn[], order: LevelOrder) {
    this.columns = columns
    this.order = order
    this.strides = []
    this.space = columns.reduce((product, { min, max }) => {
      this.strides.push(product)
      return product * (max - min + 1)
    }, 1)
    this.closed = this.space <= TABLE ? new Uint8Array(this.space) : null
  }

  get measured(): number {
    return this.probes.size
  }

  all(): Probe[] {
    return [...this.probes.values()]
  }

  known(levels: readonly number[]): Probe | undefined {
    return this.probes.get(this.at(levels))
  }

  add(probe: Probe): void {
    this.probes.set(this.at(probe.levels), probe)
    if (probe.finer === Number.POSITIVE_INFINITY) {
      this.failing.push(probe)
      const { closed } = this
      // What is closed already was closed with all that is finer.
      if (closed && closed[this.at(probe.levels)] === 0)
        this.eachOf(
          (c) => this.levelsWhere(c, (level) => this.order.mergesInto[c]![level]![probe.levels[c]!]!),
          (at) => {
            closed[at] = 1
          },
        )
    } else if (typeof probe.finer === 'number' && this.closed)
      this.raise(probe.finer, (c, level) => this.order.mergesInto[c]![level]![probe.levels[c]!]!)
    else if (probe.finer !== undefined) {
      const { finer } = probe
      this.bounding.push({ levels: probe.levels, finer: typeof finer === 'function' ? finer : () => finer })
    }
    const { coarser } = probe
    if (coarser === undefined) return
    this.raising.push(probe)
    if (this.closed && typeof coarser === 'number') this.raise(coarser, (c, level) => this.order.mergesInto[c]![probe.levels[c]!]![level]!)
  }

  /** Raises the floor of all combinations whose levels are such. */
  private raise(least: number, isSuch: (c: number, level: number) => boolean): void {
    this.floor ??= new Float64Array(this.space)
    const { floor } = this
    this.eachOf(
      (c) => this.levelsWhere(c, (level) => isSuch(c, level)),
      (at) => {
        if (least > floor[at]!) floor[at] = least
      },
    )
  }

  /** Takes over what another search over the same columns found to be out of reach for a weaker requirement. */
  closeLike(other: Lattice): void {
    const { closed } = this
    if (closed)
      other.closed!.forEach((is, at) => {
        if (is === 1) closed[at] = 1
      })
    for (const probe of other.failing) if (!this.known(probe.levels)) this.add(probe)
  }

  /** What this combination costs at least, by all that is known; stops looking where that exceeds `enough`. Infinity: it cannot be met. */
  atLeast(levels: readonly number[], base: Cost, enough: Cost): Cost {
    const at = this.at(levels)
    if (this.fails(levels)) return Number.POSITIVE_INFINITY
    let bound = base
    if (this.floor) bound = mostOf(bound, this.floor[at]!)
    else if (!this.closed)
      for (const fine of this.raising) if (isCoarser(this.order, fine.levels, levels)) bound = mostOf(bound, fine.coarser!)
    for (let i = this.bounding.length - 1; i >= 0; i--) {
      if (exceeds(bound, enough)) return bound
      const coarse = this.bounding[i]!
      if (this.isBelow(levels, coarse.levels)) bound = mostOf(bound, coarse.finer(levels))
    }
    return bound
  }

  /** As `isCoarser`, without a look at the order where it is total. */
  private isBelow(fine: readonly number[], coarse: readonly number[]): boolean {
    if (!this.order.total) return isCoarser(this.order, fine, coarse)
    for (let c = 0; c < fine.length; c++) if (fine[c]! > coarse[c]!) return false
    return true
  }

  /** Whether a coarser combination than this is known to fail. */
  fails(levels: readonly number[]): boolean {
    if (this.closed) return this.closed[this.at(levels)] === 1
    for (let i = this.failing.length - 1; i >= 0; i--) if (isCoarser(this.order, levels, this.failing[i]!.levels)) return true
    return false
  }

  /** Every combination, while the table can hold them; null beyond. */
  *each(): Generator<number[]> {
    const levels = this.columns.map(({ min }) => min)
    for (;;) {
      yield levels
      let c = 0
      while (c < levels.length && levels[c] === this.columns[c]!.max) levels[c] = this.columns[c++]!.min
      if (c === levels.length) return
      levels[c]!++
    }
  }

  get isListed(): boolean {
    return this.closed !== null
  }

  private at(levels: readonly number[]): number {
    let at = 0
    for (let c = 0; c < levels.length; c++) at += (levels[c]! - this.columns[c]!.min) * this.strides[c]!
    return at
  }

  private levelsWhere(c: number, holds: (level: number) => boolean): number[] {
    const { min, max } = this.columns[c]!
    const offsets = []
    for (let level = min; level <= max; level++) if (holds(level)) offsets.push((level - min) * this.strides[c]!)
    return offsets
  }

  /** Visits every combination of these offsets. */
  private eachOf(offsetsOf: (c: number) => number[], visit: (at: number) => void): void {
    const half = this.columns.length >> 1
    const inner = sums(this.columns.slice(0, half).map((_, c) => offsetsOf(c)))
    const outer = sums(this.columns.slice(half).map((_, c) => offsetsOf(half + c)))
    for (let o = 0; o < outer.length; o++) for (let i = 0; i < inner.length; i++) visit(outer[o]! + inner[i]!)
  }
}

/** Every sum of one number of each list. */
function sums(lists: readonly number[][]): Int32Array {
  let found = new Int32Array(1)
  for (const list of lists) {
    const further = new Int32Array(found.length * list.length)
    let at = 0
    for (const number of list) for (let i = 0; i < found.length; i++) further[at++] = found[i]! + number
    found = further
  }
  return found
}
