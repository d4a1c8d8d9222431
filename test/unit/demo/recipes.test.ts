import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/anonymise/index.ts'
import { EXTRACT_NAME, FILES_FOLDER } from '../../../src/demo/index.ts'

const RECIPES = join(FILES_FOLDER, '住民税課税台帳', 'recipes')
const read = (name: string) => JSON.parse(readFileSync(join(RECIPES, name), 'utf8'))
const columns = JSON.parse(readFileSync(join(FILES_FOLDER, '住民税課税台帳', 'columns.json'), 'utf8'))

describe('recipes of the residents’ tax file', () => {
  const page = ['../shared/design.md', '../../shared/design.md'].find(existsSync)
  it.skipIf(!page)("the copy of the specification's example is that document (skipped where ../shared/design.md is absent)", () => {
    const [, example] = /```json\n(\{\n {2}"sakyu": "recipe\/1"[\s\S]*?)```/.exec(readFileSync(page!, 'utf8'))!
    expect(read('teian-2026-003.json')).toEqual(JSON.parse(example!))
  })

  it('decides every column of its file, and no other', () => {
    expect(Object.keys(read('teian-2026-003.json').columns).sort()).toEqual([...columns.extract.columns].sort())
    expect(columns.extract.file).toBe(EXTRACT_NAME)
    expect(Object.keys(read('crepe.json').columns)).toEqual(columns.columns.map(({ name }: { name: string }) => name))
  })

  it('the occupations are a tree: each leaf once, a parent always under the same grandparent', () => {
    const rows = readFileSync(join(RECIPES, 'occupation.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(';'))
    expect(new Set(rows.map(([leaf]) => leaf)).size).toBe(rows.length)
    const above = new Map<string, string>()
    for (const row of rows) {
      expect(row).toHaveLength(4)
      expect(row[3]).toBe('*')
      expect(above.get(row[1]!) ?? row[2]).toBe(row[2])
      above.set(row[1]!, row[2]!)
    }
  })

  it.each(['teian-2026-003.json', 'crepe.json'])('%s: is a recipe', (name) => {
    const recipe = parseRecipe(readFileSync(join(RECIPES, name), 'utf8'))
    expect([...recipe.columns.keys()]).toEqual(Object.keys(read(name).columns))
  })
})
