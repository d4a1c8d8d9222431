/**
 * JSON with sorted keys and no blanks: equal documents have equal bytes. @source RFC 8785
 *
 * @throws {TypeError} for anything that is not JSON
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('value: expected JSON, found a number that is not finite')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    // Keys in UTF-16 order, as the RFC asks: JavaScript's own comparison.
    const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`).join(',')}}`
  }
  throw new TypeError(`value: expected JSON, found ${typeof value}`)
}
