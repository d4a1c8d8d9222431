import type { Role } from '../../core/index.ts'

interface Named {
  id: string
  label: string
}

/** A procedure by which an organisation decides who may see what is made of a file: its words and its rules are data. */
export interface LevelsDocument {
  id: string
  version: string
  title: string
  source: string
  explain: string
  dataLevels: (Named & { meaning: string })[]
  viewingLevels: (Named & { meaning: string })[]
  /** how fine a map or table may be */
  areas: Named[]
  /** what is found of a finished product, for one data level each; by area who may see it, null: nobody */
  findings: (Named & { of: string; viewing: Record<string, string | null> })[]
  /** those who decide together, one proposing and another agreeing */
  parties: (Named & { roles: Role[] })[]
  /** opinions: of so many experts before it may be decided again */
  stop: { explain: string; roles: Role[]; opinions: number }
}

/** The document that comes with the product, once it is read. */
export let LEVELS: LevelsDocument

/** Takes data-catalog/overlays/kobe-levels.json. */
export function knowLevels(document: LevelsDocument): void {
  LEVELS = document
}
