import { type Cost, compareCosts } from './measures/cost.ts'

/** A queue that gives the cheapest first. */
export class Heap<T extends { cost: Cost }> {
  private readonly items: T[] = []

  get size(): number {
    return this.items.length
  }

  /** The lowest cost in the queue; Infinity if it is empty. */
  get next(): Cost {
    return this.items[0]?.cost ?? Number.POSITIVE_INFINITY
  }

  push(item: T): void {
    const { items } = this
    let i = items.length
    items.push(item)
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (compareCosts(items[parent]!.cost, item.cost) <= 0) break
      items[i] = items[parent]!
      i = parent
    }
    items[i] = item
  }

  /** Takes the cheapest; undefined if there is none. */
  take(): T | undefined {
    const { items } = this
    const first = items[0]
    const last = items.pop()
    if (items.length === 0 || last === undefined) return first
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= items.length) break
      if (child + 1 < items.length && compareCosts(items[child + 1]!.cost, items[child]!.cost) < 0) child++
      if (compareCosts(items[child]!.cost, last.cost) >= 0) break
      items[i] = items[child]!
      i = child
    }
    items[i] = last
    return first
  }
}
