import { open } from 'node:fs/promises'

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
const CHUNK = 4 << 20

/**
 * Whether a CSV is written so plainly that every reader reads it alike: quotes open and close at the edges of cells, no empty line,
 * no CR without LF. DuckDB's reader skips empty lines and takes a quote inside a bare cell as it is; the exact reader refuses both.
 * Bytes are enough: no trailing byte of CP932, EUC-JP or UTF-8 is a quote, comma, CR or LF.
 */
export async function isRegularCsv(path: string, delimiter: string): Promise<boolean> {
  const edge = delimiter.charCodeAt(0)
  const state = { inside: false, closing: false, before: LF }
  const file = await open(path)
  const buffer = Buffer.allocUnsafe(CHUNK)
  try {
    for (let first = true; ; first = false) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK)
      if (bytesRead === 0) return (!state.inside || state.closing) && state.before !== CR
      const bytes = buffer.subarray(0, bytesRead)
      const skip = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
      if (!isRegular(bytes.subarray(skip), edge, state)) return false
    }
  } finally {
    await file.close()
  }
}

/** One chunk; `state` carries what the border between chunks hides: a quote that may be doubled, the byte before. */
function isRegular(bytes: Buffer, edge: number, state: { inside: boolean; closing: boolean; before: number }): boolean {
  const ends = (byte: number) => byte === edge || byte === LF || byte === CR
  const [head] = bytes
  if (head === undefined) return true
  if (state.before === LF && (head === LF || head === CR)) return false
  if (state.before === CR && head !== LF) return false
  if (bytes.includes('\n\n') || bytes.includes('\n\r')) return false
  for (let at = bytes.indexOf(CR); at !== -1 && at < bytes.length - 1; at = bytes.indexOf(CR, at + 1))
    if (bytes[at + 1] !== LF) return false
  let from = 0
  if (state.closing) {
    state.closing = false
    if (head === QUOTE) from = 1
    else if (ends(head)) state.inside = false
    else return false
  }
  for (let at = bytes.indexOf(QUOTE, from); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    if (!state.inside) {
      const before = at > 0 ? bytes[at - 1]! : state.before
      if (before !== edge && before !== LF) return false
      state.inside = true
    } else if (at + 1 === bytes.length) state.closing = true
    else if (bytes[at + 1] === QUOTE) at++
    else if (ends(bytes[at + 1]!)) state.inside = false
    else return false
  }
  state.before = bytes.at(-1)!
  return true
}
