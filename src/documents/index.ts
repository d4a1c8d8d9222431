export { toDocx } from './docx.ts'
export { FORM_KEYS, FORMS, type FormData, type FormKey } from './forms.ts'
export type * from './model.ts'
export { type RenderedDocument, renderDocument } from './render.ts'
