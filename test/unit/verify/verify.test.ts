import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/anonymise/index.ts'
import { openDuckDb } from '../../../src/platform/node/duckdb.ts'
import { verifyFile } from '../../../src/verify/index.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sakyu-verify-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const recipe = (over: Record<string, unknown> = {}, columns: Record<string, unknown> = {}) =>
  parseRecipe(
    JSON.stringify({
      sakyu: 'recipe/1',
      title: '試験',
      columns: { 年齢: { class: 'quasi-identifier', technique: 'keep' }, 町: { class: 'quasi-identifier', technique: 'keep' }, ...columns },
      privacy: { k: 2 },
      ...over,
    }),
  )
const PERSON = { 番号: { class: 'linking-code', technique: 'pseudonym' } }

let files = 0
/** Measured both ways; they must agree before anything else is asked. */
async function both(csv: string, given: ReturnType<typeof recipe>, side?: string) {
  const path = join(folder, `f${++files}.csv`)
  writeFileSync(path, csv)
  const sidePath = side === undefined ? undefined : `${path}.side`
  if (sidePath) writeFileSync(sidePath, side!)
  const plain = await verifyFile({ path, recipe: given, side: sidePath })
  const database = await openDuckDb({ memoryBytes: 200e6, threads: 1, spill: folder })
  try {
    expect(await verifyFile({ path, recipe: given, side: sidePath, database })).toEqual(plain)
  } finally {
    await database.close()
  }
  return plain
}

describe('verify: measures a finished file by itself', () => {
  it('counts the smallest class', async () => {
    expect(await both('年齢,町\n20,A\n20,A\n30,B\n30,B\n30,B\n', recipe())).toMatchObject({
      rows: 5,
      persons: null,
      unit: 'rows',
      classes: 2,
      k: { required: 2, achieved: 2, unit: 'rows', over: ['年齢', '町'], met: true },
      met: true,
    })
  })
  it('tells class sizes and the values that occur, for the plot and the code lists', async () => {
    const measured = await both('年齢,町\n20,B\n20,B\n30,B\n30,B\n30,\n40,A\n', recipe())
    expect(measured.sizes).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(measured.values).toEqual({ 年齢: ['20', '30', '40'], 町: ['A', 'B'] })
    const long = await both(`年齢,町\n${Array.from({ length: 1_001 }, (_, i) => `${i},A`).join('\n')}\n`, recipe())
    expect(Object.keys(long.values)).toEqual(['町'])
  })
  it('G1: texts as they stand: 1, 1.0 and 1e0 are three classes; quoted empty is empty', async () => {
    expect((await both('年齢,町\n1,A\n1.0,A\n1e0,A\n1,A\n', recipe())).classes).toBe(3)
    expect((await both('年齢,町\n"",A\n,A\n', recipe())).classes).toBe(1)
  })
  it('A4: blanked household numbers refute nothing without the side file; two of one household do', async () => {
    const given = recipe({ person: '番号', household: '世帯' }, { ...PERSON, 世帯: { class: 'linking-code', technique: 'pseudonym' } })
    const header = '番号,世帯,年齢,町\n'
    expect((await both(`${header}a,,20,A\nb,,20,A\nc,,20,A\n`, given)).met).toBe(true)
    expect((await both(`${header}a,h,20,A\nb,h,20,A\nc,,20,A\n`, given)).met).toBe(true)
    expect((await both(`${header}a,h,20,A\nb,h,20,A\nc,h,20,A\n`, given)).met).toBe(false)
    expect((await both(`${header}a,,20,A\nb,,20,A\n`, given, 'person,household\n1,1\n2,1\n')).met).toBe(false)
    expect((await both(`${header}a,,20,A\nb,,20,A\n`, given, 'person,household\n1,1\n2,2\n')).met).toBe(true)
    // several rows a person
    expect((await both(`${header}a,,20,A\na,,20,B\nb,,20,A\nb,,20,B\n`, given)).met).toBe(true)
    expect((await both(`${header}a,h,20,A\na,h,20,B\nb,h,20,A\nb,h,20,B\n`, given)).met).toBe(false)
  })
  it('G2: a recipe with a person and a file without: rows only, never "met"', async () => {
    const given = recipe({ person: '番号' }, { 番号: { class: 'linking-code', technique: 'delete-column' } })
    const csv = '年齢,町\n20,A\n20,A\n20,A\n20,A\n20,A\n'
    expect(await both(csv, given)).toMatchObject({ unit: 'rows', personsVerified: false, met: null })
    const onePerson = `person,household\n${'1,1\n'.repeat(5)}`
    expect(await both(csv, given, onePerson)).toMatchObject({ unit: 'persons', persons: 1, k: { achieved: 1 }, met: false })
  })
  it('A1: with a pseudonym, histories are counted: one moved person stands out', async () => {
    const rows = [1, 2, 3]
      .flatMap((p) => [`p${p},20,A`, `p${p},20,A`])
      .concat(['p4,20,A', 'p4,20,B'], ['p5,20,B', 'p5,20,B'], ['p6,20,B', 'p6,20,B'])
    const measured = await both(`番号,年齢,町\n${rows.join('\n')}\n`, recipe({ person: '番号' }, PERSON))
    expect(measured).toMatchObject({ unit: 'profiles', persons: 6, k: { achieved: 1 }, met: false })
  })
  it('A1: a kept year belongs to the history', async () => {
    const given = recipe({ person: '番号' }, { ...PERSON, 年度: { class: 'other', technique: 'keep', reason: '比較' } })
    const rows = ['p1,20,A,令和5', 'p1,30,A,令和6', 'p2,30,A,令和5', 'p2,20,A,令和6']
    expect(await both(`番号,年齢,町,年度\n${rows.join('\n')}\n`, given)).toMatchObject({ k: { achieved: 1, over: ['年齢', '町', '年度'] } })
  })
  it("A1: an exact amount shared by a person's rows links them as well", async () => {
    const given = recipe(
      { person: '番号' },
      { 番号: { class: 'linking-code', technique: 'delete-column' }, 額: { class: 'other', technique: 'keep', reason: '要る' } },
    )
    const csv = '年齢,町,額\n20,A,101\n30,A,101\n20,A,102\n30,A,102\n20,A,103\n20,A,103\n30,A,104\n30,A,104\n'
    const side = 'person,household\n1,0\n1,0\n2,0\n2,0\n3,0\n3,0\n4,0\n4,0\n'
    expect(await both(csv, given, side)).toMatchObject({ unit: 'profiles', k: { achieved: 1 } })
  })
  it('A4: seven persons of one facility are no class', async () => {
    const given = recipe({ person: '番号', household: '世帯' }, { ...PERSON, 世帯: { class: 'linking-code', technique: 'delete-column' } })
    const csv = `番号,年齢,町\n${Array.from({ length: 7 }, (_, i) => `p${i},80,A`).join('\n')}\n`
    const one = `person,household\n${Array.from({ length: 7 }, (_, i) => `${i},1`).join('\n')}\n`
    const two = one.replace('6,1', '6,2')
    expect((await both(csv, given, one)).met).toBe(false)
    expect((await both(csv, given, two)).met).toBe(true)
  })
  it('C1: l counts persons: one with three diagnoses among four with one', async () => {
    const given = recipe(
      { person: '番号', privacy: { k: 2, models: [{ model: 'distinct-l-diversity', column: '病名', l: 2 }] } },
      { 番号: { class: 'linking-code', technique: 'delete-column' }, 病名: { class: 'sensitive', technique: 'keep', reason: '要る' } },
    )
    const csv = '年齢,町,病名\n20,A,X\n20,A,Y\n20,A,Z\n20,A,X\n20,A,X\n20,A,X\n20,A,X\n'
    const side = 'person,household\n1,0\n1,0\n1,0\n2,0\n3,0\n4,0\n5,0\n'
    expect((await both(csv, given, side)).models).toMatchObject([
      { model: 'distinct-l-diversity', column: '病名', required: 2, achieved: 2, met: true },
    ])
  })
  it('C2: t is measured against those who entered the search, where they are told, and against the released beside it', async () => {
    const model = { model: 't-closeness', column: '病名', t: 0.3 }
    const given = recipe(
      { person: null, privacy: { k: 2, models: [model] } },
      { 病名: { class: 'sensitive', technique: 'keep', reason: '要る' } },
    )
    const path = join(folder, 'c2.csv')
    writeFileSync(path, '年齢,町,病名\n20,A,X\n20,A,Y\n30,B,X\n30,B,Y\n')
    const alone = await verifyFile({ path, recipe: given })
    expect(alone.models).toMatchObject([{ required: 0.3, achieved: 0, reference: 'released', met: true }])
    const reference = {
      columns: {
        病名: [
          [['X'], 8],
          [['Y'], 2],
        ] as [string[], number][],
      },
      grounds: {},
    }
    const told = await verifyFile({ path, recipe: given, reference })
    expect(told.models[0]).toMatchObject({ reference: 'entering', achievedByReleased: 0, met: true })
    expect(told.models[0]!.achieved).toBeCloseTo(0.3, 12)
    const farther = await verifyFile({
      path,
      recipe: given,
      reference: {
        ...reference,
        columns: {
          病名: [
            [['X'], 9],
            [['Y'], 1],
          ],
        },
      },
    })
    expect(farther).toMatchObject({ met: false })
  })
  it('refuses a file whose columns are not those of the recipe', async () => {
    await expect(both('年齢,町,氏名\n1,A,x\n', recipe())).rejects.toThrow(/氏名/)
    await expect(both('年齢\n1\n', recipe())).rejects.toThrow(/町/)
  })

  it('property: the two ways of measuring agree', async () => {
    const given = recipe(
      { person: '番号', household: '世帯' },
      { ...PERSON, 世帯: { class: 'linking-code', technique: 'delete-column' }, 年度: { class: 'other', technique: 'keep', reason: 'x' } },
    )
    const row = fc.tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('20', '30', ''),
      fc.constantFrom('A', 'B,"c"'),
      fc.constantFrom('令和5', '令和6'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 14 }), async (rows) => {
        const quote = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
        const csv = `番号,年齢,町,年度\n${rows.map(([p, age, town, year]) => [`p${p}`, age, quote(town), year].join(',')).join('\n')}\n`
        const side = `person,household\n${rows.map(([p]) => `${p},${p % 3}`).join('\n')}\n`
        await both(csv, given, side)
      }),
      { numRuns: Number(process.env.SAKYU_RUNS ?? 25) },
    )
  })
})

describe('verify: rows of nobody (A7)', () => {
  const made = { records: [{ technique: 'synthesise', share: 0.2 }], privacy: { k: 5 } }
  const rows = (count: number, cells: string) => `${cells}\n`.repeat(count)

  it('four real and one synthetic fail k = 5', async () => {
    const csv = `年齢,町\n${rows(5, '20,A')}`
    const marks = (real: number) =>
      `person,household,synthetic\n${[1, 2, 3, 4, 5].map((p) => (p <= real ? `${p},0,0` : '0,0,1')).join('\n')}\n`
    expect(await both(csv, recipe({ ...made, person: null }), marks(4))).toMatchObject({
      rows: 5,
      k: { achieved: 4, met: false },
      met: false,
    })
    expect(await both(csv, recipe({ ...made, person: null }), marks(5))).toMatchObject({
      rows: 5,
      k: { achieved: 5, met: true },
      met: true,
    })
  })
  it('the same where a pseudonym says who is who', async () => {
    const csv = `番号,年齢,町\n${['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `${id},20,A`).join('\n')}\n`
    const given = recipe({ ...made, person: '番号' }, PERSON)
    const side = (real: number) =>
      `person,household,synthetic\n${[1, 2, 3, 4, 5, 6].map((p) => `${p},0,${p <= real ? 0 : 1}`).join('\n')}\n`
    expect(await both(csv, given, side(4))).toMatchObject({ rows: 6, persons: 4, k: { achieved: 4 }, met: false })
    expect(await both(csv, given, side(5))).toMatchObject({ rows: 6, persons: 5, k: { achieved: 5 }, met: true })
  })
  it('a class of made rows alone is no class', async () => {
    const csv = `年齢,町\n${rows(5, '20,A')}${rows(2, '30,B')}`
    const side = `person,household,synthetic\n${[1, 2, 3, 4, 5].map((p) => `${p},0,0`).join('\n')}\n0,0,1\n0,0,1\n`
    expect(await both(csv, recipe({ ...made, person: null }), side)).toMatchObject({ rows: 7, classes: 1, k: { achieved: 5 }, met: true })
  })
  it('without the side file nobody can tell, and nothing is met', async () => {
    const csv = `番号,年齢,町\n${['a', 'b', 'c', 'd', 'e'].map((id) => `${id},20,A`).join('\n')}\n`
    expect(await both(csv, recipe({ ...made, person: '番号' }, PERSON))).toMatchObject({
      personsVerified: false,
      k: { met: null },
      met: null,
    })
    expect(await both(`年齢,町\n${rows(5, '20,A')}`, recipe({ ...made, person: null }))).toMatchObject({ k: { met: null }, met: null })
  })
})
