import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRecipe, recipeSchema } from '../../../src/anonymise/index.ts'
import { fits } from '../../support/json-schema.ts'

const schema = recipeSchema()
const reads = (recipe: unknown): boolean => {
  try {
    parseRecipe(JSON.stringify(recipe))
    return true
  } catch (error) {
    if ((error as Error).name !== 'RecipeError') throw error
    return false
  }
}

/** One recipe with every key that there is. */
const everything = {
  sakyu: 'recipe/1',
  title: '試験',
  input: { format: 'csv', encoding: 'cp932', delimiter: ';', nulls: ['', 'NA'] },
  person: '番号',
  household: '世帯',
  columns: {
    番号: { class: 'linking-code', technique: 'pseudonym', domain: '人', rule: 3, reason: '年度をつなぐ', confirmed: '確認者Ａ' },
    世帯: {
      class: 'linking-code',
      technique: 'delete-cells',
      where: { count: { of: 'household', where: { column: '年齢', atLeast: 18 }, atLeast: 7 } },
      // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
      then: [{ technique: 'pseudonym', reason: '仮の番号' }],
    },
    氏名: { class: 'direct-identifier', technique: 'delete-column', rule: 1 },
    年齢: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'age', widths: [5, 10], top: 85, unknown: 'null' },
      level: { min: 1, max: 2 },
    },
    生年月日: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'date', levels: ['month', 'year', 'any'], shiftDays: -1 },
      level: 'auto',
    },
    生年: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age', at: '2026-04-01' }, level: 1 },
    住所: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'address', levels: ['town', 'prefecture'], prefecture: '鳥取県' },
    },
    郵便: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [5, 3], fill: '' } },
    職業: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'file', path: 'a.csv', delimiter: ',', encoding: 'cp932', sha256: 'a'.repeat(64) },
    },
    面積: {
      class: 'other',
      technique: 'generalise',
      hierarchy: { kind: 'number', widths: [0.5, 1], origin: 0.25, integers: false, any: false },
      level: 0,
    },
    所得: { class: 'sensitive', technique: 'top-code', percentile: 99, bands: { edges: [0, 10], label: '[a,b)' } },
    税額: { class: 'sensitive', technique: 'bottom-code', limit: 0, as: 'label', label: '{limit}以下' },
    体重: { class: 'other', technique: 'bands', edges: [300, 4000] },
    身長: { class: 'other', technique: 'round', step: 5, mode: 'half-up' },
    備考: { class: 'other', technique: 'keep', notIndividualCode: '受付時刻', reason: '要る' },
  },
  records: [
    {
      technique: 'delete-records',
      unit: 'household',
      rule: 4,
      where: {
        all: [
          { column: '年齢', moreThan: 100 },
          {
            not: {
              any: [
                { column: '備考', in: ['a', 1] },
                { column: '備考', isNull: false },
              ],
            },
          },
        ],
      },
    },
    { technique: 'sample', by: 'person', rate: 0.5, rule: 5 },
  ],
  privacy: {
    k: 3,
    suppressionLimit: 0.05,
    models: [{ model: 'distinct-l-diversity', column: '所得', l: 2 }],
    repeat: ['備考'],
    known: 2,
    households: { perClass: 2, k: 3 },
    floors: { tail: 10, literal: 10, uniqueShare: 0.05, print: 10 },
  },
  search: { measure: 'loss', suppression: 0.5, aggregate: 'sum', seconds: 5, frontier: { k: [2, 5], limits: [0, 0.1], seconds: 2 } },
  output: { format: 'parquet', encoding: 'utf-8-bom', delimiter: '\t', shuffle: false },
}

/** Every way to change one place of a document: drop it, misspell its key, put another type there. */
function* changes(value: unknown, path: string): Generator<{ path: string; change: (document: never) => unknown }> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const at = `${path}/${key}`
    const put = (other: unknown) => (Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other })
    for (const other of [null, 17.5, -1, 'どれでもない', '', true, [], {}, ['x', 'x']])
      yield { path: `${at} = ${JSON.stringify(other)}`, change: () => put(other) }
    if (!Array.isArray(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>
      yield { path: `without ${at}`, change: () => rest }
      yield { path: `${at}x`, change: () => ({ ...rest, [`${key}x`]: inner }) }
    }
    for (const deeper of changes(inner, at)) yield { path: deeper.path, change: (document) => put(deeper.change(document)) }
  }
}

describe('the schema and the reader', () => {
  it('both take the recipe with every key, and the recipes of the catalogue', () => {
    expect(reads(everything)).toBe(true)
    expect(fits(everything, schema)).toBe(true)
    for (const name of ['crepe', 'teian-2026-003']) {
      const text = readFileSync(`data-catalog/files/住民税課税台帳/recipes/${name}.json`, 'utf8')
      expect(fits(JSON.parse(text), schema)).toBe(true)
      expect(reads(JSON.parse(text))).toBe(true)
    }
  })

  it('what the schema refuses the reader refuses too, wherever one place is changed', () => {
    let refused = 0
    const slips: string[] = []
    for (const { path, change } of changes(everything, '')) {
      const document = change(undefined as never)
      if (fits(document, schema)) continue
      refused++
      if (reads(document)) slips.push(path)
    }
    expect(slips).toEqual([])
    expect(refused).toBeGreaterThan(1000)
  })

  it('what the reader refuses for its form alone the schema refuses too: unknown keys, missing keys, types', () => {
    const slips: string[] = []
    for (const { path, change } of changes(everything, '')) {
      // Names of columns and rules between keys are the reader's alone.
      if (!/x$|17\.5$|true$/.test(path) || /\/columns\/[^/]+x$|\/(where|then|edges|widths|lengths|repeat|in|atLeast|moreThan)\b/.test(path))
        continue
      const document = change(undefined as never)
      if (!reads(document) && fits(document, schema)) slips.push(path)
    }
    // That fractions need "integers": false is a rule between two keys.
    expect(slips).toEqual(['/columns/面積/hierarchy/integers = true'])
  })
})
