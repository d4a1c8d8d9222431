const PLAIN = /^-?(?:0|[1-9]\d*)$/
const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/

/**
 * The number that a cell says, or null: NFKC first; thousands commas, ¥ and 円 are dropped; △ ▲ − are minus.
 * Leading zeros are read as a number ("007" is 7); exponents and hexadecimals are not numbers here.
 */
export function parseNumber(text: string): number | null {
  if (PLAIN.test(text)) return Number(text) + 0
  let plain = text.normalize('NFKC').trim()
  plain = plain
    .replace(/円$/, '')
    .replace(/^([△▲−+-]?)\s*¥/, '$1')
    .replace(/^¥\s*/, '')
    .trim()
  plain = plain.replace(/^[△▲−]\s*/, '-')
  if (!NUMBER.test(plain)) return null
  const number = Number(plain.replaceAll(',', ''))
  return Number.isFinite(number) ? number + 0 : null
}

/** The shortest decimal text, never with an exponent; −0 is 0. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('value: expected a finite number')
  const text = String(value + 0 === 0 ? 0 : value)
  if (!text.includes('e')) return text
  const [mantissa, exponent] = text.split('e') as [string, string]
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string?]
  const shift = Number(exponent)
  const digits = whole + fraction
  const point = whole.length + shift
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + (point >= digits.length ? digits + '0'.repeat(point - digits.length) : `${digits.slice(0, point)}.${digits.slice(point)}`)
}
