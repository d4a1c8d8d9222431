export * from './accounts.ts'
export { firstAdministratorLink } from './invitations.ts'
export type { OrganisationProfile } from './schema.ts'
export * from './sessions.ts'
