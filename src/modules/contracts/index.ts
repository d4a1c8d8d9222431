export { contractOf } from './store.ts'
