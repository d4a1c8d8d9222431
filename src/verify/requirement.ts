import type { Recipe } from '../anonymise/recipe.ts'

/** What a finished file must meet, read from the recipe alone. */
export interface Expected {
  /** released columns of class quasi-identifier, in the recipe's order */
  quasi: string[]
  /** released columns that the recipe keeps as they are: dates and years among them belong to a history */
  kept: string[]
  /** columns that the recipe adds to the history (privacy.repeat) */
  repeat: string[]
  person: string | null
  household: string | null
  /** rows of nobody stand among the others: only a side file tells which (rule A7) */
  synthetic: boolean
  /** columns that may link a person's rows: released, no quasi-identifier, not the person */
  others: string[]
  k: number | null
  known: number | null
  householdsPerClass: number
  uniqueShare: number
  models: { model: 'distinct-l-diversity'; column: string; l: number; edges: number[] | null }[]
}

/** @param header - columns of the finished file */
export function expectedOf(recipe: Recipe, header: readonly string[]): Expected {
  const released = [...recipe.columns].filter(([name, { technique }]) => technique !== 'delete-column' && header.includes(name))
  const names = (accept: (entry: (typeof released)[number]) => boolean) => released.filter(accept).map(([name]) => name)
  return {
    quasi: names(([, column]) => column.class === 'quasi-identifier'),
    kept: names(([, column]) => column.class !== 'quasi-identifier' && column.technique === 'keep'),
    repeat: recipe.privacy.repeat.filter((name) => header.includes(name)),
    person: recipe.person ?? null,
    household: recipe.household ?? null,
    synthetic: recipe.records.some(({ technique }) => technique === 'synthesise'),
    others: names(([name, column]) => column.class !== 'quasi-identifier' && name !== recipe.person),
    k: recipe.privacy.k ?? null,
    known: recipe.privacy.known ?? null,
    householdsPerClass: recipe.privacy.households.perClass,
    uniqueShare: recipe.privacy.floors.uniqueShare,
    models: recipe.privacy.models.map((model) => ({ ...model, edges: recipe.columns.get(model.column)?.bands?.edges ?? null })),
  }
}

/** Columns of the file that the recipe does not release, and released ones that the file lacks. */
export function strangers(recipe: Recipe, header: readonly string[]): { unknown: string[]; missing: string[] } {
  const released = [...recipe.columns].filter(([, { technique }]) => technique !== 'delete-column').map(([name]) => name)
  return { unknown: header.filter((name) => !released.includes(name)), missing: released.filter((name) => !header.includes(name)) }
}
