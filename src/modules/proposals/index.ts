export * from './case.ts'
export type * from './model.ts'
export { maySeeCase, proposerOrganisations, rolesInCase } from './permissions.ts'
export { casesOfOrganisation, casesOfProposers, eventsOf, issuedDocumentsOf } from './store.ts'
