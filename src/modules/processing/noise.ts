import { parseRecipe, type Recipe, RecipeError } from '../../anonymise/index.ts'

/** What is left of a column's noise once the same file was provided several times. */
export interface NoiseLeft {
  column: string
  /** standard deviation of this provision's own noise, a share of the column's ("scale") or in its unit ("absolute") */
  kind: 'scale' | 'absolute'
  own: number
  /** provisions of the file that carry noise in this column, this one with them */
  provisions: number
  /** standard deviation left to whoever averages them all, as `own` */
  left: number
}

/**
 * Each provision draws its noise anew, so averages of R of them have a scale of 1/√R (privacy-rules D5). Where scales differ the best
 * weights are taken: 1 / √Σ 1/scale². A provision that says its noise in the other way counts as if it were as large as this one.
 */
export function noiseLeft(recipe: string, earlier: readonly string[]): NoiseLeft[] {
  const before = earlier.map(noiseOf)
  return [...noiseOf(recipe)].map(([column, { kind, own }]) => {
    const others = before.flatMap((one) => one.get(column) ?? [])
    const precision = [{ kind, own }, ...others].reduce((sum, other) => sum + (other.kind === kind ? other.own : own) ** -2, 0)
    return { column, kind, own, provisions: others.length + 1, left: precision ** -0.5 }
  })
}

function noiseOf(text: string): Map<string, Pick<NoiseLeft, 'kind' | 'own'>> {
  const found = new Map<string, Pick<NoiseLeft, 'kind' | 'own'>>()
  for (const [column, decision] of read(text)?.columns ?? [])
    for (const step of [decision, ...(decision.then ?? [])]) {
      if (step.technique !== 'add-noise') continue
      if (step.absolute !== undefined) found.set(column, { kind: 'absolute', own: step.absolute })
      else if (step.scale !== undefined) found.set(column, { kind: 'scale', own: step.scale })
    }
  return found
}

/** Contracted recipes were read when they were contracted; one that this version does not read any more tells nothing here. */
function read(text: string): Recipe | null {
  try {
    return parseRecipe(text)
  } catch (error) {
    if (error instanceof RecipeError) return null
    throw error
  }
}
