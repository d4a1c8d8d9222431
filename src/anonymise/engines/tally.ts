import type { CellText } from '../plan.ts'
import { FORMULA_STARTS, typeOf } from '../values/cell-type.ts'
import type { Texts } from './engine.ts'
import { compareBytes } from './text.ts'

/** What the texts of a column are. @param entries - distinct texts with their rows, null's among them if any row holds it */
export function textsOf(entries: readonly { text: CellText; rows: number }[], atMost: number): Texts {
  const held = entries.filter(({ text }) => text !== null)
  const order = (a: CellText, b: CellText) => (a === null ? -1 : b === null ? 1 : compareBytes(a, b))
  return {
    tally: held.length <= atMost ? [...entries].sort((a, b) => order(a.text, b.text)) : null,
    distinct: held.length,
    nulls: entries.find(({ text }) => text === null)?.rows ?? 0,
    type: typeOf(held.map(({ text }) => text!)),
    formulas: held.reduce((sum, { text, rows }) => sum + (FORMULA_STARTS.includes(text![0] ?? ' ') ? rows : 0), 0),
  }
}
