/**
 * JSON with sorted keys and no blanks: equal documents have equal bytes. Objects may be Maps. @source RFC 8785
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
    const entries: [string, unknown][] = value instanceof Map ? [...value] : Object.entries(value)
    // Keys in UTF-16 order, as the RFC asks: JavaScript's own comparison.
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  throw new TypeError(`value: expected JSON, found ${typeof value}`)
}
