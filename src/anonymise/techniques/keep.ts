import type { Technique } from './technique.ts'

/** keep: the cell as read. */
export const keep: Technique<unknown> = { name: 'keep', lower: () => [] }
