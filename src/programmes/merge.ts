/** Objects are merged key by key, lists of entries by id, action or item; anything else is replaced. */
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (Array.isArray(base) && Array.isArray(over) && [...base, ...over].every((entry) => entryKey(entry) !== undefined)) {
    const found = new Map(over.map((entry) => [entryKey(entry), entry]))
    const known = new Set(base.map(entryKey))
    return [...base.map((entry) => merge(entry, found.get(entryKey(entry)))), ...over.filter((entry) => !known.has(entryKey(entry)))]
  }
  if (isObject(base) && isObject(over))
    return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, merge(base[key], over[key])]))
  return over
}

const entryKey = (entry: unknown): unknown => (isObject(entry) ? (entry.id ?? entry.action ?? entry.item) : undefined)

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
