export type { Finding, Offer, Opinion } from './model.ts'
export { seatDuties } from './seats.ts'
export { findOffer, updateOffer } from './store.ts'
