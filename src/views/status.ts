import type { Refusal } from '../core/index.ts'

/** Codes that name the person, not the input. */
const FORBIDDEN = new Set(['role-not-permitted', 'four-eyes'])
/** Codes that say that the case stands elsewhere by now. */
const MOVED_ON = new Set([
  'changed-meanwhile',
  'finding-changed',
  'saved-elsewhere',
  'paper-saved-elsewhere',
  'wrong-state',
  'still-open',
  'nothing-to-answer',
])

/** HTTP status of a page that shows these refusals: 403, 409, or 422 for input to be mended. */
export const statusOf = (refusals: readonly Refusal[]): 403 | 409 | 422 =>
  refusals.some(({ code }) => FORBIDDEN.has(code)) ? 403 : refusals.some(({ code }) => MOVED_ON.has(code)) ? 409 : 422
