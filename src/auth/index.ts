export * from './accounts.ts'
export type { OrganisationProfile } from './schema.ts'
export * from './sessions.ts'
