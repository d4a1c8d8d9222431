import { strToU8, zipSync, zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toDocx } from '../../../../src/documents/index.ts'
import { textsOf } from '../../../../src/modules/proposals/file-text.ts'
import { holdsMyNumber, maskProblem } from '../../../../src/modules/proposals/my-number.ts'
import { programme } from '../../../../src/programmes/index.ts'

// 123456789018 has the right check digit: Σ over 12345678901 = 245, 245 mod 11 = 3, 11 − 3 = 8. It is nobody's: a run of digits.
const NUMBER = '123456789018'
const PDF = 'application/pdf'

describe('twelve digits that could be a My Number', () => {
  it.each([
    NUMBER,
    '1234 5678 9018',
    '1234-5678-9018',
    '１２３４　５６７８　９０１８',
    '1234－5678－9018',
    `個人番号${NUMBER}です`,
    `番号:\t1234 5678 9018\n`,
    `3 ${NUMBER} 4`,
  ])('%j', (text) => expect(holdsMyNumber(text)).toBe(true))

  it.each([
    ['a wrong check digit', '123456789019'],
    ['a piece of a longer number', `9${NUMBER}`],
    ['a company’s number of thirteen digits', `${NUMBER}1`],
    ['a company’s number in the commercial register', '1234-56-789018'],
    ['a card’s number', '1234 5678 9018 1111'],
    ['a card’s number that ends so', '1111-1234-5678-9018'],
    ['mixed signs', '1234-5678 9018'],
    ['zeros', '000000000000'],
    ['nothing', ''],
  ])('not %s', (_, text) => expect(holdsMyNumber(text)).toBe(false))
})

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
/** A PDF with these streams, packed or not. */
const pdf = (streams: string[], packed: boolean) =>
  join(
    latin1('%PDF-1.7\n'),
    ...streams.map((text, i) =>
      join(
        latin1(`${i + 1} 0 obj\n<< ${packed ? '/Filter /FlateDecode ' : ''}>>\nstream\n`),
        packed ? zlibSync(latin1(text)) : latin1(text),
        latin1('\nendstream\nendobj\n'),
      ),
    ),
    latin1('%%EOF\n'),
  )
/** 0 … 9 are the glyphs 0x13 … 0x1c. */
const CMAP = 'begincmap 1 beginbfrange <0013> <001C> <0030> endbfrange 1 beginbfchar <0003> <0020> endbfchar endcmap'
const glyphs = [...NUMBER].map((digit) => (0x13 + Number(digit)).toString(16).padStart(4, '0')).join('')

describe('the text of a file', () => {
  it.each([
    ['in one string', [`BT (No. ${NUMBER}) Tj ET`]],
    ['in an array with gaps', ['BT [(1234)-250(5678)-250(9018)] TJ ET']],
    ['in three strings', ['BT (1234) Tj 20 0 Td (5678) Tj 20 0 Td (9018) Tj ET']],
    ['letter by letter', [`BT ${[...NUMBER].map((digit) => `(${digit}) Tj 6 0 Td`).join(' ')} ET`]],
    ['in hexadecimal', [`BT <${[...NUMBER].map((digit) => `3${digit}`).join('')}> Tj ET`]],
    ['with escapes', ['BT (\\61\\062\\063456789018) Tj ET']],
    ['in glyphs of a font with a table', [CMAP, `BT <${glyphs}> Tj ET`]],
    [
      'in glyphs with a list for a table',
      [
        'begincmap 1 beginbfrange <0013> <001C> [<0030> <0031> <0032> <0033> <0034> <0035> <0036> <0037> <0038> <0039>] endbfrange endcmap',
        `BT <${glyphs}> Tj ET`,
      ],
    ],
  ])('of a PDF: %s', (_, streams) => {
    for (const packed of [false, true]) expect(textsOf(pdf(streams, packed), PDF).some(holdsMyNumber)).toBe(true)
  })

  it.each([
    ['no text', ['q 123456789018 0 0 1 0 0 cm Q']],
    ['another number', ['BT (123456789019) Tj ET']],
    ['figures of a table that stand apart', ['BT (123456) Tj (789018) Tj ET']],
  ])('of a PDF: %s', (_, streams) => {
    expect(textsOf(pdf(streams, true), PDF).some(holdsMyNumber)).toBe(false)
  })

  it('of Word, where marks divide it, and of plain text in either encoding', async () => {
    const word = zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'word/document.xml': strToU8('<w:p><w:r><w:t>1234</w:t></w:r><w:r><w:t>56789018</w:t></w:r></w:p>'),
    })
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    expect(textsOf(word, type).some(holdsMyNumber)).toBe(true)
    const made = await toDocx({
      title: '書面',
      form: null,
      number: null,
      date: null,
      addressee: [],
      sender: [],
      blocks: [{ kind: 'note', text: NUMBER }],
    })
    expect(textsOf(made, type).some(holdsMyNumber)).toBe(true)
    expect(textsOf(join(latin1('\x8c\xc2\x90l\x94\xd4\x8d\x86:'), latin1(NUMBER)), 'text/plain')).toEqual([`個人番号:${NUMBER}`])
  })

  it('of what is broken or hostile ends soon', () => {
    const broken = [
      '%PDF-1.7 stream',
      `%PDF- 1 0 obj <</FlateDecode>> stream\n\u0000\u0001 endstream`,
      `%PDF- 1 0 obj << >> stream\n${'['.repeat(500_000)}(1 Tj endstream`,
      `%PDF- stream\n begincmap ${'beginbfchar '.repeat(100_000)} endstream`,
      `%PDF- stream\n begincmap ${'beginbfrange <0000> <ffff> <0000> endbfrange '.repeat(2_000)} Tj endstream`,
    ]
    const files = [
      ...broken.map(latin1),
      join(latin1('%PDF- 1 0 obj <</FlateDecode>> stream\n'), zlibSync(new Uint8Array(40_000_000)), latin1('endstream')),
    ]
    for (const file of files) {
      const started = performance.now()
      expect(textsOf(file, PDF).some(holdsMyNumber)).toBe(false)
      expect(performance.now() - started).toBeLessThan(3_000)
    }
  })
})

describe('papers of persons', () => {
  const appi = programme('appi')
  const file = (over: object) => ({ kind: 'identity-person', name: '住民票.txt', bytes: strToU8(NUMBER), masked: true, ...over })
  it('are asked for and looked at; those of bodies are not', () => {
    expect(maskProblem(appi, file({ masked: false }), 'text/plain')).toEqual({ code: 'not-masked', field: 'masked-identity-person' })
    expect(maskProblem(appi, file({}), 'text/plain')).toEqual({ code: 'my-number-shown', facts: { file: '住民票.txt' } })
    expect(maskProblem(appi, file({ bytes: strToU8('番号は塗りつぶした') }), 'text/plain')).toBeUndefined()
    expect(maskProblem(appi, file({ kind: 'identity-body', masked: false }), 'text/plain')).toBeUndefined()
  })
})
