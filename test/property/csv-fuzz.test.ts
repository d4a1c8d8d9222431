import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { DuckDbEngine, parseRecipe } from '../../src/anonymise/index.ts'
import { openInput, readRows } from '../../src/intake/index.ts'
import { openDuckDb } from '../../src/platform/node/duckdb.ts'
import { openInputs } from '../../src/runner/inputs.ts'
import { writeChunks } from '../../src/runner/output.ts'
import { runRecipe } from '../../src/runner/run-recipe.ts'

/** 10,000 files in all; a failure is repeated by the seed that it prints. */
const CASES = Number(process.env.SAKYU_FUZZ_CASES ?? 10_000)
const seed = process.env.SAKYU_PROPERTY_SEED ? { seed: Number(process.env.SAKYU_PROPERTY_SEED) } : {}
const CALLERS_FAULT = ['InputError', 'InputProblem', 'ValueProblem', 'RecipeError']

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sakyu-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a CSV is made of, and what breaks one. */
const piece = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', '1', '砂丘', '髙', ' ', '', '-5', '=1', '\u3000', '𠮷') },
  { weight: 8, arbitrary: fc.constantFrom(',', '\n') },
  { weight: 2, arbitrary: fc.constantFrom('\r\n', '\r', '"', '""', ';', '\t', '|', '\ufeff', '\n\n') },
  { weight: 1, arbitrary: fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('\u0000', '\u001a', 'x'.repeat(3_000))) },
)
const loose = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')))
/** A proper table, its cells quoted at will, with some bytes changed. */
const cell = fc.oneof(
  fc.constantFrom('', '1', 'あ', 'い,う', '引"用', '改\n行', ' 前', '東町', '000'),
  fc.string({ unit: fc.constantFrom('a', '砂', '"', ',', '\n', ' '), maxLength: 4 }),
)
const table = fc
  .record({
    width: fc.integer({ min: 1, max: 4 }),
    rows: fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
    delimiter: fc.constantFrom(',', ',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n'),
    encoding: fc.constantFrom('utf8', 'utf8', 'cp932', 'eucjp'),
    last: fc.boolean(),
  })
  .map(({ width, rows, delimiter, end, encoding, last }) => {
    const written = rows.map((row) =>
      row
        .slice(0, width)
        .map(([text, quoted]) =>
          quoted || /[",;\t\n\r]/.test(text) || (width === 1 && text === '') ? `"${text.replaceAll('"', '""')}"` : text,
        )
        .join(delimiter),
    )
    const header = Array.from({ length: width }, (_, i) => `列${i}`).join(delimiter)
    return {
      bytes: iconv.encode([header, ...written].join(end) + (last ? end : ''), encoding),
      cells: rows.map((row) => row.slice(0, width).map(([text]) => text)),
    }
  })
const damaged = fc
  .tuple(table, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 }))
  .map(([{ bytes }, edits]) => {
    const copy = Uint8Array.from(bytes)
    for (const [at, byte] of edits) if (copy.length > 0) copy[at % copy.length] = byte
    return Buffer.from(copy)
  })

/** Files are read some at a time: waiting is most of what reading a small one takes. */
const AT_ONCE = 20
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE })

type Rows = (string | null)[][]

/** All rows, or why there are none. */
async function read(path: string): Promise<{ rows: Rows; width: number } | string> {
  try {
    const file = await openInput(path, {})
    const rows: Rows = []
    for await (const batch of readRows(file, [])) rows.push(...batch)
    return { rows, width: file.header.length }
  } catch (error) {
    if (!CALLERS_FAULT.includes((error as Error).name)) throw error
    return (error as Error).message
  }
}

describe('the CSV reader, whatever it is given', () => {
  it('reads whole rows or refuses, in one sentence', async () => {
    let readable = 0
    const check = async (bytes: Uint8Array, i: number) => {
      const path = join(folder, `any${i}.csv`)
      writeFileSync(path, bytes)
      const outcome = await read(path)
      if (typeof outcome === 'string') {
        expect(outcome).toMatch(/^「any\d+\.csv」: .+。$/s)
        return
      }
      readable++
      expect(outcome.rows.length).toBeGreaterThan(0)
      for (const row of outcome.rows) expect(row.length).toBe(outcome.width)
    }
    await fc.assert(
      fc.asyncProperty(several(fc.oneof({ weight: 2, arbitrary: loose }, { weight: 3, arbitrary: damaged })), async (files) => {
        await Promise.all(files.map(check))
      }),
      { numRuns: (CASES * 0.7) / AT_ONCE, ...seed },
    )
    expect(readable).toBeGreaterThan(CASES / 20)
  })

  it('reads back every cell of a proper file, in each encoding', async () => {
    let readable = 0
    const check = async ({ bytes, cells }: { bytes: Uint8Array; cells: string[][] }, i: number) => {
      const path = join(folder, `proper${i}.csv`)
      writeFileSync(path, bytes)
      const outcome = await read(path)
      // A file of one column may be taken for one of several: its delimiter is guessed.
      if (typeof outcome === 'string' || outcome.width !== cells[0]!.length) return
      readable++
      expect(outcome.rows).toEqual(cells)
    }
    await fc.assert(
      fc.asyncProperty(several(table), async (files) => {
        await Promise.all(files.map(check))
      }),
      { numRuns: (CASES * 0.3) / AT_ONCE, ...seed },
    )
    expect(readable).toBeGreaterThan(CASES / 10)
  })

  it('the database sees the rows that the exact reader sees, or the run refuses', async () => {
    const recipe = parseRecipe(
      '{"sakyu":"recipe/1","title":"t","input":{"nulls":[]},"columns":{"a":{"class":"other","technique":"keep"}},"privacy":{"k":2}}',
    )
    let compared = 0
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          loose,
          damaged,
          table.map(({ bytes }) => bytes),
        ),
        async (bytes) => {
          const path = join(folder, 'both.csv')
          writeFileSync(path, bytes)
          const exact = await read(path)
          const work = join(folder, 'work')
          mkdirSync(work, { recursive: true })
          let seen: number | null = null
          try {
            const inputs = await openInputs([path], recipe, work, { memoryBytes: 5e8, threads: 1 })
            const sql = await openDuckDb({ memoryBytes: 5e8, threads: 1, spill: join(work, 'spill') })
            const engine = new DuckDbEngine(
              { sql, write: writeChunks },
              inputs.map(({ source }) => source),
              [],
            )
            try {
              seen = (await engine.load({ texts: inputs[0]!.source.header, codes: [], pairs: new Map(), person: null, household: null }))
                .rows
            } finally {
              await engine.close()
            }
          } catch (error) {
            // A fault of the database's reader is told from others by its code; the run then reads the file exactly.
            if (!CALLERS_FAULT.includes((error as Error).name) && (error as { code?: string }).code !== 'csv') throw error
          } finally {
            rmSync(work, { recursive: true, force: true })
          }
          if (typeof exact === 'string') expect(seen === null || exact.includes('データの行がありません')).toBe(true)
          else if (seen !== null) {
            compared++
            expect(seen).toBe(exact.rows.length)
          }
        },
      ),
      { numRuns: Math.ceil(CASES / 80), ...seed },
    )
    expect(compared).toBeGreaterThan(CASES / 1_000)
  })

  it('a run on a broken file leaves no folder, whichever the engine', async () => {
    const recipePath = join(folder, 'recipe.json')
    const decision = { class: 'other', technique: 'keep', reason: '試験' }
    writeFileSync(
      recipePath,
      JSON.stringify({
        sakyu: 'recipe/1',
        title: 't',
        person: null,
        columns: { 列0: { ...decision, class: 'quasi-identifier' }, 列1: decision },
        privacy: { k: 2, suppressionLimit: 1 },
      }),
    )
    const two = table.filter(({ cells }) => cells[0]!.length === 2)
    const broken = fc.tuple(two, fc.nat(), fc.constantFrom('"', ',', '\n', '\u0000', '\r')).map(([{ bytes }, at, piece]) => {
      const place = 6 + (at % Math.max(1, bytes.length - 6))
      return Buffer.concat([bytes.subarray(0, place), Buffer.from(piece), bytes.subarray(place)])
    })
    await fc.assert(
      fc.asyncProperty(broken, fc.constantFrom('memory' as const, 'duckdb' as const), async (bytes, engine) => {
        const path = join(folder, 'run.csv')
        const out = join(folder, 'out')
        writeFileSync(path, bytes)
        try {
          const { status } = await runRecipe({
            recipePath,
            inputs: [path],
            out,
            engine,
            secret: null,
            memoryBytes: null,
            threads: 1,
            progress: () => {},
          })
          expect(existsSync(join(out, 'data.csv'))).toBe(status === 'released')
          if (status === 'released') expect(readFileSync(join(out, 'data.csv'), 'utf8').endsWith('\n')).toBe(true)
        } catch (error) {
          if (!CALLERS_FAULT.includes((error as Error).name)) throw error
          expect(existsSync(out)).toBe(false)
        } finally {
          rmSync(out, { recursive: true, force: true })
        }
      }),
      { numRuns: Math.ceil(CASES / 200), ...seed },
    )
  })
})
