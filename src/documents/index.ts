export { CLAUSES, knowClauses, missingClauses } from './clauses.ts'
export { toDocx } from './docx.ts'
export {
  changedFigures,
  type Edit,
  type EditedPaper,
  editsFrom,
  type Place,
  placesOf,
  reword,
  staleEdits,
  typedAmounts,
  withEdits,
} from './edits.ts'
export { FORM_KEYS, FORMS, type FormData, type FormKey } from './forms.ts'
export { markedPaper, rowsOf } from './marked.ts'
export type * from './model.ts'
export { DocumentPreview } from './preview.tsx'
export { type RenderedDocument, renderDocument } from './render.ts'
export { type Stretch, stretches } from './stretches.ts'
