export { csvOf } from './csv.ts'
export { entryDraftsWaiting } from './drafting.ts'
export type * from './model.ts'
export { mayKeepRegister } from './permissions.ts'
export { callStatus, stockTakingDue } from './rules.ts'
export { completeSearchIndex } from './search-index.ts'
export { announceCall, loadCall, publishEntries } from './service.ts'
export {
  addMadeData,
  callsOf,
  countEntries,
  entriesOf,
  findCall,
  findEntry,
  findEntryBySlug,
  findMadeData,
  listEntries,
  madeDataOf,
  markMadeDataDestroyed,
  openCallsOf,
  versionMarks,
} from './store.ts'
