import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { plainFileName, sniff } from '../../../../src/modules/proposals/file-types.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const text = (value: string) => new TextEncoder().encode(value)
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, text('x')])))
const CP932_KANJI = bytes(0x93, 0x8c, 0x8b, 0x9e) // 東京

describe('sniff: what a file is by its own bytes', () => {
  it.each([
    ['書面.pdf', text('%PDF-1.7\n'), 'application/pdf'],
    ['PHOTO.JPG', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['photo.jpeg', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['図.png', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
    ['表.csv', text('a,b\r\n1,2\r\n'), 'text/csv'],
    ['文.txt', text('日本語'), 'text/plain'],
    ['文.txt', CP932_KANJI, 'text/plain'],
    ['文.docx', zip('[Content_Types].xml', 'word/document.xml'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['表.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('%s', (name, content, mediaType) => {
    expect(sniff(content, name)?.mediaType).toBe(mediaType)
  })

  it.each([
    ['no ending', 'pdf', text('%PDF-1.7\n')],
    ['another ending', '書面.txt', text('%PDF-1.7\n')],
    ['a Word file that calls itself a sheet', '表.xlsx', zip('[Content_Types].xml', 'word/document.xml')],
    ['macros in a Word file', '文.docx', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')],
    ['any other zip', '文.docx', zip('readme.txt')],
    ['a zip cut short', '文.docx', zip('[Content_Types].xml', 'word/document.xml').subarray(0, 60)],
    [
      'a zip whose directory points outside',
      '文.docx',
      bytes(0x50, 0x4b, 0x03, 0x04, 0x50, 0x4b, 0x05, 0x06, 0, 0, 0, 0, 9, 0, 9, 0, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0, 0),
    ],
    ['bytes that are no text', '文.txt', bytes(0x41, 0x00, 0x42)],
    ['bytes of no encoding', '文.txt', bytes(0xff, 0xff, 0xfd)],
    ['a program', 'run.exe', bytes(0x4d, 0x5a, 0x90, 0x00)],
    ['a page', 'page.html', text('<html></html>')],
  ])('refuses %s', (_, name, content) => {
    expect(sniff(content, name)).toBeUndefined()
  })
})

describe('plainFileName', () => {
  it.each([
    ['C:\\Users\\a\\書面.pdf', '書面.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['line\r\nbreak.pdf', 'linebreak.pdf'],
    ['か\u3099.txt', 'が.txt'],
    [`${'長'.repeat(200)}.docx`, `${'長'.repeat(115)}.docx`],
  ])('%j → %j', (given, plain) => {
    expect(plainFileName(given)).toBe(plain)
  })
})
