import type { Deps } from '../../app-env.ts'
import { type Actor, addDays, type IsoDate, isIsoDate, japanDate, NotFound, type Refusal, type Result, refused } from '../../core/index.ts'
import { councilIsAsked, dueDate, type Programme, settingValue } from '../../programmes/index.ts'
import { checkMove, factsOf, keepScan, type LoadedCase, moveCase, moveWithPapers, paper, pastMoves } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { LONGEST_TEXT } from './rules.ts'
import { openCase } from './service.ts'

/** What is typed to ask a council (諮問), or to record what it answered (答申). */
export type TypedCouncil = Record<'council' | 'question' | 'answerBy' | 'answeredOn' | 'advice', string>

/** One consultation of a council: what was asked by which day, and the answer once there is one. */
export interface Consultation {
  council: string
  question: string
  askedOn: string
  answerBy: string | null
  /** sha256: of its scan, where one was kept */
  answer: { on: string; text: string; sha256: string | null } | null
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Consultations of a case, oldest first. */
export function consultationsOf({ events }: Pick<LoadedCase, 'events'>): Consultation[] {
  const all: Consultation[] = []
  for (const { action, at, data } of events) {
    const on = japanDate(at)
    if (action === 'ask-council')
      all.push({
        ...{ council: textOf(data?.council), question: textOf(data?.question), askedOn: on },
        ...{ answerBy: textOf(data?.answerBy) || null, answer: null },
      })
    const last = all.at(-1)
    if (action === 'record-council' && last)
      last.answer = { on: textOf(data?.answeredOn) || on, text: textOf(data?.advice), sha256: textOf(data?.scanSha256) || null }
  }
  return all
}

/** The programme consults councils by papers of their own; where it does not, this room does not exist. */
export const hasCouncil = ({ transitions }: Programme): boolean => transitions.some(({ document }) => document === 'council-request')

/** The day proposed for the answer: as council.period says; none where it says nothing. */
export const answerDay = (programme: Programme, today: IsoDate): string =>
  settingValue(programme, 'council.period') === null ? '' : dueDate(programme, 'council.period', today)

/** Whether the answer is outstanding; then decisions wait as council.holds says. */
export const isOutstanding = ({ programme, events }: LoadedCase): boolean => councilIsAsked(programme, pastMoves(events))

function checkTyped(
  typed: TypedCouncil,
  names: (keyof TypedCouncil)[],
  days: Partial<Record<keyof TypedCouncil, [from: string, to: string]>>,
) {
  return names.flatMap((field): Refusal[] => {
    const text = typed[field].trim()
    const span = days[field]
    if (text === '') return [{ code: 'required', field }]
    if (span)
      return !isIsoDate(text)
        ? [{ code: 'not-a-date', field }]
        : text < span[0] || text > span[1]
          ? [{ code: 'day-between', field, facts: { from: span[0], to: span[1] } }]
          : []
    const max = field === 'council' ? 200 : LONGEST_TEXT
    return text.length > max ? [{ code: 'too-long', field, facts: { max } }] : []
  })
}

/** Asks a council, by the paper of its own (諮問書). */
export async function askCouncil(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedCouncil,
): Promise<Result<unknown>> {
  const { loaded } = await openCase(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'ask-council' })
  if (!step.ok) return step
  const refusals = checkTyped(typed, ['council', 'question', 'answerBy'], { answerBy: [loaded.today, addDays(loaded.today, 366)] })
  if (refusals.length > 0) return refused(...refusals)
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!entry) throw new NotFound('entry of the case')
  const { business } = factsOf(loaded.programme, loaded.theCase.content, entry)
  const [council, question, answerBy] = [typed.council.trim(), typed.question.trim(), typed.answerBy]
  return moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('council-request', ({ number, date, authority, contact, receiptNumber, fileName }) => ({
        ...{ number, date, authority, contact, receiptNumber, fileName, council, question, business, answerBy },
      })),
    ],
    () => ({ action: 'ask-council', given: ['question'], data: { council, question, answerBy }, facts: { answerBy } }),
  )
}

/** Records what the council answered, with the day of its answer and, where it came on paper, its scan (答申書). */
export async function recordCouncil(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedCouncil,
  file?: File,
): Promise<Result<unknown>> {
  const { loaded } = await openCase(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'record-council' })
  if (!step.ok) return step
  const asked = consultationsOf(loaded).at(-1)
  const refusals = checkTyped(typed, ['answeredOn', 'advice'], { answeredOn: [asked?.askedOn ?? loaded.today, loaded.today] })
  if (refusals.length > 0) return refused(...refusals)
  const { answeredOn } = typed
  const sent = { day: answeredOn, file }
  const kept = file ? await keepScan(deps, actor, loaded, 'council-answer', sent, { day: 'answeredOn', file: 'scan' }) : undefined
  if (kept && !kept.ok) return kept
  const scan: Record<string, string> = kept ? { scanSha256: kept.value.sha256 } : {}
  return moveCase(deps, actor, loaded, {
    ...{ action: 'record-council', given: ['advice'], data: { advice: typed.advice.trim(), answeredOn, ...scan } },
    facts: { answeredOn, ...scan },
  })
}
