export { deposit, type VaultDeposit, type VaultKind } from './service.ts'
