export type { FinishedResult, LedgerLine, Provision, ResultOf } from './model.ts'
export { findProvision, ledgerOf } from './store.ts'
