import type { FormData, FormKey } from '../../documents/index.ts'
import { type Paper, paper } from '../proposals/index.ts'

/** Papers that say one thing about a case: an opening sentence of the programme, then what is to be known. */
export type LetterForm = { [K in FormKey]: FormData<K> extends { rows: unknown } ? K : never }[FormKey]

/** @param rows - what is to be known; one without a text is left out */
export const letter = (form: LetterForm, rows: [label: string, text: string | null | undefined][]): Paper =>
  paper(form, ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName }) => ({
    ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName },
    rows: rows.flatMap(([label, text]) => (text ? [{ label, text }] : [])),
  }))
