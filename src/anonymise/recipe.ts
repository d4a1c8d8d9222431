import { sha256 } from '@noble/hashes/sha2.js'
import { canonicalJson } from './canonical-json.ts'
import { RecipeError } from './errors.ts'
import { readDocument } from './recipe-document.ts'
import { firstFault } from './recipe-faults.ts'
import type { ColumnDecision, Recipe } from './recipe-model.ts'
import { columnForm, recipeForm } from './recipe-schema.ts'
import { checkSense } from './recipe-sense.ts'

export type * from './recipe-model.ts'

/** A column's name as it is compared: BOM and outer blanks cut, NFC. */
export const columnName = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .trim()
    .normalize('NFC')

/**
 * Reads a recipe: JSON, or YAML 1.2 of the same shape.
 *
 * @throws {RecipeError} with the path of the first fault, what it is and how to mend it
 */
export function parseRecipe(text: string): Recipe {
  const document = readDocument(text)
  const parsed = recipeForm.safeParse(document)
  if (!parsed.success) throw firstFault(parsed.error, document, [])
  const written = document.columns
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    throw new RecipeError('columns', '列ごとの加工を { "列名": { … } } の形で書いてください。')
  const columns = new Map<string, ColumnDecision>()
  for (const [key, decision] of Object.entries(written)) {
    const name = columnName(key)
    if (columns.has(name)) throw new RecipeError(`columns.${name}`, '同じ列が二度書かれています。どちらかを消してください。')
    const checked = columnForm.safeParse(decision)
    if (!checked.success) throw firstFault(checked.error, decision, ['columns', name])
    columns.set(name, checked.data as unknown as ColumnDecision)
  }
  const { columns: _, ...rest } = parsed.data
  const recipe = { ...rest, columns, document } as Recipe
  if (recipe.person) recipe.person = columnName(recipe.person)
  if (recipe.household) recipe.household = columnName(recipe.household)
  checkSense(recipe)
  return recipe
}

/** Files that the recipe names, as written. */
export const filesOf = (recipe: Recipe): string[] => [
  ...new Set(
    [...recipe.columns.values()]
      .flatMap((decision) => [decision, ...(decision.then ?? [])])
      .flatMap(({ hierarchy }) => (hierarchy?.kind === 'file' ? [hierarchy.path] : [])),
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
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced)
    if (typeof value !== 'object' || value === null) return value
    const out: Record<string, unknown> = Object.create(null)
    for (const [key, inner] of Object.entries(value)) out[key] = key === 'hierarchy' ? withHash(inner) : replaced(inner)
    return out
  }
  const withHash = (value: unknown): unknown => {
    const inner = replaced(value) as Record<string, unknown>
    if (typeof inner === 'object' && inner !== null && inner.kind === 'file' && typeof inner.path === 'string')
      inner.path = sha256OfFile(inner.path)
    return inner
  }
  const digest = sha256(new TextEncoder().encode(canonicalJson(replaced(recipe.document))))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
