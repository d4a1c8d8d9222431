import { describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/anonymise/index.ts'

const recipe = (columns: object, more: object = {}) =>
  JSON.stringify({
    sakyu: 'recipe/1',
    title: '試験',
    columns: { 年齢: { class: 'quasi-identifier', technique: 'keep' }, ...columns },
    privacy: { k: 2 },
    ...more,
  })
const code = (decision: object) => ({ 個人番号: { class: 'individual-code', ...decision } })
const where = { column: '年齢', isNull: true }

describe('D3: individual codes', () => {
  it.each([
    ['a pseudonym', { technique: 'pseudonym' }, 'columns.個人番号.technique'],
    ['kept', { technique: 'keep' }, 'columns.個人番号.technique'],
    [
      'emptied in part, then a pseudonym',
      // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
      { technique: 'delete-cells', where, then: [{ technique: 'pseudonym' }] },
      'columns.個人番号.technique',
    ],
    ['rounded', { technique: 'round', step: 1_000 }, 'columns.個人番号.technique'],
    ['the first digits of it', { technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [4] } }, 'columns.個人番号.technique'],
  ])('D3 never leave as %s', (_, decision, path) => {
    expect(() => parseRecipe(recipe(code(decision)))).toThrow(expect.objectContaining({ name: 'RecipeError', path }))
  })
  it('D3 may tell persons apart only where they are deleted', () => {
    const person = { person: '個人番号' }
    expect(parseRecipe(recipe(code({ technique: 'delete-column' }), person)).person).toBe('個人番号')
    expect(() => parseRecipe(recipe(code({ technique: 'pseudonym' }), person))).toThrow(expect.objectContaining({ name: 'RecipeError' }))
  })
})
