export type { Finding, Offer, Opinion } from './model.ts'
export { findOffer } from './store.ts'
