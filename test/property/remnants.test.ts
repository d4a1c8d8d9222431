import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/anonymise/index.ts'
import { verifyFile } from '../../src/verify/index.ts'
import { runTable } from '../support/run-table.ts'

const RUNS = Number(process.env.SAKYU_PROPERTY_RUNS ?? 25) * 4
const seed = process.env.SAKYU_PROPERTY_SEED ? { seed: Number(process.env.SAKYU_PROPERTY_SEED) } : {}

const folder = mkdtempSync(join(tmpdir(), 'sakyu-remnants-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = { 'towns.csv': '東;県内;*\n西;県内;*\n南;県外;*\n北;県外;*\n' }
const columns = {
  p: { class: 'linking-code', technique: 'delete-column' },
  町: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path: 'towns.csv' } },
  年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10] } },
  性別: { class: 'quasi-identifier', technique: 'keep' },
  病: { class: 'sensitive', technique: 'keep', reason: '試験' },
}
const HEADER = ['p', '町', '年齢', '性別', '病']
const person = fc.tuple(
  fc.constantFrom('東', '東', '西', '南', '北'),
  fc.constantFrom('21', '22', '26', '31', '34', null),
  fc.constantFrom('男', '女'),
  fc.constantFrom('かぜ', 'はしか', null),
)

/** Persons of each class by the texts of the file itself; an empty cell is a value of its own. */
function classesOf(header: string[], rows: string[][]) {
  const at = ['町', '年齢', '性別'].map((name) => header.indexOf(name))
  const classes = new Map<string, string[][]>()
  for (const row of rows) {
    const key = JSON.stringify(at.map((i) => row[i]))
    classes.set(key, [...(classes.get(key) ?? []), row])
  }
  return [...classes.values()]
}

describe('C3: cells that are blanked or recoded take rows from one class to another', () => {
  it.each([
    ['cells of local recoding', { recoding: 'local' }],
    ['cells that are hidden', { cells: true }],
  ])('C3 no class of the finished file is a remnant: %s', async (_, search) => {
    let blanked = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 6, maxLength: 30 }),
        fc.integer({ min: 2, max: 4 }),
        fc.boolean(),
        async (people, k, withModel) => {
          const models = withModel ? [{ model: 'distinct-l-diversity', column: '病', l: 2 }] : []
          const table = [HEADER, ...people.map((cells, i) => [`P${i}`, ...cells])]
          const result = await runTable(
            table,
            { person: 'p', columns, search, privacy: { k, suppressionLimit: 0.2, models } },
            { engine: 'memory', files },
          ).catch((error: Error) => {
            // Small tables often tell by their illness what they hide (B2): refused, which is not what is asked here.
            if (error.name !== 'InputProblem') throw error
          })
          if (!result) return
          const { csv, header, rows } = result
          if (csv === '') return
          for (const members of classesOf(header, rows)) {
            expect(members.length).toBeGreaterThanOrEqual(k)
            if (withModel)
              expect(new Set(members.map((row) => row[header.indexOf('病')]).filter((text) => text !== '')).size).toBeGreaterThanOrEqual(2)
          }
          if (rows.some((row) => row[header.indexOf('町')] === '' || row[header.indexOf('性別')] === '')) blanked++
        },
      ),
      { numRuns: RUNS, ...seed },
    )
    // Otherwise the law would hold of nothing.
    expect(blanked).toBeGreaterThan(0)
  })

  it('C3 the verifier finds the remnant that a blanked cell leaves behind', async () => {
    const recipe = parseRecipe(
      JSON.stringify({
        sakyu: 'recipe/1',
        title: '試験',
        person: null,
        columns: { 町: { class: 'quasi-identifier', technique: 'keep' }, 年齢: { class: 'quasi-identifier', technique: 'keep' } },
        search: { cells: true },
        privacy: { k: 3 },
      }),
    )
    const verified = async (rows: string[]) => {
      const path = join(folder, 'file.csv')
      writeFileSync(path, `町,年齢\n${rows.join('\n')}\n`)
      return verifyFile({ path, recipe })
    }
    const whole = ['東,20', '東,20', '東,20', '西,', '西,', '西,']
    expect(await verified(whole)).toMatchObject({ k: { achieved: 3, met: true }, met: true })
    // One of exactly k lends its cell to a class that lacked a person: the class is now one of k − 1.
    expect(await verified(['東,20', '東,20', '東,', '西,', '西,', '西,'])).toMatchObject({ k: { achieved: 1, met: false }, met: false })
    expect(await verified(['東,20', '東,20', '西,', '西,', '西,', '西,'])).toMatchObject({ k: { achieved: 2, met: false }, met: false })
  })
})
