import type { Coded } from '../perturbation.ts'
import type { CellText } from '../plan.ts'
import { type Classes, classesOf } from './classes.ts'
import type { Chance } from './draws.ts'
import { leastOf } from './least.ts'
import { drawClass, grow, type Sample, type Variable } from './tree.ts'

const DEPTH = 10
const MOST_PLACES = 8

/**
 * Draws the cells of chosen rows anew from the leaf of a tree that tells the column from others.
 * @param given.order - rows in an order of their own: those of one person together, equal ones next to each other
 * @param given.chosen - rows that get a drawn cell
 * @param given.chance - numbers of a row
 */
export function drawnColumn(
  target: Coded,
  from: readonly Coded[],
  person: Int32Array,
  given: { order: Int32Array; chosen: (row: number) => boolean; chance: (row: number) => Chance; k: number },
): Coded {
  const { order, chosen, chance, k } = given
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
  const codes = target.codes.slice()
  const known = new Int32Array(predictors.length)
  order.forEach((row, i) => {
    if (!chosen(row)) return
    predictors.forEach(({ of }, p) => {
      known[p] = of[i]!
    })
    const numbersOfRow = chance(row)
    const drawn = drawClass(tree, known, numbersOfRow)
    const text = drawn === -1 ? null : own.text(drawn, numbersOfRow)
    let code = numbers.get(text)
    if (code === undefined) {
      code = texts.length
      texts.push(text)
      numbers.set(text, code)
    }
    codes[row] = code
  })
  return { codes, texts }
}
