import { createReadStream } from 'node:fs'

const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d]

/**
 * Line of the first quote that is not closed as CSV closes it: where it opens, since a parser notices only far below.
 * Bytes are enough: in UTF-8, CP932 and EUC-JP no part of another character is a quote, a line end or a usual delimiter.
 */
export async function lineOfBrokenQuote(path: string, delimiter: string): Promise<number | undefined> {
  const edge = delimiter.charCodeAt(0)
  let line = 1
  let opened = 0 // line of the open quote; 0: none is open
  let closing = false // the byte before was a quote inside quotes: an end, or the first of two
  let fresh = true // at the beginning of a cell
  let first = true
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Uint8Array
    let at = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
    first = false
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (closing) {
        closing = false
        if (byte === QUOTE) continue
        if (byte !== edge && byte !== LF && byte !== CR) return opened
        opened = 0
      } else if (opened > 0) {
        if (byte === QUOTE) closing = true
        else if (byte === LF) line += 1
        continue
      } else if (byte === QUOTE) {
        if (!fresh) return line
        opened = line
        fresh = false
        continue
      }
      fresh = byte === edge || byte === LF
      if (byte === LF) line += 1
    }
  }
  return opened > 0 && !closing ? opened : undefined
}
