import type { ColumnDecision, ColumnStep, Recipe, TechniqueName } from '../recipe.ts'

export const stepOf = (decision: ColumnDecision, technique: TechniqueName): ColumnStep | undefined =>
  [decision, ...(decision.then ?? [])].find((step) => step.technique === technique)

/** The columns that a technique works on together with one: those that it names under the key, and those that name it. In the recipe's order. */
export function partnersOf(recipe: Recipe, column: string, technique: TechniqueName, key: 'with' | 'correlatedWith'): string[] {
  const members = new Set([column])
  for (let before = 0; before !== members.size; ) {
    before = members.size
    for (const [name, decision] of recipe.columns) {
      const step = stepOf(decision, technique)
      const named = step?.[key] ?? []
      if (step && (members.has(name) || named.some((one) => members.has(one)))) for (const one of [name, ...named]) members.add(one)
    }
  }
  return [...recipe.columns.keys()].filter((name) => members.has(name))
}
