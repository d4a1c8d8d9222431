import { addDays, eraDate, type IsoDate, isIsoDate, japanDate, type Refusal } from '../../core/index.ts'
import { type Evidence, type Programme, sameDayMonthsOn, type Unit } from '../../programmes/index.ts'
import type { LoadedCase } from './model.ts'

/** An attached paper as its rules read it. */
export interface AttachedPaper {
  id: string
  kind: string
  fileName: string
  /** which of the kind's papers it is; null: not said */
  document: string | null
  /** the day on it */
  issuedOn: IsoDate | null
}

/** What the proposer says of a paper, as typed. */
export interface PaperWords {
  document?: string
  issuedOn?: string
}

/** The day on which a case was first handed in; today, if it is not yet; of one on paper the day it came. */
export const proposedOn = ({ theCase, events, today }: Pick<LoadedCase, 'theCase' | 'events' | 'today'>): IsoDate => {
  if (theCase.paper) return theCase.paper.receivedOn
  const submitted = events.find(({ action }) => action === 'submit')
  return submitted ? japanDate(submitted.at) : today
}

/** Inputs about a paper that is attached, and about those of a kind that are being attached. */
export const documentField = (of: string) => `document-${of}`
export const issuedField = (of: string) => `issued-${of}`

/** The papers that serve as this kind of attachment; none: it is free. */
export function documentsOf(programme: Programme, kind: string): Evidence[] {
  const serving = programme.attachments.find(({ id }) => id === kind)?.documents ?? []
  return programme.evidence.filter(({ id }) => serving.includes(id))
}

/** What was said of a paper, as far as it can be kept: a paper that serves, a day that exists. */
export function keptWords(programme: Programme, kind: string, { document, issuedOn }: PaperWords) {
  return {
    ...(documentsOf(programme, kind).some(({ id }) => id === document) ? { document } : {}),
    ...(issuedOn !== undefined && isIsoDate(issuedOn) ? { issuedOn } : {}),
  }
}

const MONTHS: Partial<Record<Unit, number>> = { months: 1, years: 12 }
const DAYS: Partial<Record<Unit, number>> = { days: 1, weeks: 7 }
const SPAN_WORDS: Partial<Record<Unit, string>> = { days: '日', weeks: '週間', months: 'か月', years: '年' }

/** How old a paper may be on the day of the proposal. */
export interface AgeLimit {
  /** 6か月 */
  span: string
  /** the first day that it may bear; the day of the proposal itself is not counted */
  oldest: IsoDate
}

/** null: it may be of any age. @source 規則54条4項2号; 民法140条, 143条 */
export function ageLimit(programme: Programme, document: Evidence | undefined, proposedOn: IsoDate): AgeLimit | null {
  const { value, unit = 'days' } = programme.settings[document?.within ?? ''] ?? { value: null }
  if (typeof value !== 'number') return null
  const months = MONTHS[unit]
  return {
    span: `${value}${SPAN_WORDS[unit] ?? unit}`,
    oldest: months === undefined ? addDays(proposedOn, -value * (DAYS[unit] ?? 1)) : sameDayMonthsOn(proposedOn, -value * months),
  }
}

/** Which papers of a kind may not be old, and how old: for who looks for them. */
export function ageRule(programme: Programme, kind: string, proposedOn: IsoDate): string {
  const aged = documentsOf(programme, kind).flatMap((one) => {
    const limit = ageLimit(programme, one, proposedOn)
    return limit ? [{ label: one.label, ...limit }] : []
  })
  const [first] = aged
  if (!first) return ''
  return `${aged.map(({ label }) => label).join('と')}は、提案の日の前${first.span}以内に作られたものに限ります（${eraDate(first.oldest)}以後）。`
}

/** Why a paper cannot go with the proposal; undefined: it can. @param proposedOn - the day it is or was first handed in */
export function paperProblem(programme: Programme, paper: AttachedPaper, proposedOn: IsoDate, today: IsoDate): Refusal | undefined {
  const serving = documentsOf(programme, paper.kind)
  if (serving.length === 0) return undefined
  const file = paper.fileName
  const document = serving.find(({ id }) => id === paper.document)
  if (!document) return { code: 'paper-which', field: documentField(paper.id), facts: { file } }
  const { issuedOn } = paper
  if (issuedOn === null) return { code: 'paper-undated', field: issuedField(paper.id), facts: { file } }
  if (issuedOn > today) return { code: 'paper-of-tomorrow', field: issuedField(paper.id), facts: { file } }
  const limit = ageLimit(programme, document, proposedOn)
  if (!limit || issuedOn >= limit.oldest) return undefined
  return {
    code: 'paper-too-old',
    field: issuedField(paper.id),
    facts: {
      file,
      paper: document.label,
      day: eraDate(issuedOn),
      span: limit.span,
      oldest: eraDate(limit.oldest),
      article: document.article ?? '',
    },
  }
}

/** What is said of a paper: which it is, its day, and what was checked of it. */
export function paperLine(programme: Programme, paper: AttachedPaper, proposedOn: IsoDate): string {
  const document = documentsOf(programme, paper.kind).find(({ id }) => id === paper.document)
  if (!document) return ''
  const limit = ageLimit(programme, document, proposedOn)
  return [
    document.label,
    ...(paper.issuedOn === null ? [] : [`${eraDate(paper.issuedOn)}の日付`]),
    ...(limit ? [`提案の日の前${limit.span}以内（${eraDate(limit.oldest)}以後）のものか`] : []),
  ].join('・')
}
