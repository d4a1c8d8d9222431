import { LabelIndex, orderForSearch } from './label-index.ts'
import type { Problem } from './problem.ts'
import { UnitsBelow } from './units-below.ts'

/** Units that are looked at for one new class: so many shared out among the classes, but some for each person that it needs. */
const LOOKS = 2e7
const LOOKS_FOR_EACH = 300

/** Gains below this are rounding. */
export const LEAST_GAIN = 1e-9

/** Classes as they were before a step. */
type Journal = Map<number, { members: number[]; weight: number; cost: number; labels: Int32Array }>

/** Classes of units with their labels, weights and costs, kept up to date as units come and go. */
export class Classes {
  readonly problem: Problem
  readonly q: number
  classes = 0
  readonly members: number[][] = []
  label: Int32Array
  weight: Float64Array
  cost: Float64Array
  readonly of: Int32Array
  readonly scratch: Int32Array
  readonly leafCost: Float64Array
  /** units by the leaf of a column, for finding those below a label */
  readonly order: Int32Array
  readonly joined: (Float64Array | null)[]
  readonly rows: Int32Array
  readonly labelCosts: Float64Array[]
  readonly looksAt: number
  readonly box: { test: Int32Array; low: Int32Array; high: Int32Array }
  readonly waiting: number[] = []
  readonly bounds: number[] = []
  readonly sums: number[] = []
  readonly index: LabelIndex
  readonly below: UnitsBelow

  constructor(problem: Problem, from: readonly (readonly number[])[]) {
    const { trees, units, leaf } = problem
    const q = trees.length
    this.problem = problem
    this.q = q
    const classes = from.length
    this.label = new Int32Array(2 * classes * q + q)
    this.weight = new Float64Array(2 * classes + 1)
    this.cost = new Float64Array(2 * classes + 1)
    this.of = new Int32Array(units)
    this.scratch = new Int32Array(q)
    this.leafCost = new Float64Array(units)
    for (let unit = 0; unit < units; unit++) for (let c = 0; c < q; c++) this.leafCost[unit]! += trees[c]!.cost[leaf[unit * q + c]!]!
    this.order = orderForSearch(problem)
    this.joined = Array.from(this.order, (c) => trees[c]!.joined)
    this.rows = new Int32Array(q)
    this.labelCosts = Array.from(this.order, (c) => trees[c]!.cost)
    this.looksAt = Math.max(LOOKS_FOR_EACH * problem.k, LOOKS / Math.max(1, classes))
    this.box = { test: new Int32Array(q), low: new Int32Array(q), high: new Int32Array(q) }
    this.index = new LabelIndex(problem, this.order)
    this.below = new UnitsBelow(problem)
    this.of.fill(-1)
    for (const members of from) this.add([...members])
    if (this.of.includes(-1)) throw new Error('a unit is in no class')
  }

  add(members: number[]): number {
    const id = this.classes++
    const q = this.q
    if (id >= this.cost.length) {
      const grow = <T extends Int32Array | Float64Array>(old: T, size: number): T => {
        const next = new (old.constructor as new (n: number) => T)(size)
        next.set(old)
        return next
      }
      this.label = grow(this.label, 2 * (id + 1) * q)
      this.weight = grow(this.weight, 2 * (id + 1))
      this.cost = grow(this.cost, 2 * (id + 1))
    }
    this.members.push(members)
    for (const unit of members) this.of[unit] = id
    this.measure(id)
    return id
  }

  /** Counts a class anew from its members. */
  measure(id: number): void {
    const { weight } = this.problem
    const members = this.members[id]!
    let sum = 0
    for (const unit of members) sum += weight[unit]!
    this.weight[id] = sum
    if (members.length === 0) {
      this.cost[id] = 0
      this.index.remove(id)
      return
    }
    this.labels(members, this.label, id * this.q)
    this.cost[id] = this.costAt(this.label, id * this.q)
    this.index.place(id, this.label)
  }

  labels(members: readonly number[], into: Int32Array, at: number): void {
    const { trees, leaf } = this.problem
    const q = this.q
    for (let c = 0; c < q; c++) {
      const tree = trees[c]!
      const { table, nodes } = tree
      let node = leaf[members[0]! * q + c]!
      for (let i = 1; i < members.length && node > 0; i++) {
        const own = leaf[members[i]! * q + c]!
        if (own !== node) node = table ? table[node * nodes + own]! : tree.join(node, own)
      }
      into[at + c] = node
    }
  }

  costAt(labels: Int32Array, at: number): number {
    let sum = 0
    for (let c = 0; c < this.q; c++) sum += this.problem.trees[c]!.cost[labels[at + c]!]!
    return sum
  }

  join(unit: number, id: number): void {
    const { trees, leaf, weight } = this.problem
    const q = this.q
    this.members[id]!.push(unit)
    this.of[unit] = id
    this.weight[id]! += weight[unit]!
    let changed = false
    for (let c = 0; c < q; c++) {
      const node = trees[c]!.join(this.label[id * q + c]!, leaf[unit * q + c]!)
      if (node !== this.label[id * q + c]) {
        this.label[id * q + c] = node
        changed = true
      }
    }
    if (changed) {
      this.cost[id] = this.costAt(this.label, id * q)
      this.index.place(id, this.label)
    }
  }

  /** What the unit adds that was placed last. */
  added = 0

  /** Classes of the same labels are one; together they can spare more. */
  mergeAlike(): void {
    const q = this.q
    const order = this.members.flatMap((members, id) => (members.length > 0 ? [id] : []))
    const compare = (a: number, b: number) => {
      for (let c = 0; c < q; c++)
        if (this.label[a * q + c] !== this.label[b * q + c]) return this.label[a * q + c]! - this.label[b * q + c]!
      return 0
    }
    order.sort((a, b) => compare(a, b) || a - b)
    for (let i = 1, into = order[0]!; i < order.length; i++) {
      const id = order[i]!
      if (compare(into, id) !== 0) {
        into = id
        continue
      }
      for (const unit of this.members[id]!) {
        this.members[into]!.push(unit)
        this.of[unit] = into
      }
      this.members[id] = []
      this.weight[into]! += this.weight[id]!
      this.measure(id)
    }
  }

  journal: Journal | null = null

  begin() {
    this.journal = new Map()
    return this.journal
  }

  touch(id: number): void {
    const q = this.q
    if (!this.journal || this.journal.has(id)) return
    this.journal.set(id, {
      members: [...this.members[id]!],
      weight: this.weight[id]!,
      cost: this.cost[id]!,
      labels: this.label.slice(id * q, id * q + q),
    })
  }

  rollback(journal: Journal, opened: number): void {
    for (const [id, before] of journal) {
      if (id === opened) continue
      this.members[id] = before.members
      for (const unit of before.members) this.of[unit] = id
      this.weight[id] = before.weight
      this.cost[id] = before.cost
      this.label.set(before.labels, id * this.q)
      this.index.place(id, this.label)
    }
    this.index.remove(opened)
    this.members.pop()
    this.classes--
    this.journal = null
  }

  result(): number[][] {
    return this.members
      .filter((members) => members.length > 0)
      .map((members) => [...members].sort((a, b) => a - b))
      .sort((a, b) => a[0]! - b[0]!)
  }
}
