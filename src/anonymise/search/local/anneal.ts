import { Boxes } from './boxes.ts'
import { Exchange } from './exchange.ts'
import { orderForSearch } from './label-index.ts'
import { labelsOf, type Problem, partOf } from './problem.ts'
import { propose, sequence } from './proposals.ts'

/** What is let through at first and at last, per person of a smallest class and in shares of a hidden cell. */
const WARM = 0.08
const COLD = 0.015

/** What a missing person costs at first and at last, in hidden records. */
const LENIENT = 1
const STRICT = 3

/** Moves after which temperature and price are set anew. */
const STRIDE = 64

/** What a move counts beside its looks. */
const LOOKS_FOR_A_MOVE = 20

/** Share of the new classes that take the place of the one they draw most persons from; the others open beside all. */
const IN_PLACE = 0.8

/**
 * Simulated annealing over the labels of classes: a class gives way to one that is finer in a column, coarser in another, or both, or
 * opens or closes; units go where they lose least, as long as each class keeps enough. Draws come from a fixed sequence and the effort
 * is counted in looks, so that the same classes always give the same result.
 *
 * @param from - every unit in one class that holds; models beyond k are not asked
 * @param effort - units and words of 32 units that may be looked at
 * @returns classes of k persons each; not always better ones
 * @source Kirkpatrick, Gelatt and Vecchi 1983
 */
export function anneal(whole: Problem, from: readonly (readonly number[])[], effort: number): number[][] {
  // Alike units side by side: what a box holds then lies in few places.
  const order = sideBySide(whole)
  const problem = partOf(whole, order)
  const boxes = boxesOf(problem, from, order)
  const exchange = new Exchange(boxes)
  const { trees, k } = problem
  const record = trees.reduce((sum, { cost }) => sum + cost[0]!, 0)
  const draw = sequence()
  const box = new Int32Array(trees.length)
  let temperature = 0
  for (let move = 0; exchange.looks < effort && boxes.open.length > 0; move++) {
    if (move % STRIDE === 0) {
      const done = exchange.looks / effort
      temperature = (k * record * WARM * (COLD / WARM) ** done) / trees.length
      exchange.price = record * LENIENT * (STRICT / LENIENT) ** done
    }
    exchange.looks += LOOKS_FOR_A_MOVE
    const id = boxes.open[Math.floor(draw() * boxes.open.length)]!
    const kind = propose(boxes, id, draw, box)
    if (kind === 'none') continue
    const opens = kind === 'close' ? null : box
    const gone = kind !== 'open' ? id : draw() < IN_PLACE ? exchange.mostDrained(box) : -1
    const limit = -temperature * Math.log(1 - draw())
    if (exchange.weigh(gone, opens, limit) <= limit) exchange.carryOut(gone, opens)
  }
  makeHold(boxes, exchange, record)
  return boxes.result().map((members) => members.map((unit) => order[unit]!).sort((a, b) => a - b))
}

/** Units in ascending order of their leaves, columns of few labels first. */
function sideBySide(problem: Problem): number[] {
  const { leaf, units } = problem
  const q = problem.trees.length
  const columns = orderForSearch(problem)
  return Array.from({ length: units }, (_, unit) => unit).sort((a, b) => {
    for (const c of columns) if (leaf[a * q + c] !== leaf[b * q + c]) return leaf[a * q + c]! - leaf[b * q + c]!
    return a - b
  })
}

/** Boxes of the classes' labels, with the units in them; unit i of the problem is unit `order[i]` of the classes. */
function boxesOf(problem: Problem, classes: readonly (readonly number[])[], order: readonly number[]): Boxes {
  const number = new Int32Array(order.length)
  order.forEach((unit, i) => {
    number[unit] = i
  })
  const boxes = new Boxes(problem)
  const labels = new Int32Array(problem.trees.length)
  const known = new Map([[labels.join(), 0]])
  for (const members of classes) {
    if (members.length === 0) continue
    const units = members.map((unit) => number[unit]!)
    labelsOf(problem, units, 0, units.length, labels)
    const key = labels.join()
    const id = known.get(key) ?? boxes.add(labels)
    known.set(key, id)
    for (const unit of units) boxes.move(unit, id)
  }
  if (boxes.of.includes(-1)) throw new Error('a unit is in no class')
  return boxes
}

/** Fills up boxes that are short of persons at any price, and closes those that cannot be, the smallest first. */
function makeHold(boxes: Boxes, exchange: Exchange, record: number): void {
  const { k } = boxes.problem
  const { held, open } = boxes
  exchange.price = 100 * record
  for (;;) {
    const short = [0, ...open].filter((id) => held[id]! > 0 && held[id]! < k).sort((a, b) => a - b)
    for (const id of short) exchange.settle(id)
    const left = short.filter((id) => held[id]! > 0 && held[id]! < k)
    if (left.length === 0) break
    // Box 0 cannot be closed: where it is all that is short, another class joins it.
    const choice = left.some((id) => id > 0) ? left.filter((id) => id > 0) : [...open].sort((a, b) => a - b)
    if (choice.length === 0) break
    boxes.remove(choice.reduce((least, id) => (held[id]! < held[least]! ? id : least)))
  }
  for (const id of [...open].sort((a, b) => a - b)) exchange.settle(id)
}
