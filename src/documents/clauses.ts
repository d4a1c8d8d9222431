import { mapTexts } from './lines.ts'
import type { DocumentModel } from './model.ts'

/** What a contract must hold. `source`: the place that asks for it; null: no law does, comparable contracts have it. */
export interface Clause {
  no: number
  label: string
  source: string | null
  /** a body may leave it out: whether it may agree on it is for the body to judge */
  optional?: boolean
  marks: string[]
}

/** The clauses that come with the product, once they are read. */
export let CLAUSES: readonly Clause[] = []

/** Takes data-catalog/contract-clauses.json. */
export function knowClauses(document: { clauses: readonly Clause[] }): void {
  CLAUSES = document.clauses
}

/** The clauses that a contract, as it will be issued, does not hold: any of the words that make one up is not there. */
export function missingClauses(model: DocumentModel): Clause[] {
  const texts: string[] = []
  mapTexts(model, (text) => {
    texts.push(text)
    return text
  })
  const whole = texts.join('\n')
  return CLAUSES.filter(({ marks }) => marks.some((mark) => !whole.includes(mark)))
}
