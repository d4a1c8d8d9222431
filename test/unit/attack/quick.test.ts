import { describe, expect, it } from 'vitest'
import { compilePlan, parseRecipe } from '../../../src/anonymise/index.ts'
import { type FileTable, prepare } from '../../../src/attack/index.ts'
import { nth } from '../../../src/attack/nth.ts'
import { Tuples } from '../../../src/attack/tuples.ts'
import { groupRows } from '../../../src/risk/index.ts'
import { draws } from '../../support/residents.ts'

const ROWS = 400
const WIDTHS = [4, 30, 7, 3]
const next = draws(5)
const below = (n: number) => Math.floor(next() * n)
const columns = WIDTHS.map((values) => ({ codes: Int32Array.from({ length: ROWS }, () => below(values)), values }))
const persons = Int32Array.from({ length: ROWS }, () => below(300))

describe('what attacks look up quickly is what looking at each row finds', () => {
  it.each([false, true])('tuples whose codes are allowed, with their owners; apart: %s', (apart) => {
    const tuples = new Tuples(columns, persons, apart)
    // Asked so often that copies in another order are made on the way.
    for (let asked = 0; asked < 600; asked++) {
      const allowed = WIDTHS.map((values) => Array.from({ length: 1 + below(3) }, () => below(values)))
      const distinct = allowed.map((codes) => [...new Set(codes)])
      const rows = new Set<number>()
      const looked = tuples.find(distinct, (tuple) => {
        for (const row of tuples.members(tuple)) {
          expect(rows.has(row)).toBe(false)
          rows.add(row)
        }
        return false
      })
      const naive = [...persons.keys()].filter((row) => columns.every(({ codes }, c) => distinct[c]!.includes(codes[row]!)))
      expect([...rows].sort((a, b) => a - b)).toEqual(naive)
      expect(looked).toBeLessThanOrEqual(tuples.count)
    }
    for (let row = 0; row < ROWS; row++) {
      const alike = apart ? [row] : [...persons.keys()].filter((other) => columns.every(({ codes }) => codes[other] === codes[row]))
      const owners = new Set(alike.map((other) => persons[other]!))
      const tuple = tuples.of[row]!
      expect(tuples.rows[tuple]).toBe(alike.length)
      expect(tuples.owner[tuple]).toBe(owners.size === 1 ? persons[row] : -1)
    }
  })

  it('groups of rows, also where further columns have nothing left to split', () => {
    const all = [...columns, { codes: Int32Array.from({ length: ROWS }, (_, row) => row), values: ROWS }, ...columns]
    expect(groupRows(ROWS, all)).toEqual({ of: Int32Array.from({ length: ROWS }, (_, row) => row), count: ROWS })
  })

  it('the number at a place of the sorted ones', () => {
    for (let round = 0; round < 200; round++) {
      const numbers = Float64Array.from({ length: 1 + below(60) }, () => (round % 2 ? next() : below(5)))
      const place = below(numbers.length)
      expect(nth(numbers.slice(), place)).toBe(numbers.slice().sort()[place])
    }
  })

  it('persons by their keys as a run compares them', () => {
    const texts = [null, '12', ' 13', '１２', '012', '14', '13', '１４ ', '１５', '15 ']
    const recipe = parseRecipe(
      JSON.stringify({
        sakyu: 'recipe/1',
        title: '試験',
        person: '番号',
        columns: { 番号: { class: 'linking-code', technique: 'delete-column' }, 区: { class: 'quasi-identifier', technique: 'keep' } },
        privacy: { k: 2 },
      }),
    )
    const plan = compilePlan(recipe, () => {
      throw new Error('no hierarchy')
    })
    const rows = texts.length
    const town = { codes: new Int32Array(rows).fill(1), size: 2, texts: [null, '東'] }
    const own = { codes: Int32Array.from(texts.keys()), size: rows, texts }
    const table = (columns: [string, typeof town | typeof own][]): FileTable => ({ rows, columns: new Map(columns) })
    const source = table([
      ['番号', own],
      ['区', town],
    ])
    const { persons } = prepare({ plan, search: {}, source, released: table([['区', town]]), facts: { thresholds: [] } })
    const same = (a: number, b: number) => persons[a] === persons[b]
    const groups = [[0], [1, 3], [2, 6], [4], [5, 7], [8, 9]]
    for (const [a] of texts.entries())
      for (const [b] of texts.entries())
        expect(same(a, b), `${a} ${b}`).toBe(groups.some((group) => group.includes(a) && group.includes(b)))
  })
})
