import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AddressBook, compileHierarchy, type Municipality, parseDate, parseRecipe, scanColumn } from '../../../src/anonymise/index.ts'
import { EXTRACT_NAME, FILES_FOLDER, makeDemoData, registerEntryDocuments, TAX_YEARS, taxFileName } from '../../../src/demo/index.ts'
import { columnFacts, draftRecipe } from '../../../src/inspect/index.ts'

type Row = Record<string, string>

const RECIPES = join(FILES_FOLDER, '住民税課税台帳', 'recipes')
const codeList = parse(readFileSync(join(FILES_FOLDER, '../codes/municipalities.csv'), 'utf8'), { columns: true }) as Municipality[]

describe('the invented files, read by the product', () => {
  const out = mkdtempSync(join(tmpdir(), 'sakyu-demo-'))
  const table = (name: string): Row[] =>
    parse(new TextDecoder('shift_jis', { fatal: true }).decode(readFileSync(join(out, name))), { columns: true })
  beforeAll(() => {
    makeDemoData({ persons: 3000, seed: 11, out })
  })
  afterAll(() => rmSync(out, { recursive: true, force: true }))

  const addresses = new AddressBook(codeList)

  it.each([
    ['teian-2026-003.json', [EXTRACT_NAME]],
    ['crepe.json', TAX_YEARS.map(taxFileName)],
  ] as const)('%s: its hierarchies cover every value', (name, files) => {
    const path = join(RECIPES, name)
    const recipe = parseRecipe(readFileSync(path, 'utf8'))
    const rows = files.flatMap(table)
    let seen = 0
    for (const [column, decision] of recipe.columns) {
      if (!('hierarchy' in decision) || !decision.hierarchy) continue
      const readFile = (file: string) => readFileSync(join(dirname(path), file), 'utf8')
      const hierarchy = compileHierarchy(decision.hierarchy, { column, readFile, addresses })
      const values = new Set(rows.map((row) => row[column]!))
      const uncovered = [...values].filter((value) => hierarchy.label(value, 0) === undefined)
      expect(`${column}: ${uncovered.length}`).toBe(`${column}: 0`)
      seen++
    }
    expect(seen).toBeGreaterThan(1)
  })

  it('addresses are of nineteen municipalities, and a town is a name without number', () => {
    const parsed = table('住民基本台帳.csv').map((row) => addresses.parse(row.住所!))
    expect(parsed.every((address) => address?.prefecture === '鳥取県' && address.town !== '' && !/\d/.test(address.town))).toBe(true)
    expect(new Set(parsed.map((address) => address!.municipality)).size).toBe(19)
  })

  it('every date of every file is read', () => {
    let dates = 0
    for (const { dataFiles } of registerEntryDocuments())
      for (const file of dataFiles)
        for (const row of table(file))
          for (const [column, value] of Object.entries(row)) {
            if (!/年月日|期間/.test(column) || value === '') continue
            dates++
            if (parseDate(value) === null) throw new Error(`${file} ${column}: ${value}`)
          }
    expect(dates).toBeGreaterThan(0)
  })

  it('inspect sees what the register says of each column, and drafts a recipe for each file', () => {
    const notSeen: string[] = []
    let columns = 0
    for (const { dataFiles, items } of registerEntryDocuments())
      for (const file of dataFiles.slice(0, 1)) {
        const rows = table(file)
        const facts = items.map(({ name }) => {
          const counts = new Map<string, number>()
          for (const row of rows) if (row[name] !== '') counts.set(row[name]!, (counts.get(row[name]!) ?? 0) + 1)
          return columnFacts(name, counts, rows.filter((row) => row[name] === '').length)
        })
        for (const [i, { name, kind }] of items.entries()) {
          columns++
          const found = facts[i]!.class
          if (kind === 'individual-code') expect(`${file} ${name} ${found}`).toBe(`${file} ${name} ${kind}`)
          if (kind === 'direct-identifier')
            expect(`${file} ${name} ${found !== 'quasi-identifier' && found !== 'other'}`).toBe(`${file} ${name} true`)
          if (found !== kind) notSeen.push(`${file} ${name}: ${kind}, seen as ${found}`)
        }
        expect([...parseRecipe(JSON.stringify(draftRecipe(facts, file))).columns.keys()]).toEqual(items.map(({ name }) => name))
      }
    expect(columns).toBeGreaterThan(90)
    expect(notSeen.slice(columns / 12)).toEqual([]) // eleven in twelve at least
  })

  it('individual codes are found in their columns, and in no column that the recipes release', () => {
    const scan = (file: string, column: string, header = column) => {
      const counts = new Map<string, number>()
      for (const row of table(file)) counts.set(row[column]!, (counts.get(row[column]!) ?? 0) + 1)
      return scanColumn(
        header,
        [...counts].map(([value, rows]) => ({ value, rows })),
      ).map(({ kind }) => kind)
    }
    expect(scan('住民基本台帳.csv', '個人番号', '列')).toContain('my-number') // by content, whatever the header says
    expect(scan('住民基本台帳.csv', '住民票コード', '列')).toContain('resident-code')
    expect(scan('要介護認定.csv', '被保険者番号')).toContain('insured-number')
    for (const column of ['年度', '性別', '所得', '税額', '徴収区分', '世帯人数', '職業', '郵便番号'])
      expect(`${column} ${scan(taxFileName(2024), column)}`).toBe(`${column} `)
  })
})
