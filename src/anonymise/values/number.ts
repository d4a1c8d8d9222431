const ZERO = 48
const GROUPED = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|^[+-]?\.\d+$/

/**
 * A number as Japanese offices write it: full-width digits, thousands commas, ¥ or 円, △ ▲ − as minus.
 * @returns null if the text is none of these
 */
export function parseNumber(text: string): number | null {
  return isPlain(text) ? Number(text) : parseOffice(text)
}

/** ASCII digits with a minus and a point: what nearly every cell is, told without a regular expression. */
function isPlain(text: string): boolean {
  const { length } = text
  let at = 0
  if (length > 0 && text.charCodeAt(0) === 45) {
    // "-0" must not become negative zero.
    if (text.charCodeAt(1) === ZERO) return false
    at = 1
  }
  if (at === length) return false
  let points = 0
  for (let i = at; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code >= ZERO && code <= 57) continue
    if (code !== 46 || points++ > 0 || i === at || i === length - 1) return false
  }
  return true
}

function parseOffice(text: string): number | null {
  let plain = text.normalize('NFKC').replaceAll(/\s+/g, '')
  plain = plain
    .replace(/^[¥円]/, '')
    .replace(/^[△▲−‐–]/, '-')
    .replace(/^([+-])¥/, '$1')
    .replace(/円$/, '')
  if (!GROUPED.test(plain)) return null
  const number = Number(plain.replaceAll(',', ''))
  return number === 0 ? 0 : number
}

/** The shortest plain text that reads back as the same number: never an exponent, never "-0". */
export function formatNumber(value: number): string {
  const text = String(value === 0 ? 0 : value)
  const exponent = text.indexOf('e')
  if (exponent === -1) return text
  const sign = value < 0 ? '-' : ''
  const [whole, fraction = ''] = text.slice(value < 0 ? 1 : 0, exponent).split('.') as [string, string?]
  const shift = Number(text.slice(exponent + 1))
  const digits = whole + fraction
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - whole.length)}${digits}`
  return `${sign}${digits.padEnd(whole.length + shift, '0')}`
}
