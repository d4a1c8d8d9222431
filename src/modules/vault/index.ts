export { deposit, type VaultDeposit, type VaultKind } from './service.ts'
export { vaultObjectsOfCase } from './store.ts'
