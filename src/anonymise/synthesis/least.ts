/** Persons of every leaf, at least. @source privacy-rules F5 */
export const leastOf = (k: number): number => Math.max(k, 10)

/** Fewer persons than this make no two leaves. */
export const fewestOf = (k: number): number => 2 * leastOf(k)
