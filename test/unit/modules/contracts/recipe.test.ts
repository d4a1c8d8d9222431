import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recipeSchema } from '../../../../src/anonymise/index.ts'
import { readRecipe } from '../../../../src/modules/contracts/recipe.ts'

const FOLDER = 'data-catalog/files/住民税課税台帳/recipes'
const recipe = readFileSync(`${FOLDER}/teian-2026-003.json`, 'utf8')
const occupation = readFileSync(`${FOLDER}/occupation.csv`, 'utf8')
const codes = (outcome: { ok: boolean; refusals?: { code: string }[] }) => (outcome.refusals ?? []).map(({ code }) => code)

describe('the recipe that a contract names', () => {
  it('is read with its files: what is supplied, how fine, and its hash', () => {
    const read = readRecipe(recipe, { 'occupation.csv': occupation })
    expect(read).toMatchObject({ ok: true, value: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } })
    if (!read.ok) return
    const names = read.value.items.map(({ name }) => name)
    expect(names).toContain('生年月日')
    expect(names).not.toContain('氏名')
    expect(names).not.toContain('個人番号')
    for (const { granularity } of read.value.items) expect(granularity).not.toMatch(/undefined|NaN|^[a-z-]+$/)
  })

  it('has another hash when one cell of a hierarchy differs, and the same wherever white space does', () => {
    const hash = (text: string, file: string) => {
      const read = readRecipe(text, { 'occupation.csv': file })
      return read.ok && read.value.sha256
    }
    const base = hash(recipe, occupation)
    expect(hash(JSON.stringify(JSON.parse(recipe)), occupation)).toBe(base)
    expect(hash(recipe, `${occupation} `)).not.toBe(base)
    expect(hash(recipe.replace('"k": 5', '"k": 6'), occupation)).not.toBe(base)
  })

  it.each<[string, string, Record<string, string>, string]>([
    ['nothing', ' ', {}, 'required'],
    ['no recipe at all', 'こんにちは', {}, 'recipe-unreadable'],
    ['an unknown key', recipe.replace('"suppressionLimit"', '"supressionLimit"'), { 'occupation.csv': occupation }, 'recipe-unreadable'],
    ['a file that is not there', recipe, {}, 'recipe-file-missing'],
    ['a file that nothing names', recipe, { 'occupation.csv': occupation, 'x.csv': '' }, 'recipe-file-unnamed'],
    ['a path', recipe.replace('occupation.csv', '../occupation.csv'), { '../occupation.csv': occupation }, 'recipe-file-name'],
  ])('refuses %s', (_, text, files, expected) => {
    expect(codes(readRecipe(text, files))).toContain(expected)
  })

  it('refuses local recoding where the programme does (C4)', () => {
    const local = recipe.replace('"columns"', '"search": { "recoding": "local" },\n  "columns"')
    expect(local).not.toBe(recipe)
    const files = { 'occupation.csv': occupation }
    expect(readRecipe(local, files).ok).toBe(true)
    expect(codes(readRecipe(local, files, false))).toEqual(['recipe-local-recoding'])
    expect(readRecipe(recipe, files, false).ok).toBe(true)
  })

  it('refuses a recipe that supplies nothing', () => {
    const nothing = JSON.stringify({
      sakyu: 'recipe/1',
      title: '何も渡さない',
      columns: { 氏名: { class: 'direct-identifier', technique: 'delete-column', rule: 1 } },
      privacy: { k: 5, suppressionLimit: 0 },
    })
    expect(codes(readRecipe(nothing, {}))).toEqual(['recipe-unreadable'])
  })

  it('says every technique and every hierarchy in words', () => {
    const point = { technique: 'displace', latitude: '緯度', longitude: '経度', maximum: 500 }
    const generalise = (hierarchy: object) => ({ technique: 'generalise', hierarchy })
    const decisions: Record<string, Record<string, unknown>> = {
      '1': { technique: 'keep' },
      '2': { technique: 'delete-cells', where: { column: '1', isNull: true } },
      '3': { technique: 'pseudonym' },
      '4': { technique: 'top-code', tail: 20, as: 'mean' },
      '5': { technique: 'bottom-code', percentile: 1 },
      '6': { technique: 'bands', edges: [1] },
      '7': { technique: 'round', step: 10 },
      '8': { technique: 'microaggregate' },
      '9': { technique: 'swap' },
      a: { technique: 'add-noise', scale: 0.1 },
      b: { technique: 'shift-dates', maxDays: 30 },
      c: { technique: 'synthesise', from: ['1'], share: 0.3 },
      d: { technique: 'delete-column' },
      緯度: point,
      経度: point,
      h1: generalise({ kind: 'file', path: 'x.csv' }),
      h2: generalise({ kind: 'number', widths: [5] }),
      h3: generalise({ kind: 'age' }),
      h4: generalise({ kind: 'date', levels: ['year'] }),
      h5: generalise({ kind: 'prefix', lengths: [3] }),
      h6: generalise({ kind: 'address', levels: ['prefecture'] }),
      h7: generalise({ kind: 'mesh' }),
      h8: generalise({ kind: 'built', rounds: 2 }),
    }
    const { $defs } = recipeSchema() as unknown as { $defs: Record<string, { oneOf: { properties: Record<string, { const: string }> }[] }> }
    const known = (name: string, key: string) => $defs[name]!.oneOf.map(({ properties }) => properties[key]!.const)
    const used = Object.values(decisions)
    expect(new Set(used.map(({ technique }) => technique))).toEqual(new Set(known('column', 'technique')))
    expect(new Set(used.flatMap(({ hierarchy }) => (hierarchy ? [(hierarchy as { kind: string }).kind] : [])))).toEqual(
      new Set(known('hierarchy', 'kind')),
    )
    const columns = Object.fromEntries(Object.entries(decisions).map(([name, step]) => [name, { class: 'other', reason: '試験', ...step }]))
    const read = readRecipe(JSON.stringify({ sakyu: 'recipe/1', title: '試験', person: null, columns, privacy: { k: 3 } }), {
      'x.csv': 'a;*',
    })
    expect(read).toMatchObject({ ok: true })
    if (!read.ok) return
    for (const { granularity } of read.value.items) expect(granularity).not.toMatch(/undefined|NaN|^[a-z-]+$|区分にまとめる/)
  })
})
