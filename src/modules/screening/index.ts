export type { Finding, Offer, Opinion } from './model.ts'
export { findOffer, updateOffer } from './store.ts'
