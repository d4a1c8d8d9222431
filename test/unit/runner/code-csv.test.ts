import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { type CodedPart, Values } from '../../../src/anonymise/index.ts'
import { InputError } from '../../../src/core/index.ts'
import { openInput, readRows } from '../../../src/intake/index.ts'
import { codeCsv } from '../../../src/runner/code-csv.ts'

const folder = mkdtempSync(join(tmpdir(), 'sakyu-code-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NULLS = ['', '不明']

/** The cells of the wanted columns, row by row, from codes. */
function cells(part: CodedPart): (string | null)[][] {
  const columns = part.columns.map(({ chunks, size, starts, bytes }) => {
    const values = new Values(size, starts, bytes)
    return chunks.flatMap((chunk) => Array.from(chunk, (code) => values.text(code)))
  })
  return Array.from({ length: part.rows }, (_, row) => columns.map((column) => column[row]!))
}

async function both(bytes: Buffer, chunk: number) {
  const path = join(folder, 'in.csv')
  writeFileSync(path, bytes)
  const file = await openInput(path, { delimiter: ',' })
  const fields = file.header.length
  const exact: (string | null)[][] | InputError = await (async () => {
    const rows: (string | null)[][] = []
    for await (const batch of readRows(file, NULLS)) rows.push(...batch)
    return rows
  })().catch((error: unknown) => {
    if (error instanceof InputError) return error
    throw error
  })
  // The columns in reverse order, without the first.
  const slots = Int32Array.from({ length: fields }, (_, i) => (i === 0 ? -1 : fields - 1 - i))
  const { encoding, delimiter } = file
  const part =
    encoding === 'euc-jp'
      ? null
      : await codeCsv(
          { path, encoding, delimiter, fields, slots, columns: fields - 1, nulls: NULLS, from: 0, to: bytes.length, header: true },
          chunk,
        )
  return { exact, part }
}

describe('coding a CSV from its bytes', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', '7', ' ', '鳥', '髙', 'ｱ', 'ー', '―', '表'), maxLength: 6 })
  const odd = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '表', '|'), maxLength: 6 })
  const cell = fc.oneof(
    { weight: 6, arbitrary: plain },
    { weight: 1, arbitrary: fc.constant('不明') },
    { weight: 2, arbitrary: odd.map((text) => `"${text.replaceAll('"', '""')}"`) },
  )
  const table = (body: fc.Arbitrary<string>) =>
    fc.tuple(
      fc.array(fc.tuple(body, body, body), { maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.constantFrom('utf-8', 'cp932', 'bom'),
      fc.integer({ min: 1, max: 40 }),
    )
  const bytesOf = (rows: string[][], end: string, closed: boolean, encoding: string) => {
    const text = [['甲', '乙', '丙'], ...rows].map((row) => row.join(',')).join(end) + (closed ? end : '')
    return encoding === 'cp932' ? iconv.encode(text, 'cp932') : Buffer.from(`${encoding === 'bom' ? '\ufeff' : ''}${text}`)
  }

  it('reads what the exact reader reads, at any size of chunk', async () => {
    await fc.assert(
      fc.asyncProperty(table(cell), async ([rows, end, closed, encoding, chunk]) => {
        const { exact, part } = await both(bytesOf(rows, end, closed, encoding), chunk)
        if (exact instanceof InputError) return void expect(part === null || part.rows === 0).toBe(true)
        // No cell here is odd but by its quotes, so the bytes alone are enough.
        expect(part && cells(part)).toEqual(exact.map(([, b, c]) => [c, b]))
      }),
      { numRuns: 400 },
    )
  })

  it('leaves to the exact reader whatever it cannot read alike', async () => {
    const broken = fc.oneof(
      { weight: 3, arbitrary: plain },
      { weight: 1, arbitrary: fc.constantFrom('a"b', '"a"b', '"a', 'x\ry', '\n', 'a,b', '"', '""') },
    )
    await fc.assert(
      fc.asyncProperty(table(broken), async ([rows, end, closed, encoding, chunk]) => {
        const { exact, part } = await both(bytesOf(rows, end, closed, encoding), chunk)
        if (part === null || part.rows === 0) return
        expect(exact).not.toBeInstanceOf(InputError)
        expect(cells(part)).toEqual((exact as (string | null)[][]).map(([, b, c]) => [c, b]))
      }),
      { numRuns: 400 },
    )
  })

  it('more values than a narrow integer holds, more rows than a chunk', async () => {
    const rows = Array.from({ length: 140_000 }, (_, i) => ['x', String(i % 70_000), String(i % 300)])
    const { exact, part } = await both(bytesOf(rows, '\n', true, 'cp932'), 4096)
    expect(part!.columns.map(({ size }) => size)).toEqual([300, 70_000])
    expect(cells(part!)).toEqual((exact as (string | null)[][]).map(([, b, c]) => [c, b]))
  })

  it('bytes that are no character are not read, also in a column that nobody asked for', async () => {
    const head = iconv.encode('甲,乙,丙\n鳥取,米子,倉吉\n', 'cp932')
    for (const tail of [
      [0x81, 0x20, 0x2c, 0x31, 0x2c, 0x31, 0x0a],
      [0x31, 0x2c, 0x31, 0x2c, 0x81],
      [0xfd, 0x2c, 0x31, 0x2c, 0x31, 0x0a],
    ])
      expect((await both(Buffer.concat([head, Buffer.from(tail)]), 64).catch(() => ({ part: null }))).part).toBeNull()
  })
})
