import { addDays, fiscalYear, type IsoDate, type Refusal } from '../../core/index.ts'
import { type Programme, sameDayMonthsOn, settingValue } from '../../programmes/index.ts'
import type { Call } from '../register/index.ts'
import type { AnswerStep, Asker, Question, TypedAnswer } from './model.ts'

export const LONGEST_QUESTION = 2_000
export const LONGEST_ANSWER = 4_000
/** Unanswered questions of one call at most, so that a form without sign-in cannot be flooded; a product default. */
export const MOST_WAITING = 100

/** Who may ask by the programme; a programme that says nothing takes proposers. */
export const askersOf = (programme: Programme): string => String(programme.settings['call.questions']?.value ?? 'proposers')

/** Whether questions are taken on a day; both days of the period belong to it. */
export function questionsOf(
  programme: Programme,
  { questions }: Pick<Call, 'questions'>,
  today: IsoDate,
): 'none' | 'before' | 'open' | 'over' {
  if (!questions || askersOf(programme) === 'none') return 'none'
  return today < questions.from ? 'before' : today > questions.until ? 'over' : 'open'
}

export const isWaiting = ({ status }: Pick<Question, 'status'>): boolean => status === 'asked' || status === 'drafted'

/** Whether a question may be asked. @param waiting - questions of the call that have no answer yet */
export function checkQuestion(
  programme: Programme,
  call: Pick<Call, 'questions'>,
  today: IsoDate,
  asked: string,
  waiting: number,
): Refusal[] {
  const refusals: Refusal[] = []
  const state = questionsOf(programme, call, today)
  if (state !== 'open') refusals.push({ code: state === 'none' ? 'questions-not-taken' : 'questions-closed' })
  if (waiting >= MOST_WAITING) refusals.push({ code: 'too-many-questions' })
  if (asked.trim() === '') refusals.push({ code: 'required', field: 'asked' })
  else if ([...asked].length > LONGEST_QUESTION) refusals.push({ code: 'too-long', field: 'asked', facts: { max: LONGEST_QUESTION } })
  return refusals
}

const fold = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
const REACH = /[\w.+-]+@[\w-]+\.[\w.]+|0\d{1,3}[-(（]\d{1,4}[-)）]\d{3,4}/

/** What would tell the public who asked: the asker's names in the question or the answer, a way to reach somebody in the question. */
function revealing({ wording, answer }: Pick<TypedAnswer, 'wording' | 'answer'>, asker: Asker): Refusal[] {
  const names = [asker.organisation, asker.person].map(fold).filter((name) => name.length >= 2)
  const tells = (text: string) => names.some((name) => fold(text).includes(name))
  return [
    ...(tells(wording) ? [{ code: 'names-asker', field: 'wording' }] : []),
    ...(REACH.test(wording.normalize('NFKC')) ? [{ code: 'holds-reach', field: 'wording' }] : []),
    ...(tells(answer) ? [{ code: 'names-asker', field: 'answer' }] : []),
  ]
}

/** Whether an official's step can be taken, or every reason why not. What is drafted may be incomplete. */
export function checkAnswer(step: AnswerStep, question: Pick<Question, 'status'>, typed: TypedAnswer, asker: Asker): Refusal[] {
  if (question.status === 'withdrawn') return [{ code: 'question-withdrawn' }]
  if (question.status === 'published' && step !== 'publish') return [{ code: 'question-published' }]
  if (question.status === 'private' && step === 'draft') return [{ code: 'question-answered' }]
  const refusals: Refusal[] = []
  for (const [field, max] of [
    ['wording', LONGEST_QUESTION],
    ['answer', LONGEST_ANSWER],
  ] as const) {
    if ([...typed[field]].length > max) refusals.push({ code: 'too-long', field, facts: { max } })
    const isNeeded = step === 'publish' || (step === 'private' && field === 'answer')
    if (isNeeded && typed[field].trim() === '') refusals.push({ code: 'required', field })
  }
  if (step === 'private' && !['personal', 'trade-secret', 'other'].includes(typed.withheldFor))
    refusals.push({ code: 'required', field: 'withheldFor' })
  return step === 'publish' ? [...refusals, ...revealing(typed, asker)] : refusals
}

/** A call that the programme demands and that was not announced yet. */
export interface OwedCall {
  /** fiscal year, by its first calendar year */
  year: number
  /** the last day on which it can open and still be open long enough within the year */
  dueOn: IsoDate
  /** since when those who announce calls are written to */
  remindFrom: IsoDate
}

/**
 * Whether the programme's calls of this fiscal year are still owed; a call counts in the year in which it opens.
 *
 * @source 法111条 and 規則53条, by the programme's call.obligation, call.perFiscalYear and call.minLength
 */
export function owedCall(programme: Programme, calls: Pick<Call, 'opensOn'>[], today: IsoDate): OwedCall | null {
  const [wanted, length, months] = ['call.perFiscalYear', 'call.minLength', 'call.remind'].map((key) => {
    const value = settingValue(programme, key)
    return typeof value === 'number' ? value : 0
  }) as [number, number, number]
  const year = fiscalYear(today)
  if (settingValue(programme, 'call.obligation') !== 'must' || calls.filter(({ opensOn }) => fiscalYear(opensOn) === year).length >= wanted)
    return null
  const nextYear = `${year + 1}-04-01`
  return { year, dueOn: addDays(nextYear, -1 - length), remindFrom: sameDayMonthsOn(nextYear, -months) }
}
