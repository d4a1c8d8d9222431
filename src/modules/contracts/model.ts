import type { contracts } from './schema.ts'

export type Contract = typeof contracts.$inferSelect
export type { Clauses } from './schema.ts'

/** The contract as an official concludes it. */
export interface TypedContract {
  recipe: string
  periodFrom: string
  periodTo: string
  onwardSupply: string
  outsourcing: string
  penalty?: string
  court: string
}

/** What a recipe says to people: its columns that are supplied, and the files that it names. */
export interface ReadRecipe {
  title: string
  items: { name: string; granularity: string }[]
  sha256: string
}
