import type { Problem } from './problem.ts'

/** Units that are looked at for one new class: so many shared out among the classes, but some for each person that it needs. */
const LOOKS = 2e7
const LOOKS_FOR_EACH = 300

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-9

/**
 * Betters classes step by step, every step a gain: units go to the class that they cost least in, whole minorities of a class leave it so
 * that the rest keeps a finer label, classes are dissolved, new ones are opened from units that would share finer labels.
 *
 * @param from - every unit in one class; empty classes do no harm
 * @param rounds - times that all classes are gone through at most
 * @param exchanging - whether new classes may also be coarser in one column than the one they start from, and borrow units that lose by it
 * @returns the classes that are left, in the order of their smallest unit
 */
export function improve(problem: Problem, from: readonly (readonly number[])[], rounds: number, exchanging = false): number[][] {
  const state = new State(problem, from, exchanging)
  for (let round = 0; round < rounds; round++) {
    let gained = 0
    state.mergeAlike()
    for (let id = 0; id < state.classes; id++) gained += state.trim(id)
    state.mergeAlike()
    for (let id = 0; id < state.classes; id++) gained += state.openBelow(id)
    if (exchanging) for (let id = 0; id < state.classes; id++) gained += state.openBeside(id)
    for (let unit = 0; unit < problem.units; unit++) gained += state.moveOne(unit)
    if (gained < LEAST_GAIN) break
  }
  return state.result()
}

/** Classes as they were before a step. */
type Journal = Map<number, { members: number[]; weight: number; cost: number; labels: Int32Array }>

class State {
  readonly #problem: Problem
  readonly #q: number
  classes = 0
  readonly #members: number[][] = []
  #label: Int32Array
  #weight: Float64Array
  #cost: Float64Array
  readonly #of: Int32Array
  readonly #scratch: Int32Array
  readonly #leafCost: Float64Array
  /** units by the leaf of a column, for finding those below a label */
  readonly #order: Int32Array
  readonly #joined: (Float64Array | null)[]
  readonly #rows: Int32Array
  readonly #labelCosts: Float64Array[]
  readonly #looksAt: number
  readonly #box: { test: Int32Array; low: Int32Array; high: Int32Array }
  readonly #waiting: number[] = []
  readonly #bounds: number[] = []
  readonly #sums: number[] = []
  readonly #index: Index
  readonly #below: Below
  readonly #exchanging: boolean

  constructor(problem: Problem, from: readonly (readonly number[])[], exchanging: boolean) {
    const { trees, units, leaf } = problem
    const q = trees.length
    this.#problem = problem
    this.#exchanging = exchanging
    this.#q = q
    const classes = from.length
    this.#label = new Int32Array(2 * classes * q + q)
    this.#weight = new Float64Array(2 * classes + 1)
    this.#cost = new Float64Array(2 * classes + 1)
    this.#of = new Int32Array(units)
    this.#scratch = new Int32Array(q)
    this.#leafCost = new Float64Array(units)
    for (let unit = 0; unit < units; unit++) for (let c = 0; c < q; c++) this.#leafCost[unit]! += trees[c]!.cost[leaf[unit * q + c]!]!
    this.#order = orderForSearch(problem)
    this.#joined = Array.from(this.#order, (c) => trees[c]!.joined)
    this.#rows = new Int32Array(q)
    this.#labelCosts = Array.from(this.#order, (c) => trees[c]!.cost)
    this.#looksAt = Math.max(LOOKS_FOR_EACH * problem.k, LOOKS / Math.max(1, classes))
    this.#box = { test: new Int32Array(q), low: new Int32Array(q), high: new Int32Array(q) }
    this.#index = new Index(problem, this.#order)
    this.#below = new Below(problem)
    this.#of.fill(-1)
    for (const members of from) this.#add([...members])
    if (this.#of.includes(-1)) throw new Error('a unit is in no class')
  }

  #add(members: number[]): number {
    const id = this.classes++
    const q = this.#q
    if (id >= this.#cost.length) {
      const grow = <T extends Int32Array | Float64Array>(old: T, size: number): T => {
        const next = new (old.constructor as new (n: number) => T)(size)
        next.set(old)
        return next
      }
      this.#label = grow(this.#label, 2 * (id + 1) * q)
      this.#weight = grow(this.#weight, 2 * (id + 1))
      this.#cost = grow(this.#cost, 2 * (id + 1))
    }
    this.#members.push(members)
    for (const unit of members) this.#of[unit] = id
    this.#measure(id)
    return id
  }

  /** Counts a class anew from its members. */
  #measure(id: number): void {
    const { weight } = this.#problem
    const members = this.#members[id]!
    let sum = 0
    for (const unit of members) sum += weight[unit]!
    this.#weight[id] = sum
    if (members.length === 0) {
      this.#cost[id] = 0
      this.#index.remove(id)
      return
    }
    this.#labels(members, this.#label, id * this.#q)
    this.#cost[id] = this.#costAt(this.#label, id * this.#q)
    this.#index.place(id, this.#label)
  }

  #labels(members: readonly number[], into: Int32Array, at: number): void {
    const { trees, leaf } = this.#problem
    const q = this.#q
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

  #costAt(labels: Int32Array, at: number): number {
    let sum = 0
    for (let c = 0; c < this.#q; c++) sum += this.#problem.trees[c]!.cost[labels[at + c]!]!
    return sum
  }

  #join(unit: number, id: number): void {
    const { trees, leaf, weight } = this.#problem
    const q = this.#q
    this.#members[id]!.push(unit)
    this.#of[unit] = id
    this.#weight[id]! += weight[unit]!
    let changed = false
    for (let c = 0; c < q; c++) {
      const node = trees[c]!.join(this.#label[id * q + c]!, leaf[unit * q + c]!)
      if (node !== this.#label[id * q + c]) {
        this.#label[id * q + c] = node
        changed = true
      }
    }
    if (changed) {
      this.#cost[id] = this.#costAt(this.#label, id * q)
      this.#index.place(id, this.#label)
    }
  }

  /** Takes `gone` out of its class and finds a place for each; all of the class goes if what is left would not hold. */
  #leave(id: number, gone: readonly number[]): number {
    const { weight, k, holds } = this.#problem
    let lost = 0
    for (const unit of gone) lost += weight[unit]!
    let stay: number[] = []
    if (this.#weight[id]! - lost >= k) {
      if (gone.length === 1) stay = this.#members[id]!.filter((unit) => unit !== gone[0])
      else {
        const leaving = new Set(gone)
        stay = this.#members[id]!.filter((unit) => !leaving.has(unit))
      }
      if (holds && !holds(stay, 0, stay.length)) stay = []
    }
    if (stay.length === 0) {
      gone = [...this.#members[id]!]
      lost = this.#weight[id]!
    }
    let budget = this.#weight[id]! * this.#cost[id]!
    if (stay.length > 0) {
      this.#labels(stay, this.#scratch, 0)
      budget -= (this.#weight[id]! - lost) * this.#costAt(this.#scratch, 0)
    }
    // Nobody can lose less than his own leaves do.
    let rest = 0
    for (const unit of gone) rest += weight[unit]! * this.#leafCost[unit]!
    if (budget - rest <= LEAST_GAIN) return 0
    const undo: { unit: number; to: number; weight: number; cost: number; labels: Int32Array }[] = []
    const q = this.#q
    for (const unit of gone) {
      rest -= weight[unit]! * this.#leafCost[unit]!
      const to = this.#place(unit, id, budget - rest - LEAST_GAIN)
      if (to < 0) {
        for (const step of undo.reverse()) {
          this.#members[step.to]!.pop()
          this.#of[step.unit] = id
          this.#weight[step.to] = step.weight
          this.#cost[step.to] = step.cost
          this.#label.set(step.labels, step.to * q)
          this.#index.place(step.to, this.#label)
        }
        return 0
      }
      undo.push({ unit, to, weight: this.#weight[to]!, cost: this.#cost[to]!, labels: this.#label.slice(to * q, to * q + q) })
      budget -= this.#added
      this.#join(unit, to)
    }
    this.#members[id] = stay
    this.#measure(id)
    return budget
  }

  #added = 0

  /** The class in which the unit adds least, below `limit`; -1 if there is none. What it adds stands in `#added`. */
  #place(unit: number, except: number, limit: number): number {
    const { trees, leaf, weight, k } = this.#problem
    const q = this.#q
    const own = weight[unit]!
    const base = unit * q
    const order = this.#order
    const { keys, lists, columns } = this.#index
    const label = this.#label
    const weights = this.#weight
    const costs = this.#cost
    const joinedTables = this.#joined
    const rows = this.#rows
    const labelCosts = this.#labelCosts
    // What the unit loses at the least in the columns that the index does not know.
    let tail = this.#leafCost[unit]!
    for (let i = 0; i < q; i++) {
      const c = order[i]!
      const tree = trees[c]!
      rows[i] = leaf[base + c]! * tree.nodes
      if (i < columns) tail -= tree.cost[leaf[base + c]!]!
    }
    let least = limit
    let best = -1
    // Lists that would keep their labels come first: what they offer rules most of the others out.
    let waiting = 0
    for (let turn = 0, b = 0; ; b++) {
      if (turn === 0 && b === lists.length) {
        turn = 1
        b = 0
      }
      if (turn === 1 && b >= waiting) break
      const list = turn === 0 ? lists[b]! : lists[this.#waiting[b]!]!
      if (list.length === 0) continue
      // What joining costs more in the columns of the index.
      let more = 0
      if (turn === 0) {
        let joined = 0
        let now = 0
        for (let i = 0; i < columns; i++) {
          const c = order[i]!
          const node = keys[b * columns + i]!
          now += trees[c]!.cost[node]!
          joined += joinedTables[i]![rows[i]! + node]!
        }
        const bound = k * (joined - now) + own * (joined + tail)
        if (bound >= least) continue
        if (joined > now + LEAST_GAIN) {
          this.#waiting[waiting] = b
          this.#bounds[waiting] = bound
          this.#sums[waiting++] = joined - now
          continue
        }
      } else {
        if (this.#bounds[b]! >= least) continue
        more = this.#sums[b]!
      }
      for (let l = 0; l < list.length; l++) {
        const id = list[l]!
        if (id === except) continue
        const theirs = weights[id]!
        const total = theirs + own
        const lost = theirs * costs[id]!
        const most = (least + lost) / total
        // A label only gets coarser: the class loses no less than now.
        let sum = costs[id]! + more
        for (let i = columns; i < q && sum < most; i++) {
          const table = joinedTables[i]
          const c = order[i]!
          const node = label[id * q + c]!
          const cost = labelCosts[i]!
          sum += (table ? table[rows[i]! + node]! : cost[trees[c]!.join(node, leaf[base + c]!)]!) - cost[node]!
        }
        if (sum < most) {
          least = sum * total - lost
          best = id
        }
      }
    }
    this.#added = least
    return best
  }

  /** Classes of the same labels are one; together they can spare more. */
  mergeAlike(): void {
    const q = this.#q
    const order = this.#members.flatMap((members, id) => (members.length > 0 ? [id] : []))
    const compare = (a: number, b: number) => {
      for (let c = 0; c < q; c++)
        if (this.#label[a * q + c] !== this.#label[b * q + c]) return this.#label[a * q + c]! - this.#label[b * q + c]!
      return 0
    }
    order.sort((a, b) => compare(a, b) || a - b)
    for (let i = 1, into = order[0]!; i < order.length; i++) {
      const id = order[i]!
      if (compare(into, id) !== 0) {
        into = id
        continue
      }
      for (const unit of this.#members[id]!) {
        this.#members[into]!.push(unit)
        this.#of[unit] = into
      }
      this.#members[id] = []
      this.#weight[into]! += this.#weight[id]!
      this.#measure(id)
    }
  }

  moveOne(unit: number): number {
    const id = this.#of[unit]!
    if (this.#weight[id]! - this.#problem.weight[unit]! < this.#problem.k || this.#cost[id]! - this.#leafCost[unit]! < LEAST_GAIN) return 0
    return this.#leave(id, [unit])
  }

  /** Sends minorities of a class away, column by column, while that is a gain; then tries to dissolve the class. */
  trim(id: number): number {
    const { trees, leaf, weight } = this.#problem
    const q = this.#q
    let gained = 0
    for (let again = true; again && this.#members[id]!.length > 1; ) {
      again = false
      for (let c = 0; c < q && !again; c++) {
        const members = this.#members[id]!
        const tree = trees[c]!
        const below = tree.depth[this.#label[id * q + c]!]! + 1
        if (below >= tree.height || members.length < 2) continue
        const shares = new Map<number, number>()
        for (const unit of members) {
          const child = tree.path[leaf[unit * q + c]! * tree.height + below]!
          shares.set(child, (shares.get(child) ?? 0) + weight[unit]!)
        }
        if (shares.size < 2) continue
        let main = -1
        let most = 0
        for (const [child, share] of shares)
          if (child >= 0 && (share > most || (share === most && child < main))) {
            most = share
            main = child
          }
        if (main < 0) continue
        const gain = this.#leave(
          id,
          members.filter((unit) => tree.path[leaf[unit * q + c]! * tree.height + below]! !== main),
        )
        if (gain > 0) {
          gained += gain
          again = true
        }
      }
    }
    return gained
  }

  /** Tries for each finer label of the class whether a new class under it would gain. */
  openBelow(id: number): number {
    const { trees } = this.#problem
    const q = this.#q
    let gained = 0
    for (let c = 0; c < q; c++) {
      if (this.#members[id]!.length < 2) break
      const tree = trees[c]!
      const node = this.#label[id * q + c]!
      for (let i = tree.childStart[node]!; i < tree.childStart[node + 1]!; i++) {
        if (this.#label[id * q + c] !== node || this.#members[id]!.length < 2) break
        const box = this.#label.slice(id * q, id * q + q)
        box[c] = tree.child[i]!
        gained += this.#open(id, box)
      }
    }
    return gained
  }

  /** Tries for each finer label of the class whether a new class under it would gain that is coarser in another column. */
  openBeside(id: number): number {
    const { trees } = this.#problem
    const q = this.#q
    let gained = 0
    for (let wide = 0; wide < q; wide++)
      for (let c = 0; c < q; c++) {
        if (c === wide) continue
        const tree = trees[c]!
        const node = this.#label[id * q + c]!
        for (let i = tree.childStart[node]!; i < tree.childStart[node + 1]!; i++) {
          if (this.#members[id]!.length < 2) return gained
          const broad = this.#label[id * q + wide]!
          if (broad === 0 || this.#label[id * q + c] !== node) break
          const box = this.#label.slice(id * q, id * q + q)
          box[c] = tree.child[i]!
          box[wide] = trees[wide]!.parent[broad]!
          gained += this.#open(id, box)
        }
      }
    return gained
  }

  /** A new class of units below the labels of `box` that lose more where they are; `id` may be broken up for it. */
  #open(id: number, box: Int32Array): number {
    const { leaf, weight, k, holds } = this.#problem
    const q = this.#q
    const cost = this.#costAt(box, 0)
    const { from, to, units } = this.#below.range(box)
    if (to - from > this.#looksAt) return 0
    const found: number[] = []
    const donors: number[] = []
    let could = 0
    let saved = 0
    // Only columns whose label leaves something out need a look.
    const { test, low, high } = this.#box
    let narrow = 0
    for (let i = 0; i < q; i++) {
      const c = this.#order[i]!
      if (box[c] === 0) continue
      test[narrow] = c
      low[narrow] = box[c]!
      high[narrow++] = this.#below.end[c]![box[c]!]!
    }
    scan: for (let i = from; i < to; i++) {
      const unit = units[i]!
      for (let at = 0; at < narrow; at++) {
        const own = leaf[unit * q + test[at]!]!
        if (own < low[at]! || own >= high[at]!) continue scan
      }
      const own = this.#of[unit]!
      if (this.#cost[own]! <= cost + LEAST_GAIN) {
        if (this.#exchanging && this.#weight[own]! - weight[unit]! >= k) donors.push(unit)
        continue
      }
      found.push(unit)
      could += weight[unit]!
      saved += weight[unit]! * (this.#cost[own]! - cost)
    }
    if (could < k && (donors.length === 0 || saved < LEAST_GAIN)) return 0
    found.sort((a, b) => this.#cost[this.#of[b]!]! - this.#cost[this.#of[a]!]! || a - b)
    const taken = new Map<number, number>()
    const chosen: number[] = []
    let sum = 0
    const take = (unit: number) => {
      const source = this.#of[unit]!
      chosen.push(unit)
      sum += weight[unit]!
      taken.set(source, (taken.get(source) ?? 0) + weight[unit]!)
    }
    for (const unit of found) {
      const source = this.#of[unit]!
      if (source === id || this.#weight[source]! - (taken.get(source) ?? 0) - weight[unit]! >= k) take(unit)
    }
    if (sum < k && donors.length > 0) {
      // Classes with more than they need lend the units that lose least by it.
      donors.sort((a, b) => this.#cost[this.#of[b]!]! - this.#cost[this.#of[a]!]! || a - b)
      for (const unit of donors) {
        const source = this.#of[unit]!
        if (this.#weight[source]! - (taken.get(source) ?? 0) - weight[unit]! < k) continue
        saved -= weight[unit]! * (cost - this.#cost[source]!)
        if (saved < LEAST_GAIN) break
        take(unit)
        if (sum >= k) break
      }
      if (sum < k) return 0
    }
    if (sum < k) {
      // Break up the class that has most to give.
      const give = new Map<number, number>()
      const isChosen = new Set(chosen)
      for (const unit of found) if (!isChosen.has(unit)) give.set(this.#of[unit]!, (give.get(this.#of[unit]!) ?? 0) + weight[unit]!)
      let second = -1
      let most = 0
      for (const [source, share] of give)
        if (sum + share >= k && share / this.#weight[source]! > most) {
          most = share / this.#weight[source]!
          second = source
        }
      if (second < 0) return 0
      for (const unit of found) if (this.#of[unit] === second && !isChosen.has(unit)) take(unit)
    }
    if (holds && !holds(chosen, 0, chosen.length)) return 0
    const journal = this.#begin()
    let gain = 0
    const homeless: number[] = []
    const gone = new Set(chosen)
    for (const source of taken.keys()) {
      this.#touch(source)
      gain += this.#weight[source]! * this.#cost[source]!
      const stay = this.#members[source]!.filter((unit) => !gone.has(unit))
      if (this.#weight[source]! - taken.get(source)! < k || (holds && !holds(stay, 0, stay.length))) {
        homeless.push(...stay)
        this.#members[source] = []
      } else this.#members[source] = stay
    }
    const opened = this.#add(chosen)
    gain -= this.#weight[opened]! * this.#cost[opened]!
    for (const source of taken.keys()) {
      this.#measure(source)
      gain -= this.#weight[source]! * this.#cost[source]!
    }
    let rest = 0
    for (const unit of homeless) rest += weight[unit]! * this.#leafCost[unit]!
    for (const unit of homeless) {
      rest -= weight[unit]! * this.#leafCost[unit]!
      const place = gain - rest <= LEAST_GAIN ? -1 : this.#place(unit, -1, gain - rest - LEAST_GAIN)
      if (place < 0) {
        this.#rollback(journal, opened)
        return 0
      }
      gain -= this.#added
      this.#touch(place)
      this.#join(unit, place)
    }
    if (gain <= LEAST_GAIN) {
      this.#rollback(journal, opened)
      return 0
    }
    this.#journal = null
    return gain
  }

  #journal: Journal | null = null

  #begin() {
    this.#journal = new Map()
    return this.#journal
  }

  #touch(id: number): void {
    const q = this.#q
    if (!this.#journal || this.#journal.has(id)) return
    this.#journal.set(id, {
      members: [...this.#members[id]!],
      weight: this.#weight[id]!,
      cost: this.#cost[id]!,
      labels: this.#label.slice(id * q, id * q + q),
    })
  }

  #rollback(journal: Journal, opened: number): void {
    for (const [id, before] of journal) {
      if (id === opened) continue
      this.#members[id] = before.members
      for (const unit of before.members) this.#of[unit] = id
      this.#weight[id] = before.weight
      this.#cost[id] = before.cost
      this.#label.set(before.labels, id * this.#q)
      this.#index.place(id, this.#label)
    }
    this.#index.remove(opened)
    this.#members.pop()
    this.classes--
    this.#journal = null
  }

  result(): number[][] {
    return this.#members
      .filter((members) => members.length > 0)
      .map((members) => [...members].sort((a, b) => a - b))
      .sort((a, b) => a[0]! - b[0]!)
  }
}

/** Columns in the order in which they tell classes apart: those of few labels that cost much first. */
function orderForSearch({ trees }: Problem): Int32Array {
  return Int32Array.from(trees, (_, c) => c).sort((a, b) => trees[a]!.nodes - trees[b]!.nodes || a - b)
}

/** Most lists that the index is to have, as the product of its columns' labels. */
const MOST_LISTS = 4_000

/** Classes by their labels in the first columns of the order: whole lists are passed over at one look. */
class Index {
  readonly columns: number
  readonly keys: number[] = []
  readonly lists: number[][] = []
  readonly #order: Int32Array
  readonly #q: number
  readonly #factor: number[] = []
  readonly #number = new Map<number, number>()
  readonly #at: number[] = []
  readonly #listOf: number[] = []

  constructor({ trees }: Problem, order: Int32Array) {
    this.#order = order
    this.#q = trees.length
    let product = 1
    let columns = 0
    while (columns < trees.length && trees[order[columns]!]!.joined && product * trees[order[columns]!]!.nodes <= MOST_LISTS)
      product *= trees[order[columns++]!]!.nodes
    this.columns = columns
    for (let i = 0; i < columns; i++) this.#factor.push(trees[order[i]!]!.nodes)
  }

  place(id: number, label: Int32Array): void {
    let key = 0
    for (let i = 0; i < this.columns; i++) key = key * this.#factor[i]! + label[id * this.#q + this.#order[i]!]!
    let list = this.#number.get(key)
    if (list === undefined) {
      list = this.lists.length
      this.#number.set(key, list)
      this.lists.push([])
      for (let i = 0; i < this.columns; i++) this.keys.push(label[id * this.#q + this.#order[i]!]!)
    }
    const before = this.#listOf[id]
    if (before === list) return
    if (before !== undefined && before >= 0) this.#take(id, before)
    this.#listOf[id] = list
    this.#at[id] = this.lists[list]!.length
    this.lists[list]!.push(id)
  }

  remove(id: number): void {
    const list = this.#listOf[id]
    if (list === undefined || list < 0) return
    this.#take(id, list)
    this.#listOf[id] = -1
  }

  #take(id: number, list: number): void {
    const ids = this.lists[list]!
    const last = ids.pop()!
    if (last !== id) {
      ids[this.#at[id]!] = last
      this.#at[last] = this.#at[id]!
    }
  }
}

/** Units by the leaf of each column: those below a label lie side by side, as nodes are numbered from left to right. */
class Below {
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
