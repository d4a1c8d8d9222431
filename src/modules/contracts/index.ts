export { awaitsAcceptance } from './acceptance.ts'
export type { Clauses, Contract } from './model.ts'
export { contractOf, endsOfUse } from './store.ts'
