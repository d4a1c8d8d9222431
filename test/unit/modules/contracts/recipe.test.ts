import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
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
})
