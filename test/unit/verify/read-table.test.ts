import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/index.ts'
import { decoder, openInput, readRows } from '../../../src/intake/index.ts'
import { readTable } from '../../../src/verify/read-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'sakyu-read-table-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'data.csv')

const read = async (text: string) => {
  writeFileSync(path, text)
  const header = text.split(/\r?\n/, 1)[0]!.split(',')
  return readTable({ path, name: 'data.csv', delimiter: ',', header }, decoder('utf-8'))
}

describe('the verifier’s reader', () => {
  it('reads what the exact reader of sources reads', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', '男', '30-34', ' ', '"', 'a,b', 'a\nb', 'a\r\nb', '""', ','),
      fc.string({ maxLength: 6 }).map((text) => [...text].filter((c) => c >= ' ' && c !== '\u007f').join('')),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        async (rows, crlf, always, ends) => {
          const written = (text: string) => (always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
          const header = rows[0]!.map((_, c) => `c${c}`)
          const eol = crlf ? '\r\n' : '\n'
          const body = rows.map((row) => row.map(written).join(',')).join(eol)
          const isLastEmpty = rows[0]!.length === 1 && rows.at(-1)![0] === '' && !always
          const columns = await read(`${header.join(',')}${eol}${body}${ends || isLastEmpty ? eol : ''}`)
          expect(columns).toEqual(header.map((_, c) => rows.map((row) => row[c]!)))
          const exact: (string | null)[][] = []
          for await (const batch of readRows(await openInput(path, { encoding: 'utf-8', delimiter: ',' }), [])) exact.push(...batch)
          expect(header.map((_, c) => exact.map((row) => row[c]!))).toEqual(columns)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('where a piece of the file ends, a cell goes on', async () => {
    const rows = Array.from({ length: 90_000 }, (_, i) => [`${i}`, `"砂丘\r\n""${'あ'.repeat(i % 7)}"`, i % 3 === 0 ? '""' : '西'])
    const [numbers, quoted, last] = await read(`a,b,c\r\n${rows.map((row) => row.join(',')).join('\r\n')}\r\n`)
    expect(numbers).toEqual(rows.map((_, i) => `${i}`))
    expect(quoted).toEqual(rows.map((_, i) => `砂丘\r\n"${'あ'.repeat(i % 7)}`))
    expect(last).toEqual(rows.map((_, i) => (i % 3 === 0 ? '' : '西')))
  })

  it.each([
    ['a row of another width', 'a,b\n1,2\n3\n', '2行目のデータの列の数（1）が見出し（2）と違います'],
    ['an empty line among rows of two cells', 'a,b\n1,2\n\n', '2行目'],
    ['a quote inside a bare cell', 'a,b\n1,2"\n', '引用符'],
    ['something behind the closing quote', 'a,b\n"1"x,2\n', '引用符'],
    ['a quote that is not closed', 'a,b\n1,"2\n3,4\n', '引用符（"）が正しく閉じていません'],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(InputError)
    await expect(read(text)).rejects.toThrow(message)
  })

  it('refuses bytes that are not of the encoding', async () => {
    writeFileSync(path, Buffer.from([0x61, 0x0a, 0xff, 0x0a]))
    await expect(readTable({ path, name: 'data.csv', delimiter: ',', header: ['a'] }, decoder('utf-8'))).rejects.toThrow('文字コード')
  })
})
