import { type Unzipped, unzipSync } from 'fflate'
import { ok, type Result, refused } from '../../core/index.ts'

/** One sheet as text. Rows may differ in length; an empty cell is ''. */
export interface Sheet {
  name: string
  rows: string[][]
  /** cells that hold a formula: their last value was read */
  formulas: number
  /** merged ranges: their value was given to every cell of them */
  merged: number
}

export const LARGEST_UPLOAD = 5 * 1024 * 1024
const LARGEST_PART = 60 * 1024 * 1024
const MOST_ROWS = 5_000
const MOST_COLUMNS = 300
const MOST_SHEETS = 30

/**
 * Reads what prefectures keep their registers in: Excel (xlsx) or CSV in UTF-8 or CP932.
 *
 * Refusals: upload-empty, upload-too-large, upload-not-a-table, upload-broken, upload-too-many-rows.
 */
export function readSheets(bytes: Uint8Array): Result<Sheet[]> {
  if (bytes.length === 0) return refused({ code: 'upload-empty', field: 'file' })
  if (bytes.length > LARGEST_UPLOAD)
    return refused({ code: 'upload-too-large', field: 'file', facts: { megabytes: LARGEST_UPLOAD / 1024 / 1024 } })
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const sheets = isZip ? readWorkbook(bytes) : readText(bytes)
  if (!sheets) return refused({ code: isZip ? 'upload-broken' : 'upload-not-a-table', field: 'file' })
  if (sheets.some(({ rows }) => rows.length > MOST_ROWS))
    return refused({ code: 'upload-too-many-rows', field: 'file', facts: { rows: MOST_ROWS } })
  return ok(sheets)
}

function readText(bytes: Uint8Array): Sheet[] | undefined {
  for (const encoding of ['utf-8', 'shift_jis']) {
    let text: string
    try {
      text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      continue // not in this encoding; the next one decides
    }
    // A table of text holds no control characters but tabs and line ends.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) return undefined
    const rows = readCsv(text.replace(/^\uFEFF/, ''))
    return rows ? [{ name: 'CSV', rows, formulas: 0, merged: 0 }] : undefined
  }
  return undefined
}

/** RFC 4180, with tabs where the first line has more of them than commas; undefined where a quote never ends. */
export function readCsv(text: string): string[][] | undefined {
  const first = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'))
  const separator = first.split('\t').length > first.split(',').length ? '\t' : ','
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const end = text.indexOf('"', at)
        if (end === -1) return undefined
        cell += text.slice(at, end)
        at = end + 1
        if (text[at] !== '"') break
        cell += '"'
        at++
      }
    }
    let end = at
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
    cell += text.slice(at, end)
    row.push(cell.trim())
    at = end
    if (text[at] === separator) {
      at++
      if (at === text.length) row.push('')
      continue
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    rows.push(row.slice(0, MOST_COLUMNS))
    row = []
    if (rows.length > MOST_ROWS + 1) return rows
  }
  if (row.length > 0) rows.push(row)
  return rows
}

const decode = (bytes: Uint8Array | undefined) => (bytes ? new TextDecoder().decode(bytes) : '')

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (text: string) =>
  text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hexadecimal, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })

/** The text of a string item: its runs, without the readings that Japanese Excel keeps beside them. */
const textOf = (xml: string) =>
  [...xml.replaceAll(/<rPh[\s>][\s\S]*?<\/rPh>/g, '').matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)]
    .map((match) => unescapeXml(match[1]!))
    .join('')

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]

/** "AB12" → column 27, row 11. */
function placeOf(reference: string): [column: number, row: number] | undefined {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (!match) return undefined
  let column = 0
  for (const letter of match[1]!) column = column * 26 + letter.charCodeAt(0) - 64
  return [column - 1, Number(match[2]) - 1]
}

/** @source ECMA-376 part 1, 18.3 and 18.4: worksheets and shared strings */
function readWorkbook(bytes: Uint8Array): Sheet[] | undefined {
  let parts: Unzipped
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) =>
        /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(name) &&
        originalSize <= LARGEST_PART,
    })
  } catch {
    return undefined // the zip itself is broken; said to the user as such
  }
  const workbook = decode(parts['xl/workbook.xml'])
  if (workbook === '') return undefined
  const targets = new Map(
    [...decode(parts['xl/_rels/workbook.xml.rels']).matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id') ?? '',
      (attribute(tag, 'Target') ?? '').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  const strings = [...decode(parts['xl/sharedStrings.xml']).matchAll(/<si>([\s\S]*?)<\/si>|<si\/>/g)].map((match) => textOf(match[1] ?? ''))
  const sheets = [...workbook.matchAll(/<sheet\s[^>]*>/g)].slice(0, MOST_SHEETS).flatMap(([tag]) => {
    const part = parts[targets.get(attribute(tag, 'r:id') ?? '') ?? '']
    return part ? [readSheet(unescapeXml(attribute(tag, 'name') ?? ''), decode(part), strings)] : []
  })
  return sheets.length > 0 ? sheets : undefined
}

function readSheet(name: string, xml: string, strings: readonly string[]): Sheet {
  const rows: string[][] = []
  let formulas = 0
  for (const match of xml.matchAll(/<c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const place = placeOf(attribute(match[1]!, 'r') ?? '')
    if (!place || place[0] >= MOST_COLUMNS || place[1] > MOST_ROWS + 1) continue
    const inner = match[2] ?? ''
    if (/<f[\s>/]/.test(inner)) formulas++
    const type = attribute(match[1]!, 't')
    const value = /<v(?:\s[^>]*)?>([\s\S]*?)<\/v>/.exec(inner)?.[1]
    const text =
      type === 'inlineStr' ? textOf(inner) : type === 's' ? (strings[Number(value)] ?? '') : type === 'e' ? '' : unescapeXml(value ?? '')
    setCell(rows, place, text.trim())
  }
  let merged = 0
  for (const [tag] of xml.matchAll(/<mergeCell\s[^>]*>/g)) {
    const [from, to] = (attribute(tag, 'ref') ?? '').split(':').map((one) => placeOf(one))
    if (!from || !to || to[1] > MOST_ROWS || to[0] >= MOST_COLUMNS) continue
    merged++
    const text = rows[from[1]]?.[from[0]] ?? ''
    for (let row = from[1]; row <= to[1]; row++) for (let column = from[0]; column <= to[0]; column++) setCell(rows, [column, row], text)
  }
  return { name, rows: Array.from(rows, (row) => Array.from(row ?? [], (cell) => cell ?? '')), formulas, merged }
}

function setCell(rows: string[][], [column, row]: [number, number], text: string): void {
  rows[row] ??= []
  rows[row][column] = text
}
