export * from './case.ts'
export { OWNERS } from './case-page.tsx'
export { CorrectionRounds } from './correction-rounds.tsx'
export { blankForm, type Issued, issueDocuments, type Paper, type PaperFacts, paper } from './dossier.ts'
export { wordFile } from './download.ts'
export { factsOf, itemRows, type ProposalFacts } from './facts.ts'
export { fineField, wantableItems, wantField } from './fields.ts'
export { liveReferences } from './live.ts'
export type * from './model.ts'
export { moveWithPapers } from './move-with-papers.ts'
export type * from './panels.ts'
export { PaperHeld } from './paper-drafts.ts'
export { EditPaper, paperDeps, returnedFiles } from './paper-request.tsx'
export { isRepresentative, maySeeCase, proposerOrganisations, rolesInCase } from './permissions.ts'
export { ScanFields } from './scan-fields.tsx'
export { keepScan, type SentScan } from './scans.ts'
export * from './second-use.ts'
export { saveProposal, startProposal, withdrawProposal } from './service.ts'
export { awaitsErasure, caseClocks, caseDeadline, caseFacts, pastMoves } from './steps.ts'
export {
  attachmentsOf,
  casesOfMadeData,
  casesOfOrganisation,
  casesOfProposers,
  eventsOf,
  eventsOfOrganisation,
  findCase,
  insertRecusal,
  issuedDocumentsOf,
  recusalsOf,
  recusedFrom,
} from './store.ts'
export { submitProposal } from './submit.ts'
export { WantedItems } from './wanted-items.tsx'
