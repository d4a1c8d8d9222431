import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { AddressBook, compileHierarchy, compilePlan, parseRecipe, type Recipe, recipeSchema } from '../../src/anonymise/index.ts'
import { mutated, nearly } from '../support/arbitrary-json.ts'
import { runTable } from '../support/run-table.ts'

/** 10,000 cases in all; a failure is repeated by the seed that it prints. */
const CASES = Number(process.env.SAKYU_FUZZ_CASES ?? 10_000)
const seed = process.env.SAKYU_PROPERTY_SEED ? { seed: Number(process.env.SAKYU_PROPERTY_SEED) } : {}
const CALLERS_FAULT = ['RecipeError', 'InputProblem', 'ValueProblem', 'UnsupportedOnEngine']

const FILES: Record<string, string> = { 'a.csv': '東;県\n西;県\n南;県\n;県\n' }
const compile = (recipe: Recipe) =>
  compilePlan(recipe, (spec, column) =>
    compileHierarchy(spec, {
      column,
      readFile: (path) => (Object.hasOwn(FILES, path) ? FILES[path]! : ''),
      addresses: new AddressBook([]),
    }),
  )

/** The outcome of reading a recipe and compiling it: done, or the caller's fault, told in one sentence with its place. */
function outcome(text: string): 'compiled' | 'refused' {
  try {
    compile(parseRecipe(text))
    return 'compiled'
  } catch (error) {
    const { name, message } = error as Error
    if (!CALLERS_FAULT.includes(name)) throw error
    expect(message.length).toBeGreaterThan(8)
    expect(message.length).toBeLessThan(2_000)
    return 'refused'
  }
}

const catalogue = 'data-catalog/files/住民税課税台帳/recipes'
const WRITTEN = ['crepe.json', 'teian-2026-003.json'].map((name) => readFileSync(join(catalogue, name), 'utf8'))
const SMALL = {
  sakyu: 'recipe/1',
  title: '試験',
  person: '番号',
  household: '世帯',
  columns: {
    番号: { class: 'linking-code', technique: 'pseudonym' },
    // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
    世帯: { class: 'linking-code', technique: 'delete-cells', where: { column: '年齢', atLeast: 90 }, then: [{ technique: 'pseudonym' }] },
    年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10] }, level: { min: 0, max: 2 } },
    町: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path: 'a.csv' } },
    所得: { class: 'sensitive', technique: 'top-code', limit: 9_000_000, bands: { edges: [3_000_000, 6_000_000] }, reason: '試験' },
  },
  records: [
    { technique: 'delete-records', where: { all: [{ column: '年齢', atLeast: 60 }, { not: { column: '町', equals: '東' } }] } },
    { technique: 'sample', rate: 0.8, by: 'household' },
  ],
  privacy: { k: 2, suppressionLimit: 0.5, models: [{ model: 'distinct-l-diversity', column: '所得', l: 2 }] },
}

type Schema = Record<string, unknown> & { properties: Record<string, Schema>; additionalProperties: Schema }
const schema = recipeSchema() as Schema
const sometimes = (own: unknown, name: string, more: Schema) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(own) }, { weight: 1, arbitrary: nearly(schema, 0.01, more).map((made) => made ?? name) })
/** The small recipe, with decisions of columns and other parts made anew from the schema: whatever a key allows is tried. */
const fromSchema = fc
  .record({
    columns: fc.record(
      Object.fromEntries(
        Object.entries(SMALL.columns).map(([name, decision]) => [
          name,
          sometimes(decision, name, schema.properties.columns!.additionalProperties),
        ]),
      ),
    ),
    more: fc.record(
      Object.fromEntries(
        Object.entries(schema.properties)
          .filter(([name]) => !['sakyu', 'title', 'columns', 'person', 'household', 'input'].includes(name))
          .map(([name, part]) => [name, sometimes((SMALL as Record<string, unknown>)[name] ?? {}, name, part)]),
      ),
    ),
  })
  .map(({ columns, more }) => ({ ...SMALL, ...more, columns }))

describe('the recipe parser, whatever it is given', () => {
  it('refuses or compiles: recipes made from the schema, each key that it has', () => {
    let compiled = 0
    fc.assert(
      fc.property(fromSchema, (document) => {
        if (outcome(JSON.stringify(document)) === 'compiled') compiled++
      }),
      { numRuns: CASES * 0.4, ...seed },
    )
    expect(compiled).toBeGreaterThan(CASES / 100)
  })

  it('refuses or compiles: written recipes with places changed, as JSON and as YAML', () => {
    let compiled = 0
    const documents = [...WRITTEN.map((text) => JSON.parse(text) as unknown), SMALL]
    fc.assert(
      fc.property(fc.oneof(...documents.map(mutated)), fc.boolean(), (document, asYaml) => {
        if (outcome(asYaml ? stringify(document) : JSON.stringify(document)) === 'compiled') compiled++
      }),
      { numRuns: CASES * 0.4, ...seed },
    )
    // Otherwise the law would hold of nothing.
    expect(compiled).toBeGreaterThan(CASES / 100)
  })

  it('refuses or compiles: texts with characters changed, and any text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\n',
      '\\u',
      '&a',
      '*a',
      '!!js',
      '- ',
      '#',
      '\t',
      '\ufeff',
      '\u0000',
      '１',
      '1e999',
      '~',
    )
    const damaged = fc
      .tuple(
        fc.constantFrom(...WRITTEN, JSON.stringify(SMALL), stringify(SMALL)),
        fc.array(fc.tuple(fc.nat(), fc.nat(6), pieces), { minLength: 1, maxLength: 4 }),
      )
      .map(([text, edits]) =>
        edits.reduce((now, [at, cut, piece]) => now.slice(0, at % now.length) + piece + now.slice((at % now.length) + cut), text),
      )
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: damaged }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), (text) => {
        outcome(text)
      }),
      { numRuns: CASES * 0.2, ...seed },
    )
  })

  it('what compiles runs to an end on a small table: released whole, not met, or refused', async () => {
    const header = ['番号', '世帯', '年齢', '町', '所得']
    const rows = Array.from({ length: 40 }, (_, i) => [
      `P${i}`,
      `H${i % 12}`,
      i % 9 === 0 ? null : String(20 + (i % 45)),
      ['東', '西', '南', null][i % 4]!,
      String((i % 7) * 1_000_000),
    ])
    let released = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated(SMALL), fromSchema), async (document) => {
        if (outcome(JSON.stringify(document)) === 'refused') return
        const { columns } = document as { columns: Record<string, { technique: string }> }
        if (Object.keys(columns).sort().join() !== [...header].sort().join()) return
        try {
          const result = await runTable([header, ...rows], document as object, { engine: 'memory', files: FILES })
          if (result.csv === '') return
          released++
          expect(result.rows.length).toBe(result.findings.rows.output)
          expect(result.rows.length).toBeGreaterThan(0)
          expect(result.header).toEqual(Object.keys(columns).filter((name) => columns[name]!.technique !== 'delete-column'))
        } catch (error) {
          if (!CALLERS_FAULT.includes((error as Error).name)) throw error
        }
      }),
      { numRuns: CASES / 10, ...seed },
    )
    expect(released).toBeGreaterThan(5)
  })
})
