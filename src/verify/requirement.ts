import type { ModelSpec, Recipe } from '../anonymise/recipe.ts'

/** A model of the recipe; one of a column with the edges of its bands. */
export type ExpectedModel = ModelSpec extends infer M ? (M extends { column: string } ? M & { edges: number[] | null } : M) : never

/** How sensitive columns were spread over those who entered the search, as the run seals it (rule C2). */
export interface SealedReference {
  /** who holds which values together, and how many such persons; '' is a blank */
  columns: Record<string, [values: string[], persons: number][]>
  /** per model: its values in their order, or the groups of each from the lowest level up */
  grounds: Record<string, { order: string[] } | { groups: Record<string, number[]> }>
  /** per model: classes of its population as released, their persons, and whether anybody of the file entered them */
  populations?: Record<string, { over: string[]; classes: [texts: string[], persons: number, entered: boolean][] }>
  /** persons who entered the search: those of whom the declared fraction was drawn */
  persons?: number
}

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
  /** quasi-identifiers leave with values that are not people's own: k is judged by the classes before, which a side file tells (rule A8) */
  disguised: boolean
  /** columns that may link a person's rows: released, no quasi-identifier, not the person */
  others: string[]
  k: number | null
  known: number | null
  householdsPerClass: number
  uniqueShare: number
  models: ExpectedModel[]
  /** null: nobody tells how those who entered the search were spread */
  reference: SealedReference | null
}

/** @param header - columns of the finished file */
export function expectedOf(recipe: Recipe, header: readonly string[], reference: SealedReference | null = null): Expected {
  const released = [...recipe.columns].filter(([name, { technique }]) => technique !== 'delete-column' && header.includes(name))
  const names = (accept: (entry: (typeof released)[number]) => boolean) => released.filter(accept).map(([name]) => name)
  return {
    quasi: names(([, column]) => column.class === 'quasi-identifier'),
    kept: names(([, column]) => column.class !== 'quasi-identifier' && column.technique === 'keep'),
    repeat: recipe.privacy.repeat.filter((name) => header.includes(name)),
    person: recipe.person ?? null,
    household: recipe.household ?? null,
    synthetic: recipe.records.some(({ technique }) => technique === 'synthesise'),
    disguised: isDisguised(
      recipe,
      names(([, column]) => column.class === 'quasi-identifier'),
    ),
    others: names(([name, column]) => column.class !== 'quasi-identifier' && name !== recipe.person),
    k: recipe.privacy.k ?? null,
    known: recipe.privacy.known ?? null,
    householdsPerClass: recipe.privacy.households.perClass,
    uniqueShare: recipe.privacy.floors.uniqueShare,
    models: recipe.privacy.models.map(
      (model): ExpectedModel => ('column' in model ? { ...model, edges: recipe.columns.get(model.column)?.bands?.edges ?? null } : model),
    ),
    reference,
  }
}

const OVER_ROWS = ['microaggregate', 'swap', 'add-noise', 'shift-dates', 'synthesise', 'displace']

/** Whether values of quasi-identifiers are replaced, but for groups that all of them make together: there the file's own classes count. */
function isDisguised(recipe: Recipe, quasi: readonly string[]): boolean {
  const steps = [...recipe.columns].flatMap(([name, decision]) =>
    [decision, ...(decision.then ?? [])].filter(({ technique }) => OVER_ROWS.includes(technique)).map((step) => ({ name, step })),
  )
  const replaced = steps.filter(({ name }) => quasi.includes(name))
  if (replaced.length === 0) return false
  if (recipe.privacy.k === undefined || replaced.some(({ step }) => step.technique !== 'microaggregate')) return true
  // Columns that name each other are one group, directly or over others.
  const groups = steps
    .filter(({ step }) => step.technique === 'microaggregate')
    .map(({ name, step }) => new Set([name, ...(step.with ?? [])]))
  const group = new Set([replaced[0]!.name])
  for (let before = 0; before !== group.size; ) {
    before = group.size
    for (const one of groups) if ([...one].some((name) => group.has(name))) for (const name of one) group.add(name)
  }
  const by = steps.filter(({ name }) => group.has(name)).flatMap(({ step }) => step.by ?? [])
  return quasi.some((name) => !group.has(name) && !by.includes(name))
}

/** Columns of the file that the recipe does not release, and released ones that the file lacks. */
export function strangers(recipe: Recipe, header: readonly string[]): { unknown: string[]; missing: string[] } {
  const released = [...recipe.columns].filter(([, { technique }]) => technique !== 'delete-column').map(([name]) => name)
  return { unknown: header.filter((name) => !released.includes(name)), missing: released.filter((name) => !header.includes(name)) }
}
