import type { CellNode, CellText, Expectation, Ladder } from '../plan.ts'
import type { HierarchySpec, Recipe } from '../recipe.ts'
import { formatNumber, parseNumber } from '../values/number.ts'

/** A column technique (加工手法): lowers its parameters to steps of a cell's way. It knows no engine. */
export interface Technique<Parameters> {
  name: string
  lower: (parameters: Parameters, context: LowerContext) => CellNode[]
}

export interface LowerContext {
  column: string
  /** domain of pseudonyms if the recipe names none */
  domain: string
  ladder: (spec: HierarchySpec) => Ladder
  /** the whole: columns that work together are found in it */
  recipe: Recipe
}

export const IS_NUMBER: Expectation = {
  kind: '数でない値',
  mend: '数だけの列にするか、この値の行を records の delete-records で除くか、input.nulls に加えてください',
}

/** A map over numbers: null stays null, a text that is no number is refused. `change` gets the number and answers the new text, or null to leave the cell as read. */
export const overNumbers = (change: (value: number) => string | null): CellNode => ({
  node: 'map',
  expects: IS_NUMBER,
  apply: (value: CellText) => {
    if (value === null) return null
    const number = parseNumber(value)
    return number === null ? undefined : (change(number) ?? value)
  },
})

export const fillLimit = (label: string, limit: number): string => label.replaceAll('{limit}', formatNumber(limit))
