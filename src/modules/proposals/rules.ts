import { type IsoDate, isIsoDate, type Refusal } from '../../core/index.ts'
import { type AttachmentKind, numberSetting, type Programme } from '../../programmes/index.ts'
import { type Call, callStatus, type RegisterEntry } from '../register/index.ts'
import type { ProposalContent } from './content.ts'
import { LONGEST_REPLY, replyField } from './corrections.ts'
import { type AnswerField, allFields, fieldsOf, wantableItems, wantField } from './fields.ts'
import { type FileType, plainFileName, sniff } from './file-types.ts'
import { type AttachedPaper, documentsOf, type PaperWords, paperProblem } from './papers.ts'

/** States in which the proposer writes. */
const WRITABLE_STATES = ['draft', 'returned'] as const

export const isWritable = (state: string): boolean => (WRITABLE_STATES as readonly string[]).includes(state)

/** Files of one case at most; a product default. */
export const MAX_ATTACHMENTS = 30

/** The input that takes files of this kind. */
export const attachmentField = (kind: string) => `attachment-${kind}`
/** Where the page says that no item is wanted yet. */
export const WANTED_FIELD = 'method-items'
export const PLEDGE_FIELD = 'pledged'

/** "1,200人", "１２００" → 1200; undefined if it is no whole number. */
export function wholeNumber(typed: string): number | undefined {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/[,\s]|人$/g, '')
    .trim()
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined
}

/** The items that may be written now: all of a draft, in a returned case those that an official named. */
export const writableItems = (programme: Programme, state: string, content: ProposalContent) =>
  programme.proposalItems.filter(({ id }) => state === 'draft' || (state === 'returned' && content.corrections?.[id] !== undefined))

/** Takes the answers that may be written now out of what was sent; everything else stays as it is. */
export function withAnswers(
  programme: Programme,
  state: string,
  before: ProposalContent,
  entry: RegisterEntry,
  sent: { answers: Readonly<Record<string, string>>; pledged: boolean },
): ProposalContent {
  const answers = { ...before.answers }
  for (const item of writableItems(programme, state, before))
    for (const { name, input } of fieldsOf(item, before.answers, entry.content.items)) {
      const typed = sent.answers[name]
      if (typed === undefined) {
        if (input === 'check') delete answers[name] // an unticked box is not sent
      } else answers[name] = typed.replaceAll(/\r\n?/g, '\n')
    }
  const persons = wholeNumber(answers.persons ?? '')
  const { persons: _, ...rest } = before
  return {
    ...rest,
    ...(state === 'returned' ? answering(before, sent.answers) : {}),
    answers,
    ...(persons === undefined ? {} : { persons }),
    pledged: state === 'draft' ? sent.pledged : before.pledged,
  }
}

/** What was answered to the requests, and a copy of what stood when they came, to tell the difference by. */
function answering(before: ProposalContent, sent: Readonly<Record<string, string>>): Pick<ProposalContent, 'replies' | 'handedIn'> {
  const { answers, persons } = before
  const replies = Object.fromEntries(
    Object.keys(before.corrections ?? {}).map((item) => [
      item,
      (sent[replyField(item)] ?? before.replies?.[item] ?? '').replaceAll(/\r\n?/g, '\n'),
    ]),
  )
  return { replies, handedIn: before.handedIn ?? { answers, ...(persons === undefined ? {} : { persons }) } }
}

/** What even a draft may not hold: answers longer than their field. */
export const tooLong = (programme: Programme, content: ProposalContent, entry: RegisterEntry): Refusal[] =>
  [
    ...allFields(programme, content.answers, entry.content.items).map(({ name, max }) => ({ name, max, text: content.answers[name] })),
    ...Object.entries(content.replies ?? {}).map(([item, text]) => ({ name: replyField(item), max: LONGEST_REPLY, text })),
  ]
    .filter(({ text = '', max }) => [...text].length > max)
    .map(({ name, max }) => ({ code: 'too-long', field: name, facts: { max } }))

/** Which papers must be attached, given who proposes. The pledge is declared in the form itself. */
export function requiredAttachments(programme: Programme, content: ProposalContent): AttachmentKind[] {
  const isPerson = content.answers['party-kind'] === 'person'
  const hasAgent = content.answers['party-agent'] === 'yes'
  const applies = { all: true, person: isPerson, body: !isPerson, agent: hasAgent }
  return attachmentKinds(programme, content).filter(({ required, appliesTo }) => required && applies[appliesTo])
}

/** The papers that are attached as files. @source forms.md: the pledge may be declared online */
export const attachmentKinds = (programme: Programme, { onPaper }: Pick<ProposalContent, 'onPaper'> = {}): AttachmentKind[] =>
  onPaper ? [SCAN, ...programme.attachments] : programme.attachments.filter(({ id }) => id !== programme.pledge.form)

/** The paper itself, of a proposal that an official types in. */
const SCAN: AttachmentKind = {
  id: 'scan',
  label: '書面の提案書',
  help: '受け取った提案書を読み取ったファイルです。',
  ...{ article: null, required: true, appliesTo: 'all', documents: [], masks: false },
}

/** Papers that the office keeps as scans in the course of a case, beside those that go with the proposal. */
export const OFFICE_SCANS: Readonly<Record<string, string>> = {
  'sealed-contract': '押印された契約書',
  'application-scan': '書面の契約締結申込書',
  'receipt-scan': '書面の受領書',
  'erasure-scan': '書面の消去報告書',
  'council-answer': '審議会の答申書',
  'opinion-letter': '第三者の意見書',
}

/** Those that the screening rests on: to the proposer they do not exist. */
export const OFFICIALS_ONLY: ReadonlySet<string> = new Set(['council-answer', 'opinion-letter'])

/** How a kind of paper is called. */
export const attachmentLabel = (programme: Programme, kind: string): string =>
  OFFICE_SCANS[kind] ?? attachmentKinds(programme, { onPaper: true }).find(({ id }) => id === kind)?.label ?? kind

export interface Submission {
  programme: Programme
  content: ProposalContent
  entry: RegisterEntry
  attached: readonly AttachedPaper[]
  /** the day on which it is or was first handed in */
  proposedOn: IsoDate
  today: IsoDate
}

/**
 * Everything that keeps a proposal from being handed in, in the order of the form.
 *
 * @source 法112条2項, 3項 and 規則54条; numbers of the programme's settings
 */
export function checkSubmission({ programme, content, entry, attached, proposedOn, today }: Submission): Refusal[] {
  const refusals: Refusal[] = []
  const at = (name: string) => content.answers[name]?.trim() ?? ''
  for (const item of programme.proposalItems) {
    const fields = fieldsOf(item, content.answers, entry.content.items)
    if (item.kind === 'method' && !wantableItems(entry.content.items).some(({ no }) => at(wantField(no)) === 'yes'))
      refusals.push({ code: 'nothing-wanted', field: WANTED_FIELD })
    for (const field of fields) refusals.push(...fieldProblems(field, at(field.name)))
    if (item.kind === 'persons') refusals.push(...personsProblems(programme, content, entry))
    if (item.kind === 'period') {
      const [from, to] = [at('period-from'), at('period-to')]
      if (isIsoDate(from) && from < proposedOn) refusals.push({ code: 'starts-in-past', field: 'period-from' })
      if (isIsoDate(from) && isIsoDate(to) && to < from) refusals.push({ code: 'ends-before-start', field: 'period-to' })
    }
  }
  const required = new Set(requiredAttachments(programme, content).map(({ id }) => id))
  for (const { id } of attachmentKinds(programme, content)) {
    const papers = attached.filter(({ kind }) => kind === id)
    if (papers.length === 0 && required.has(id)) refusals.push(missingPaper(programme, id))
    refusals.push(...papers.flatMap((paper) => paperProblem(programme, paper, proposedOn, today) ?? []))
  }
  if (!content.pledged && !content.onPaper) refusals.push({ code: 'not-pledged', field: PLEDGE_FIELD })
  return refusals
}

const missingPaper = (programme: Programme, kind: string): Refusal => ({
  code: 'attachment-missing',
  field: attachmentField(kind),
  facts: {
    papers: documentsOf(programme, kind)
      .map(({ label }) => `「${label}」`)
      .join(''),
  },
})

function fieldProblems(field: AnswerField, value: string): Refusal[] {
  const { name, required, max, input, options } = field
  if (value === '') return required ? [{ code: 'required', field: name }] : []
  if ([...value].length > max) return [{ code: 'too-long', field: name, facts: { max } }]
  if (input === 'date' && !isIsoDate(value)) return [{ code: 'not-a-date', field: name }]
  if (input === 'number' && wholeNumber(value) === undefined) return [{ code: 'not-a-number', field: name }]
  if (options && !options.some((option) => option.value === value)) return [{ code: 'required', field: name }]
  return []
}

function personsProblems(programme: Programme, { persons }: ProposalContent, entry: RegisterEntry): Refusal[] {
  if (persons === undefined) return [] // said by its field already
  const min = numberSetting(programme, 'review.minPersons')
  if (persons < min) return [{ code: 'too-few-persons', field: 'persons', facts: { min } }]
  if (persons > entry.persons) return [{ code: 'more-persons-than-file', field: 'persons', facts: { max: entry.persons } }]
  return []
}

/** The answers among those given that a draft for this file can begin with: what is wished, not who wishes it. */
export const carriedFields = (
  programme: Programme,
  entry: RegisterEntry,
  given: Readonly<Record<string, string>>,
): { name: string; label: string; value: string }[] =>
  programme.proposalItems
    .filter(({ kind }) => kind !== 'party')
    .flatMap((item) => fieldsOf(item, {}, entry.content.items))
    .flatMap(({ name, label }) => (given[name] ? [{ name, label, value: given[name] }] : []))

/** Whether a proposal for this file may be handed in to this call today. @source 法111条, 112条1項 */
export function checkCallTakes(call: Call, entry: RegisterEntry, today: IsoDate): Refusal[] {
  const refusals: Refusal[] = []
  if (callStatus(call, today) !== 'open') refusals.push({ code: 'call-not-open' })
  if (!call.entries.some(({ entryId }) => entryId === entry.id)) refusals.push({ code: 'entry-not-in-call' })
  return refusals
}

/** A file as it was sent. */
export interface SentFile extends PaperWords {
  kind: string
  name: string
  bytes: Uint8Array
  /** it was said that no My Number is to be seen in it */
  masked?: boolean
}

/** Whether a file may be kept, and as what. */
export function checkFile(
  programme: Programme,
  file: SentFile,
): { ok: true; name: string; type: FileType } | { ok: false; refusal: Refusal } {
  const field = attachmentField(file.kind)
  const limit = numberSetting(programme, 'form.attachmentBytes')
  const no = (code: string, facts?: Refusal['facts']) => ({ ok: false as const, refusal: { code, field, facts } })
  if (file.bytes.length === 0) return no('attachment-empty')
  if (file.bytes.length > limit) return no('attachment-too-large', { megabytes: Math.floor(limit / 1_048_576) })
  const name = plainFileName(file.name)
  const type = sniff(file.bytes, name)
  return type ? { ok: true, name, type } : no('attachment-type')
}
