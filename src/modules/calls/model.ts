import type { callQuestions } from './schema.ts'

export type Question = typeof callQuestions.$inferSelect
export type { WithheldFor } from './schema.ts'

/** What an official wrote. */
export interface TypedAnswer {
  wording: string
  answer: string
  withheldFor: string
}

export const ANSWER_STEPS = ['draft', 'publish', 'private'] as const
/** keep it for later, publish question and answer, or answer the asker alone */
export type AnswerStep = (typeof ANSWER_STEPS)[number]

/** Who asked, so that neither name is published. */
export interface Asker {
  organisation: string
  person: string
}
