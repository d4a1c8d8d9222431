import type { Coded } from '../perturbation.ts'
import type { CellText } from '../plan.ts'
import { type Classes, classesOf } from './classes.ts'
import type { Chance } from './draws.ts'
import { leastOf } from './least.ts'
import { drawClass, grow, type Sample, type Variable } from './tree.ts'

const DEPTH = 10
const MOST_PLACES = 8

/** Draws of cells that would make rows which others alone have, before they are left empty. */
const ATTEMPTS = 30

/**
 * Draws the cells of chosen rows anew from the leaf of a tree that tells the column from others. A person's equal cells are drawn
 * together; cells that would make a row which one other person alone has are drawn again (privacy-rules F5), and in the end left empty.
 * @param given.order - rows in an order of their own: those of one person together, equal cells next to each other
 * @param given.chosen - rows that get a drawn cell, a person's all or none
 * @param given.chance - numbers of a row and an attempt
 * @param given.isAnothers - whether a row would be one that one other person alone has
 * @returns the cells, and how many rows were left empty
 */
export function drawnColumn(
  target: Coded,
  from: readonly Coded[],
  person: Int32Array,
  given: {
    order: Int32Array
    chosen: (row: number) => boolean
    chance: (row: number, attempt: number) => Chance
    isAnothers: (row: number, text: CellText) => boolean
    k: number
  },
): Coded & { emptied: number } {
  const { order, chosen, chance, isAnothers, k } = given
  const classesIn = ({ texts, codes }: Coded): Classes => classesOf(texts, codes, person, k)
  const inOrder = (classes: Classes, { codes }: Coded): Variable => ({ classes, of: order.map((row) => classes.of[codes[row]!]!) })
  const own = classesIn(target)
  const sample: Sample = { rows: order.length, place: new Uint8Array(order.length), places: MOST_PLACES }
  for (let i = 1; i < order.length; i++)
    if (person[order[i]!] === person[order[i - 1]!]) sample.place[i] = Math.min(255, sample.place[i - 1]! + 1)
  const predictors = from.map((column) => inOrder(classesIn(column), column))
  const tree = grow(sample, predictors, inOrder(own, target), { least: leastOf(k), depth: DEPTH })

  const texts: CellText[] = [...target.texts]
  const numbers = new Map<CellText, number>()
  texts.forEach((text, code) => {
    numbers.set(text, code)
  })
  const known = new Int32Array(predictors.length)
  const draw = (at: number, attempt: number): CellText => {
    predictors.forEach(({ of }, p) => {
      known[p] = of[at]!
    })
    const numbersOfRow = chance(order[at]!, attempt)
    const drawn = drawClass(tree, known, numbersOfRow)
    return drawn === -1 ? null : own.text(drawn, numbersOfRow)
  }
  const codes = target.codes.slice()
  let emptied = 0
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from]!
    to = from + 1
    while (to < order.length && person[order[to]!] === person[first] && target.codes[order[to]!] === target.codes[first]) to++
    if (!chosen(first)) continue
    const cells: CellText[] = new Array(to - from).fill(null)
    const isLent = () => cells.some((text, i) => text !== null && isAnothers(order[from + i]!, text))
    for (let attempt = 0; attempt < ATTEMPTS && (attempt === 0 || isLent()); attempt++)
      for (let i = 0; i < cells.length; i++) cells[i] = draw(from + i, attempt)
    if (isLent()) {
      emptied += cells.length
      cells.fill(null)
    }
    cells.forEach((text, i) => {
      let code = numbers.get(text)
      if (code === undefined) {
        code = texts.length
        texts.push(text)
        numbers.set(text, code)
      }
      codes[order[from + i]!] = code
    })
  }
  return { codes, texts, emptied }
}
