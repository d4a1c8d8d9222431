import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { recipeSchema, TECHNIQUES } from '../../../src/anonymise/index.ts'

const variants = (name: string, tag: string): string[] => {
  const { $defs } = recipeSchema() as { $defs: Record<string, { oneOf: { properties: Record<string, { const: string }> }[] }> }
  return $defs[name]!.oneOf.map(({ properties }) => properties[tag]!.const)
}
const missing = (names: readonly string[], file: (name: string) => string) => names.filter((name) => !existsSync(file(name)))

it('every technique of the recipe is one of the library, and has its spec file', () => {
  expect(variants('column', 'technique').sort()).toEqual(TECHNIQUES.map(({ name }) => name).sort())
  expect(missing([...variants('column', 'technique'), 'delete-records', 'sample'], (name) => `test/spec/${name}.spec.ts`)).toEqual([])
})

it('every hierarchy has its spec file', () => {
  const kinds = variants('hierarchy', 'kind')
  expect(kinds.length).toBeGreaterThan(5)
  expect(missing(kinds, (kind) => `test/spec/hierarchy-${kind}.spec.ts`)).toEqual([])
})
