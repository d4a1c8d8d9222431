/** One CSV cell: quoted only if it holds the delimiter, a quote, CR or LF; null is empty. */
export const csvCell = (text: string | null, delimiter: string): string =>
  text === null ? '' : text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/**
 * Order of texts by their UTF-8 bytes, which is the order of code points. JavaScript's own order is by UTF-16 units:
 * it puts '𠮷' before '｡'.
 */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) {
      // Surrogates (D800–DFFF) stand for code points above all others of 16 bits.
      const highX = x >= 0xd800 && x <= 0xdfff
      const highY = y >= 0xd800 && y <= 0xdfff
      return highX === highY ? x - y : highX ? 1 : -1
    }
  }
  return a.length - b.length
}

const encoder = new TextEncoder()

/** A text with its length in bytes, or that there is none: parts set one behind another stay told apart. */
export const lengthPrefixed = (text: string | null): string => (text === null ? '-' : `${encoder.encode(text).length}:${text}`)

/** Before a unit's key, the label that a draw is for. */
export const labelled = (label: string | null, key: string): string => `${lengthPrefixed(label)}#${key}`

/** First line of the side file. */
export const sideHeader = ({ added, before }: { added: unknown; before: unknown }): string =>
  `person,household${added ? ',synthetic' : ''}${before ? ',before' : ''}\n`
