import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { canonicalJson } from './canonical-json.ts'
import { checkRecipe } from './recipe-checks.ts'
import { readDocument } from './recipe-document.ts'
import type { Json, JsonObject, Recipe } from './recipe-model.ts'
import { recipeShape } from './recipe-schema.ts'

export type * from './recipe-model.ts'
export { columnName } from './recipe-path.ts'

/**
 * Reads a recipe: JSON, or YAML 1.2 of the same shape. Fills every default in and checks all that needs no data.
 *
 * @throws {RecipeError} with the path of the first fault, what it is and how to mend it
 */
export function parseRecipe(text: string): Recipe {
  const document = readDocument(text)
  const written = recipeShape.read(document, '')
  const recipe: Recipe = { ...written, document }
  checkRecipe(recipe)
  return recipe
}

/** Files of populations that models name, as written. */
export const populationsOf = (recipe: Recipe): string[] =>
  recipe.privacy.models.flatMap((model) => ('population' in model ? [model.population] : []))

/** Files that the recipe names, as written. */
export const filesOf = (recipe: Recipe): string[] => [
  ...new Set(
    [
      ...[...recipe.columns.values()].flatMap((decision) => [decision, ...(decision.then ?? [])]),
      ...recipe.privacy.models.filter((model) => model.model === 't-closeness'),
    ]
      .flatMap(({ hierarchy }) => (hierarchy?.kind === 'file' ? [hierarchy.path] : []))
      .concat(populationsOf(recipe)),
  ),
]

/**
 * The recipe's hash: SHA-256 of its RFC 8785 JSON, each file's path replaced by the file's own hash (rule F6), so that a
 * recipe with a changed hierarchy is another recipe and the place of the file does not matter.
 *
 * @param sha256OfFile - hex digest of a file by the path as written
 * @returns 64 hex digits
 */
export function recipeSha256(recipe: Recipe, sha256OfFile: (path: string) => string): string {
  const document = recipe.document as JsonObject
  const columns = new Map([...(document.get('columns') as JsonObject)].map(([name, step]) => [name, inStep(step, sha256OfFile)]))
  const hashed: JsonObject = new Map(document).set('columns', columns)
  const privacy = document.get('privacy')
  const models = privacy instanceof Map ? privacy.get('models') : undefined
  if (privacy instanceof Map && Array.isArray(models))
    hashed.set(
      'privacy',
      new Map(privacy).set(
        'models',
        models.map((model) => inModel(model, sha256OfFile)),
      ),
    )
  return bytesToHex(sha256(new TextEncoder().encode(canonicalJson(hashed))))
}

/** The steps of a column with hashes for paths; only a hierarchy's own `path` is one, whatever other keys are called. */
function inStep(step: Json, sha256OfFile: (path: string) => string): Json {
  if (!(step instanceof Map)) return step
  const copy: JsonObject = new Map(step)
  const hierarchy = copy.get('hierarchy')
  const path = hierarchy instanceof Map ? hierarchy.get('path') : undefined
  if (hierarchy instanceof Map && typeof path === 'string') copy.set('hierarchy', new Map(hierarchy).set('path', sha256OfFile(path)))
  const then = copy.get('then')
  if (Array.isArray(then))
    copy.set(
      'then',
      then.map((further) => inStep(further, sha256OfFile)),
    )
  return copy
}

function inModel(model: Json, sha256OfFile: (path: string) => string): Json {
  const copy = inStep(model, sha256OfFile)
  const population = copy instanceof Map ? copy.get('population') : undefined
  return copy instanceof Map && typeof population === 'string' ? new Map(copy).set('population', sha256OfFile(population)) : copy
}
