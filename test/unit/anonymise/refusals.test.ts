import { describe, expect, it } from 'vitest'
import { AddressBook, compileHierarchy, compilePlan, parseRecipe } from '../../../src/anonymise/index.ts'

/** Recipes that cannot work, whatever the file: each is refused while it is compiled, with path, reason and mend. */

const FILES: Record<string, string> = {
  'tree.csv': '東;県\n西;県\n',
  'splits.csv': '東;町;甲\n西;町;乙\n南;村;乙\n',
  'ragged.csv': '東;県\n西\n',
  'renames.csv': '東;甲\n西;乙\n',
  'late.csv': '東;甲;県\n西;乙;県\n',
}
const compile = (document: object) =>
  compilePlan(parseRecipe(JSON.stringify(document)), (spec, column) =>
    compileHierarchy(spec, { column, readFile: (path) => FILES[path] ?? '', addresses: new AddressBook([]) }),
  )

const age = { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10] } }
const base = {
  sakyu: 'recipe/1',
  title: '試験',
  person: '番号',
  columns: {
    番号: { class: 'linking-code', technique: 'pseudonym' },
    年齢: age,
    所得: { class: 'sensitive', technique: 'keep', reason: '試験' },
  },
  privacy: { k: 3 },
}
const withColumn = (name: string, decision: object) => ({ ...base, columns: { ...base.columns, [name]: decision } })
const town = (path: string) => withColumn('町', { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path } })
const withModel = (model: object) => ({ ...base, privacy: { k: 3, models: [model] } })
const sample = (rate: number) => ({ ...base, records: [{ technique: 'sample', rate }] })

describe('recipes that cannot work', () => {
  it('the recipe that the others are made from does', () => expect(() => compile(base)).not.toThrow())
  it.each([
    ['k of 1', { ...base, privacy: { k: 1 } }, 'privacy.k'],
    ['a sampling rate of 0', sample(0), 'records.0.rate'],
    ['a sampling rate of 1', sample(1), 'records.0.rate'],
    ['a negative limit', { ...base, privacy: { k: 3, suppressionLimit: -0.1 } }, 'privacy.suppressionLimit'],
    ['a limit above all', { ...base, privacy: { k: 3, suppressionLimit: 1.1 } }, 'privacy.suppressionLimit'],
    [
      'a sensitive column that makes classes',
      withModel({ model: 'distinct-l-diversity', column: '年齢', l: 2 }),
      'privacy.models.0.column',
    ],
    ['a model of no column', withModel({ model: 'distinct-l-diversity', column: '無い', l: 2 }), 'privacy.models.0.column'],
    ['l of 1', withModel({ model: 'distinct-l-diversity', column: '所得', l: 1 }), 'privacy.models.0.l'],
    [
      'widths that do not grow',
      withColumn('年齢', { ...age, hierarchy: { kind: 'number', widths: [10, 5] } }),
      'columns.年齢.hierarchy.widths.1',
    ],
    [
      'widths that do not nest',
      withColumn('年齢', { ...age, hierarchy: { kind: 'number', widths: [4, 10] } }),
      'columns.年齢.hierarchy.widths.1',
    ],
    ['a width of 0', withColumn('年齢', { ...age, hierarchy: { kind: 'number', widths: [0] } }), 'columns.年齢.hierarchy.widths.0'],
    ['a level that is not there', withColumn('年齢', { ...age, level: 4 }), 'columns.年齢.level'],
    ['a range that reaches beyond', withColumn('年齢', { ...age, level: { min: 1, max: 9 } }), 'columns.年齢.level.max'],
    ['a level below 0', withColumn('年齢', { ...age, level: -1 }), 'columns.年齢.level'],
    ['a weight below 0', { ...base, search: { weights: { 年齢: -1 } } }, 'search.weights.年齢'],
    ['a weight of no column', { ...base, search: { weights: { 無い: 1 } } }, 'search.weights.無い'],
    ['no time at all', { ...base, search: { seconds: 0 } }, 'search.seconds'],
    ['a percentile of 100', withColumn('所得', { class: 'sensitive', technique: 'top-code', percentile: 100 }), 'columns.所得.percentile'],
    ['a step of 0', withColumn('所得', { class: 'sensitive', technique: 'round', step: 0 }), 'columns.所得.step'],
    ['edges out of order', withColumn('所得', { class: 'sensitive', technique: 'bands', edges: [5, 3] }), 'columns.所得.edges.1'],
    ['groups of one', withColumn('所得', { class: 'sensitive', technique: 'microaggregate', size: 1 }), 'columns.所得.size'],
    ['a swap of nobody', withColumn('所得', { class: 'sensitive', technique: 'swap', method: 'record', rate: 0 }), 'columns.所得.rate'],
    ['noise of no size', withColumn('所得', { class: 'sensitive', technique: 'add-noise', scale: 0 }), 'columns.所得.scale'],
    ['a synthetic share of 0', { ...base, records: [{ technique: 'synthesise', share: 0 }] }, 'records.0.share'],
    ['days that nothing moves by', withColumn('日', { class: 'other', technique: 'shift-dates', maxDays: 0 }), 'columns.日.maxDays'],
  ])('%s', (_, document, path) => {
    let refusal: { name?: string; path?: string; message?: string } = {}
    try {
      compile(document)
    } catch (error) {
      refusal = error as typeof refusal
    }
    expect({ name: refusal.name, path: refusal.path }).toEqual({ name: 'RecipeError', path })
    // Where, and how to mend it: one sentence that names the path and asks for something.
    expect(refusal.message).toContain(`「${path}」`)
    expect(refusal.message).toMatch(/書いてください|してください|ください|できません|だけです|ありません/)
  })

  it.each([
    ['classes that split on the way up', 'splits.csv', /町/],
    ['lines of different lengths', 'ragged.csv', /段の数/],
    ['levels that only rename', 'renames.csv', /1つもまとまりません/],
    ['no file, or an empty one', 'none.csv', /ファイル|空/],
  ])('a hierarchy of a file with %s', (_, path, message) => {
    expect(() => compile(town('tree.csv'))).not.toThrow()
    expect(() => compile(town('late.csv'))).not.toThrow()
    let refusal: { name?: string; message?: string } = {}
    try {
      compile(town(path))
    } catch (error) {
      refusal = error as typeof refusal
    }
    expect(refusal.name).toBe('RecipeError')
    expect(refusal.message).toMatch(message)
  })
})
