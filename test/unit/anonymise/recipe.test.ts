import { describe, expect, it } from 'vitest'
import { parseRecipe, recipeSha256 } from '../../../src/anonymise/index.ts'

const recipe = (over: Record<string, unknown> = {}, columns: Record<string, unknown> = {}) =>
  JSON.stringify({
    sakyu: 'recipe/1',
    title: '試験',
    person: '番号',
    columns: {
      番号: { class: 'linking-code', technique: 'pseudonym', rule: 3 },
      年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age' }, level: 'auto' },
      ...columns,
    },
    privacy: { k: 3 },
    ...over,
  })

describe('recipes', () => {
  it('fills the defaults in', () => {
    const parsed = parseRecipe(recipe())
    expect(parsed.input).toEqual({ encoding: 'auto', delimiter: 'auto', nulls: [''] })
    expect(parsed.output).toEqual({ format: 'csv', encoding: 'utf-8', delimiter: ',', shuffle: true })
    expect(parsed.privacy.suppressionLimit).toBe(0)
    expect([...parsed.columns.keys()]).toEqual(['番号', '年齢'])
  })
  it('reads YAML of the same shape', () => {
    const yaml = 'sakyu: recipe/1\ntitle: 試験\ncolumns:\n  年齢: { class: other, technique: keep, reason: 要る }\nprivacy: { k: 2 }\n'
    expect(parseRecipe(yaml).columns.get('年齢')?.technique).toBe('keep')
  })
  it('takes a column named __proto__ as any other', () => {
    const text = recipe().replace('"年齢"', '"__proto__"')
    expect([...parseRecipe(text).columns.keys()]).toContain('__proto__')
  })
  const column = (decision: unknown) => recipe({}, { 列: decision })
  it.each([
    ['an unknown key', column({ class: 'other', technique: 'keep', resaon: 'x' }), 'columns.列.resaon'],
    [
      'a misspelt hierarchy key',
      column({ class: 'other', technique: 'generalise', hierarchy: { kind: 'number', widths: [5], widht: 1 } }),
      'columns.列.hierarchy.widht',
    ],
    [
      'widths that do not divide',
      column({ class: 'other', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 12] } }),
      'columns.列.hierarchy.widths.1',
    ],
    ['a level too high', column({ class: 'other', technique: 'generalise', hierarchy: { kind: 'age' }, level: 5 }), 'columns.列.level'],
    ['a name that is kept', column({ class: 'direct-identifier', technique: 'keep' }), 'columns.列.technique'],
    ['an individual code under a pseudonym', column({ class: 'individual-code', technique: 'pseudonym' }), 'columns.列.technique'],
    ['limit and percentile', column({ class: 'other', technique: 'top-code', limit: 1, percentile: 99 }), 'columns.列'],
    ['a technique of a later version', column({ class: 'other', technique: 'microaggregate' }), 'columns.列.technique'],
    ['a missing class', column({ technique: 'keep' }), 'columns.列.class'],
    [
      'two comparisons',
      recipe({ records: [{ technique: 'delete-records', where: { column: '年齢', atLeast: 1, lessThan: 3 } }] }),
      'records.0.where',
    ],
    [
      'a condition on no column',
      recipe({ records: [{ technique: 'delete-records', where: { column: '無い', atLeast: 1 } }] }),
      'records.0.where.column',
    ],
    ['a household that is not named', recipe({ records: [{ technique: 'sample', rate: 0.5, by: 'household' }] }), 'records.0.by'],
    ['k of 1', recipe({ privacy: { k: 1 } }), 'privacy.k'],
    ['no requirement', recipe({ privacy: {} }), 'privacy.k'],
    ['a person without a column', recipe({ person: '無い' }), 'person'],
  ])('refuses %s and names the path', (_, text, path) => {
    expect(() => parseRecipe(text)).toThrow(expect.objectContaining({ name: 'RecipeError', path }))
  })
  it('refuses a column or key decided twice, and what is no JSON', () => {
    expect(() => parseRecipe(recipe().replace('"年齢"', '"番号"'))).toThrow(/二度/)
    expect(() => parseRecipe('{"sakyu":')).toThrow(/読めません/)
  })
  it('its hash follows a hierarchy file, and neither order of keys nor place of the file', () => {
    const text = recipe({}, { 職業: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path: 'a.csv' } } })
    const moved = text.replace('a.csv', 'b/a.csv')
    const hash = (written: string, file: string) => recipeSha256(parseRecipe(written), () => file)
    expect(hash(text, '11')).toBe(hash(moved, '11'))
    expect(hash(text, '11')).not.toBe(hash(text, '22'))
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()))
    expect(hash(reordered, '11')).toBe(hash(text, '11'))
  })
})
