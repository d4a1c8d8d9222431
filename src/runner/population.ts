import type { Findings } from '../anonymise/index.ts'
import { populationUniques } from '../risk/index.ts'

/** What is said of the population that a drawn file stands for. */
export interface PopulationRisk {
  /** share of the population in the file, as drawn */
  fraction: number
  by: string[]
  /** null: not a simple random sample of the units that are counted; nothing can be estimated */
  estimates: { pitman: number | null; zayatz: number | null; snb: number | null; dankar: number | null } | null
}

/**
 * Estimated shares of persons alone in the population, for a simple random sample of known rate; null for a whole register,
 * whose uniques are the file's own (rule B4). Households drawn whole are no such sample, nor are records of persons with several.
 *
 * @param sizes - of the classes in the finished file, and how many there are of each
 */
export function populationRisk(findings: Findings, sizes: readonly (readonly [number, number])[]): PopulationRisk | null {
  const { sampled, persons, rows, unit } = findings
  if (sampled.length === 0) return null
  const fraction = sampled.reduce((product, { rate }) => product * rate, 1)
  const oneRowEach = unit === 'rows' || persons?.output === rows.output
  const isSimple = sampled.every(({ by }) => by === 'person' || (by === 'record' && oneRowEach))
  return {
    fraction,
    by: sampled.map(({ by }) => by),
    estimates: isSimple && findings.synthetic === null ? populationUniques(new Map(sizes), fraction) : null,
  }
}
