import { upTo } from '../../coding/codes.ts'

const LEAF = 8

/**
 * A kd-tree over points from which points are taken away: nearest and farthest of those still there, exactly as by looking at each.
 * Equal distances: the smaller number comes first.
 */
export class PointTree {
  readonly #d: number
  /** coordinates, and number of the point, by place: a leaf's points lie together, those still there first */
  readonly #at: Float64Array
  readonly #id: Int32Array
  readonly #place: Int32Array
  readonly #leafOf: Int32Array
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #left: Int32Array
  readonly #right: Int32Array
  readonly #parent: Int32Array
  readonly #start: Int32Array
  /** points still there below the node */
  readonly #alive: Int32Array
  #nodes = 0
  /** answers of the last query, nearest first */
  readonly found: { ids: Int32Array; distances: Float64Array; count: number }

  /** @param points - n × d coordinates, point by point */
  constructor(points: Float64Array, d: number) {
    const n = points.length / d
    this.#d = d
    this.#id = upTo(n)
    this.#at = Float64Array.from(points)
    this.#place = new Int32Array(n)
    this.#leafOf = new Int32Array(n)
    const most = Math.max(1, 4 * Math.ceil(n / LEAF))
    this.#low = new Float64Array(most * d)
    this.#high = new Float64Array(most * d)
    this.#left = new Int32Array(most)
    this.#right = new Int32Array(most)
    this.#parent = new Int32Array(most).fill(-1)
    this.#start = new Int32Array(most)
    this.#alive = new Int32Array(most)
    this.found = { ids: new Int32Array(16), distances: new Float64Array(16), count: 0 }
    if (n > 0) this.#build(points, 0, n, -1)
    for (let place = 0; place < n; place++) this.#place[this.#id[place]!] = place
  }

  get size(): number {
    return this.#alive[0]!
  }

  #build(points: Float64Array, from: number, to: number, parent: number): number {
    const node = this.#nodes++
    const d = this.#d
    this.#parent[node] = parent
    this.#start[node] = from
    this.#alive[node] = to - from
    let widest = 0
    let width = -1
    for (let j = 0; j < d; j++) {
      let low = Number.POSITIVE_INFINITY
      let high = Number.NEGATIVE_INFINITY
      for (let i = from; i < to; i++) {
        const value = points[this.#id[i]! * d + j]!
        if (value < low) low = value
        if (value > high) high = value
      }
      this.#low[node * d + j] = low
      this.#high[node * d + j] = high
      if (high - low > width) {
        width = high - low
        widest = j
      }
    }
    if (to - from <= LEAF || width === 0) {
      this.#left[node] = -1
      for (let i = from; i < to; i++) {
        const id = this.#id[i]!
        this.#leafOf[id] = node
        for (let j = 0; j < d; j++) this.#at[i * d + j] = points[id * d + j]!
      }
      return node
    }
    const own = this.#id.subarray(from, to)
    own.sort((a, b) => points[a * d + widest]! - points[b * d + widest]! || a - b)
    const middle = from + ((to - from) >> 1)
    this.#left[node] = this.#build(points, from, middle, node)
    this.#right[node] = this.#build(points, middle, to, node)
    return node
  }

  remove(id: number): void {
    const d = this.#d
    const leaf = this.#leafOf[id]!
    const last = this.#start[leaf]! + this.#alive[leaf]! - 1
    const place = this.#place[id]!
    const other = this.#id[last]!
    this.#id[place] = other
    this.#id[last] = id
    this.#place[other] = place
    this.#place[id] = last
    for (let j = 0; j < d; j++) {
      const value = this.#at[place * d + j]!
      this.#at[place * d + j] = this.#at[last * d + j]!
      this.#at[last * d + j] = value
    }
    this.#alive[leaf]!--
    let shrunk = this.#shrinkLeaf(leaf)
    for (let node = this.#parent[leaf]!; node !== -1; node = this.#parent[node]!) {
      this.#alive[node]!--
      if (shrunk) shrunk = this.#shrinkNode(node)
    }
  }

  /** Bounds of the points still there: late in the work they lie far inside those of the start. */
  #shrinkLeaf(leaf: number): boolean {
    const d = this.#d
    const from = this.#start[leaf]!
    const end = from + this.#alive[leaf]!
    let shrunk = false
    for (let j = 0; j < d; j++) {
      let low = Number.POSITIVE_INFINITY
      let high = Number.NEGATIVE_INFINITY
      for (let i = from; i < end; i++) {
        const value = this.#at[i * d + j]!
        if (value < low) low = value
        if (value > high) high = value
      }
      if (low !== this.#low[leaf * d + j] || high !== this.#high[leaf * d + j]) shrunk = true
      this.#low[leaf * d + j] = low
      this.#high[leaf * d + j] = high
    }
    return shrunk
  }

  #shrinkNode(node: number): boolean {
    const d = this.#d
    const left = this.#left[node]! * d
    const right = this.#right[node]! * d
    let shrunk = false
    for (let j = 0; j < d; j++) {
      const low = Math.min(this.#low[left + j]!, this.#low[right + j]!)
      const high = Math.max(this.#high[left + j]!, this.#high[right + j]!)
      if (low !== this.#low[node * d + j] || high !== this.#high[node * d + j]) shrunk = true
      this.#low[node * d + j] = low
      this.#high[node * d + j] = high
    }
    return shrunk
  }

  /** The point farthest from `to` (d coordinates); −1 if none is left. */
  farthest(to: Float64Array): number {
    this.#to = to
    this.#best = -1
    this.#bestDistance = -1
    if (this.size > 0) this.#farther(0)
    return this.#best
  }

  #to: Float64Array = new Float64Array(0)
  #best = -1
  #bestDistance = -1

  #farther(node: number): void {
    const left = this.#left[node]!
    const d = this.#d
    const to = this.#to
    if (left === -1) {
      const end = this.#start[node]! + this.#alive[node]!
      for (let i = this.#start[node]!; i < end; i++) {
        let distance = 0
        for (let j = 0; j < d; j++) {
          const step = this.#at[i * d + j]! - to[j]!
          distance += step * step
        }
        if (distance > this.#bestDistance || (distance === this.#bestDistance && this.#id[i]! < this.#best)) {
          this.#bestDistance = distance
          this.#best = this.#id[i]!
        }
      }
      return
    }
    const right = this.#right[node]!
    const first = this.#most(left)
    const second = this.#most(right)
    const [near, far, nearMost, farMost] = first >= second ? [left, right, first, second] : [right, left, second, first]
    if (nearMost >= this.#bestDistance) this.#farther(near)
    if (farMost >= this.#bestDistance) this.#farther(far)
  }

  /** Largest distance that a point below the node may have; −1 without points. */
  #most(node: number): number {
    if (this.#alive[node] === 0) return -2
    const d = this.#d
    let distance = 0
    for (let j = 0; j < d; j++) {
      const below = this.#to[j]! - this.#low[node * d + j]!
      const above = this.#high[node * d + j]! - this.#to[j]!
      const step = below > above ? below : above
      distance += step * step
    }
    // Sums of larger squares in the same order are never smaller, rounding included: no point is hidden.
    return distance
  }

  /** Puts the `count` points nearest to `to` into `found`, nearest first. */
  nearest(to: Float64Array, count: number): void {
    if (this.found.ids.length < count) {
      this.found.ids = new Int32Array(2 * count)
      this.found.distances = new Float64Array(2 * count)
    }
    this.found.count = 0
    this.#to = to
    this.#wanted = count
    if (this.size > 0) this.#nearer(0)
  }

  #wanted = 0

  #nearer(node: number): void {
    const left = this.#left[node]!
    const d = this.#d
    const to = this.#to
    const { found } = this
    const wanted = this.#wanted
    if (left === -1) {
      const { ids, distances } = found
      const end = this.#start[node]! + this.#alive[node]!
      for (let i = this.#start[node]!; i < end; i++) {
        let distance = 0
        for (let j = 0; j < d; j++) {
          const step = this.#at[i * d + j]! - to[j]!
          distance += step * step
        }
        const id = this.#id[i]!
        let place = found.count
        if (place === wanted) {
          const last = distances[place - 1]!
          if (distance > last || (distance === last && id > ids[place - 1]!)) continue
          place--
        } else found.count++
        while (place > 0 && (distances[place - 1]! > distance || (distances[place - 1] === distance && ids[place - 1]! > id))) {
          distances[place] = distances[place - 1]!
          ids[place] = ids[place - 1]!
          place--
        }
        distances[place] = distance
        ids[place] = id
      }
      return
    }
    const right = this.#right[node]!
    const first = this.#least(left)
    const second = this.#least(right)
    const [near, far, nearLeast, farLeast] = first <= second ? [left, right, first, second] : [right, left, second, first]
    if (found.count < wanted || nearLeast <= found.distances[wanted - 1]!) this.#nearer(near)
    if (found.count < wanted || farLeast <= found.distances[wanted - 1]!) this.#nearer(far)
  }

  #least(node: number): number {
    if (this.#alive[node] === 0) return Number.POSITIVE_INFINITY
    const d = this.#d
    let distance = 0
    for (let j = 0; j < d; j++) {
      const below = this.#low[node * d + j]! - this.#to[j]!
      const above = this.#to[j]! - this.#high[node * d + j]!
      const step = below > 0 ? below : above > 0 ? above : 0
      distance += step * step
    }
    return distance
  }
}
