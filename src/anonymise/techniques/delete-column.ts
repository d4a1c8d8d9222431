import type { Technique } from './technique.ts'

/** delete-column (項目削除): the column is absent from the result; the plan marks it as not released. */
export const deleteColumn: Technique<unknown> = { name: 'delete-column', lower: () => [] }
