import type { Programme } from '../../programmes/index.ts'

/** Question → choice, by id. */
export type Answers = Record<string, string>

export interface Score {
  answered: number
  of: number
  points: number
  /** points of the best answers */
  most: number
  /** questions whose answer counts nothing */
  none: string[]
  pass: number | null
  /** every answer must count something */
  all: boolean
}

/** What the answers count by the programme's questionnaire; undefined if it has none. A question without an answer counts nothing. */
export function scoreOf({ questionnaire, settings }: Programme, answers: Answers | undefined): Score | undefined {
  if (!questionnaire) return undefined
  const { questions, choices, pass } = questionnaire
  const counted = questions.map(({ id, label }) => ({ label, choice: choices.find((choice) => choice.id === answers?.[id]) }))
  return {
    answered: counted.filter(({ choice }) => choice !== undefined).length,
    of: questions.length,
    points: counted.reduce((sum, { choice }) => sum + (choice?.points ?? 0), 0),
    most: questions.length * Math.max(...choices.map(({ points }) => points)),
    none: counted.filter(({ choice }) => choice?.points === 0).map(({ label }) => label),
    pass,
    all: settings['form.scoreSecurity']?.value === 'all',
  }
}
