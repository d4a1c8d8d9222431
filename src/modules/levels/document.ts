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

/** What is wrong with a document: names that do not fit together. Empty: nothing. */
export function documentFaults({ dataLevels, viewingLevels, areas, findings, parties, stop }: LevelsDocument): string[] {
  const ids = (named: { id: string }[]) => new Set(named.map(({ id }) => id))
  const [levels, viewing] = [ids(dataLevels), ids(viewingLevels)]
  return [
    ...findings.filter(({ of }) => !levels.has(of)).map(({ id }) => `findings.${id}.of`),
    ...dataLevels.filter(({ id }) => !findings.some(({ of }) => of === id)).map(({ id }) => `dataLevels.${id}`),
    ...findings.flatMap((finding) =>
      areas
        .filter(({ id }) => {
          const level = finding.viewing[id]
          return level === undefined || (level !== null && !viewing.has(level))
        })
        .map(({ id }) => `findings.${finding.id}.viewing.${id}`),
    ),
    ...(ids(findings).size < findings.length ? ['findings'] : []),
    ...(parties.length < 2 || parties.some(({ roles }) => roles.length === 0) ? ['parties'] : []),
    ...(stop.opinions < 2 ? ['stop.opinions'] : []),
  ]
}
