import { strFromU8, Unzlib, unzipSync } from 'fflate'

// What can be read of an attached file's text: enough to look for a number in it, not to show it.

/** Bytes that are unpacked of one file at most: nobody's paper is longer, and a bomb goes no further. */
const MOST = 8 * 1_048_576
/** Fonts and letters of a font that are read at most. */
const MOST_FONTS = 16
const MOST_LETTERS = 100_000
const BITE = 4_096

/** The text of a file, as pieces that stand apart; none for pictures and what is encrypted. */
export function textsOf(bytes: Uint8Array, mediaType: string): string[] {
  if (mediaType.startsWith('text/')) return [plainText(bytes)]
  if (mediaType === 'application/pdf') return pdfTexts(bytes)
  return mediaType.startsWith('image/') ? [] : officeTexts(bytes)
}

function plainText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('shift_jis').decode(bytes)
  }
}

/** Text of Word and Excel files: their XML without its marks. */
function officeTexts(bytes: Uint8Array): string[] {
  let left = MOST
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/^(word|xl)\/.*\.xml$/.test(name)) return false
      left -= originalSize
      return left >= 0
    },
  })
  return Object.values(parts).map((part) =>
    strFromU8(part)
      .replaceAll(/<\/(w:p|si|c|v)>|<w:(tab|br)\/>/g, '\n')
      .replaceAll(/<[^>]*>/g, ''),
  )
}

/** One string of a PDF's page, as bytes; a string of one operator is not torn from the next of the same. */
type Shown = string[]

/**
 * Texts that a PDF's pages show, read with each of its fonts' tables and, for fonts without one, as ASCII.
 *
 * @source ISO 32000-1 7.3.4 (strings), 7.3.8 (streams), 9.4.3 (showing text), 9.10.3 (ToUnicode)
 */
function pdfTexts(bytes: Uint8Array): string[] {
  const streams = pdfStreams(bytes)
  const fonts = streams
    .filter((text) => text.includes('begincmap'))
    .slice(0, MOST_FONTS)
    .map(readFont)
  const pages = streams.filter((text) => /\bT[jJ]\b/.test(text)).map(shownIn)
  return pages.flatMap((shown) => [joined(shown), ...fonts.map((font) => joined(shown.map((text) => decoded(text, font))))])
}

/** Strings drawn one letter each belong together; others stand apart. */
const joined = (shown: Shown): string =>
  shown.map((text, i) => (i > 0 && [...text].length === 1 && [...shown[i - 1]!].length === 1 ? text : ` ${text}`)).join('')

function pdfStreams(bytes: Uint8Array): string[] {
  const all = strFromU8(bytes, true)
  const found: string[] = []
  let left = MOST
  for (let at = all.indexOf('stream'); at !== -1 && left > 0; at = all.indexOf('stream', at)) {
    const dictionary = all.slice(Math.max(0, all.lastIndexOf('obj', at)), at)
    const from = at + (all[at + 6] === '\r' ? 8 : 7)
    const to = all.indexOf('endstream', from)
    if (to === -1) break
    at = to + 9
    if (/\/(Image|DCTDecode|JPXDecode|FontFile)/.test(dictionary)) continue
    const text = dictionary.includes('FlateDecode') ? inflated(bytes.subarray(from, to), left) : all.slice(from, to)
    left -= text.length
    found.push(text)
  }
  return found
}

/** Latin-1 of what unpacks, up to so many bytes; what is broken gives what came before. */
function inflated(packed: Uint8Array, most: number): string {
  let text = ''
  const unzlib = new Unzlib((part) => {
    text += strFromU8(part, true)
    if (text.length > most) throw new RangeError('too long')
  })
  try {
    // in small bites: each can swell a thousandfold
    for (let at = 0; at < packed.length; at += BITE) unzlib.push(packed.subarray(at, at + BITE), at + BITE >= packed.length)
  } catch {
    // a cut or broken stream: what was read so far is what there is
  }
  return text
}

/** The strings of a page in order: those of one array together. One pass, whatever the page holds. */
function shownIn(page: string): Shown {
  const shown: Shown = []
  let together: string | undefined
  const put = (text: string) => {
    if (together === undefined) shown.push(text)
    else together += text
  }
  for (let at = 0; at < page.length; at++) {
    const sign = page[at]
    if (sign === '[') together = ''
    else if (sign === ']' && together !== undefined) {
      shown.push(together)
      together = undefined
    } else if (sign === '(') {
      const end = endOfLiteral(page, at)
      put(bytesOf(page.slice(at, end)))
      at = end - 1
    } else if (sign === '<' && page[at + 1] !== '<') {
      const end = page.indexOf('>', at)
      if (end === -1) break
      put(bytesOf(page.slice(at, end + 1)))
      at = end
    }
  }
  return shown
}

/** Where "(…)" ends, with those inside it; the end of the page where it never does. */
function endOfLiteral(page: string, from: number): number {
  let depth = 0
  for (let at = from; at < page.length; at++) {
    if (page[at] === '\\') at++
    else if (page[at] === '(') depth++
    else if (page[at] === ')' && --depth === 0) return at + 1
  }
  return page.length
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** The bytes of "(…)" or "<…>", one letter each. */
function bytesOf(string: string): string {
  const inner = string.slice(1, -1)
  if (string.startsWith('<'))
    return (inner.replaceAll(/\s/g, '').match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('')
  return inner.replaceAll(/\\(\d{1,3}|\r\n|[\s\S])/g, (_, code: string) =>
    /^\d/.test(code) ? String.fromCharCode(Number.parseInt(code, 8) & 255) : /^[\r\n]/.test(code) ? '' : (ESCAPES[code] ?? code),
  )
}

interface Font {
  /** bytes of one code */
  width: number
  letters: Map<string, string>
}

const letter = (hex: string) => String.fromCharCode(...(hex.match(/.{4}/g) ?? [hex]).map((unit) => Number.parseInt(unit, 16)))

/** What stands between each pair of words. */
function* between(table: string, open: string, close: string): Generator<string> {
  for (let from = table.indexOf(open); from !== -1; from = table.indexOf(open, from)) {
    const to = table.indexOf(close, from)
    if (to === -1) return
    yield table.slice(from + open.length, to)
    from = to
  }
}

/** A font's ToUnicode table. */
function readFont(table: string): Font {
  const letters = new Map<string, string>()
  let width = 1
  let left = MOST_LETTERS
  const put = (code: number, digits: number, text: string) => {
    width = digits / 2
    if (left-- > 0) letters.set(code.toString(16).padStart(digits, '0'), text)
  }
  for (const body of between(table, 'beginbfchar', 'endbfchar'))
    for (const [, code = '', text = ''] of body.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      put(Number.parseInt(code, 16), code.length, letter(text))
  for (const body of between(table, 'beginbfrange', 'endbfrange'))
    for (const [, low = '', high = '', to = ''] of body.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]+>|\[[^\]]*\])/g)) {
      const [from, until] = [Number.parseInt(low, 16), Number.parseInt(high, 16)]
      const each = [...to.matchAll(/[0-9A-Fa-f]+/g)].map(([hex]) => hex)
      for (let code = from; code <= until && left > 0; code++) {
        const first = Number.parseInt((each[0] ?? '').slice(-4), 16)
        put(code, low.length, to.startsWith('[') ? letter(each[code - from] ?? '0000') : String.fromCharCode(first + code - from))
      }
    }
  return { width, letters }
}

function decoded(bytes: string, { width, letters }: Font): string {
  let text = ''
  for (let at = 0; at + width <= bytes.length; at += width) {
    let code = ''
    for (let i = at; i < at + width; i++) code += bytes.charCodeAt(i).toString(16).padStart(2, '0')
    text += letters.get(code) ?? '?'
  }
  return text
}
