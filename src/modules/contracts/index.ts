export type { Clauses, Contract } from './model.ts'
export { contractOf } from './store.ts'
