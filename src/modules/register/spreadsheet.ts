import { Unzip, UnzipInflate } from 'fflate'
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
/** What all parts of a workbook that are read may come to, unpacked. */
const LARGEST_INSIDE = 64 * 1024 * 1024
/** Packed bytes unpacked at a time: they can swell a thousandfold before they are counted. */
const STEP = 16 * 1024
/** Characters in all cells, with those that merging repeats. */
const MOST_TEXT = 16 * 1024 * 1024
const MOST_CELLS = 1_000_000
const MOST_ROWS = 5_000
const MOST_COLUMNS = 300
const MOST_SHEETS = 30

/** How old Excel files (xls) and encrypted new ones begin. @source MS-CFB 2.2, MS-OFFCRYPTO 2.3 */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * Reads what prefectures keep their registers in: Excel (xlsx) or CSV in UTF-8, CP932 or UTF-16 with its mark.
 *
 * Refusals: upload-empty, upload-too-large, upload-not-a-table, upload-broken, upload-encrypted, upload-old-excel, upload-swells,
 * upload-too-many-sheets, upload-too-many-rows.
 */
export function readSheets(bytes: Uint8Array): Result<Sheet[]> {
  if (bytes.length === 0) return refused({ code: 'upload-empty', field: 'file' })
  if (bytes.length > LARGEST_UPLOAD)
    return refused({ code: 'upload-too-large', field: 'file', facts: { megabytes: LARGEST_UPLOAD / 1024 / 1024 } })
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (COMPOUND.every((byte, i) => bytes[i] === byte)) {
    const isEncrypted = new TextDecoder('utf-16le').decode(bytes).includes('EncryptedPackage')
    return refused({ code: isEncrypted ? 'upload-encrypted' : 'upload-old-excel', field: 'file' })
  }
  const sheets = isZip ? readWorkbook(bytes) : readText(bytes)
  if (sheets === SWELLS) return refused({ code: 'upload-swells', field: 'file' })
  if (!sheets) return refused({ code: isZip ? 'upload-broken' : 'upload-not-a-table', field: 'file' })
  if (sheets.length > MOST_SHEETS) return refused({ code: 'upload-too-many-sheets', field: 'file', facts: { sheets: MOST_SHEETS } })
  if (sheets.some(({ rows }) => rows.length > MOST_ROWS))
    return refused({ code: 'upload-too-many-rows', field: 'file', facts: { rows: MOST_ROWS } })
  return ok(sheets)
}

function readText(bytes: Uint8Array): Sheet[] | undefined {
  // Excel's 「Unicode テキスト」 is UTF-16 with a mark.
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of isUtf16 ? ['utf-16le'] : ['utf-8', 'shift_jis']) {
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

/** RFC 4180, with tabs where one of the first lines has more of them than any has commas; undefined where a quote never ends. */
export function readCsv(text: string): string[][] | undefined {
  // Above the labels often stands a title of one cell.
  const most = (of: string) =>
    Math.max(
      ...text
        .slice(0, 20_000)
        .split('\n', 20)
        .map((line) => line.split(of).length),
    )
  const separator = most('\t') > most(',') ? '\t' : ','
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

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (text: string) =>
  text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hexadecimal, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })

/**
 * Elements of that name in their order, as attributes and content. Each character is looked at once or twice whatever is sent:
 * one that never ends is the end of them all.
 */
function* elements(xml: string, name: string): Generator<[attributes: string, content: string, from: number, to: number]> {
  const [opening, closing] = [`<${name}`, `</${name}>`]
  for (let at = xml.indexOf(opening); at !== -1; at = xml.indexOf(opening, at)) {
    const from = at
    at += opening.length
    if (!/^[\s/>]/.test(xml.slice(at, at + 1))) continue
    const end = xml.indexOf('>', at)
    if (end === -1) return
    const isEmpty = xml[end - 1] === '/'
    const until = isEmpty ? end : xml.indexOf(closing, end)
    if (until === -1) return
    const to = isEmpty ? end + 1 : until + closing.length
    yield [xml.slice(at, end), isEmpty ? '' : xml.slice(end + 1, until), from, to]
    at = to
  }
}

/** The text of a string item: its runs, without the readings that Japanese Excel keeps beside them. */
function textOf(xml: string): string {
  let plain = ''
  let at = 0
  for (const [, , from, to] of elements(xml, 'rPh')) {
    plain += xml.slice(at, from)
    at = to
  }
  return [...elements(plain + xml.slice(at), 't')].map(([, content]) => unescapeXml(content)).join('')
}

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]

/** "AB12" → column 27, row 11. */
function placeOf(reference: string): [column: number, row: number] | undefined {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (!match) return undefined
  let column = 0
  for (const letter of match[1]!) column = column * 26 + letter.charCodeAt(0) - 64
  return [column - 1, Number(match[2]) - 1]
}

const SWELLS = 'swells'
const WANTED = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/

/** The parts that are read. What they unpack to is counted as it comes: what a zip says of itself may be a lie. */
function unpack(bytes: Uint8Array): Map<string, string> | typeof SWELLS | undefined {
  const parts = new Map<string, string>()
  let total = 0
  let isBroken = false
  const unzip = new Unzip((file) => {
    if (!WANTED.test(file.name)) return
    const decoder = new TextDecoder()
    let text = ''
    file.ondata = (error, data, isLast) => {
      if (error) isBroken = true
      total += data?.length ?? 0
      if (isBroken || total > LARGEST_INSIDE) return
      text += decoder.decode(data, { stream: !isLast })
      if (isLast) parts.set(file.name, text)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length && !isBroken && total <= LARGEST_INSIDE; at += STEP)
      unzip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length)
  } catch {
    return undefined // the zip itself is broken; said to the user as such
  }
  return total > LARGEST_INSIDE ? SWELLS : isBroken ? undefined : parts
}

/** @source ECMA-376 part 1, 18.3 and 18.4: worksheets and shared strings */
function readWorkbook(bytes: Uint8Array): Sheet[] | typeof SWELLS | undefined {
  const parts = unpack(bytes)
  if (!parts || parts === SWELLS) return parts
  const targets = new Map(
    [...elements(parts.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship')].map(([tag]) => [
      attribute(tag, 'Id') ?? '',
      (attribute(tag, 'Target') ?? '').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  const strings = [...elements(parts.get('xl/sharedStrings.xml') ?? '', 'si')].map(([, content]) => textOf(content))
  const room = { text: MOST_TEXT, cells: MOST_CELLS }
  const sheets: Sheet[] = []
  for (const [tag] of elements(parts.get('xl/workbook.xml') ?? '', 'sheet')) {
    const part = parts.get(targets.get(attribute(tag, 'r:id') ?? '') ?? '')
    if (part !== undefined && sheets.length <= MOST_SHEETS)
      sheets.push(readSheet(unescapeXml(attribute(tag, 'name') ?? ''), part, strings, room))
    if (room.text < 0 || room.cells < 0) return SWELLS
  }
  return sheets.length > 0 ? sheets : undefined
}

/** @param room - what may still be kept; below zero: too much, and the rest of the sheet was left */
function readSheet(name: string, xml: string, strings: readonly string[], room: { text: number; cells: number }): Sheet {
  const rows: string[][] = []
  const keep = (place: [column: number, row: number], text: string) => {
    room.cells -= 1
    room.text -= text.length
    if (room.cells >= 0 && room.text >= 0) setCell(rows, place, text)
    return room.cells >= 0 && room.text >= 0
  }
  let formulas = 0
  for (const [tag, inner] of elements(xml, 'c')) {
    const place = placeOf(attribute(tag, 'r') ?? '')
    if (!place || place[0] >= MOST_COLUMNS || place[1] > MOST_ROWS + 1) continue
    if (/<f[\s>/]/.test(inner)) formulas++
    const type = attribute(tag, 't')
    const [, value = ''] = elements(inner, 'v').next().value ?? []
    const text =
      type === 'inlineStr' ? textOf(inner) : type === 's' ? (strings[Number(value)] ?? '') : type === 'e' ? '' : unescapeXml(value)
    if (!keep(place, text.trim())) break
  }
  let merged = 0
  for (const [tag] of elements(xml, 'mergeCell')) {
    const [from, to] = (attribute(tag, 'ref') ?? '').split(':').map((one) => placeOf(one))
    if (!from || !to || to[1] > MOST_ROWS || to[0] >= MOST_COLUMNS) continue
    merged++
    const text = rows[from[1]]?.[from[0]] ?? ''
    for (let row = from[1]; row <= to[1]; row++)
      for (let column = from[0]; column <= to[0]; column++) if (!keep([column, row], text)) return { name, rows: [], formulas, merged }
  }
  return { name, rows: Array.from(rows, (row) => Array.from(row ?? [], (cell) => cell ?? '')), formulas, merged }
}

function setCell(rows: string[][], [column, row]: [number, number], text: string): void {
  rows[row] ??= []
  rows[row][column] = text
}
