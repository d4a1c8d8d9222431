import { expect, it } from 'vitest'
import { parseRecipe, TECHNIQUES } from '../../../src/anonymise/index.ts'
import { isOverRows } from '../../../src/anonymise/perturbation-checks.ts'
import type { ColumnDecision, Recipe } from '../../../src/anonymise/recipe.ts'
import { expectedOf } from '../../../src/verify/requirement.ts'

const plain = parseRecipe(
  JSON.stringify({
    sakyu: 'recipe/1',
    title: '試験',
    person: null,
    columns: { 年齢: { class: 'quasi-identifier', technique: 'keep' }, 性別: { class: 'quasi-identifier', technique: 'keep' } },
    privacy: { k: 2 },
  }),
)

const disguised = (年齢: Partial<ColumnDecision>, 性別: Partial<ColumnDecision> = {}) => {
  const decided = { 年齢, 性別 } as Record<string, Partial<ColumnDecision>>
  const columns = new Map([...plain.columns].map(([name, decision]) => [name, { ...decision, ...decided[name] }]))
  return expectedOf({ ...plain, columns } as Recipe, ['年齢', '性別']).disguised
}

it('A8 the verifier knows every technique that replaces values, first in a column or after others', () => {
  const names = TECHNIQUES.map(({ name }) => ({ technique: name }) as ColumnDecision).filter(isOverRows)
  expect(names.length).toBeGreaterThan(3)
  for (const step of names) {
    expect(disguised(step)).toBe(true)
    // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
    expect(disguised({ technique: 'round', then: [step] })).toBe(true)
  }
  expect(disguised({})).toBe(false)
})

it('A8 groups of all quasi-identifiers are no disguise, groups of some are', () => {
  const grouped = { technique: 'microaggregate' } as const
  expect(disguised({ ...grouped, by: ['性別'] })).toBe(false)
  expect(disguised({ ...grouped, with: ['性別'] }, grouped)).toBe(false)
  expect(disguised(grouped, { ...grouped, with: ['年齢'] })).toBe(false)
  expect(disguised(grouped)).toBe(true)
  expect(disguised(grouped, grouped)).toBe(true)
  expect(disguised({ ...grouped, with: ['性別'] }, { technique: 'swap' })).toBe(true)
})
