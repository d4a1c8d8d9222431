import { describe, expect, it } from 'vitest'
import { ENGINES, runTable } from '../support/run-table.ts'

/** Eleven persons: nine alike in age, two elsewhere; two areas. */
const table = [
  ['person', 'age', 'area'],
  ...Array.from({ length: 9 }, (_, i) => [`p${i + 1}`, '23', i < 6 ? '68001' : '68002']),
  ['p10', '27', '68002'],
  ['p11', '41', '68101'],
]
const recipe = (search: object, privacy: object = { k: 2, suppressionLimit: 0.1 }) => ({
  person: 'person',
  columns: {
    person: { class: 'linking-code', technique: 'delete-column' },
    age: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [10] } },
    area: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [4] } },
  },
  privacy,
  search,
})

describe.each(ENGINES)('search on %s', (engine) => {
  const levelsOf = async (search: object, privacy?: object) => (await runTable(table, recipe(search, privacy), { engine })).findings

  it('the measure decides between levels', async () => {
    expect((await levelsOf({})).levels).toEqual({ age: 1, area: 0 })
    expect((await levelsOf({ measure: 'height' })).search).toMatchObject({ measure: 'height', cost: 1, optimal: true, bound: 1 })
    // With one row gone: 5 pairs of rows or more each way; the figure is counted by hand.
    const { search, levels } = await levelsOf({ measure: 'discernibility' })
    expect({ levels, search }).toMatchObject({ levels: { age: 1, area: 0 }, search: { cost: 6 * 6 + 4 * 4 + 11 } })
    expect((await levelsOf({ measure: 'average-class-size' })).search).toMatchObject({ cost: 11 / 3 })
  })

  it('a column that matters more keeps its detail', async () => {
    const privacy = { k: 4 }
    expect((await levelsOf({ weights: { age: 5, area: 0 } }, privacy)).levels.area).toBeGreaterThan(0)
    const [fine, coarse] = [await levelsOf({ weights: { age: 9, area: 0.1 } }), await levelsOf({ weights: { age: 0.1, area: 9 } })]
    expect(fine.levels.age).toBeLessThanOrEqual(coarse.levels.age!)
    expect(fine.levels.area).toBeGreaterThanOrEqual(coarse.levels.area!)
  })

  it('entropy is measured from the values as they are, also where the finest levels are not allowed', async () => {
    const { age, ...others } = recipe({}).columns
    const columns = { ...others, age: { ...age, level: { min: 1 } } }
    const { findings } = await runTable(table, { ...recipe({ measure: 'entropy' }), columns }, { engine })
    expect(findings.levels).toEqual({ age: 1, area: 0 })
    // Nine of the ten in their twenties are 23, one is 27; who is 41 is alone there.
    expect(findings.search).toMatchObject({ cost: expect.closeTo(9 * Math.log2(10 / 9) + Math.log2(10), 9) })
  })

  it('suppression that costs nothing is used up, and one that costs all is not', async () => {
    expect((await levelsOf({ suppression: 0 }, { k: 2, suppressionLimit: 0.2 })).rows.suppressed).toBeGreaterThan(0)
    expect((await levelsOf({ suppression: 1 }, { k: 2, suppressionLimit: 0.2 })).rows.suppressed).toBe(0)
  })

  it('the frontier holds each k that the file can reach, marks the chosen point and says what stands beside it', async () => {
    const frontier = (await levelsOf({})).frontier?.()
    expect(frontier).toMatchObject({ complete: true })
    // 20 and more than the eleven persons are left out.
    expect(frontier!.points.map(({ k, suppressionLimit, met, chosen }) => [k, suppressionLimit, met, chosen])).toEqual([
      [2, 0.1, true, true],
      [3, 0.1, true, false],
      [5, 0.1, true, false],
      [10, 0.1, true, false],
      [2, 0, true, false],
      [3, 0, true, false],
      [5, 0, true, false],
      [10, 0, true, false],
    ])
    expect(frontier!.points[0]).toMatchObject({
      levels: { age: 1, area: 0 },
      suppressedRows: 1,
      highest: 1 / 4,
      average: 2 / 10,
      optimal: true,
    })
    const finer = frontier!.neighbours.find(({ column, direction }) => column === 'age' && direction === 'finer')
    expect(finer).toMatchObject({ level: 0, levelName: '元の値', met: false, suppressedRows: 2 })
    expect(finer!.words).toBe('「age」を「元の値」にすると、削除される記録は 9.1 % から 18.2 % に増え、許した 10.0 % に収まりません。')
    expect(frontier!.words.some((words) => words.startsWith('k を 3 にすると、'))).toBe(true)
    expect(frontier!.words.some((words) => words.startsWith('記録を1件も削除しないとすると、失われる情報は '))).toBe(true)
  })

  it('the frontier takes other k and limits, and can be left out', async () => {
    const frontier = (await levelsOf({ frontier: { k: [4], limits: [0.5], seconds: 10 } })).frontier?.()
    expect(frontier!.points.map(({ k, suppressionLimit }) => [k, suppressionLimit])).toEqual([
      [2, 0.5],
      [4, 0.5],
      [2, 0.1],
      [4, 0.1],
    ])
    expect((await levelsOf({ frontier: false })).frontier).toBeNull()
    expect((await levelsOf({ recoding: 'local' })).frontier).toBeNull()
  })
})
