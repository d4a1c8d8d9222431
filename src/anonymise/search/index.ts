export { evaluate } from './evaluate.ts'
export { search } from './search.ts'
export type * from './types.ts'
