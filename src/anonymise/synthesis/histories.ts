import { upTo } from '../coding/codes.ts'
import type { CellText } from '../plan.ts'
import { type Classes, classesOf } from './classes.ts'
import type { Chance } from './draws.ts'
import { drawClass, grow, type Sample, type Tree, type Variable } from './tree.ts'

/** Released rows of real persons: what synthetic ones are made after. */
export interface Table {
  columns: { name: string; texts: readonly CellText[]; codes: Int32Array }[]
  /** number of the person of each row, 0 …; rows of one person stand together */
  persons: Int32Array
}

/** How persons are made: first what is one for all rows of a person, then how many rows, then row by row after the row before. */
export interface Model {
  classes: Classes[]
  /** columns of one value per person, in the order drawn */
  fixed: number[]
  varying: number[]
  fixedTrees: Tree[]
  /** null: everybody has one row */
  counts: { tree: Tree; classes: Classes } | null
  varyingTrees: Tree[]
}

/** Deep enough for a thousand leaves; what is finer is chance. */
const DEPTH = 10
/** Later rows of a person are not counted when persons of a leaf are. */
const MOST_PLACES = 8

/**
 * Grows one tree a column, each telling it from the columns before it (sequential CART, Reiter 2005).
 * @param least - persons of every leaf, and of every class that is drawn
 * @param drawn - persons who must hold a text for it to be drawn
 */
export function train(table: Table, least: number, drawn: number): Model {
  const { persons } = table
  const rows = persons.length
  const classes = table.columns.map(({ texts, codes }) => classesOf(texts, codes, persons, drawn))
  const of = table.columns.map(({ codes }, i) => Int32Array.from(codes, (code) => classes[i]!.of[code]!))
  const starts: number[] = []
  persons.forEach((person, row) => {
    if (row === 0 || persons[row - 1] !== person) starts.push(row)
  })
  const single = starts.length === rows
  const isFixed = (i: number) => single || starts.every((start, at) => same(of[i]!, start, starts[at + 1] ?? rows))
  const fixed = table.columns.flatMap((_, i) => (isFixed(i) ? [i] : []))
  const varying = table.columns.flatMap((_, i) => (fixed.includes(i) ? [] : [i]))
  const order = inOrder(
    starts,
    rows,
    varying.map((i) => of[i]!),
  )
  const growth = { least, depth: DEPTH }

  const first = Int32Array.from(starts, (start) => order[start]!)
  const one: Sample = { rows: first.length, place: new Uint8Array(first.length), places: 1 }
  const fixedVariables = fixed.map((i): Variable => ({ classes: classes[i]!, of: first.map((row) => of[i]![row]!) }))
  const fixedTrees = fixedVariables.map((target, i) => grow(one, fixedVariables.slice(0, i), target, growth))
  if (single) return { classes, fixed, varying, fixedTrees, counts: null, varyingTrees: [] }

  const lengths = starts.map((start, at) => (starts[at + 1] ?? rows) - start)
  const most = lengths.reduce((max, n) => Math.max(max, n), 0)
  const countTexts = Array.from({ length: most + 1 }, (_, n) => String(n))
  const countCodes = Int32Array.from(lengths)
  const countClasses = classesOf(
    countTexts,
    countCodes,
    Int32Array.from(lengths, (_, i) => i),
    drawn,
  )
  const countTarget: Variable = { classes: countClasses, of: countCodes.map((code) => countClasses.of[code]!) }
  const counts = { tree: grow(one, fixedVariables, countTarget, growth), classes: countClasses }

  const all: Sample = { rows, place: new Uint8Array(rows), places: Math.min(most, MOST_PLACES) }
  for (let row = 1; row < rows; row++) if (persons[row] === persons[row - 1]) all.place[row] = Math.min(255, all.place[row - 1]! + 1)
  const inRows = (i: number): Variable => ({ classes: classes[i]!, of: order.map((row) => of[i]![row]!) })
  const fixedInRows = fixed.map(inRows)
  const varyingInRows = varying.map(inRows)
  let at = -1
  const countInRows: Variable = {
    classes: countClasses,
    of: Int32Array.from(all.place, (place) => {
      if (place === 0) at++
      return countTarget.of[at]!
    }),
  }
  const before = varyingInRows.map(
    ({ classes: own, of: values }): Variable => ({
      classes: { ...own, count: own.count + 1 },
      of: values.map((_, at) => (all.place[at] === 0 ? 0 : 1 + values[at - 1]!)),
    }),
  )
  const varyingTrees = varyingInRows.map((target, i) =>
    grow(all, [...fixedInRows, countInRows, ...before, ...varyingInRows.slice(0, i)], target, growth),
  )
  return { classes, fixed, varying, fixedTrees, counts, varyingTrees }
}

const same = (of: Int32Array, from: number, to: number): boolean => {
  for (let row = from + 1; row < to; row++) if (of[row] !== of[from]) return false
  return true
}

/** Rows of each person in the order of their classes, whatever order they came in. */
function inOrder(starts: readonly number[], rows: number, by: readonly Int32Array[]): Int32Array {
  const order = upTo(rows)
  if (by.length === 0) return order
  starts.forEach((start, at) => {
    const end = starts[at + 1] ?? rows
    if (end - start > 1)
      order.subarray(start, end).sort((a, b) => {
        for (const own of by) if (own[a] !== own[b]) return own[a]! - own[b]!
        return 0
      })
  })
  return order
}

/** One person's rows: classes and texts in the order of the table's columns. */
export interface History {
  classes: Int32Array[]
  texts: CellText[][]
}

/** Draws one person from the trees. */
export function drawHistory(model: Model, draws: Chance): History {
  const width = model.classes.length
  const own = new Int32Array(width)
  const texts: CellText[] = Array(width).fill(null)
  const put = (column: number, tree: Tree, known: readonly number[]) => {
    const drawn = drawClass(tree, known, draws)
    own[column] = Math.max(0, drawn)
    texts[column] = drawn === -1 ? null : model.classes[column]!.text(drawn, draws)
  }
  const known: number[] = []
  model.fixed.forEach((column, i) => {
    put(column, model.fixedTrees[i]!, known)
    known.push(own[column]!)
  })
  if (!model.counts) return { classes: [own], texts: [texts] }
  const drawn = drawClass(model.counts.tree, known, draws)
  const rows = drawn === -1 ? 1 : Number(model.counts.classes.text(drawn, draws))
  const history: History = { classes: [], texts: [] }
  let before = model.varying.map(() => 0)
  for (let row = 0; row < rows; row++) {
    const known = [...model.fixed.map((column) => own[column]!), Math.max(0, drawn), ...before]
    model.varying.forEach((column, i) => {
      put(column, model.varyingTrees[i]!, known)
      known.push(own[column]!)
    })
    before = model.varying.map((column) => own[column]! + 1)
    history.classes.push(own.slice())
    history.texts.push([...texts])
  }
  return history
}
